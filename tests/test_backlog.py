"""A bot that was down: one message and not ten, what is older than a day is dropped, and what comes again goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scenes import DAY, HOUR, in_a_talk, linked, sends, talks, two
from talk import Talk, shipped
from test_acts import sets_out
from test_pause import goes_by
from test_remind import NOTES, asks, elsewhere, kept, notes

from bot.engine.reminder import KINDS
from bot.reminding.backlog import FIRST

PHRASES = shipped().phrases["en"]
KNOCK, RESTS = PHRASES.say("knock.note"), PHRASES.say("rests")
UNASKED = {*NOTES, KNOCK, RESTS, *PHRASES.words("pause.return"), *PHRASES.words("pause.appointment")}


def unasked(person: Talk) -> list[str]:
    """What came unasked since the person last did something."""
    return [seen.text for seen in person.heard() if seen.text in UNASKED]


async def down(person: Talk, until: datetime) -> None:
    """The bot is down until then, and an hour's half goes by."""
    person.clock.time = until
    await person.restarts()
    for each in person.everybody:
        if isinstance(each, Talk):
            each.listens()
    await person.waits(HOUR // 2)


async def test_after_three_days_one_message_comes_and_not_ten(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await elsewhere(ben, "UTC")
        for when in ("in two hours", "in 60 hours", "in 61 hours", "every day at 8:00", "every day at 9:30"):
            await asks(ben, when)
        await asks(ben, "every Thursday at 10:00")
        await goes_by(ann, datetime(2026, 3, 2, 20, 30, tzinfo=UTC))
        await ann.says("/pause")
        await down(ben, datetime(2026, 3, 5, 19, 30, tzinfo=UTC))
        assert len(unasked(ben)) == 1
        assert unasked(ben)[0] in NOTES
        assert unasked(ann) == []
        assert [(each.rule[:1], each.due_at.isoformat()[:16]) for each in await kept(ben)] == [
            ("d", "2026-03-06T08:00"),
            ("d", "2026-03-06T09:30"),
            ("w", "2026-03-12T10:00"),
        ]
        ben.listens()
        await ben.waits(DAY)
        assert len(notes(ben)) == 2


async def test_after_a_night_what_was_asked_for_comes_first_and_words_that_wait_a_little_later(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await elsewhere(ann, "UTC")
        await asks(ann, "tomorrow at 7:00")
        await asks(ann, "tomorrow at 8:30")
        await goes_by(ann, datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
        await sends(ben, "That I left.")
        await down(ann, datetime(2026, 3, 3, 11, tzinfo=UTC))
        assert [text in NOTES for text in unasked(ann)] == [True]
        assert await kept(ann) == []
        await ann.waits(HOUR)
        assert unasked(ann) == [KNOCK]
        await ann.presses("Open")
        ann.hears('Ben heard: "That I left."')


async def test_thanks_that_are_late_come_once_too(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await elsewhere(ann, "UTC")
        await sets_out(ann, receiver=ben)
        await goes_by(ann, datetime(2026, 3, 2, 23, tzinfo=UTC))
        await ben.says("/acts")
        await ben.presses(ben.labels[0])
        await down(ann, datetime(2026, 3, 3, 11, tzinfo=UTC))
        assert unasked(ann) == [KNOCK]
        await ann.presses("Open")
        ann.hears("Ben says thanks for this:")


async def test_who_opened_what_waits_meanwhile_is_not_knocked_for(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await elsewhere(ann, "UTC")
        await asks(ann, "tomorrow at 7:00")
        await goes_by(ann, datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
        await sends(ben, "That I left.")
        await down(ann, datetime(2026, 3, 3, 11, tzinfo=UTC))
        await ann.says("/two")
        await ann.presses("For the two of us")
        ann.hears('Ben heard: "That I left."')
        ann.listens()
        await ann.waits(HOUR)
        assert unasked(ann) == []


@pytest.mark.parametrize("asks_too", [False, True])
async def test_words_that_wait_are_knocked_for_after_more_than_a_day_too_and_never_at_night(
    tmp_path: Path, *, asks_too: bool
) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await elsewhere(ben, "UTC")
        if asks_too:
            await asks(ben, "Wednesday at 20:00")
        await goes_by(ann, datetime(2026, 3, 2, 22, tzinfo=UTC))
        await talks(ann)
        await sends(ann, "You left.")
        ben.listens()
        await down(ben, datetime(2026, 3, 4, 20, 30, tzinfo=UTC))
        assert len(unasked(ben)) == asks_too
        await goes_by(ben, datetime(2026, 3, 5, 7, 59, tzinfo=UTC))
        assert unasked(ben) == []
        await goes_by(ben, datetime(2026, 3, 5, 9, tzinfo=UTC))
        assert unasked(ben) == [KNOCK]
        await ben.presses("Open")
        ben.hears('Ann says: "You left."')


def test_what_is_said_first_is_told_of_every_kind() -> None:
    assert sorted(FIRST) == sorted(KINDS)


@pytest.mark.parametrize(("minutes", "count"), [(5, 2), (30, 1)])
async def test_two_that_are_hardly_late_both_come_two_that_are_late_with_one_note(
    tmp_path: Path, minutes: int, count: int
) -> None:
    async with two(tmp_path) as (ann, _):
        await elsewhere(ann, "UTC")
        await asks(ann, "tomorrow at 9:00")
        await asks(ann, "tomorrow at 9:01")
        await down(ann, datetime(2026, 3, 3, 9, tzinfo=UTC) + timedelta(minutes=minutes))
        assert len(notes(ann)) == count
        assert await kept(ann) == []
