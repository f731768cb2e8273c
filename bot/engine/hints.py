"""The private look at words that somebody else will read: a hint to their writer alone, never a gate."""

from __future__ import annotations

from collections.abc import Iterable

from bot.engine.asking import draft
from bot.engine.dialog import OF
from bot.engine.inputs import Text
from bot.engine.progress import Progress
from bot.engine.rendering import latest, shown_as
from bot.engine.session import Question

FORMERLY = {"label": "verdict", "mind": "mind_reading", "always": "absolute", "you": "reproach"}
"""What hints were called in sessions that were kept before they got the names that others use, too."""

MOST = 2
"""So many hints are given to one question; after that the words are as good as they are."""


def hint_for(p: Progress, question: Question, words: str, *, drafted: bool = False) -> str:
    """The weightiest hint for words; empty where there is none, or enough were given.

    Words of danger never get one: whoever writes them has something else to think of. Nor do those of a draft,
    except where it is made of what its reader wrote themselves.
    """
    asks = p.asks(question)
    if p.senses is None or not isinstance(asks, Text) or not asks.hints or len(question.hints) >= MOST:
        return ""
    if p.senses.notice(words, _language(p, question)):
        return ""
    if asks.mirrors:
        found: Iterable[str] = () if drafted else _about_a_mirror(p, question, words, asks.mirrors)
    else:
        own = not drafted or _is_made_of_own(p, question)
        found = (each for each in _kinder(p, question, words) if own and each not in question.hints)
    return next(iter(found), "")


def is_looked_at(p: Progress, question: Question) -> bool:
    """Whether words get a look before they are kept, though nobody else reads them."""
    asks = p.asks(question)
    return isinstance(asks, Text) and asks.apology


def opening_for(p: Progress, question: Question, words: str) -> str:
    """A kinder beginning for the last hint, made of these very words where that can be; else a pattern, or empty."""
    return _kinder(p, question, words).get(question.hints[-1], "")


def _kinder(p: Progress, question: Question, words: str) -> dict[str, str]:
    """What could be said more kindly; a part of the author's sentence can't begin anew, so it is left alone."""
    asks = p.asks(question)
    if p.senses is None or not isinstance(asks, Text) or asks.within:
        return {}
    if asks.apology:
        return dict(p.senses.apology(words, _language(p, question)).hints)
    return dict(p.senses.kinder(words, _language(p, question)).hints)


def _about_a_mirror(p: Progress, question: Question, words: str, mirrors: tuple[str, ...]) -> tuple[str, ...]:
    said = _said(p, question, mirrors)
    return p.senses.paraphrase(words, said, _language(p, question)).hints if p.senses and said else ()


def _is_made_of_own(p: Progress, question: Question) -> bool:
    return draft(p, p.place.trail[question.visit], question.owner).owners == {question.owner}


def _language(p: Progress, question: Question) -> str:
    return p.session.people[question.owner].language


def _said(p: Progress, question: Question, mirrors: tuple[str, ...]) -> str:
    """What the other said, as far as it was sent to whoever says it back."""
    found = []
    for place in mirrors:
        name, _, of = place.partition(OF)
        answer = latest(p.session, p.place.trail[question.visit].hash, name, of)
        if answer is not None and answer.owner != question.owner and question.owner in answer.audience:
            found.append(shown_as(p.session, answer, question.owner))
    return "\n".join(found)
