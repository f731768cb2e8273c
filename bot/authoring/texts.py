"""Texts that are too long, and nudges that tell too much."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path as File

import yaml

from bot.authoring.around import ORIGINAL
from bot.authoring.finding import Finding
from bot.authoring.quotes import LONGEST, PLACE, texts_of
from bot.authoring.strict import Path, Source
from bot.authoring.understanding import Draft

MESSAGE = 400
"""Characters of a message on a phone, at night; what people wrote doesn't count."""

NUDGE = 80
"""Characters of a nudge: it stands on a lock screen."""

_LOCK_SCREEN = File(__file__).parent / "lock_screen"
"""By language the words that tell who reads over a shoulder what a note is about, and those that press."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=64)
def unsaid(language: str) -> Mapping[str, frozenset[str]]:
    """The words that no note has in a language: those that are `telling`, those that are `pressing`; else none."""
    path = _LOCK_SCREEN / f"{language.partition('-')[0]}.yaml"
    found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {kind: frozenset(found.get(kind, ())) for kind in ("telling", "pressing")}


def units(text: str) -> int:
    """The length of a text as Telegram measures it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def written_by_author(text: str) -> int:
    """The characters of a text but for its placeholders."""
    return len(PLACE.sub("", text).strip())


def texts(draft: Draft) -> Iterator[Finding]:
    """What is wrong with the words of a dialog."""
    source, written = draft.source, draft.written
    for path, text in (((key,), getattr(written, key)) for key in ("title", "about")):
        yield from length(path, text or "", source)
    for name, step in written.steps.items():
        for quote in texts_of(name, step, ()):
            yield from length(quote.path, quote.text, source)
            yield from braces(quote.path, quote.text, source)
        if step.nudge is not None and step.nudge.say is not None:
            yield from nudge(("steps", name, "nudge", "say"), step.nudge.say, source)


def length(path: Path, text: str, source: Source) -> Iterator[Finding]:
    """A finding where a text is longer than any message."""
    if units(text) > LONGEST:
        words = f"This text has {units(text):,} characters; Telegram takes {LONGEST:,}."
        yield source.finding(path, words, "Split it into two steps.")


def braces(path: Path, text: str, source: Source) -> Iterator[Finding]:
    """A finding where a brace belongs to no placeholder."""
    left = PLACE.sub("", text)
    brace = next((char for char in left if char in "{}"), "")
    if brace:
        hint = "Write placeholders like {this}; other braces can't be used."
        yield source.finding(path, f"A {brace} stands alone in this text.", hint)


def nudge(path: Path, text: str, source: Source, language: str = ORIGINAL) -> Iterator[Finding]:
    """What is wrong with a note that stands on a lock screen."""
    if len(text) > NUDGE:
        longer = f"A nudge has at most {NUDGE} characters; this one has {len(text)}."
        yield source.finding(path, longer, "It stands on a lock screen: make it shorter.")
    for place in PLACE.findall(text):
        hint = "It stands on a lock screen: say it without names and answers."
        yield source.finding(path, "A nudge has no placeholders.", hint, words="{" + place + "}")
    if mark := next((each for each in text if each in "?!"), ""):
        hint = "It asks nothing and presses nobody: end it with a full stop."
        yield source.finding(path, f"A nudge has no {mark}.", hint)
    if mark := next((each for each in text if unicodedata.category(each) == "So"), ""):
        yield source.finding(path, f"A nudge has no {mark}.", "It stands on a lock screen: words are enough.")
    words = unsaid(language)
    for word in dict.fromkeys(_WORD.findall(text)):
        parts = {part.casefold() for part in re.split("['’]", word)}
        if parts & words["telling"]:
            hint = "It stands on a lock screen, for anyone to read: 'A small note is waiting when you like.'"
            yield source.finding(path, f"'{word}' tells too much in a nudge.", hint, words=word)
        if parts & words["pressing"]:
            hint = "It counts nothing and blames nobody: 'No hurry. Your place is kept.'"
            yield source.finding(path, f"'{word}' presses in a nudge.", hint, words=word)
