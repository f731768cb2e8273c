"""Weighs the words of a sentence: a small linear model beside the patterns, for what no phrase can foresee.

Its weights are whole numbers that were learned from written examples (tests/care/train.py), so the answer is the same
on every machine. What it looks at: words, parts of words, words near each other, and groups of words that stand for
nearly the same thing (groups/LANGUAGE.yaml, written by hand, with the same names in every language).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from pathlib import Path
from typing import NamedTuple

import yaml

FIRST, LAST = "^", "$"
_FAR = 3  # words that are still looked at as a pair
_NEAR = 4  # words on each side whose groups are looked at
_SHORTEST, _LONGEST_PART = 3, 5  # letters of parts of words
_LONGEST_WORD = 30  # letters that are looked at
_LONG = 2000  # words of a sentence that are weighed
_CALM = 2  # words added to a length, so that one alone says little
STRONGEST = 4
"""How many words are named as the reason."""


class Groups:
    """Knows for each word of one language the groups that it belongs to, by number."""

    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        """Take words by group; one that ends in `*` stands for all that begin so."""
        self.names = tuple(sorted(data))
        self._whole: dict[str, set[int]] = {}
        self._begins: dict[str, set[int]] = {}
        for number, name in enumerate(self.names):
            for word in data[name]:
                table = self._begins if word.endswith("*") else self._whole
                table.setdefault(word.removesuffix("*"), set()).add(number)
        self._longest = max(map(len, self._begins), default=0)

    def of(self, word: str) -> tuple[int, ...]:
        """Give the numbers of a word's groups."""
        found = set(self._whole.get(word, ()))
        for length in range(2, min(len(word), self._longest) + 1):
            found |= self._begins.get(word[:length], set())
        return tuple(sorted(found))


def parts(word: str) -> Iterator[str]:
    """Give the parts of a word that are weighed, with a space for where it begins and ends."""
    framed = f" {word[:_LONGEST_WORD]} "
    for length in range(_SHORTEST, _LONGEST_PART + 1):
        for start in range(len(framed) - length + 1):
            yield framed[start : start + length]


def features(sentence: Sequence[str], groups: Groups) -> Iterator[str]:
    """Give all that is weighed in a sentence: what `Weights` adds up, written out for learning."""
    sentence = sentence[:_LONG]
    words = [FIRST, *sentence, LAST]
    for word in words:
        yield f"u {word}"
        yield from (f"c {part.replace(' ', '_')}" for part in parts(word))
    for far in range(1, _FAR + 1):
        yield from (f"{far} {one} {two}" for one, two in zip(words, words[far:], strict=False))
    names = groups.names
    of = [groups.of(word) for word in sentence]
    yield from (f"g {names[each]}" for its in of for each in its)
    for place, word in enumerate(sentence):
        for other in range(place + 1, min(place + 1 + _NEAR, len(sentence))):
            yield from (f"p {names[one]} {names[two]}" for one in of[place] for two in of[other])
            yield from (f"a {word} {names[each]}" for each in of[other])
            yield from (f"b {sentence[other]} {names[each]}" for each in of[place])
    yield from (
        f"q {names[one]} {names[two]}"
        for one, two in combinations(sorted({each for its in of for each in its}), 2)
    )


