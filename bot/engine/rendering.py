"""Words with their places filled, for one reader, who is refused what they may not see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.engine.session import Answer, Session

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?: of ([a-z][a-z0-9_]*))?\}")
"""`{moment}`, or `{moment of listener}`."""

ME = "me"
"""The place that stands for the reader's own name."""


class Unseen(Exception):
    """A text would have shown an answer to somebody outside its audience: a programmer's mistake."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text ready to be read, and whose words are in it."""

    text: str = field(repr=False)
    owners: frozenset[int] = frozenset()


def places(text: str) -> frozenset[str]:
    """The places of a text as written: `moment`, `moment of listener`."""
    return frozenset(f"{name} of {of}" if of else name for name, of in PLACE.findall(text))


def latest(session: Session, hash_: str, name: str, of: str = "") -> Answer | None:
    """The last answer of this name given in this dialog, by the person in seat `of` if one is named."""
    owner = session.seats.get(of)
    found = None
    for answer in session.answers:
        named = answer.name == name and answer.hash == hash_ and answer.status == "given"
        if named and (owner is None or answer.owner == owner):
            found = answer
    return found


def render(session: Session, hash_: str, text: str, reader: int) -> Rendered:
    """The text with every place filled for this reader; what people wrote is not looked at for places."""
    owners: set[int] = set()

    def fill(place: re.Match[str]) -> str:
        name, of = place[1], place[2] or ""
        if name == ME or name in session.seats:
            return _called(session, name, reader)
        answer = latest(session, hash_, name, of)
        if answer is None:
            raise Unseen(f"{name} in {session.dialog} was never given")
        if reader not in answer.audience:
            raise Unseen(f"{name} in {session.dialog}")
        owners.add(answer.owner)
        return shown_as(session, answer, reader)

    return Rendered(PLACE.sub(fill, text), frozenset(owners))


def shown_as(session: Session, answer: Answer, reader: int) -> str:
    """An answer as its reader sees it: the words, the label of an option, labels in a list, a number."""
    if answer.value is None:
        return answer.text
    phrases = session.library.phrases_in(session.people[reader].language)
    if isinstance(answer.value, tuple):
        return phrases.listed([_label(session, answer, key, reader) for key in answer.value])
    return _label(session, answer, str(answer.value), reader)


def _label(session: Session, answer: Answer, key: str, reader: int) -> str:
    dialog = session.library.by_hash(answer.hash)
    if dialog is None:
        return key
    texts = dialog.words_in(session.people[reader].language).texts
    solo = texts.get(f"{answer.step}.solo.option.{key}") if session.solo else None
    return solo or texts.get(f"{answer.step}.option.{key}", key)


def _called(session: Session, seat: str, reader: int) -> str:
    phrases = session.library.phrases_in(session.people[reader].language)
    user = reader if seat == ME else session.seats[seat]
    if seat != ME and session.solo and seat != next(iter(session.seats)):
        return phrases.say("called.other")
    return session.people[user].name or phrases.say("called.me" if user == reader else "called.other")
