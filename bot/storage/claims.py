"""Rows of claims: what was promised and waits in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.engine.letter import Letter
from bot.engine.reminder import Reminder
from bot.storage.codec import micros
from bot.storage.letters import Letters
from bot.storage.reminders import from_reminder


class Claims(Letters):
    """What lies between a promise and its being said."""

    async def claim(
        self, reminder: Reminder, letters: Sequence[Letter], at: datetime, until: datetime
    ) -> None:
        """Put letters into the outbox that say what was promised, behind all answers, earliest first."""
        for letter in letters:
            await self.post([replace(letter, due_at=reminder.due_at)])
            self.write("claim", at=micros(at), until=micros(until), **from_reminder(reminder))

    async def take_back(self, address: str, *, besides: int = 0) -> int:
        """Make promises again of all claims that wait for an address, but the letter `besides`."""
        found = await self.read("claimed", address=address, besides=besides)
        for (letter,) in found:
            self.write("put_back", letter=letter)
            self.write("unnote", letter=letter)
            self.write("drop_letter", id=letter)
        return len(found)

    async def claimed(self, address: str) -> bool:
        """Whether a claim waits for this address."""
        return bool(await self.read("claimed", address=address, besides=0))