class _Known(NamedTuple):
    """What is known of a word: its groups, its weight, and what each group after and before it adds."""

    groups: tuple[int, ...]
    weight: int
    after: list[int] | None
    before: list[int] | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much a sentence tells of danger, and how many words say it."""

    total: int
    words: int

    def __add__(self, other: Weighed) -> Weighed:
        """Put two sentences together."""
        return Weighed(self.total + other.total, self.words + other.words)

    def over(self, bar: int) -> bool:
        """Whether it is more than `bar` for its length; a comparison of whole numbers."""
        return self.total > 0 and self.total * self.total > bar * bar * (self.words + _CALM)


class Weights:
    """The learned weights of one language, one for each feature."""

    def __init__(self, groups: Groups, lines: Iterable[str]) -> None:
        """Take lines of a feature and its weight, parted by a tab; `= NAME` is a bar, `k KIND` speaks for a kind."""
        self.groups = groups
        self.bars: dict[str, int] = {}
        self._plain: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        self._kinds: dict[str, dict[str, int]] = {}
        self._pairs: tuple[dict[str, dict[str, int]], ...] = tuple({} for _ in range(_FAR))
        self._near: dict[str, dict[str, dict[int, int]]] = {"a": {}, "b": {}}
        number = {name: place for place, name in enumerate(groups.names)}
        count = len(number)
        self._group = [0] * count
        self._after = [[0] * count for _ in range(count)]
        self._both = [[0] * count for _ in range(count)]
        for line in lines:
            feature, _, weight = line.rstrip("\n").partition("\t")
            family, *key = feature.split(" ")
            self._put(family, key, int(weight), number)
        self._known: dict[str, _Known] = {}  # only words that were learned: nobody's own words stay here
        self._edges = self._meet(FIRST).weight + self._meet(LAST).weight

    def _put(self, family: str, key: list[str], weight: int, number: Mapping[str, int]) -> None:
        if family == "=":
            self.bars[key[0]] = weight
        elif family == "k":
            self._kinds.setdefault(key[0], {})[key[1]] = weight
        elif family == "u":
            self._plain[key[0]] = weight
        elif family == "c":
            self._parts[key[0].replace("_", " ")] = weight
        elif family.isdigit():
            self._pairs[int(family) - 1].setdefault(key[0], {})[key[1]] = weight
        elif family == "g":
            self._group[number[key[0]]] = weight
        elif family in self._near:
            self._near[family].setdefault(key[0], {})[number[key[1]]] = weight
        else:
            (self._after if family == "p" else self._both)[number[key[0]]][number[key[1]]] = weight

    def _meet(self, word: str) -> _Known:
        if known := self._known.get(word):
            return known
        groups = self.groups.of(word)
        weight = self._plain.get(word, 0) + sum(self._parts.get(part, 0) for part in parts(word))
        near = self._near["a"].get(word)
        known = _Known(
            groups,
            weight + sum(self._group[each] for each in groups),
            self._dense(near or {}, [self._after[one] for one in groups]) if near or groups else None,
            self._dense(self._near["b"][word], []) if word in self._near["b"] else None,
        )
        if word in self._plain:
            self._known[word] = known
        return known

    def _dense(self, weights: Mapping[int, int], rows: Sequence[Sequence[int]]) -> list[int]:
        alone = [weights.get(each, 0) for each in range(len(self._group))]
        return [sum(column) for column in zip(alone, *rows, strict=True)]

    def knows(self, sentence: Iterable[str]) -> int:
        """Count the words that have been met while learning."""
        return sum(word in self._plain for word in sentence)

    def weigh(self, sentence: Sequence[str]) -> Weighed:
        """Add up the weights of all that a sentence (its words in usual spelling) says."""
        sentence = sentence[:_LONG]
        unlike = {word: self._meet(word) for word in set(sentence)}
        met = [unlike[word] for word in sentence]
        total = self._edges + sum([each.weight for each in met]) + self._paired(sentence)
        # All groups in a row, and where those of each word begin.
        row = [each for one in met for each in one.groups]
        begins = [0, *accumulate([len(one.groups) for one in met])]
        end = len(met)
        for place, one in enumerate(met):
            if one.after and (near := row[begins[place + 1] : begins[min(place + 1 + _NEAR, end)]]):
                total += sum(map(one.after.__getitem__, near))
            if one.before and (near := row[begins[max(place - _NEAR, 0)] : begins[place]]):
                total += sum(map(one.before.__getitem__, near))
        told = sorted(set(row))
        for place, group in enumerate(told, 1):
            total += sum(map(self._both[group].__getitem__, told[place:]))
        return Weighed(total, len(sentence))

    def _paired(self, sentence: Sequence[str]) -> int:
        total = 0
        words = [FIRST, *sentence, LAST]
        for far, pairs in enumerate(self._pairs, 1):
            for one, two in zip(words, words[far:], strict=False):
                if one in pairs:
                    total += pairs[one].get(two, 0)
        return total

    def kind(self, words: Sequence[str]) -> str:
        """Give the kind of danger that words which tell of some danger speak for most."""
        said = {*words, *(f"*{self.groups.names[each]}" for word in words for each in self.groups.of(word))}
        return max(
            sorted(self._kinds), key=lambda kind: sum(self._kinds[kind].get(each, 0) for each in [*said, ""])
        )

    def strongest(self, sentence: Sequence[str]) -> tuple[str, ...]:
        """Name the words that weigh most, alone and with the words behind them."""
        weighs = Counter({word: self._meet(word).weight for word in dict.fromkeys(sentence)})
        for far, pairs in enumerate(self._pairs, 1):
            for one, two in zip(sentence, sentence[far:], strict=False):
                if one in pairs and (weight := pairs[one].get(two, 0)):
                    weighs[one] += weight
                    weighs[two] += weight
        return tuple(word for word, weight in weighs.most_common(STRONGEST) if weight > 0)


def load_groups(path: Path) -> Groups:
    """Read the groups of a language; every word stays the text that was written."""
    return Groups(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))  # noqa: S506  (texts only)


def load_weights(path: Path, groups: Groups) -> Weights:
    """Read the weights of a language."""
    with path.open(encoding="utf-8") as lines:
        return Weights(groups, lines)
