"""YAML's own complaints in plain words."""

from __future__ import annotations

import yaml
from yaml.reader import ReaderError

from bot.authoring.finding import Finding

_QUOTES = "Put the whole text in quotes, or write | and the text on the lines below."

_KNOWN = (
    ("mapping values are not allowed", "A ':' stands where no key can be.", _QUOTES),
    ("found character '\\t'", "There is a tab here.", "Use spaces."),
    ("cannot start any token", "A text can't begin with this character.", _QUOTES),
    ("could not find expected ':'", "A key without its ':'.", "Write `key: value`."),
    ("unexpected end of stream", "A quote is never closed.", "Close it; in '…' write '' for an apostrophe."),
    (
        "expected <block end>",
        "This doesn't go on from the line above.",
        "Look at the spaces before it; a text that begins with a quote or { must be in quotes to its end.",
    ),
    (
        "expected ',' or",
        "A comma or a closing bracket is missing.",
        "Between brackets a text with , : ? { } [ ] needs quotes.",
    ),
    ("while scanning an alias", "A text can't begin with *.", _QUOTES),
    ("while scanning an anchor", "A text can't begin with &.", _QUOTES),
    ("found unknown escape character", 'A \\ in "…" changes what follows.', "Use '…' instead."),
)


def slip(error: yaml.YAMLError, text: str, file: str) -> Finding:
    """PyYAML's error as a finding."""
    if isinstance(error, ReaderError):
        before = text[: error.position].split("\n")
        hint = "Remove it; it can't be seen, but it is there."
        return Finding(file, len(before), len(before[-1]) + 1, "An unprintable character stands here.", hint)
    said, line, column = str(error), 1, 1
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            line, column = mark.line + 1, mark.column + 1
        said = f"{error.context or ''} {error.problem or ''}"
    for words, what, hint in _KNOWN:
        if words in said:
            return Finding(file, line, column, what, hint)
    return Finding(file, line, column, f"This can't be read as YAML ({said.strip()}).", _QUOTES)
