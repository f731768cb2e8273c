"""What the engine may ask about a text. Answered by `care` (and later by `when`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    The names: threat, label, mind, always, you, several. An opening is made of what was written where that can be
    done safely; else it is a pattern to fill, or empty.
    """

    hints: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.hints)


class Senses(Protocol):
    """Pure questions about a text; deterministic, no network, well under a millisecond."""

    def notice(self, text: str, language: str) -> Notice:
        """Does this text tell of danger? Every free text is asked about; nothing turns it off."""

    def paraphrase(self, heard: str, said: str, language: str) -> Paraphrase:
        """Does `heard` say back what the other wrote in `said`? A hint to its writer alone, never a gate."""

    def kinder(self, text: str, language: str) -> Kinder:
        """Could `text` be easier to hear for who will read it? A hint to its writer alone, never a gate."""
