"""What a text is about: the stems of its words, and the groups of those that mean nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_SHORTEST = 3  # letters that an ending must leave
_GROUP = "="  # before a group's name, which no stem has
_FEELING = "=~"


class Content:
    """Reads what texts of one language are about; two texts share what both give."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take `small_words`, `endings`, `feelings` (by name), `upset` (any hard feeling), `alike` (lists)."""
        self._small = frozenset(data["small_words"])
        self._endings = sorted(data["endings"], key=len, reverse=True)
        self._groups: dict[str, set[str]] = {}
        self._phrases: dict[str, set[str]] = {}
        glad = frozenset(data.get("glad", ()))
        for name, words in data["feelings"].items():
            self._put(_FEELING + name, [*words, *(() if name in glad else data["upset"])])
        for words in data["alike"]:
            self._put(_GROUP + words[0], words)

    def of(self, sentences: Iterable[str]) -> frozenset[str]:
        """Give what some sentences (as `wording.meant` gives them) are about."""
        found: set[str] = set()
        for sentence in sentences:
            for word in sentence.split():
                if word not in self._small:
                    stem = self._stem(word)
                    found.add(stem)
                    found |= self._groups.get(stem, set())
            whole = f" {sentence}"
            for phrase, names in self._phrases.items():
                if phrase in whole:
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
            whole, groups = (
                (f" {word} ", self._phrases) if " " in word else (self._stem(word), self._groups)
            )
            groups.setdefault(whole, set()).add(name)

    def _stem(self, word: str) -> str:
        """Take the ending off: rougher than grammar, since what is shared too often only keeps a hint away."""
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
        if len(word) > _SHORTEST and word[-1] == word[-2]:
            word = word[:-1]
        if len(word) > _SHORTEST:
            word = word.removesuffix("e")
        return word[:-1] + "i" if word.endswith("y") else word
