"""A text as plain words, with what phones at night make of it undone: case, accents, dont, k1ll, pleeease."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

_SENTENCE_ENDS = re.compile(r"[.?;…。？！]+|\n\s*\n|!+(?![^\W\d_])|(?<![^\W_])!+")
_WORD = re.compile(r"[^\W_]+(?:[*@$!#][^\W_]+)*")
_SIGNS = re.compile(r"[*@$!#]")
_ODD = re.compile(r"[\d*@$!#]|(.)\1\1")
_RUN = re.compile(r"(.)\1+")
_STRETCHED = re.compile(r"(.)\1\1")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ＇"))
_ACCENTS_AND_INVISIBLE = re.compile(
    "[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20e3\ufe00-\ufe0f\ufeff]+"
)
_PICTURES = {"🆘": " sos "}
_LONG, _LONGEST = 7, 20  # letters of a word in which one may be wrong
_LEET = str.maketrans("013457@$!", "oieastasi")


def plain(text: str) -> str:
    """Take case, accents, apostrophes and invisible signs off a text."""
    for picture, word in _PICTURES.items():
        text = text.replace(picture, word)
    text = text.translate(_APOSTROPHES).casefold()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES)
    return _ACCENTS_AND_INVISIBLE.sub("", apart)


def sentences(text: str) -> list[list[str]]:
    """Give the words of each sentence as they were written, but plain."""
    return [words for part in _SENTENCE_ENDS.split(plain(text)) if (words := _WORD.findall(part))]


def standing(text: str) -> list[list[tuple[int, int]]]:
    """Say where in the text each word stands that `sentences` gives: from its first to after its last character."""
    signs = {written: plain(written) for written in set(text)}
    apart = "".join([signs[written] for written in text])
    made = [place for place, written in enumerate(text) for _ in signs[written]]
    found: list[list[tuple[int, int]]] = []
    start = 0
    for end in [*_SENTENCE_ENDS.finditer(apart), None]:
        until = end.start() if end else len(apart)
        words = [
            (made[word.start()], made[word.end() - 1] + 1) for word in _WORD.finditer(apart, start, until)
        ]
        if words:
            found.append(words)
        start = end.end() if end else until
    return found


class Wording:
    """How words are written in a language, and what is meant by them."""

    def __init__(
        self,
        spellings: Mapping[str, str],
        disguised: frozenset[str],
        known: frozenset[str],
        mistyped: Iterable[str] = (),
    ) -> None:
        """Take other spellings (of one or two words), words often disguised (k1ll), and all that matter.

        `mistyped` are long words that are still meant with one letter wrong, missing, added or swapped.
        """
        self._known = known
        self._mistyped: dict[str, str] = {}
        for word in mistyped:
            for slip in _slips(word):
                self._mistyped.setdefault(slip, word)
        self._spellings = spellings
        self._first_of_two = frozenset(key.split()[0] for key in spellings if " " in key)
        self._disguised = disguised
        # Of words that differ only in doubled letters (to, too) the longer one is meant by a stretched one.
        self._unstretched = {_RUN.sub(r"\1", word): word for word in sorted(known, key=len)}

    def meant(self, written: list[str]) -> str:
        """Give a sentence in usual spelling, one space after each word."""
        words = written
        if _ODD.search(" ".join(written)):
            usual = {word: self._undisguised(word) for word in set(written)}
            words = [usual[word] for word in written]
        if self._mistyped:
            words = [self._typed(word) for word in words]
        return "".join(f"{words} " for words, _, _ in self._pieces(words))

    def places(self, written: list[str]) -> list[tuple[int, int]]:
        """Say for each word that `meant` gives from which to which written word it stands for."""
        usual = [self._typed(self._undisguised(word)) for word in written]
        return [
            (first, last) for piece, first, last in self._pieces(usual) for _ in range(len(piece.split()))
        ]

    def _pieces(self, words: list[str]) -> Iterator[tuple[str, int, int]]:
        """Give usual spellings, each with the places of the first and the last word it is made of."""
        skip = False
        for place, word in enumerate(words):
            if skip:
                skip = False
                continue
            pair = (
                f"{word} {words[place + 1]}" if word in self._first_of_two and place + 1 < len(words) else ""
            )
            skip = pair in self._spellings
            yield (
                (self._spellings[pair], place, place + 1)
                if skip
                else (self._spellings.get(word, word), place, place)
            )

    def _typed(self, word: str) -> str:
        if not _LONG <= len(word) <= _LONGEST or word in self._known:
            return word
        slips = (word, *(word[:place] + word[place + 1 :] for place in range(1, len(word))))
        near = next((self._mistyped[slip] for slip in slips if slip in self._mistyped), word)
        return near if _is_one_off(word, near) else word

    def _undisguised(self, word: str) -> str:
        if word.isdigit():
            return word
        translated = word.translate(_LEET)
        if translated in self._disguised:
            return translated
        if "*" in word or "#" in word:
            return next((each for each in self._disguised if _covers(word, each)), _SIGNS.sub(" ", word))
        if _STRETCHED.search(word):
            return self._unstretched.get(_RUN.sub(r"\1", word), word)
        return _SIGNS.sub(" ", word)


def _slips(word: str) -> set[str]:
    """Give a word, and the word without each of its letters but the first."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))}


def _is_one_off(written: str, word: str) -> bool:
    """Whether two words differ in one letter that is wrong, missing, added, or swapped with the next."""
    same = next(
        (place for place, (one, two) in enumerate(zip(written, word, strict=False)) if one != two), None
    )
    if same is None:
        return abs(len(written) - len(word)) <= 1
    one, two = written[same:], word[same:]
    return (
        one[1:] == two[1:] or one[1:] == two or one == two[1:] or (one[1::-1], one[2:]) == (two[:2], two[2:])
    )


def vocabulary(phrases: Iterable[str]) -> frozenset[str]:
    """Give all words of some phrases."""
    return frozenset(word for phrase in phrases for word in phrase.split())


def _covers(masked: str, word: str) -> bool:
    return len(masked) == len(word) and all(
        sign in ("*#" + letter) for sign, letter in zip(masked, word, strict=True)
    )
