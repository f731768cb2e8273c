"""Does a text say back what the other one said? Hints for its writer alone, never a gate.

People say things back in words of their own, so this would rather be silent than wrong: what the other has said
themselves (also with "you" for "I") is never held against who says it back. Only the other's yes counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.care.content import Content
from bot.care.pattern import Found, Patterns
from bot.care.wording import sentences

HINTS = (
    *("rebuttal", "but", "advice", "about_me", "question"),
    *("nothing_shared", "too_long", "too_short"),
)
"""All hints, the weightiest first: what would hurt the reader before what would only leave them unheard."""

MIRROR = "mirror"
"""The kind of patterns that tell of the other's feelings or wishes: no hint, but a sign that it is fine."""

_MOST = 2
_KEYS = frozenset({"times", "unless_said", "unless_shared"})
_PHRASE = 3  # words; fewer are the same by chance
_LEAST_SAID = 3  # words that matter; with fewer, an own wording has nothing to share
_OWN_WORDS = 5  # words that matter; so many may say the same differently
_SHARE_SHORT, _BRIEF, _ENOUGH = 0.2, 30, 8  # to so few words all is long enough; so many are always enough
_SHARE_LONG, _SPARE, _FEW = (
    1.2,
    10,
    45,
)  # "what I heard you say is" takes some; so few words are never too many


class Mirroring:
    """What is known of one language about saying back."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take patterns (their kinds are hints), and what `Content` wants.

        A pattern counts where it stands `times` times, unless one of the words `unless_said` was said by the
        other, or (`unless_shared`) what follows it in its clause was. `turned` are the words that change when
        somebody else says them: "you" for "I".
        """
        self.patterns = Patterns(data, frozenset((*HINTS, MIRROR)), _KEYS)
        self.content = Content(data)
        self._clause_starts = frozenset(data["clause_starts"])
        self._turned: dict[str, str] = dict(data["turned"])

    def hints(self, heard: str, said: str) -> tuple[str, ...]:
        """Give at most two hints, the weightiest first."""
        found = self.kinds(heard, said)
        if "rebuttal" in found:
            found.discard("but")  # often the same word
        return tuple(hint for hint in HINTS if hint in found)[:_MOST]

    def kinds(self, heard: str, said: str) -> set[str]:
        """Give all hints in no order, and `mirror` where the text has that sign."""
        written, told = self._meant(heard), self._meant(said)
        own = [sentence for sentence in dict.fromkeys(written) if sentence not in told]
        if not own or not told:  # copied word by word, or only signs: nothing to judge
            return set()
        about = self.content.of(told)
        words = "".join(told).split()
        found = self._found(own, words, about)
        shares = self._shares(self.content.of(own), about)
        if MIRROR in found or shares:
            found.discard("nothing_shared")
        elif shares is False:
            found.add("nothing_shared")
        return found | _length(len("".join(written).split()), len(words))

    def _meant(self, text: str) -> list[str]:
        # On a phone, a new line ends a sentence.
        return [self.patterns.wording.meant(each) for each in sentences(text.replace("\n", "\n\n"))]

    def _found(self, own: list[str], told: list[str], about: frozenset[str]) -> set[str]:
        """Give the kinds of the patterns that the listener's own sentences say, and that were not said before."""
        repeated = f" {' '.join(told)} {' '.join(self._turned.get(word, word) for word in told)} "
        words = frozenset(told)
        places: dict[str, set[tuple[str, int]]] = {}
        enough: set[str] = set()
        for found in self.patterns.found(own, enough):
            more = found.pattern.more
            if _is_repeated(found, repeated) or not words.isdisjoint(more.get("unless_said", ())):
                continue
            if "unless_shared" in more and not about.isdisjoint(self._rest(found)):
                continue
            there = places.setdefault(found.pattern.kind, set())
            there.add((found.sentence, found.end))
            if len(there) >= int(more.get("times", 1)):
                enough.add(found.pattern.kind)
        return enough

    def _rest(self, found: Found) -> frozenset[str]:
        """Give what the same clause is about from there on, but for feelings that are only alike."""
        words = found.sentence[found.end :].split()
        ends = (place for place, word in enumerate(words) if place and word in self._clause_starts)
        rest = words[: next(ends, None)]
        return self.content.deeds(self.content.of([" ".join(rest) + " "]))

    def _shares(self, own: frozenset[str], about: frozenset[str]) -> bool | None:
        """Say whether a text has something of the other's in it; None where it may have it in words of its own."""
        if not own.isdisjoint(about) or not about:
            return True
        if not own:
            return False
        return (
            None if self.content.size(about) < _LEAST_SAID or self.content.size(own) <= _OWN_WORDS else False
        )


def _is_repeated(found: Found, told: str) -> bool:
    """Say whether these very words were the other's."""
    words = found.sentence[found.start : found.end]
    return words.count(" ") >= _PHRASE and f" {words}" in told


def _length(heard: int, said: int) -> set[str]:
    if said >= _BRIEF and heard < min(_SHARE_SHORT * said, _ENOUGH):
        return {"too_short"}
    return {"too_long"} if heard > max(_SHARE_LONG * said + _SPARE, _FEW) else set()
