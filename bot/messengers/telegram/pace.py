"""Telegram's rate limits, kept before it has to say so."""

from __future__ import annotations

from aiolimiter import AsyncLimiter

SWEEP = 1024


class Pace:
    """Waits before a message goes out: `overall` a second to everybody, `each` a second to one chat.

    Telegram allows about 30 and 1 (core.telegram.org/bots/faq, "My bot is hitting limits"), with a small
    `burst` to one chat. Chats that are rested are forgotten, so a million of them take no memory.
    """

    def __init__(self, overall: float = 28, each: float = 1, burst: float = 3) -> None:
        # A bucket of 2 that leaks 28 a second lets through 30 in any one second.
        self._overall = AsyncLimiter(2, 2 / overall)
        self._each, self._burst = each, burst
        self._chats: dict[int, AsyncLimiter] = {}
        self._sweep_at = SWEEP

    async def wait(self, chat: int) -> None:
        """Wait until a message to this chat may go; a chat that must wait holds up no other."""
        limiter = self._chats.get(chat)
        if limiter is None:
            self._sweep()
            limiter = self._chats[chat] = AsyncLimiter(self._burst, self._burst / self._each)
        await limiter.acquire()
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
