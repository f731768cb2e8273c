"""Labels of options: too long, impossible to type, or not to be told apart when typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from bot.authoring.answers import answers_of
from bot.authoring.around import Around
from bot.authoring.asks import Ask, ChoiceAsk, ConfirmAsk, ManyAsk, NoteAsk, ScaleAsk
from bot.authoring.branches import RESERVED
from bot.authoring.compiling import options_of
from bot.authoring.finding import Finding, short
from bot.authoring.models import Entry
from bot.authoring.quotes import PLACE
from bot.authoring.strict import Path, Source
from bot.authoring.texts import units
from bot.authoring.understanding import Draft
from bot.engine.fitting import fits, plain
from bot.engine.phrases import Phrases

LONG_LABEL, LONGEST_LABEL = 40, 64
"""UTF-16 units of a label: more than 40 are cut on many phones, more than 64 on all."""

WAYS = ("back", "pause", "stop", "where", "over", "anew", "help")
"""Ways that are open at every step; their words are looked for before the options are."""

DONE = "done"
"""What ends a choice of several."""


def labels(draft: Draft, around: Around) -> Iterator[Finding]:
    """What is wrong with the options of a dialog."""
    for one in answers_of(draft.written):
        yield from _labels(one.path, one.ask, draft.source, around)


def list_labels(around: Around, source: Source) -> Iterator[Finding]:
    """What is wrong with the labels of the shared lists."""
    for name, entries in around.lists.items():
        words = {key: entry.label for key, entry in entries.items()}
        for key, label in words.items():
            yield from _label((name, key), label, source)
        yield from _apart(words, (name,), source)
        yield from _swallowed(words, (name,), source, around, (*WAYS, DONE))
        yield from _others(name, entries, words, source)


def labels_at(
    words: dict[str, str], path: Path, part: str, source: Source, around: Around
) -> Iterator[Finding]:
    """What is wrong with labels that stand as the `part` of what is at `path`, by key."""
    for key, label in words.items():
        yield from _label((*path, key, part), label, source)
    yield from _apart(words, path, source)
    yield from _swallowed(words, path, source, around, WAYS)


def _others(
    name: str, entries: Mapping[str, Entry], labels: dict[str, str], source: Source
) -> Iterator[Finding]:
    """Other words for a label that are a word for another one, too."""
    taken = {plain(label): key for key, label in labels.items()}
    for key, entry in entries.items():
        for word in (entry.also or "").split(","):
            if word.strip() and taken.setdefault(plain(word), key) != key:
                text = f"Typed, '{word.strip()}' means '{short(labels[taken[plain(word)]])}' already."
                yield source.finding((name, key, "also"), text, "Leave it out of one of the two.")


def _labels(path: Path, ask: Ask, source: Source, around: Around) -> Iterator[Finding]:
    labels = options_of(ask, around.lists)
    yield from _picks(path, ask, labels, source)
    if isinstance(ask, ChoiceAsk | ManyAsk) and ask.options is None:
        return  # those of a list are looked at once, where they stand
    part = {ScaleAsk: ("words",), ChoiceAsk: ("options",), ManyAsk: ("options",)}.get(type(ask), ())
    for key, label in labels.items():
        where = (*path, *part, key)
        yield from _label(where, label, source)
        if key in RESERVED and isinstance(ask, ChoiceAsk | ManyAsk):
            hint = "It means something else under `then`; call the option something else."
            yield source.finding(where, f"No option can be called {key}.", hint, key=True)
    if not isinstance(ask, NoteAsk | ConfirmAsk) or len(labels) > 1:
        yield from _apart(labels, (*path, *part), source)
    ways = (*WAYS, DONE) if isinstance(ask, ManyAsk) else WAYS
    yield from _swallowed(labels, (*path, *part), source, around, ways)


def _label(path: Path, label: str, source: Source) -> Iterator[Finding]:
    length = units(label)
    if length > LONG_LABEL:
        bound = LONGEST_LABEL if length > LONGEST_LABEL else LONG_LABEL
        text = f"This label has {length} characters; {bound} fit on a button."
        yield source.finding(path, text, "Make it shorter.", warn=bound == LONG_LABEL)
    if PLACE.search(label):
        yield source.finding(path, "A label has no placeholders.", "Say it in the text above the buttons.")


def _apart(labels: dict[str, str], path: Path, source: Source) -> Iterator[Finding]:
    for number, (key, label) in enumerate(labels.items(), 1):
        if plain(label).isdecimal() and int(plain(label)) != number <= len(labels) >= int(plain(label)):
            text = f"Typed, '{label}' is the number of another option."
            yield source.finding((*path, key), text, "Put the options into their order, or add a word.")
        found = fits(label, labels)
        if not plain(label):
            hint = "Add a word."
            yield source.finding((*path, key), "Nobody can type this label.", hint)
        elif found != (key,):
            others = " and ".join(f"'{short(labels[other])}'" for other in found if other != key)
            text = f"Typed, '{short(label)}' can't be told from {others}."
            yield source.finding((*path, key), text, "Choose words that differ in more than case or accents.")


def _swallowed(
    labels: Mapping[str, str], path: Path, source: Source, around: Around, ways: tuple[str, ...]
) -> Iterator[Finding]:
    """Labels that, typed, are taken for one of the ways that are open at every step, or for 'done'."""
    for language in around.phrases.values():
        for way in ways:
            words = _as_typed(_words(language, f"words.{way}"))
            for key, label in labels.items():
                if plain(label).rstrip("?") in words:
                    text = f"Typed, '{label}' is one of Mend's own words ({way})."
                    yield source.finding((*path, key), text, "Say it with one more word.")


@cache
def _as_typed(words: tuple[str, ...]) -> frozenset[str]:
    """Mend's own words as they are compared; each list of them is asked for at every label."""
    return frozenset(map(plain, words))


def _words(phrases: Phrases, key: str) -> tuple[str, ...]:
    return phrases.words(key) if key in phrases.texts else ()


def _picks(path: Path, ask: Ask, labels: dict[str, str], source: Source) -> Iterator[Finding]:
    if not isinstance(ask, ManyAsk) or not labels:
        return
    if (ask.pick or 1) > len(labels):
        text = f"{ask.pick} can't be picked from {len(labels)}."
        yield source.finding((*path, "pick"), text, "Make `pick` smaller.")
    if ask.least > (ask.pick or len(labels)):
        yield source.finding((*path, "least"), "`least` is more than can be picked.", "Make it smaller.")
