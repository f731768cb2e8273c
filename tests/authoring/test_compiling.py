"""What an author wrote is what the engine plays, and one hash pins all of its structure."""

from __future__ import annotations

from typing import Any

from bot.engine.dialog import Agrees, Dialog, Exit, Limit, Nudge, Solo
from bot.engine.dialog import Test as Only
from bot.engine.inputs import Choice, Confirm, Many, Note, Number, Scale, Text, Time
from bot.engine.inputs.text import KEPT, KEPT_SHARED

LISTS = (
    "feelings: {sad: {label: sad, also: unhappy}, glad: glad}\n"
    "faux: {ignored: {label: ignored, under: sad, also: overlooked}}\n"
)
CALM = "dialog: calm\ntitle: Calm\nsteps:\n  a: {say: Breathe., ask: note, then: end}\n"
ONE = """dialog: one
title: One
about: Two sentences.
seats: [speaker, listener]
command: one
minutes: 12
tries: {limit: 3, then: last}
withdrawn: {old: last}
steps:
  first:
    phase: listen
    say: |
      What happened?
    again: What?
    recap: 'It: {moment}'
    ask: {text: moment, optional: yes, voice: yes, draft: 'Hi {me}'}
    then: [{when: {moment: skipped}, go: last}, second]
    visits: {limit: 2, then: last}
    nudge: {after: 2 days, times: 2, say: No hurry.}
  second:
    phase: act
    say: Which?
    ask: {many: feeling, from: feelings, pick: 1, gently: faux, share: listener}
    then: third
    tries: {limit: 1, then: third}
  third:
    say: Which one?
    ask: {choice: heard, options: {all: Yes, part: 2}}
    then:
      all: {call: calm}
      part: [{when: {heard of speaker: [all, part]}, go: {call: calm, then: last}}, last]
    solo: {say: 'Which, alone?', ask: {confirm: heard, yes: Right}, then: {yes: last, else: last}}
  last: {to: both, say: Bye, copy: 'Bye, {me}', then: scale, solo: Goodbye}
  scale:
    say: S
    ask: {scale: calm, words: {0: none, 10: all}}
    then: [{when: {calm: 0..5}, go: number}, number]
  number:
    say: N
    ask: {number: days, from: 1, to: 14}
    then: [{when: {days: 7, calm: [10]}, go: words}, words]
  words: {to: listener, say: W, ask: {text: w, limit: 90, share: speaker}, then: more, solo: {skip: yes}}
  more: {say: W, ask: {text: more, share: both}, then: hour}
  hour: {say: 'When?', ask: {time: hour, optional: yes}, then: read}
  read: {say: R, ask: note, then: end}
"""


def compiled(reads: Any, text: str = ONE, other: str = CALM) -> Dialog:
    reading = reads(text, other, lists=LISTS)
    assert reading.library is not None, [str(found) for found in reading.findings]
    dialog: Dialog = reading.library.dialogs["one"]
    return dialog


def test_the_head_is_kept(reads: Any) -> None:
    one = compiled(reads)
    assert (one.name, one.command, one.minutes) == ("one", "one", 12)
    assert dict(one.withdrawn) == {"old": "last"}
    assert (one.words_in("en").title, one.words_in("de").about) == ("One", "Two sentences.")
    assert one.structure.seats == ("speaker", "listener")
    assert (one.structure.start, one.structure.phases) == ("first", ("listen", "act"))
    assert one.hash == one.structure.hash


def test_each_kind_of_question_is_one_input(reads: Any) -> None:
    steps = compiled(reads).structure.steps
    assert {name: step.ask for name, step in steps.items()} == {
        "first": Text("moment", KEPT, optional=True, voice=True, drafted=True),
        "second": Many("feeling", ("sad", "glad"), 1, 1, "listener", ("ignored",)),
        "third": Choice("heard", ("all", "part")),
        "last": None,
        "scale": Scale("calm", ("0", "10")),
        "number": Number("days", 1, 14),
        "words": Text("w", 90, share="speaker"),
        "more": Text("more", KEPT_SHARED, share="both"),
        "hour": Time("hour", optional=True),
        "read": Note("read"),
    }


def test_ways_become_exits_in_their_order(reads: Any) -> None:
    steps = compiled(reads).structure.steps
    assert steps["first"].exits == (Exit("last", when=(Only("moment", skipped=True),)), Exit("second"))
    assert steps["third"].exits == (
        Exit("third", ("all",), call="calm"),
        Exit("last", ("part",), (Only("heard", "speaker", ("all", "part")),), "calm"),
        Exit("last", ("part",)),
    )
    assert steps["scale"].exits[0].when == (Only("calm", low=0, high=5),)
    assert steps["number"].exits[0].when == (Only("days", low=7, high=7), Only("calm", among=("10",)))
    assert steps["read"].exits == (Exit("end"),)


