"""The engine's two doors: begin a session, and speak in it. Pure: the same input gives the same turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.engine.agreeing import with_acts
from bot.engine.asides import MARK, danger_alone
from bot.engine.card import at_the_card, in_a_rest
from bot.engine.changing import edited
from bot.engine.dialog import Dialog
from bot.engine.knocks import OPEN, hold_back, knock_again, open_for
from bot.engine.library import Library
from bot.engine.looking import with_looks
from bot.engine.machine import DeadEnd
from bot.engine.meanwhile import in_pause, offer_later
from bot.engine.moving import enter
from bot.engine.naming import is_thanks, typed_way
from bot.engine.pausing import RETURNED, appoint, remind
from bot.engine.pressing import chosen
from bot.engine.progress import Progress
from bot.engine.rendering import Unseen
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.senses import Senses
from bot.engine.session import GONE, Part, Participant, Place, Session, Visit
from bot.engine.silence import wait_in_vain
from bot.engine.thoughts import give_back
from bot.engine.turn import Turn
from bot.engine.ways import WAYS, break_off, forget, nothing_waits, withdraw
from bot.engine.words import Words, sent

AWAY = timedelta(hours=12)
"""Who was away so long is welcomed with what was said so far, and their words are offered, not taken."""

LEAVING = (Chosen(0, MARK + "keep"), Chosen(0, MARK + "forget"))
"""Who stops or forgets opens nothing by it, and wakes nobody."""


def begin(  # noqa: PLR0917  (all that a beginning is made of)
    dialog: Dialog,
    id_: str,
    seats: Mapping[str, int],
    people: Mapping[int, Participant],
    library: Library,
    now: datetime,
) -> Turn:
    """Begin a session of a dialog and ask its first question.

    `id_` has at most 12 characters; one person alone sits in every seat, of two the first begins it.
    """
    session = Session(id_, dialog.name, dialog.hash, seats, people, Place(), library, moved_at=now)
    p = Progress(session.as_they_listen(), now)
    enter(p, Visit(dialog.hash, dialog.structure.start), 0)
    hold_back(p, next(iter(seats.values())), 0)
    return p.turn()


def speak(session: Session, who: int, said: Event, now: datetime, senses: Senses) -> Turn:
    """What comes of one thing that one person did: never an exception for anything that people can do."""
    session = session.as_they_listen()
    p = Progress(session, now, senses)
    try:
        refused = _answered(p, who, said)
    except (Unseen, DeadEnd):
        if GONE not in session.seats.values():
            raise
        p, refused = Progress(session, now, senses), ""
        wait_in_vain(p, who, said)
    if p.meet and not p.session.solo:
        appoint(p, who)
    hold_back(p, who, len(session.place.trail))
    give_back(p, who)
    return with_looks(with_acts(p.turn(refused), session), session)


def _answered(p: Progress, who: int, said: Event) -> str:
    """What comes of an event; returns the phrase of a slip, or nothing."""
    if isinstance(said, Chosen) and said in LEAVING and p.session.state != "done":
        return WAYS[said.choice.removeprefix(MARK)](p, who)
    rests = p.session.state == "aside" and not p.session.solo
    if rests and (answered := in_a_rest(p, who, said)) is not None:
        return answered
    return _gone_on(p, who, said)


def _gone_on(p: Progress, who: int, said: Event) -> str:
    """The same for whoever doesn't leave: a talk that rests goes on, and what waits for them is opened first."""
    away, rested = _was_away(p, who), p.session.state == "aside"
    if rested and not p.session.solo:
        p.be("running")
        knock_again(p, who)
    opened = open_for(p, who, said)
    if opened and _only_opens(p, who, said):
        return remind(p, who) if p.place.pause is not None else ""
    if p.session.state == "done":
        return _after_the_end(p, who, said)
    if p.place.pause is not None:
        refused = in_pause(p, who, said)
        if opened and isinstance(said, Said | Sent):
            offer_later(p, who)
        return refused
    p.be("running")
    moved = withdraw(p, who) or opened
    stands = None if moved or rested else at_the_card(p, who, said)
    return stands if stands is not None else _done(p, who, said, away=away, moved=moved)


def _done(p: Progress, who: int, said: Event, *, away: bool, moved: bool) -> str:
    """What comes of it in a talk that goes on."""
    if isinstance(said, Said):
        part = Part(said.text.strip(), said.message)
        return Words(p, who, part, said.at, away, moved).hear()
    if isinstance(said, Sent):
        return sent(p, who, said, away=away, moved=moved)
    return _changed(p, who, said, away=away)


def _was_away(p: Progress, who: int) -> bool:
    """Whether this person wasn't here for long, or paused, or it rests."""
    here_at = p.session.moved_at if p.session.solo else _seen_at(p.session, who)
    return p.session.state != "running" or (here_at is not None and p.now - here_at >= AWAY)


def _seen_at(session: Session, who: int) -> datetime | None:
    """When one of two last gave or read something here; what the other does tells nothing of it."""
    question = session.question_of(who)
    shown = session.shown.get(question.asked) if question is not None else None
    given = [answer.at for answer in session.answers if answer.owner == who]
    return max((*given, *([shown.at] if shown is not None else [])), default=None)


def _changed(p: Progress, who: int, said: Chosen | Edited | Wanted, *, away: bool) -> str:
    """What comes of something that isn't new words."""
    match said:
        case Chosen():
            return chosen(p, who, said, away=away)
        case Edited():
            return edited(p, who, said)
        case Wanted(way="call"):
            return break_off(p, who, said.what)
        case Wanted():
            return WAYS[said.way](p, who)


def _only_opens(p: Progress, who: int, said: Event) -> bool:
    """Whether nothing is left to do once the words that waited are read: a knock or an old button was pressed."""
    question = p.session.question_of(who)
    if isinstance(said, Chosen):
        return said.asked != 0 or said.choice in {MARK + OPEN, MARK + RETURNED} or question is None
    if isinstance(said, Said):
        return typed_way(p, who, said.text) == "anew"  # they can't have meant what they hadn't read
    return said in (Wanted("resume"), Wanted("show"), Wanted("anew"))


def _after_the_end(p: Progress, who: int, said: Event) -> str:
    """Nothing waits any more; what never grows old still works, and words of danger are still heard."""
    if said in (Chosen(0, MARK + "forget"), Wanted("forget")):
        return forget(p, who)
    if isinstance(said, Said | Edited | Sent) and p.notices(who, said.text):
        return danger_alone(p, who)
    if said == Wanted("where") or (isinstance(said, Said) and typed_way(p, who, said.text) == "where"):
        return WAYS["where"](p, who)
    if isinstance(said, Said) and is_thanks(p, who, said.text):
        p.phrase(who, "thanks")
        return "thanks"
    return nothing_waits(p, who)
