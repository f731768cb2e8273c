"""What comes of the choice of something that was asked in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.engine.answering import give, heard, preview, read
from bot.engine.asides import limit_of, open_aside, too_long, waiting
from bot.engine.asking import ask_again
from bot.engine.holding import held, joined, let_go, shut
from bot.engine.inputs import NEXT, Slip, Text
from bot.engine.inputs.text import LONG
from bot.engine.progress import Progress
from bot.engine.rendering import NOTHING, Rendered
from bot.engine.session import Answer, Part, Question
from bot.engine.small import suggestions
from bot.engine.thoughts import let_thoughts_go
from bot.engine.timing import TIME, waits


def go_on(p: Progress, question: Question, before: Rendered = NOTHING, *, whole: bool = False) -> str:
    """Back to the question; what was held for it is offered, or shown once more as it would be sent."""
    answer = held(p, question)
    question = shut(p, question)
    if waits(p, question):
        open_aside(p, question, TIME, before)
    elif answer is None or not _fits(p, question, answer):
        let_go(p, question)
        ask_again(p, question, before, whole=whole)
    elif answer.status == "draft" and p.others(question) and isinstance(p.asks(question), Text):
        if before.text:
            p.say(question.owner, before)
        if len(joined(answer.parts)) > limit_of(p, question):
            return too_long(p, question, answer.parts, answer.at)
        preview(p, question, answer.parts, answer.at)
    else:
        ask_again(p, question, before, whole=whole)
        open_aside(p, question, "offer")
    return ""


def ask_anew(p: Progress, question: Question) -> str:
    """Drop what is held and ask the question again; after a preview under a new number."""
    let_go(p, question)
    if question.aside == "preview":
        p.close(question)
        question = p.open(question.owner, question.visit, question.hints)
    ask_again(p, shut(p, question))
    return ""


def _safe(p: Progress, question: Question) -> str:
    """The words that were held are taken; what was written before the question could be read is offered."""
    p.safe = True
    answer = held(p, question)
    if answer is not None and answer.status == "offered" and _fits(p, question, answer):
        open_aside(p, question, "offer")
        return ""
    return _take(p, question)


def _take(p: Progress, question: Question) -> str:
    """Take what is held as the answer; where it fits nothing the question comes again."""
    if waits(p, question):
        return go_on(p, question)
    answer = held(p, question)
    if answer is None or not _fits(p, question, answer):
        return ask_anew(p, question)
    return heard(p, question, answer.parts, answer.at)


def _fits(p: Progress, question: Question, answer: Answer) -> bool:
    reading = read(p, question, answer.parts)
    return not isinstance(reading, Slip) or reading.phrase == LONG


def _take_first(p: Progress, question: Question) -> str:
    """Keep as much of a long text as can be kept."""
    answer = held(p, question)
    if answer is None:
        return ask_anew(p, question)
    first = joined(answer.parts)[: limit_of(p, question)].strip()
    voices = tuple(part for part in answer.parts if part.file)
    return heard(p, question, (Part(first, answer.parts[-1].message), *voices), answer.at)


def _as_it_is(p: Progress, question: Question) -> str:
    """A hint changes nothing: the words come to their preview, or are kept where nobody else reads them."""
    answer = held(p, question)
    if answer is None:
        return ask_anew(p, question)
    if not p.others(question):
        return _mine(p, question)
    preview(p, question, answer.parts, answer.at)
    return ""


def _suggested(p: Progress, question: Question, which: int) -> str:
    """A smaller or clearer act, as it was suggested, is the answer."""
    answer, found = held(p, question), suggestions(p, question)
    if answer is None or which >= len(found):
        return ask_anew(p, question)
    return heard(p, question, (Part(found[which], answer.parts[-1].message),), answer.at)


def _first_suggested(p: Progress, question: Question) -> str:
    return _suggested(p, question, 0)


def _second_suggested(p: Progress, question: Question) -> str:
    return _suggested(p, question, 1)


def _stays(p: Progress, question: Question) -> str:
    """Nobody has to make it smaller: asked once, it is what its owner wants it to be."""
    answer = held(p, question)
    if answer is None:
        return ask_anew(p, question)
    return heard(p, question, answer.parts, answer.at)


def _use(p: Progress, question: Question) -> str:
    """What was held for this turn is the answer."""
    held_back = let_thoughts_go(p, question.owner)
    if not held_back:
        return ask_anew(p, question)
    return heard(p, question, tuple(part for each in held_back for part in each.parts), held_back[-1].at)


def _drop(p: Progress, question: Question) -> str:
    """What was held for this turn is left."""
    let_thoughts_go(p, question.owner)
    return ask_anew(p, question)


def _send(p: Progress, question: Question) -> str:
    """Send just what the preview showed; what is sent stands."""
    answer = held(p, question)
    if answer is None:
        return ask_anew(p, question)
    p.put(replace(p.place, firm=question.asked))
    give(p, question, replace(answer, audience=answer.audience | p.others(question)), NEXT)
    return ""


def _mine(p: Progress, question: Question) -> str:
    """Keep it to oneself, and go on."""
    answer = held(p, question)
    if answer is None:
        return ask_anew(p, question)
    give(p, question, answer, NEXT)
    return ""


def rewrite(p: Progress, question: Question, answer: Answer, parts: tuple[Part, ...]) -> str:
    """What is held (and may be shown in a preview) became other words: it is looked at anew."""
    reading = read(p, question, parts)
    if isinstance(reading, Slip) and reading.phrase == LONG:
        return too_long(p, question, parts, answer.at)
    if question.aside in ("hint", "small", "preview", "long", TIME):
        return heard(p, question, parts, answer.at)
    p.keep(replace(answer, parts=parts))
    waiting(p, p.change(replace(question, aside="offer")))
    return "offer"


DECISIONS: dict[str, Callable[[Progress, Question], str]] = {
    "safe": _safe,
    "take": _take,
    "leave": ask_anew,
    "first": _take_first,
    "shorter": ask_anew,
    "rewrite": ask_anew,
    "as_is": _as_it_is,
    "one": _first_suggested,
    "two": _second_suggested,
    "same": _stays,
    "use": _use,
    "drop": _drop,
    "send": _send,
    "change": ask_anew,
    "other": ask_anew,
    "mine": _mine,
    "on": go_on,
}
"""What the choices of asides do; those that end or rest a session are in `ways`."""
