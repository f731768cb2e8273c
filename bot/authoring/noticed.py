"""What one of two can notice of what the other does."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, datetime

from bot.authoring.deeds import Deed
from bot.authoring.two import AWAY
from bot.engine.asides import MARK
from bot.engine.asking import sign, sit
from bot.engine.knocks import OPEN
from bot.engine.progress import Progress
from bot.engine.said import Chosen
from bot.engine.session import Session
from bot.engine.turn import Turn

Heard = tuple[Hashable, ...]
"""Of which steps somebody was told (or is to be, once they open their note), each with its sign; empty: of nothing."""

OPENING = Chosen(0, MARK + OPEN)
ENDED = "ended"

_NEVER = datetime.min.replace(tzinfo=UTC)


def asked_of(session: Session, user: int) -> Hashable:
    """The step at which somebody is asked something; None where they aren't."""
    question = session.question_of(user)
    visit = session.place.trail[question.visit] if question is not None else None
    return visit and (visit.hash, visit.step)


def is_private(session: Session, deed: Deed) -> bool:
    """Whether the other is to know nothing of what somebody answers here."""
    question = session.question_of(deed.who)
    if question is None or deed.said == OPENING:
        return True
    p = Progress(session, _NEVER)
    return not p.others(question) and not p.step(session.place.trail[question.visit]).reveals


def in_between(session: Session) -> bool:
    """Whether somebody is asked something in between, or both pause: it leads back to where they were."""
    return session.place.pause is not None or any(
        question.aside not in ("", "preview") for question in session.place.questions
    )


def given_in(turn: Turn, who: int) -> Hashable:
    """The answer that was given in this turn, as far as it can lead anywhere; None where none was."""
    answer = next((each for each in turn.kept if each.owner == who and each.status == "given"), None)
    return answer and (answer.value, answer.skipped, len(answer.audience))


def named(deed: Deed) -> str:
    """An answer by what was chosen, or else by how it was given."""
    return deed.said.choice if isinstance(deed.said, Chosen) else deed.words.removesuffix(AWAY)


def heard(before: Session, turn: Turn, user: int) -> Heard:
    """The steps of which somebody is told since a moment, each with its sign; last, whether they wait for them."""
    p = Progress(turn.session, _NEVER)
    since = len(before.place.trail)
    told = tuple(_met(p, index, user) for index in range(since, len(p.place.trail)) if _tells(p, index, user))
    ended = turn.session.state == "done" and bool(letters(turn, user))
    waits = any(each == user for each, _ in p.place.unopened)
    return (*told, waits) if told else (ENDED, waits) if ended else ()


def _tells(p: Progress, index: int, user: int) -> bool:
    visit = p.place.trail[index]
    says = p.step(visit).ask is not None or p.text(visit, "say", user) or p.text(visit, "copy", user)
    return bool(says) and user in sit(p, index)


def _met(p: Progress, index: int, user: int) -> Hashable:
    """A step as it was entered: what stood before it decides over its sign."""
    visit = p.place.trail[index]
    place = replace(p.place, trail=p.place.trail[: index + 1])
    then = Progress(replace(p.session, place=place), p.now)
    return visit.hash, visit.step, visit.round % len(p.session.seats), sign(then, visit, user).text


def letters(turn: Turn, user: int) -> tuple[Hashable, ...]:
    """What a turn brings somebody, to the letter: words, what stands on buttons, a knock."""
    said = tuple(
        (message.text, message.copy, tuple(tuple(button.label for button in row) for row in message.buttons))
        for message in turn.messages
        if message.to == user
    )
    return (*said, "a knock") if user in turn.knocks else said
