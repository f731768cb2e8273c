"""Rows of the outbox: posted, due, delivered, put off."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.engine.letter import Change, Letter, Picture
from bot.engine.turn import Buttons
from bot.storage.codec import from_letter, micros, moment, to_letter
from bot.storage.driver import Row
from bot.storage.seal import seal, unseal
from bot.storage.store import ONCE_GONE
from bot.storage.transaction import Transaction

AFTER = "\U0010ffff"
"""The last of all characters: what begins with a prefix lies before the prefix and this."""


def looked_for(prefix: str, now: datetime, limit: int) -> Mapping[str, Any]:
    """The values of `due`."""
    after = prefix + (AFTER if prefix.endswith(":") else "\0")  # without a colon it is one whole address
    return {"prefix": prefix, "after": after, "now": micros(now), "limit": limit}


def to_letters(rows: Sequence[Row], limit: int, besides: Collection[str]) -> Sequence[Letter]:
    """The letters from rows of `due`, at most so many, but those to the addresses `besides`."""
    return [_to_letter(row) for row in rows if row[1] not in besides][:limit]


def _to_letter(row: Row) -> Letter:
    """A letter from a row of `due`."""
    (
        id_,
        address,
        kind,
        body,
        message,
        session,
        asked,
        copy,
        reader,
        own,
        others,
        due,
        replaces,
        *tries,
        until,
    ) = row
    text, buttons, changes, picture, legible = _legible(body, address, reader)
    attempts, plain = tries
    return Letter(
        id_,
        address,
        kind,
        text,
        buttons,
        message,
        session,
        asked,
        bool(copy),
        reader,
        _owners(reader if own else 0, others),
        moment(due) if due else None,
        replaces,
        attempts,
        bool(plain),
        changes,
        picture,
        legible,
        moment(until) if until else None,
    )


def _legible(
    body: bytes, address: str, reader: int
) -> tuple[str, Buttons, tuple[Change, ...], Picture | None, bool]:
    """What a letter says, if that can be read: one that can't must not keep the others from their readers."""
    try:
        return (*to_letter(unseal(body, address, reader)), True)
    except (ValueError, TypeError, LookupError):  # damaged, or sealed by another version
        return "", (), (), None, False


def _owners(reader: int, others: str | None) -> frozenset[int]:
    owners = [int(owner) for owner in others.split(",")] if others else []
    return frozenset([*owners, reader] if reader else owners)


class Letters(Transaction):
    """What is saved but not yet delivered, and the numbers of what was."""

    async def post(self, letters: Iterable[Letter]) -> None:
        """Put letters into the outbox in this order."""
        for letter in letters:
            if letter.replaces:
                self.write("replace_letters", address=letter.address, replaces=letter.replaces)
            self._post(letter)
            others = letter.owners - {letter.reader}
            if others:
                self.write("own_letter", owners=json.dumps(sorted(others)))

    def _post(self, letter: Letter) -> None:
        self.write(
            "post",
            address=letter.address,
            kind=letter.kind,
            body=seal(from_letter(letter), letter.address, letter.reader),
            message=letter.message,
            session=letter.session,
            asked=letter.asked,
            copy=letter.copy,
            reader=letter.reader,
            own=letter.reader in letter.owners,
            due_at=0 if letter.due_at is None else micros(letter.due_at),
            replaces=letter.replaces,
            attempts=letter.attempts,
            plain=letter.plain,
        )

    async def delivered(self, letter: Letter, message: int, at: datetime) -> None:
        """Mark a letter delivered: its words go, its number stays a while; its question was shown."""
        self.write("drop_letter", id=letter.id)
        if message:
            self.write("remember_message", address=letter.address, message=message, at=micros(at))
        if _asks(letter):
            self.write("show", session=letter.session, asked=letter.asked, at=micros(at), message=message)

    async def postpone(self, letter: Letter, until: datetime, *, unknown: bool) -> None:
        """Count an attempt and try again later."""
        self.write("postpone", id=letter.id, until=micros(until))
        if unknown:
            await self.doubt(letter)

    async def doubt(self, letter: Letter) -> None:
        """A question's letter may have arrived, and nobody knows."""
        if _asks(letter):
            self.write("doubt", session=letter.session, asked=letter.asked)

    async def set_aside(self, letter: Letter, *, plain: bool) -> None:
        """The chat service refused it: once more as plain text, else it is kept no longer."""
        self.write("make_plain" if plain else "drop_letter", id=letter.id)

    async def release(self) -> None:
        """Let the letters go that wait until words are gone."""
        self.write("release", due_at=micros(ONCE_GONE))

    async def due(
        self, prefix: str, now: datetime, limit: int, besides: Collection[str] = ()
    ) -> Sequence[Letter]:
        """The first undelivered letter of each address under `prefix`, if it is due; none `besides`."""
        rows = await self.read("due", **looked_for(prefix, now, limit + len(besides)))
        return to_letters(rows, limit, besides)

    async def drop_letters(self, address: str) -> None:
        """Drop all that is undelivered for an address."""
        self.write("drop_letters", address=address)

    async def message_ids(self, address: str) -> Sequence[int]:
        """Numbers of the messages delivered to an address in the last 48 hours."""
        return [number for (number,) in await self.read("message_ids", address=address)]


def _asks(letter: Letter) -> bool:
    return letter.kind == "say" and bool(letter.session) and letter.asked > 0
