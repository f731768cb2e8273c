"""One connection to SQLite: what may wait runs on a thread of its own, what can't is done at once."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import quote

import aiosql
import aiosqlite

from bot.storage.cleaning import clean
from bot.storage.failing import failed, gave_up
from bot.storage.files import claim, look_for_file, look_for_room
from bot.storage.store import StorageFailed

P = ParamSpec("P")
Result = TypeVar("Result")
Row = tuple[Any, ...]

_QUERIES = Path(__file__).parent / "queries"

# After the first, which may have to wait for a lock: nothing of these is kept in the file.
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",  # no copies of words in temporary files
    "PRAGMA cache_size = -16384",  # 16 MiB
    "PRAGMA wal_autocheckpoint = 4000",  # pages: what changes often is written to the file less often
    "PRAGMA journal_size_limit = 16777216",  # bytes: a log that grew in a storm shrinks again
)


LONG = frozenset(
    {
        *("prune_seen", "prune_failures", "prune_delivered", "prune_invitations", "prune_structures"),
        *("users_quiet_since", "users_heard_between"),
        *(
            "forget_letters_of_user",
            "forget_delivered_of_user",
            "forget_own_sessions",
            "forget_answers_of_user",
        ),
    }
)
"""Queries that may look at many rows: nobody else should have to wait for them."""


@cache
def queries() -> Mapping[str, str]:
    """The SQL texts by name."""
    known = aiosql.from_path(_QUERIES, "aiosqlite")
    return {n: getattr(known, n).sql for n in known.available_queries if not n.endswith("_cursor")}


@dataclass(slots=True, eq=False)  # not frozen: that would triple what it costs to make the fifteen of a turn
class Statement:
    """One SQL text and its values: a mapping, or for `many` a list of them. `long`: it may take a while."""

    sql: str
    values: Mapping[str, Any] | Sequence[Mapping[str, Any]] = field(default=(), repr=False)
    many: bool = False
    long: bool = False


BEGIN = Statement("BEGIN IMMEDIATE", long=True)
COMMIT = Statement("COMMIT", long=True)


class Driver(aiosqlite.Connection):
    """aiosqlite's thread and queue, with one hop for a whole list of statements.

    A hop costs 60 microseconds of CPU, and each statement on the thread perhaps two more changes between
    threads; a statement of a turn takes 5. So `run` is for what waits for others or the disk (BEGIN, COMMIT)
    and for what is long, `at_once` for all in between.
    """

    def __init__(self, path: Path, spare: int, patience: float) -> None:
        super().__init__(lambda: _open(path, patience), iter_chunk_size=64)
        self.path = path
        self.spare = spare
        self.patience = patience
        self.key = b""
        """What addresses are hashed with, once it was read or made."""
        self._file = claim(path)
        # A program that fails before it closes its database must still end.
        self._thread.daemon = True

    async def run(self, statements: Sequence[Statement]) -> list[list[Row]]:
        """The rows of each statement, in order; stops at the first that fails.

        Raises StorageFailed for what is nobody's fault, sqlite3.Error for a programmer's mistake.
        """
        return await self.call(self._run, statements)

    def at_once(self, statements: Sequence[Statement]) -> list[list[Row]]:
        """The same on the caller's own thread: only in a transaction that `run` has begun, and saw through.

        Then nothing is under way on the other thread, and no statement waits for anybody's lock.
        """
        try:
            return self._run(statements)
        except sqlite3.Error as error:
            raise failed(error, self.path) or error from None

    async def undo(self) -> None:
        """Roll back what is open; after it nothing is, whatever happened before."""
        await self.call(self._undo)

    async def undo_part(self, name: str) -> bool:
        """Roll back to this savepoint; False where the whole transaction is gone, or has to go."""
        return await self.call(self._undo_part, name)

    async def clean(self, last: str) -> bool:
        """Take deleted words out of the file, then run a last statement; False where somebody hinders it."""
        log = self.path.with_name(self.path.name + "-wal")
        return await self.call(lambda: clean(self._conn, self._file, log, self.patience, last))

    async def close(self) -> None:
        """Let go of the file; a second time is harmless."""
        await super().close()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    async def call(self, function: Callable[P, Result], *args: P.args, **more: P.kwargs) -> Result:
        """What a function returns that is run on the connection's thread."""
        hop = self._execute(function, *args, **more)  # type: ignore[no-untyped-call]  # aiosqlite's is untyped
        try:
            return cast(Result, await hop)
        except sqlite3.Error as error:
            raise failed(error, self.path) or error from None

    def _run(self, statements: Sequence[Statement]) -> list[list[Row]]:
        inside = self._conn.in_transaction
        rows = []
        for statement in statements:
            if statement is BEGIN:
                look_for_file(self.path, self._file)
                look_for_room(self.path, self.spare)
                inside = True
            rows.append(self._rows(statement, inside=inside))
        return rows

    def _rows(self, statement: Statement, *, inside: bool) -> list[Row]:
        try:
            if statement.many:
                self._conn.executemany(statement.sql, statement.values)
                return []
            return self._conn.execute(statement.sql, statement.values).fetchall()
        except sqlite3.Error as error:
            # A full disk can roll back all of the transaction: then everything in it is gone.
            if inside and not self._conn.in_transaction:
                raise failed(error, self.path) or gave_up(self.path) from None
            raise

    def _undo_part(self, name: str) -> bool:
        if not self._conn.in_transaction:
            return False
        try:
            self._conn.execute(f"ROLLBACK TO {name}")
        except sqlite3.OperationalError:
            return False  # released just now, and who waited for that was cancelled: all of it is to go
        self._conn.execute(f"RELEASE {name}")
        return True

    def _undo(self) -> None:
        if self._conn.in_transaction:
            self._conn.execute("ROLLBACK")


def _open(path: Path, patience: float) -> sqlite3.Connection:
    # mode=rw: a file that is made here has the right mode, one that SQLite makes might not
    name = f"file:{quote(str(path))}?mode=rw"
    return sqlite3.connect(
        name,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,  # two threads use it in turn
        uri=True,
        cached_statements=256,
    )


async def connect(path: Path, spare: int, patience: float) -> Driver:
    """An open connection with our settings; StorageFailed where there can be none."""
    # At DEBUG it would log statements before they run.
    logging.getLogger("aiosqlite").setLevel(logging.WARNING)
    driver = Driver(path, spare, patience)
    try:
        await driver
        journal = (await driver.run([Statement(pragma) for pragma in _SETTINGS]))[0]
    except BaseException as error:
        await driver.close()
        failure = failed(error, path) if isinstance(error, sqlite3.Error) else None
        if failure is None:
            raise
        raise failure from None
    if journal != [("wal",)]:
        await driver.close()
        raise StorageFailed(
            f"The database {path} lies on a disk that can't share memory (a network disk?): use a local one.",
            waiting=False,
        )
    return driver
