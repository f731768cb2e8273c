"""How what somebody says or presses becomes an answer, a tick, or a kind word about what would fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.engine.asides import open_aside, too_long
from bot.engine.asking import ask_again, asking, buttons, labels, wait
from bot.engine.hints import hint_for, is_looked_at
from bot.engine.holding import answer_to, hold, joined, let_go, shut
from bot.engine.inputs import NEXT, Appointment, Meant, Reading, Slip, Taken, Text, Ticked, Time
from bot.engine.inputs.appointment import LATER
from bot.engine.inputs.text import LONG
from bot.engine.looking import plans
from bot.engine.moving import enter, follow, towards
from bot.engine.progress import Progress
from bot.engine.rendering import shown_as, together
from bot.engine.session import Answer, Part, Question
from bot.engine.small import SMALL, harm_in, small_hint_for
from bot.engine.thoughts import let_thoughts_go
from bot.engine.timing import TIME, suggest
from bot.engine.turn import Redrawn

LOST = 3
"""After so many slips the ways that are always open are named, where the dialog has no way out of its own."""


def heard(p: Progress, question: Question, parts: tuple[Part, ...], at: datetime) -> str:
    """Take words as the answer to a question; returns the phrase of a slip, or nothing."""
    reading = read(p, question, parts)
    if isinstance(reading, Slip) and reading.phrase == LONG:
        return too_long(p, question, parts, at)
    let_go(p, question)
    return _settle(p, shut(p, question), reading, parts, at)


def pressed(p: Progress, question: Question, choice: str) -> str:
    """Take a press of one of the question's own buttons; returns the phrase of a slip, or nothing."""
    let_go(p, question)
    question = shut(p, question)
    return _settle(p, question, p.asks(question).press(choice, asking(p, question)), (), p.now)


def read(p: Progress, question: Question, parts: tuple[Part, ...]) -> Reading:
    """What words (or a voice note) would mean to a question."""
    asks, words = p.asks(question), joined(parts)
    if isinstance(asks, Text) and any(part.file for part in parts) and len(words) <= asks.limit:
        return Taken(None, NEXT, words.strip())
    reading = asks.read(words, asking(p, question))
    if isinstance(reading, Taken) and reading.text and (harm := harm_in(p, question, reading.text)):
        return Slip(f"small.harm.{harm}")
    return reading


def give(p: Progress, question: Question, answer: Answer, outcome: str) -> None:
    """Keep an answer as given, close its question, and go on once nobody else is asked the same."""
    answer = replace(answer, status="given")
    p.keep(answer)
    if answer.parts:
        let_thoughts_go(p, question.owner, shown=True)
    p.close(question, "" if answer.parts and answer.value is None else _chosen(p, question, answer))
    if outcome == LATER and isinstance(p.asks(question), Appointment) and isinstance(answer.value, str):
        p.meet = answer.value
    if plans(p.asks(question), answer.value):
        p.phrase(question.owner, "looks_back.kept")
    if not _still_asked(p, question):
        follow(p, outcome, question.asked)
    if p.session.state != "done" and not any(message.to == question.owner for message in p.messages):
        wait(p, question)


def preview(p: Progress, question: Question, parts: tuple[Part, ...], at: datetime) -> None:
    """Show what somebody else will read, under a number of its own: *send* sends just these bytes."""
    let_go(p, question)
    p.close(question)
    fresh = p.open(question.owner, question.visit, question.hints)
    hold(p, fresh, parts, at)
    open_aside(p, fresh, "preview")


def _suggest(p: Progress, question: Question, hint: str, parts: tuple[Part, ...], at: datetime) -> None:
    """Before it counts, and to their writer alone: what could be looked at again."""
    question = p.change(replace(question, hints=(*question.hints, hint)))
    hold(p, question, parts, at)
    open_aside(p, question, "small" if hint.startswith(SMALL) else "hint")


def _settle(p: Progress, question: Question, reading: Reading, parts: tuple[Part, ...], at: datetime) -> str:
    if isinstance(reading, Slip):
        return _slip(p, question, reading, parts)
    if isinstance(reading, Meant):
        suggest(p, question, reading.times, parts, sure=True)
        open_aside(p, question, TIME)
        return ""
    if isinstance(reading, Ticked):
        question = p.change(replace(question, ticked=reading.ticked))
        p.redrawn.append(Redrawn(question.asked, question.owner, buttons(p, question)))
        return ""
    written, parts = parts, _words(reading, parts)
    if reading.text is not None and _held_back(
        p, question, reading.text, parts, at, drafted=parts != written
    ):
        return ""
    others = p.others(question)
    answer = answer_to(p, question, parts, at)
    audience = answer.audience | others
    give(p, question, replace(answer, value=reading.value, audience=audience), reading.outcome)
    return ""


def _held_back(
    p: Progress, question: Question, text: str, parts: tuple[Part, ...], at: datetime, *, drafted: bool
) -> bool:
    """Whether words wait for their writer first: with a hint, or in the preview of what somebody else will read."""
    others = p.others(question)
    hint = "" if drafted else small_hint_for(p, question, text)
    if not hint and (others or is_looked_at(p, question)):
        hint = hint_for(p, question, text, drafted=drafted)
    if hint:
        _suggest(p, question, hint, parts, at)
    elif others:
        preview(p, question, parts, at)
    return bool(hint or others)


def _words(taken: Taken, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The words of an answer: as they were written; the draft, where its button's label was; none if skipped."""
    if taken.value is not None or joined(parts).strip() == taken.text:
        return parts
    message = parts[0].message if parts else 0
    return (Part(taken.text, message),) if taken.text is not None else ()


def _chosen(p: Progress, question: Question, answer: Answer) -> str:
    """What the closed question shows: the label that was pressed, the ticks, the number."""
    if answer.value is None:
        return p.phrases(question.owner).say("buttons.skip")
    is_time = isinstance(p.asks(question), Time)
    if isinstance(answer.value, str) and not is_time and answer.value not in labels(p, question):
        offers = [option for row in p.asks(question).offers(asking(p, question)) for option in row]
        return next(option.label for option in offers if option.choice == answer.value)
    return shown_as(p.session, answer, question.owner)


def _still_asked(p: Progress, question: Question) -> bool:
    return any(other.visit == question.visit for other in p.place.questions)


def _slip(p: Progress, question: Question, slipped: Slip, parts: tuple[Part, ...] = ()) -> str:
    """Answer kindly what fits nothing, and ask again in fewer words; after `tries`, go the dialog's own way.

    Where it could be several times, it is asked which.
    """
    ticked = question.ticked if slipped.ticked is None else slipped.ticked
    question = p.change(replace(question, tries=question.tries + slipped.counts, ticked=ticked))
    visit = p.place.trail[question.visit]
    limit = p.step(visit).tries
    if slipped.counts and limit is not None and question.tries >= limit.limit:
        p.close(question)
        p.phrase(question.owner, "refused.moving_on")
        if not _still_asked(p, question):
            enter(p, towards(p, visit.hash, limit.then, visit.depth, question.asked), question.asked)
        return slipped.phrase
    kindly = p.own(question.owner, slipped.phrase, **slipped.fill)
    if slipped.counts and question.tries >= LOST:
        kindly = together(kindly, p.own(question.owner, "refused.lost"))
    if slipped.times:
        suggest(p, question, slipped.times, parts, sure=False)
        open_aside(p, question, TIME, kindly)
    else:
        ask_again(p, question, kindly)
    return slipped.phrase
