"""What can be done about notes: later, not now, less often, no more; by a tap on the note, or typed after it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import sessions
from bot.engine.inputs.reading import usual
from bot.engine.reminder import KINDS, Kind, Note, Reminder, Wish
from bot.engine.session import GONE
from bot.hearing import Hearing
from bot.reminding import requests
from bot.reminding.promises import HOURS, KNOCK, THANKS
from bot.reminding.unasked import UNASKED

WAYS = ("less", "later", "skip", "stop")
"""What can be typed after a note, too: the words `words.note.WAY`."""

PUT_OFF: tuple[Kind, ...] = (KNOCK, THANKS, *HOURS)
"""What comes because of somebody else, once: it can be put off, and the other sees nothing of it."""

RAREST = 8
"""Notes become so many times as rare as they would be, and no rarer: then there is no more of them."""


async def wish_of(h: Hearing, kind: Kind) -> Wish:
    """What this person wishes of a kind; where they never said anything, none of it."""
    there = {wish.kind: wish for wish in await h.work.wishes_of(h.user.id)}
    return there.get(kind) or Wish(h.user.id, kind, wanted=False)


async def later(h: Hearing, reminder: Reminder) -> None:
    """Once more this evening, or tomorrow morning where it is evening: an hour that the person chose."""
    if reminder.session and not await _waits(h, reminder):
        await sessions.moved_on(h)
        return
    times = requests.usual(h.now, h.zone)
    found = times.get("evening") or times["morning"]
    named = (reminder.kind, reminder.session, reminder.asked)
    there = await h.work.reminders_of(h.user.id)
    same = next((each for each in there if (each.kind, each.session, each.asked) == named), reminder)
    await h.work.remind(replace(same, due_at=found.at, chosen=True))
    h.phrase("notes.later", when=requests.said(h, found))


async def _waits(h: Hearing, reminder: Reminder) -> bool:
    """Whether what a note was about waits for this person still: words, a pause, or the same question."""
    row = await h.work.session(reminder.session)
    if row is None:
        return False
    if reminder.kind == KNOCK:
        return h.user.id in dict(row.place.unopened) or GONE in row.seats.values()  # it sounds the same
    if reminder.kind in HOURS:
        return row.place.pause is not None and h.user.id not in row.place.pause.back
    return any((each.owner, each.asked) == (h.user.id, reminder.asked) for each in row.place.questions)


async def skip(_: Hearing, __: Reminder) -> None:
    """Not now: nothing is said about it."""


async def less(h: Hearing, reminder: Reminder) -> None:
    """Half as often from now on."""
    wish = await wish_of(h, reminder.kind)
    await h.work.wish(replace(wish, less=min(wish.less * 2, RAREST)))
    h.phrase("notes.less")


async def stop(h: Hearing, reminder: Reminder) -> None:
    """No more of this kind, and how it comes back."""
    await h.work.wish(replace(await wish_of(h, reminder.kind), wanted=False))
    h.phrase("notes.stopped")


DEEDS: Mapping[str, Callable[[Hearing, Reminder], Awaitable[None]]] = {
    "later": later,
    "skip": skip,
    "less": less,
    "stop": stop,
}
"""Buttons of the form `note:WAY:KIND:SESSION:ASKED`."""


async def about(h: Hearing, way: str, rest: str) -> None:
    """A button under a note; an old one does what it says, too."""
    kind, session, asked = [*rest.split(":"), "", ""][:3]
    allowed = {"later": (*UNASKED, *PUT_OFF), "skip": KINDS}.get(way, tuple(UNASKED))
    found = next((each for each in allowed if each == kind), None)
    if found is None or way not in DEEDS:
        return
    h.close_pressed()
    number = int(asked) if asked.isdecimal() else 0
    await DEEDS[way](h, Reminder(0, found, h.user.id, session, number, h.now))


async def meant(h: Hearing, text: str) -> str:
    """The button that typed words mean, where a note was the last that came, and they can have read it."""
    way = next((way for way in WAYS if usual(f"note.{way}", text, h.phrases)), "")
    note = await _last(h) if way else None
    if note is None:
        return ""
    if note.kind in PUT_OFF:
        return f"note:later:{note.kind}:{note.about}" if way in ("later", "skip") else ""
    if note.kind in UNASKED or way == "skip":
        return f"note:{way}:{note.kind}:{note.about}"
    times = requests.usual(h.now, h.zone)
    hour = "evening" if "evening" in times else "morning"
    session, _, number = note.about.partition(":")
    return f"rem:later:{hour}:{session}" if way == "later" else f"rem:{way}:{number}"


async def _last(h: Hearing) -> Note | None:
    """The last note since this person did something, before they wrote this."""
    before = h.opening.user.heard_at if h.opening.user is not None else None
    if before is None:
        return None
    came = await h.work.notes_of(h.user.id, before)
    return came[-1] if came and before < came[-1].at < h.incoming.written_at else None
