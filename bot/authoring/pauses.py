"""What the explorer does in a pause of two: every way into it, through it and out of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.authoring.deeds import DANGER, MORE, UNKNOWN, Deed, Moment
from bot.engine.asides import MARK
from bot.engine.hours import choices
from bot.engine.knocks import OPEN
from bot.engine.pausing import NOW, RETURNED
from bot.engine.said import Chosen, Edited, Said, Sent, Wanted
from bot.engine.session import Pause, Session

CALM, STIRRED = "8", "2"
"""A number from either side of where it goes on."""

OPENING = Chosen(0, MARK + OPEN)
BACK = Chosen(0, MARK + RETURNED)


def in_pause(moment: Moment, who: int, pause: Pause) -> Iterator[Deed]:
    """Everything that one of two can do in their pause, before its hour and after it."""
    if any(user == who for user, _ in moment.session.place.unopened):
        yield Deed(who, OPENING, "opening the note", onward=True)
    wait = max(pause.until - moment.now, timedelta())
    yield Deed(who, BACK, "coming back at the hour", later=wait, onward=True)
    if not wait:
        yield from _looking(who, pause, moment.message)
    yield from _presses(moment.session, who, pause, moment.now)
    yield from _anything(who, moment.message)


def _looking(who: int, pause: Pause, message: int) -> Iterator[Deed]:
    """How calm one is, pressed and written."""
    for number, what in ((CALM, "calm"), (STIRRED, "stirred up")):
        yield Deed(who, Chosen(pause.asked, number), f"pressing {number} ({what})", onward=True)
        yield Deed(who, Said(number, None, message), f"writing {number} ({what})", onward=True)


def _presses(session: Session, who: int, pause: Pause, now: datetime) -> Iterator[Deed]:
    """Hours, which are their caller's to choose; old buttons; those of what is asked in between."""
    for key in (*choices(now, session.people[who].zone), NOW):
        yield Deed(who, Chosen(pause.asked, MARK + key), f"choosing the end '{key}'", onward=key == NOW)
    yield Deed(who, Chosen(pause.asked + 1, CALM), "pressing a button of another pause")
    for choice in ("keep", "forget"):
        yield Deed(who, Chosen(0, MARK + choice), f"pressing an old '{choice}'")
    question = session.question_of(who)
    for choice in ("on", "safe", "rest", "send") if question is not None else ():
        yield Deed(who, Chosen(question.asked if question else 0, MARK + choice), f"pressing '{choice}'")


def _anything(who: int, message: int) -> Iterator[Deed]:
    """Words, a picture, a changed message, and the ways that are always open."""
    for text, words in (
        (MORE, "writing a text"),
        (DANGER, "writing words of danger"),
        ("", "writing nothing"),
    ):
        yield Deed(who, Said(text, None, message), words, words.removeprefix("writing "))
    yield Deed(who, Edited(MORE, UNKNOWN), "changing some other message")
    yield Deed(who, Sent("photo"), "sending a photo")
    for way in ("back", "pause", "resume", "where", "show", "stop", "over"):
        yield Deed(who, Wanted(way), f"asking for '{way}'", f"'{way}'")


def returning(session: Session) -> Iterator[Deed]:
    """The shortest way out of a pause: at its hour both are calm."""
    pause, at = session.place.pause, session.moved_at
    wait = pause.until - at if pause is not None and at is not None else timedelta()
    for who in session.seats.values():
        yield Deed(who, Said(CALM), "being calm at the hour", later=wait)
        wait = timedelta()
