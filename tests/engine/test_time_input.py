"""A time that a dialog asks for: said back with weekday and hour, and counted after a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conversation import ANN, BEN, Talk, asks, dialog
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.dialog import Limit
from bot.engine.inputs import Note, Time
from bot.engine.rendering import said_of
from bot.engine.senses import When
from bot.engine.times import usual
from bot.when.clocks import Clocks

SEATS = {"speaker": ANN, "listener": BEN}
SHARED = Time("when_talk", share="listener")
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")


def talk(asked: Time = Time("when_talk"), zone: str = "Europe/Berlin", **more: object) -> Talk:  # noqa: B008  (it never changes)
    """Ann is asked when (it is Wednesday 4 March 2026, 19:00 in Berlin); then it is quoted."""
    told = asks("told", Note("told"))
    words = {"told.say": "Then: {when_talk}."}
    return lives(Talk(dialog(asks("when_talk", asked, "told", **more), told, words=words)), ANN, zone)


def lives(t: Talk, who: int, zone: str, *, placed: bool = True) -> Talk:
    """Somebody's clock is that of another zone from now on."""
    people = {**t.session.people, who: replace(t.session.people[who], zone=zone, placed=placed)}
    t.session = replace(t.session, people=people)
    return t


def buttons(t: Talk, who: int = ANN) -> list[str]:
    """The labels of the question's own, without the ways that are always open."""
    return [label for label in t.labels(who) if label not in ("Pause", "Help", "‹ Back")]


def on(t: Talk, now: datetime) -> Talk:
    """It is another day, and they are here."""
    t.now = now
    t.wants("show")
    return t


# --- alone --------------------------------------------------------------------------------------------


def test_a_time_is_said_back_and_counts_after_a_yes() -> None:
    t = talk()
    t.says("Friday evening at half past seven")
    t.hears("Friday 6 March at 19:30.", "Is that right?")
    assert (t.step(), t.answer("when_talk")) == ("when_talk", None)
    assert t.labels() == ["Yes", "Another time"]
    t.presses("Yes")
    t.hears("Then: Friday 6 March at 19:30.")
    assert (
        t.answer("when_talk") == When(datetime(2026, 3, 6, 18, 30, tzinfo=UTC), at("2026-03-06T19:30")).code
    )
    assert [closed.chosen for closed in t.turn.closed] == ["Friday 6 March at 19:30"]


def at(local: str) -> datetime:
    return datetime.fromisoformat(local)


@pytest.mark.parametrize("yes", ["yes", "ok", "Yes."])
def test_the_yes_may_be_typed(yes: str) -> None:
    t = talk()
    t.says("tomorrow at 8")
    t.says(yes)
    t.hears("Then: Thursday 5 March at 08:00.")


def test_no_asks_again_and_another_time_may_be_typed_at_once() -> None:
    t = talk()
    t.says("tomorrow at 8")
    t.says("no")
    t.hears("when_talk?")
    assert buttons(t) == ["In an hour", "Tomorrow morning", "At the weekend"]
    t.says("tomorrow at 8")
    t.says("tomorrow at 9:15")
    t.hears("Thursday 5 March at 09:15.", "Is that right?")
    t.says("yes")
    assert t.step() == "told"


def test_what_could_be_meant_as_well_is_a_button_whose_press_is_a_yes() -> None:
    t = talk()
    t.says("tomorrow at 8")
    assert t.labels() == ["Yes", "Thursday 5 March at 20:00", "Another time"]
    t.presses("Thursday 5 March at 20:00")
    t.hears("Then: Thursday 5 March at 20:00.")


def test_it_may_be_typed_as_it_stands_there() -> None:
    t = talk()
    t.says("tomorrow at 8")
    t.says("thursday 5 march at 20:00")
    t.hears("Then: Thursday 5 March at 20:00.")


