"""Texts that are too long, and nudges that tell too much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.authoring.finding import Finding
from bot.authoring.quotes import LONGEST, PLACE, texts_of
from bot.authoring.strict import Path, Source
from bot.authoring.understanding import Draft

NUDGE = 80
"""Characters of a nudge: it stands on a lock screen."""

_TELLING = (
    "abuse act acts affair afraid anger angry apologise apologize apology argue argument "
    "arguments boyfriend breakup cheating conflict conflicts counselling counsellor counselor "
    "couple couples darling divorce ex feel feeling feelings feels felt fiance fiancee fight "
    "fighting fights forgive forgiveness fought girlfriend he her him hurt hurting hurts husband "
    "intimacy kiss lonely love loved lover loves marriage marriages married mend partner "
    "partners partnership quarrel quarrels relationship relationships repair repairs sad sex she "
    "sorry spouse them therapist therapy they together trust violence wife"
)

BANNED = frozenset(_TELLING.split())
"""Words that tell who reads over a shoulder what this is about."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def units(text: str) -> int:
    """The length of a text as Telegram measures it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def texts(draft: Draft) -> Iterator[Finding]:
    """What is wrong with the words of a dialog."""
    source, written = draft.source, draft.written
    for path, text in (((key,), getattr(written, key)) for key in ("title", "about")):
        yield from _length(path, text or "", source)
    for name, step in written.steps.items():
        for quote in texts_of(name, step, ()):
            yield from _length(quote.path, quote.text, source)
            yield from _braces(quote.path, quote.text, source)
        if step.nudge is not None and step.nudge.say is not None:
            yield from _nudge(("steps", name, "nudge", "say"), step.nudge.say, source)


def _length(path: Path, text: str, source: Source) -> Iterator[Finding]:
    if units(text) > LONGEST:
        words = f"This text has {units(text):,} characters; Telegram takes {LONGEST:,}."
        yield source.finding(path, words, "Split it into two steps.")


def _braces(path: Path, text: str, source: Source) -> Iterator[Finding]:
    left = PLACE.sub("", text)
    brace = next((char for char in left if char in "{}"), "")
    if brace:
        hint = "Write placeholders like {this}; other braces can't be used."
        yield source.finding(path, f"A {brace} stands alone in this text.", hint)


def _nudge(path: Path, text: str, source: Source) -> Iterator[Finding]:
    if len(text) > NUDGE:
        words = f"A nudge has at most {NUDGE} characters; this one has {len(text)}."
        yield source.finding(path, words, "It stands on a lock screen: make it shorter.")
    for place in PLACE.findall(text):
        hint = "It stands on a lock screen: say it without names and answers."
        yield source.finding(path, "A nudge has no placeholders.", hint, words="{" + place + "}")
    if mark := next((each for each in text if each in "?!"), ""):
        hint = "It asks nothing and presses nobody: end it with a full stop."
        yield source.finding(path, f"A nudge has no {mark}.", hint)
    for word in dict.fromkeys(_WORD.findall(text)):
        if {part.casefold() for part in re.split("['’]", word)} & BANNED:
            hint = "It stands on a lock screen, for anyone to read: 'A small note is waiting when you like.'"
            yield source.finding(path, f"'{word}' tells too much in a nudge.", hint, words=word)
