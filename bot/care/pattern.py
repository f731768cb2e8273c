"""Patterns of words: written by people who know, checked when they are loaded, compiled when a text needs them.

A pattern is words with one space between them, in small letters and without apostrophes. In place of a word:
`a|b` one of these; `<set>` a phrase of a named set; a `?` after it: it may be missing; `~` up to three words,
none of them a word of denial; `N` a number; `^` (first) and `$` (last) the ends of the sentence. Alternatives
of several words stand in brackets: `(in|at work|here)`. That is all, so that none can take long on any text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.care.wording import Wording, plain, vocabulary

KINDS = frozenset({"self_harm", "harm_other", "abuse_victim", "child_risk", "emergency"})
_GAP = "~"
_MOST_GAPS = 2
_ENDS = ("^", "$")
_NO_WORDS = frozenset({_GAP, *_ENDS, "N"})
_SHORT = 6  # letters of a word that could be another with one changed
_NEAR = 60  # characters before and after a find that are looked at for what takes it back
_KEYS = frozenset({"kind", "reason", "say", "unless_before", "unless_after", "fires", "passes"})
_ELEMENTS = re.compile(r"\([^()]*\)\??|\S+")
_WORDS = re.compile(r"[^\W_]+( [^\W_]+)*")

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text; in C where there is that, ten times as quickly, for every start waits for it."""

_Read = TypeVar("_Read")


class Unusable(Exception):
    """A file of patterns that can't be used; the text says where and why (it holds no person's words)."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression put together from checked parts, compiled when a text first needs it.

    There are thousands of them, most of which a run of the program never tries: every start would wait for all.
    """

    source: str

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Give the match that begins at `start`."""
        return _compiled(self.source).match(text, start)

    def search(self, text: str) -> re.Match[str] | None:
        """Give the first match anywhere."""
        return _compiled(self.source).search(text)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which something is told: its kind, why it counts, sentences that must and must not fire.

    `more` holds what else its file says of it, for those who asked for further keys.
    """

    kind: str
    reason: str
    phrases: tuple[Phrase, ...]
    unless_before: Expression | None
    unless_after: Expression | None
    fires: tuple[str, ...]
    passes: tuple[str, ...]
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a sentence says a pattern: from `start` to `end`."""

    pattern: Pattern
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording of a pattern; a sentence that is looked at has one word of each of `needs`."""

    starts: frozenset[str]
    needs: tuple[frozenset[str], ...]
    expression: Expression
    is_first: bool


