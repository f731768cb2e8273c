"""The bot's own words, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.engine.fitting import plain

_PLACE = re.compile(r"\{([a-z_]+)\}")

Phrase = str | Sequence[str] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """All of the bot's own words in one language, keyed with dots: `refused.choice`, `ways.back`."""

    language: str
    texts: Mapping[str, Phrase]

    def say(self, key: str, wording: int = 0, /, **fill: str) -> str:
        """The phrase with its {places} filled, what fills them as it is; a missing key is a programmer's mistake.

        Of several wordings it is the one whose turn it is, counted round and round; outside a session the first.
        """
        text = self.texts[key]
        if isinstance(text, Mapping):
            raise KeyError(key)
        text = text if isinstance(text, str) else text[wording % len(text)]
        return _PLACE.sub(lambda place: fill.get(place[1], place[0]), text) if fill else text

    def words(self, key: str) -> tuple[str, ...]:
        """A phrase that is a list: words that mean the same, numbers in their order, or wordings."""
        texts = self.texts[key]
        return (texts,) if isinstance(texts, str) else tuple(texts)

    def listed(self, items: Sequence[str]) -> str:
        """Items as people say them: 'a', 'a and b', 'a, b and c'; some languages have another 'and' before some."""
        *first, last = items or ("",)
        if not first:
            return last
        other = plain(last).startswith(self.words("listed.before"))
        return self.say("listed.other" if other else "listed.usual", first=", ".join(first), last=last)
