"""What the engine may ask about a text. Answered by `care` (and later by `when`)."""

from __future__ import annotations

from dataclasses import dataclass
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


class Senses(Protocol):
    """Pure questions about a text; deterministic, no network, well under a millisecond."""

    def notice(self, text: str, language: str) -> Notice:
        """Does this text tell of danger? Every free text is asked about; nothing turns it off."""

    def paraphrase(self, heard: str, said: str, language: str) -> Paraphrase:
        """Does `heard` say back what the other wrote in `said`? A hint to its writer alone, never a gate."""
