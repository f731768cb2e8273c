"""A quiet note once a week, for who said yes to it: before the whole house."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scenes import DAY, in_a_talk, two
from talk import Talk, shipped, talk

from bot.engine.reminder import Reminder

PHRASES = shipped().phrases["en"]
NOTES = (*PHRASES.words("notes.check_in.plain"), *PHRASES.words("notes.check_in.warm"))
ASKED = "a quiet note once a week"
WEEK = 7 * DAY


async def checks_in(ann: Talk) -> None:
    await ann.says("/check_in")
    for _ in range(3):
        await ann.presses("Mostly")


async def lives(ann: Talk, place: str) -> None:
    await ann.says("/settings")
    await ann.presses("Time zone")
    await ann.says(place)


@asynccontextmanager
async def asked(folder: Path, place: str = "UTC", **chosen: str) -> AsyncIterator[Talk]:
    """Somebody who lives there has checked in twice, on a Monday and the day after, and is asked."""
    async with talk(folder, **chosen) as ann:
        await ann.meets()
        if place:
            await lives(ann, place)
        await checks_in(ann)
        ann.hears_nothing_of(ASKED)
        await ann.waits(DAY)
        await checks_in(ann)
        ann.hears(ASKED, "No is just as good")
        yield ann


def notes(ann: Talk) -> list[str]:
    """The notes that came since the person last did something."""
    return [line for line in ann.shown.splitlines() if line in NOTES]


async def promised(ann: Talk) -> list[Reminder]:
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        return [each for each in await work.reminders_of(user.id) if each.kind == "check_in"] if user else []


async def test_after_the_second_check_in_it_is_asked_once_and_never_again(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        assert ann.buttons() == ["Yes, once a week", "No"]
        for _ in range(14):
            await ann.waits(WEEK)
            assert notes(ann) == []
            await checks_in(ann)
            ann.hears_nothing_of(ASKED)
        await ann.says("/check_in")
        await ann.presses("Only show my weeks")
        await ann.presses("Take my check-ins away")
        await ann.presses("Yes, take them away")
        for _ in range(3):
            await checks_in(ann)
            ann.hears_nothing_of(ASKED)
            await ann.waits(WEEK)


async def test_twice_on_one_day_is_one_check_in(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await checks_in(ann)
        await checks_in(ann)
        ann.hears_nothing_of(ASKED)


@pytest.mark.parametrize("said", ["No", "no thanks", "/start"])
async def test_without_a_yes_nothing_comes(tmp_path: Path, said: str) -> None:
    async with asked(tmp_path) as ann:
        await ann.says(said)
        await ann.waits(5 * WEEK)
        assert notes(ann) == []
        assert await promised(ann) == []


@pytest.mark.parametrize("said", ["Yes, once a week", "yes"])
async def test_with_a_yes_a_neutral_note_comes_and_its_button_begins(tmp_path: Path, said: str) -> None:
    async with asked(tmp_path) as ann:
        await ann.says(said)
        ann.hears("A quiet note comes every Tuesday at 19:00", "one tap stops it")
        await ann.waits(WEEK + DAY)
        assert len(notes(ann)) == 1
        await ann.presses("Open")
        ann.hears("1 of 3")
        await ann.presses("Mostly")


async def test_a_no_after_a_yes_counts(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("yes")
        await ann.presses("No")
        ann.hears("That's fine")
        assert await promised(ann) == []
        await ann.waits(5 * WEEK)
        assert notes(ann) == []


async def test_each_week_it_has_other_words_while_it_is_answered(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.presses("Yes, once a week")
        said = []
        for _ in range(4):
            await ann.waits(WEEK + DAY)
            said += notes(ann)
            await ann.says("/start")
        assert len(said) == len({*said}) >= 3


async def test_the_note_itself_can_be_put_off_or_stopped(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.presses("Yes, once a week")
        await ann.waits(WEEK + DAY)
        await ann.presses("Later")
        await ann.waits(DAY)
        assert len(notes(ann)) == 1
        await ann.presses("No more of these")
        await ann.waits(5 * WEEK)
        assert notes(ann) == []


async def test_the_page_of_reminders_turns_it_off_and_on(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.presses("Yes, once a week")
        await ann.says("/reminders")
        ann.hears("A look at your own week: yes")
        await ann.presses("A look at your own week")
        await ann.presses("No more of these")
        await ann.waits(3 * WEEK)
        assert notes(ann) == []
        await ann.says("/reminders")
        await ann.presses("A look at your own week")
        await ann.presses("Yes, please")
        await ann.waits(WEEK + DAY)
        assert len(notes(ann)) == 1


async def test_who_turned_it_on_before_is_not_asked(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/reminders")
        await ann.presses("A look at your own week")
        await ann.presses("Yes, please")
        for _ in range(3):
            await checks_in(ann)
            ann.hears_nothing_of(ASKED)
            await ann.waits(DAY)
        await ann.waits(WEEK)
        assert len(notes(ann)) == 1


async def test_unanswered_it_grows_quieter_and_stops(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.presses("Yes, once a week")
        before = len(ann.chat)
        await ann.waits(30 * WEEK // 3)
        assert len(ann.chat) - before <= 3


async def test_who_checked_in_just_before_is_left_in_peace(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.presses("Yes, once a week")
        await ann.waits(5 * DAY)
        await checks_in(ann)
        await ann.waits(3 * DAY)
        assert notes(ann) == []
        await ann.waits(WEEK)
        assert len(notes(ann)) == 1


async def test_at_night_it_is_promised_for_the_morning(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await lives(ann, "UTC")
        await checks_in(ann)
        ann.clock.time = datetime(2026, 3, 3, 23, 20, tzinfo=UTC)
        await checks_in(ann)
        await ann.presses("Yes, once a week")
        ann.hears("every Wednesday at 08:00")


async def test_who_never_said_where_they_live_is_asked_and_told_the_hour_on_their_own_clock(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path, place="") as ann:
        await ann.presses("Yes, once a week")
        ann.hears(
            "A quiet note comes once a week", "So that none comes at night, what hour is it for you now?"
        )
        ann.hears_nothing_of("19:00")
        await ann.says("Chicago")
        ann.hears("A quiet note comes every Tuesday at 13:00")
        (own,) = await promised(ann)
        assert (own.zone, own.due_at) == ("America/Chicago", datetime(2026, 3, 10, 18, tzinfo=UTC))


async def test_who_rather_does_not_say_where_they_live_has_it_by_the_clock_of_the_house(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path, place="") as ann:
        await ann.presses("Yes, once a week")
        await ann.presses("Skip")
        ann.hears("Then I go by the clock of UTC")
        (own,) = await promised(ann)
        assert (own.zone, own.due_at) == ("UTC", datetime(2026, 3, 10, 19, tzinfo=UTC))


async def test_it_moves_with_who_goes_to_live_elsewhere(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.presses("Yes, once a week")
        await lives(ann, "Tokyo")
        (own,) = await promised(ann)
        assert (own.zone, own.due_at) == ("Asia/Tokyo", datetime(2026, 3, 10, 10, tzinfo=UTC))


async def test_forgotten_nothing_comes(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.presses("Yes, once a week")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        ann.listens()
        await ann.waits(3 * WEEK)
        assert ann.shown == ""


async def test_while_a_session_waits_the_question_takes_no_words(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await lives(ann, "UTC")
        await checks_in(ann)
        await ann.waits(DAY)
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        await checks_in(ann)
        ann.hears(ASKED)
        await ann.says("Yes")
        ann.hears("one moment")
        assert await promised(ann) == []
        await ann.presses("Yes, once a week")
        ann.hears("A quiet note comes", "What happened in that moment")


async def test_the_other_hears_nothing_of_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await checks_in(ann)
        await ann.waits(DAY)
        await checks_in(ann)
        await ann.presses("Yes, once a week")
        ben.listens()
        await ben.waits(2 * WEEK)
        assert not any(line in NOTES for line in ben.shown.splitlines())
        assert any(seen.text in NOTES for seen in ann.chat)


def test_the_notes_can_be_read_on_any_lock_screen() -> None:
    for words in (PHRASES.words("notes.check_in.plain"), PHRASES.words("notes.check_in.warm")):
        assert len({*words}) >= 5
    for note in NOTES:
        assert len(note) <= 80
        for word in (
            "partner",
            "relationship",
            "feel",
            "close",
            "safe",
            "understood",
            "!",
            "?",
            "you haven't",
        ):
            assert word not in note.casefold()
