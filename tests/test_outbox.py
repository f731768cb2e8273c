"""The outbox as a loop: it ends when it is told to, whatever happens in that moment."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from talk import talk


@pytest.mark.parametrize("ticks", range(6))
async def test_called_and_ended_in_the_same_moment_it_ends(tmp_path: Path, ticks: int) -> None:
    async with talk(tmp_path) as ann:
        outbox = ann.house.outbox
        loop = asyncio.create_task(outbox.run())
        await asyncio.sleep(0.2)
        outbox.call()
        for _ in range(ticks):
            await asyncio.sleep(0)
        loop.cancel()
        done, _ = await asyncio.wait([loop], timeout=1.5)
        assert done == {loop}
