"""What a turn of two promises to say later: a knock where words wait, a rest where nobody moves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.config import Settings
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.storage.store import Work
from bot.when.hours import QuietHours, next_open

KNOCK: Kind = "knock"
REST: Kind = "rest"

LONG = timedelta(hours=72)
"""A talk of two in which nobody moves rests so long after the floor was last handed over."""


async def promise(  # noqa: PLR0917  (all that a turn is made of)
    work: Work,
    turn: Turn,
    before: Session,
    people: Collection[User],
    by: int,
    settings: Settings,
    now: datetime,
) -> None:
    """Keep, in the turn's own commit, what is to be said later because of it, and drop what no longer is."""
    session = turn.session
    for opened in dict(before.place.unopened).keys() - dict(session.place.unopened).keys():
        await work.drop_reminders(session.id, [KNOCK], user=opened)
    if session.state == "done":
        await work.drop_reminders(session.id, [REST])
    for user in people:
        if user.id in turn.knocks:
            due = await knock_at(work, user, settings, now)
            await work.remind(Reminder(0, KNOCK, user.id, session.id, 0, due))
        if session.state != "done" and handed_over(session, before, by):
            due = next_open(now + LONG, zone_of(user, settings), quiet_of(user, settings))
            await work.remind(Reminder(0, REST, user.id, session.id, 0, due))


def handed_over(session: Session, before: Session, by: int) -> bool:
    """Whether a turn asked somebody else something, or began or took up the talk: the wait begins anew."""
    asked = any(q.asked > before.place.asked and q.owner != by for q in session.place.questions)
    return asked or not before.place.trail or before.state != session.state


async def promise_after_the_end(  # noqa: PLR0917  (all that a turn is made of)
    work: Work, turn: Turn, before: Session, people: Collection[User], settings: Settings, now: datetime
) -> None:
    """Whoever hasn't opened the end can't know of it: should the other go in silence, it rests when it would have."""
    session = turn.session
    if session.state != "done" or before.state == "done":
        return
    for user in people:
        if user.id in dict(session.place.unopened):
            due = next_open(now + LONG, zone_of(user, settings), quiet_of(user, settings))
            await work.remind(Reminder(0, REST, user.id, session.id, 0, due))


async def knock_at(work: Work, user: User, settings: Settings, now: datetime) -> datetime:
    """When somebody may be knocked for next: in the hours they chose, else outside their quiet hours."""
    link = await work.link_of(user.id)
    if link is None or not link.hours:
        return next_open(now, zone_of(user, settings), quiet_of(user, settings))
    chosen = QuietHours.parse(link.hours)
    return next_open(now, zone_of(user, settings), QuietHours(chosen.end, chosen.begin))


def zone_of(user: User, settings: Settings) -> str:
    """The time zone somebody lives in."""
    return user.zone or settings.time_zone


def quiet_of(user: User, settings: Settings) -> QuietHours:
    """The hours in which somebody is left in peace."""
    return QuietHours.parse(user.quiet) if user.quiet else settings.quiet_hours
