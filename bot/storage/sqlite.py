"""The store in one SQLite file: a single writer, everything on disk before it counts as done."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from bot.engine.letter import Letter
from bot.storage.acts import Acts
from bot.storage.check_ins import CheckIns
from bot.storage.claims import Claims
from bot.storage.codec import micros
from bot.storage.driver import Driver, Row, Statement, connect, queries
from bot.storage.files import SPARE, hold, key_of, path_of
from bot.storage.journeys import Journeys
from bot.storage.keepsakes import Keepsakes
from bot.storage.letters import looked_for, to_letters
from bot.storage.migrating import migrate
from bot.storage.notes import Notes
from bot.storage.pairs import Away, Invitations, Links
from bot.storage.people import OWED, Heard, People
from bot.storage.reminders import Reminders, next_of, to_moment
from bot.storage.sessions import Sessions
from bot.storage.store import Counts
from bot.storage.together import Together
from bot.storage.unsent import UnsentLetters

PATIENCE = 0.5
"""Seconds to wait for another program's lock: two or three such waits must fit into what ending may take."""

_FORGET_OWED = f"DELETE FROM facts WHERE name = '{OWED}'"  # noqa: S608  # a constant of ours
_VERSION = Statement("PRAGMA data_version")
_PAUSES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)


class SqliteWork(
    Heard,
    People,
    Links,
    Invitations,
    Away,
    Sessions,
    Claims,
    Reminders,
    Notes,
    CheckIns,
    Acts,
    Journeys,
    Keepsakes,
    UnsentLetters,
):
    """One commit in the making."""


class SqliteStore:
    """One open SQLite file. Its connection is one, and so is its transaction: a lock decides whose."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._lock = asyncio.Lock()
        self._together = Together(driver, self._lock)
        self._held: list[int] = []

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[SqliteWork]:
        """One commit: all of it is on disk when the block is left, or none."""
        work = SqliteWork(self._driver, self._lock)
        try:
            yield work
            if work.begun or (work.gathered and not self._lock.locked()):
                await work.commit()
            elif work.gathered:
                await self._together.commit(work.gathered)
        finally:
            await work.end()

    async def due(
        self, prefix: str, now: datetime, limit: int, besides: Collection[str] = ()
    ) -> Sequence[Letter]:
        """The first undelivered letter of each address under `prefix`, if it is due; none `besides`."""
        rows = await self._read("due", looked_for(prefix, now, limit + len(besides)))
        return to_letters(rows, limit, besides)

    async def message_ids(self, address: str, after: datetime) -> Sequence[int]:
        """Numbers of the messages in a chat since then, of both sides."""
        rows = await self._read("message_ids", {"address": address, "after": micros(after)})
        return [number for (number,) in rows]

    async def next_reminder(self, prefix: str) -> datetime | None:
        """When the next reminder of the people under `prefix` is due."""
        return to_moment(await self._read(next_of(prefix), {"prefix": prefix}))

    async def waiting(self, prefix: str, now: datetime) -> int:
        """How many letters under `prefix` are due that are no answers."""
        return int((await self._read("waiting", looked_for(prefix, now, 0)))[0][0])

    async def others(self) -> int:
        """A number that is another one as soon as somebody else has written to this database."""
        async with self._lock:
            return int((await self._driver.run([_VERSION]))[0][0][0])

    async def counts(self) -> Counts:
        """How many running sessions hang on which structure."""
        return Counts({(dialog, hash_): n for dialog, hash_, n in await self._read("counts", {})})

    async def owes(self) -> bool:
        """Whether words of somebody who was forgotten may still be in the file or the log."""
        return bool(await self._read("fact", {"name": OWED}))

    async def clean(self) -> bool:
        """Take deleted words out of the file and the log too; False where another reader hinders it still."""
        for pause in _PAUSES:
            await asyncio.sleep(pause)
            async with self._lock:
                if await self._driver.clean(_FORGET_OWED):
                    return True
        return False

    async def look_for_key(self) -> None:
        """Raise StorageFailed where people are kept away and the key for it isn't there, or isn't whole."""
        used = bool(await self._read("anybody_kept_away", {}))
        self._driver.key = await self._driver.call(key_of, self._driver.path, used=used, make=False)

    async def hold(self, name: str) -> None:
        """Be the only process that does this on this database, until it is closed."""
        self._held.append(hold(self._driver.path, name))

    async def close(self) -> None:
        """Let go of the database."""
        await self._together.rest()
        async with self._lock:
            await self._driver.close()
        while self._held:
            os.close(self._held.pop())

    async def _read(self, query: str, values: Mapping[str, object]) -> list[Row]:
        """The rows of a query as they are on disk: not while somebody's batch is half done."""
        async with self._lock:
            return (await self._driver.run([Statement(queries()[query], values)]))[0]


async def open_store(
    url: str, *, now: datetime, spare: int = SPARE, patience: float = PATIENCE
) -> SqliteStore:
    """The database at this URL (`sqlite:///mend.db`), brought to the form this program knows, ready for use.

    Raises StorageFailed, one line for the operator: an unknown kind of database, no such folder, read-only,
    damaged, locked for longer than `patience` seconds, newer than the program, less than `spare` bytes free,
    without the key that belongs to it.
    """
    path = path_of(url)
    driver = await connect(path, spare, patience)
    store = SqliteStore(driver)
    try:
        await migrate(driver, now)
        await store.look_for_key()
        if await store.owes():
            await store.clean()
    except BaseException:
        await store.close()
        raise
    return store
