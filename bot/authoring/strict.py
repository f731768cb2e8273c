"""Strict YAML: what is written is what is read, and where. Mistakes become findings, never exceptions."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.authoring.finding import Finding, short
from bot.authoring.yaml_slips import UNSEEN, UNSEEN_HINT, slip

LARGEST = 500_000
"""Bytes of the largest file that is read."""

DEEPEST = 20
"""Levels of nesting that are read."""

Path = tuple[str | int, ...]
"""The way to a value: keys, and the places in lists."""

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,11})")
_HASH = re.compile(r" +#[^\s#]")
_SIGNS = r"\n -~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\ue000-\ufdff\U00010000-\U0010ffff"
_USUAL = re.compile(rf"(?:[{_SIGNS}]*\n)?")
"""Texts in which no sign is taken differently in C: no tabs, nothing that can't be seen, a line's end at the end."""

_JOINED = re.compile(r"[|>][-+\d]*#")

_IN_C = getattr(yaml, "CSafeLoader", None)
_NULLS = {"", "~", "null"}
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: line and column from 1, and the characters from `start` to `end`."""

    line: int
    column: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One document of a YAML file as plain values, with the spot of every key and value.

    Keys are always texts; a plain value is an int, true, false, null or else a text, just as it is written.
    """

    file: str
    value: Any = field(repr=False)
    text: str = field(default="", repr=False)
    values: Mapping[Path, Spot] = field(default_factory=dict, repr=False)
    keys: Mapping[Path, Spot] = field(default_factory=dict, repr=False)

    def at(self, path: Path, *, key: bool = False) -> Spot:
        """The spot of a value (or of its key); of the nearest one around it where it isn't written."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Spot(1, 1))

    def within(self, path: Path, words: str) -> Spot:
        """The spot of these words inside a text, else of the text."""
        spot = self.at(path)
        found = self.text.find(words, spot.start, spot.end)
        if found < 0:
            return spot
        line, column = _place(self.text, found)
        return Spot(line, column, found, found + len(words))

    def finding(
        self, path: Path, text: str, hint: str = "", *, key: bool = False, words: str = "", warn: bool = False
    ) -> Finding:
        """A finding at this path: at its value, at its key, or at some words inside it."""
        spot = self.within(path, words) if words else self.at(path, key=key)
        return Finding(self.file, spot.line, spot.column, text, hint, "warning" if warn else "error")


def documents(data: bytes, file: str) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The documents of a YAML file, and what is wrong with it as YAML. Raises nothing."""
    if len(data) > LARGEST:
        return (), (Finding(file, 1, 1, f"The file has more than {LARGEST:,} bytes.", "Split it."),)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return (), (Finding(file, 1, 1, "The file is saved as UTF-16.", "Save it as UTF-8."),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8", "replace"), error.start)
        return (), (Finding(file, line, column, "This is not UTF-8.", "Save the file as UTF-8."),)
    return _quickly(text, file) or _Reader(text, file, yaml.SafeLoader).documents()


def document(data: bytes, file: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """The one document of a YAML file; None where it can't be read or isn't one."""
    found, findings = documents(data, file)
    if not found and not findings:
        return None, (Finding(file, 1, 1, "The file is empty.", "Write something into it, or remove it."),)
    if len(found) > 1:
        spot = found[1].at(())
        hint = "Remove the line ---, or make two files."
        findings = (*findings, Finding(file, spot.line, spot.column, "A second document begins here.", hint))
    return (found[0] if found else None), findings


def _quickly(text: str, file: str) -> tuple[tuple[Source, ...], tuple[Finding, ...]] | None:
    """The documents, read in C, which every start waits for; None where Python's reader could say something else.

    That is wherever there is something to tell, and in texts with signs that the two take differently.
    """
    if _IN_C is None or not _USUAL.fullmatch(text) or _JOINED.search(text):
        return None
    reader = _Reader(text, file, _IN_C)
    found, findings = reader.documents()
    return None if findings or reader.doubtful else (found, findings)


class _Stopped(Exception):
    """What follows can't be read; the finding is noted."""


