"""Is this a small act that one could do? What does harm is none, whatever its writer says; the rest is asked once.

It would rather be silent than wrong: most deeds that people think of are good as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.care.pattern import Found, Patterns
from bot.care.wording import sentences

HARMS = ("control", "whereabouts", "money", "people", "body", "leave")
"""Why something is no act to agree on, the weightiest first."""

HINTS = ("stop", "big", "vague", "when")
"""What could be smaller or clearer, the weightiest first; `when` is of a moment."""

MOST_MINUTES = 10
"""An act takes no longer."""

LONGEST = 60  # characters of a suggestion: it stands on a button
_KEYS = frozenset({"instead"})
MANY = "many"
MINUTES = frozenset({"minutes", "minute", "mins", "min"})
_PLACE = re.compile(r"\{(\w+)\}")
_ENDS = " ,.;:!?…"


class Deeds:
    """What is known of one language about small acts."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take patterns (their kinds are harms and hints), and `instead`: two suggestions for each hint.

        The `instead` of a pattern are suggestions of its own. In them {after}, {before} and {rest} (both) are the words
        around what it found, {found} is the first of what it found; one whose words are missing is left out.
        """
        self.patterns = Patterns(data, frozenset((*HARMS, *HINTS)), _KEYS)
        self._usual = {hint: tuple(map(str, data["instead"][hint])) for hint in HINTS}

    def harm(self, text: str) -> str:
        """Give why a text is no act to agree on; empty where it is."""
        found = {each.pattern.kind for each in self._found(text)}
        return next((harm for harm in HARMS if harm in found), "")

    def hints(self, text: str) -> dict[str, tuple[str, ...]]:
        """Give what could be smaller or clearer, the weightiest first, each with two suggestions."""
        found: dict[str, tuple[str, ...]] = {}
        for each in self._found(text):
            if each.pattern.kind in HINTS:
                found.setdefault(each.pattern.kind, self._instead(each, text))
        return {hint: found[hint] for hint in HINTS if hint in found}

    def _found(self, text: str) -> Iterator[Found]:
        return self.patterns.found(
            [self.patterns.wording.meant(_counted(words)) for words in sentences(text)]
        )

    def _instead(self, found: Found, text: str) -> tuple[str, ...]:
        around = _around(found, text)
        own = (_filled(str(each), around) for each in found.pattern.more.get("instead", ()))
        made = (*own, *self._usual[found.pattern.kind])
        fitting = dict.fromkeys(each for each in made if each and len(each) <= LONGEST)
        return tuple(fitting)[:2]


@dataclass(frozen=True, slots=True)
class _Around:
    """The words of a text before and after what was found, and its first one, as they were written."""

    before: str = ""
    after: str = ""
    found: str = ""

    def get(self, place: str) -> str:
        """The words that a place stands for; empty where there are none."""
        rest = f"{self.before} {self.after}".strip()
        return {"before": self.before, "after": self.after, "rest": rest, "found": self.found}[place]


def _around(found: Found, text: str) -> _Around:
    """What stands around it; nothing where it is meant in other words than it was written."""
    pieces = text.split()
    places = [index for index, piece in enumerate(pieces) for words in sentences(piece) for _ in words]
    if len(found.sentence.split()) != len(places):
        return _Around()
    start, end = found.sentence[: found.start].count(" "), found.sentence[: found.end].count(" ")
    before = pieces[: places[start]]
    after = pieces[places[end - 1] + 1 :]
    return _Around(" ".join(before).strip(_ENDS), " ".join(after).strip(_ENDS), pieces[places[start]])


def _filled(suggestion: str, around: _Around) -> str:
    """The suggestion with the words around in their places; empty where all of these are missing."""
    places = _PLACE.findall(suggestion)
    if places and not any(around.get(place) for place in places):
        return ""
    return " ".join(_PLACE.sub(lambda place: around.get(place[1]), suggestion).split())


def _counted(words: list[str]) -> list[str]:
    """The words, a number of minutes that is no small one among them as `many`."""
    after = [*words[1:], ""]
    return [
        MANY if word.isdecimal() and int(word) > MOST_MINUTES and unit in MINUTES else word
        for word, unit in zip(words, after, strict=True)
    ]
