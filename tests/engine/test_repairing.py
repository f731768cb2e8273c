"""The repair button: one gentle line for the other, and the last step once more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conversation import ANN, BEN, Talk, asks, dialog, shelf

from bot.engine.dialog import END, Exit, Limit, Step
from bot.engine.inputs import Confirm, Many, Note, Text
from bot.engine.session import GONE
from bot.engine.silence import without

SEATS = {"speaker": ANN, "listener": BEN}
ASK = "Can we start this bit again?"
LINE = "Ann would like to start this bit again."
TOLD = "I'll tell Ben that you would like to start this bit again. What was sent stands."
ENOUGH = "We have started a bit again twice in this talk, and that is as often as it goes here."
STEPS = (
    asks("moment", Text("moment", share="listener"), "mirror"),
    asks("mirror", Text("mirror", share="speaker"), "part", seat="listener"),
    asks("part", Text("part", share="both"), "last", seat="both"),
    asks("last", Note("last"), seat="both"),
)
WORDS = {
    "mirror.say": 'Ann said "{moment}". What did you hear?',
    "part.say": "Your part?",
    "last.say": '"{part of speaker}" and "{part of listener}".',
}
CALM = dialog(asks("breathe", Note("breathe"), "slowly"), asks("slowly", Note("slowly")), name="calm")


def talk(*steps: Step, here: bool = True, words: dict[str, str] | None = None) -> Talk:
    """Ann and Ben, who is here or isn't."""
    t = Talk(
        dialog(*(steps or STEPS), words=words or WORDS, seats=("speaker", "listener")), CALM, seats=SEATS
    )
    is_here(t, BEN, here=here)
    return t


def sent(*, here: bool = True) -> Talk:
    """Ann has sent something to Ben, who is asked now."""
    t = talk(here=here)
    t.says("You left.")
    t.presses("Send it")
    return t


def is_here(t: Talk, who: int, *, here: bool) -> None:
    people = {**t.session.people, who: replace(t.session.people[who], here=here)}
    t.session = replace(t.session, people=people)


def to(t: Talk, who: int) -> list[str]:
    return [message.text for message in t.turn.messages if message.to == who]


def opens(t: Talk, who: int = BEN) -> None:
    t.press(f"{t.session.id}:0:!open", who)


def test_who_is_asked_asks_for_it_once_more_and_the_other_reads_one_gentle_line() -> None:
    t = sent()
    before = t.asked(BEN)
    t.presses(ASK, who=BEN)
    assert to(t, ANN) == ["Ben would like to start this bit again."]
    assert to(t, BEN)[0] == TOLD.replace("Ben", "Ann")
    assert 'Ann said "You left."' in to(t, BEN)[1]
    assert (t.step(BEN), t.asked(BEN) > before, t.answer("moment")) == ("mirror", True, "You left.")
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    assert t.step() == "part"


def test_who_waits_for_the_other_asks_for_it_too() -> None:
    t = sent()
    t.hears("Thank you, that is kept.")
    t.presses(ASK)
    assert to(t, ANN) == [TOLD]
    assert to(t, BEN)[0] == LINE
    t.hears('Ann said "You left."', who=BEN)
    assert (t.step(BEN), t.session.question_of(ANN)) == ("mirror", None)


def test_the_line_waits_behind_the_note_of_who_is_not_here() -> None:
    t = sent()
    is_here(t, ANN, here=False)
    t.presses(ASK, who=BEN)
    assert (t.turn.knocks, to(t, ANN)) == ((ANN,), [])
    opens(t, ANN)
    assert to(t, ANN) == ["Ben would like to start this bit again."]
    t = sent()
    is_here(t, BEN, here=False)
    old = t.heard
    t.wants("anew")
    assert (t.turn.knocks, to(t, BEN), to(t, ANN)) == ((BEN,), [], [TOLD])
    assert all(
        closed.owner != BEN for closed in t.turn.closed
    )  # what they see stays as it is till they open it
    t.presses(ASK, who=BEN, messages=old)
    assert to(t, BEN)[0] == LINE
    assert t.session.place.unopened == ()
    assert len(to(t, BEN)) == 2


def test_twice_behind_one_note_is_one_line() -> None:
    t = sent(here=False)
    t.wants("anew")
    assert t.turn.knocks == ()
    t.wants("anew")
    opens(t)
    assert to(t, BEN)[0] == LINE
    assert len(to(t, BEN)) == 2


def test_the_third_time_it_is_said_kindly_and_the_question_stays() -> None:
    t = sent()
    t.presses(ASK, who=BEN)
    t.wants("anew")
    assert ASK not in t.labels(BEN)
    before = t.asked(BEN)
    t.wants("anew", who=BEN)
    t.hears(ENOUGH, "What did you hear?", who=BEN)
    assert (to(t, ANN), t.asked(BEN)) == ([], before)
    t.wants("anew")
    assert to(t, ANN) == [ENOUGH + " What is there already can be enough."]


