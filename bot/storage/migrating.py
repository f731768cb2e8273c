"""Numbered migrations: each is applied once, whole or not at all, when the database is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.storage.codec import micros
from bot.storage.driver import BEGIN, COMMIT, Driver, Statement
from bot.storage.store import StorageFailed

MIGRATIONS = Path(__file__).parent / "migrations"

_TABLES = Statement("SELECT name FROM sqlite_schema WHERE type = 'table'")
_LEDGER = Statement(
    "CREATE TABLE IF NOT EXISTS applied "
    "(number INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT"
)
_LAST = Statement("SELECT coalesce(max(number), 0) FROM applied")
_APPLIED = "INSERT INTO applied (number, name, at) VALUES (:number, :name, :at)"


async def migrate(driver: Driver, now: datetime, folder: Path = MIGRATIONS) -> None:
    """Bring the database to the form this program knows.

    Raises StorageFailed where it is newer than the program, or another program's.
    """
    files = _files(folder)
    await _refuse_strangers(driver)
    await _apply(driver, [_LEDGER])
    for number in range(1, len(files) + 1):
        await _step(driver, number, files[number], now)
    last = await _last(driver)
    if last > len(files):
        raise StorageFailed(
            f"The database {driver.path} was made by a newer Mend (its form is {last:04}, this program knows "
            f"{len(files):04}): install that one again.",
            waiting=False,
        )


def _files(folder: Path) -> dict[int, Path]:
    return {int(file.name[:4]): file for file in sorted(folder.glob("[0-9]*.sql"))}


async def _refuse_strangers(driver: Driver) -> None:
    tables = {name for (name,) in (await driver.run([_TABLES]))[0]}
    if tables and "applied" not in tables:
        raise StorageFailed(
            f"The database {driver.path} belongs to another program: name another file.", waiting=False
        )


async def _last(driver: Driver) -> int:
    return int((await driver.run([_LAST]))[0][0][0])


async def _step(driver: Driver, number: int, file: Path, now: datetime) -> None:
    """Apply one migration, unless it was (perhaps by another process a moment ago)."""
    if await _last(driver) >= number:
        return
    entry = Statement(_APPLIED, {"number": number, "name": file.stem, "at": micros(now)})
    try:
        # The ledger goes first: where another process was faster, its number is taken.
        await _apply(driver, [entry, *statements(file)])
    except sqlite3.IntegrityError:
        if await _last(driver) < number:
            raise


async def _apply(driver: Driver, work: list[Statement]) -> None:
    try:
        await driver.run([BEGIN, *work, COMMIT])
    except BaseException:
        await driver.undo()
        raise


def statements(file: Path) -> Iterator[Statement]:
    """The statements of a script one by one (a script run whole would commit in between)."""
    gathered = ""
    for line in file.read_text("utf-8").splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield Statement(gathered)
            gathered = ""
