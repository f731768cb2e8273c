"""An hour for going on, chosen by one of two: it rests until then, and both see which it is."""

from __future__ import annotations

from datetime import timedelta

from conversation import ANN, BEN, Talk, asks, dialog
from test_knocks import is_here, to
from test_pausing import at_its_end, button_labels, lives

from bot.engine.dialog import Exit, Step
from bot.engine.inputs import Appointment, Note, Text
from bot.engine.session import GONE
from bot.engine.silence import without

SEATS = {"speaker": ANN, "listener": BEN}
HOUR = Step(
    "hour",
    "speaker",
    (Exit("moment", on=("now", "later")), Exit("end", on=("open",))),
    ask=Appointment("hour"),
    reveals=True,
)
STEPS = (
    HOUR,
    asks("moment", Text("moment", share="listener"), "last"),
    asks("last", Note("last"), seat="both"),
)


def talk() -> Talk:
    t = Talk(dialog(*STEPS, words={"end.say": "x"}, seats=("speaker", "listener")), seats=SEATS)
    lives(t, ANN, "Europe/London")
    lives(t, BEN, "Europe/Berlin")
    return t


def test_who_is_asked_is_told_what_the_other_sees_and_gets_hours_to_come() -> None:
    t = talk()
    t.wants("show")
    t.hears("Ben will see the hour that you choose", "If you leave it open, nobody is told")
    assert button_labels(t, ANN)[:4] == ["Now", "In an hour", "Tomorrow", "Leave it open"]  # it is evening


def test_both_see_the_hour_and_the_question_comes_when_it_has_come() -> None:
    t = talk()
    t.wants("show")
    t.presses("In an hour")
    t.hears("It rests until 19:00", "Ben sees the same hour, and may choose another")
    assert "moment?" not in t.text()
    t.hears("There is an hour for going on with Ann: it rests until 20:00", who=BEN)
    at_its_end(t)
    t.press(f"{t.session.id}:0:!returned")
    t.hears("This is the hour that was chosen", "moment?")
    assert t.session.place.pause is None
    assert to(t, BEN) == []


def test_the_other_may_choose_another_hour_and_nobody_is_asked_how_calm_they_are() -> None:
    t = talk()
    t.says("in an hour")
    t.presses("Tomorrow", who=BEN)
    t.hears("We pause until tomorrow at 09:00", who=BEN)
    t.hears("Now we pause until tomorrow at 08:00", who=ANN)
    at_its_end(t)
    t.wants("show", who=BEN)
    t.hears("This is the hour that was chosen", "It isn't your turn here right now", who=BEN)
    t.hears("moment?", who=ANN)


def test_now_and_left_open_rest_nothing() -> None:
    t = talk()
    t.says("now")
    t.hears("moment?")
    assert t.session.place.pause is None
    t = talk()
    t.says("leave it open")
    assert t.session.state == "done"


def test_an_evening_that_has_begun_is_asked_again() -> None:
    t = talk()
    t.press(f"{t.session.id}:{t.asked()}:evening")
    t.hears("That hour has come meanwhile", "hour?")
    assert t.session.place.pause is None


def test_who_is_not_here_is_knocked_for_and_opens_the_hour_without_a_question() -> None:
    t = talk()
    is_here(t, BEN, here=False)
    t.says("in an hour")
    assert t.turn.knocks == (BEN,)
    t.press(f"{t.session.id}:0:!open", BEN)
    t.hears("There is an hour for going on with Ann", who=BEN)


def test_where_the_next_question_is_the_others_they_get_it_at_the_hour() -> None:
    steps = (HOUR, asks("moment", Text("moment", share="speaker"), seat="listener"))
    t = Talk(dialog(*steps, seats=("speaker", "listener")), seats=SEATS)
    is_here(t, BEN, here=False)
    t.says("in an hour")
    t.press(f"{t.session.id}:0:!open", BEN)
    assert "moment?" not in t.text(BEN)
    at_its_end(t)
    t.wants("show", who=ANN)
    assert t.turn.knocks == (BEN,)
    t.press(f"{t.session.id}:0:!open", BEN)
    t.hears("moment?", who=BEN)


def test_where_the_other_went_in_silence_the_hour_comes_all_the_same() -> None:
    t = talk()
    t.says("in an hour")
    t.session = without(t.session, BEN)
    t.now += timedelta(hours=2)
    t.wants("show")
    t.hears("moment?")
    assert all(message.to in (ANN, GONE) for message in t.turn.messages)


def test_who_comes_after_the_other_reads_the_whole_question_that_they_never_saw() -> None:
    t = Talk(dialog(*STEPS, words={"moment.again": "shorter?"}, seats=("speaker", "listener")), seats=SEATS)
    t.says("in an hour")
    at_its_end(t)
    is_here(t, ANN, here=False)
    t.press(f"{t.session.id}:0:!returned", BEN)
    assert t.turn.knocks == (ANN,)
    t.press(f"{t.session.id}:0:!returned")
    t.hears("Good that you're here", "moment?")
    assert "shorter?" not in t.text()


def test_words_that_nothing_takes_at_the_hour_are_said_not_to_be_kept() -> None:
    steps = (HOUR, asks("moment", Note("moment")))
    t = Talk(dialog(*steps, words={"end.say": "x"}, seats=("speaker", "listener")), seats=SEATS)
    t.says("in an hour")
    at_its_end(t)
    t.says("I am still in the car")
    t.hears("I haven't kept what you wrote", "This is the hour that was chosen", "moment?")


def test_a_number_at_the_agreed_hour_is_no_look_at_how_calm_one_is() -> None:
    for number in ("8", "2"):
        t = talk()
        t.says("in an hour")
        at_its_end(t)
        t.says(number)
        t.hears("This is the hour that was chosen", "moment?")
        assert t.session.place.pause is None