def test_both_press_at_once_and_it_counts_once() -> None:
    t = sent()
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    old = t.heard
    t.presses(ASK, messages=old)
    t.presses(ASK, who=BEN, messages=old)
    t.hears("That button belongs to an earlier moment", "Your part?", who=BEN)
    assert to(t, ANN) == []
    assert sum(bool(visit.anew) for visit in t.session.place.trail) == 1


def test_who_waits_and_presses_with_the_other_counts_once_too() -> None:
    t = sent()
    old = t.heard
    t.presses(ASK, who=BEN)
    t.presses(ASK, messages=old)
    t.hears("It isn't your turn here right now")
    assert to(t, BEN) == []
    assert t.session.place.times_anew == 1


def test_while_the_other_knows_of_nothing_yet_it_is_simply_asked_again() -> None:
    t = talk()
    assert ASK not in t.labels()
    before = t.session.place
    t.wants("anew")
    t.hears("Nothing has gone to Ben yet", "moment?")
    assert (to(t, BEN), t.session.place) == ([], before)


def test_what_was_held_stays_and_comes_as_a_preview_of_its_own() -> None:
    t = sent()
    t.says("That I left.", who=BEN)
    shown = t.heard
    t.wants("anew")
    assert to(t, BEN)[0] == LINE
    t.hears("What did you hear?", "This is what Ann will read", "That I left.", who=BEN)
    new = t.heard
    t.presses("Send it", who=BEN, messages=shown)
    t.hears("an earlier moment", "That I left.", who=BEN)
    assert t.answer("mirror") is None
    t.presses("Send it", who=BEN, messages=new)
    assert t.answer("mirror") == "That I left."


