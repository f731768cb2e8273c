"""How long two people wait for each other before their talk rests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from scenes import BEN, DAY, TWO, linked, sends, talks, unlinks
from talk import Talk, talk

from bot.app import read_library
from bot.config import Settings

HOUR = 3_600
RESTS = "This talk rests now."


@asynccontextmanager
async def of_a_day(folder: Path) -> AsyncIterator[tuple[Talk, Talk]]:
    """Two who wait for each other for a day; Ann has sent something."""
    dialogs = folder / "dialogs"
    dialogs.mkdir()
    (dialogs / "two.yaml").write_text(f"rests: 1 day\n{TWO}")
    async with talk(folder, read_library(Settings(dialogs=dialogs)), dialogs=dialogs) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.meets()
        await linked(ann, ben)
        await talks(ann)
        await sends(ann, "You left.")
        yield ann, ben


async def test_who_goes_after_an_end_nobody_opened_lets_it_rest_when_any_wait_would(tmp_path: Path) -> None:
    async with of_a_day(tmp_path) as (ann, ben):
        await ben.waits(1)
        await ben.presses("Open")
        await sends(ben, "That I left.")
        await ben.waits(HOUR)
        await ann.presses("Open")
        await ann.presses("Yes")
        await unlinks(ann)
        ben.listens()
        await ben.waits(DAY - HOUR)
        ben.hears_nothing_of(RESTS)
        await ben.waits(DAY)
        ben.hears(RESTS)


async def test_a_dialog_may_say_how_long_one_waits_for_the_other(tmp_path: Path) -> None:
    async with of_a_day(tmp_path) as (ann, _):
        await ann.waits(DAY - HOUR)
        ann.hears_nothing_of(RESTS)
        await ann.waits(DAY)
        ann.hears(RESTS)
