"""Looks back: notes that somebody said yes to in a talk, kept as requests, so that /reminders shows and stops them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder
from bot.engine.turn import Look, Turn
from bot.reminding.promises import quiet_of, zone_of
from bot.storage.store import Work
from bot.when.hours import next_open
from bot.when.wall import instant

REQUEST: Kind = "request"

MOST = 12
"""Looks back that one person can have to come."""


async def keep(work: Work, turn: Turn, people: Collection[User], settings: Settings) -> None:
    """Keep, in the turn's own commit, what was said yes to in it, in place of what was kept of this talk before."""
    for look in turn.looks:
        for user in people:
            if user.id == look.owner:
                await work.drop_reminders(turn.session.id, [REQUEST], user=user.id)
                await _plan(work, look, turn.session.id, user, settings)


async def _plan(work: Work, look: Look, session: str, user: User, settings: Settings) -> None:
    """Promise a note for each, as many as one person can have, and none that would be older than what is kept."""
    if look.at is None:
        return
    there = [each for each in await work.reminders_of(user.id) if each.kind == REQUEST]
    number = max((int(look.at.timestamp()), *(each.asked + 1 for each in there)))
    near = [after for after in look.after if after <= timedelta(days=settings.retention_days).total_seconds()]
    room = MOST - sum(each.session != "" for each in there)
    for more, after in enumerate(near[: max(0, room)]):
        await work.remind(_note(look.at, after, session, number + more, user, settings))


def _note(  # noqa: PLR0917  (all that it is made of)
    at: datetime, after: int, session: str, number: int, user: User, settings: Settings
) -> Reminder:
    """About the same hour on a later day, where the person lives, and never in their quiet hours."""
    zone = zone_of(user, settings)
    place = ZoneInfo(zone)
    later = at.astimezone(place).replace(tzinfo=None) + timedelta(seconds=after)
    wall = later.replace(minute=0, second=0, microsecond=0)
    due = next_open(instant(wall, zone), zone, quiet_of(user, settings))
    local = due.astimezone(place).replace(tzinfo=None).isoformat(timespec="minutes") if user.zone else ""
    return Reminder(0, REQUEST, user.id, session, number, due, local, zone)