def test_what_was_held_comes_behind_the_note_too() -> None:
    t = sent()
    t.says("That I left.", who=BEN)
    is_here(t, BEN, here=False)
    t.wants("anew")
    opens(t)
    assert to(t, BEN)[0] == LINE
    t.hears("What did you hear?", "This is what Ann will read", "That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    assert t.answer("mirror") == "That I left."


def test_boxes_that_were_ticked_stay_ticked() -> None:
    many = asks("many", Many("many", ("sad", "glad"), 2, share="speaker"), seat="listener")
    t = talk(asks("moment", Text("moment", share="listener"), "many"), many, words={"many.say": "What?"})
    t.says("You left.")
    t.presses("Send it")
    t.presses("sad", who=BEN)
    t.wants("anew")
    assert "✓ sad" in t.labels(BEN)


def test_help_stays_where_words_told_of_danger() -> None:
    t = sent()
    t.says("danger", who=BEN)
    t.wants("anew")
    t.hears("findahelpline.com", who=BEN)
    assert t.aside(BEN) == "danger"
    t.presses("I'm safe, go on", who=BEN)
    t.hears("This is what Ann will read", who=BEN)


def test_where_both_are_asked_what_one_confirmed_stands_unrevealed() -> None:
    for asker in (ANN, BEN):
        t = sent()
        t.says("That I left.", who=BEN)
        t.presses("Send it", who=BEN)
        t.says("I was loud.")
        t.presses("Send it")
        t.wants("anew", who=asker)
        assert (t.answer("part"), t.step(BEN), t.session.question_of(ANN)) == ("I was loud.", "part", None)
        assert "loud" not in "".join(to(t, BEN))
        t.says("I left.", who=BEN)
        t.presses("Send it", who=BEN)
        t.hears('"I was loud." and "I left."', who=ANN)


def test_it_uses_up_no_visit() -> None:
    heard = Step(
        "heard",
        "speaker",
        (Exit(END, ("yes",)), Exit("mirror", ("no",))),
        ask=Confirm("heard", share="listener"),
        visits=Limit(1, "out"),
    )
    mirror = asks("mirror", Text("mirror", share="speaker"), "heard", seat="listener")
    for with_a_break in (False, True):
        t = talk(
            asks("moment", Text("moment", share="listener"), "mirror"),
            mirror,
            heard,
            asks("out", Note("out")),
        )
        t.says("You left.")
        t.presses("Send it")
        for step in ("heard", "out"):
            t.says("That I left.", who=BEN)
            t.presses("Send it", who=BEN)
            assert t.step() == step
            if step == "out":
                break
            t.wants("anew")
            t.wants("anew", who=BEN)
            if with_a_break:
                t.wants("call", CALM.hash)
                t.presses("Go on")
                t.presses("Go on")
            assert t.step() == "heard"
            t.presses("No")


def test_back_goes_no_further_than_the_line() -> None:
    steps = (
        asks("tell", Text("tell", share="listener"), "one"),
        *(asks(n, Text(n), n2) for n, n2 in ("ab", "bc")),
    )
    first = Step("one", "listener", (Exit("a"),))
    t = talk(steps[0], first, *steps[1:], asks("c", Text("c")), words={"one.say": "One."})
    t.says("You left.")
    t.presses("Send it")
    t.says("first")
    t.presses(ASK)
    assert (t.step(), "‹ Back" in t.labels()) == ("b", False)
    t.wants("back")
    t.hears("What was sent stands")
    t.says("second")
    t.wants("back")
    assert (t.step(), t.answer("a"), t.answer("b")) == ("b", "first", None)


def test_a_break_of_the_other_goes_on_with_its_step_once_more() -> None:
    t = sent()
    t.wants("call", CALM.hash, who=BEN)
    t.presses("Go on", who=BEN)
    t.wants("anew")
    assert to(t, ANN) == [TOLD]
    assert (to(t, BEN)[0], t.step(BEN)) == (LINE, "slowly")
    t.presses("Go on", who=BEN)
    assert t.step(BEN) == "mirror"


def test_who_has_not_opened_their_note_opens_it_first() -> None:
    for way in (lambda t: t.wants("anew", who=BEN), lambda t: t.says(ASK, who=BEN)):
        t = sent(here=False)
        way(t)
        t.hears('Ann said "You left."', who=BEN)
        assert (to(t, ANN), any(visit.anew for visit in t.session.place.trail)) == ([], False)


@pytest.mark.parametrize("words", [ASK, "start this bit again"])
def test_it_can_be_written_too(words: str) -> None:
    t = sent()
    t.says(words)
    assert to(t, BEN)[0] == LINE
    t.says(words, who=BEN)
    assert to(t, ANN) == ["Ben would like to start this bit again."]


def test_whose_other_has_gone_meets_the_same_words() -> None:
    t = sent()
    there = sent()
    t.session = without(t.session, BEN)
    for _ in range(3):
        t.wants("anew")
        there.wants("anew")
        assert to(t, ANN) == to(there, ANN)
    assert all(message.to != GONE for message in t.turn.messages)
    t = sent()
    there = sent()
    t.session = without(t.session, ANN)
    t.presses(ASK, who=BEN, messages=there.heard)
    there.presses(ASK, who=BEN)
    assert to(t, BEN) == to(there, BEN)
    assert t.step(BEN) == "mirror"


def test_whoever_asked_for_it_is_nobody_once_they_have_gone() -> None:
    t = sent(here=False)
    t.wants("anew")
    t.session = without(t.session, ANN)
    opens(t)
    assert LINE not in to(t, BEN)
    assert [visit.anew for visit in t.session.place.trail][-1] == 1  # a seat, not a person


def test_the_button_under_words_that_were_kept_in_vain_is_there_as_always() -> None:
    steps = (
        asks("own", Text("own"), "moment"),
        asks("moment", Text("moment", share="listener"), "mirror"),
        asks("mirror", Text("mirror", share="speaker"), "own_again", seat="listener"),
        asks("own_again", Text("own_again")),
    )
    for goes in (False, True):
        t = talk(*steps, words={"own_again.say": 'You wrote "{own}" for yourself.'})
        t.says("just for me")
        t.says("You left.")
        t.presses("Send it")
        t.session = without(t.session, ANN) if goes else t.session
        t.says("That I left.", who=BEN)
        t.presses("Send it", who=BEN)
        assert (to(t, BEN)[0][:9], t.labels(BEN), t.session.question_of(ANN) is None) == (
            "Thank you",
            [ASK],
            goes,
        )
        t.presses(ASK, who=BEN)
        assert to(t, BEN) == [TOLD.replace("Ben", "Ann")]


def test_an_old_one_under_what_was_kept_does_nothing_once_one_is_asked() -> None:
    t = sent()
    old = t.heard
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    t.presses(ASK, messages=old)
    t.hears("That button belongs to an earlier moment", "Your part?")
    assert to(t, BEN) == []


def test_after_the_end_nothing_waits() -> None:
    t = sent()
    for who, words in ((BEN, "That I left."), (ANN, "I was loud."), (BEN, "I left.")):
        t.says(words, who=who)
        t.presses("Send it", who=who)
    for who in (ANN, BEN):
        t.says("ok", who=who)
    t.wants("anew")
    t.hears("Nothing waits for you here")


def test_a_step_that_its_author_withdrew_is_not_said_once_more() -> None:
    t = sent()
    old = t.library.dialogs["talk"]
    t.session = replace(t.session, library=shelf(replace(old, withdrawn={"mirror": "part"}), CALM))
    t.wants("anew")
    assert to(t, BEN) == []
    t.hears("It isn't your turn")


def test_alone_it_is_not_offered() -> None:
    t = Talk(dialog(asks("a", Text("a")), seats=("speaker", "listener")))
    assert ASK not in t.labels()
    t.wants("anew")
    t.hears("/again is for talks of two", "a?")
    t.says(ASK)
    assert t.answer("a") == ASK


def test_in_a_pause_that_both_share_it_waits_until_the_pause_is_over() -> None:
    t = sent()
    old = t.heard
    t.wants("pause", who=BEN)
    t.wants("anew")
    assert to(t, BEN) == []
    t.presses(ASK, who=BEN, messages=old)
    assert (to(t, ANN), t.session.place.times_anew, t.session.state) == ([], 0, "paused")
