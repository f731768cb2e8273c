"""Texts that were written before their question could be read, and texts that were changed afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine.answering import ask_of, joined
from bot.engine.asides import held, offer, open_aside
from bot.engine.asking import ask_again
from bot.engine.inputs import Text
from bot.engine.progress import Progress
from bot.engine.said import Said
from bot.engine.session import Answer, Part, Question, Shown

TOGETHER = timedelta(minutes=2)
"""What follows an answer within this time, and before the next question was read, belongs to it."""


def could_be_read(said: Said, shown: Shown | None) -> bool:
    """Whether the writer can have read the question: surely shown before the text was written.

    The chat service's dates are whole seconds; the same second counts as before.
    """
    if said.at is None:
        return True
    return shown is not None and shown.certain and said.at > shown.at


def add_or_offer(p: Progress, question: Question, said: Said) -> str:
    """Add an early text to the last answer where it belongs there; else offer it for the open question."""
    last = _last_text(p, question)
    if last is not None and said.at is not None and _follows(last, said.at) and _fits_in(p, last, said):
        return _add(p, question, last, said)
    if not isinstance(ask_of(p, question), Text):
        ask_again(p, question, p.phrases(question.owner).say("early"))
        return "early"
    return offer(p, question, Part(said.text, said.message))


def _last_text(p: Progress, question: Question) -> Answer | None:
    """The answer that led here, if it was this person's own text and has not been sent on."""
    by = p.place.trail[-1].by
    answer = p.answer(by, question.owner)
    own = answer is not None and answer.value is None and bool(answer.parts)
    return answer if own and by > p.place.firm and held(p, question) is None else None


def _follows(last: Answer, at: datetime) -> bool:
    return at - last.at < TOGETHER


def _fits_in(p: Progress, last: Answer, said: Said) -> bool:
    asks = p.dialog(last.hash).structure.steps[last.step].ask
    return isinstance(asks, Text) and len(last.text) + 1 + len(said.text) <= asks.limit


def _add(p: Progress, question: Question, last: Answer, said: Said) -> str:
    visit = p.place.trail[question.visit]
    before = p.rendered(visit, "say", question.owner), p.rendered(visit, "draft", question.owner)
    p.keep(replace(last, parts=(*last.parts, Part(said.text, said.message)), at=said.at or last.at))
    added = p.phrases(question.owner).say("added")
    if before == (p.rendered(visit, "say", question.owner), p.rendered(visit, "draft", question.owner)):
        p.say(question.owner, added, replaces=f"added:{last.asked}")
    else:
        ask_again(p, question, added, whole=True)
    return ""


def edited(p: Progress, user: int, text: str, message: int) -> tuple[Answer | None, tuple[Part, ...]]:
    """The answer that an edited message belongs to, and its parts with the new words; None where there is none."""
    for answer in reversed(p.session.answers):
        if answer.owner == user and any(part.message == message for part in answer.parts):
            parts = tuple(Part(text, message) if part.message == message else part for part in answer.parts)
            return answer, parts
    return None, ()


def offer_edited(p: Progress, question: Question, answer: Answer, parts: tuple[Part, ...]) -> None:
    """What is held for a question was changed: it is offered anew, with the new words."""
    p.keep(replace(answer, parts=parts))
    text = p.phrases(question.owner).say("aside.offer.ask", text=joined(parts))
    open_aside(p, question, "offer", text)
