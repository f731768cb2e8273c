"""Rows of people, of what was heard from them, and small facts about the bot itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.engine.people import User
from bot.storage.codec import micros, moment, to_bytes, to_text
from bot.storage.driver import Row
from bot.storage.seal import seal, unseal
from bot.storage.store import Failure
from bot.storage.transaction import Transaction

KEPT = timedelta(hours=48)
"""How long seen ids and the numbers of delivered messages are kept."""

READABLE = timedelta(days=1)
"""How long an invitation is kept after its time, so that who opens it late reads that it is over."""

OWED = "storage.clean"
"""The fact that deleted words may still be in the file."""


def to_user(row: Row) -> User:
    """A person from a row of `users`."""
    (id_, address, name, language, zone, quiet, agreed, admitted, blocked, session, asks, *rest) = row
    heard, minute, minute_texts, mode, screened, still, country = rest
    return User(
        id_,
        address,
        to_text(unseal(name, address, id_)),
        language,
        zone,
        quiet,
        agreed,
        bool(admitted),
        bool(blocked),
        session,
        asks,
        _moment(heard),
        minute,
        minute_texts,
        mode,
        _moment(screened),
        _moment(still),
        country,
    )


def _moment(at: int | None) -> datetime | None:
    return None if at is None else moment(at)


def _micros(at: datetime | None) -> int | None:
    return None if at is None else micros(at)


class Heard(Transaction):
    """What was heard, and what failed to be."""

    async def heard(self, bot: str, updates: Sequence[int]) -> frozenset[int]:
        """Which of these updates were heard before."""
        rows = await self.read("heard", bot=bot, numbers=json.dumps(list(updates)))
        return frozenset(number for (number,) in rows)

    async def hear(self, bot: str, update: int, at: datetime) -> None:
        """Remember that this update was heard."""
        self.write("hear", bot=bot, number=update, at=micros(at))

    async def failures(self, bot: str, updates: Sequence[int]) -> Mapping[int, Failure]:
        """The failed attempts of these updates, by update."""
        rows = await self.read("failures", bot=bot, numbers=json.dumps(list(updates)))
        return {number: Failure(number, attempts, moment(at)) for number, attempts, at in rows}

    async def count_failure(self, bot: str, update: int, at: datetime) -> int:
        """Count one more failed attempt; returns how many there were."""
        rows = await self.read("count_failure", bot=bot, number=update, at=micros(at))
        return int(rows[0][0])

    async def fact(self, name: str) -> str:
        """A small fact about the bot itself, empty where unknown."""
        rows = await self.read("fact", name=name)
        return rows[0][0] if rows else ""

    async def set_fact(self, name: str, value: str) -> None:
        """Keep a small fact about the bot itself."""
        self.write("set_fact", name=name, value=value)

    async def prune(self, now: datetime) -> None:
        """Delete seen ids and message numbers of 48 hours, old invitations, structures that nothing hangs on."""
        for query in ("prune_seen", "prune_failures", "prune_delivered"):
            self.write(query, before=micros(now - KEPT))
        self.write("prune_invitations", before=micros(now - READABLE))
        self.write("prune_structures")


class People(Transaction):
    """The people the bot knows."""

    async def user_at(self, address: str) -> User | None:
        """The person at this address."""
        rows = await self.read("user_at", address=address)
        return to_user(rows[0]) if rows else None

    async def user(self, user: int) -> User | None:
        """The person with this id."""
        rows = await self.read("user", id=user)
        return to_user(rows[0]) if rows else None

    async def add_user(self, address: str, language: str, at: datetime) -> User:
        """A new person, or the one who is at this address already."""
        unnamed = seal(b"", address, 0)
        rows = await self.read("add_user", address=address, name=unnamed, language=language, at=micros(at))
        return to_user(rows[0])

    async def save_user(self, user: User) -> None:
        """Keep a person as they are now."""
        self.write(
            "save_user",
            id=user.id,
            name=seal(to_bytes(user.name), user.address, user.id),
            language=user.language,
            zone=user.zone,
            quiet=user.quiet,
            agreed=user.agreed,
            admitted=user.admitted,
            blocked=user.blocked,
            session=user.session,
            asks=user.asks,
            heard_at=_micros(user.heard_at),
            minute=user.minute,
            minute_texts=user.minute_texts,
            mode=user.mode,
            screened_at=_micros(user.screened_at),
            still_until=_micros(user.still_until),
            country=user.country,
        )

    async def forget_user(self, user: int) -> None:
        """Delete all that belongs to a person."""
        for query in (
            "forget_letters_of_user",
            "forget_delivered_of_user",
            "forget_own_sessions",
            "forget_answers_of_user",
            "leave_seats",
            "forget_opened_invitations",
            "forget_user",
        ):
            self.write(query, user=user)
        self.write("set_fact", name=OWED, value="yes")
        self.known.clear()

    async def users_quiet_since(self, before: datetime, limit: int) -> Sequence[int]:
        """Ids of people whose last word is older than this, oldest first."""
        rows = await self.read("users_quiet_since", before=micros(before), limit=limit)
        return [user for (user,) in rows]

    async def users_heard_between(self, first: datetime, last: datetime) -> Sequence[User]:
        """People who agreed, aren't blocked and were last heard in between."""
        rows = await self.read("users_heard_between", first=micros(first), last=micros(last))
        return [to_user(row) for row in rows]
