"""Somebody who listens to what a messenger brings."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.messengers.messenger import Incoming


class Ear:
    """Hears batches; `holds` keeps the next batches from being done."""

    def __init__(self) -> None:
        self.batches: list[list[Incoming]] = []
        self.holds = 0
        self.raises: list[Exception] = []
        self.came = asyncio.Event()

    async def __call__(self, batch: Sequence[Incoming]) -> int | None:
        self.batches.append(list(batch))
        self.came.set()
        if self.raises:
            raise self.raises.pop()
        if self.holds:
            self.holds -= 1
            return batch[0].id
        return batch[-1].id + 1

    @property
    def heard(self) -> list[Incoming]:
        return [incoming for batch in self.batches for incoming in batch]

    async def hears(self, count: int, within: float = 5) -> list[Incoming]:
        async with asyncio.timeout(within):
            while len(self.heard) < count:
                self.came.clear()
                await self.came.wait()
        return self.heard
