"""Telegram's rate limits, kept before it has to say so."""

from __future__ import annotations

import asyncio

from aiolimiter import AsyncLimiter

SWEEP = 1024

AT_ONCE = 4
"""Messages that may go at the same moment: an answer is one or two, and a note before it one."""


class Pace:
    """Waits before a message goes out: `overall` a second to everybody, `each` a second to one chat.

    Telegram allows about 30 and 1 (core.telegram.org/bots/faq, "My bot is hitting limits"), with a small
    `burst` to one chat. Chats that are rested are forgotten, so a million of them take no memory.
    What answers nobody goes one by one, and only where an answer, with what it changes above, could go right after
    it without waiting.
    """

    def __init__(self, overall: float = 26, each: float = 1, burst: float = 3) -> None:
        # A bucket of 4 that leaks 26 a second lets through 30 in any one second.
        self._overall = AsyncLimiter(AT_ONCE, AT_ONCE / overall)
        self._look = 1 / overall / 16
        self._unasked = asyncio.Lock()
        self._each, self._burst = each, burst
        self._chats: dict[int, AsyncLimiter] = {}
        self._sweep_at = SWEEP

    async def wait(self, chat: int, *, unasked: bool = False) -> None:
        """Wait until a message to this chat may go; a chat that must wait holds up no other.

        `unasked`: it answers nobody, and goes behind all answers.
        """
        limiter = self._chats.get(chat)
        if limiter is None:
            self._sweep()
            limiter = self._chats[chat] = AsyncLimiter(self._burst, self._burst / self._each)
        await limiter.acquire()
        if not unasked:
            await self._overall.acquire()
            return
        async with self._unasked:
            while not self._overall.has_capacity(AT_ONCE):  # noqa: ASYNC110  (the limiter tells nobody when it has)
                await asyncio.sleep(self._look)
            await self._overall.acquire()

    def free(self) -> bool:
        """Whether something that isn't worth waiting for may go now."""
        return self._overall.has_capacity()

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    def _sweep(self) -> None:
        if len(self._chats) < self._sweep_at:
            return
        tired = {chat: one for chat, one in self._chats.items() if not one.has_capacity(one.max_rate)}
        self._chats = tired
        self._sweep_at = max(SWEEP, 2 * len(tired))
