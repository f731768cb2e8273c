"""A finding: what is wrong in a file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

CLOSE = 0.66
"""How alike two words are where one may be meant by the other (difflib's ratio)."""

LINE = 60
"""Characters of an author's text that a finding quotes."""

FEW = 14
"""Names that a hint counts out."""

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that an author should know; `line` and `column` count from 1, as editors do."""

    file: str
    line: int
    column: int
    text: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        """`file:line:column: what is wrong. what to do`."""
        mark = "warning: " if self.level == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.text} {self.hint}".rstrip()


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep a dialog from being played."""
    return tuple(finding for finding in findings if finding.level == "error")


def short(word: str) -> str:
    """A word as a finding quotes it: in one line, and no longer than a line."""
    line = " ".join(word.split())
    return line if len(line) <= LINE else line[: LINE - 1] + "…"


def near(word: str, known: Iterable[str]) -> str:
    """A hint for a word that isn't known: the one that may have been meant, else those that are known."""
    word = short(word)
    words = [str(name) for name in known]
    close = get_close_matches(word, words, n=1, cutoff=CLOSE) or [
        name for name in words if name.casefold() == word.casefold()
    ]
    if close:
        return f"'{word}': did you mean '{close[0]}'?"
    if not words:
        return f"'{word}': there is none yet."
    more = f" and {len(words) - FEW} more" if len(words) > FEW else ""
    return f"'{word}' is none of: {', '.join(words[:FEW])}{more}."
