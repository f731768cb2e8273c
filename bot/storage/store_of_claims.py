"""The part of the store protocol for what was promised and waits in the outbox: claimed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.letter import Letter
from bot.engine.reminder import Reminder


class WorkOfClaims(Protocol):
    """What lies between a promise and its being said."""

    async def claim(
        self, reminder: Reminder, letters: Sequence[Letter], at: datetime, until: datetime
    ) -> None:
        """Put letters into the outbox that say what was promised, behind all answers, earliest first.

        They may go before `until`; until they do they can be taken back. `at` is when the claim began: a note kept
        of it isn't older.
        """

    async def take_back(self, address: str, *, besides: int = 0) -> int:
        """Make promises again of all claims that wait for an address, but the letter `besides`; gives how many.

        They are due as they were. Where a promise was made in a session since, that one stays.
        """

    async def claimed(self, address: str) -> bool:
        """Whether a claim waits for this address."""
