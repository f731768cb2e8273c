"""The card that answers danger: while it is open, a talk of two waits for what its person decides."""

from __future__ import annotations

from bot.engine.asides import MARK, danger, danger_unheld, waiting
from bot.engine.naming import typed_way
from bot.engine.progress import Progress
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.session import Part, Place, Question
from bot.engine.ways import WAYS

CARD = "danger"
"""What is asked in between while the card is open."""

SAFE = MARK + "safe"
"""The choice that goes on, at once and without an argument."""

DECIDES = frozenset({SAFE, MARK + "rest"})


def is_open(place: Place, user: int) -> bool:
    """Whether this person has the card before them."""
    return any(question.owner == user and question.aside == CARD for question in place.questions)


def at_the_card(p: Progress, who: int, said: Event) -> str | None:
    """What comes of what isn't decided at an open card in a talk of two; None: it goes its usual way.

    Nothing is answered, taken back or sent past the card, and the other isn't told; to pause is to stop for today.
    """
    question = p.session.question_of(who)
    if p.session.solo or question is None or question.aside != CARD:
        return None
    match said:
        case Chosen():
            decides = said.asked == question.asked and said.choice in DECIDES
            return None if decides else _stands(p, question)
        case Wanted():
            return _way(p, question, said.way)
        case Said() if way := typed_way(p, who, said.text):
            return _way(p, question, way)
        case _:
            return None


def _way(p: Progress, question: Question, way: str) -> str | None:
    if way == "stop":
        return None
    return WAYS["rest"](p, question.owner) if way == "pause" else _stands(p, question)


def _stands(p: Progress, question: Question) -> str:
    waiting(p, question)
    return ""


def in_a_rest(p: Progress, who: int, said: Event) -> str | None:
    """Words of danger wake no talk of two that rests, and nobody for it; None where there are none.

    They are kept for their question, if there is one.
    """
    if not isinstance(said, Said | Edited | Sent) or not p.notices(who, said.text):
        return None
    question = p.session.question_of(who)
    if isinstance(said, Said) and question is not None:
        return danger(p, question, Part(said.text.strip(), said.message), said.at or p.now, early=True)
    return danger_unheld(p, who)
