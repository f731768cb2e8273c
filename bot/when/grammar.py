"""The grammar of times in one language, from its table in `words/`: all ways in which a text names a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from bot.when.heard import NOTHING, Heard, Part
from bot.when.meanings import MEANINGS
from bot.when.patterns import Found, Lexicon, Words, spelled, words_of
from bot.when.places import PLACES

_FOLDER = Path(__file__).resolve().parent / "words"

LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
"""Those whose tables there are."""


def languages_from(language: str) -> tuple[str, ...]:
    """All of them, a person's own first ('de' for 'de-AT'); English where theirs has no table."""
    own = language.partition("-")[0]
    own = own if own in LANGUAGES else "en"
    return (own, *(each for each in LANGUAGES if each != own))


MOST_WORDS = 24
"""Nobody needs more of them to say a time."""


ALIKE = {"parts": ["{part}"], "offsets": ["{offset}"]}
"""Sections that are the same in all languages."""


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a pattern, and what it means."""

    words: Words
    means: Callable[[Sequence[Found]], Heard | None]


class Grammar:
    """One language's table, ready to be read with."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Take a table such as `words/en.yaml`, which explains its keys."""
        self.say: Mapping[str, str] = table["say"]
        self.weekdays: Sequence[str] = [names[0] for names in table["weekday"]]
        self.plurals: Sequence[str] = [names[0] for names in table["plurals"]]
        self.months: Sequence[str] = [names[0] for names in table["month"]]
        self.slashes: str = table["slashes"]
        self.purpose = {words_of(each) for each in table["purpose"]}
        self.parts = {name: _part(each) for name, each in table["part"].items()}
        nth = table.get("nth", {})
        self.lexicons = {
            "weekday": _numbered(table["weekday"]),
            "plurals": _numbered(table["plurals"]),
            "month": _numbered(table["month"], 1),
            "unit": _named(table["unit"]),
            "half": _named(table["half"]),
            "part": Lexicon.of(
                {w: self.parts[n] for n, part in table["part"].items() for w in part["words"]}
            ),
            "number": Lexicon.of({word: int(number) for word, number in table["numbers"].items()}),
            "nth": Lexicon.of({word: int(number) for word, number in nth.items()}),
            "and": Lexicon.of(dict.fromkeys(table["and"])),
            "ordinal": Lexicon.of(dict.fromkeys(table["ordinal"])),
        }
        self._fillers = Lexicon.of(dict.fromkeys(table["fillers"]))
        self._forms: dict[str, list[_Form]] = {}
        for section, means in MEANINGS.items():
            patterns = ALIKE.get(section) or table[section]
            for pattern in patterns:
                meaning = patterns[pattern] if isinstance(patterns, dict) else ""
                self._add(pattern, partial(means, meaning, self.parts))
        self._known = self._vocabulary()
        joined = table.get("joined", {}).items()
        before = table.get("before_nth", "")
        self._joined = {words_of(before + word)[0]: (*words_of(before), *words_of(word)) for word in nth} | {
            words_of(f"{day}{end}")[0]: words_of(f"{day} {part}")
            for names in table["weekday"]
            for day in names
            for end, part in joined
        }

    def _add(self, pattern: str, means: Callable[[Sequence[Found]], Heard | None]) -> None:
        for words in spelled(pattern):
            self._forms.setdefault(words[0], []).append(_Form(words, means))

    def _vocabulary(self) -> frozenset[str]:
        """Words that are of time wherever they stand: names of it, numbers, and what says a day by itself."""
        alone = {form.words[0] for each in self._forms.values() for form in each if len(form.words) == 1}
        small = {word for name in ("and", "ordinal") for word in self.lexicons[name].entries}
        named = {word for each in self.lexicons.values() for word in each.entries}
        return frozenset((alone | named) - small - self._fillers.entries.keys())

    def words_of(self, text: str) -> Words:
        """The words of a text, those that are written as one apart."""
        return tuple(word for each in words_of(text) for word in self._joined.get(each, (each,)))

    def knows(self, word: str) -> bool:
        """Whether a word is one of time, wherever it stands."""
        return word[0].isdigit() or word in self._known

    def readings(self, words: Words) -> set[Heard]:
        """All ways to read all the words; none where one is left over."""
        return set(self._from(words, 0, NOTHING)) - {NOTHING} if len(words) <= MOST_WORDS else set()

    def _from(self, words: Words, begin: int, heard: Heard) -> Iterator[Heard]:
        if begin == len(words):
            yield heard
            return
        for end, _ in self._fillers.at(words, begin):
            yield from self._from(words, end, heard)
        for form in self._beginning(words, begin):
            for end, found in self._matches(form.words, words, begin):
                more = form.means(found)
                both = heard.and_then(more) if more is not None else None
                if both is not None:
                    yield from self._from(words, end, both)

    def _beginning(self, words: Words, begin: int) -> Iterator[_Form]:
        """The forms that can begin at this word."""
        yield from self._forms.get(words[begin], ())
        for place in PLACES:
            if place in self._forms and next(PLACES[place](self, words, begin), None) is not None:
                yield from self._forms[place]

    def _matches(self, form: Words, words: Words, begin: int) -> Iterator[tuple[int, Sequence[Found]]]:
        """Where the words are of this form: the word after it, and what stands in its places."""
        if not form:
            yield begin, ()
            return
        first, rest = form[0], form[1:]
        if first in PLACES:
            for middle, value in PLACES[first](self, words, begin):
                for end, more in self._matches(rest, words, middle):
                    yield end, ((first, value), *more)
        elif begin < len(words) and words[begin] == first:
            yield from self._matches(rest, words, begin + 1)


def _numbered(names: Sequence[Sequence[str]], first: int = 0) -> Lexicon:
    return Lexicon.of({word: number for number, words in enumerate(names, first) for word in words})


def _named(names: Mapping[str, Sequence[str]]) -> Lexicon:
    return Lexicon.of({word: name for name, words in names.items() for word in words})


def _part(table: Mapping[str, str]) -> Part:
    begin, end = table["hours"].split("-")
    return Part(_minutes(begin), _minutes(end), _minutes(table["usual"]))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language that has a table, read once in a program."""
    text = (_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return Grammar(yaml.load(text, yaml.BaseLoader))  # noqa: S506  (texts only)
