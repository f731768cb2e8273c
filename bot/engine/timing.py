"""A time that was understood is said back with weekday and hour, and counts only after a yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.engine.asking import called
from bot.engine.fitting import known, plain
from bot.engine.holding import answer_to, held
from bot.engine.inputs.time import AT
from bot.engine.progress import Progress
from bot.engine.rendering import NOTHING, Rendered, place_of, said_of, together
from bot.engine.senses import When
from bot.engine.session import Answer, Part, Question

TIME = "time"
"""What is asked in between: whether this is the time that was meant, or which of these."""

MOST = 4
"""Times that are said back at once."""


def suggest(
    p: Progress, question: Question, times: Sequence[When], parts: tuple[Part, ...], *, sure: bool
) -> None:
    """Hold what was understood until there is a yes: the time that was meant first, or (not `sure`) none before others.

    Of the words nothing is kept but which message they were, so that it can be changed.
    """
    marks = tuple(Part("", part.message) for part in parts[-1:])
    codes = tuple(each.code for each in times[:MOST])
    answer = answer_to(p, question, marks, p.now, "draft")
    p.keep(replace(answer, value=codes if sure else ("", *codes)))


def waits(p: Progress, question: Question) -> Answer | None:
    """What waits for a yes; None where nothing does."""
    answer = held(p, question)
    return answer if answer is not None and isinstance(answer.value, tuple) else None


def asks_time(p: Progress, question: Question) -> Rendered:
    """The time on the person's own clock, whose clock that is where they never said, and who else will see it."""
    user, person = question.owner, p.session.people[question.owner]
    meant, _ = _times(p, question)
    said = _understood(p, question, meant) if meant else NOTHING
    clock = NOTHING if person.placed else p.own(user, "time.clock", zone=place_of(person.zone))
    asks = p.own(user, "time.right" if meant else "time.which")
    readers = p.others(question)
    seen = p.own(user, "shared.answer", name=called(p, readers, user)) if readers else NOTHING
    return together(said, clock, asks, seen)


def _understood(p: Progress, question: Question, meant: When) -> Rendered:
    """The time; of what comes again and again, with its first date."""
    when = _said(p, question, meant)
    if not meant.every:
        return p.own(question.owner, "time.once", when=when)
    first = _said(p, question, replace(meant, every=""))
    return p.own(question.owner, "time.every", when=when, first=first)


def typed_time(p: Progress, question: Question, text: str) -> str:
    """The choice that typed words mean: a label as it stands there, or a usual yes or no; empty for other words."""
    phrases, labels = p.phrases(question.owner), choices_of(p, question)
    said = plain(text)
    if said in map(known, phrases.words("words.no")):
        return "other"
    meant, _ = _times(p, question)
    if meant and said in map(known, phrases.words("words.yes")):
        return AT + meant.code
    return next((code for code, label in labels.items() if said == plain(label)), "")


def choices_of(p: Progress, question: Question) -> Mapping[str, str]:
    """The labels of what can be chosen, by what a press brings: to press a time is a yes to it."""
    meant, others = _times(p, question)
    yes = {AT + meant.code: p.phrases(question.owner).say("aside.time.right")} if meant else {}
    return yes | {AT + each.code: _said(p, question, each) for each in others}


def _times(p: Progress, question: Question) -> tuple[When | None, tuple[When, ...]]:
    """The time that was meant, if any, and the others that could be."""
    answer = waits(p, question)
    if answer is None or not isinstance(answer.value, tuple):
        return None, ()
    first, *others = answer.value
    return When.parse(first) if first else None, tuple(map(When.parse, others))


def _said(p: Progress, question: Question, when: When) -> str:
    """A time where a line begins with it."""
    said = said_of(p.session, when, question.owner, p.now, shared=False)
    return said[:1].upper() + said[1:]