def test_limits_nudges_seats_and_solo_ways_are_kept(reads: Any) -> None:
    steps = compiled(reads).structure.steps
    assert (steps["first"].tries, steps["first"].visits) == (Limit(3, "last"), Limit(2, "last"))
    assert (steps["second"].tries, steps["last"].tries) == (Limit(1, "third"), None)
    assert steps["first"].nudge == Nudge(172_800, 2)
    assert [steps[name].to for name in ("first", "last", "words")] == ["speaker", "both", "listener"]
    assert steps["third"].solo == Solo(ask=Confirm("heard"), exits=(Exit("last", ("yes",)), Exit("last")))
    assert (steps["last"].solo, steps["words"].solo) == (Solo(), Solo(skip=True))


def test_words_are_keyed_by_step_and_part(reads: Any) -> None:
    texts = compiled(reads).words_in("en").texts
    assert {key: text for key, text in texts.items() if key.split(".")[0] in ("first", "third", "last")} == {
        "first.say": "What happened?",
        "first.again": "What?",
        "first.recap": "It: {moment}",
        "first.draft": "Hi {me}",
        "first.nudge": "No hurry.",
        "third.say": "Which one?",
        "third.option.all": "Yes",
        "third.option.part": "2",
        "third.solo": "Which, alone?",
        "third.solo.option.yes": "Right",
        "last.say": "Bye",
        "last.copy": "Bye, {me}",
        "last.solo": "Goodbye",
    }
    assert {
        key: text
        for key, text in texts.items()
        if key.startswith(("second.g", "second.u", "second.o", "second.al"))
    } == {
        "second.also.sad": "unhappy",
        "second.option.sad": "sad",
        "second.option.glad": "glad",
        "second.gently.ignored": "ignored",
        "second.under.ignored": "sad",
        "second.gently_also.ignored": "overlooked",
    }


def test_words_may_change_under_one_hash_and_structure_may_not(reads: Any) -> None:
    first = compiled(reads)
    assert compiled(reads, ONE.replace("What happened?", "Tell me.")).hash == first.hash
    assert compiled(reads, ONE.replace("limit: 90", "limit: 91")).hash != first.hash
    assert compiled(reads, ONE.replace("part", "piece")).hash != first.hash


def test_the_hash_pins_what_is_called(reads: Any) -> None:
    first = compiled(reads)
    again = reads(ONE, CALM, lists=LISTS).library
    assert first.structure.calls == {"calm": again.dialogs["calm"].hash}
    assert compiled(reads, other=CALM.replace("Breathe", "Rest")).hash == first.hash
    assert compiled(reads, other=CALM.replace("note", "{text: b}")).hash != first.hash


def test_what_is_said_back_may_be_one_answer_or_several(reads: Any) -> None:
    text = """dialog: one
title: One
seats: [speaker, listener]
steps:
  a: {say: A, ask: {text: x, share: listener}, then: b}
  b: {say: '{x}', to: listener, ask: {text: y, share: speaker, mirrors: x, draft: D}, then: c}
  c: {say: '{x}', to: listener, ask: {text: z, share: speaker, mirrors: [x of speaker, x], draft: D}, then: end}
"""
    reading = reads(text)
    assert reading.findings == ()
    steps = reading.library.dialogs["one"].structure.steps
    assert [steps[name].ask.mirrors for name in "abc"] == [(), ("x",), ("x of speaker", "x")]


def test_who_says_back_may_be_offered_words_put_together_from_the_speakers(reads: Any) -> None:
    text = """dialog: one
title: One
seats: [speaker, listener]
steps:
  a: {say: A, ask: {many: feeling, from: feelings, share: listener}, then: b}
  b: {say: B, ask: {text: moment, share: listener}, then: c}
  c:
    to: listener
    say: '{moment} ({feeling of speaker})'
    ask: {text: y, share: speaker, mirrors: [moment, feeling], draft: 'You felt {feeling of speaker} when: {moment}'}
    then: end
"""
    reading = reads(text, lists=LISTS.splitlines()[0])
    assert reading.findings == ()
    asks = reading.library.dialogs["one"].structure.steps["c"].ask
    assert asks == Text("y", KEPT_SHARED, drafted=True, share="speaker", mirrors=("moment", "feeling"))


