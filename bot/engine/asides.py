"""What is asked in between, under the number of the question that waits: danger, an offer, a long text, stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.engine.answering import answer_to, ask_of, heard, joined, read
from bot.engine.asking import ask_again
from bot.engine.fitting import plain
from bot.engine.inputs import Slip, Text
from bot.engine.inputs.text import KEPT
from bot.engine.progress import Progress
from bot.engine.session import Answer, Part, Question
from bot.engine.turn import Button, Buttons

MARK = "!"
"""Choices of an aside begin so; an input's never do."""

CHOICES: dict[str, tuple[str, ...]] = {
    "danger": ("safe", "rest"),
    "offer": ("take", "leave"),
    "long": ("first", "shorter"),
    "stop": ("keep", "forget", "on"),
    "over": ("again", "on"),
}
"""The buttons of each aside, in their order; their labels are the phrases `aside.NAME.CHOICE`."""

ALWAYS = frozenset({"keep", "forget"})
"""These act on what is so now and never grow old: their buttons carry no question's number."""


def open_aside(p: Progress, question: Question, aside: str, text: str) -> None:
    """Ask something in between; the question waits, its number stays."""
    question = p.change(replace(question, aside=aside))
    rows: Buttons = tuple((_button(p, question, choice),) for choice in CHOICES[aside])
    if aside == "danger":
        rows = ((Button(p.phrases(question.owner).say("buttons.numbers"), "way:help"),), *rows)
    p.say(question.owner, text, rows, asked=question.asked, replaces=f"{aside}:{question.asked}")


def _button(p: Progress, question: Question, choice: str) -> Button:
    asked = 0 if choice in ALWAYS else question.asked
    return Button(_label(p, question, choice), p.data(asked, MARK + choice))


def _label(p: Progress, question: Question, choice: str) -> str:
    return p.phrases(question.owner).say(f"aside.{question.aside}.{choice}")


def typed_choice(p: Progress, question: Question, text: str) -> str:
    """The choice of the open aside that typed words name in full, if any."""
    usual = {"offer": {"take": "words.yes", "leave": "words.no"}}.get(question.aside, {})
    for choice in CHOICES.get(question.aside, ()):
        words = [_label(p, question, choice)]
        if choice in usual:
            words += p.phrases(question.owner).words(usual[choice])
        if plain(text) in {plain(word) for word in words}:
            return choice
    return ""


# --- what was held or offered -------------------------------------------------------------------------


def held(p: Progress, question: Question) -> Answer | None:
    """What was held or offered for this question and isn't an answer yet."""
    answer = p.answer(question.asked, question.owner)
    return answer if answer is not None and answer.status != "given" else None


def hold(p: Progress, question: Question, part: Part, *, offered: bool) -> Answer:
    """Keep words for a question without taking them as its answer, after what is held already."""
    before = held(p, question)
    parts = (*(before.parts if before else ()), part)
    answer = answer_to(p, question, parts, p.now, "offered" if offered else "draft")
    p.keep(answer)
    return answer


def let_go(p: Progress, question: Question) -> None:
    """Drop what was held for a question, if anything."""
    answer = held(p, question)
    if answer is not None:
        p.drop(answer)


def danger(p: Progress, question: Question, part: Part) -> str:
    """Words tell of danger: they are held, and help comes instead of the next question."""
    hold(p, question, part, offered=False)
    open_aside(p, question, "danger", p.phrases(question.owner).say("danger.card"))
    return "danger"


def offer(p: Progress, question: Question, part: Part, before: str = "") -> str:
    """Words that cannot have answered this question are offered back for a yes."""
    answer = hold(p, question, part, offered=True)
    offer_held(p, question, answer, before)
    return "offer"


def offer_held(p: Progress, question: Question, answer: Answer, before: str = "") -> None:
    """Ask whether what is held shall be taken."""
    text = p.phrases(question.owner).say("aside.offer.ask", text=answer.text)
    open_aside(p, question, "offer", "\n\n".join(part for part in (before, text) if part))


def too_long(p: Progress, question: Question, part: Part) -> str:
    """More than can be kept: said before anything is cut."""
    hold(p, question, part, offered=False)
    asks = ask_of(p, question)
    limit = asks.limit if isinstance(asks, Text) else KEPT
    fill = {"limit": f"{limit:,}", "length": f"{len(part.text):,}"}
    open_aside(p, question, "long", p.phrases(question.owner).say("aside.long.ask", **fill))
    return "aside.long.ask"


# --- the answers to asides ----------------------------------------------------------------------------


def take_held(p: Progress, question: Question) -> str:
    """Take what is held as the answer; where it fits nothing the question comes again."""
    answer = held(p, question)
    question = p.change(replace(question, aside=""))
    if answer is None:
        ask_again(p, question)
        return ""
    if isinstance(read(p, question, answer.parts), Slip):
        p.drop(answer)
    return heard(p, question, answer.parts, answer.at)


def take_first(p: Progress, question: Question) -> str:
    """Keep as much of a long text as can be kept."""
    answer, asks = held(p, question), ask_of(p, question)
    question = p.change(replace(question, aside=""))
    if answer is None or not isinstance(asks, Text):
        ask_again(p, question)
        return ""
    first = Part(joined(answer.parts)[: asks.limit], answer.parts[-1].message)
    return heard(p, question, (first,), answer.at)


def ask_anew(p: Progress, question: Question) -> str:
    """Drop what is held and ask the question again."""
    let_go(p, question)
    ask_again(p, p.change(replace(question, aside="")))
    return ""


ANSWERS: dict[str, Callable[[Progress, Question], str]] = {
    "safe": take_held,
    "take": take_held,
    "leave": ask_anew,
    "first": take_first,
    "shorter": ask_anew,
    "on": ask_anew,
}
"""What the choices of asides do; those that end or rest a session are in `ways`."""
