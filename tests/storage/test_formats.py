"""A session that was stored by any release goes on in this one."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import read_library
from bot.config import Settings
from bot.rehearsing.rehearsal import Rehearsal

KEPT = sorted((Path(__file__).parent / "kept").glob("format_*.sql"))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
async def test_a_session_stored_by_an_earlier_release_goes_on_though_its_dialog_is_gone(
    kept: Path, tmp_path: Path
) -> None:
    database = sqlite3.connect(tmp_path / "kept.db")
    database.executescript(kept.read_text())
    database.close()
    settings = Settings(database_url=f"sqlite:///{tmp_path}/kept.db")
    async with Rehearsal(read_library(settings), settings, tmp_path) as ann:
        ann.stage.updates = 1_000  # those before were heard when the session was stored
        ann.clock.goes_on(timedelta(hours=1))
        await ann.says("/where")
        assert "Walker: Ann\nIn the bag: water and a map\nSeen: a lake\nand a boat" in ann.heard()[-1].text
        await ann.says("a cloud")
        assert '"a cloud". Look once more?' in ann.heard()[-1].text
        await ann.says("/back")
        assert "Ann is at the top with water and a map" in ann.heard()[-1].text
        await ann.says("a bird")
        await ann.says("yes")
        assert ann.heard()[-1].text == "Home."


def test_there_is_a_stored_session_of_each_released_format() -> None:
    assert KEPT
