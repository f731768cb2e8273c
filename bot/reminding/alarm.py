"""The alarm: sleeps until a moment comes by the clock on the wall, or something was promised meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.storage.store import Store

LONGEST = 30.0
"""Seconds that are slept at most."""

LOOK = 1.0
"""Seconds between two looks at the clock and at whether somebody else has written: each is one short question."""

BREATH = 0.1
"""Seconds that are slept at least: what is promised in the middle of much else costs few looks."""


@dataclass(slots=True)
class Alarm:
    """Wakes for a moment, for a call, for others' commits, and after `longest` seconds in any case.

    A clock that was set, or a machine that slept, is noticed at the next look: the time to wait is never counted
    down, it is asked of the clock on the wall again and again.
    """

    store: Store
    clock: Callable[[], datetime]
    look: float = LOOK
    longest: float = LONGEST
    _called: asyncio.Event = field(default_factory=asyncio.Event)
    _others: int = -1

    def call(self) -> None:
        """Something may have been promised, or there is room again: wake now."""
        self._called.set()

    async def sleep(self, until: datetime | None) -> None:
        """Sleep until this moment (None: none is known); raises StorageFailed where it can't look."""
        await asyncio.sleep(BREATH)
        loop = asyncio.get_running_loop()
        end = loop.time() + self.longest
        while not self._called.is_set() and not await self._others_wrote():
            left = end - loop.time()
            if until is not None:
                left = min(left, (until - self.clock()).total_seconds())
            if left <= 0:
                break
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left, self.look)):
                    await self._called.wait()
        self._called.clear()

    async def _others_wrote(self) -> bool:
        before, self._others = self._others, await self.store.others()
        return before != self._others
