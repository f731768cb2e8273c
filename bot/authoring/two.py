"""What two people add to a walk: the other isn't here, or goes in silence; who is asked what in a called dialog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.authoring.deeds import Deed, Moment
from bot.authoring.remarks import OURS, Remark
from bot.engine.asides import MARK
from bot.engine.knocks import OPEN
from bot.engine.said import Chosen, Wanted
from bot.engine.session import GONE, Participant, Session
from bot.engine.silence import without
from bot.engine.turn import Turn

AWAY = ", while the other isn't here,"


def present(session: Session) -> tuple[int, ...]:
    """Who hasn't gone in silence."""
    return tuple(user for user in session.people if user != GONE)


def somebody_went(session: Session) -> bool:
    """Whether one of the two has gone in silence."""
    return GONE in session.seats.values()


def with_others(session: Session, who: int, *, here: bool) -> Session:
    """The same conversation, the others of it here or not; who is gone never is."""
    people = {
        user: replace(person, here=user != GONE and (user == who or here))
        for user, person in session.people.items()
    }
    return replace(session, people=people)


def without_other(people: Mapping[int, Participant]) -> Mapping[int, Participant]:
    """The people at the beginning, the second not here."""
    first = next(iter(people))
    return {user: replace(person, here=user == first) for user, person in people.items()}


def leaving(who: int) -> Deed:
    """Somebody goes without a word; the other is told nothing."""
    return Deed(who, Wanted("leave"), "going in silence", "going in silence")


def left(moment: Moment, who: int) -> Moment:
    """The moment after somebody went."""
    return replace(moment, session=without(moment.session, who))


def at_rest(session: Session) -> bool:
    """Whether nothing more is asked of those who are there, or a pause is never over as the other is gone."""
    waits = session.place.pause is not None and somebody_went(session)
    return waits or session.state == "done" or not any(map(session.question_of, present(session)))


def heard_nothing(turn: Turn, deed: Deed) -> Iterator[Remark]:
    """Who opens a note must find something behind it."""
    opening = deed.said == Chosen(0, MARK + OPEN)
    if opening and all(message.to != deed.who for message in turn.messages):
        yield Remark("nothing would be said", OURS)


def asked_now(session: Session, deed: Deed) -> tuple[Deed, ...]:
    """A deed of one way through a called dialog as done by whoever is asked here; a note is opened before."""
    asked = [question.owner for question in session.place.questions]
    who = deed.who if deed.who in asked or not asked else asked[0]
    opening = Deed(who, Chosen(0, MARK + OPEN), "opening the note")
    waits = any(user == who for user, _ in session.place.unopened)
    return (*([opening] if waits else []), replace(deed, who=who, said=deed.at(session, who)))
