"""What may be read where, and which circles are bounded: no finding where there is nothing to find."""

from __future__ import annotations

from typing import Any

import pytest

HEAD = "dialog: one\ntitle: One\nsteps:\n"
CALM = "dialog: calm\ntitle: Calm\nsteps:\n  a: {say: Breathe., ask: note, then: end}\n"

SOUND = {
    "a circle with visits": """
  a: {say: A, ask: note, then: b, visits: {limit: 3, then: end}}
  b: {say: B, ask: note, then: a}""",
    "the floor changes, and both are quoted": """
  a: {to: speaker, say: 'A {speaker}', ask: {text: x, share: listener, draft: D}, then: b}
  b: {to: listener, say: 'B {x}', ask: {text: y, share: speaker, draft: D}, then: {swap: a, then: c}}
  c: {to: both, say: 'C {x of speaker} {x of listener} {y of speaker}', ask: note, then: end}
seats: [speaker, listener]""",
    "either is asked in their own way whether to take the floor": """
  a: {to: speaker, say: Now, ask: {confirm: w, share: listener}, then: {yes: b, no: end}}
  b: {to: speaker, say: B, ask: {text: x, share: listener, draft: D}, then: c}
  c: {to: listener, say: 'C {x}', then: {swap: d, then: end}}
  d: {to: speaker, say: D, ask: {confirm: t, share: listener}, then: {yes: b, no: {swap: d, then: end}}}
seats: [speaker, listener]""",
    "a private answer that only leads past what the other doesn't see": """
  a: {say: A, ask: {choice: x, options: {p: P, q: Q}}, then: {p: b, q: c}}
  b: {say: B, ask: note, then: c}
  c: {to: listener, say: C, ask: note, then: end}
seats: [speaker, listener]""",
    "a private answer of which people are told that it can be noticed": """
  a: {to: both, say: A, ask: {scale: x}, reveals: yes, then: [{when: {x of speaker: 0..5}, go: end}, b]}
  b: {to: listener, say: B, ask: note, then: end}
seats: [speaker, listener]""",
    "a private answer that leads to a break of one's own, whoever sits first": """
  a: {to: listener, say: A, ask: {choice: x, options: {c: Break, go: On}}, then: {c: {call: calm, then: b}, go: b}}
  b: {say: B, ask: note, then: end}
seats: [speaker, listener]""",
    "a private answer that leads to a break of one's own": """
  a: {say: A, ask: {choice: x, options: {calm: Break, go: On}}, then: {calm: {call: calm, then: b}, go: b}}
  b: {to: listener, say: B, ask: note, then: end}
seats: [speaker, listener]""",
    "a shared answer that leads on": """
  a: {say: A, ask: {confirm: x, share: listener}, then: {yes: b, no: end}}
  b: {to: listener, say: B, ask: note, then: end}
seats: [speaker, listener]""",
    "a break, and then the same question": """
  a: {say: A, ask: {choice: x, options: {calm: Break, go: On}}, then: {calm: {call: calm}, go: end}}""",
    "an answer that every way to a limit gives": """
  a: {say: A, ask: {text: mirrored}, then: heard}
  heard: {say: 'I heard {mirrored}', ask: {choice: ok, options: {all: Yes, no: Not yet}},
    then: {all: need, no: a}, visits: {limit: 3, then: need}}
  need: {say: 'You said {ok}', ask: note, then: end}""",
    "an answer in all branches": """
  a: {say: A, ask: {confirm: x}, then: {yes: b, no: c}}
  b: {say: B, ask: {text: y}, then: d}
  c: {say: C, ask: {number: y, from: 1, to: 3}, then: d}
  d: {say: 'D {y}', then: end}""",
    "an optional answer, asked for": """
  a: {say: A, ask: {text: x, optional: yes}, then: [{when: {x: skipped}, go: end}, b]}
  b: {say: 'B {x}', then: end}""",
    "an answer that a condition has compared": """
  a: {say: A, ask: {choice: x, options: {p: P, q: Q}}, then: b}
  b: {say: B, then: [{when: {x: [p, q]}, go: c}, end]}
  c: {say: 'C {x}', then: end}""",
    "an answer read after going back": """
  a: {say: A, ask: {text: x}, then: b}
  b: {say: 'B {x}', ask: {confirm: y}, then: {yes: end, no: a}, visits: {limit: 3, then: end}}""",
    "a way that only tries lead to": """
  a: {say: A, ask: {scale: x}, then: end, tries: {limit: 2, then: b}}
  b: {say: B, ask: {text: x}, then: end}""",
    "one's own answer in the recap": """
  a: {say: A, recap: 'It: {x}', ask: {text: x}, then: end}""",
    "a step that only the withdrawal of another leads to": """
  a: {say: A, then: end}
  b: {say: B, then: end}
withdrawn: {old: b}""",
    "what was said before a step that was withdrawn since": """
  a: {say: A, ask: {text: x}, then: b}
  b: {say: B, ask: {text: y}, then: c}
  c: {say: 'C {x}', then: end}
withdrawn: {b: c}""",
    "a withdrawn step that nothing leads to any more": """
  a: {say: A, ask: {text: x}, then: c}
  b: {say: B, ask: {text: y}, then: c}
  c: {say: 'C {x}', then: end}
withdrawn: {b: c}""",
}

