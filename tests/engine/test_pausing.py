"""A pause of two: both rest until the hour that its caller chose, and until both are calm enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversation import ANN, BEN, Talk, asks, dialog
from test_knocks import is_here, to

from bot.engine.dialog import Exit, Step
from bot.engine.inputs import Choice, Note, Text
from bot.engine.session import GONE
from bot.engine.silence import without

SEATS = {"speaker": ANN, "listener": BEN}
STEPS = (
    asks("moment", Text("moment", share="listener"), "mirror"),
    asks("mirror", Text("mirror", share="speaker"), "heard", seat="listener"),
    Step("heard", "speaker", (Exit("last"),), ask=Choice("heard", ("full", "part"))),
    asks("last", Note("last"), seat="both"),
)
WORDS = {
    "mirror.say": 'Ann said "{moment}". What did you hear?',
    "moment.recap": 'The moment: "{moment}"',
    "heard.option.full": "All of it",
    "heard.option.part": "A part",
}


def talk() -> Talk:
    """Ann has sent something to Ben, who is here and reads it. It is 18:00 in London, 19:00 in Berlin."""
    t = Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS)
    lives(t, ANN, "Europe/London")
    lives(t, BEN, "Europe/Berlin")
    t.says("You left.")
    t.presses("Send it")
    return t


def lives(t: Talk, who: int, zone: str) -> None:
    people = {**t.session.people, who: replace(t.session.people[who], zone=zone)}
    t.session = replace(t.session, people=people)


def at_its_end(t: Talk) -> Talk:
    """The hour has come."""
    pause = t.session.place.pause
    assert pause is not None
    t.now = pause.until + timedelta(seconds=5)
    return t


def test_one_word_and_both_rest_and_see_the_same_hour() -> None:
    t = talk()
    t.says("pause", who=BEN)
    assert t.session.state == "paused"
    t.hears(
        "We pause, both of you, until 20:00",
        "Ann sees the same hour",
        "Would another hour be better?",
        who=BEN,
    )
    t.hears("There is a pause, for both of you, until 19:00.", "it needs no reason", who=ANN)


def test_its_caller_chooses_the_hour_by_a_button_or_in_words() -> None:
    t = talk()
    t.wants("pause", who=BEN)
    assert {"In 20 minutes", "In an hour", "Tomorrow", "Now"} <= set(t.labels(BEN) + button_labels(t, BEN))
    assert "In an hour" not in button_labels(t, ANN)
    t.presses("Tomorrow", who=BEN)
    t.hears("We pause until tomorrow at 09:00", who=BEN)
    t.hears("Now we pause until tomorrow at 08:00.", who=ANN)
    t.says("in 20 minutes", who=BEN)
    t.hears("Now we pause until 18:20.", who=ANN)


def button_labels(t: Talk, who: int) -> list[str]:
    return [b.label for m in t.heard if m.to == who for row in m.buttons for b in row]


def test_the_other_cannot_refuse_it_nor_move_its_hour() -> None:
    t = talk()
    t.wants("pause")
    hour = next(
        b.data for m in t.heard if m.to == ANN for row in m.buttons for b in row if "Tomorrow" in b.label
    )
    before = t.session.place.pause
    t.press(hour, BEN)
    t.hears("We pause until 20:00", who=BEN)
    assert t.session.place.pause == before
    t.wants("pause", who=BEN)
    assert t.session.place.pause == before
    assert to(t, ANN) == []


def test_what_is_written_meanwhile_is_kept_and_comes_as_a_preview_at_the_return() -> None:
    t = talk()
    t.wants("pause")
    t.says("That I left.", who=BEN)
    t.hears("I kept that", "it goes nowhere before", who=BEN)
    t.says("And that it hurt.", who=BEN)
    assert t.answer("mirror") is None
    assert to(t, ANN) == []
    at_its_end(t)
    t.press(f"{t.session.id}:0:!returned", BEN)
    t.presses("8", who=BEN)
    t.hears("once you are both here", who=BEN)
    t.press(f"{t.session.id}:0:!returned")
    t.presses("7")
    assert t.session.state == "running"
    t.hears("You are both back", who=ANN)
    t.hears("This is what Ann will read", "That I left.\nAnd that it hurt.", who=BEN)
    t.presses("Send it", who=BEN)
    assert t.answer("mirror") == "That I left.\nAnd that it hurt."


def test_a_press_answers_nothing_while_both_rest() -> None:
    t = talk()
    t.says("That I left.", who=BEN)
    old = list(t.heard)
    t.wants("pause")
    t.presses("Send it", who=BEN, messages=old)
    t.hears("We pause until 20:00. What waited for you waits still.", who=BEN)
    assert t.answer("mirror") is None
    t.says("yes", who=BEN)
    assert t.answer("mirror") is None


def test_words_that_no_open_question_takes_are_not_kept_and_that_is_said() -> None:
    t = talk()
    t.says("That I left.", who=BEN)
    t.presses("Send it", who=BEN)
    t.wants("pause", who=BEN)
    t.says("All of it", who=ANN)
    t.hears("I haven't kept what you wrote", who=ANN)
    t.says("I was so tired that day", who=BEN)
    t.hears("I hold that thought for your turn", who=BEN)


def test_before_the_number_it_is_said_what_the_other_sees_of_it() -> None:
    t = talk()
    t.wants("pause")
    at_its_end(t)
    t.wants("show", who=BEN)
    t.hears(
        "How calm are you now?",
        "Your number is for you alone",
        "If it's under 6, Ann sees only: not yet.",
        who=BEN,
    )


def test_who_is_not_calm_yet_gets_one_more_hour_and_then_a_kind_end() -> None:
    t = talk()
    t.wants("pause")
    at_its_end(t)
    t.says("3", who=BEN)
    t.hears("Then we pause once more, until 21:00", "Ann sees only: not yet", who=BEN)
    t.hears("Not yet. The pause goes on until 20:00.", who=ANN)
    t.presses("In 20 minutes", who=BEN)
    t.hears("Now we pause until 19:20.", who=ANN)
    at_its_end(t)
    t.says("two", who=BEN)
    t.hears("That's enough for today, and that is fine.", who=BEN)
    t.hears("That's enough for today, and that is fine.", who=ANN)
    assert t.session.state == "aside"
    assert t.session.place.pause is None


def test_numbers_are_kept_nowhere() -> None:
    t = talk()
    t.wants("pause")
    at_its_end(t)
    before = t.session
    high = t.says("10", who=BEN).session
    t.session, t.now = before, t.now - timedelta(seconds=3)
    low = t.says("6", who=BEN).session
    assert high == low


def test_to_go_on_at_once_asks_both_how_calm_they_are() -> None:
    t = talk()
    t.wants("pause")
    t.presses("Now")
    t.hears("How calm are you now?")
    assert to(t, BEN) == []  # it comes to Ben as any return does
    t.presses("9")
    t.says("9", who=BEN)
    t.hears("You are both back", 'Ann said "You left."', who=BEN)


def test_danger_brings_help_and_goes_nowhere() -> None:
    t = talk()
    t.wants("pause")
    t.says("danger here", who=BEN)
    t.hears("What you wrote sounds heavy", who=BEN)
    assert to(t, ANN) == []
    t.presses("I'm safe, go on", who=BEN)
    t.hears("We pause until", who=BEN)
    at_its_end(t)
    t.says("8")
    t.says("8", who=BEN)
    t.hears("This is what Ann will read", "danger here", who=BEN)
    assert t.answer("mirror") is None


def test_stop_and_where_work_meanwhile() -> None:
    t = talk()
    t.wants("pause", who=BEN)
    t.wants("where")
    t.hears('The moment: "You left."', "We pause until 19:00", who=ANN)
    t.wants("stop", who=BEN)
    t.presses("Go on", who=BEN)
    t.hears("We pause until 20:00", who=BEN)
    t.wants("stop", who=BEN)
    t.presses("Stop, and keep it", who=BEN)
    assert t.turn.leaves
    assert t.session.state == "paused"
    assert to(t, ANN) == []


def test_who_is_not_here_gets_a_knock_and_opens_the_pause() -> None:
    t = talk()
    is_here(t, ANN, here=False)
    t.wants("pause", who=BEN)
    assert t.turn.knocks == (ANN,)
    assert to(t, ANN) == []
    t.presses("In 20 minutes", who=BEN)
    assert t.turn.knocks == ()
    t.press(f"{t.session.id}:0:!open", ANN)
    t.hears("We pause until 18:20", who=ANN)
    assert t.session.place.unopened == ()


def test_words_that_waited_come_with_the_pause_when_they_are_opened() -> None:
    t = Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")), seats=SEATS)
    is_here(t, BEN, here=False)
    t.says("You left.")
    t.presses("Send it")
    t.wants("pause")
    t.press(f"{t.session.id}:0:!open", BEN)
    t.hears('Ann said "You left."', "We pause until", who=BEN)
    t.says("That you left", who=BEN)
    t.hears("I kept that", who=BEN)


def test_a_changed_message_changes_what_is_kept() -> None:
    t = talk()
    t.wants("pause")
    t.says("That I left", who=BEN, message=77)
    t.edits("That I went", 77, who=BEN)
    t.hears("I took your changed words", who=BEN)
    at_its_end(t)
    t.says("8")
    t.says("8", who=BEN)
    t.hears("That I went", who=BEN)


def test_an_old_button_of_an_earlier_pause_counts_for_nothing() -> None:
    t = talk()
    t.wants("pause")
    at_its_end(t)
    t.wants("show", who=BEN)
    look = list(t.heard)
    t.says("3")
    t.presses("9", who=BEN, messages=look)
    t.hears("We pause until", who=BEN)
    assert t.session.place.pause is not None
    assert t.session.place.pause.back == ()


def test_after_a_kind_end_the_talk_can_be_taken_up_as_after_any_rest() -> None:
    t = talk()
    t.wants("pause")
    for _ in range(2):
        at_its_end(t)
        t.says("1", who=BEN)
    is_here(t, BEN, here=False)
    t.wants("resume")
    assert t.session.state == "running"
    assert t.turn.knocks == (BEN,)
    t.press(f"{t.session.id}:0:!open", BEN)
    t.hears('Ann said "You left."', who=BEN)


def test_who_went_in_silence_never_comes_back_and_nothing_tells() -> None:
    t = talk()
    t.wants("pause", who=BEN)
    stayed = t.session
    t.session = without(t.session, BEN)
    at_its_end(t)
    alone = t.says("8")
    t.session = stayed
    t.now -= timedelta(seconds=2)
    kept = t.says("8")
    assert [m.text for m in alone.messages if m.to != GONE] == [m.text for m in kept.messages if m.to == ANN]
    assert alone.session.state == kept.session.state == "paused"


def test_in_the_evening_no_evening_is_offered() -> None:
    t = talk()
    t.wants("pause")
    assert "This evening" not in button_labels(t, ANN)
    t.presses("Now")
    t.says("8")
    t.says("8", who=BEN)
    t.now += timedelta(hours=15)
    t.wants("pause")
    assert "This evening" in button_labels(t, ANN)


def test_for_one_person_a_pause_is_what_it_was() -> None:
    t = Talk(dialog(*STEPS, words=WORDS, seats=("speaker", "listener")))
    t.wants("pause")
    t.hears("Paused. Your place is kept.")
    assert t.session.place.pause is None


def test_what_is_asked_in_between_can_be_answered_in_words() -> None:
    t = talk()
    t.wants("pause", who=BEN)
    t.says("stop", who=BEN)
    t.says("stop, and keep it", who=BEN)
    t.hears("We stop here. What you said is kept", who=BEN)
    t.says("danger", who=BEN)
    t.says("ok", who=BEN)
    t.hears("We pause until", who=BEN)
