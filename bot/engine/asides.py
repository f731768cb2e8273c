"""What is asked in between, about the question that waits.

Danger, an offer, a long text, a hint, a smaller act, a preview, whether a time is right, stop, over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.engine.asking import ask_again, called
from bot.engine.fitting import fits, known, plain
from bot.engine.hints import FORMERLY, opening_for
from bot.engine.holding import held, hold, hold_more, joined, let_go
from bot.engine.inputs import Text
from bot.engine.inputs.text import KEPT
from bot.engine.phrases import Phrases
from bot.engine.progress import Progress
from bot.engine.rendering import NOTHING, Rendered, together, words_of
from bot.engine.session import Part, Question
from bot.engine.small import SMALL, suggestions
from bot.engine.timing import TIME, asks_time, choices_of, typed_time
from bot.engine.turn import Button, Buttons

THOUGHT = "thought"
"""What was held for one's turn stands before the question: no message of its own, but two buttons more."""

MARK = "!"
"""Choices of an aside begin so; an input's never do."""

CHOICES: dict[str, tuple[str, ...]] = {
    "danger": ("safe", "rest"),
    "offer": ("take", "leave"),
    "long": ("first", "shorter"),
    "hint": ("rewrite", "as_is"),
    "small": ("one", "two", "rewrite", "same"),
    "preview": ("send", "change", "mine"),
    THOUGHT: ("use", "drop"),
    TIME: ("other",),
    "stop": ("keep", "forget", "on"),
    "over": ("again", "on"),
}
"""The buttons of each aside, in their order; their labels are the phrases `aside.NAME.CHOICE`."""

SUGGESTED = ("one", "two")
"""The choices of a smaller act whose labels are suggestions."""

TYPED: dict[str, str] = {"on": "stay"}
"""Where the words that people type for a choice (the phrases `words.CHOICE`) have another name."""

PLACE = "set:place"
"""The button by which somebody says where they live, in the middle of a conversation."""

ALWAYS = frozenset({"keep", "forget", "open", "returned"})
"""These act on what is so now and never grow old: their buttons carry no question's number."""


def open_aside(p: Progress, question: Question, aside: str, before: Rendered = NOTHING) -> None:
    """Ask something in between; the question waits, its number stays."""
    question = p.change(replace(question, aside=aside))
    rows: Buttons = tuple((_button(p, question, choice),) for choice in _open_choices(p, question))
    if aside == "danger":
        rows = (_numbers(p, question.owner), *rows)
    elif aside == TIME:
        rows = (*_times(p, question), *rows, *_place(p, question.owner))
    text = together(before, _ASKED[aside](p, question))
    p.say(question.owner, text, rows, asked=question.asked, replaces=f"{aside}:{question.asked}")


def waiting(p: Progress, question: Question, before: Rendered = NOTHING, *, whole: bool = False) -> None:
    """Show what waits once more: what is asked in between, else the question."""
    if question.aside not in ("", THOUGHT):
        open_aside(p, question, question.aside, before)
    else:
        ask_again(p, question, before, whole=whole)


def typed_choice(p: Progress, question: Question, text: str) -> str:
    """The choice of the open aside that typed words mean, if any: its label, its number, or the usual words."""
    if question.aside == TIME and (chosen := typed_time(p, question, text)):
        return chosen
    choices = _open_choices(p, question)
    phrases = p.phrases(question.owner)
    for choice in choices:
        usual = f"words.{TYPED.get(choice, choice)}"
        if usual in phrases.texts and plain(text) in {known(word) for word in phrases.words(usual)}:
            return choice
    found = fits(text, {choice: _label(p, question, choice) for choice in choices})
    return found[0] if len(found) == 1 else ""


def danger(p: Progress, question: Question, part: Part, at: datetime, *, early: bool) -> str:
    """Words tell of danger: help comes instead of the next question.

    Where the question takes words they are held, to be taken or offered once the person goes on.
    """
    if isinstance(p.asks(question), Text):
        hold_more(p, question, part, at, "offered" if early else "draft")
    open_aside(p, question, "danger")
    return "danger"


def still_danger(p: Progress, question: Question, part: Part, at: datetime, *, early: bool) -> str:
    """More words while the card is open: kept with those before, and the card's buttons stand."""
    danger(p, question, part, at, early=early)
    last = p.messages.pop()
    p.messages.append(replace(last, text=p.phrases(question.owner).say("danger.still")))
    return "danger.still"


def danger_alone(p: Progress, user: int) -> str:
    """Words tell of danger where no question waits for them: help comes all the same."""
    p.say(user, _card(p, user), (_numbers(p, user),))
    return "danger"


def danger_unheld(p: Progress, user: int) -> str:
    """Words tell of danger that no question holds: help comes, and the question that waits stays behind it."""
    question = p.session.question_of(user)
    if question is None:
        return danger_alone(p, user)
    open_aside(p, question, "danger")
    return "danger"


def stop_alone(p: Progress, user: int) -> None:
    """Who waits for the other can stop as well: no question of theirs is there to go on with."""
    say = p.phrases(user).say
    rows = tuple(
        (Button(say(f"aside.stop.{choice}"), p.data(0, MARK + choice)),)
        for choice in CHOICES["stop"]
        if choice in ALWAYS
    )
    p.say(user, p.own(user, "aside.stop.ask"), rows)


