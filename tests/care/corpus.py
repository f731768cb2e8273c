"""Reads the sentences with which noticing danger is built, and measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

CARE = Path(__file__).resolve().parent
BUILDING = CARE / "building"
SENTENCE = 3  # words
DIALOGS = CARE.parents[1] / "dialogs"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody could write: of which kinds of danger it tells (or of none), and whether that is hard to see."""

    text: str
    kinds: frozenset[str]
    hard: bool


def languages(folder: Path) -> dict[str, list[Path]]:
    """Give the files of a half by language, whose two letters stand in their names (danger_en.yaml, pt.yaml)."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("danger_*.yaml")):
        code = [part for part in re.split(r"[^a-z]+", path.stem) if len(part) == 2]
        found.setdefault(code[-1] if code else path.stem, []).append(path)
    return found


def read(path: Path) -> list[Sentence]:
    """Read one file; its entries are `- {text: "...", kinds: [...], hard: yes}`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(path.read_text(encoding="utf-8"), loader)
    return [Sentence(each["text"], frozenset(each["kinds"]), bool(each.get("hard"))) for each in entries]


def own_words(language: str = "en") -> list[str]:
    """Give what Mend says in a language, and what people write in its transcripts: all that reads as a sentence."""
    found = {
        text: None
        for path in _own_files(language)
        for text in _texts(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
        if len(text.split()) >= SENTENCE
    }
    return list(found)


def _own_files(language: str) -> list[Path]:
    """The dialogs and transcripts in a language; those in another than English have its code in their names."""
    transcripts = [*DIALOGS.glob("transcripts/**/*.yaml")]
    if language == "en":
        elsewhere = re.compile(r"_[a-z]{2}$")
        return sorted(
            [*DIALOGS.glob("*.yaml"), *(each for each in transcripts if not elsewhere.search(each.stem))]
        )
    return sorted(
        [
            *DIALOGS.glob(f"{language}/*.yaml"),
            *(each for each in transcripts if each.stem.endswith(f"_{language}")),
        ]
    )


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield from said.splitlines()
    elif isinstance(said, dict):
        for each in said.values():
            yield from _texts(each)
    elif isinstance(said, list):
        for each in said:
            yield from _texts(each)
