"""What SQLite's errors mean to the person who hosts the bot: one line each, never a word of anybody's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.storage.store import StorageFailed

_LINES: dict[int, tuple[str, bool]] = {
    sqlite3.SQLITE_BUSY: ("is locked by another program; waiting until it lets go", True),
    sqlite3.SQLITE_LOCKED: ("is locked by another program; waiting until it lets go", True),
    sqlite3.SQLITE_FULL: ("can't grow: the disk is full; make room", True),
    sqlite3.SQLITE_IOERR: ("can't be read or written: the disk reports an error; look at the disk", True),
    sqlite3.SQLITE_NOMEM: ("needs more memory than there is", True),
    sqlite3.SQLITE_READONLY: ("is read-only; let the bot's user write to the file and its folder", False),
    sqlite3.SQLITE_PERM: ("may not be opened; let the bot's user write to the file and its folder", False),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened; the bot's user must be able to write to its folder", False),
    sqlite3.SQLITE_CORRUPT: ("is damaged; stop the bot and put back a copy of it", False),
    sqlite3.SQLITE_NOTADB: ("is not a database, or is damaged; put back a copy, or name another file", False),
    sqlite3.SQLITE_PROTOCOL: ("is locked by another program; waiting until it lets go", True),
}


def failed(error: sqlite3.Error, path: Path) -> StorageFailed | None:
    """The line for an error that is nobody's fault; None where it is a programmer's mistake."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF not in _LINES:
        return None
    line, waiting = _LINES[code & 0xFF]
    return StorageFailed(f"The database {path} {line} ({error.sqlite_errorname}).", waiting=waiting)


def gave_up(path: Path) -> StorageFailed:
    """An error after which SQLite has rolled back all of the batch by itself."""
    return StorageFailed(f"The database {path} gave up a whole transaction; trying again.")