@pytest.mark.parametrize(
    ("now", "labels"),
    [
        ("2026-03-02T15:20", ["In an hour", "This evening", "Tomorrow morning", "At the weekend"]),
        ("2026-03-02T18:10", ["In an hour", "Tomorrow morning", "At the weekend"]),
        ("2026-03-06T20:00", ["In an hour", "Tomorrow morning"]),  # tomorrow is Saturday
        ("2026-03-07T02:00", ["In an hour", "This evening", "Tomorrow morning"]),  # not yet slept
        ("2026-03-08T12:00", ["In an hour", "This evening", "Tomorrow morning"]),  # it is Sunday
    ],
)
def test_the_usual_times_are_buttons_while_they_are_to_come(now: str, labels: list[str]) -> None:
    t = on(talk(), datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC))
    assert buttons(t) == labels


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("In an hour", "Wednesday 4 March at 20:0"),
        ("Tomorrow morning", "Thursday 5 March at 09:00"),
        ("At the weekend", "Saturday 7 March at 10:00"),
    ],
)
def test_a_usual_time_is_said_back_like_any_other(label: str, said: str) -> None:
    t = talk()
    t.presses(label)
    t.hears(said, "Is that right?")
    t.says("no")
    t.says(label)
    t.hears(said, "Is that right?")


def test_before_dawn_tomorrow_morning_is_the_one_after_sleeping() -> None:
    found = usual(datetime(2026, 3, 6, 23, tzinfo=UTC), "Europe/Berlin")  # Saturday at midnight
    assert found["morning"].local == at("2026-03-07T09:00")


def test_a_day_that_never_was_offers_nothing() -> None:
    found = usual(
        datetime(2011, 12, 29, 22, tzinfo=UTC), "Pacific/Apia"
    )  # the 29th at noon; the 30th was left out
    assert "morning" not in found


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("tomorrow", "And at what hour?"),
        ("today at 8 am", "That has gone by already"),
        ("31 February at noon", "There is no such day or hour"),
        ("tomorrow at 8 or 9", "I don't want to guess"),
        ("soon, I hope", "I couldn't find a time in that"),
    ],
)
def test_every_slip_says_what_would_work_and_is_counted(said: str, answer: str) -> None:
    t = Talk(dialog(asks("when_talk", Time("when_talk"), tries=Limit(2, "end")), words={"end.say": "x"}))
    t.says(said)
    t.hears(answer, '"', "when_talk?")
    t.says(said)
    t.hears("Let's go on another way.")
    assert t.session.state == "done"


def test_an_unclear_time_is_a_try_and_each_that_could_be_meant_is_a_button() -> None:
    t = talk()
    t.says("next Friday at 20:00")
    t.hears("That could be more than one time.", "Which one do you mean?")
    assert t.labels() == ["Friday 6 March at 20:00", "Friday 13 March at 20:00", "Another time"]
    assert t.session.place.questions[0].tries == 1
    t.says("yes")  # to which of them?
    t.hears("when_talk?")
    t.says("next Friday at 20:00")
    t.presses("Friday 13 March at 20:00")
    t.hears("Then: Friday 13 March at 20:00.")


def test_an_hour_that_comes_twice_is_asked_about_and_shown_with_its_offset() -> None:
    t = on(talk(), datetime(2026, 10, 24, 12, tzinfo=UTC))
    t.says("tomorrow at 2:30 in the morning")
    t.hears("The clock is set back then, so that hour comes twice.")
    t.presses("Sunday 25 October at 02:30 (UTC+1)")
    t.hears("Then: Sunday 25 October at 02:30 (UTC+1).")


def test_it_may_be_left_out_where_its_author_says_so() -> None:
    t = talk(Time("when_talk", optional=True))
    t.says("tomorrow at 8")
    t.says("skip")
    assert (t.step(), t.answer("when_talk")) == ("told", "")
    t = talk(Time("when_talk", optional=True))
    t.presses("Skip")
    assert t.step() == "told"
    t = talk()
    t.says("skip")
    t.hears("I couldn't find a time in that")


def test_what_comes_again_is_said_with_its_first_date() -> None:
    t = talk()
    t.says("every Sunday evening")
    t.hears("Every Sunday at 19:00, for the first time on Sunday 8 March at 19:00.")
    assert all(
        len(b.data.encode()) <= 64 - 4 for m in t.heard for row in m.buttons for b in row
    )  # `asked` may grow
    t.says("ok")
    t.hears("Then: every Sunday at 19:00.")


