"""The clock of a note, before the whole house: it rings once, at its minute, and not where nobody waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from scenes import DAY, HOUR, linked, talks, two, unlinks
from talk import Talk, shipped, talk

from bot.app import read_library
from bot.authoring.texts import NUDGE, unsaid
from bot.config import Settings
from bot.engine.fitting import plain

MINUTE = 60
RUNG = "The 10 minutes are over. Take your time to finish."
CLOCK = """
dialog: clock
title: By the clock
about: Ten minutes, and then ten more.
command: clock
steps:
  first: {say: Ten minutes from now., ask: {note: first, rings: 10 minutes, on: We're done}, then: second}
  second: {say: And change over., ask: {note: second, rings: 10 minutes}, then: last}
  last: {say: 'How was it?', ask: {text: last}, then: end}
"""
OTHER = """
dialog: other
title: Another
about: One question.
command: other
steps:
  one: {say: 'Else?', ask: {text: one}, then: end}
"""
OF_TWO = """
dialog: two
title: By the clock, for two
about: One has ten minutes, then the other.
seats: [speaker, listener]
command: two
steps:
  ready: {to: speaker, say: 'Ready?', ask: note, then: turn}
  turn: {to: listener, say: Ten minutes from now., ask: {note: turn, rings: 10 minutes}, then: last}
  last: {to: both, say: That was all., then: end}
"""


@asynccontextmanager
async def begun(folder: Path) -> AsyncIterator[Talk]:
    """Somebody for whom the clock runs since a Monday evening at seven."""
    dialogs = folder / "dialogs"
    dialogs.mkdir()
    for name, text in {"clock": CLOCK, "other": OTHER}.items():
        (dialogs / f"{name}.yaml").write_text(text)
    async with talk(folder, read_library(Settings(dialogs=dialogs)), dialogs=dialogs) as ann:
        await ann.meets()
        await ann.says("/clock")
        ann.hears("Ten minutes from now.")
        yield ann


async def test_it_rings_once_at_its_minute_and_its_button_goes_on(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.waits(9 * MINUTE)
        ann.hears_nothing_of("over")
        await ann.waits(MINUTE)
        assert (ann.shown, ann.labels) == (RUNG, ["We're done"])
        await ann.waits(DAY)
        ann.hears_nothing_of("over")
        await ann.presses("We're done")
        ann.hears("And change over.")


async def test_the_second_question_has_its_own_minutes_and_the_usual_button(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.waits(4 * MINUTE)
        await ann.presses("We're done")
        await ann.waits(9 * MINUTE)
        ann.hears_nothing_of("over")
        await ann.waits(MINUTE)
        assert (ann.shown, ann.labels) == (RUNG, ["Go on"])
        await ann.says("ok")
        ann.hears("How was it?")
        await ann.waits(HOUR)
        ann.hears_nothing_of("over")


async def test_what_is_typed_or_asked_for_meanwhile_does_not_start_it_anew(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.waits(6 * MINUTE)
        for words in ("It is my mother.", "/help", "/where"):
            await ann.says(words)
        await ann.waits(4 * MINUTE)
        ann.hears(RUNG)


async def test_it_survives_a_restart(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.waits(6 * MINUTE)
        await ann.restarts()
        await ann.waits(4 * MINUTE)
        assert ann.shown == RUNG


async def test_where_the_program_was_down_it_rings_a_little_late_or_not_at_all(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.restarts(down=14 * MINUTE)
        ann.hears(RUNG)
        await ann.presses("We're done")
        await ann.restarts(down=DAY)
        await ann.waits(2 * DAY)
        ann.hears_nothing_of("over")


async def test_quiet_hours_do_not_hold_it_back_nor_that_no_notes_are_wanted(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.waits(5 * HOUR)
        await ann.presses("We're done")
        await ann.waits(10 * MINUTE)
        ann.hears(RUNG)


@pytest.mark.parametrize("word", ["/pause", "/stop"])
async def test_whoever_pauses_or_stops_is_left_in_peace(tmp_path: Path, word: str) -> None:
    async with begun(tmp_path) as ann:
        await ann.waits(2 * MINUTE)
        await ann.says(word)
        await ann.waits(HOUR)
        ann.hears_nothing_of("over")


async def test_after_a_pause_the_minutes_begin_anew(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.says("/pause")
        await ann.waits(HOUR)
        await ann.says("/clock")
        ann.hears("Ten minutes from now.")
        await ann.waits(9 * MINUTE)
        ann.hears_nothing_of("over")
        await ann.waits(MINUTE)
        ann.hears(RUNG)


async def test_in_another_conversation_nothing_rings(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.says("/other")
        await ann.presses("Set it aside")
        ann.hears("Else?")
        await ann.waits(HOUR)
        ann.hears_nothing_of("over")


async def test_whoever_wants_plain_notes_gets_a_plain_one_that_shows_where_they_are(tmp_path: Path) -> None:
    async with begun(tmp_path) as ann:
        await ann.says("/quiet")
        await ann.waits(10 * MINUTE)
        ann.hears("A note is here.")
        ann.hears_nothing_of("minutes")
        await ann.presses("Open")
        ann.hears("Ten minutes from now.")


async def test_of_two_it_rings_for_whom_it_is_and_only_once_it_was_opened(tmp_path: Path) -> None:
    async with two(tmp_path, two=OF_TWO) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await ann.presses("Go on")
        await ben.waits(HOUR)
        ben.hears_nothing_of("over")
        await ben.presses("Open")
        ben.hears("Ten minutes from now.")
        ann.listens()
        await ben.waits(10 * MINUTE)
        ben.hears(RUNG)
        ann.hears_nothing_of("over")


async def test_of_two_nothing_rings_once_they_are_apart(tmp_path: Path) -> None:
    async with two(tmp_path, two=OF_TWO) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await ann.presses("Go on")
        await ben.waits(MINUTE)
        await ben.presses("Open")
        await unlinks(ben)
        await ben.waits(HOUR)
        ben.hears_nothing_of("over")


@pytest.mark.parametrize("language", shipped().phrases)
def test_the_line_is_fit_for_a_lock_screen(language: str) -> None:
    line = shipped().phrases_in(language).say("rings.over", minutes="60")
    assert len(line) <= NUDGE
    assert not {"!", "?"} & set(line)
    assert not {word for each in unsaid(language).values() for word in each} & {*plain(line).split()}
