"""A file for a translator: each text of an original as a comment, and below it a place for its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import yaml

from bot.authoring.originals import OF, Part, Wording
from bot.authoring.strict import Path
from bot.authoring.translation import Translation

LISTED = 2
"""How deep a word of a list stands: under its list and its key."""

BRIEF = 30
"""Characters of a text that stands in one line with others."""

_NEEDS_QUOTES = frozenset({"yes", "no", "on", "off", "y", "n"})
"""Keys and words that other readers of YAML take for something else."""


def skeleton(
    parts: Sequence[Part],
    kept: Translation | None = None,
    head: str = "",
    remarks: Mapping[Path, str] | None = None,
) -> str:
    """The file: what is translated already stays, and so does what it was translated from; the rest is left open.

    `head` is a line that stands first, `remarks` are what the original says to its authors beside a key. A part that
    is outdated says so beside its `of`.
    """
    tree: dict[Any, Any] = {}
    for part in parts:
        if len(part.of) > 1 and part.of[0] == OF:  # all of them stand together, above the words
            _put(tree, part.of, _Of(part.fingerprint, _made_from(part, kept)))
    for part in parts:
        _put(tree, part.of, _Of(part.fingerprint, _made_from(part, kept)))
        for path, text in (*part.texts.items(), *part.free.items()):
            own = kept.texts.get(path, "") if kept is not None else ""
            if path in part.texts or text or own:
                _put(tree, path, _Text(text, own))
    lines = [head] if head else []
    return "\n".join([*lines, *_lines(tree, (), remarks or {})]) + "\n"


@dataclass(frozen=True, slots=True)
class _Of:
    """The fingerprint of a part as it is now, and the one that its translation was made from (or nothing)."""

    now: str
    said: str

    def line(self) -> str:
        if self.said in ("", self.now):
            return _plain(self.now)
        return f"{_plain(self.said)}  # the original has changed; once this was looked at again: {self.now}"


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of the original, and what it is in the other language, if it is there."""

    original: Wording
    own: Wording


def _made_from(part: Part, kept: Translation | None) -> str:
    """What a part says it was translated from; nothing where none of it is translated."""
    if kept is None or not any(path in kept.texts for path in part.texts):
        return ""
    return kept.made_from.get(part.of, "")


def _put(tree: dict[Any, Any], path: Path, value: _Of | _Text) -> None:
    for key in path[:-1]:
        tree = tree.setdefault(key, {})
    tree[path[-1]] = value


def _lines(tree: Mapping[Any, Any], path: Path, remarks: Mapping[Path, str]) -> Iterator[str]:
    space = "  " * len(path)
    for key, value in tree.items():
        here = (*path, key)
        inner = _shortened(value, here)
        if isinstance(inner, _Of):
            yield f"{space}{_key(key)}: {inner.line()}"
            continue
        if not path or (path == ("steps",) and key != next(iter(tree))):
            yield ""
        yield from [f"{space}# ({remarks[here]})"] if here in remarks else []
        if isinstance(inner, _Text):
            yield from _text(key, inner, len(path))
        else:
            yield f"{space}{_key(key)}:"
            yield from _lines(inner, here, remarks)


def _shortened(value: Any, path: Path) -> Any:
    """A text alone that may stand right behind the key around it."""
    if isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        if (key == "say" and path[-1] == "solo") or (key == "label" and len(path) == LISTED):
            return value[key]
    return value


def _text(key: Any, text: _Text, depth: int) -> Iterator[str]:
    space = "  " * depth
    if text.original == "":
        yield f"{space}# other words for it, when they are typed"
    for one in [", ".join(text.original)] if _brief(text.original) else _each(text.original):
        yield from (f"{space}# {line}".rstrip() for line in one.split("\n"))
    if _brief(text.own):
        yield f"{space}{_key(key)}: [{', '.join(_plain(one, between='[]') for one in text.own)}]"
    elif isinstance(text.own, tuple):
        yield f"{space}{_key(key)}:"
        yield from (f"{space}  - {_scalar(one, depth + 2)}" for one in text.own)
    else:
        yield f"{space}{_key(key)}: {_scalar(text.own, depth + 1)}".rstrip()


def _brief(text: Wording) -> TypeGuard[tuple[str, ...]]:
    """Whether it is several texts that read well in one line."""
    return isinstance(text, tuple) and all(len(one) <= BRIEF and "\n" not in one for one in text)


def _each(text: Wording) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def _key(key: Any) -> str:
    return _plain(str(key)) if not str(key).isdecimal() else str(key)


def _scalar(text: str, depth: int) -> str:
    """A text as YAML reads it back: over several lines as a block, else plain or in quotes."""
    if "\n" not in text:
        return _plain(text) if text else ""
    space = "  " * depth
    return "|-\n" + "\n".join(f"{space}{line}".rstrip() for line in text.split("\n"))


def _plain(text: str, between: str = "") -> str:
    """A text in one line, in quotes where YAML would read it as something else (or ends it early, between brackets)."""
    try:
        same = yaml.safe_load(f"{between[:1]}{text}{between[1:]}") == ([text] if between else text)
        same = same and yaml.safe_load(f"a: {text}") == {"a": text}
    except (yaml.YAMLError, ValueError):
        same = False
    if same and text.lower() not in _NEEDS_QUOTES and "#" not in text:
        return text
    return "'" + text.replace("'", "''") + "'"
