"""The backlog: where much is due for one person since the bot was down, one note is said; nobody is stormed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder
from bot.reminding import requests
from bot.storage.store import Work

FIRST: tuple[Kind, ...] = (
    "rest",
    "appointment",
    "return",
    "ring",
    "request",
    "knock",
    "thanks",
    "follow_up",
    "nudge",
    "check_in",
    "between",
)
"""Which is said, where several are late: what somebody waits for before what Mend would say by itself."""

LATE = timedelta(minutes=10)
"""So long after its hour a note is late, and doesn't come beside another."""

_A_WHILE: dict[Kind, timedelta] = dict.fromkeys(("appointment", "return", "knock"), timedelta(hours=1))
_A_DAY = timedelta(days=1)


def in_order(late: Iterable[Reminder]) -> Sequence[Reminder]:
    """What is to be said first, first."""
    return sorted(late, key=lambda each: (FIRST.index(each.kind), each.due_at, each.id))


def is_late(reminder: Reminder, now: datetime, stale: timedelta) -> bool:
    """Whether it is long after its hour; never what is dropped for being `stale`, or tells of what has come to pass.

    Of what somebody asked for again and again the last hour counts, however long ago the first one was.
    """
    if reminder.kind in ("rest", "ring") or now - reminder.due_at < LATE:
        return False
    return reminder.kind == requests.REQUEST or now - reminder.due_at < stale


async def put_off(work: Work, reminder: Reminder, user: User, now: datetime) -> None:
    """Another note goes to this person now: what they asked for counts as said by it, all else comes later."""
    if reminder.kind == requests.REQUEST:
        await requests.go_on(work, reminder, user, now)
    else:
        await work.remind(replace(reminder, due_at=now + _A_WHILE.get(reminder.kind, _A_DAY)))
