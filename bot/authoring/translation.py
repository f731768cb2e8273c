"""A translation against its original: the words that can be taken, and what is missing, outdated or out of place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.authoring.finding import Finding, near, short
from bot.authoring.originals import OF, Part, Wording
from bot.authoring.quotes import PLACE
from bot.authoring.strict import Path, Source
from bot.authoring.texts import MESSAGE, braces, length, nudge, written_by_author

SHORT_FOR = ("say", "label")
"""What a text means that stands where it could have more beside it: `solo: …` is `solo: {say: …}`."""


ORDERED = frozenset({("numbers",), ("notes", "weekdays"), ("check_in", "steps"), ("check_in", "also")})
"""The bot's own phrases of which each text has its place."""

WORDINGS = frozenset(
    tuple(key.split("."))
    for key in (
        *("shared.waits", "added", "paused", "moved_on", "edited.taken", "thought.held"),
        *("refused.choice", "refused.many", "refused.moving_on", "back_again.plain", "back_again.with"),
    )
)
"""The bot's own phrases that are said so often that they have several wordings; one is enough all the same."""

NOTES: tuple[Path, ...] = (
    *(("notes", kind) for kind in ("nudge", "follow_up", "check_in", "ask")),
    ("remind", "notes"),
    ("pause", "return"),
    ("pause", "appointment"),
    ("plain", "note"),
    ("knock", "note"),
)
"""The bot's own phrases that stand on a lock screen."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of an original in another language, as far as they are there, each by its way in the original.

    `made_from` are the fingerprints that stand there, by the ways of `of`.
    """

    source: Source
    texts: Mapping[Path, Wording] = field(repr=False)
    made_from: Mapping[Path, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def translation(
    source: Source, parts: Sequence[Part], original: Source | None = None, language: str = ""
) -> Translation:
    """The words that a file has for these parts; `original` tells what is no word there, and so can't stand here."""
    return _Reader(source, parts, original, language).read()


class _Reader:
    def __init__(self, source: Source, parts: Sequence[Part], original: Source | None, language: str) -> None:
        self._source, self._parts, self._original, self._language = source, parts, original, language
        self._known: dict[Path, Wording] = {
            path: text for part in parts for path, text in (*part.texts.items(), *part.free.items())
        }
        self._ofs = {part.of for part in parts}
        self._around = {path[:end] for path in (*self._known, *self._ofs) for end in range(len(path) + 1)}
        self._texts: dict[Path, Wording] = {}
        self._unfit: set[Path] = set()
        self._made_from: dict[Path, str] = {}

    def read(self) -> Translation:
        found = [*self._read((), self._source.value)]
        for part in self._parts:
            found += self._missing(part)
            found += self._outdated(part)
        return Translation(self._source, self._texts, self._made_from, tuple(found))

    def _read(self, path: Path, value: Any) -> Iterator[Finding]:
        """Every text that is one of the original's, at its way."""
        known = next(
            (way for way in (path, *((*path, key) for key in SHORT_FOR)) if way in self._known), None
        )
        if path in self._ofs and not isinstance(value, dict):
            self._made_from[path] = "" if value is None else str(value)
        elif path == ("dialog",):
            return  # whose translation it is, which its file's name tells as well
        elif path not in self._around and known is None:
            yield from self._stranger(path)
        elif isinstance(value, dict) or (isinstance(value, list) and known is None):
            for key, one in value.items() if isinstance(value, dict) else enumerate(value):
                yield from self._read((*path, key), one)
        elif known is not None and value is not None:
            yield from self._take(known, path, value)
        elif value is not None:
            hint = "Write `key: value` pairs."
            yield self._source.finding(path, "Words can't stand here alone.", hint, warn=True)

    def _take(self, known: Path, path: Path, value: Any) -> Iterator[Finding]:
        """A text that people can be told; one that isn't as the original needs it is told here, and not taken."""
        original = self._known[known]
        text = _text([value] if _is_one_wording(known, value) else value, original)
        if text == "":
            return
        if text is None:
            should = "a list of texts" if isinstance(original, tuple) else "one text"
            wrong = [self._source.finding(path, f"This should be {should}, as in the original.", warn=True)]
        else:
            wrong = [
                *_count(known, path, original, text, self._source),
                *_places(path, original, text, self._source),
                *_unfit(known, path, text, self._source, self._language),
            ]
            yield from _long(path, text, original, self._source)
        yield from wrong
        if text is None or wrong:
            self._unfit.add(known)
        else:
            self._texts[known] = text

    def _stranger(self, path: Path) -> Iterator[Finding]:
        """A key that no text of the original has; told once, for the outermost."""
        if self._original is not None and (path in self._original.values or path in self._original.keys):
            hint = "Leave it out: it goes by the original, and only words stand here."
            yield self._source.finding(path, f"'{path[-1]}' is no words.", hint, key=True)
            return
        beside = {str(each[-1]) for each in self._around if each and each[:-1] == path[:-1]}
        hint = near(str(path[-1]), sorted(beside - {OF}))
        text = "The original has nothing of this name."
        yield self._source.finding(path, text, hint, key=True, warn=True)

    def _missing(self, part: Part) -> Iterator[Finding]:
        missing = [
            path for path, text in part.texts.items() if text and path not in {*self._texts, *self._unfit}
        ]
        if missing and len(missing) == len(part.texts) > 1:
            text = f"'{part.name}' isn't translated yet."
            yield self._source.finding(
                part.of[:-1], text, "Until then people read the original.", key=True, warn=True
            )
            return
        for path in missing:
            named = ".".join(str(key) for key in path if key != "steps")
            text = f"'{named}' isn't translated yet: \"{short(_each(part.texts[path])[0])}\"."
            yield self._source.finding(path[:-1], text, "", key=True, warn=True)

    def _outdated(self, part: Part) -> Iterator[Finding]:
        if not any(path in self._texts for path in part.texts):
            return
        said, now = self._made_from.get(part.of), part.fingerprint
        hint = f"Look at it again, then write `of: {now}`."
        if part.of[0] == OF and len(part.of) > 1:
            hint = f"Look at it again, then write `{part.name}: {now}` under `of`."
        if not said:
            text = f"It isn't told from which words '{part.name}' was translated."
            yield self._source.finding(part.of[:-1], text, hint, key=True, warn=True)
        elif said != now:
            text = f"The original of '{part.name}' has changed since."
            yield self._source.finding(part.of, text, hint, warn=True)


def fits(path: Path, original: Wording, text: Wording) -> bool:
    """Whether a phrase can be said where the original is: one text, or several, as there; and no other placeholders."""
    alike = isinstance(original, str) == isinstance(text, str) or path in WORDINGS
    return alike and _places_of(text) <= _places_of(original)


def _is_one_wording(path: Path, value: Any) -> bool:
    return path in WORDINGS and type(value) in (str, int)


def _text(value: Any, original: Wording) -> Wording | None:
    """What stands there as a text, or as several where the original has several; None where it is neither."""
    if isinstance(original, str):
        return str(value).removesuffix("\n") if type(value) in (str, int) else None
    several = isinstance(value, list) and all(type(one) in (str, int) for one in value)
    return tuple(str(one) for one in value) if several else None


def _count(known: Path, path: Path, original: Wording, text: Wording, source: Source) -> Iterator[Finding]:
    """Where each text has its place there must be as many; and what is a number is the same in every language."""
    if known in ORDERED and len(text) != len(original):
        hint = f"The original has {len(original)}, each in its place."
        yield source.finding(path, f"There are {len(text)} texts here.", hint, warn=True)
    if isinstance(original, str) and original.isdecimal() and text != original:
        yield source.finding(path, f"This is {original} in every language.", warn=True)


def _places(path: Path, original: Wording, text: Wording, source: Source) -> Iterator[Finding]:
    """The same placeholders: one more could show what is private, one less leaves out what is to be read."""
    there, here = _places_of(original), _places_of(text)
    for place in sorted(here - there):
        hint = f"There are: {', '.join(sorted(there))}." if there else "There is none."
        words = "{" + place + "}"
        yield source.finding(path, "The original has no such placeholder.", hint, words=words, warn=True)
    for place in sorted(there - here):
        missing = f"{{{place}}} is missing, which the original has."
        yield source.finding(path, missing, "Put it where it fits in your language.", warn=True)


def _unfit(known: Path, path: Path, text: Wording, source: Source, language: str) -> Iterator[Finding]:
    """What nobody could be told: a stray brace, more than a message holds, a note that says too much."""
    for one in _each(text):
        found = [*length(path, one, source), *braces(path, one, source)]
        found += nudge(path, one, source, language) if _is_note(known) else []
        yield from (replace(each, level="warning") for each in found)


def _is_note(known: Path) -> bool:
    """Whether a text stands on a lock screen: a nudge of a dialog, or what Mend says unasked."""
    return known[-2:] == ("nudge", "say") or any(known[: len(note)] == note for note in NOTES)


def _long(path: Path, text: Wording, original: Wording, source: Source) -> Iterator[Finding]:
    """More than a message should have, or much more than the original has where that is longer."""
    there = max(map(written_by_author, _each(original)), default=0)
    most = MESSAGE if there <= MESSAGE else there + there // 4
    said = max(map(written_by_author, _each(text)), default=0)
    if said > most:
        words = f"This text has {said} characters; a message has at most {most}."
        yield source.finding(path, words, "Say it in fewer words.", warn=True)


def _places_of(text: Wording) -> set[str]:
    return {place for one in _each(text) for place in PLACE.findall(one)}


def _each(text: Wording) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text
