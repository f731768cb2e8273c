"""How long two people wait for each other before their talk rests."""

from __future__ import annotations

from pathlib import Path

from talk import talk
from test_apart import RESTS, sends, talks
from test_together import BEN, DAY, TWO, linked

from bot.app import read_library
from bot.config import Settings

HOUR = 3_600


async def test_a_dialog_may_say_how_long_one_waits_for_the_other(tmp_path: Path) -> None:
    dialogs = tmp_path / "dialogs"
    dialogs.mkdir()
    (dialogs / "two.yaml").write_text(f"rests: 1 day\n{TWO}")
    async with talk(tmp_path, read_library(Settings(dialogs=dialogs)), dialogs=dialogs) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.meets()
        await linked(ann, ben)
        await talks(ann)
        await sends(ann, "You left.")
        await ann.waits(DAY - HOUR)
        ann.hears_nothing_of(RESTS)
        await ann.waits(DAY)
        ann.hears(RESTS)
