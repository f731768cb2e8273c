"""Patterns of words: written as `(every|each) [single] {weekday}`, matched against the words of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(
    r"utc[+-]\d{1,2}(?::\d\d)?|\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d\b)?|\d{1,2}/\d{1,2}"
    r"|\d{1,2}[:.]\d\d(?!\d)|\d{1,2}[.,]5(?![\d.,:])|\d+|[ap]\.\s?m\b\.?|[^\W\d_]+|[-+/%&<>=*#~^:|\\]"
)
_COLON = re.compile(r":(?!\d)")
_PART = re.compile(r"\[[^]]*\]|\([^)]*\)|[^[(]+")

Words = tuple[str, ...]
Found = tuple[str, object]
"""The name of a place in a pattern, and what was found there."""


def words_of(text: str) -> Words:
    """The words of a text, without case, accents and marks; dates and clocks in digits are one word each."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign != "'")
    plain = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", plain)
    return tuple(
        re.sub(r"[\s.]", "", each) if each[0] in "ap" and "." in each else each for each in _split(plain)
    )


def _split(plain: str) -> list[str]:
    return _WORD.findall(_COLON.sub(" ", plain))


def slipped(word: str, meant: str) -> bool:
    """Whether a word is another with one slip of the thumb inside it; their ends are left alone, as they inflect."""
    if word[0] != meant[0] or word[-1] != meant[-1]:
        return False
    begin = _alike(word, meant)
    end = _alike(word[begin:][::-1], meant[begin:][::-1])
    there, here = word[begin : len(word) - end], meant[begin : len(meant) - end]
    return max(len(there), len(here)) == 1 or (len(there) == 2 and there == here[::-1])  # noqa: PLR2004  (changed about)


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def spelled(pattern: str) -> list[Words]:
    """All ways to write out a pattern: with and without what may be left out, by each of its choices."""
    ways: list[Words] = [()]
    for part in _PART.findall(pattern):
        if part[0] == "[":
            more: list[Words] = [(), *(words_in(each) for each in part[1:-1].split("|"))]
        elif part[0] == "(":
            more = [words_in(each) for each in part[1:-1].split("|")]
        else:
            more = [words_in(part)]
        ways = [(*way, *each) for way in ways for each in more]
    return ways


def words_in(text: str) -> Words:
    """The words and places of a piece of a pattern."""
    return tuple(word for each in text.split() for word in ((each,) if each[0] == "{" else words_of(each)))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words (one, or several in a row) and what they mean, by the first of them, the longest first."""

    entries: Mapping[str, Sequence[tuple[Words, object]]] = field(default_factory=dict)

    @classmethod
    def of(cls, meanings: Mapping[str, object]) -> Lexicon:
        """A lexicon of these words."""
        entries: dict[str, list[tuple[Words, object]]] = {}
        for text, meaning in meanings.items():
            words = words_of(text)
            entries.setdefault(words[0], []).append((words, meaning))
        return cls({first: sorted(each, key=lambda one: -len(one[0])) for first, each in entries.items()})

    def at(self, words: Words, begin: int) -> Iterator[tuple[int, object]]:
        """What stands at this word, with the word after it."""
        for entry, meaning in self.entries.get(words[begin], ()) if begin < len(words) else ():
            if words[begin : begin + len(entry)] == entry:
                yield begin + len(entry), meaning
