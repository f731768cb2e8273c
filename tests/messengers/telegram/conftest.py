"""A Telegram of our own to talk to, and a bot that is at home in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from ear import Ear
from loopback import Loopback

from bot.messengers.telegram import Pace, Telegram


@pytest.fixture
async def loopback() -> AsyncIterator[Loopback]:
    async with Loopback() as server:
        yield server


@pytest.fixture
async def telegram(loopback: Loopback) -> AsyncIterator[Telegram]:
    """Open a bot that knows no limits of pace."""
    bot = Telegram(loopback.token, loopback.url, Pace(1e6, 1e6))
    await bot.open()
    yield bot
    await bot.close()


@pytest.fixture
async def ear(telegram: Telegram) -> AsyncIterator[Ear]:
    """Somebody who listens."""
    hear = Ear()
    task = asyncio.create_task(telegram.listen(hear))
    yield hear
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
