"""What hinders the database is one line for the operator, however many loops meet it and however long."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from program import database, running
from talk import talk

from bot import upkeep
from bot.storage.store import StorageFailed
from bot.trouble import Trouble


def test_a_trouble_is_told_once_until_it_is_another_or_over(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    trouble = Trouble()
    trouble.over()
    for left in (95, 94, 7):
        trouble.met(StorageFailed(f"The disk has only {left} MB left."))
    trouble.met(StorageFailed("The database is locked."))
    trouble.over()
    trouble.over()
    trouble.met(StorageFailed("The database is locked."))
    assert caplog.messages == [
        "The disk has only 95 MB left.",
        "The database is locked.",
        "The database works again.",
        "The database is locked.",
    ]


def damage(path: Path, table: str) -> None:
    """Write nonsense over a table's first page, as a dying disk would; by another process (locks)."""
    code = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1])\n"
        "db.execute('PRAGMA wal_checkpoint(TRUNCATE)')\n"
        "(page,) = db.execute('SELECT rootpage FROM sqlite_schema WHERE name = ?', sys.argv[2:]).fetchone()\n"
        "db.close()\n"
        "file = os.open(sys.argv[1], os.O_RDWR)\n"
        "os.pwrite(file, b'\\xff' * 4096, 4096 * (page - 1))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path), table], check=True)


async def test_a_damaged_table_is_one_line_though_upkeep_comes_to_it_again_and_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
    damage(ann.path, "letters")
    monkeypatch.setattr(upkeep, "OFTEN", 0.02)
    monkeypatch.setattr("bot.facilitator.PAUSES", (0.01,))
    async with talk(tmp_path) as ann:
        keeping = asyncio.create_task(ann.house.upkeep.run())
        hearing = asyncio.create_task(ann.says("/repair"))
        await asyncio.sleep(0.5)
        for task in (keeping, hearing):
            task.cancel()
        await asyncio.gather(keeping, hearing, return_exceptions=True)
    assert len(caplog.messages) == 1, caplog.messages
    assert "is damaged; stop the bot and put back a copy of it (SQLITE_CORRUPT)" in caplog.messages[0]


async def test_a_lock_that_is_let_go_is_told_and_what_waited_is_heard(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with talk(tmp_path) as ann:
        await ann.meets()
        other = sqlite3.connect(ann.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for _ in range(2):
            await ann.says("/repair")  # as often as it is brought again
            ann.hears_nothing_of("Shall we begin?")
        other.execute("ROLLBACK")
        await ann.says("/repair")
        ann.hears("Shall we begin?")
        other.close()
    lines = [line for line in caplog.messages if "database" in line]
    assert len(lines) == 2, lines
    assert "is locked by another program; waiting until it lets go" in lines[0]
    assert lines[1] == "The database works again."


async def test_a_mistake_in_upkeep_is_told_without_words_and_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
    with sqlite3.connect(ann.path) as broken:
        broken.execute("INSERT INTO facts VALUES ('outage', 'marmalade')")
    broken.close()
    monkeypatch.setattr(upkeep, "OFTEN", 0.02)
    async with talk(tmp_path) as ann:
        keeping = asyncio.create_task(ann.house.upkeep.run())
        await asyncio.sleep(0.3)
        assert not keeping.done()
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
    assert caplog.messages[:1] == ["upkeep failed (JSONDecodeError)"]
    assert "marmalade" not in caplog.text


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with a little more than the 100 MB that must stay free."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


async def test_a_disk_that_fills_up_is_one_line_and_what_was_written_meanwhile_is_answered_once(
    disk: Path,
) -> None:
    async with running(disk) as program:
        ann = program.loopback.person(4711)
        ann.writes("/repair")
        await ann.hears("end-to-end")
        for number, size in enumerate((30_000_000, 200_000_000)):  # under 100 MB, then full to the last byte
            with contextlib.suppress(OSError), (disk / f"filler{number}").open("wb", buffering=0) as filler:
                while filler.tell() < size:
                    filler.write(bytes(1_000_000))
            if number == 0:
                ann.presses("I agree, and I am 18 or over")
            await asyncio.sleep(3)
        assert "may I send a quiet note" not in str([seen.text for seen in ann.heard])
        for number in range(2):
            (disk / f"filler{number}").unlink()
        await ann.hears("may I send a quiet note", within=15)
        await program.loopback.settles()
        assert sum("may I send a quiet note" in seen.text for seen in ann.heard) == 1
        ready, full, again = program.printed.splitlines()
        assert "ready: @" in ready
        assert "MB left, 100 MB must stay free: make room. Until then nothing new is taken." in full
        assert "The database works again." in again
        assert await program.ends() == 0


async def test_while_another_program_holds_the_database_it_still_ends_within_two_seconds(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as program:
        ann = program.loopback.person(4711)
        ann.writes("/repair")
        await ann.hears("end-to-end")
        with database(program.database) as other:
            other.execute("BEGIN IMMEDIATE")
            ann.presses("I agree, and I am 18 or over")
            await program.prints("is locked by another program")
            began = time.monotonic()
            assert await program.ends() == 0
            assert time.monotonic() - began < 2
        await program.start()
        await ann.hears("may I send a quiet note", within=10)
