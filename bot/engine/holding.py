"""What somebody gave to a question: as its answer, or held until it is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.engine.moving import visits
from bot.engine.progress import Progress
from bot.engine.session import Answer, Part, Question, Status


def answer_to(
    p: Progress, question: Question, parts: tuple[Part, ...], at: datetime, status: Status = "given"
) -> Answer:
    """What its owner gave to a question, with its place in the dialog; nobody else may read it yet."""
    visit = p.place.trail[question.visit]
    return Answer(
        question.asked,
        question.owner,
        p.asks(question).name,
        visit.hash,
        visit.step,
        frozenset({question.owner}),
        at,
        parts=parts,
        status=status,
        round=p.place.round,
        visit=visits(p, visit),
    )


def held(p: Progress, question: Question) -> Answer | None:
    """What was held or offered for this question and isn't an answer yet."""
    answer = p.answer(question.asked, question.owner)
    return answer if answer is not None and answer.status != "given" else None


def hold(
    p: Progress, question: Question, parts: tuple[Part, ...], at: datetime, status: Status = "draft"
) -> Answer:
    """Keep words for a question without taking them as its answer; what was held before gives way."""
    answer = answer_to(p, question, parts, at, status)
    p.keep(answer)
    return answer


def hold_more(p: Progress, question: Question, part: Part, at: datetime, status: Status = "draft") -> Answer:
    """Keep more words, after what is held already; once offered, all of it is."""
    before = held(p, question)
    if before is None:
        return hold(p, question, (part,), at, status)
    status = "offered" if before.status == "offered" else status
    return hold(p, question, (*before.parts, part), at, status)


def let_go(p: Progress, question: Question) -> Answer | None:
    """Drop what was held for a question, if anything; returns it."""
    answer = held(p, question)
    if answer is not None:
        p.drop(answer)
    return answer


def joined(parts: tuple[Part, ...]) -> str:
    """The parts of a text as one; a voice note has no words."""
    return "\n".join(part.text for part in parts)


def shut(p: Progress, question: Question) -> Question:
    """Nothing is asked in between any more."""
    return p.change(replace(question, aside="")) if question.aside else question
