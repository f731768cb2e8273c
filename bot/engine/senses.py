"""What the engine may ask about a text. Answered by `care` (and later by `when`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """Whether a text tells of danger, and of which kinds: self_harm, harm_other, abuse_victim."""

    kinds: frozenset[str] = frozenset()

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
