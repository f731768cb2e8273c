"""Writes kept/format_N.sql: run once for each released format, and never change what it wrote."""

import asyncio
import sqlite3
import sys
import tempfile
from pathlib import Path

from bot.app import read_library
from bot.config import Settings
from bot.engine.dialog import FORMAT
from bot.rehearsing.rehearsal import Rehearsal

KEPT = Path(__file__).parent / "kept"


async def keep() -> None:
    """Play a conversation to its middle, with something of everything, and dump the database."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/kept.db", dialogs=KEPT / "dialogs")
        async with Rehearsal(read_library(settings), settings, Path(folder)) as ann:
            await ann.agreed()
            for line in ["/hill", "Ann", "8", "water, a map", "yes", "3", "a lake"]:
                await ann.says(line)
            await ann.says("and a boat", early=True)
            await ann.says("yes")
        with sqlite3.connect(f"{folder}/kept.db") as database:
            sql = "\n".join(database.iterdump()) + "\n"
    (KEPT / f"format_{FORMAT}.sql").write_text(sql)


if __name__ == "__main__":
    sys.exit(asyncio.run(keep()))
