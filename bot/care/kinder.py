"""Could words be easier to hear for who will read them? Hints for their writer alone, never a gate.

It would rather be silent than wrong: what others said is told and not meant, and who writes of force or fear is left
alone with their words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.care.openings import Openings
from bot.care.pattern import Patterns
from bot.care.weighing import Weights
from bot.care.wording import sentences

HINTS = (
    *("threat", "contempt", "verdict", "pseudo_apology", "mind_reading", "absolute"),
    *("reproach", "should", "defence", "pseudo_i", "faux_feeling", "several"),
)
"""All hints, the weightiest first: what would shut the other's ears before what would only tire them."""

_KEYS = frozenset({"openings"})
_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»')
_SAID = '""'  # what stands for words that are quoted: a camera would have heard them
_PIECES = re.compile(r"(?<=[.?!;…])\s+|\n+")
_MANY_WORDS, _SENTENCES, _SOME_WORDS = 100, 6, 40  # more than a listener can hold
_FEW = 3  # words that are too few to be weighed


class Kindness:
    """What is known of one language about words that are hard to hear."""

    def __init__(self, data: Mapping[str, Any], weights: Weights | None = None) -> None:
        """Take patterns (their kinds are hints), and `silent`: with one of these words nothing is hinted at.

        Where no pattern is found, `weights` may still say that the words can be heard as a reproach.

        With one of the words `betrayal`, no feeling is called a mere word for what the other did.
        """
        self.patterns = Patterns(data, frozenset(HINTS), _KEYS)
        self.weights = weights
        self._silent = tuple(f" {words} " for words in data["silent"])
        self._betrayal = tuple(f" {words} " for words in data["betrayal"])
        self.openings = Openings(data, self.patterns)

    def hints(self, text: str) -> dict[str, str]:
        """Give what could be looked at again, the weightiest first, each with an opening (or '')."""
        pieces = [piece for piece in _PIECES.split(_QUOTED.sub(_SAID, text)) if piece.strip()]
        meant = [self._meant(piece) for piece in pieces]
        said = [sentence for each in meant for sentence in each]
        if _has(said, self._silent):
            return {}
        found: dict[str, str] = {}
        for piece, sentences_of_it in zip(pieces, meant, strict=True):
            for kind in {each.pattern.kind for each in self.patterns.found(sentences_of_it, found)}:
                found[kind] = self.openings.of(kind, piece)
        if not found and self._weighs(said):
            found["reproach"] = self.openings.of("reproach", "")
        if "faux_feeling" in found and _has(said, self._betrayal):
            del found["faux_feeling"]
        if _is_much(said):
            found.setdefault("several", "")
        return {hint: found[hint] for hint in HINTS if hint in found}

    def _weighs(self, said: list[str]) -> bool:
        """Say whether words that no pattern knows are like those with which people blame."""
        each = [sentence.split() for sentence in said]
        if not self.weights or sum(map(len, each)) <= _FEW:
            return False
        weighed = [self.weights.weigh(words) for words in each]
        bars = self.weights.bars
        return sum(weighed[1:], weighed[0]).over(bars["message"]) or any(
            one.words > _FEW and one.over(bars["sentence"]) for one in weighed
        )

    def _meant(self, piece: str) -> list[str]:
        return [self.patterns.wording.meant(words) for words in sentences(piece)]


def _has(said: list[str], phrases: tuple[str, ...]) -> bool:
    whole = f" {' '.join(said)}"  # two spaces between sentences, so that no phrase is found across them
    return any(words in whole for words in phrases)


def _is_much(said: list[str]) -> bool:
    words = sum(len(sentence.split()) for sentence in said)
    return words > _MANY_WORDS or (len(said) > _SENTENCES and words > _SOME_WORDS)
