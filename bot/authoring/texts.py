"""Texts that are too long, nudges that tell too much, labels that can't be typed or told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.authoring.answers import answers_of
from bot.authoring.around import Around
from bot.authoring.asks import Ask, ChoiceAsk, ConfirmAsk, ManyAsk, NoteAsk, ScaleAsk
from bot.authoring.branches import RESERVED
from bot.authoring.compiling import options_of
from bot.authoring.finding import Finding
from bot.authoring.quotes import PLACE, texts_of
from bot.authoring.strict import Path, Source
from bot.authoring.understanding import Draft, Lists
from bot.engine.fitting import fits, plain

LONGEST = 4_096
"""UTF-16 units of a Telegram message (core.telegram.org/bots/api#sendmessage)."""

LONG_LABEL, LONGEST_LABEL = 40, 64
"""UTF-16 units of a label: more than 40 are cut on many phones, more than 64 on all."""

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


def texts(draft: Draft, around: Around) -> Iterator[Finding]:
    """What is wrong with the words of a dialog."""
    source, written = draft.source, draft.written
    for path, text in (((key,), getattr(written, key)) for key in ("title", "about")):
        yield from _length(path, text or "", source)
    for name, step in written.steps.items():
        for quote in texts_of(name, step, ()):
            yield from _length(quote.path, quote.text, source)
            yield from _braces(quote.path, quote.text, source)
        if step.nudge is not None:
            yield from _nudge(("steps", name, "nudge", "say"), step.nudge.say, source)
    for one in answers_of(written):
        yield from _labels(one.path, one.ask, source, around.lists)


def list_labels(lists: Lists, source: Source) -> Iterator[Finding]:
    """What is wrong with the labels of the shared lists."""
    for name, words in lists.items():
        labels = {key: entry.label for key, entry in words.items()}
        for key, label in labels.items():
            yield from _label((name, key), label, source)
        yield from _apart(labels, (name,), source)


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
    for word in dict.fromkeys(_WORD.findall(text)):
        if {part.casefold() for part in re.split("['’]", word)} & BANNED:
            hint = "It stands on a lock screen, for anyone to read: 'A small note is waiting when you like.'"
            yield source.finding(path, f"'{word}' tells too much in a nudge.", hint, words=word)


def _labels(path: Path, ask: Ask, source: Source, lists: Lists) -> Iterator[Finding]:
    labels = options_of(ask, lists)
    if isinstance(ask, ChoiceAsk | ManyAsk) and ask.options is None:
        yield from _picks(path, ask, labels, source)
        return
    part = {ScaleAsk: ("words",), ChoiceAsk: ("options",), ManyAsk: ("options",)}.get(type(ask), ())
    for key, label in labels.items():
        where = (*path, *part, key)
        yield from _label(where, label, source)
        if key in RESERVED and isinstance(ask, ChoiceAsk | ManyAsk):
            hint = "It means something else under `then`; call the option something else."
            yield source.finding(where, f"No option can be called {key}.", hint, key=True)
    if not isinstance(ask, NoteAsk | ConfirmAsk) or len(labels) > 1:
        yield from _apart(labels, (*path, *part), source)
    yield from _picks(path, ask, labels, source)


def _label(path: Path, label: str, source: Source) -> Iterator[Finding]:
    length = units(label)
    if length > LONG_LABEL:
        bound = LONGEST_LABEL if length > LONGEST_LABEL else LONG_LABEL
        text = f"This label has {length} characters; {bound} fit on a button."
        yield source.finding(path, text, "Make it shorter.", warn=bound == LONG_LABEL)
    if PLACE.search(label):
        yield source.finding(path, "A label has no placeholders.", "Say it in the text above the buttons.")


def _apart(labels: dict[str, str], path: Path, source: Source) -> Iterator[Finding]:
    for key, label in labels.items():
        found = fits(label, labels)
        if not plain(label):
            hint = "Add a word."
            yield source.finding((*path, key), "Nobody can type this label.", hint)
        elif found != (key,):
            others = " and ".join(f"'{labels[other]}'" for other in found if other != key)
            text = f"Typed, '{label}' can't be told from {others}."
            yield source.finding((*path, key), text, "Choose words that differ in more than case or accents.")


def _picks(path: Path, ask: Ask, labels: dict[str, str], source: Source) -> Iterator[Finding]:
    if not isinstance(ask, ManyAsk) or not labels:
        return
    if (ask.pick or 1) > len(labels):
        text = f"{ask.pick} can't be picked from {len(labels)}."
        yield source.finding((*path, "pick"), text, "Make `pick` smaller.")
    if ask.least > (ask.pick or len(labels)):
        yield source.finding((*path, "least"), "`least` is more than can be picked.", "Make it smaller.")
