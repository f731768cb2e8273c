"""What the engine may ask about a text: of danger and blame `care` answers, of times `when`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

WORRY, DANGER, NOW = 1, 2, 3
"""Levels of a notice: it may be so; it is said; it is said to be happening."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a text danger is told of: from `start` to before `end`, of which kind, and why it counts."""

    start: int
    end: int
    kind: str
    reason: str = field(repr=False)  # may name words that a person wrote


@dataclass(frozen=True, slots=True)
class Notice:
    """Whether a text tells of danger.

    Of which kinds: self_harm, harm_other, abuse_victim, child_risk, emergency. How much: 0, WORRY, DANGER or NOW.
    """

    kinds: frozenset[str] = frozenset()
    level: int = 0
    spans: tuple[Span, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """What could be looked at again before a paraphrase is sent: at most two names, the weightiest first.

    The names: rebuttal, but, advice, about_me, question, nothing_shared, too_short, too_long.
    """

    hints: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hints)


@dataclass(frozen=True, slots=True)
class Kinder:
    """What could be said so that it is easier to hear, the weightiest first: the hint's name, and a kinder opening.

    The names: threat, contempt, verdict, pseudo_apology, mind_reading, absolute, reproach, should, defence, pseudo_i,
    faux_feeling, several; of an apology: other, condition, but, faceless, own, forgive. An opening is made of what was
    written where that can be done safely; else it is a pattern to fill, or empty.
    """

    hints: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.hints)


@dataclass(frozen=True, slots=True)
class Doable:
    """What a small act that somebody has in mind could need, before it is agreed.

    `harm` names why it is none to agree on (control, whereabouts, money, people, body, leave; empty: nothing).
    `hints` are what could be smaller or clearer, the weightiest first (stop, big, vague; of a cue: when), each with
    up to two suggestions, made of what was written where that can be.
    """

    harm: str = ""
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.harm or self.hints)


@dataclass(frozen=True, slots=True)
class When:
    """A time: the instant `at` (aware UTC), or the first one of what comes again by the rule `every` (empty: once).

    `local` is the hour on the wall of who said it; None for a while from now, which is an instant wherever one is.
    """

    at: datetime
    local: datetime | None = None
    every: str = ""

    @property
    def code(self) -> str:
        """As it is kept and stands in a button, at most 40 characters: seconds, the hour on the wall, the rule."""
        local = f"{self.local:%Y-%m-%dT%H:%M}" if self.local else ""
        return f"{int(self.at.timestamp())}/{local}/{self.every}"

    @classmethod
    def parse(cls, code: str) -> When:
        """Read what `code` gave; anything else is a ValueError."""
        second, local, rule = code.split("/")
        at = datetime.fromtimestamp(int(second), UTC)
        return cls(at, datetime.fromisoformat(local) if local else None, rule)


@dataclass(frozen=True, slots=True)
class Named:
    """The times that a text can name, the likeliest first; `unclear` says why none is meant for sure (empty: it is).

    The reasons: ambiguous, past, never, twice, hour (a day without one), left_over (words that are no time), nothing.
    """

    times: tuple[When, ...] = ()
    unclear: str = ""


class Times(Protocol):
    """How times are said; deterministic."""

    def say(self, time: When, language: str, zone: str, since: datetime) -> str:
        """The time on the clocks of a zone, with the year where it isn't that of `since`."""


class Senses(Protocol):
    """Pure questions about a text; deterministic, no network, well under a millisecond."""

    def notice(self, text: str, language: str) -> Notice:
        """Does this text tell of danger? Every free text is asked about; nothing turns it off."""

    def paraphrase(self, heard: str, said: str, language: str) -> Paraphrase:
        """Does `heard` say back what the other wrote in `said`? A hint to its writer alone, never a gate."""

    def kinder(self, text: str, language: str) -> Kinder:
        """Could `text` be easier to hear for who will read it? A hint to its writer alone, never a gate."""

    def apology(self, text: str, language: str) -> Kinder:
        """Could this apology arrive more easily? A hint to its writer alone, never a gate."""

    def doable(self, text: str, language: str) -> Doable:
        """Is this a small act that one could do, or its moment? Hints come once; what does harm is no act."""

    def time(self, text: str, language: str, now: datetime, zone: str) -> Named:
        """Which time does this text name, on the clocks of that zone? Nothing is guessed."""
