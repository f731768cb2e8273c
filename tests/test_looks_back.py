"""Looks back: weeks after a talk a quiet note comes to who said yes to it there, and leads back to that talk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scenes import DAY, linked, talks, two, unlinks
from talk import Talk, shipped, talk

from bot.app import read_library
from bot.config import Settings
from bot.engine.library import Library
from bot.engine.reminder import Reminder

NOTES = shipped().phrases["en"].words("looks_back.notes")
WEEK = 7 * DAY
LATER = """
dialog: later
title: Later
about: A look back.
seats: [speaker, listener]
command: later
steps:
  ask:
    to: both
    say: Shall a note come?
    ask: {confirm: looks, yes: 'Yes, please', no: No notes, looks_back: [2 weeks, 6 weeks, 12 weeks]}
    solo: Shall a quiet note come?
    then: word
  word:
    to: both
    say: One word?
    ask: {text: word, optional: yes}
    then: close
  close: {to: both, say: That was all., then: end}
"""


@asynccontextmanager
async def alone(folder: Path, place: str = "", **chosen: str) -> AsyncIterator[Talk]:
    """Somebody is asked at noon on the first of June where they live whether notes shall come."""
    library = _library(folder, **chosen)
    async with talk(folder, library, **chosen) as ann:
        await ann.meets()
        if place:
            await ann.says("/settings")
            await ann.presses("Time zone")
            await ann.says(place)
        ann.clock.time = datetime(2026, 6, 1, 12, tzinfo=UTC)
        await ann.says("/later")
        yield ann


def _library(folder: Path, **chosen: str) -> Library:
    dialogs = folder / "dialogs"
    dialogs.mkdir()
    (dialogs / "later.yaml").write_text(LATER, encoding="utf-8")
    return read_library(Settings(dialogs=dialogs, **chosen))


async def kept(ann: Talk) -> list[Reminder]:
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        return [each for each in await work.reminders_of(user.id) if each.kind == "request"] if user else []


def notes(ann: Talk) -> list[str]:
    """The notes that came since the person last did something."""
    return [line for line in ann.shown.splitlines() if line in NOTES]


async def test_after_a_yes_three_quiet_notes_come_weeks_apart_and_open_the_talk(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await ann.presses("Yes, please")
        ann.hears("/reminders shows when", "One word?")
        await ann.presses("Skip")
        heard: list[str] = []
        for days in (13, 26, 40):  # up to a day before it, each time
            await ann.waits(days * DAY)
            assert notes(ann) == []
            await ann.waits(2 * DAY)
            heard += (came := notes(ann))
            assert len(came) == 1
            await ann.presses("Open")
            ann.hears("Shall a quiet note come?")
            await ann.says("/stop")
            await ann.presses("Stop, and forget it")
        assert len({*heard}) == len(heard)
        await ann.waits(12 * WEEK)
        assert notes(ann) == []


async def test_without_a_yes_nothing_is_kept(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await ann.presses("No notes")
        ann.hears_nothing_of("/reminders")
        assert await kept(ann) == []


async def test_going_back_and_saying_no_takes_all_of_them_away(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await ann.presses("Yes, please")
        await ann.says("/back")
        assert await kept(ann) == []
        await ann.presses("No notes")
        assert await kept(ann) == []


async def test_it_is_shown_and_stopped_in_reminders(tmp_path: Path) -> None:
    async with alone(tmp_path, "Berlin") as ann:
        await ann.presses("Yes, please")
        await ann.presses("Skip")
        await ann.says("/reminders")
        ann.hears("15 June at 14:00", "13 July at 14:00", "24 August at 14:00")
        await ann.presses(next(label for label in ann.labels if "13 July" in label))
        assert [each.local for each in await kept(ann)] == ["2026-06-15T14:00", "2026-08-24T14:00"]


async def test_it_keeps_its_hour_when_the_clock_is_set_back_and_quiet_hours_are_left_alone(
    tmp_path: Path,
) -> None:
    async with alone(tmp_path, "Berlin") as ann:
        ann.clock.time = datetime(2026, 10, 15, 21, 30, tzinfo=UTC)  # half past eleven at night
        await ann.presses("Yes, please")
        assert [each.local for each in await kept(ann)] == [
            "2026-10-30T08:00",
            "2026-11-27T08:00",
            "2027-01-08T08:00",
        ]


async def test_who_never_said_where_they_live_gets_the_moment(tmp_path: Path) -> None:
    async with alone(tmp_path, time_zone="Europe/Berlin") as ann:
        await ann.presses("Yes, please")
        await ann.presses("Skip")
        assert [each.local for each in await kept(ann)] == ["", "", ""]
        await ann.waits(2 * WEEK + DAY)
        assert len(notes(ann)) == 1
        assert "Stop" in ann.labels


async def test_none_is_promised_for_later_than_things_are_kept(tmp_path: Path) -> None:
    async with alone(tmp_path, retention_days="50") as ann:
        await ann.presses("Yes, please")
        assert [each.due_at.date().isoformat() for each in await kept(ann)] == ["2026-06-15", "2026-07-13"]


async def test_a_talk_that_is_forgotten_takes_its_notes_along(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await ann.presses("Yes, please")
        await ann.says("/stop")
        await ann.presses("Stop, and forget it")
        assert await kept(ann) == []


@pytest.mark.parametrize("way", ["Tomorrow morning", "later"])
async def test_one_that_is_put_off_leads_back_to_the_talk_all_the_same(tmp_path: Path, way: str) -> None:
    async with alone(tmp_path, "London") as ann:
        ann.clock.time = datetime(2026, 6, 1, 19, tzinfo=UTC)
        await ann.presses("Yes, please")
        await ann.presses("Skip")
        await ann.waits(2 * WEEK)
        await (ann.says(way) if way == "later" else ann.presses(way))
        ann.hears("I'll write to you then")
        await ann.waits(DAY)
        assert len(notes(ann)) == 1
        await ann.presses("Open")
        ann.hears("Shall a quiet note come?")


async def test_of_two_each_decides_alone_and_the_other_gets_the_same_either_way(tmp_path: Path) -> None:
    said = []
    for answer, times in (("Yes, please", 3), ("No notes", 0)):
        folder = tmp_path / answer[:2]
        folder.mkdir()
        async with two(folder, later=LATER) as (ann, ben):
            await linked(ann, ben)
            await talks(ann, "/later")
            await ann.presses(answer)
            await ben.waits(DAY / 2)
            await ben.presses("Open")
            await ben.presses("No notes")
            ben.hears("One word?")
            ben.hears_nothing_of("/reminders")
            said.append([seen.text for seen in ben.chat if not seen.own])
            assert await kept(ben) == []
            assert len(await kept(ann)) == times
            await unlinks(ann)
            assert await kept(ann) == []
    assert said[0] == said[1]
