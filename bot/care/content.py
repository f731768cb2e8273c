"""What a text is about: the stems of its words, and the groups of those that mean nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_SHORTEST = 3  # letters that an ending must leave
_GROUP = "="  # before a group's name, which no stem has
_FEELING = "=~"
_NOTHING: frozenset[str] = frozenset()


class Content:
    """Reads what texts of one language are about; two texts share what both give."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take `small_words`, `endings`, `feelings` (by name), `upset` (any hard feeling), `alike` (lists)."""
        self._small = frozenset(data["small_words"])
        # The shortest that can stay leaves the longest ending.
        self._ending = re.compile(rf"\w{{{_SHORTEST},}}?({'|'.join(map(re.escape, data['endings']))})$")
        self._groups: dict[str, set[str]] = {}
        self._phrases: dict[str, dict[str, set[str]]] = {}  # by their first words
        glad = frozenset(data.get("glad", ()))
        for name, words in data["feelings"].items():
            self._put(_FEELING + name, [*words, *(() if name in glad else data["upset"])])
        for words in data["alike"]:
            self._put(_GROUP + words[0], words)

    def of(self, sentences: Iterable[str]) -> frozenset[str]:
        """Give what some sentences (as `wording.meant` gives them) are about."""
        found: set[str] = set()
        for sentence in sentences:
            words = set(sentence.split())
            for stem in map(self._stem, words - self._small):
                found.add(stem)
                found |= self._groups.get(stem, _NOTHING)
            for first in words & self._phrases.keys():
                for phrase, names in self._phrases[first].items():
                    if phrase in f" {sentence}":
                        found |= names
        return frozenset(found)

    def deeds(self, content: frozenset[str]) -> frozenset[str]:
        """Take feelings that are only alike out of what `of` gave: mine needn't be yours."""
        return frozenset(each for each in content if not each.startswith(_FEELING))

    def size(self, content: frozenset[str]) -> int:
        """Say how many different words there are in what `of` gave."""
        return sum(not each.startswith(_GROUP) for each in content)

    def _put(self, name: str, words: Iterable[str]) -> None:
        for word in words:
            if " " in word:
                self._phrases.setdefault(word.split()[0], {}).setdefault(f" {word} ", set()).add(name)
            else:
                self._groups.setdefault(self._stem(word), set()).add(name)

    def _stem(self, word: str) -> str:
        """Take the ending off: rougher than grammar, since what is shared too often only keeps a hint away."""
        match = self._ending.match(word)
        if match:
            word = word[: match.start(1)]
        if len(word) <= _SHORTEST:
            return word
        if word[-1] == word[-2]:
            word = word[:-1]
        if word[-1] == "e":
            word = word[:-1]
        return word[:-1] + "i" if word[-1] == "y" else word