def offer(
    p: Progress, question: Question, part: Part, at: datetime, *, early: bool, before: Rendered = NOTHING
) -> str:
    """Words that should not be taken unasked are offered back for a yes; several choices don't make one."""
    if not isinstance(p.asks(question), Text):
        let_go(p, question)
    hold_more(p, question, part, at, "offered" if early else "draft")
    open_aside(p, question, "offer", before)
    return "offer"


def too_long(p: Progress, question: Question, parts: tuple[Part, ...], at: datetime) -> str:
    """More than can be kept: said before anything is cut."""
    hold(p, question, parts, at)
    open_aside(p, question, "long")
    return "aside.long.ask"


def limit_of(p: Progress, question: Question) -> int:
    """How many characters can be kept of the answer to a question."""
    asks = p.asks(question)
    return asks.limit if isinstance(asks, Text) else KEPT


# --- what asides ask ----------------------------------------------------------------------------------


def _numbers(p: Progress, user: int) -> tuple[Button, ...]:
    return (Button(p.phrases(user).say("buttons.numbers"), "way:numbers"),)


def _times(p: Progress, question: Question) -> Buttons:
    found = choices_of(p, question)
    return tuple((Button(label, p.data(question.asked, choice)),) for choice, label in found.items())


def _place(p: Progress, user: int) -> Buttons:
    """A way to say where one lives, for who never did: the time is on the host's clock so far."""
    if p.session.people[user].placed:
        return ()
    return ((Button(p.phrases(user).say("time.place"), PLACE),),)


def _button(p: Progress, question: Question, choice: str) -> Button:
    asked = 0 if choice in ALWAYS else question.asked
    return Button(_label(p, question, choice), p.data(asked, MARK + choice))


def _open_choices(p: Progress, question: Question) -> tuple[str, ...]:
    """The choices of what is asked in between, without suggestions that there aren't."""
    choices = CHOICES.get(question.aside, ())
    if question.aside != "small":
        return choices
    there = SUGGESTED[: len(suggestions(p, question))]
    return tuple(choice for choice in choices if choice not in SUGGESTED or choice in there)


def _label(p: Progress, question: Question, choice: str) -> str:
    if question.aside == "small" and choice in SUGGESTED:
        return suggestions(p, question)[SUGGESTED.index(choice)]
    return p.phrases(question.owner).say(f"aside.{question.aside}.{choice}")


def _asks_danger(p: Progress, question: Question) -> Rendered:
    """Of which kind it is, isn't kept: shown once more, the card is made from the words that are held."""
    if not p.alarm:
        p.notices(question.owner, _held_words(p, question))
    return _card(p, question.owner)


def _card(p: Progress, user: int) -> Rendered:
    return Rendered(danger_card(p.phrases(user), p.alarm, p.session.people[user].emergency))


def danger_card(phrases: Phrases, kinds: frozenset[str], emergency: Sequence[str]) -> str:
    """The words that answer danger; for somebody who may be watched on their own phone they are others.

    `emergency`: the numbers to call where the person is; none where that isn't known.
    """
    numbers = phrases.say("help.or").join(emergency) or phrases.say("danger.somewhere")
    return phrases.say("danger.watched" if "abuse_victim" in kinds else "danger.card", emergency=numbers)


def _asks_offer(p: Progress, question: Question) -> Rendered:
    answer = held(p, question)
    kind = "aside.offer.held" if answer is not None and answer.status == "draft" else "aside.offer.ask"
    return p.own(question.owner, kind, text=_held_words(p, question))


def _asks_long(p: Progress, question: Question) -> Rendered:
    answer = held(p, question)
    length = len(joined(answer.parts)) if answer is not None else 0
    return p.own(question.owner, "aside.long.ask", limit=f"{limit_of(p, question):,}", length=f"{length:,}")


def _asks_hint(p: Progress, question: Question) -> Rendered:
    asks, hint = p.asks(question), FORMERLY.get(question.hints[-1], question.hints[-1])
    name = called(p, p.others(question), question.owner)
    if isinstance(asks, Text) and asks.mirrors:
        return p.own(question.owner, f"mirror.{hint}", name=name)
    opening = opening_for(p, question, _held_words(p, question))
    begins = p.own(question.owner, "kinder.opening", opening=opening) if opening else NOTHING
    looks = "apology" if isinstance(asks, Text) and asks.apology else "kinder"
    return together(p.own(question.owner, f"{looks}.{hint}", name=name), begins)


def _asks_small(p: Progress, question: Question) -> Rendered:
    hint = question.hints[-1].removeprefix(SMALL)
    return p.own(question.owner, f"small.hint.{hint}")


def _asks_preview(p: Progress, question: Question) -> Rendered:
    name = called(p, p.others(question), question.owner)
    return p.own(question.owner, "aside.preview.ask", name=name, text=_held_words(p, question))


def _asks_stop(p: Progress, question: Question) -> Rendered:
    return p.own(question.owner, "aside.stop.ask")


def _asks_over(p: Progress, question: Question) -> Rendered:
    return p.own(question.owner, "aside.over.ask")


def _held_words(p: Progress, question: Question) -> str:
    answer = held(p, question)
    return words_of(answer, p.phrases(question.owner)) if answer is not None else ""


_ASKED: dict[str, Callable[[Progress, Question], Rendered]] = {
    "danger": _asks_danger,
    "offer": _asks_offer,
    "long": _asks_long,
    "hint": _asks_hint,
    "small": _asks_small,
    "preview": _asks_preview,
    TIME: asks_time,
    "stop": _asks_stop,
    "over": _asks_over,
}
"""The words of each aside: always made from the place alone, so that it can be shown again as it was."""
