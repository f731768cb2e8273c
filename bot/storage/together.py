"""Group commit: what many want to write while another commits goes to disk with one commit for all."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence

from bot.storage.driver import BEGIN, COMMIT, Driver, Statement

_Waiting = tuple[Sequence[Statement], asyncio.Future[None]]


class Together:
    """Takes writes that depend on nothing read, while the lock is somebody else's.

    Each is as atomic as if it had been alone: where one of them fails, they are done one by one.
    """

    def __init__(self, driver: Driver, lock: asyncio.Lock) -> None:
        self._driver = driver
        self._lock = lock
        self._waiting: list[_Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def commit(self, statements: Sequence[Statement]) -> None:
        """On disk when it returns; raises what `Driver.run` raises. Cancelled, it may be on disk or not."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((statements, done))
        if self._task is None:
            # A task of its own: who is cancelled doesn't take the others along.
            self._task = asyncio.create_task(self._work())
        await done

    async def rest(self) -> None:
        """Wait until nothing waits."""
        if self._task is not None:
            await self._task

    async def _work(self) -> None:
        try:
            while self._waiting:
                async with self._lock:
                    waiting = [one for one in self._waiting if not one[1].done()]
                    self._waiting = []
                    await self._commit(waiting)
        finally:
            self._task = None

    async def _commit(self, waiting: Sequence[_Waiting]) -> None:
        try:
            await self._driver.run([BEGIN, *(s for statements, _ in waiting for s in statements), COMMIT])
        except sqlite3.Error as error:
            await self._driver.undo()
            if len(waiting) > 1:
                for one in waiting:
                    await self._commit([one])
                return
            _tell(waiting, error)
        except Exception as error:  # noqa: BLE001  # handed on to those who wait
            await self._driver.undo()
            _tell(waiting, error)
        else:
            _tell(waiting, None)


def _tell(waiting: Sequence[_Waiting], error: Exception | None) -> None:
    for _, done in waiting:
        if done.done():
            continue  # cancelled meanwhile
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
