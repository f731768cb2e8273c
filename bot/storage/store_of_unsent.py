"""The part of the store protocol about letters that are never sent: private to whoever writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.unsent import Part, Unsent


class WorkOfUnsent(Protocol):
    """What belongs to letters that are never sent."""

    async def begin_unsent(self, owner: int, at: datetime) -> Unsent | None:
        """A new letter, empty; None where the person was forgotten."""

    async def add_to_unsent(self, letter: Unsent, part: Part) -> None:
        """Add what was written to the end of a letter, as it was read. Nothing where it was burnt."""

    async def change_unsent(self, letter: Unsent, part: Part) -> None:
        """Put a part in place of that with the same message. Only `clean()` takes the old words out of the file."""

    async def unsent_of(self, owner: int) -> Sequence[Unsent]:
        """A person's letters without their words, the first one first."""

    async def unsent(self, owner: int, letter: int) -> Unsent | None:
        """One of a person's letters, whole; None where they have no such letter."""

    async def keep_unsent(self, letter: Unsent, at: datetime) -> None:
        """Its owner chose to keep it."""

    async def burn_unsent(self, letter: Unsent) -> None:
        """Delete a letter, and what was to show it. Only `clean()` after the commit takes it out of the file."""
