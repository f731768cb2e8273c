"""The look at a small act before it is agreed: asked once whether it could be smaller; what does harm is no act."""

from __future__ import annotations

from bot.engine.agreeing import split
from bot.engine.holding import held, joined
from bot.engine.inputs import Text
from bot.engine.progress import Progress
from bot.engine.senses import Doable
from bot.engine.session import Question

SMALL = "small."
"""Before the name of such a hint among those that were given."""

LOOKED_FOR = {"deed": ("stop", "big", "vague"), "cue": ("when",), "plan": ()}
"""What is asked about once, by what of an act a text is; of a plan also whether it has a moment."""

NO_CUE = "cue"


def harm_in(p: Progress, question: Question, words: str) -> str:
    """Why words are no act to agree on, whatever their writer says; empty where they are."""
    return _look(p, question, words).harm


def small_hint_for(p: Progress, question: Question, words: str) -> str:
    """What could be smaller or clearer, asked about once; empty where it is fine, or was asked about already."""
    asks = p.asks(question)
    given = any(hint.startswith(SMALL) for hint in question.hints)
    if given or p.senses is None or not isinstance(asks, Text) or not asks.small:
        return ""
    if p.senses.notice(words, p.session.people[question.owner].language):
        return ""  # whoever writes of danger has something else to think of
    if asks.small == "plan" and not split(words, p.phrases(question.owner).words("small.said"))[0]:
        return SMALL + NO_CUE
    found = _look(p, question, words).hints
    return next((SMALL + hint for hint in found if hint in LOOKED_FOR[asks.small]), "")


def suggestions(p: Progress, question: Question) -> tuple[str, ...]:
    """What could be done instead of what is held: two smaller or clearer acts at most."""
    answer = held(p, question)
    if answer is None or not question.hints:
        return ()
    hints = _look(p, question, joined(answer.parts)).hints
    return tuple(hints.get(question.hints[-1].removeprefix(SMALL), ()))[:2]


def _look(p: Progress, question: Question, words: str) -> Doable:
    asks = p.asks(question)
    if p.senses is None or not isinstance(asks, Text) or not asks.small:
        return Doable()
    return p.senses.doable(words, p.session.people[question.owner].language)
