"""What people asked to be reminded of: kept, listed, stopped, moved to where they live, and said in neutral words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.engine.hours import EVENING, MORNING
from bot.engine.letter import Letter
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.phrases import Phrases
from bot.engine.reminder import Kind, Reminder
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.reminding.notes import plainly, worded
from bot.storage.store import Work
from bot.when.grammar import languages_from
from bot.when.saying import say
from bot.when.understood import Understood
from bot.when.wall import Every, instant, instants, last_date, next_date

REQUEST: Kind = "request"

MOST = 20
"""Reminders that one person can have at once."""

_HOUR = timedelta(hours=1)
_NIGHT = timedelta(hours=4)
"""Until so long after midnight 'tomorrow' is what comes after sleeping."""


def language_of(language: str) -> str:
    """The language in which a time is said to somebody."""
    return languages_from(language)[0]


def usual(now: datetime, zone: str) -> dict[str, Understood]:
    """What can be chosen by a button, by its key: an hour from now, this evening, tomorrow morning."""
    soon = (now + _HOUR).replace(second=0, microsecond=0)
    here = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    today, after = here.date(), (here - _NIGHT).date() + timedelta(days=1)
    found = {"hour": Understood(soon, zone)}
    for key, day, clock in (("evening", today, EVENING), ("morning", after, MORNING)):
        local = datetime.combine(day, clock)
        if (at := instant(local, zone)) > soon:
            found[key] = Understood(at, zone, local)
    return found


def code_of(found: Understood) -> str:
    """A time as it stands in a button, at most 36 characters: the instant, the hour on the wall, the rule."""
    local = f"{found.local:%Y-%m-%dT%H:%M}" if found.local else ""
    return f"{int(found.at.timestamp())}/{local}/{found.every.code if found.every else ''}"


def decoded(code: str, zone: str, now: datetime) -> Understood | None:
    """The time in a button as it is now, where the person may live elsewhere since; None where it is none."""
    try:
        second, local, rule = code.split("/")
        at, wall = datetime.fromtimestamp(int(second), UTC), datetime.fromisoformat(local) if local else None
        every = Every.parse(rule) if rule else None
    except (ValueError, OverflowError):
        return None
    if wall is not None:
        at = _due(wall, every, zone, now, at)
    return Understood(at, zone, wall, every)


def _due(local: datetime, every: Every | None, zone: str, now: datetime, was: datetime) -> datetime:
    """When an hour on the wall comes in a zone; of one that comes twice, the one that `was` meant."""
    if every is not None:
        return next_date(every, local, zone, now)
    return was if was in instants(local, zone) else instant(local, zone)


async def too_much(h: Hearing, at: datetime) -> str | None:
    """The phrase that says so where a reminder is too far away to be kept, or one too many."""
    if _is_far(h, at):
        return "remind.far"
    return "remind.many" if len(await _requests(h.work, h.user.id)) >= MOST else None


def _is_far(h: Hearing, at: datetime) -> bool:
    return at > h.now + timedelta(days=h.settings.retention_days)


async def keep(h: Hearing, found: Understood, session: str = "") -> None:
    """Keep a time, once however often it is asked for, and say so; a look back (`session`) stays one."""
    if (phrase := await too_much(h, found.at)) is not None:
        h.phrase(phrase, most=str(MOST), days=str(h.settings.retention_days))
        return
    rule, there = (found.every.code if found.every else ""), await _requests(h.work, h.user.id)
    if not any((each.due_at, each.rule) == (found.at, rule) for each in there):
        number = max((int(h.now.timestamp()), *(each.asked + 1 for each in there)))
        row = await h.work.session(session) if session else None
        await _set(h, found, number, session if row and h.user.id in row.seats.values() else "")
    h.phrase("remind.kept", when=said(h, found))


async def _set(h: Hearing, found: Understood, number: int, session: str = "") -> None:
    """Keep a time under this number, in place of what was kept under it."""
    local = found.local.isoformat(timespec="minutes") if found.local else ""
    zone, rule = (found.zone if local else ""), (found.every.code if found.every else "")
    await h.work.remind(Reminder(0, REQUEST, h.user.id, session, number, found.at, local, zone, rule))


def said(h: Hearing, found: Understood) -> str:
    """A time as this person reads it."""
    return say(found, language_of(h.user.language), h.now)


def begins(h: Hearing, found: Understood) -> str:
    """The same where a line begins with it."""
    text = said(h, found)
    return text[:1].upper() + text[1:]


async def _requests(work: Work, user: int) -> Sequence[Reminder]:
    return [each for each in await work.reminders_of(user) if each.kind == REQUEST]


async def listed(h: Hearing) -> tuple[str, Buttons]:
    """What one asked for, in words, and a button to stop each."""
    there, phrases = await _requests(h.work, h.user.id), h.phrases
    if not there:
        return phrases.say("remind.none"), ()
    times = {each.asked: begins(h, understood(each, h.user.zone)) for each in there}
    rows = tuple(
        (Button(phrases.say("remind.end", when=when), f"rem:end:{number}"),) for number, when in times.items()
    )
    return phrases.say("remind.list", times="\n".join(times.values())), rows


def understood(reminder: Reminder, zone: str) -> Understood:
    """When a reminder comes, as people read it; `zone` where it has none of its own."""
    local = datetime.fromisoformat(reminder.local) if reminder.local else None
    every = Every.parse(reminder.rule) if reminder.rule else None
    return Understood(reminder.due_at, reminder.zone or zone, local, every)


async def drop(h: Hearing, number: str) -> None:
    """Nothing more comes of a reminder; so it is, too, with one that was said and is gone."""
    for each in await _requests(h.work, h.user.id):
        if str(each.asked) == number:
            await h.work.reminded(each.id)
    h.close_pressed()
    h.phrase("remind.stopped")


async def less(h: Hearing, number: str) -> None:
    """What comes again comes half as often, counted from today; of what came once nothing more comes anyway."""
    own = next((each for each in await _requests(h.work, h.user.id) if str(each.asked) == number), None)
    h.close_pressed()
    if own is None or not own.rule:
        h.phrase("remind.stopped")
        return
    rarer = _half_as_often(understood(own, h.user.zone), h.now)
    if _is_far(h, rarer.at):
        h.phrase("remind.far", days=str(h.settings.retention_days))
    else:
        await _set(h, rarer, own.asked)
        h.phrase("remind.kept", when=said(h, rarer))


def _half_as_often(time: Understood, now: datetime) -> Understood:
    """The same hour on every second of the days or weeks, of which today's is the first."""
    if time.every is None or time.local is None:
        return time
    every = replace(time.every, each=2 * time.every.each)
    local = datetime.combine(now.astimezone(ZoneInfo(time.zone)), time.local.time())
    return Understood(next_date(every, local, time.zone, now), time.zone, local, every)


