"""Texts that were written before their question could be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.engine.answering import read
from bot.engine.asides import offer, waiting
from bot.engine.asking import ask_again
from bot.engine.deciding import rewrite
from bot.engine.holding import held, hold, joined
from bot.engine.inputs import Slip, Text
from bot.engine.inputs.text import LONG
from bot.engine.progress import Progress
from bot.engine.session import Answer, Part, Question, Shown, Visit

TOGETHER = timedelta(minutes=2)
"""What follows an answer within this time, and before the next question was read, belongs to it."""


ONE_LINE = 100
"""Characters of an answer that is a name or a few words: what follows it is something else."""

BEGINNING = 40
"""Characters by which a message is named."""

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""When a question was shown of which nobody knows yet whether it was."""


def could_be_read(at: datetime | None, shown: Shown | None) -> bool:
    """Whether the writer can have read the question: surely shown before the text was written.

    The chat service's dates are whole seconds; the same second counts as before. None: a line that could only be
    written after the question.
    """
    if at is None:
        return True
    return shown is not None and UNKNOWN < shown.at < at


def add_or_offer(p: Progress, question: Question, part: Part, at: datetime) -> str:
    """Add an early text to the last answer where it belongs there; else offer it for the open question.

    Where the question may have been shown earlier than is known, the text may be its answer: it is offered.
    """
    draft = held(p, question)
    if draft is not None and question.aside in ("hint", "small", "preview"):
        return rewrite(p, question, draft, (*draft.parts, part))
    shown = p.session.shown.get(question.asked)
    last = _last_words(p, question) if shown is None or shown.certain else None
    if last is not None and timedelta() <= at - last.at < TOGETHER and (asks := _takes_more(p, last, part)):
        if len(joined((*last.parts, part))) <= asks.limit:
            return _add(p, question, last, part, at)
        return _too_much(p, question, part, at, asks.limit)
    reading = read(p, question, (part,))
    if isinstance(reading, Slip) and reading.phrase != LONG:
        # Before a letter is delivered the next gives way to it: after the mark, this one shows all that was kept.
        waiting(p, question, p.own(question.owner, "early"), whole=draft is not None)
        return "early"
    return offer(p, question, part, at, early=True)


def _last_words(p: Progress, question: Question) -> Answer | None:
    """The answer that led here, if it was this person's own words, not sent on, and nothing is held since."""
    by = p.place.trail[-1].by
    answer = p.answer(by, question.owner)
    own = answer is not None and answer.value is None and bool(answer.parts) and not answer.is_thought
    return answer if own and by > p.place.firm and held(p, question) is None else None


def _takes_more(p: Progress, last: Answer, part: Part) -> Text | None:
    """What the last answer was asked by, where more words (or a voice note) can belong to it."""
    asks = p.step(Visit(last.hash, last.step)).ask
    if not isinstance(asks, Text) or asks.limit <= ONE_LINE or asks.small or (part.file and not asks.voice):
        return None
    return asks


def _too_much(p: Progress, question: Question, part: Part, at: datetime, limit: int) -> str:
    """A part of a long answer for which there is no room: said at once, and nothing after it is added either."""
    if isinstance(p.asks(question), Text):
        return offer(p, question, part, at, early=True)
    hold(p, question, (Part("", part.message),), at, "offered")  # a mark, without the words
    first = " ".join(part.text.split())[:BEGINNING]
    p.phrase(question.owner, "early_long", limit=f"{limit:,}", first=first)  # a message that nothing replaces
    waiting(p, question, whole=True)
    return "early_long"


def _add(p: Progress, question: Question, last: Answer, part: Part, at: datetime) -> str:
    visit, user = p.place.trail[question.visit], question.owner
    before = p.rendered(visit, "say", user), p.rendered(visit, "draft", user)
    p.keep(replace(last, parts=(*last.parts, part), at=at))
    if before == (p.rendered(visit, "say", user), p.rendered(visit, "draft", user)):
        p.say(user, p.own(user, "added"), replaces=f"added:{last.asked}")
    else:
        ask_again(p, question, p.own(user, "added"), whole=True)
    return ""
