"""Notes: what Mend says of its own accord, by the policy, in other words each time, with what can be done about it."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.config import Settings
from bot.engine.letter import Letter
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.phrases import Phrases
from bot.engine.reminder import Kind, Note, Reminder
from bot.engine.turn import Button, Buttons
from bot.reminding.promises import quiet_of, zone_of
from bot.storage.store import Work
from bot.when.hours import QuietHours
from bot.when.policy import SILENT, Wishes, policy, unanswered, wording
from bot.when.wall import Every, next_date

LATELY = timedelta(days=90)
"""So far back it is looked at what a person was told, and further where they were silent since."""

TONES = ("plain", "warm")
"""How a note can sound; the first where nothing was chosen."""

ASKING = 100
"""From here on are the numbers of the wordings that ask how it shall go on."""

AUTHORS = 1_000
"""From here on are the numbers of what authors worded."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a note says: the phrase of its wordings (`words.plain`, `words.warm`), and what can be done.

    `own` are an author's words, said first. All notes have besides: later today, not now, less often, no more.
    """

    words: str
    rows: Buttons = ()
    own: str = ""


Says = Callable[[Work, Reminder, User, Library], Awaitable[Saying | None]]
"""Looks once more, right before it is said, whether there is anything to say."""

GoesOn = Callable[[Work, Reminder, User, Wishes, datetime, Saying | None], Awaitable[None]]
"""Promises the next one in the same commit, after this one was said, or (None) is passed over; see `by_its_rule`."""

Begins = Callable[[Work, User, Wishes, datetime], Awaitable[None]]
"""Somebody wants notes of this kind from now on."""


async def by_its_rule(
    work: Work, reminder: Reminder, _: User, __: Wishes, now: datetime, ___: Saying | None
) -> None:
    """What comes again and again goes on at its next date; anything else was once."""
    if reminder.rule and reminder.local:
        await work.remind(replace(at_its_next_date(reminder, now), chosen=False))


def at_its_next_date(reminder: Reminder, now: datetime) -> Reminder:
    """What comes again and again, when it comes next."""
    every, begin = Every.parse(reminder.rule), datetime.fromisoformat(reminder.local)
    return replace(reminder, due_at=next_date(every, begin, reminder.zone, now))


async def move(work: Work, user: User, kind: Kind, now: datetime) -> None:
    """What comes again and again comes at the same hour where the person lives now."""
    for each in await work.reminders_of(user.id):
        if each.kind == kind and each.rule:
            await work.remind(at_its_next_date(replace(each, zone=user.zone), now))


async def nothing(_: Work, __: User, ___: Wishes, ____: datetime) -> None:
    """Nothing needs to be promised for it."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """One kind of notes: what it says, how it goes on, what is promised when somebody begins to want it."""

    says: Says
    goes_on: GoesOn = by_its_rule
    begins: Begins = nothing


async def wishes_of(work: Work, user: User, settings: Settings) -> Wishes:
    """All that a person chose about being written to."""
    link = await work.link_of(user.id)
    return Wishes(
        zone_of(user, settings),
        quiet_of(user, settings),
        {wish.kind: wish for wish in await work.wishes_of(user.id)},
        QuietHours.parse(link.hours) if link is not None and link.hours else None,
        user.heard_at,
        user.still_until,
    )


async def history_of(work: Work, user: User, now: datetime) -> Sequence[Note]:
    """What a person was told unasked lately, and since they were last heard."""
    return await work.notes_of(user.id, min(now - LATELY, user.heard_at or now))


async def fall_due(  # noqa: PLR0917  (all that a note is made of)
    work: Work,
    reminder: Reminder,
    user: User,
    kind: Unasked,
    library: Library,
    settings: Settings,
    now: datetime,
) -> tuple[Letter, ...]:
    """Its hour has come: it is said, or moved to when it suits, or passed over; all of it in one commit."""
    wishes, history = await wishes_of(work, user, settings), await history_of(work, user, now)
    at = policy(reminder, wishes, history, now)
    if at is not None and at > now:
        await work.remind(replace(reminder, due_at=at))
        return ()
    letters: tuple[Letter, ...] = ()
    says = None if at is None or user.blocked else await kind.says(work, reminder, user, library)
    if says is not None:
        phrases, tone = library.phrases_in(user.language), wishes.by_kind[reminder.kind].tone
        asks = unanswered(wishes, history) == SILENT - 1
        number, text = _worded(reminder.kind, says, phrases, tone, history, asks=asks)
        rows = (*says.rows, *_ways(reminder, phrases, asks=asks))
        replaces = f"note:{reminder.session or reminder.kind}"
        note = Letter(0, user.address, "say", text, rows, reader=user.id, replaces=replaces)
        letters = (plainly(note, user, phrases),)
        await work.noted(Note(user.id, now, reminder.kind, number, about_of(reminder)))
    await kind.goes_on(work, reminder, user, wishes, now, says)
    return letters


async def worded(work: Work, user: User, reminder: Reminder, words: Sequence[str], now: datetime) -> str:
    """One of several wordings, none that came lately; it is noted that it was said."""
    number = wording(reminder.kind, await history_of(work, user, now), len(words))
    await work.noted(Note(user.id, now, reminder.kind, number, about_of(reminder)))
    return words[number]


def plainly(note: Letter, user: User, phrases: Phrases) -> Letter:
    """What comes unasked; for who wants it plain, always the same few words, and a button that opens it.

    The first button of every note opens what it is about; all else can be typed, or is in /reminders.
    """
    if not user.plain or not note.buttons:
        return note
    opens = Button(phrases.say("plain.open"), note.buttons[0][0].data)
    return replace(note, text=phrases.say("plain.note"), buttons=((opens,),))


def about_of(reminder: Reminder) -> str:
    """What a reminder hangs on, as buttons and notes name it."""
    return f"{reminder.session}:{reminder.asked}"


def _worded(
    kind: Kind, says: Saying, phrases: Phrases, tone: str, history: Sequence[Note], *, asks: bool
) -> tuple[int, str]:
    """The number and the words of a note: an author's, unless they came lately; ours; or what asks how to go on."""
    lately = {note.wording for note in history if note.kind == kind}
    if asks:
        words = phrases.words("notes.ask")
        last = [note.wording - ASKING for note in history if ASKING <= note.wording < AUTHORS]
        number = (last[-1] + 1) % len(words) if last else 0
        return ASKING + number, words[number]
    if says.own and (number := AUTHORS + zlib.crc32(says.own.encode())) not in lately:
        return number, says.own
    words = phrases.words(f"{says.words}.{tone or TONES[0]}")
    number = wording(kind, history, len(words))
    return number, words[number]


def _ways(reminder: Reminder, phrases: Phrases, *, asks: bool) -> Buttons:
    """Later, not now, less often, no more: on every note; where it asks about them, these come first alone."""
    about = f"{reminder.kind}:{about_of(reminder)}"
    later, skip, less, stop = (
        Button(phrases.say(f"notes.ways.{way}"), f"note:{way}:{about}")
        for way in ("later", "skip", "less", "stop")
    )
    return ((less,), (later,), (stop,)) if asks else ((later, skip), (less, stop))
