"""What of an original is words, in the parts that are translated together, each with its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.authoring.models import DialogWords, StepWords, asked
from bot.authoring.strict import Path
from bot.authoring.understanding import Lists
from bot.engine.phrases import Phrase

OF = "of"
"""The key under which a translation says which words it was made from."""

Wording = str | tuple[str, ...]
"""A text, or several that are one phrase: words that mean the same, or ways to say it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are translated together: what it is called, where its `of` stands, its texts by their way.

    `free` are those that a language may have or lack as it needs them, like other words for a label.
    """

    name: str
    of: Path
    texts: Mapping[Path, Wording] = field(repr=False)
    free: Mapping[Path, Wording] = field(default_factory=dict, repr=False)

    @property
    def fingerprint(self) -> str:
        """Six digits that change with the words, and with nothing else."""
        told = sorted((".".join(map(str, path)), text) for path, text in self.texts.items())
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:6]


def of_dialog(written: DialogWords) -> tuple[Part, ...]:
    """The words of a dialog: those around it, and those of each step."""
    head: dict[Path, Wording] = {
        (key,): text for key in ("title", "about", "not_for") if (text := getattr(written, key))
    }
    steps = (
        Part(name, ("steps", name, OF), dict(_of_step(("steps", name), step)))
        for name, step in written.steps.items()
    )
    return (Part("title", (OF,), head), *steps)


def _of_step(path: Path, step: StepWords) -> Iterator[tuple[Path, str]]:
    alone = step.alone
    for key, text in (
        ("say", step.say),
        ("again", step.again),
        ("copy", step.copy_),
        ("recap", step.recap),
    ):
        yield from [((*path, key), text)] if text else []
    yield from _of_ask((*path, "ask"), step.asks)
    if step.nudge is not None and step.nudge.say:
        yield (*path, "nudge", "say"), step.nudge.say
    if alone is not None:
        yield from [((*path, "solo", "say"), alone.say)] if alone.say else []
        yield from _of_ask((*path, "solo", "ask"), asked(alone.ask))


def _of_ask(path: Path, ask: Any) -> Iterator[tuple[Path, str]]:
    for key in ("options", "words"):
        for name, label in (getattr(ask, key, None) or {}).items():
            yield (*path, key, name), label
    for key in ("yes", "no", "on", "draft"):
        text = getattr(ask, key, None)
        yield from [((*path, key), text)] if text else []


def of_lists(lists: Lists) -> tuple[Part, ...]:
    """The words of each shared list; what else people type for a label is free in every language."""
    return tuple(
        Part(
            name,
            (name, OF),
            {
                (name, key, part): text
                for key, entry in entries.items()
                for part in ("label", "under", "example")
                if (text := getattr(entry, part))
            },
            {(name, key, "also"): entry.also or "" for key, entry in entries.items()},
        )
        for name, entries in lists.items()
    )


def of_phrases(texts: Mapping[str, Phrase]) -> tuple[Part, ...]:
    """The bot's own words, by what stands first in their keys; each has its fingerprint under one `of` above them."""
    sections: dict[str, dict[Path, Wording]] = {}
    for key, text in texts.items():
        path: Path = tuple(key.split("."))
        sections.setdefault(str(path[0]), {})[path] = text if isinstance(text, str) else tuple(text)
    return tuple(Part(name, (OF, name), found) for name, found in sections.items())


def of_table(value: Any, words: Collection[str]) -> tuple[Part, ...]:
    """The words of any other table: what stands under one of these keys, wherever; a part for each of its entries."""
    return tuple(
        Part(str(name), (name, OF), found)
        for name, entry in (value.items() if isinstance(value, dict) else ())
        if (found := dict(_under((name,), entry, words)))
    )


def _under(path: Path, value: Any, words: Collection[str]) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _under((*path, key), one, words)
    elif path[-1] in words and type(value) in (str, int):
        yield path, str(value).strip()