async def move(h: Hearing) -> None:
    """The person lives elsewhere: what they set by the clock on the wall comes at the same hour there."""
    moved = [each for each in await _requests(h.work, h.user.id) if each.local]
    for each in moved:
        local, every = datetime.fromisoformat(each.local), understood(each, h.user.zone).every
        due = _due(local, every, h.user.zone, h.now, each.due_at)
        await h.work.remind(replace(each, due_at=max(due, h.now), zone=h.user.zone))
    if moved:
        h.phrase("remind.moved")


async def fall_due(  # noqa: PLR0917  (all that a note is made of)
    work: Work, reminder: Reminder, user: User, library: Library, now: datetime, stale: timedelta
) -> tuple[Letter, ...]:
    """The hour has come: a note, unless it is `stale`; what comes again goes on at its next date, never in a burst."""
    due = await go_on(work, reminder, user, now)
    if now - due >= stale or user.blocked:
        return ()
    phrases, dialog = library.phrases_in(user.language), await _looked_back_at(work, reminder, library)
    words = phrases.words("looks_back.notes" if dialog else "remind.notes")
    text = await worded(work, user, reminder, words, now)
    note = _note(reminder, user, text, f"open:{dialog}" if dialog else "rem:open", phrases, now)
    return (plainly(note, user, phrases),)


async def _looked_back_at(work: Work, reminder: Reminder, library: Library) -> str:
    """The dialog that a look back leads to: the one in which it was said yes to, if it can be begun today."""
    row = await work.session(reminder.session) if reminder.session else None
    dialog = library.dialogs.get(row.dialog) if row is not None else None
    return dialog.name if dialog is not None and dialog.command else ""


async def go_on(work: Work, reminder: Reminder, user: User, now: datetime) -> datetime:
    """Keep the next date of what comes again; gives the last one that has come."""
    time = understood(reminder, user.zone)
    if time.every is None or time.local is None:
        return reminder.due_at
    await work.remind(replace(reminder, due_at=next_date(time.every, time.local, time.zone, now)))
    return last_date(time.every, time.local, time.zone, now, reminder.due_at)


def _note(  # noqa: PLR0917  (all that a note is made of)
    reminder: Reminder, user: User, text: str, opens: str, phrases: Phrases, now: datetime
) -> Letter:
    """The note, and all that can be done about it by one tap."""
    number, zone = reminder.asked, user.zone or reminder.zone
    later = tuple(
        Button(phrases.say(f"remind.usual.{key}"), f"rem:later:{key}:{reminder.session}")
        for key in usual(now, zone)
    )
    less = (Button(phrases.say("notes.ways.less"), f"rem:less:{number}"),) if reminder.rule else ()
    rows = (
        (Button(phrases.say("remind.open"), opens),),
        *((each,) for each in later),
        (*less, Button(phrases.say("remind.stop"), f"rem:stop:{number}")),
    )
    return Letter(0, user.address, "say", text, rows, reader=user.id, replaces=f"{REQUEST}:{number}")
