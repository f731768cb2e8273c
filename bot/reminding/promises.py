"""What a turn of two promises to say later: a knock where words wait, the end of a pause, a rest where nobody moves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.config import Settings
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder
from bot.engine.session import GONE, Session
from bot.engine.turn import Turn
from bot.storage.store import Work
from bot.when.hours import QuietHours, next_open

KNOCK: Kind = "knock"
THANKS: Kind = "thanks"
REST: Kind = "rest"
RETURN: Kind = "return"
APPOINTMENT: Kind = "appointment"
HOURS: tuple[Kind, ...] = (RETURN, APPOINTMENT)
"""The end of a pause, or the hour that two agreed on: of these one is promised at a time."""

LONG = timedelta(hours=72)
"""A talk of two in which nobody moves rests so long after the floor was handed over, if it doesn't say otherwise."""


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
    await _let_go(work, turn, before, by, now)
    for user in people:
        if user.id in turn.knocks:
            due = await knock_at(work, user, settings, now)
            await work.remind(Reminder(0, KNOCK, user.id, session.id, 0, due))
        if (hour := _return_at(turn, before, user, by, now)) is not None:
            kind = APPOINTMENT if _agreed(session) else RETURN
            await work.remind(Reminder(0, kind, user.id, session.id, 0, hour))
        if (begins := _rests_from(turn, before, user, by, now)) is not None:
            due = next_open(begins, zone_of(user, settings), quiet_of(user, settings))
            await work.remind(Reminder(0, REST, user.id, session.id, 0, due))


async def _let_go(work: Work, turn: Turn, before: Session, by: int, now: datetime) -> None:
    """Drop what needn't be said any more: who opened needs no knock, who is here or stopped isn't told of the hour."""
    session, pause = turn.session, turn.session.place.pause
    for opened in dict(before.place.unopened).keys() - dict(session.place.unopened).keys():
        await work.drop_reminders(session.id, [KNOCK], user=opened)
    if GONE in session.seats.values() and by not in dict(session.place.unopened):
        await work.drop_reminders(session.id, [KNOCK], user=by)  # what was put off, and is gone
    if session.state in ("done", "aside"):
        await work.drop_reminders(session.id, [REST])
    if pause is None and before.place.pause is not None:
        await work.drop_reminders(session.id, HOURS)
    elif pause is not None and (pause.until <= now or turn.leaves):
        await work.drop_reminders(session.id, HOURS, user=by)


def _agreed(session: Session) -> bool:
    return session.place.pause is not None and session.place.pause.agreed


def _return_at(turn: Turn, before: Session, user: User, by: int, now: datetime) -> datetime | None:
    """When the pause that both share ends for this person: where it was begun or moved, or they are there again."""
    pause = turn.session.place.pause
    if pause is None:
        return None
    if user.id == by:
        return None if turn.leaves or pause.until <= now else pause.until
    moved = before.place.pause is None or before.place.pause.until != pause.until
    return pause.until if moved else None


def _rests_from(turn: Turn, before: Session, user: User, by: int, now: datetime) -> datetime | None:
    """When the talk rests for this person if nobody moves: long after it was handed over, or after its pause."""
    session = turn.session
    if session.state == "done":
        return None
    if session.state == "aside":  # enough for today, which whoever isn't here is told by these words
        told = user.id == by or any(message.to == user.id for message in turn.messages)
        return None if told or before.state == "aside" else now
    pause = session.place.pause
    if pause != before.place.pause:
        return max(now, pause.until if pause is not None else now) + _patience(session)
    return now + _patience(session) if handed_over(session, before, by) else None


def _patience(session: Session) -> timedelta:
    """How long one waits for the other in this dialog."""
    dialog = session.library.dialogs.get(session.dialog)
    return timedelta(seconds=dialog.rests) if dialog is not None and dialog.rests else LONG


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
            due = next_open(now + _patience(session), zone_of(user, settings), quiet_of(user, settings))
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