def test_hints_of_style_are_on_until_an_author_turns_them_off(reads: Any) -> None:
    text = """dialog: one
title: One
seats: [speaker, listener]
steps:
  a: {say: A, ask: {text: x, share: listener}, then: b}
  b: {say: '{x}', to: listener, ask: {text: y, share: speaker, hints: no, draft: D}, then: end}
"""
    reading = reads(text)
    assert reading.findings == ()
    steps = reading.library.dialogs["one"].structure.steps
    assert [steps[name].ask.hints for name in "ab"] == [True, False]


ACT = """dialog: one
title: One
seats: [speaker, listener]
steps:
  wishes: {to: both, say: W, ask: {many: wishes, options: {tea: tea}, least: 0, share: both}, then: act}
  act:
    phase: last
    to: listener
    say: A
    again: B
    recap: 'It is {deed}'
    ask:
      agree: deed
      from: wishes of speaker
      cues: cues
      share: speaker
      minutes: 5
      if: {glad: [good, fine]}
      words: {often: 'How many times?'}
    then: {agreed: glad, else: end}
    visits: {limit: 2, then: end}
    solo: 'Alone?'
  glad:
    say: '{deed}'
    ask: {choice: glad, options: {good: Good, fine: Fine, no: Rather not}, share: listener}
    then: end
    solo: {skip: yes, then: end}
"""


def test_one_agree_becomes_plain_steps_with_stable_names(reads: Any) -> None:
    dialog = reads(ACT, lists="cues: {home: I come home}\n").library.dialogs["one"]
    steps = dialog.structure.steps
    assert list(steps)[1:-1] == [
        "act",
        *("act_deed", "act_when", "act_moment", "act_begins", "act_often", "act_aloud"),
    ]
    assert {(step.to, step.phase) for name, step in steps.items() if name.startswith("act")} == {
        ("listener", "last")
    }
    assert steps["act"].ask == Choice(
        "deed_what", ("tea", "own", "none"), among="wishes of speaker", always=("own", "none")
    )
    assert steps["act"].exits == (Exit("act_deed", ("own",)), Exit("end", ("none",)), Exit("act_when"))
    assert (steps["act"].reveals, steps["act_when"].reveals) == (True, False)
    assert steps["act"].visits == Limit(2, "end")
    assert steps["act_deed"].ask == Text("deed_what", 140, drafted=True, within=True, small="deed")
    assert steps["act_when"].ask == Choice("deed_when", ("home", "own"))
    assert steps["act_when"].tries == Limit(3, "act_moment")
    assert steps["act_moment"].ask == Text("deed_when", 100, drafted=True, within=True, small="cue")
    assert steps["act_begins"].ask == Choice("deed_begins", ("today", "tomorrow", "weekend"))
    assert steps["act_often"].ask == Choice("deed_often", ("once", "daily", "weekly"))


def test_only_its_last_part_is_shared_and_agrees(reads: Any) -> None:
    dialog = reads(ACT, lists="cues: {home: I come home}\n").library.dialogs["one"]
    steps = dialog.structure.steps
    assert [name for name, step in steps.items() if step.agrees] == ["act_aloud"]
    assert [name for name, step in steps.items() if step.ask and step.ask.share] == [
        "wishes",
        "act_aloud",
        "glad",
    ]
    last = steps["act_aloud"]
    assert last.ask == Text("deed", 300, drafted=True, share="speaker", hints=False, small="plan")
    assert last.exits == (Exit("end", when=(Only("deed", skipped=True),)), Exit("glad"))
    yes = Only("glad", among=("good", "fine"))
    assert last.agrees == Agrees("deed_what", "deed_begins", "deed_often", "speaker", (yes,), 5)
    assert last.alone().agrees == last.agrees


def test_its_words_are_the_authors_where_they_wrote_some(reads: Any) -> None:
    texts = reads(ACT, lists="cues: {home: I come home}\n").library.dialogs["one"].words["en"].texts
    said = {
        key: texts.get(key)
        for key in ("act.say", "act.again", "act.solo", "act_often.say", "act_aloud.recap")
    }
    assert said == {
        "act.say": "A",
        "act.again": "B",
        "act.solo": "Alone?",
        "act_often.say": "How many times?",
        "act_aloud.recap": "It is {deed}",
    }
    assert texts["act.option.tea"] == "tea"
    assert "act.recap" not in texts


def test_a_moment_has_other_words_for_it_as_a_deed_has(reads: Any) -> None:
    lists = "cues: {home: {label: I come home, also: 'when home, arriving'}}\n"
    texts = reads(ACT, lists=lists).library.dialogs["one"].words["en"].texts
    assert (texts["act_when.option.home"], texts["act_when.also.home"]) == (
        "I come home",
        "when home, arriving",
    )
