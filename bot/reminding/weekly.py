"""A quiet note once a week that brings a check-in to mind: offered once, to be had by a yes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import speaking
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder, Wish
from bot.engine.turn import Button
from bot.hearing import Hearing
from bot.reminding import notes, permission
from bot.reminding.notes import Saying, at_its_next_date, wishes_of
from bot.reminding.requests import said, understood
from bot.storage.store import Work
from bot.when.hours import next_open
from bot.when.policy import Wishes
from bot.when.wall import Every, instant

KIND: Kind = "check_in"

WEEK = timedelta(weeks=1)

LATELY = timedelta(days=3)
"""Whoever checked in so lately needs no note."""


async def offer(h: Hearing) -> None:
    """Ask once whether it is wanted; that it was asked is kept as a wish for none, which a yes changes."""
    if any(wish.kind == KIND for wish in await h.work.wishes_of(h.user.id)):
        return
    await h.work.wish(Wish(h.user.id, KIND, wanted=False))
    phrase = h.phrases.say
    rows = (
        (Button(phrase("check_in.weekly.yes"), "chk:weekly"),),
        (Button(phrase("check_in.weekly.no"), "chk:never"),),
    )
    speaking.ask(h, phrase("check_in.weekly.ask"), rows)


async def accept(h: Hearing, _: str) -> None:
    """Yes: it is said when it comes, where it is known what hour that is for them."""
    h.close_pressed()
    await _wish(h, wanted=True)
    await begins(h.work, h.user, await wishes_of(h.work, h.user, h.settings), h.now)
    if h.user.zone:
        await _tell(h)
        await speaking.show_waiting(h)
    else:
        h.phrase("check_in.weekly.comes")
        permission.ask_zone(h)


async def _tell(h: Hearing) -> None:
    for each in await h.work.reminders_of(h.user.id):
        if each.kind == KIND:
            h.phrase("check_in.weekly.kept", when=said(h, understood(each, each.zone)))


async def _wish(h: Hearing, *, wanted: bool) -> None:
    """Whether it is wanted; all else that was wished of it stays."""
    there = [wish for wish in await h.work.wishes_of(h.user.id) if wish.kind == KIND]
    await h.work.wish(replace(next(iter(there), Wish(h.user.id, KIND, wanted=wanted)), wanted=wanted))


async def refuse(h: Hearing, _: str) -> None:
    """No: it isn't asked again, and where there was a yes before, nothing comes any more."""
    h.close_pressed()
    await _wish(h, wanted=False)
    await h.work.drop_reminders_of(h.user.id, [KIND])
    h.phrase("check_in.weekly.not_kept")
    await speaking.show_waiting(h)


async def begins(work: Work, user: User, wishes: Wishes, now: datetime) -> None:
    """Somebody wants it from now on: on this weekday at about this hour, outside their quiet hours."""
    place = ZoneInfo(wishes.zone)
    hour = now.astimezone(place).replace(minute=0, second=0, microsecond=0, tzinfo=None) + WEEK
    awake = next_open(instant(hour, wishes.zone), wishes.zone, wishes.quiet)
    local = awake.astimezone(place).replace(tzinfo=None)
    own = Reminder(0, KIND, user.id, "", 0, now, local.isoformat(timespec="minutes"), wishes.zone)
    await work.remind(at_its_next_date(replace(own, rule=Every("w", 1, (local.weekday(),)).code), now))


async def move(h: Hearing) -> None:
    """The person lives elsewhere: it comes at the same hour there; at about this one where they never said before."""
    there = [each for each in await h.work.reminders_of(h.user.id) if each.kind == KIND and each.rule]
    if there and h.opening.user is not None and not h.opening.user.zone:
        await begins(h.work, h.user, await wishes_of(h.work, h.user, h.settings), h.now)
        await _tell(h)
        return
    await notes.move(h.work, h.user, KIND, h.now)


async def says(work: Work, reminder: Reminder, user: User, library: Library) -> Saying | None:
    """A neutral note whose button begins the check-in; none where there was one in the last days."""
    lately = (reminder.due_at - LATELY).date()
    if any(tap.given and tap.day >= lately for tap in await work.check_ins_of(user.id)):
        return None
    label = library.phrases_in(user.language).say("notes.open")
    return Saying("notes.check_in", ((Button(label, "chk:begin"),),))
