"""Rows of letters that are never sent, and of the parts in which they were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.engine.unsent import Part, Unsent, marks
from bot.storage.codec import micros, moment, to_bytes, to_text
from bot.storage.driver import Row
from bot.storage.people import OWED
from bot.storage.seal import seal, unseal
from bot.storage.transaction import Transaction


def _key(letter: int, number: int) -> str:
    return f"unsent:{letter}:{number}"


def _to_unsent(row: Row, owner: int) -> Unsent:
    id_, began, kept = row
    return Unsent(id_, owner, moment(began), None if kept is None else moment(kept))


class UnsentLetters(Transaction):
    """Letters that are never sent; each belongs to who wrote it, alone."""

    async def begin_unsent(self, owner: int, at: datetime) -> Unsent | None:
        """A new letter, empty."""
        rows = await self.read("begin_unsent", owner=owner, at=micros(at))
        return Unsent(rows[0][0], owner, at) if rows else None

    async def add_to_unsent(self, letter: Unsent, part: Part) -> None:
        """Add what was written to the end of a letter, as it was read."""
        number = len(letter.parts)
        words = seal(to_bytes(part.words), _key(letter.id, number), letter.owner)
        self.write("add_to_unsent", letter=letter.id, number=number, message=part.message, words=words)

    async def change_unsent(self, letter: Unsent, part: Part) -> None:
        """Put a part in place of that with the same message; `clean()` takes the old words out of the file."""
        for number, there in enumerate(letter.parts):
            if there.message == part.message:
                words = seal(to_bytes(part.words), _key(letter.id, number), letter.owner)
                self.write("change_unsent", letter=letter.id, number=number, words=words)
        self.write("set_fact", name=OWED, value="yes")

    async def unsent_of(self, owner: int) -> Sequence[Unsent]:
        """A person's letters without their words, the first one first."""
        return [_to_unsent(row, owner) for row in await self.read("unsent_of", owner=owner)]

    async def unsent(self, owner: int, letter: int) -> Unsent | None:
        """One of a person's letters, whole."""
        rows = await self.read("unsent", owner=owner, id=letter)
        if not rows:
            return None
        parts = tuple(
            Part(to_text(unseal(words, _key(letter, number), owner)), message)
            for number, message, words in await self.read("unsent_parts", letter=letter)
        )
        return replace(_to_unsent(rows[0], owner), parts=parts)

    async def keep_unsent(self, letter: Unsent, at: datetime) -> None:
        """Its owner chose to keep it."""
        self.write("keep_unsent", owner=letter.owner, id=letter.id, at=micros(at))

    async def burn_unsent(self, letter: Unsent) -> None:
        """Delete a letter, and what was to show it; `clean()` after the commit takes it out of the file."""
        first, last = marks(letter.id)
        self.write("burn_letters_of_unsent", owner=letter.owner, first=first, last=last)
        self.write("burn_unsent", owner=letter.owner, id=letter.id)
        self.write("set_fact", name=OWED, value="yes")
