"""Whatever stands in a file, reading it gives findings or a library, and never an exception."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.authoring.finding import Finding, errors
from bot.authoring.reading import Reading, read

GOOD = """dialog: one
title: One
about: A dialog that uses all there is.
seats: [speaker, listener]
command: one
minutes: 12
start: moment
tries: {limit: 3, then: close}
withdrawn: {old: close}
phases: [listen, act]
steps:
  moment:
    phase: listen
    say: What happened, {me}?
    again: What was it?
    recap: 'It was: {moment}'
    ask: {text: moment, limit: 800, optional: yes, share: listener, draft: 'As {speaker} says'}
    then: feeling
    visits: {limit: 3, then: close}
    nudge: {after: 1 day, times: 2, say: No hurry. Your place is kept.}
  feeling:
    say: What did you feel?
    ask: {many: feeling, from: feelings, pick: 2, gently: faux, share: listener}
    then: [{when: {feeling: [sad], moment: skipped}, go: {call: two}}, calm]
  calm:
    say: How calm are you?
    copy: 'I felt {feeling}'
    ask: {scale: calm, words: {0: not, 5: so so, 10: very}}
    then:
      - {when: {calm: 0..4}, go: {call: two, then: days}}
      - days
  days:
    phase: act
    say: How many days?
    ask: {number: days, from: 1, to: 14}
    then: heard
  heard:
    to: listener
    say: 'Heard {feeling of speaker}?'
    ask: {choice: heard, options: {all: Yes, part: Partly}, share: both}
    then: {all: hour, else: [{when: {heard: part}, go: moment}, hour]}
    solo: {say: Was that it, ask: {confirm: heard, yes: Right, no: Not yet}, then: {yes: hour, no: moment}}
  hour: {say: 'When?', ask: {time: hour, optional: yes, share: listener}, then: ready}
  ready: {say: Ready, ask: {confirm: ready}, reveals: yes, then: {yes: read, no: moment}}
  read: {say: Read it., ask: note, then: close}
  close: {say: Goodbye., then: end}
"""
TWO = "dialog: two\ntitle: Two\nsteps:\n  a: {say: Breathe., ask: {note: a, on: Done}, then: end}\n"
LISTS = "feelings: {sad: sad, glad: glad}\nfaux: {ignored: {label: ignored, under: sad or lonely}}\n"
WORDS = [
    *(
        "say",
        "ask",
        "then",
        "when",
        "go",
        "call",
        "end",
        "moment",
        "yes",
        "both",
        "{x}",
        "{",
        "0..5",
        "skipped",
    ),
    *(
        "*a",
        "&a",
        "!!x",
        "- ",
        ": ",
        "\t",
        "'",
        '"',
        "|",
        "[",
        "]",
        "}",
        "\n",
        "\n  ",
        "\\ud800",
        "#",
        "%",
        "?",
    ),
    *(
        "\x00",
        "\x85",
        "\u2028",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "99999999999999",
    ),
]

quick = settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def reads(folder: Path, data: bytes, lists: bytes = LISTS.encode()) -> Reading:
    (folder / "1.yaml").write_bytes(data)
    (folder / "2.yaml").write_text(TWO)
    (folder / "lists.yaml").write_bytes(lists)
    reading = read(folder, shipped=folder)
    assert all(type(found) is Finding and found.line > 0 and found.column > 0 for found in reading.findings)
    assert (reading.library is None) == bool(errors(reading.findings))
    for found in reading.findings:
        str(found).encode()
    return reading


def test_the_good_dialog_has_no_findings(folder: Path) -> None:
    assert [str(found) for found in reads(folder, GOOD.encode()).findings] == []


@quick
@given(data=st.binary(max_size=400))
def test_no_bytes_raise(folder: Path, data: bytes) -> None:
    reads(folder, data)
    reads(folder, GOOD.encode(), lists=data)


@quick
@given(text=st.text(max_size=300), at=st.integers(0, len(GOOD)))
def test_no_text_in_the_middle_raises(folder: Path, text: str, at: int) -> None:
    reads(folder, (GOOD[:at] + text + GOOD[at:]).encode("utf-8", "surrogatepass"))


@quick
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 30), st.sampled_from(WORDS)), max_size=6
    )
)
def test_no_mutation_of_a_good_dialog_raises(folder: Path, changes: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for at, cut, word in changes:
        text = text[:at] + word + text[at + cut :]
    reads(folder, text.encode("utf-8", "surrogatepass"))


leaves: Any = st.one_of(
    *(st.none(), st.booleans(), st.integers(-3, 99), st.text(max_size=8)),
    st.sampled_from(
        ["end", "moment", "yes", "both", "{moment}", "{x of listener}", "note", "sad", "0..5", "two"]
    ),
)
keys = st.sampled_from(
    [*yaml.safe_load(GOOD), *WORDS[:9], "else", "options", "text", "many", "from", "solo", "visits"]
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)


@quick
@given(tree=trees, seed=st.integers(0, 10_000))
def test_no_structure_raises(folder: Path, tree: Any, seed: int) -> None:
    whole = yaml.safe_load(GOOD.replace("yes", "'yes'").replace("no:", "'no':"))
    chance = random.Random(seed)
    place = whole
    while isinstance(place, dict | list) and place:
        at = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if chance.random() < 0.3 or not isinstance(place[at], dict | list) or not place[at]:
            place[at] = tree
            break
        place = place[at]
    reads(folder, yaml.safe_dump(whole, allow_unicode=True).encode("utf-8", "surrogatepass"))


WRONG = [
    "steps: 1",
    "steps: {a: 1}",
    "- 1",
    "1",
    "steps: {a: {solo: {then: []}}}",
    "{}",
    "'+step': 1",
    "'[key]': 1",
]


@pytest.mark.parametrize("text", WRONG)
def test_wrong_shapes_are_findings(folder: Path, text: str) -> None:
    assert errors(reads(folder, text.encode()).findings)
    assert errors(reads(folder, (GOOD + text).encode()).findings)
