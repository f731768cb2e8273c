"""Rows of what people wish of reminders, and of what they were told unasked; no words are in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from bot.engine.reminder import Note, Wish
from bot.storage.codec import micros, moment
from bot.storage.transaction import Transaction

HISTORY = timedelta(days=90)
"""So long it is known what somebody was told unasked."""


class Notes(Transaction):
    """What people wish, and what they were told."""

    async def wishes_of(self, user: int) -> Sequence[Wish]:
        """What a person said they wish, by kind."""
        rows = await self.read("wishes_of", user=user)
        return [Wish(id_, kind, bool(wanted), *rest) for id_, kind, wanted, *rest in rows]

    async def wish(self, wish: Wish) -> None:
        """Keep what a person wishes of a kind."""
        self.write("wish", **asdict(wish))

    async def notes_of(self, user: int, since: datetime) -> Sequence[Note]:
        """What a person was told unasked from then on, the earliest first."""
        rows = await self.read("notes_of", user=user, since=micros(since))
        return [Note(id_, moment(at), *rest) for id_, at, *rest in rows]

    async def noted(self, note: Note) -> None:
        """Keep that a person was told something unasked; what they were told long before goes."""
        self.write("prune_notes", user=note.user, before=micros(note.at - HISTORY))
        self.write("noted", **{**asdict(note), "at": micros(note.at)})

    async def line_read(self, user: int, line: str, at: datetime) -> None:
        """Keep that a person read a line between two talks."""
        self.write("line_read", user=user, line=line, at=micros(at))

    async def lines_read(self, user: int) -> Sequence[str]:
        """The lines that a person read, each once, the latest last."""
        return [line for (line,) in await self.read("lines_read", user=user)]
