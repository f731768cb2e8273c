"""From plain values to the dialog language: what could be understood, and every finding at once."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePath
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from bot.authoring.asks import ASKS
from bot.authoring.complaints import findings_of, path_of
from bot.authoring.fields import MOST_OPTIONS, Key, Name
from bot.authoring.finding import CLOSE, Finding
from bot.authoring.models import AnyEntry, DialogWords, Entry
from bot.authoring.strict import Path, Source

Lists = Mapping[str, Mapping[str, Entry]]
"""The lists of lists.yaml: words by list and key."""

_LISTS: TypeAdapter[dict[str, dict[str, str | Entry]]] = TypeAdapter(
    dict[Name, Annotated[dict[Key, AnyEntry], Field(min_length=1, max_length=MOST_OPTIONS)]]
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialog's file as far as it could be understood.

    `broken` are steps that were left out, whole or in part; `hidden` are the answers that they may ask for.
    """

    source: Source
    written: DialogWords
    broken: frozenset[str] = frozenset()
    hidden: frozenset[str] = field(default_factory=frozenset)


SPARE = frozenset({"nudge", "recap", "again", "copy", "phase", "tries", "visits"})
"""Keys of a step without which the rest of it can still be checked."""


def understood(source: Source) -> tuple[Draft | None, tuple[Finding, ...]]:
    """The dialog in a document; what isn't understood is left out and told."""
    try:
        return Draft(source, DialogWords.model_validate(source.value)), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
    findings = tuple(findings_of(errors, source))
    rest, broken = _without(source, [(one["type"], one["loc"]) for one in errors])
    try:
        written = DialogWords.model_validate(rest)
    except ValidationError:
        return None, findings
    hidden = frozenset(
        answer
        for step in broken - written.steps.keys()
        for answer in _answers(source.value["steps"].get(step), step)
    )
    return Draft(source, written, broken, hidden), findings


def understood_lists(source: Source) -> tuple[Lists, tuple[Finding, ...]]:
    """The lists in lists.yaml."""
    try:
        read = _LISTS.validate_python(source.value)
    except ValidationError as error:
        return {}, tuple(findings_of(error.errors(include_url=False), source))
    return {
        name: {key: Entry(label=one) if isinstance(one, str) else one for key, one in words.items()}
        for name, words in read.items()
    }, ()


def _without(source: Source, errors: list[tuple[str, Path]]) -> tuple[Any, frozenset[str]]:
    """The value without what was wrong: unknown or spare keys alone, whole steps, or keys of the head."""
    value = copy.deepcopy(source.value)
    broken: set[str] = set()
    if not isinstance(value, dict):
        return value, frozenset()
    for kind, loc in errors:
        path = path_of(loc)
        if not path:
            continue
        if kind == "extra_forbidden":
            _drop(value, path)
        elif path[:1] == ("steps",) and len(path) > 1:
            spare = bool(set(path[2:3]) & SPARE)
            broken.add(str(path[1]))
            _drop(value, path[:3] if spare else path[:2])
        else:
            value.pop(path[0], None)
    stem = re.sub(r"[^a-z0-9_]", "", PurePath(source.file).stem.lower()).lstrip("0123456789_")
    value.setdefault("dialog", stem[:40] or "unnamed")
    value.setdefault("title", "Untitled")
    return value, frozenset(broken)


def _drop(value: Any, path: Path) -> None:
    for part in path[:-1]:
        value = value.get(part) if isinstance(value, dict) else _item(value, part)
    if isinstance(value, dict):
        value.pop(path[-1], None)


def _item(value: Any, part: Any) -> Any:
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def near_kind(key: str) -> bool:
    """Whether a key may be a kind of question, misspelled."""
    return bool(get_close_matches(key, ASKS, n=1, cutoff=CLOSE))


def _answers(step: Any, name: str) -> list[str]:
    """The names of answers that a step which wasn't understood may ask for."""
    found = [name]
    if isinstance(step, dict):
        solo = step.get("solo")
        for ask in (step.get("ask"), solo.get("ask") if isinstance(solo, dict) else None):
            if isinstance(ask, dict):
                found += [str(value) for key, value in ask.items() if key in ASKS or near_kind(key)]
    return found