class Patterns:
    """All patterns of one language; only those are tried whose words a sentence has."""

    def __init__(
        self, data: Mapping[str, Any], kinds: frozenset[str] = KINDS, more: frozenset[str] = frozenset()
    ) -> None:
        """Check what a file says, and put it together; Unusable if a part of it could never work.

        `more` names further keys of a pattern, which mean something to who loads it.
        """
        self._kinds, self._more = kinds, more
        self._sets: dict[str, list[str]] = {name: list(said) for name, said in data.get("sets", {}).items()}
        self._denials = "|".join(map(re.escape, data.get("denials", ["never"])))
        disguised = frozenset(data.get("disguised", ()))
        spellings = {str(key): str(value) for key, value in data.get("spellings", {}).items()}
        for phrase in chain(disguised, spellings.values(), *self._sets.values()):
            _require(_is_plain(phrase), f"{phrase!r}: plain words only")
        self._takes_back = self._around(data.get("takes_back", ()), " (?:{})$")
        self._not_real = self._around(data.get("not_real", ()), " (?:{})")
        self._past = self._around(data.get("past", ()), " (?:{})")
        self._healed = self._around(data.get("healed", ()), " (?:{})")
        self.patterns = tuple(self._pattern(each) for each in data["patterns"])
        known = vocabulary([*disguised, *spellings, *self._said(data)])
        self.wording = Wording(spellings, disguised, known, self._long(data.get("mistyped", ())))
        self._by_key = self._keyed()

    def kinds(self, sentences: Iterable[list[str]]) -> frozenset[str]:
        """Give the kinds of danger that sentences (as `wording.sentences` gives them) tell of."""
        found: set[str] = set()
        for written in sentences:
            sentence = self.wording.meant(written)
            words = sentence.split()
            tried = self._worth_trying(words)
            start = 0
            for word in words if tried else ():
                for pattern, phrase in tried.get(word, ()):
                    if pattern.kind not in found and self._stands(pattern, phrase, sentence, start):
                        found.add(pattern.kind)
                start += len(word) + 1
        return frozenset(found)

    def found(self, sentences: Iterable[str], enough: Container[str] = ()) -> Iterator[Found]:
        """Give everything that sentences (as `wording.meant` gives them) say, each pattern once at a place.

        Kinds that come to be in `enough` on the way are looked for no more.
        """
        for sentence in sentences:
            words = sentence.split()
            tried = self._worth_trying(words)
            start = 0
            for word in words if tried else ():
                seen: set[int] = set()
                for pattern, phrase in tried.get(word, ()):
                    if id(pattern) in seen or pattern.kind in enough:
                        continue
                    if match := self._stands(pattern, phrase, sentence, start):
                        seen.add(id(pattern))
                        yield Found(pattern, sentence, start, match.end())
                start += len(word) + 1

    def is_healed(self, found: Found, meant: Iterable[str]) -> bool:
        """Whether a find tells of long ago, in a message (as `wording.meant` gives it) that says it is over."""
        near = " " + found.sentence[max(0, found.start - _NEAR) : found.end + _NEAR]
        if not (self._past and self._healed and self._past.search(near)):
            return False
        return any(self._healed.search(f" {each}") for each in meant)

    def _worth_trying(self, sentence: list[str]) -> dict[str, list[tuple[Pattern, Phrase]]]:
        """Give the phrases that a sentence of these words can say, by the words with which they begin."""
        tried: dict[str, list[tuple[Pattern, Phrase]]] = {}
        words = set(sentence)
        for key in words & self._by_key.keys():
            for pattern, phrase in self._by_key[key]:
                if phrase.is_first and sentence[0] not in phrase.starts:
                    continue
                if any(need.isdisjoint(words) for need in phrase.needs):
                    continue
                for start in (sentence[0],) if phrase.is_first else phrase.starts & words:
                    tried.setdefault(start, []).append((pattern, phrase))
        return tried

    def _stands(self, pattern: Pattern, phrase: Phrase, sentence: str, start: int) -> re.Match[str] | None:
        """Give the words from `start` on that are this phrase, if nothing around takes it back."""
        match = phrase.expression.match(sentence, start)
        if not match:
            return None
        before = " " + sentence[max(0, start - _NEAR) : start]
        after = sentence[match.end() : match.end() + _NEAR]
        if any(taken and taken.search(before) for taken in (pattern.unless_before, self._takes_back)):
            return None
        if pattern.unless_after and pattern.unless_after.match(after):
            return None
        return None if self._not_real and self._not_real.search(before + match.group() + after) else match

    def _keyed(self) -> dict[str, list[tuple[Pattern, Phrase]]]:
        """Sort phrases under the words of their rarest element: `i` and `he` alone start no search."""
        all_phrases = [(pattern, phrase) for pattern in self.patterns for phrase in pattern.phrases]
        uses = Counter(word for _, phrase in all_phrases for need in phrase.needs for word in need)
        keyed: dict[str, list[tuple[Pattern, Phrase]]] = {}
        for pattern, phrase in all_phrases:
            for word in min(phrase.needs, key=lambda need: max(uses[word] for word in need)):
                keyed.setdefault(word, []).append((pattern, phrase))
        return keyed

    def _pattern(self, data: Mapping[str, Any]) -> Pattern:
        reason = str(data.get("reason", ""))
        unknown = set(data) - _KEYS - self._more
        _require(not unknown, f"{reason}: unknown {', '.join(sorted(unknown))}")
        _require(
            data.get("kind") in self._kinds, f"{reason}: kind is one of {', '.join(sorted(self._kinds))}"
        )
        for needed in ("reason", "say", "fires", "passes"):
            _require(data.get(needed), f"{reason or data}: {needed} is missing")
        return Pattern(
            kind=data["kind"],
            reason=reason,
            phrases=tuple(self._phrase(said) for said in data["say"]),
            unless_before=self._around(data.get("unless_before", ()), " (?:{})$"),
            unless_after=self._around(data.get("unless_after", ()), "(?:{})"),
            fires=tuple(data["fires"]),
            passes=tuple(data["passes"]),
            more={key: data[key] for key in sorted(self._more & data.keys())},
        )

    def _phrase(self, said: str) -> Phrase:
        elements = _ELEMENTS.findall(said)
        _require(elements.count(_GAP) <= _MOST_GAPS, f"{said}: at most {_MOST_GAPS} gaps")
        needed = [each for each in elements if each not in _NO_WORDS and not each.endswith("?")]
        _require(needed, f"{said}: at least one word that may not be missing")
        return Phrase(
            starts=self._starts(elements),
            needs=tuple(frozenset(each.split()[0] for each in self._alternatives(word)) for word in needed),
            expression=Expression("".join(map(self._element, elements))),
            is_first=elements[0] == "^",
        )

    def _around(self, said: Sequence[str], form: str) -> Expression | None:
        if not said:
            return None
        return Expression(
            form.format("|".join("".join(map(self._element, _ELEMENTS.findall(each))) for each in said))
        )

    def _element(self, word: str) -> str:
        """Give the expression of one element; each takes the space after it."""
        bare = word.removesuffix("?")
        if bare == _GAP:
            return rf"(?:(?!(?:{self._denials}) )\S+ ){{0,3}}?"
        if bare in _ENDS:
            return bare
        whole = r"\d+ " if bare == "N" else f"(?:{'|'.join(self._alternatives(bare))}) "
        return f"(?:{whole})?" if word.endswith("?") else whole

    def _alternatives(self, word: str) -> list[str]:
        if word.startswith("<"):
            _require(word.strip("<>") in self._sets, f"{word}: no such set")
            return self._sets[word.strip("<>")]
        said = word.strip("()").split("|")
        _require(all(_is_plain(each) for each in said), f"{word}: no plain words")
        return said

    def _starts(self, words: Sequence[str]) -> frozenset[str]:
        """Give the words with which a pattern can begin."""
        found: set[str] = set()
        for word in words[words[0] == "^" :]:
            _require(word not in _NO_WORDS, f"{' '.join(words)}: a pattern begins with words")
            found |= {each.split()[0] for each in self._alternatives(word.removesuffix("?"))}
            if not word.endswith("?"):
                break
        return frozenset(found)

    def _long(self, words: Sequence[str]) -> Sequence[str]:
        _require(
            all(_is_plain(word) and len(word) > _SHORT for word in words), "mistyped: long plain words only"
        )
        return words

    def _said(self, data: Mapping[str, Any]) -> list[str]:
        phrases = [said for each in data["patterns"] for said in each["say"]]
        words = {word.removesuffix("?") for said in phrases for word in _ELEMENTS.findall(said)}
        return [said for word in words - _NO_WORDS for said in self._alternatives(word)]


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def load(path: Path, build: Callable[[Mapping[str, Any]], _Read]) -> _Read:
    """Read what a file says of one language; Unusable, with the file's name, if anything is wrong with it."""
    # Every scalar stays the text that was written: `no` and `on` are words here, not truth values.
    try:
        return build(yaml.load(path.read_text(encoding="utf-8"), LOADER))  # noqa: S506  (texts only)
    except (Unusable, yaml.YAMLError) as wrong:
        raise Unusable(f"{path.name}: {wrong}") from None


@cache
def _is_plain(phrase: str) -> bool:
    return bool(_WORDS.fullmatch(phrase)) and plain(phrase) == phrase


def _require(fits: object, why: str) -> None:
    if not fits:
        raise Unusable(why)
