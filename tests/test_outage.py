"""A long outage: what was promised meanwhile isn't said late, and nobody is left without a word."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from scenes import DAY, HOUR, in_a_talk, sends, two, unlinks
from talk import Talk

from bot.messengers.messenger import Blocked, Unblocked

RESTS = "This talk rests now."
WELCOME = "Good that you're here. Your place was kept."


async def outage(person: Talk, days: int) -> None:
    """Nothing runs for so long, then the program is there again."""
    person.clock.goes_on(timedelta(days=days))
    await person.restarts()
    await person.waits(HOUR)


async def test_who_writes_after_a_long_outage_is_welcomed_and_their_words_are_offered(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        for each in (ann, ben):
            each.listens()
        await outage(ann, 5)
        assert RESTS not in ann.shown + ben.shown
        await ben.says("I heard that I left.")
        ben.hears(WELCOME, "I heard that I left.", "Shall I take it as your answer?")
        await ben.presses("Yes, take it")
        await ben.presses("Send it")
        await ann.waits(HOUR)
        await ann.presses("Open")
        ann.hears('Ben heard: "I heard that I left."')


async def test_who_waited_reads_that_it_is_not_their_turn_and_it_rests_once_more(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await outage(ann, 5)
        await ann.says("Are you there?")
        ann.hears("I hold that thought for your turn.")
        ben.listens()
        await ben.waits(12 * HOUR)
        ben.hears("A note is here when you like.")
        await ann.waits(3 * DAY)
        ann.hears(RESTS)


@pytest.mark.parametrize("way", ["outage", "blocked"])
async def test_a_pause_whose_talk_came_to_rest_meanwhile_is_over(tmp_path: Path, way: str) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await ben.says("/pause")
        if way == "outage":
            await outage(ann, 5)
        else:
            for each in (ann, ben):
                await each.does(Blocked())
            await ben.waits(4 * DAY)
            await ben.does(Unblocked())
        await ben.says("I heard that I left.")
        ben.hears("I heard that I left.", "Shall I take it as your answer?")
        ben.hears_nothing_of("How calm")


@pytest.mark.parametrize("way", ["outage", "blocked"])
async def test_it_is_the_same_for_who_was_left_meanwhile(tmp_path: Path, way: str) -> None:
    read = []
    for name in ("silent", "gone"):
        folder = tmp_path / name
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await in_a_talk(ann, ben)
            await ben.presses("Open")
            await (unlinks(ann) if name == "gone" else ann.says("/help"))
            if way == "outage":
                await outage(ann, 5)
            else:
                await ben.does(Blocked())
                await ben.waits(4 * DAY)
                await ben.does(Unblocked())
                await ben.waits(60)
            texts = [ben.shown]
            await ben.says("That I left.")
            texts.append(ben.shown)
            await ben.presses("Yes, take it" if way == "outage" else "Send it")
            texts.append(ben.shown)
            if way == "outage":
                await ben.presses("Send it")
                texts.append(ben.shown)
            await ben.says("/together")
            texts.append(ben.shown)
            ben.listens()
            await ben.waits(3 * DAY + 12 * HOUR)
            texts.append(ben.shown)
            read.append(texts)
    assert read[0] == read[1]
    assert WELCOME in "".join(read[0])
    assert RESTS in read[0][-1]


async def test_a_note_that_was_not_said_in_an_outage_is_found_by_writing(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await sends(ben, "That I left.")
        await ben.waits(HOUR)
        await ann.says("Yes")
        await outage(ann, 2)
        await ben.says("hello")
        ben.hears("This ends here.")
