"""What comes of hearing an input: taken, ticked, or a slip. A slip is a value, never an exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.engine.fitting import known, number_in, plain
from bot.engine.phrases import Phrases
from bot.engine.senses import Named, When

NEXT = "next"
"""The outcome of every input that has no options to choose an exit by."""

Value = str | int | tuple[str, ...] | None
"""An option key, the code of a time, a number, several ticks (or times that wait for a yes), or None where a text was
given (its parts hold it) or skipped."""


def _nothing(_: str) -> Named:
    return Named((), "nothing")


@dataclass(frozen=True, slots=True)
class Asking:
    """What an input may know of the question it is asked in.

    `labels` are the option labels by key in the reader's language, `ticked` the boxes ticked so far,
    `gently` the words met gently (label: what often lies under it), `tries` how often it was answered in vain,
    `also` other words for options, as an author gave them ('scared, frightened'), by key, `hours` the keys of those
    at which two can go on. `usual` are the usual times by key, `named` tells which time words name, `now` and `zone`
    are the person's.
    """

    phrases: Phrases
    labels: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    draft: str = field(default="", repr=False)
    gently: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0
    also: Mapping[str, str] = field(default_factory=dict)
    hours: tuple[str, ...] = ()
    usual: Mapping[str, When] = field(default_factory=dict)
    named: Callable[[str], Named] = _nothing
    now: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Option:
    """One button of an input: `choice` is what its press brings."""

    choice: str
    label: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer is understood; `outcome` names the exits it is for, `text` is set by text inputs alone."""

    value: Value
    outcome: str
    text: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ticked:
    """Boxes changed; the question stays open."""

    ticked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """A time is understood, the first of these; the others are less likely. It counts after a yes."""

    times: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """What was said fits nothing: the phrase that answers it, what fills it, and whether it is a try.

    `ticked`: what of it did fit, where several can be chosen; None leaves the boxes as they are. `times`: those that
    could be meant, where it isn't clear which.
    """

    phrase: str
    fill: Mapping[str, str] = field(default_factory=dict, repr=False)
    counts: bool = True
    ticked: tuple[str, ...] | None = None
    times: tuple[When, ...] = ()


Reading = Taken | Ticked | Meant | Slip


_BETWEEN = re.compile(r"[,.;!]")


def usual(key: str, typed: str, phrases: Phrases) -> bool:
    """Whether it is a usual word for this, or several, with no more around than people say to be polite."""
    words = {known(word) for word in phrases.words(f"words.{key}")}
    polite = {known(word) for word in phrases.words("words.polite")}
    said = [piece for piece in map(plain, _BETWEEN.split(typed)) if piece]
    rest = [piece for piece in said if piece not in words]
    left = [word for piece in rest for word in piece.split() if word not in polite]
    return words.issuperset(left) and (len(rest) < len(said) or bool(left))


def number_said(typed: str, phrases: Phrases) -> int | None:
    """The whole number that somebody says, with what people say around it."""
    around = (*phrases.words("words.polite"), *phrases.words("words.about"))
    return number_in(typed, phrases.words("numbers"), phrases.words("words.of"), around)
