"""How what somebody says or presses becomes an answer, a tick, or a kind word about what would fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.engine.asking import ask_again, asking, buttons
from bot.engine.inputs import Input, Reading, Slip, Taken, Ticked
from bot.engine.moving import enter, follow, towards, visits
from bot.engine.progress import Progress
from bot.engine.rendering import shown_as
from bot.engine.session import Answer, Part, Question, Status
from bot.engine.turn import Redrawn

LOST = 3
"""After so many slips the ways that are always open are named, where the dialog has no way out of its own."""


def heard(p: Progress, question: Question, parts: tuple[Part, ...], at: datetime) -> str:
    """Take typed words as the answer to a question; returns the phrase of a slip, or nothing."""
    return _settle(p, question, read(p, question, parts), parts, at)


def pressed(p: Progress, question: Question, choice: str) -> str:
    """Take a press of one of the question's own buttons; returns the phrase of a slip, or nothing."""
    return _settle(p, question, ask_of(p, question).press(choice, asking(p, question)), (), p.now)


def read(p: Progress, question: Question, parts: tuple[Part, ...]) -> Reading:
    """What typed words would mean to a question."""
    return ask_of(p, question).read(joined(parts), asking(p, question))


def joined(parts: tuple[Part, ...]) -> str:
    """The parts of a text as one."""
    return "\n".join(part.text for part in parts)


def ask_of(p: Progress, question: Question) -> Input:
    """The input of a question."""
    asks = p.step(p.place.trail[question.visit]).ask
    if asks is None:
        raise TypeError(p.place.trail[question.visit].step)
    return asks


def answer_to(
    p: Progress, question: Question, parts: tuple[Part, ...], at: datetime, status: Status = "given"
) -> Answer:
    """An answer to a question, with its place in the dialog and everybody who may read it."""
    visit = p.place.trail[question.visit]
    asks = ask_of(p, question)
    seats = p.session.seats
    readers = seats.values() if asks.share == "both" else [seats[s] for s in (asks.share,) if s]
    return Answer(
        question.asked,
        question.owner,
        asks.name,
        visit.hash,
        visit.step,
        frozenset({question.owner, *readers}),
        at,
        parts=parts,
        status=status,
        round=p.place.round,
        visit=visits(p, visit),
    )


def _settle(
    p: Progress, question: Question, reading: Reading, parts: tuple[Part, ...], at: datetime
) -> str:
    if isinstance(reading, Slip):
        return slip(p, question, reading)
    if isinstance(reading, Ticked):
        question = p.change(replace(question, ticked=reading.ticked))
        p.redrawn.append(Redrawn(question.asked, question.owner, buttons(p, question)))
        return ""
    _take(p, question, reading, parts, at)
    return ""


def _take(p: Progress, question: Question, taken: Taken, parts: tuple[Part, ...], at: datetime) -> None:
    """Keep the answer, close the question, and go on once nobody else is asked the same."""
    if taken.value is None and joined(parts).strip() != taken.text:
        message = parts[0].message if parts else 0  # the label of a button was typed, or a button pressed
        parts = (Part(taken.text, message),) if taken.text is not None else ()
    answer = replace(answer_to(p, question, parts, at), value=taken.value)
    p.keep(answer)
    chosen = "" if taken.text is not None else _chosen(p, question, answer)
    p.close(question, chosen)
    if not any(q.visit == question.visit for q in p.place.questions):
        follow(p, taken.outcome, question.asked)


def _chosen(p: Progress, question: Question, answer: Answer) -> str:
    """What the closed question shows: the label that was pressed, the ticks, the number."""
    if answer.value is None:
        return p.phrases(question.owner).say("buttons.skip")
    labels = asking(p, question).labels
    if isinstance(answer.value, str) and answer.value not in labels:
        offers = [option for row in ask_of(p, question).offers(asking(p, question)) for option in row]
        return next(option.label for option in offers if option.choice == answer.value)
    return shown_as(p.session, answer, question.owner)


def slip(p: Progress, question: Question, slipped: Slip) -> str:
    """Answer kindly what fits nothing, and ask again in fewer words; after `tries`, go the dialog's own way."""
    question = p.change(replace(question, tries=question.tries + slipped.counts, aside=""))
    visit = p.place.trail[question.visit]
    limit = p.step(visit).tries
    say = p.phrases(question.owner).say
    if slipped.counts and limit is not None and question.tries >= limit.limit:
        p.close(question)
        p.phrase(question.owner, "refused.moving_on")
        enter(p, towards(p, visit.hash, limit.then, visit.depth, question.asked), question.asked)
        return slipped.phrase
    kindly = say(slipped.phrase, **slipped.fill)
    if slipped.counts and question.tries >= LOST:
        kindly += "\n\n" + say("refused.lost")
    ask_again(p, question, kindly)
    return slipped.phrase
