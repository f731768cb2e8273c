"""The part of the store protocol about what a person has gone through and keeps: private to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.engine.journey import Ending, Keepsake


class WorkOfJourneys(Protocol):
    """What belongs to the way from one talk to the next."""

    async def ended(self, ending: Ending) -> None:
        """Keep that a talk ended for its owner, once. Nothing where the person was forgotten."""

    async def journey_of(self, owner: int) -> Sequence[Ending]:
        """The talks that ended for a person, in their order."""

    async def felt(self, owner: int, session: str, felt: Sequence[str]) -> None:
        """Keep what they felt in it, in place of what they said before."""

    async def drop_ending(self, owner: int, session: str) -> None:
        """Delete that it ended for them. Only `clean()` after the commit takes it out of the file as well."""

    async def keep_words(self, keepsake: Keepsake) -> None:
        """Keep a sentence of its owner's. Nothing where the person was forgotten."""

    async def keepsakes_of(self, owner: int) -> Sequence[Keepsake]:
        """What a person chose to keep, in the order in which they did."""

    async def drop_keepsake(self, owner: int, keepsake: int) -> None:
        """Delete one of them. Only `clean()` after the commit takes it out of the file as well."""
