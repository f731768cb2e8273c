"""What a person asks to be reminded of, before the whole house: said back, kept, said once, moved, stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from scenes import DAY, HOUR, linked, sends, talks, two
from talk import Talk, shipped, talk

from bot.engine.reminder import Reminder
from bot.messengers.messenger import Blocked, Unblocked

NOTES = shipped().phrases["en"].words("remind.notes")
MINUTE = 60


@asynccontextmanager
async def lives(folder: Path, city: str, now: str = "") -> AsyncIterator[Talk]:
    """Somebody who said where they live; `now` is what the clock shows there."""
    async with talk(folder) as ann:
        await ann.meets()
        await elsewhere(ann, city)
        if now:
            zone = ZoneInfo((await user_zone(ann)) or "UTC")
            ann.clock.time = datetime.fromisoformat(now).replace(tzinfo=zone).astimezone(UTC)
        yield ann


async def elsewhere(ann: Talk, city: str) -> None:
    """Somebody says where they live now."""
    await ann.says("/settings")
    await ann.presses("Time zone")
    await ann.says(city)


async def user_zone(ann: Talk) -> str:
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        assert user is not None
        return user.zone


async def kept(ann: Talk) -> list[Reminder]:
    """What is kept of what somebody asked for, the next first."""
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        found = await work.reminders_of(user.id) if user else []
        return [each for each in found if each.kind == "request"]


def notes(ann: Talk) -> list[str]:
    """The notes that came since the person last did something."""
    return [line for line in ann.shown.splitlines() if line in NOTES]


async def asks(ann: Talk, when: str) -> None:
    await ann.says(f"/remind {when}")
    await ann.presses("Yes")
    ann.hears("Good. I'll write to you then")


async def until(ann: Talk, zone: str, clock: str) -> None:
    """The clock comes to this moment on the wall."""
    at = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone))
    await ann.waits(int((at - ann.clock()).total_seconds()))


# --- asking -------------------------------------------------------------------------------------------


async def test_a_time_is_said_back_with_weekday_and_hour_and_counts_only_after_a_yes(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says("/remind tomorrow at 8")
        ann.hears("Tuesday 3 March at 08:00.", "Shall I write to you then?")
        assert ann.labels == ["Yes", "Tuesday 3 March at 20:00", "Another time", "No"]
        assert not await kept(ann)
        await ann.presses("Yes")
        ann.hears("Good. I'll write to you then: Tuesday 3 March at 08:00.", "/reminders")
        await until(ann, "Europe/Berlin", "2026-03-03T07:59")
        assert notes(ann) == []
        await until(ann, "Europe/Berlin", "2026-03-03T08:00:01")
        assert len(notes(ann)) == 1
        await ann.waits(3 * DAY)
        assert notes(ann) == []
        assert not await kept(ann)


async def test_without_a_yes_nothing_comes(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await ann.says("/remind in an hour")
        await ann.waits(2 * DAY)
        assert notes(ann) == []
        await ann.says("/remind in an hour")
        await ann.presses("No")
        ann.hears("That's fine. Nothing new is set.")
        await ann.waits(2 * DAY)
        assert notes(ann) == []


async def test_where_nothing_was_said_it_is_asked_with_buttons_for_the_usual(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T15:20") as ann:
        await ann.says("/remind")
        ann.hears("When shall I write to you?", "I keep only the time")
        assert ann.labels == ["In an hour", "This evening", "Tomorrow morning", "No"]
        for label, when in (
            ("In an hour", "Monday 2 March at 16:2"),
            ("This evening", "Monday 2 March at 19:00"),
            ("Tomorrow morning", "Tuesday 3 March at 09:00"),
        ):
            await ann.says("/remind")
            await ann.presses(label)
            ann.hears(when, "Shall I write to you then?")
        await ann.says("/remind")
        await ann.says("on Friday at half past seven in the evening")
        ann.hears("Friday 6 March at 19:30.")
        await ann.says("yes")
        ann.hears("Good.", "Friday 6 March at 19:30")


async def test_this_evening_is_offered_only_while_it_is_to_come_and_tomorrow_is_after_sleeping(
    tmp_path: Path,
) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-03T00:40") as ann:
        await ann.says("/remind")
        await ann.presses("Tomorrow morning")
        ann.hears("Tuesday 3 March at 09:00")
        ann.clock.time = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)
        await ann.says("/remind")
        assert ann.labels == ["In an hour", "Tomorrow morning", "No"]


async def test_the_zone_is_asked_where_it_was_never_said_and_the_time_is_not_asked_twice(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/remind tomorrow at 8 to call my sister Zara")
        ann.hears("what hour is it for you now?")
        assert b"Zara" not in ann.files()
        await ann.says("Atlantis")
        ann.hears("I don't know that place or hour")
        await ann.says("New York")
        ann.hears("Tuesday 3 March at 08:00.", "Shall I write to you then?")
        await ann.presses("Yes")
        (reminder,) = await kept(ann)
        assert reminder.due_at == datetime(2026, 3, 3, 13, tzinfo=UTC)
        assert (reminder.local, reminder.zone) == ("2026-03-03T08:00", "America/New_York")


async def test_the_zone_by_the_hour_that_it_is_and_one_tap(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/remind every Sunday evening")
        await ann.says("20:00")
        await ann.presses(next(label for label in ann.labels if "Berlin" in label))
        ann.hears(
            "Every Sunday at 19:00, for the first time on Sunday 8 March at 19:00.", "until you stop it"
        )
        await ann.says("/remind")
        ann.hears("When shall I write to you?")


async def test_the_zone_is_asked_before_the_time_where_neither_was_said(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/remind")
        ann.hears("what hour is it for you now?")
        await ann.says("Berlin")
        ann.hears("When shall I write to you?")
        await ann.says("today at 19:30")
        ann.hears("That has gone by already")


async def test_what_is_no_time_is_said_kindly_and_asked_again_even_before_the_zone(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/remind me of the garden")
        ann.hears("I couldn't find a time in that", "tomorrow at 8")
        await ann.says("tomorrow at 8")
        ann.hears("what hour is it for you now?")
        await ann.says("London")
        ann.hears("Tuesday 3 March at 08:00")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("tomorrow", "And at what hour?"),
        ("today at 8 am", "That has gone by already"),
        ("31 February at noon", "There is no such day or hour"),
        ("tomorrow at 8 or 9", "I don't want to guess"),
        ("hello", "I couldn't find a time in that"),
    ],
)
async def test_every_refusal_says_what_would_work(said: str, answer: str, tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says(f"/remind {said}")
        ann.hears(answer, "tomorrow at 8")
        assert ann.labels == ["In an hour", "Tomorrow morning", "No"]
        await ann.says("tomorrow at 9")
        ann.hears("Tuesday 3 March at 09:00.")


async def test_of_a_time_that_could_be_several_each_is_a_button_with_its_day(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says("/remind next Friday at 20:00")
        ann.hears("That could be more than one time")
        assert ann.labels == ["Friday 6 March at 20:00", "Friday 13 March at 20:00", "No"]
        await ann.presses("Friday 13 March at 20:00")
        ann.hears("Good. I'll write to you then: Friday 13 March at 20:00.")
        assert [each.local for each in await kept(ann)] == ["2026-03-13T20:00"]


async def test_another_time_may_be_typed_where_one_was_said_back(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says("/remind tomorrow at 8")
        await ann.says("tomorrow at 9:15")
        ann.hears("Tuesday 3 March at 09:15.", "Shall I write to you then?")
        await ann.presses("Another time")
        ann.hears("When shall I write to you?")
        await ann.says("in 20 minutes")
        await ann.says("ok")
        assert len(await kept(ann)) == 1
        await ann.says("/remind tomorrow at 8")
        await ann.says("no")
        ann.hears("Nothing new is set")


async def test_other_languages_are_understood_and_said_back_in_ones_own(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says("/remind am Freitag um halb acht abends")
        ann.hears("Friday 6 March at 19:30.")
        await ann.says("/remind todos los domingos por la noche")
        ann.hears("Every Sunday at 21:00, for the first time on Sunday 8 March")


async def test_words_of_danger_get_help_also_where_a_time_is_asked(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await ann.says("/remind")
        await ann.says("I want to kill myself")
        ann.hears("findahelpline.com")
        await ann.says("/remind tomorrow at 8 to kill myself")
        ann.hears("findahelpline.com")
        assert not await kept(ann)


async def test_nothing_but_the_time_is_kept(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await ann.says("/remind tomorrow at 8 pm to tell Quentin about Zanzibar")
        await ann.presses("Yes")
        await ann.says("/remind Quentin tomorrow")
        await ann.says("Zanzibar at 8")
        await ann.says("/reminders")
        ann.hears("This is when I'll write to you:", "Tuesday 3 March at 20:00")
        assert b"Quentin" not in ann.files()
        assert b"Zanzibar" not in ann.files()


async def test_in_the_middle_of_a_session_its_question_waits_and_gets_none_of_the_words(
    tmp_path: Path,
) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        ann.hears("What shall I call the person")
        await ann.says("/remind")
        await ann.says("in two hours")
        await ann.presses("Yes")
        ann.hears("Good. I'll write to you then", "A name or one letter")
        await ann.says("Zoe")
        ann.hears("one moment")
        assert (await ann.kept())["name"] == "Zoe"


async def test_what_is_further_away_than_things_are_kept_is_turned_down(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says("/remind 2027-01-05 09:00")
        ann.hears("further away than I keep things", "90 days")
        assert not await kept(ann)


async def test_twenty_at_once_and_no_more_and_the_same_twice_is_one(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        for hour in [*range(19), 0, 19]:
            await asks(ann, f"Wednesday at {hour:02}:30")
        assert len(await kept(ann)) == 20
        await ann.says("/remind in an hour")
        ann.hears("There are 20 reminders already", "/reminders")
        await ann.says("/reminders")
        await ann.presses("Stop: Wednesday 4 March at 00:30")
        await asks(ann, "in an hour")
        assert len(await kept(ann)) == 20


async def test_an_old_yes_to_an_hour_that_went_by_asks_for_another(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says("/remind in an hour")
        await ann.waits(2 * HOUR)
        await ann.presses("Yes")
        ann.hears("That has gone by already")
        assert not await kept(ann)


@pytest.mark.parametrize(
    "data",
    ["rem:yes:", "rem:yes:x/y/z", "rem:yes:99999999999999999//", "rem:yes:1//w1", "rem:usual:x", "rem:x"],
)
async def test_a_button_nobody_made_does_nothing(data: str, tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await ann.presses_old(ann.chat[0], data)
        await ann.says("/reminders")
        ann.hears("Nothing is set")


# --- the note -----------------------------------------------------------------------------------------


def test_the_notes_are_fit_for_a_lock_screen() -> None:
    assert len(set(NOTES)) == len(NOTES) >= 5
    for note in NOTES:
        assert len(note) <= 80
        assert not {"?", "!", "{"} & set(note)
        assert not {"partner", "relationship", "feel", "act", "talk"} & set(note.lower().strip(".").split())


async def test_it_comes_in_quiet_hours_too_for_its_hour_was_chosen(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "tonight at 1")
        await until(ann, "Europe/Berlin", "2026-03-03T01:00:01")
        assert len(notes(ann)) == 1


async def test_none_of_its_wordings_comes_again_within_three(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "every day at 08:00")
        await asks(ann, "every day at 20:00")
        await asks(ann, "in an hour")
        ann.listens()
        await ann.waits(12 * DAY)
        said = notes(ann)
        assert len(said) == 25
        assert all(len(set(said[each : each + 4])) == len(said[each : each + 4]) for each in range(25))


async def test_its_buttons_open_what_waits_or_what_there_is(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await asks(ann, "in an hour")
        await ann.waits(HOUR + MINUTE)
        await ann.presses("Open")
        ann.hears("What weighs most today?")
        await ann.says("/repair")
        await ann.presses("Begin")
        await asks(ann, "in an hour")
        await ann.waits(HOUR + MINUTE)
        assert [label for label in ann.labels if label != "This evening"] == [
            *("Open", "In an hour", "Tomorrow morning", "Stop")
        ]
        await ann.presses("Open")
        ann.hears("how stirred up are you")


async def test_later_is_one_tap_and_the_hour_is_told(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T14:00") as ann:
        await asks(ann, "in an hour")
        await until(ann, "Europe/Berlin", "2026-03-02T15:05")
        note = ann.message(notes(ann)[0])
        await ann.presses("In an hour")
        ann.hears("Good. I'll write to you then: Monday 2 March at 16:0")
        assert note.buttons == ()
        await until(ann, "Europe/Berlin", "2026-03-02T16:10")
        assert len(notes(ann)) == 1
        await ann.presses("This evening")
        ann.hears("Monday 2 March at 19:00")
        await until(ann, "Europe/Berlin", "2026-03-02T19:01")
        assert len(notes(ann)) == 1
        await ann.presses("Tomorrow morning")
        ann.hears("Tuesday 3 March at 09:00")
        await until(ann, "Europe/Berlin", "2026-03-03T09:01")
        assert len(notes(ann)) == 1
        await ann.presses("Stop")
        ann.hears("Nothing more comes of it.")
        assert not await kept(ann)


async def test_stop_on_what_comes_again_ends_all_of_it_and_nothing_else(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "every day at 08:00")
        await asks(ann, "Friday at 20:00")
        await until(ann, "Europe/Berlin", "2026-03-03T08:01")
        await ann.presses("Stop")
        ann.hears("Nothing more comes of it.")
        ann.listens()
        await ann.waits(6 * DAY)
        assert len(notes(ann)) == 1


@pytest.mark.parametrize("way", ["Less often", "quieter"])
@pytest.mark.parametrize(
    ("said", "times", "following"),
    [
        ("every day at 08:00", "Every 2 days at 08:00", "2026-03-05T08:00+01:00"),
        ("every Tuesday at 08:00", "Every 2 weeks on Tuesday at 08:00", "2026-03-17T08:00+01:00"),
    ],
)
async def test_what_comes_again_can_come_half_as_often(
    way: str, said: str, times: str, following: str, tmp_path: Path
) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, said)
        await ann.waits(14 * HOUR)
        assert len(notes(ann)) == 1
        await (ann.presses(way) if way in ann.labels else ann.says(way))
        ann.hears("Good. I'll write to you then", times, "/reminders")
        (own,) = await kept(ann)
        assert own.due_at == datetime.fromisoformat(following)


async def test_what_would_come_too_rarely_to_be_kept_stays_as_it_is(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "every Tuesday at 08:00")
        await ann.waits(14 * HOUR)
        note = ann.message(notes(ann)[0])
        data = next(b.data for row in note.buttons for b in row if b.label == "Less often")
        for _ in range(3):
            await ann.presses_old(note, data)
        before = await kept(ann)
        await ann.presses_old(note, data)
        ann.hears("further away than I keep things")
        assert await kept(ann) == before


@pytest.mark.parametrize("said", ["quieter", "less often"])
async def test_quieter_after_what_came_once_is_heard_and_changes_nothing(said: str, tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await asks(ann, "every Sunday evening")
        await asks(ann, "in two hours")
        await ann.waits(2 * HOUR + MINUTE)
        assert "Less often" not in ann.labels
        before = await kept(ann)
        await ann.says(said)
        ann.hears("Nothing more comes of it.")
        assert await kept(ann) == before


async def test_later_leaves_what_comes_again_as_it_is(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "every day at 08:00")
        await until(ann, "Europe/Berlin", "2026-03-03T08:01")
        await ann.presses("In an hour")
        ann.listens()
        await until(ann, "Europe/Berlin", "2026-03-03T09:30")
        assert len(notes(ann)) == 1
        await until(ann, "Europe/Berlin", "2026-03-04T08:01")
        assert len(notes(ann)) == 1


async def test_the_list_shows_each_and_one_tap_stops_one(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await ann.says("/reminders")
        ann.hears("Nothing is set. /remind")
        await asks(ann, "every Sunday evening")
        await asks(ann, "in two hours")
        await ann.says("/reminders")
        ann.hears("This is when I'll write to you:", "Monday 2 March at 21:00", "Every Sunday at 19:00")
        await ann.presses("Stop: Every Sunday at 19:00")
        ann.hears("Nothing more comes of it.", "Monday 2 March at 21:00")
        ann.hears_nothing_of("Sunday")
        await ann.presses("Stop: Monday 2 March at 21:00")
        await ann.waits(8 * DAY)
        assert notes(ann) == []


async def test_forgetting_takes_them_along(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await asks(ann, "every day at 08:00")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        assert await ann.house.store.next_reminder(ann.stage.prefix) is None
        ann.listens()
        await ann.waits(3 * DAY)
        assert notes(ann) == []


async def test_the_end_of_a_link_leaves_what_one_set_for_oneself(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await elsewhere(ann, "London")
        await asks(ann, "in two hours")
        await talks(ann)
        await sends(ann, "You left.")
        await ben.waits(MINUTE)
        ben.listens()
        await ben.says("/unlink")
        await ben.presses("Yes, end it")
        ann.listens()
        ben.listens()
        await ann.waits(2 * HOUR)
        assert len(notes(ann)) == 1
        assert ben.shown == ""


# --- a bot that was down, a person who was away -------------------------------------------------------


async def down(ann: Talk, long: timedelta) -> None:
    """The bot is down for so long."""
    ann.clock.goes_on(long)
    ann.listens()
    await ann.restarts()
    await ann.waits(MINUTE)


async def test_due_while_the_bot_was_down_it_is_said_once_if_less_than_a_day_old(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "in two hours")
        await down(ann, timedelta(hours=20))
        assert len(notes(ann)) == 1
        await asks(ann, "in two hours")
        await down(ann, timedelta(hours=27))
        assert notes(ann) == []
        assert not await kept(ann)


async def test_of_several_hours_that_went_by_meanwhile_one_note_tells(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        for hours in range(2, 12):
            await asks(ann, f"in {hours} hours")
        await asks(ann, "every day at 08:00")
        await down(ann, timedelta(hours=20))
        assert len(notes(ann)) == 1
        assert [each.due_at for each in await kept(ann)] == [datetime(2026, 3, 4, 7, tzinfo=UTC)]
        await asks(ann, "in two hours")
        ann.listens()
        await ann.waits(2 * HOUR)
        assert len(notes(ann)) == 1  # what comes at its hour is told each time


async def test_what_comes_again_goes_on_at_its_next_date_and_never_in_a_burst(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "every day at 08:00")
        await asks(ann, "every Tuesday at 09:00")
        await down(
            ann, timedelta(days=3)
        )  # Thursday evening: today's is less than a day old, Tuesday's isn't
        assert len(notes(ann)) == 1
        assert [each.due_at for each in await kept(ann)] == [
            datetime(2026, 3, 6, 7, tzinfo=UTC),
            datetime(2026, 3, 10, 8, tzinfo=UTC),
        ]
        ann.listens()
        await until(ann, "Europe/Berlin", "2026-03-06T08:01")
        assert len(notes(ann)) == 1


async def test_who_blocked_the_bot_gets_none_meanwhile_and_it_goes_on_afterwards(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T19:00") as ann:
        await asks(ann, "every day at 08:00")
        await ann.does(Blocked())
        await ann.waits(3 * DAY)
        assert notes(ann) == []
        await ann.does(Unblocked())
        ann.listens()
        await ann.waits(DAY)
        assert len(notes(ann)) == 1


# --- clocks that change, journeys ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("city", "zone", "now", "when", "hours"),
    [
        *(
            ("Berlin", "Europe/Berlin", f"2026-{day}T19:00", "every day at 08:00", [8] * 4)
            for day in ("03-27", "10-23")
        ),
        *(
            ("New York", "America/New_York", f"2026-{day}T19:00", "every day at 08:00", [8] * 4)
            for day in ("03-06", "10-30")
        ),
        *(
            ("Lord Howe", "Australia/Lord_Howe", f"2026-{day}T19:00", "every day at 08:00", [8] * 4)
            for day in ("04-03", "10-02")
        ),
        ("Berlin", "Europe/Berlin", "2026-03-27T19:00", "every day at 02:30", [2.5, 3, 2.5, 2.5]),
        ("Berlin", "Europe/Berlin", "2026-10-23T19:00", "every day at 02:30", [2.5] * 4),
        ("New York", "America/New_York", "2026-03-06T19:00", "every day at 02:30", [2.5, 3, 2.5, 2.5]),
        ("New York", "America/New_York", "2026-10-30T19:00", "every day at 01:30", [1.5] * 4),
        (
            "Lord Howe",
            "Australia/Lord_Howe",
            "2026-10-02T19:00",
            "every day at 02:15",
            [2.25, 2.5, 2.25, 2.25],
        ),
        ("Lord Howe", "Australia/Lord_Howe", "2026-04-03T19:00", "every day at 01:45", [1.75] * 4),
        ("Apia", "Pacific/Apia", "2011-12-28T19:00", "every day at 08:00", [8] * 3),
    ],
)
async def test_over_a_change_of_the_clock_it_comes_once_a_day_at_its_hour_on_the_wall(  # noqa: PLR0917
    city: str, zone: str, now: str, when: str, hours: list[float], tmp_path: Path
) -> None:
    async with lives(tmp_path, city, now) as ann:
        await asks(ann, when)
        came: list[datetime] = []
        first = datetime.fromisoformat(now).date() + timedelta(days=1)
        while len(came) < len(hours):
            (reminder,) = await kept(ann)
            ann.listens()
            await ann.waits(int((reminder.due_at - ann.clock()).total_seconds()) + 1)
            assert len(notes(ann)) == 1
            came.append(reminder.due_at.astimezone(ZoneInfo(zone)))
        assert [each.hour + each.minute / 60 for each in came] == hours
        days = [first + timedelta(days=each) for each in range(len(hours) + 1)]
        never_was = [day for day in days if zone == "Pacific/Apia" and day.isoformat() == "2011-12-30"]
        assert [each.date() for each in came] == [day for day in days if day not in never_was][: len(hours)]


async def test_an_hour_that_comes_twice_is_asked_about_and_the_one_chosen_comes(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-10-24T19:00") as ann:
        await ann.says("/remind tomorrow at 02:30")
        ann.hears("that hour comes twice")
        assert ann.labels[:2] == ["Sunday 25 October at 02:30 (UTC+2)", "Sunday 25 October at 02:30 (UTC+1)"]
        await ann.presses("Sunday 25 October at 02:30 (UTC+1)")
        (reminder,) = await kept(ann)
        assert reminder.due_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


async def test_on_a_journey_it_keeps_its_hour_on_the_wall_and_a_while_stays_a_while(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin", "2026-03-02T10:00") as ann:
        await asks(ann, "tomorrow at 08:00")
        await asks(ann, "every day at 20:00")
        await asks(ann, "in three hours")
        await elsewhere(ann, "New York")
        ann.hears("Kept", "at the same hour as before, on your clock there")
        await ann.says("/reminders")
        ann.hears("Monday 2 March at 07:0", "Every day at 20:00", "Tuesday 3 March at 08:00")
        assert [(f"{each.due_at:%d %H}", each.zone) for each in await kept(ann)] == [
            ("02 12", ""),
            ("03 01", "America/New_York"),
            ("03 13", "America/New_York"),
        ]


@pytest.mark.parametrize(("leaves", "arrives"), [("New York", "Berlin"), ("Pago Pago", "Kiritimati")])
async def test_an_hour_that_is_past_where_one_arrives_is_not_lost(
    leaves: str, arrives: str, tmp_path: Path
) -> None:
    async with lives(tmp_path, leaves, "2026-03-02T07:00") as ann:
        await asks(ann, "today at 8 am")
        await elsewhere(ann, arrives)
        ann.listens()
        await ann.waits(MINUTE)
        assert len(notes(ann)) == 1


async def test_who_asked_for_nothing_is_told_nothing_of_it_when_the_zone_changes(tmp_path: Path) -> None:
    async with lives(tmp_path, "Berlin") as ann:
        await elsewhere(ann, "New York")
        ann.hears_nothing_of("at the same hour as before")
