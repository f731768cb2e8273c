"""The private look at words that say back what the other said: a hint to their writer alone, never a gate."""

from __future__ import annotations

from bot.engine.inputs import Text
from bot.engine.progress import Progress
from bot.engine.rendering import latest, shown_as
from bot.engine.session import Question

MOST = 2
"""So many hints are given to one question; after that the words are as good as they are."""

OF = " of "


def hint_for(p: Progress, question: Question, heard: str) -> str:
    """The weightiest hint for a paraphrase; empty where there is none, or enough were given.

    Words of danger never get one: whoever writes them has something else to think of.
    """
    asks = p.asks(question)
    if p.senses is None or not isinstance(asks, Text) or len(question.hints) >= MOST:
        return ""
    said, language = _said(p, question, asks.mirrors), p.session.people[question.owner].language
    if not said or p.senses.notice(heard, language):
        return ""
    return next(iter(p.senses.paraphrase(heard, said, language).hints), "")


def _said(p: Progress, question: Question, mirrors: tuple[str, ...]) -> str:
    """What the other said, as far as it was sent to whoever says it back."""
    found = []
    for place in mirrors:
        name, _, of = place.partition(OF)
        answer = latest(p.session, p.place.trail[question.visit].hash, name, of)
        if answer is not None and answer.owner != question.owner and question.owner in answer.audience:
            found.append(shown_as(p.session, answer, question.owner))
    return "\n".join(found)
