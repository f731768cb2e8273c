"""How words could begin instead: made of what was written where that is safe, else a pattern to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.care.pattern import Patterns
from bot.care.wording import plain

REST = "..."
"""In an opening: what was written from there on."""

_LONGEST = 14  # words of a sentence that an opening is made of: longer ones say more than one thing
_SIGNS = re.compile(r'[,.?!;:"()–—]')
_ENDS = " .,!;…"


class Openings:
    """Other beginnings for what the patterns of one language find."""

    def __init__(self, data: Mapping[str, Any], patterns: Patterns) -> None:
        """Take `begins`: how words could begin, by hint, where none can be made of what was written.

        The `openings` of a pattern are a sentence's first words and what could be said in their place; a sentence
        that has one of the words `joins` says too much to be taken for it. The `tail` asks for a moment; it falls off
        where a sentence names one.
        """
        self._joins, self._tail = frozenset(data["joins"]), str(data["tail"])
        self._begins = dict(data["begins"])
        self._openings = {
            (pattern.kind, str(begin)): str(opening)
            for pattern in patterns.patterns
            for begin, opening in pattern.more.get("openings", {}).items()
        }

    def of(self, kind: str, piece: str) -> str:
        """Give a beginning for a hint at a sentence, or ''."""
        return next(self._made(kind, piece), self._begins.get(kind, ""))

    def _made(self, kind: str, piece: str) -> Iterator[str]:
        """Give what can be made of a sentence that is short, and that says one thing."""
        words = piece.strip(_ENDS).split()
        said = [plain(word) for word in words]
        for (its, begin), opening in self._openings.items():
            first = begin.split()
            rest = words[len(first) :]
            if its != kind or said[: len(first)] != first or not rest or len(words) > _LONGEST:
                continue
            if self._joins.isdisjoint(said[len(first) :]) and not _SIGNS.search(" ".join(rest)):
                named = self._tail.split()[0] in said
                yield (opening.removesuffix(self._tail) if named else opening).replace(REST, " ".join(rest))