def test_a_time_that_has_gone_by_until_the_yes_is_asked_again() -> None:
    t = talk()
    t.says("in 20 minutes")
    shown = list(t.heard)
    t.wait(minutes=30)
    t.presses("Yes", messages=shown)
    t.hears("That has gone by already.", "when_talk?")
    assert t.answer("when_talk") is None


def test_the_yes_is_to_the_time_that_stood_above_it() -> None:
    t = talk()
    t.says("tomorrow at 9:15")
    older = list(t.heard)
    t.says("Friday at 18:00")
    t.presses("Yes", messages=older)
    t.hears("Then: Thursday 5 March at 09:15.")


def test_changed_words_are_another_time() -> None:
    t = talk()
    t.says("tomorrow at 9:15", message=7)
    t.edits("tomorrow at 10:15", 7)
    t.hears("Thursday 5 March at 10:15.", "Is that right?")


def test_what_was_said_waits_through_a_stop_words_of_danger_and_a_long_time() -> None:
    t = talk()
    t.says("Friday at 18:00")
    t.wants("stop")
    t.presses("Go on")
    t.hears("Friday 6 March at 18:00.", "Is that right?")
    t.says("danger")
    t.presses("I'm safe, go on")
    t.hears("Friday 6 March at 18:00.", "Is that right?")
    t.wait(hours=20)
    t.wants("resume")
    t.hears("Good that you're here.", "Friday 6 March at 18:00.")
    t.wants("where")
    t.hears("Friday 6 March at 18:00.")
    t.says("yes")
    t.hears("Then: Friday 6 March at 18:00.")


def test_back_from_what_was_said_back_is_the_question_and_from_the_next_step_too() -> None:
    t = talk()
    t.says("Friday at 18:00")
    t.wants("back")
    t.hears("when_talk?")
    t.says("Friday at 18:00")
    t.says("yes")
    t.wants("back")
    t.hears("when_talk?")
    assert t.answer("when_talk") is None


def test_no_words_are_kept_of_it() -> None:
    t = talk()
    t.says("tomorrow at 9:15 to call my sister Zara")
    assert "Zara" not in repr([(a.value, a.parts[0].text) for a in t.session.answers])
    t.says("yes")
    assert all(not answer.parts for answer in t.session.answers)


def test_an_early_text_is_offered_and_then_said_back() -> None:
    t = talk()
    t.says("Friday at 18:00", ago=60)
    t.hears("You wrote this before you could read my question")
    t.says("yes")
    t.hears("Friday 6 March at 18:00.", "Is that right?")


# --- where one lives ----------------------------------------------------------------------------------


def test_who_never_said_where_they_live_reads_whose_clock_it_is_and_can_say() -> None:
    t = lives(talk(), ANN, "America/New_York", placed=False)
    t.says("Friday at 18:00")
    t.hears("Friday 6 March at 18:00.", "this goes by the clock of New York")
    assert t.labels()[-1] == "My clock is another one"
    assert [b.data for m in t.heard for row in m.buttons for b in row][-1] == "set:place"
    lives(t, ANN, "Europe/Berlin")
    t.wants("show")
    t.hears("Friday 6 March at 18:00.", "Is that right?")
    assert "goes by the clock" not in t.text()
    t.says("yes")
    assert str(t.answer("when_talk")).startswith(f"{int(datetime(2026, 3, 6, 17, tzinfo=UTC).timestamp())}/")


def test_what_one_set_for_oneself_keeps_its_hour_on_a_journey() -> None:
    t = talk()
    t.says("Friday at 18:00")
    t.says("yes")
    lives(t, ANN, "America/New_York")
    t.wants("show")
    t.hears("Then: Friday 6 March at 18:00.")


def test_a_while_from_now_is_a_moment_wherever_one_is() -> None:
    t = talk()
    t.says("in 24 hours")
    t.says("yes")
    t.hears("Then: Thursday 5 March at 19:00.")
    lives(t, ANN, "America/New_York")
    t.wants("show")
    t.hears("Then: Thursday 5 March at 13:00.")