class _Reader:
    """Builds plain values from PyYAML's events: no tags, no aliases, no types but the four.

    `doubtful` tells that between brackets a plain text is missing or has a ? in it: readers differ about these.
    """

    def __init__(self, text: str, file: str, loader: Any) -> None:
        self._text = text
        self._loads = loader
        self._flows: list[bool | None] = []
        self.doubtful = False
        self._file = file
        self._findings: list[Finding] = []
        self._values: dict[Path, Spot] = {}
        self._keys: dict[Path, Spot] = {}

    def documents(self) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
        """All documents; those before a mistake where one stops the reading."""
        found: list[Source] = []
        try:
            self._loader = self._loads(self._text)
            while not self._loader.check_event(yaml.StreamEndEvent):
                if self._loader.check_event(yaml.DocumentStartEvent):
                    found.append(self._document())
                else:
                    self._next()
        except yaml.YAMLError as error:
            slipped = slip(error, self._text, self._file)
            if all(one.line != slipped.line for one in self._findings):
                self._findings.append(slipped)
        except (ValueError, OverflowError):  # PyYAML on "\U99999999" and on %YAML with thousands of digits
            mark = self._loader.get_mark()
            self._find(mark, "A \\ here names a character that doesn't exist.", "Write the character itself.")
        except _Stopped:
            pass
        return tuple(found), tuple(self._findings)

    def _document(self) -> Source:
        self._next()
        self._values, self._keys = {}, {}
        value = self._value((), 0)
        return Source(self._file, value, self._text, self._values, self._keys)

    def _value(self, path: Path, depth: int) -> Any:
        event = self._next()
        start = event.start_mark
        if depth > DEEPEST:
            self._stop(start, "This is nested too deeply.", "Nothing here needs more than a few levels.")
        if isinstance(event, yaml.AliasEvent):
            hint = "Write it out; a text that begins with * needs quotes."
            self._stop(start, f"*{event.anchor} refers to something else.", hint)
        self._plain_only(event)
        if isinstance(event, yaml.MappingStartEvent):
            value: Any = self._mapping(path, depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(path, depth)
        else:
            value = self._scalar(event)
        if path not in self._values:
            end = self._ended if isinstance(event, yaml.CollectionStartEvent) else event.end_mark
            self._values[path] = Spot(start.line + 1, start.column + 1, start.index, end.index)
        return value

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        value: dict[str, Any] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            event = self._next()
            if not isinstance(event, yaml.ScalarEvent):
                hint = "A text that begins with { or [ needs quotes."
                self._stop(event.start_mark, "This can't be a key.", hint)
            self._plain_only(event)
            key = self._seen(event)
            self._printable(event)
            again = key in value
            if again:
                hint = "Keep one of them; only the first would count."
                self._find(event.start_mark, f"'{short(key)}' stands here a second time.", hint)
            mark, end = event.start_mark, event.end_mark
            here = (*path, key)
            self._keys.setdefault(here, Spot(mark.line + 1, mark.column + 1, mark.index, end.index))
            read = self._value((*here, "+again") if again else here, depth + 1)
            value.setdefault(key, read)
        self._ended = self._next().end_mark
        return value

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        value: list[Any] = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            value.append(self._value((*path, len(value)), depth + 1))
        self._ended = self._next().end_mark
        return value

    def _scalar(self, event: Any) -> str | int | bool | None:
        text = str(event.value)
        self._printable(event)
        if event.style:
            return text
        if " " in text and (hash_ := _HASH.match(self._text, event.end_mark.index)):
            self._lost(event.end_mark, hash_[0])
        if text in _NULLS:
            return None
        if text in _TRUTHS:
            return _TRUTHS[text]
        return int(text) if _WHOLE.fullmatch(text) else text

    def _seen(self, event: Any) -> str:
        """A key as one sees it; what can't be seen in it is told."""
        key = str(event.value)
        if not event.style and UNSEEN.search(key):
            self._find(event.start_mark, "Something that can't be seen stands in this key.", UNSEEN_HINT)
            return UNSEEN.sub("", key)
        return key

    def _lost(self, mark: Any, rest: str) -> None:
        """A text that YAML ends at a '#': nobody would read what follows."""
        text, hint = "From the # on nobody reads this.", "Put the whole text in quotes."
        column = mark.column + 1 + rest.index("#")
        self._findings.append(Finding(self._file, mark.line + 1, column, text, hint, "warning"))

    def _plain_only(self, event: Any) -> None:
        if event.anchor:
            hint = "Leave it out; a text that begins with & needs quotes."
            self._find(event.start_mark, f"&{event.anchor} names a thing for later use.", hint)
        if event.tag:
            hint = "Leave it out; a text that begins with ! needs quotes."
            self._find(event.start_mark, f"'{event.tag}' is a type for programs.", hint)

    def _printable(self, event: Any) -> None:
        if any("\ud800" <= char <= "\udfff" or char == "\0" for char in event.value):
            hint = "Write the character itself."
            self._stop(event.start_mark, "A \\ here names half a character.", hint)

    def _next(self) -> Any:
        event = self._loader.get_event()
        if isinstance(event, yaml.CollectionStartEvent):
            self._flows.append(event.flow_style)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._flows.pop()
        elif isinstance(event, yaml.ScalarEvent) and not event.style and any(self._flows):
            self.doubtful = self.doubtful or not event.value or "?" in event.value
        return event

    def _find(self, mark: Any, text: str, hint: str) -> None:
        self._findings.append(Finding(self._file, mark.line + 1, mark.column + 1, text, hint))

    def _stop(self, mark: Any, text: str, hint: str) -> None:
        self._find(mark, text, hint)
        raise _Stopped


def _place(text: str, index: int) -> tuple[int, int]:
    before = re.split(r"\r\n|[\r\n]", text[:index])
    return len(before), len(before[-1]) + 1
