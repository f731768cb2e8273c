"""The part of the store protocol about what Mend says unasked: what people wish of it, and what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.reminder import Note, Wish


class WorkOfNotes(Protocol):
    """What belongs to speaking of one's own accord."""

    async def wishes_of(self, user: int) -> Sequence[Wish]:
        """What a person said they wish, at most one for each kind; of other kinds they said nothing."""

    async def wish(self, wish: Wish) -> None:
        """Keep what a person wishes of a kind, in place of what they wished before.

        Nothing is kept where the person was forgotten.
        """

    async def notes_of(self, user: int, since: datetime) -> Sequence[Note]:
        """What a person was told unasked from then on, the earliest first."""

    async def noted(self, note: Note) -> None:
        """Keep that a person was told something unasked, in the commit that says it.

        What they were told long before goes, unless they were silent since. Nothing is kept where the person was
        forgotten.
        """

    async def line_read(self, user: int, line: str, at: datetime) -> None:
        """Keep that a person read a line between two talks. Nothing is kept where the person was forgotten."""

    async def lines_read(self, user: int) -> Sequence[str]:
        """The lines that a person read, each once, the latest last."""