def test_the_year_stands_there_where_it_is_another() -> None:
    t = talk()
    t.says("2027-01-05 at 8:30")
    t.hears("Tuesday 5 January 2027 at 08:30.")


# --- between two --------------------------------------------------------------------------------------


def pair() -> Talk:
    told = asks("told", Note("told"), seat="both")
    steps = asks("when_talk", SHARED, "told"), told
    t = Talk(
        dialog(*steps, words={"told.say": "Then: {when_talk}."}, seats=("speaker", "listener")), seats=SEATS
    )
    return lives(lives(t, ANN, "Europe/Berlin"), BEN, "America/New_York")


def test_what_two_share_is_an_instant_on_each_ones_own_clock() -> None:
    t = pair()
    t.wants("show")
    t.hears("(Ben will see your answer.)")
    t.says("Friday at 20:00")
    t.hears("Friday 6 March at 20:00.", "Is that right?", "(Ben will see your answer.)")
    assert t.text(BEN) == ""
    t.says("yes")
    t.hears("Then: Friday 6 March at 20:00.")
    t.hears("Then: Friday 6 March at 14:00.", who=BEN)


def test_on_a_journey_it_stays_that_instant() -> None:
    t = pair()
    t.says("Friday at 20:00")
    t.says("yes")
    lives(t, ANN, "Asia/Kathmandu")
    t.wants("show")
    t.hears("Then: Saturday 7 March at 00:45.")


def test_who_never_said_where_they_live_reads_whose_clock_it_is_in_a_text() -> None:
    t = lives(pair(), BEN, "UTC", placed=False)
    t.says("Friday at 20:00")
    t.says("yes")
    t.hears("Then: Friday 6 March at 19:00 (UTC).", who=BEN)


def test_what_two_share_comes_once() -> None:
    t = pair()
    t.says("every Friday at 20:00")
    t.hears("One single time is needed here")
    assert t.answer("when_talk") is None


# --- properties ---------------------------------------------------------------------------------------


@given(
    minutes=st.integers(2, 60 * 24 * 80),
    begin=st.integers(0, 60 * 24 * 365 * 15),
    zone=st.sampled_from(ZONES),
    wall=st.booleans(),
)
def test_a_time_said_to_its_reader_and_read_again_is_the_same_and_so_is_what_is_kept(
    minutes: int, begin: int, zone: str, *, wall: bool
) -> None:
    now = datetime(2012, 1, 1, tzinfo=UTC) + timedelta(minutes=begin)
    instant = now + timedelta(minutes=minutes)
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    when = When(instant, local if wall else None)
    assert When.parse(when.code) == when
    assert len(when.code) <= 40
    t = lives(talk(), ANN, zone)
    said = said_of(t.session, when, ANN, now, shared=not wall)
    read = Clocks().time(said, "en", now, zone)
    assert (read.unclear, [each.at for each in read.times][:1]) == ("", [instant]), said


PIECES = (
    *("tomorrow", "today", "on Friday", "Sunday", "next", "every day", "evening", "noon", "at night"),
    *("at 8", "8", "20:00", "2:30", "in 2 hours", "in a week", "and", "or", "please", "maybe"),
)


@given(
    text=st.lists(st.sampled_from(PIECES), min_size=1, max_size=3),
    begin=st.integers(0, 60 * 24 * 365 * 5),
    zone=st.sampled_from(ZONES),
)
def test_whatever_is_said_nothing_counts_before_a_yes_and_only_what_is_to_come(
    text: list[str], begin: int, zone: str
) -> None:
    t = on(lives(talk(), ANN, zone), datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=begin))
    t.says(" ".join(text), message=5)
    assert t.answer("when_talk") is None
    waits, is_right = t.aside() == "time", "Is that right?" in t.text()
    assert waits or '"' in t.text()  # a slip says what would work
    t.says("yes")
    answer = t.answer("when_talk")
    assert (answer is not None) == is_right
    if answer is not None:
        assert When.parse(str(answer)).at > t.now - timedelta(seconds=5)
