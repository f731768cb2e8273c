"""The follow-up of an act: its dates by its rule, and when its giver is asked how it went."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.engine.act import Act
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder
from bot.engine.turn import Button
from bot.reminding.notes import Saying
from bot.reminding.promises import zone_of
from bot.storage.store import Work
from bot.when.policy import Wishes
from bot.when.wall import Every, instant

FOLLOW_UP: Kind = "follow_up"

ASKED_AT = time(10)
"""On the day after its date, at this hour on its giver's wall, an act is looked at again."""

OPEN_FOR = timedelta(days=7)
"""So long after its last date an act without an answer is still shown; then it has ended, quietly."""

_DAY = timedelta(days=1)


def days(act: Act, after: date) -> Iterator[date]:
    """The dates of an act after a day, up to its last; none where it has no date at all."""
    if not act.first:
        return
    first = datetime.fromisoformat(act.first).date()
    last = datetime.fromisoformat(act.until).date() if act.until else date.max
    found = _again(act, first, after) if act.rule else iter((first,) if first > after else ())
    yield from takewhile(lambda day: day <= last, found)


def _again(act: Act, first: date, after: date) -> Iterator[date]:
    dates = Every.parse(act.rule).dates(
        datetime.combine(first, time()), datetime.combine(after, time()) + _DAY - timedelta.resolution
    )
    return (each.date() for each in dates)


def last_day(act: Act, today: date) -> date | None:
    """The last date of an act up to today; None where it has none yet."""
    every = Every.parse(act.rule) if act.rule else None
    if every is None:
        return next((day for day in days(act, date.min) if day <= today), None)
    around = timedelta(days=2 * every.each * (7 if every.unit == "w" else 1))
    latest: date | None = None
    for day in takewhile(lambda day: day <= today, days(act, today - around)):
        latest = day
    if latest is None and act.until:  # it is over for longer than that
        until = datetime.fromisoformat(act.until).date()
        return last_day(act, until) if until < today else None
    return latest


def today(user: User, settings: Settings, now: datetime) -> date:
    """The day it is where somebody lives."""
    return now.astimezone(ZoneInfo(zone_of(user, settings))).date()


def answered_until(act: Act) -> date:
    """The day up to which its giver has said how it went."""
    return date.fromisoformat(act.answered) if act.answered else date.min


def unanswered(act: Act, today: date) -> date | None:
    """The last date of an act before today, if nobody said yet how it went."""
    day = last_day(act, today - _DAY)
    return day if day is not None and answered_until(act) < day else None


def next_day(act: Act, today: date) -> date | None:
    """The next date of an act, today included where nobody has said yet how it went; None where there is none."""
    return next(days(act, max(answered_until(act), today - _DAY)), None)


def is_over(act: Act, today: date) -> bool:
    """Whether its last date is so long ago that it has ended, without a word."""
    return bool(act.first) and next(days(act, today - OPEN_FOR), None) is None


def next_look(act: Act, zone: str, now: datetime) -> datetime | None:
    """The hour on the wall at which an act is looked at next: the day after the first date without an answer."""
    here = now.astimezone(ZoneInfo(zone)).date()
    for day in days(act, max(answered_until(act), here - 2 * _DAY)):
        local = datetime.combine(day + _DAY, ASKED_AT)
        if instant(local, zone) > now:
            return local
    return None


def promised(act: Act, zone: str, now: datetime) -> Reminder | None:
    """The next look at an act that is agreed; None where there is none to come."""
    local = next_look(act, zone, now) if act.state == "agreed" else None
    if local is None:
        return None
    wall, due = local.isoformat(timespec="minutes"), instant(local, zone)
    return Reminder(0, FOLLOW_UP, act.giver, "", act.id, due, wall, zone, _a_day_later(act.rule))


def _a_day_later(rule: str) -> str:
    """By what rule the days after an act's dates come, where that can be said: notes that grow rare leave some out."""
    every = Every.parse(rule) if rule else None
    if every is None or every.each > 1:
        return ""
    return replace(every, weekdays=tuple(sorted((day + 1) % 7 for day in every.weekdays))).code


async def plan(work: Work, act: Act, user: User, settings: Settings, now: datetime) -> None:
    """Promise the next look at an act, where its giver lives, in place of the one before; none where it rests."""
    reminder = promised(act, zone_of(user, settings), now)
    if reminder is not None:
        await work.remind(reminder)
        return
    for each in await work.reminders_of(act.giver):
        if each.kind == FOLLOW_UP and each.asked == act.id:
            await work.reminded(each.id)


async def agreed(
    work: Work, agreed: Collection[Act], people: Collection[User], settings: Settings, now: datetime
) -> Sequence[Act]:
    """What a talk agreed or changed just now, as it is kept: it is looked at from now on."""
    found: list[Act] = []
    for user in people:
        keys = {(act.session, act.asked) for act in agreed if act.giver == user.id}
        kept = (
            [act for act in await work.acts_of(user.id) if (act.session, act.asked) in keys] if keys else []
        )
        if user.mode == "solo":  # for two nothing is open to them any more
            kept = [replace(act, state="resting") if act.receiver else act for act in kept]
            for act in kept:
                await work.save_act(act)
        for act in kept:
            await plan(work, act, user, settings, now)
        found += kept
    return found


async def move(work: Work, user: User, settings: Settings, now: datetime) -> None:
    """The person lives elsewhere: each act is looked at at the same hour there."""
    for act in await work.acts_of(user.id):
        if act.state == "agreed":
            await plan(work, act, user, settings, now)


# --- when it is due ---------------------------------------------------------------------------------------


async def says(work: Work, reminder: Reminder, user: User, library: Library) -> Saying | None:
    """A neutral note with a button that asks how it went, if that is still to be said; no word of the act."""
    act = await _act(work, reminder)
    if act is None or act.state != "agreed":
        return None
    here = reminder.due_at.astimezone(ZoneInfo(reminder.zone or user.zone or act.zone)).date()
    if unanswered(act, here) is None:
        return None
    label = library.phrases_in(user.language).say("notes.open")
    return Saying("notes.follow_up", ((Button(label, f"act:how:{act.id}"),),))


async def goes_on(
    work: Work, reminder: Reminder, user: User, wishes: Wishes, now: datetime, __: Saying | None
) -> None:
    """Said or not, the act is looked at again after its next date."""
    act = await _act(work, reminder)
    following = promised(act, wishes.zone, now) if act is not None else None
    if following is not None and user.id == following.user:
        await work.remind(following)


async def _act(work: Work, reminder: Reminder) -> Act | None:
    return next((act for act in await work.acts_of(reminder.user) if act.id == reminder.asked), None)
