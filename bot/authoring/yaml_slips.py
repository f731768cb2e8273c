"""YAML's own complaints in plain words."""

from __future__ import annotations

import re

import yaml
from yaml.reader import ReaderError

from bot.authoring.finding import Finding

_QUOTES = "Put the whole text in quotes, or write | and the text on the lines below."

_KNOWN = (
    ("mapping values are not allowed", "A ':' stands where no key can be.", _QUOTES),
    ("found character '\\t'", "There is a tab here.", "Use spaces."),
    ("cannot start any token", "A text can't begin with this character.", _QUOTES),
    ("sequence entries are not allowed", "A text can't begin with '- '.", _QUOTES),
    ("mapping keys are not allowed", "A text can't begin with '? '.", _QUOTES),
    ("scanning a block scalar", "Nothing can stand beside | or >.", "Begin the text in the line below."),
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

_KEYLESS = "could not find expected ':'"

UNSEEN = re.compile("[\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u2060\u3000\ufeff]")
"""Characters that can't be seen, or look like a space and aren't one to YAML; word processors put them in."""

UNSEEN_HINT = "Delete the spaces here and type them again."

_ABOVE = (  # what a line looks like that YAML complains of there or in the line below
    (re.compile(rf" *({UNSEEN.pattern})"), "This only looks like a space.", UNSEEN_HINT),
    (
        re.compile(r" *(?:- )?[a-z_]+:([^\s/:\]}])"),
        "A space is missing after the ':'.",
        "Write `key: value`.",
    ),
)
_HERE = (  # what a line looks like that YAML complains of
    *_ABOVE,
    (
        re.compile(r".*?:\s+([“”„‘’«»])"),
        "These quotes don't hold a text together.",
        "Use plain ones ('…'), or write | and the text on the lines below.",
    ),
    (
        re.compile(r".*?(?:: |[{\[,] ?)'[^']*\w(')\w"),
        "The text ends at this apostrophe.",
        "In '…' an apostrophe is written twice (''); or write | and the text on the lines below.",
    ),
    (
        re.compile(r".*?[\[{,:] *([<>]=?) *\d"),
        "Numbers aren't compared so.",
        "Write a range, the smallest and the largest with two dots: 6..10.",
    ),
)


def slip(error: yaml.YAMLError, text: str, file: str) -> Finding:
    """PyYAML's error as a finding."""
    if isinstance(error, ReaderError):
        before = text[: error.position].split("\n")
        hint = "Remove it; it can't be seen, but it is there."
        return Finding(file, len(before), len(before[-1]) + 1, "An unprintable character stands here.", hint)
    said, line, column = str(error), 1, 1
    if isinstance(error, yaml.MarkedYAMLError):
        said = f"{error.context or ''} {error.problem or ''}"
        mark = (error.context_mark if _KEYLESS in said else None) or error.problem_mark or error.context_mark
        if mark is not None:
            line, column = mark.line + 1, mark.column + 1
    return _near(text, line, file) or _said(said, file, line, column)


def _near(text: str, line: int, file: str) -> Finding | None:
    """What can be seen to be wrong in this line, or in the one above."""
    lines = re.split(r"\r\n|[\r\n]", text)
    for number, looking in ((line, _HERE), (line - 1, _ABOVE)):
        for looks, what, hint in looking:
            found = looks.match(lines[number - 1]) if 0 < number <= len(lines) else None
            if found:
                return Finding(file, number, found.start(1) + 1, what, hint)
    return None


def _said(said: str, file: str, line: int, column: int) -> Finding:
    if _KEYLESS in said:
        hint = "Write `key: value`; the lines of a text stand further right than its key."
        return Finding(file, line, column, "This is no key, and no part of the text above.", hint)
    for words, what, hint in _KNOWN:
        if words in said:
            return Finding(file, line, column, what, hint)
    return Finding(file, line, column, f"This can't be read as YAML ({said.strip()}).", _QUOTES)
