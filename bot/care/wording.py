"""A text as plain words, with what phones at night make of it undone: case, accents, dont, k1ll, pleeease."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

_SENTENCE_ENDS = re.compile(r"[.?;…。？！]+|\n\s*\n|!+(?![^\W\d_])|(?<![^\W_])!+")
_WORD = re.compile(r"[^\W_]+(?:[*@$!#][^\W_]+)*")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ＇"))
_PICTURES = {"🆘": " sos "}
_LEET = str.maketrans("013457@$!", "oieastasi")
_DISGUISED = re.compile(r"[\d*@$!#]")
_SIGNS = re.compile(r"[*@$!#]")
_STRETCHED = re.compile(r"(.)\1{2,}")
_MOST_STRETCHES = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """How words are written in a language: other spellings, words often disguised, all words that matter."""

    spellings: Mapping[str, str]  # one or two words -> what is meant
    disguised: frozenset[str]  # words that people write as k1ll or k*ll
    known: frozenset[str]  # words into which a stretched one (pleeease) may be put back

    def sentences(self, text: str) -> list[str]:
        """Give the sentences of a text as plain words in small letters, one space after each word."""
        found = []
        for part in _SENTENCE_ENDS.split(plain(text)):
            words = self._meant(_WORD.findall(part))
            if words:
                found.append(" ".join(words) + " ")
        return found

    def _meant(self, written: list[str]) -> list[str]:
        words = [self._undisguised(word) for word in written]
        meant: list[str] = []
        place = 0
        while place < len(words):
            pair = f"{words[place]} {words[place + 1]}" if place + 1 < len(words) else ""
            if pair in self.spellings:
                meant += self.spellings[pair].split()
                place += 2
                continue
            meant += self.spellings.get(words[place], words[place]).split()
            place += 1
        return meant

    def _undisguised(self, word: str) -> str:
        if word.isalpha() and not _STRETCHED.search(word):
            return word
        if _DISGUISED.search(word) and not word.isdigit():
            translated = word.translate(_LEET)
            if translated in self.disguised:
                return translated
            if "*" in word or "#" in word:
                return next((each for each in self.disguised if _covers(word, each)), word)
        return _SIGNS.sub(" ", self._shortened(word))

    def _shortened(self, word: str) -> str:
        """Put back a stretched word: each long run of a letter may stand for one or for two."""
        runs = [found.group() for found in _STRETCHED.finditer(word)][:_MOST_STRETCHES]
        for lengths in product((1, 2), repeat=len(runs)):
            shorter = word
            for run, length in zip(runs, lengths, strict=True):
                shorter = shorter.replace(run, run[0] * length, 1)
            if shorter in self.known:
                return shorter
        return word


def plain(text: str) -> str:
    """Take case, accents, apostrophes and invisible signs off a text."""
    for picture, word in _PICTURES.items():
        text = text.replace(picture, word)
    text = text.translate(_APOSTROPHES).casefold()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES)
    return "".join(sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf", "Me"))


def vocabulary(phrases: Iterable[str]) -> frozenset[str]:
    """Give all words of some phrases."""
    return frozenset(word for phrase in phrases for word in phrase.split())


def _covers(masked: str, word: str) -> bool:
    return len(masked) == len(word) and all(
        sign in ("*#" + letter) for sign, letter in zip(masked, word, strict=True)
    )
