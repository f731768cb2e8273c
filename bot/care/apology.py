"""Would an apology arrive? Hints for its writer alone, never a gate.

One's own part first, then what it did to the other, then what could be put right: no "if", no "but", nothing asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.care.openings import Openings
from bot.care.pattern import Patterns
from bot.care.wording import sentences

HINTS = ("other", "condition", "but", "faceless", "own", "forgive")
"""All hints, the weightiest first: what would hurt anew before what is only missing, or asked too soon."""


class Apologies:
    """What is known of one language about apologies."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take patterns (their kinds are hints); `sorry` says it, and `own` are the words of who did something.

        How words could begin is said in `Openings`.
        """
        self.patterns = Patterns(data, frozenset(HINTS), frozenset({"openings"}))
        self._sorry = tuple(f" {words} " for words in sorted(data["sorry"], key=len, reverse=True))
        self._own = frozenset(data["own"])
        self._openings = Openings(data, self.patterns)

    def hints(self, text: str) -> dict[str, str]:
        """Give what could be looked at again, the weightiest first, each with an opening (or '')."""
        said = [self.patterns.wording.meant(words) for words in sentences(text)]
        found = {each.pattern.kind for each in self.patterns.found(said)}
        if said and not self._has_own_part(said):
            found.add("own")
        return {hint: self._openings.of(hint, text) for hint in HINTS if hint in found}

    def _has_own_part(self, said: list[str]) -> bool:
        """Say whether there is an "I" beside the one that is sorry."""
        whole = f" {' '.join(said)}"
        for words in self._sorry:
            whole = whole.replace(words, " ")
        return not self._own.isdisjoint(whole.split())
