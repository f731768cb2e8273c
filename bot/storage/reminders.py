"""Rows of reminders: promised, due, said."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.engine.reminder import KINDS, Kind, Reminder
from bot.storage.codec import micros, moment
from bot.storage.driver import Row
from bot.storage.transaction import Transaction


def next_of(prefix: str) -> str:
    """The query for the next reminder of one chat service, or of one whole address."""
    return "next_reminder" if prefix.endswith(":") else "next_reminder_at"


def to_moment(rows: Sequence[Row]) -> datetime | None:
    """The moment in the first row, if there is one."""
    return moment(rows[0][0]) if rows else None


def _to_reminder(row: Row) -> Reminder:
    id_, kind, user, session, asked, due, local, zone, rule, chosen = row
    return Reminder(id_, kind, user, session, asked, moment(due), local, zone, rule, bool(chosen))


def from_reminder(reminder: Reminder) -> Mapping[str, Any]:
    """What is kept of a reminder."""
    return {
        "kind": reminder.kind,
        "user": reminder.user,
        "session": reminder.session,
        "asked": reminder.asked,
        "due_at": micros(reminder.due_at),
        "local": reminder.local,
        "zone": reminder.zone,
        "rule": reminder.rule,
        "chosen": reminder.chosen,
    }


class Reminders(Transaction):
    """What the bot promised to say later."""

    async def remind(self, reminder: Reminder) -> None:
        """Promise to speak later, in place of the reminder of this kind that was there."""
        self.write("remind", **from_reminder(reminder))

    async def reminders_of(self, user: int) -> Sequence[Reminder]:
        """A person's reminders, the next first."""
        return [_to_reminder(row) for row in await self.read("reminders_of", user=user)]

    async def drop_reminders(self, session: str, kinds: Collection[Kind] = KINDS, *, user: int = 0) -> None:
        """Delete a session's reminders of these kinds, everybody's or one person's."""
        self.write("drop_reminders", session=session, user=user, kinds=json.dumps(list(kinds)))

    async def drop_reminders_of(self, user: int, kinds: Collection[Kind] = KINDS) -> None:
        """Delete a person's reminders of these kinds, in sessions or not."""
        self.write("drop_reminders_of", user=user, kinds=json.dumps(list(kinds)))

    async def due_reminders(self, prefix: str, now: datetime, limit: int) -> Sequence[Reminder]:
        """What is due for the people under `prefix`, earliest first."""
        query = "due_reminders" if prefix.endswith(":") else "due_reminders_at"
        rows = await self.read(query, prefix=prefix, now=micros(now), limit=limit)
        return [_to_reminder(row) for row in rows]

    async def reminded(self, reminder: int) -> None:
        """It was said, or is not to be said any more."""
        self.write("reminded", id=reminder)
