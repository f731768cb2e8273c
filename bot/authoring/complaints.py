"""Pydantic's errors as findings in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from bot.authoring.asks import ASKS, TextAsk
from bot.authoring.finding import Finding, near, short
from bot.authoring.models import Call, Case, DialogWords, Entry, Limited, NudgeWords, SoloWay, StepWords, Swap
from bot.authoring.strict import Path, Source

_TAGGED: Mapping[str, type[BaseModel]] = {
    **{f"+{kind}": model for kind, model in ASKS.items()},
    "+call": Call,
    "+swap": Swap,
    "+case": Case,
    "+solo": SoloWay,
    "+entry": Entry,
}
TAGS = frozenset({*_TAGGED, "+step", "+cases", "+fork", "+says", "+label", "+word", "[key]"})
"""What pydantic puts into its ways to tell which of several models was tried."""

_NAMED: Mapping[str, type[BaseModel]] = {"tries": Limited, "visits": Limited, "nudge": NudgeWords}

_NAME_HINT = "Use small letters, digits and _, beginning with a letter; at most 40."
_KEY_HINT = "Use small letters, digits and _; at most 44, for a button holds 64 bytes in all."
_FILL = "Write something there, or remove it."
_PAIRS = {
    "options": "Write a key, which never changes, and what the button says: {soon: Soon, later: Later}.",
    "words": "Write numbers from 0 to 10 and a word for each: {1: Heavier, 7: Lighter}.",
    "tries": "Write it like {limit: 3, then: a_step}.",
    "visits": "Write it like {limit: 3, then: a_step}.",
    "nudge": "Write it like {after: 1 day, times: 2, say: No hurry.}.",
    "withdrawn": "Write it like {old_step: a_step}.",
    "when": "Write an answer and what it has to be: {now: 0..2}.",
    "steps": "Write each step's name with a ':', and under it, further right, what it says and asks.",
}
"""What `key: value` pairs look like where something else was written."""

_SHAPES = {
    "list_type": ("This should be a list.", "Write it like [one, two]."),
    "int_type": ("This should be a whole number.", "Write it in digits, without quotes."),
}
_UNIONS = {
    "ask": ("It isn't clear what is asked here.", "Begin with one of: " + ", ".join(ASKS) + "."),
    "then": ("This leads nowhere.", "Write a step's name, end, or a way for each option."),
    "go": ("This leads nowhere.", "Write a step's name or end."),
    "solo": ("This isn't a solo way.", "Write a text, or say, ask, then or skip under it."),
}


def findings_of(errors: Iterable[Any], source: Source, model: type[BaseModel] = DialogWords) -> list[Finding]:
    """One finding for each of pydantic's error dicts, at the place that it is about; `model` is read there."""
    return [_finding(error, source, model) for error in errors]


def path_of(loc: tuple[str | int, ...]) -> Path:
    """The way to the value in the file: pydantic's way without its tags."""
    ways = tuple(part for part in loc[:-1] if part not in TAGS)
    return ways if loc[-1] in TAGS else (*ways, loc[-1])


def _finding(error: Any, source: Source, model: type[BaseModel]) -> Finding:
    loc, kind = error["loc"] or ("",), error["type"]
    path = path_of(loc)
    if kind == "extra_forbidden" and str(loc[-1]) in ASKS and set(loc) & {f"+{ask}" for ask in ASKS}:
        hint = "Ask the other in a step of its own."
        return source.finding(path, "A step asks one thing only.", hint, key=True)
    if kind == "extra_forbidden":
        return source.finding(path, "This key isn't known.", _unknown(loc, model), key=True)
    if kind == "missing":
        return source.finding(path[:-1], f"'{path[-1]}' is missing.", f"Add `{path[-1]}:`.", key=True)
    text, hint = _words(error, path)
    return source.finding(path, text, hint, key="[key]" in loc or kind == "union_tag_not_found")


def _unknown(loc: tuple[str | int, ...], model: type[BaseModel]) -> str:
    within = _around(loc[:-1]) if model is DialogWords else model
    known = [field.alias or name for name, field in within.model_fields.items()]
    name = str(loc[-1])
    hint = near(name, known)
    if "did you mean" in hint or name not in TextAsk.model_fields:
        return hint
    return f"It belongs to a step that asks for a text. {hint}"


def _around(loc: tuple[str | int, ...]) -> type[BaseModel]:
    """The model in which a key stands."""
    for at in range(len(loc) - 1, -1, -1):
        part = str(loc[at])
        if part in _TAGGED:
            return _TAGGED[part]
        if at and loc[at - 1] == "steps" and at == 1:
            return StepWords
        if part in _NAMED and loc[:1] != ("lists",):
            return _NAMED[part]
    return DialogWords


def _words(error: Any, path: Path) -> tuple[str, str]:
    kind, value = error["type"], error["input"]
    if kind == "wrong":
        return str(error["msg"]), str(error["ctx"].get("hint", ""))
    if value is None:
        return f"'{path[-1]}' is empty." if path[-1] else "Nothing stands here.", _FILL
    if kind in ("union_tag_not_found", "union_tag_invalid", "literal_error"):
        return _no_union(value, path)
    if kind == "string_type":
        return _no_text(value)
    if kind == "string_pattern_mismatch":
        return _no_name(value, str(error["ctx"]["pattern"]))
    bounded = _bounded(kind, value, error.get("ctx", {}))
    return bounded or _shape(kind, path) or (f"{error['msg']}.", "")


def _shape(kind: str, path: Path) -> tuple[str, str] | None:
    """Words for what should be pairs, a list or a number."""
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        name = str(path[-1]) if path else ""
        hint = _PAIRS.get(name, "Write it like {key: value}, or each on a line below, further right.")
        return "This should be `key: value` pairs.", hint
    return _SHAPES.get(kind)


def _bounded(kind: str, value: Any, bounds: Mapping[str, Any]) -> tuple[str, str] | None:
    """Words for what is too small, too large, too few, too many."""
    found = {
        "greater_than_equal": (f"{value} is too small.", f"Write at least {bounds.get('ge')}."),
        "less_than_equal": (f"{value} is too large.", f"Write at most {bounds.get('le')}."),
        "too_long": ("There is too much here.", f"At most {bounds.get('max_length')} can stand here."),
        "too_short": ("There is too little here.", f"Write at least {bounds.get('min_length')}."),
        "string_too_short": ("This text is empty.", "Write something, or remove it."),
    }
    return found.get(kind)


def _no_text(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return "This should be a text.", "A text that begins with { needs quotes: '{like} this'."
    if isinstance(value, list):
        return "This should be one text.", "A text that begins with [ needs quotes."
    return "This should be a text.", "Put it in quotes."


def _no_name(value: Any, pattern: str) -> tuple[str, str]:
    if "10" in pattern:
        return f"'{short(str(value))}' isn't on the scale.", "Write a number from 0 to 10."
    hint = _NAME_HINT if pattern.startswith("^[a-z][") else _KEY_HINT
    return f"'{short(str(value))}' can't be a name.", hint


def _no_union(value: Any, path: Path) -> tuple[str, str]:
    named = next((str(part) for part in reversed(path) if part in _UNIONS), "")
    text, hint = _UNIONS.get(named, ("This can't be read.", ""))
    if named == "ask" and value:
        word = value if isinstance(value, str) else next(iter(value)) if isinstance(value, dict) else ""
        if isinstance(value, str) and value in ASKS:
            return "This needs a name for the answer.", f"Write it like {{{value}: name_of_the_answer}}."
        return "This can't be asked.", near(str(word), ASKS)
    return text, hint
