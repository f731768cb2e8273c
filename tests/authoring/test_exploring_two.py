"""A dialog for two is played by two: here or not, in every order, and with either going in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.authoring.explore import Explored, both, explore
from bot.authoring.reading import read
from bot.authoring.strict import Source, document
from bot.config import shipped_dialogs
from bot.engine.dialog import Dialog, Exit, Limit, Step, Structure, Words
from bot.engine.dialog import Test as Condition
from bot.engine.inputs import Choice, Confirm, Many, Note, Text
from bot.engine.library import library
from bot.engine.ways import WAYS
from bot.rehearsing.checking import check

SOURCE = b"steps:\n  one: {}\n  two: {}\n  three: {}\n  four: {}\n"

SHIPPED = read(shipped_dialogs(), shipped=shipped_dialogs()).library
assert SHIPPED is not None


def played(*steps: Step, **texts: str) -> Explored:
    """What two people come to in a dialog of these steps, which no other check has seen."""
    phases = tuple(dict.fromkeys(step.phase for step in steps if step.phase))
    seats = ("speaker", "listener")
    structure = Structure("hill", seats, steps[0].name, {step.name: step for step in steps}, phases)
    say = {f"{step.name}.say": f"{step.name}?" for step in steps}
    labels = {f"{step.name}.option.{key}": key for step in steps for key in ("a", "b")}
    more = {key.replace("__", "."): text for key, text in texts.items()}
    words = Words("Hill", "", {**say, **labels, **more})
    dialog = Dialog(structure, {"en": words}, structure.hash)
    source, _ = document(SOURCE, "hill.yaml")
    assert isinstance(source, Source)
    known = library([dialog], SHIPPED.phrases)
    return explore(dialog, known, both(dialog), sources={"hill": source}, homes={})


def told(*steps: Step, **texts: str) -> list[str]:
    return [f"{one.line}:{one.column} {one.text}" for one in played(*steps, **texts).findings]


def says(name: str, to: str = "speaker", then: str = "end", share: str = "") -> Step:
    return Step(name, to, (Exit(then),), ask=Text(name, share=share))


def asks(name: str, to: str, *exits: Exit, share: str = "") -> Step:
    return Step(name, to, exits, ask=Choice(name, ("a", "b"), share))


CLOSE = says("three", "both")


def test_what_is_shared_may_be_read_here_or_behind_a_note() -> None:
    seen = played(says("one", then="two", share="listener"), says("two", "listener"), two__say="{one}?")
    assert seen.findings == ()
    assert seen.states > 20


@pytest.mark.parametrize("part", ["say", "again", "copy"])
def test_a_private_answer_is_never_shown_to_the_other(part: str) -> None:
    found = told(says("one", then="two"), says("two", "listener"), **{f"two__{part}": "It was {one}?"})
    assert found
    assert all(one.startswith(("2:3 ", "3:3 ")) for one in found)
    assert any("'one' is quoted, but is not there for its reader" in one for one in found)


def test_it_is_found_also_where_only_one_way_leads_to_it() -> None:
    one = asks("one", "speaker", Exit("two", on=("a",)), Exit("three", on=("b",)), share="listener")
    found = told(one, says("two", then="three"), says("three", "listener"), three__say="{two}?")
    assert any("'two' is quoted" in one for one in found)


def test_it_is_found_also_where_another_way_shares_an_answer_of_that_name() -> None:
    one = asks("one", "speaker", Exit("two", on=("a",)), Exit("long", on=("b",)), share="listener")
    long, way = says("long", then="way"), says("way", then="four")  # the way that shares it is come to first
    shared = Step("two", "speaker", (Exit("three"),), ask=Text("word", share="listener"))
    private = Step("four", "speaker", (Exit("three"),), ask=Text("word"))
    steps = one, long, way, shared, says("three", "listener", then="five"), says("five", "listener")
    found = told(*steps, private, five__say="{word}?")
    assert any("'word' is quoted" in each for each in found)
    assert told(*steps, replace(private, ask=shared.ask), five__say="{word}?") == []


def test_what_was_kept_and_what_was_sent_is_one_moment_where_it_is_shared() -> None:
    steps = says("one", then="two", share="listener"), says("two", then="three"), says("three", "listener")
    quoted, unquoted = played(*steps, three__say="{one}?"), played(*steps)
    assert quoted.findings == unquoted.findings == ()
    assert quoted.states == unquoted.states


def test_what_the_other_gave_is_read_by_seat_in_both_rounds() -> None:
    turns = Step("two", "listener", (Exit("three", swap="one"),), ask=Text("two", share="speaker"))
    sound = {"two__say": "{one}?", "three__say": "{one of speaker} {one of listener}?"}
    steps = (says("one", then="two", share="listener"), turns, CLOSE)
    assert told(*steps, **sound) == []
    found = told(*steps, one__say="{two of speaker}?")
    assert found
    assert all("'two'" in one for one in found)


def test_both_answer_in_any_order_and_see_both_answers_after() -> None:
    one = says("one", "both", then="two", share="both")
    end = Step("two", "both", (Exit("end"),), ask=Note("two"))
    assert told(one, end, two__say="{one of speaker} {one of listener}") == []
    alone = says("one", "both", then="two")
    assert told(alone, end, two__say="{one of speaker}")


def test_a_circle_for_both_without_a_way_out_is_found() -> None:
    one = asks("one", "speaker", Exit("two"), share="listener")
    found = told(one, asks("two", "listener", Exit("one"), share="speaker"))
    assert any("no end can be reached" in one for one in found)


def test_a_way_that_fits_nothing_is_found() -> None:
    dead = Exit("end", when=(Condition("one", among=("a",)),))
    found = told(asks("one", "speaker", Exit("two"), share="listener"), asks("two", "listener", dead))
    assert any("no way of this step fits" in one for one in found)


def test_limits_are_counted_in_each_round() -> None:
    one = Step("one", "speaker", (Exit("two"),), ask=Note("one"), visits=Limit(2, "three"))
    two = Step(
        "two",
        "listener",
        (Exit("one", on=("no",)), Exit("three", on=("yes",), swap="one")),
        ask=Confirm("two", "speaker"),
    )
    assert told(one, two, CLOSE) == []


def test_the_end_is_said_to_who_is_not_here_too() -> None:
    assert told(says("one", then="two"), says("two", "listener")) == []


def test_back_goes_no_further_than_what_the_other_was_told() -> None:
    between = Step("two", "listener", (Exit("three"),))
    assert told(asks("one", "speaker", Exit("two")), between, says("three")) == []


def test_a_silence_that_would_fail_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr("bot.engine.silence.taken_along", fails)
    found = told(says("one", then="two"), says("two", "listener"))
    assert found[0].startswith(
        "2:3 At step 'one', speaker: going in silence: the program would fail: IndexError"
    )


def test_the_check_tells_how_much_was_played_by_one_and_by_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hear.yaml").write_text(
        "dialog: hear\ntitle: Hear\ncommand: hear\nseats: [speaker, listener]\nsteps:\n"
        "  a: {say: A, ask: {text: x, share: listener}, then: b}\n"
        "  b: {to: listener, say: 'B {x}', ask: note, then: end, solo: 'B {x}'}\n"
    )
    assert check(tmp_path, "sqlite:///none.db", as_json=False) == 0
    said = capsys.readouterr().out
    assert re.search(
        r"hear: for one \d+ states, [\d,]+ moves; for two \d+ states, [\d,]+ moves; "
        r"by buttons alone \d+ states, \d+ moves, all played",
        said,
    )


ANEW = (says("one", then="two", share="listener"), says("two", "listener"))


def test_to_ask_for_a_step_anew_is_played_and_makes_no_moments_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = played(*ANEW)
    monkeypatch.setitem(WAYS, "anew", WAYS["show"])
    without = played(*ANEW)
    assert seen.findings == without.findings == ()
    assert seen.states == without.states
    assert seen.moves > without.moves


def test_a_line_that_would_be_lost_behind_a_note_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.engine.knocks.tell_anew", lambda *_: None)
    assert any("nothing would be said" in one for one in told(*ANEW))


def test_asking_for_a_step_anew_without_end_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.engine.repairing.MOST_ANEW", 9)
    assert any("there would be no end of it" in one for one in told(*ANEW))


# --- what is private doesn't show -----------------------------------------------------------------------

TELLS = "the other could tell which by what comes to them"


def told_apart(*steps: Step, **texts: str) -> list[str]:
    """The steps at which the other could tell what is answered in private."""
    return [one.split("'")[1] for one in told(*steps, **texts) if TELLS in one]


def sound(*steps: Step, **texts: str) -> bool:
    return told(*steps, **texts) == []


def fork(name: str, to: str, a: str, b: str, share: str = "", *, reveals: bool = False) -> Step:
    exits = (Exit(a, on=("a",)), Exit(b, on=("b",)))
    return Step(name, to, exits, ask=Choice(name, ("a", "b"), share), reveals=reveals)


def test_a_private_answer_by_which_the_other_is_told_another_thing_is_found_with_both_deeds() -> None:
    one = fork("one", "speaker", "two", "three")
    (found,) = told(one, says("two", "listener"), says("three", "listener"))
    assert found == (
        '2:3 At step \'one\', speaker: pressing "a", or pressing "b": '
        "the other could tell which by what comes to them."
    )


def test_so_it_is_where_one_answer_ends_it_or_tells_the_other_before_it_goes_on() -> None:
    assert told_apart(fork("one", "speaker", "two", "end"), says("two", "listener")) == ["one"]
    aloud = Step("two", "listener", (Exit("three"),))
    assert told_apart(fork("one", "speaker", "two", "three"), aloud, says("three")) == ["one"]


def test_an_answer_that_leads_alike_past_what_the_other_does_not_see_tells_nothing() -> None:
    one = fork("one", "speaker", "two", "three")
    assert sound(one, says("two", then="three"), says("three", "listener"))
    assert sound(one, Step("two", "speaker", (Exit("three"),)), says("three", "listener"))
    assert sound(one, says("two", then="one"), says("three", "listener"))
    assert sound(fork("one", "speaker", "two", "end"), says("two"))


def test_what_is_shared_or_said_to_be_noticed_may_tell() -> None:
    ends = says("two", "listener"), says("three", "listener")
    assert sound(fork("one", "speaker", "two", "three", "listener"), *ends)
    assert sound(fork("one", "speaker", "two", "three", reveals=True), *ends)


def test_a_private_answer_that_a_condition_reads_two_steps_later_is_found_where_it_is_given() -> None:
    one = asks("one", "speaker", Exit("two"))
    if_a = Exit("three", when=(Condition("one", among=("a",)),))
    hears = Step("two", "listener", (if_a, Exit("four")), ask=Note("two"))
    ends = says("three", "listener"), says("four", "listener")
    assert told_apart(one, hears, *ends) == ["one"]
    assert sound(asks("one", "speaker", Exit("two"), share="listener"), hears, *ends)


def test_what_one_of_both_answers_shows_by_where_the_answer_of_the_other_leads() -> None:
    if_a = Exit("two", when=(Condition("one", "speaker", among=("a",)),))
    assert "one" in told_apart(asks("one", "both", if_a, Exit("three")), says("two", "both"), CLOSE)


def test_ticks_that_lead_elsewhere_are_found() -> None:
    if_a = Exit("two", when=(Condition("one", among=("a",)),))
    one = Step("one", "speaker", (if_a, Exit("three")), ask=Many("one", ("a", "b"), pick=2, least=1))
    assert told_apart(one, says("two", "listener"), says("three", "listener")) == ["one"]
    assert sound(one, says("two", then="three"), says("three", "listener"))


def test_answering_nothing_that_fits_must_not_show_either() -> None:
    one = Step("one", "speaker", (Exit("two"),), ask=Note("one"), tries=Limit(2, "three"))
    assert told_apart(one, says("two", "listener"), says("three", "listener")) == ["one"]
    assert sound(one, says("two", "listener"), says("three", then="two"))


def test_how_often_somebody_went_round_alone_must_not_show_later() -> None:
    one = Step("one", "speaker", (Exit("two"),), ask=Note("one"), visits=Limit(3, "four"))
    two = fork("two", "speaker", "one", "three")
    three = Step(
        "three",
        "listener",
        (Exit("one", on=("no",)), Exit("end", on=("yes",))),
        ask=Confirm("three", "speaker"),
    )
    assert "two" in told_apart(one, two, three, says("four", "listener"))


def test_the_sign_of_a_phase_must_not_show_which_way_somebody_came() -> None:
    one = replace(fork("one", "speaker", "two", "three"), phase="listen")
    detour, hears = says("two", then="three"), replace(says("three", "listener"), phase="act")
    assert sound(one, replace(detour, phase="listen"), hears)
    assert told_apart(one, replace(detour, phase="act"), hears) == ["one"]


def test_a_private_answer_may_lead_to_another_question_that_is_shared_and_comes_to_the_same() -> None:
    one = fork("one", "speaker", "two", "three")
    two, three = says("two", then="four", share="listener"), says("three", then="two", share="listener")
    assert sound(one, two, replace(three, exits=(Exit("four"),)), says("four", "listener"))
    chosen = asks("three", "speaker", Exit("four"), share="listener")
    assert sound(one, two, chosen, says("four", "listener"))
    assert told_apart(one, two, replace(chosen, exits=(Exit("end"),)), says("four", "listener")) == ["one"]