BROKEN = {
    "what was said in the other round": (
        """
  a: {to: speaker, say: A, ask: {text: x, share: listener}, then: b}
  b: {to: listener, say: 'B {x}', ask: {scale: y, share: speaker}, then: {swap: c, then: end}}
  c: {to: speaker, say: 'C {x}', ask: {scale: z}, then: {swap: a, then: end}}
seats: [speaker, listener]""",
        "5:81 Only who has the floor first comes to: a, b.",
        "5:81 Only who has the floor second comes to: c.",
        "6:28 'x' may not have been answered yet.",
    ),
    "a change of the floor where there is one seat": (
        """
  a: {say: A, ask: note, then: {swap: a, then: end}}""",
        "4:39 There is one seat only: nobody to give the floor to.",
    ),
    "a limit reached before the answer": (
        """
  a: {say: A, ask: {confirm: x}, then: {yes: b, no: a}, visits: {limit: 2, then: c}}
  b: {say: B, ask: {text: y}, then: c}
  c: {say: 'C {y}', then: end}""",
        "6:15 'y' may not have been answered yet.",
    ),
    "a circle inside one that can be left": (
        """
  a: {say: A, ask: {confirm: x}, then: {yes: end, no: b}}
  b: {say: B, then: [{when: {x: yes}, go: a}, c]}
  c: {say: C, then: b}""",
        "5:3 This goes round for ever without asking: b, c.",
    ),
    "a break without a way on": (
        "\n  a: {say: A, ask: {confirm: x}, then: {yes: {call: calm}, no: {call: calm}}}",
        "4:3 No end can be reached from: a.",
    ),
    "a circle left by an old answer alone": (
        """
  a: {say: A, ask: {confirm: x}, then: b}
  b: {say: B, ask: note, then: [{when: {x: yes}, go: end}, c]}
  c: {say: C, ask: note, then: b}""",
        "5:3 Nothing that is answered leads out of this circle: b, c.",
    ),
    "an optional answer skipped the second time": (
        """
  a: {say: A, ask: {text: x}, then: b}
  b: {say: B, ask: {text: x, optional: yes}, then: c}
  c: {say: 'C {x}', then: end}""",
        "6:15 This may have been skipped.",
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_found_where_all_is_well(name: str, reads: Any) -> None:
    assert [str(found) for found in reads(HEAD + SOUND[name].lstrip("\n"), CALM).findings] == []


@pytest.mark.parametrize(
    "text",
    [
        """
  a: {say: A, ask: note, then: b}
  b: {say: B, ask: {confirm: x}, then: {yes: end, no: a}}""",
        """
  a: {say: A, ask: {scale: x}, then: b}
  b: {say: B, ask: note, then: c}
  c: {say: C, then: [{when: {x: 0..5}, go: a}, end]}""",
    ],
)
def test_a_circle_that_somebody_can_leave_but_nothing_bounds_is_a_warning(text: str, reads: Any) -> None:
    (found,) = reads(HEAD + text.lstrip("\n"), CALM).findings
    assert (found.level, found.line) == ("warning", 4)
    assert "Nothing bounds how often one goes round here: a, b" in found.text


@pytest.mark.parametrize("name", BROKEN)
def test_just_what_is_wrong_is_found(name: str, reads: Any) -> None:
    text, *expected = BROKEN[name]
    found = reads(HEAD + text.lstrip("\n"), CALM).findings
    assert [f"{one.line}:{one.column} {one.text}" for one in found] == expected


def test_two_seats_are_walked_together_and_alone(reads: Any) -> None:
    text = """dialog: one
title: One
seats: [speaker, listener]
steps:
  a: {say: A, ask: {text: x, share: listener}, then: b}
  b:
    to: listener
    say: 'B {x}'
    ask: {text: y, share: speaker, draft: D}
    then: c
    solo: {ask: {text: own}, then: d}
  c: {say: 'C {y}', ask: {choice: z, options: {p: P, q: Q}}, then: {p: e, q: e}, solo: {skip: yes, then: e}}
  d: {say: 'D {own}', ask: note, then: e}
  e: {say: 'E {x} {own}', then: end, solo: 'E {own}'}
"""
    found = [f"{one.line}:{one.column} {one.text}" for one in reads(text).findings]
    assert found == ["14:19 'own' may not have been answered yet."]
