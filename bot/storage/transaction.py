"""One transaction in the making: writes are gathered and go to the database with the next read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.storage.driver import BEGIN, COMMIT, LONG, Driver, Row, Statement, queries
from bot.storage.failing import gave_up
from bot.storage.store import StorageFailed


class Transaction:
    """What every part of `Work` stands on: read, write, atomic parts, the end.

    A gathered write fails where it is sent: at the next read, at the end of its part, at the commit. What
    fails is remembered, so that nobody can pass over it and commit the rest.
    """

    def __init__(self, driver: Driver, lock: asyncio.Lock) -> None:
        self._driver = driver
        self._lock = lock
        self._texts = queries()
        self._gathered: list[Statement] = []
        self._failure: Exception | None = None
        self._depth = 0
        self._committed = False
        self.begun = False
        self.known: dict[str, Any] = {}
        """Rows that were read or written in here: nobody else can have changed them since."""

    @property
    def gathered(self) -> Sequence[Statement]:
        """What was written and not yet sent."""
        return self._gathered

    def write(self, query: str, **values: Any) -> None:
        """Gather one statement."""
        self._gathered.append(self._statement(query, values))

    def write_all(self, query: str, values: Iterable[Mapping[str, Any]]) -> None:
        """Gather one statement for each of these values."""
        each = list(values)
        if each:
            self._gathered.append(Statement(self._texts[query], each, many=True))

    def _statement(self, query: str, values: Mapping[str, Any]) -> Statement:
        return Statement(self._texts[query], values, long=query in LONG)

    async def read(self, query: str, **values: Any) -> list[Row]:
        """The rows of one query, after all that was gathered."""
        return (await self._send(self._statement(query, values)))[-1]

    async def read_all(self, names: Iterable[str], **values: Any) -> list[list[Row]]:
        """The rows of several queries over the same values."""
        asked = [self._statement(name, values) for name in names]
        return (await self._send(*asked))[-len(asked) :]

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        """An atomic part: what raises inside is rolled back alone, and raised."""
        if self._gathered:
            await self._send()  # what fails of it isn't this part's
        self._depth += 1
        point = Statement(f"SAVEPOINT part{self._depth}")
        self._gathered.append(point)
        try:
            yield
            await self._send(Statement(f"RELEASE part{self._depth}"))
        except BaseException:
            await self._undo_part(point)
            raise
        finally:
            self._depth -= 1

    async def commit(self) -> None:
        """All of it on disk, or an error."""
        if self.begun and self._gathered:
            await self._send()
        await self._send(COMMIT)
        self._committed = True

    async def end(self) -> None:
        """Undo what was not committed, and let the next one in."""
        if not self.begun:
            return
        try:
            if not self._committed:
                await self._driver.undo()
        finally:
            self._lock.release()

    async def _send(self, *statements: Statement) -> list[list[Row]]:
        """What was gathered, then these; a failure is remembered, for nothing may come after it."""
        if self._failure is not None:
            raise self._failure
        wanted, self._gathered = [*self._gathered, *statements], []
        try:
            if self.begun and not any(statement.long for statement in wanted):
                return self._driver.at_once(wanted)
            if not self.begun:
                await self._lock.acquire()
                self.begun = True
                wanted.insert(0, BEGIN)
            return await self._driver.run(wanted)
        except BaseException as failure:
            self._failure = failure if isinstance(failure, Exception) else gave_up(self._driver.path)
            raise

    async def _undo_part(self, point: Statement) -> None:
        self.known.clear()
        if point in self._gathered:
            del self._gathered[self._gathered.index(point) :]
            return
        if not isinstance(self._failure, StorageFailed):
            self._failure = gave_up(self._driver.path)  # unless the rest is seen to be whole
        if await self._driver.undo_part(f"part{self._depth}"):
            self._gathered = []
            self._failure = None
