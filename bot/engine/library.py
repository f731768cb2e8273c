"""The library: every dialog that can be begun, every structure that running sessions are pinned to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.engine.between import Between
from bot.engine.dialog import Dialog, Words, places
from bot.engine.phrases import Phrases
from bot.engine.senses import Times
from bot.engine.thread import Thread
from bot.engine.times import PlainTimes


@dataclass(frozen=True, slots=True)
class Library:
    """Dialogs by name (as they are now), by hash (as sessions began them), phrases by language, how times are said.

    `thread`: what is offered to whom; `between`: what is said between two talks; None where a folder has no such file.
    `varied`: phrases with several wordings are said in all of them, in turn; else each in its first, as in rehearsals.
    """

    dialogs: Mapping[str, Dialog]
    phrases: Mapping[str, Phrases]
    pinned: Mapping[str, Dialog] = field(default_factory=dict)
    times: Times = field(default_factory=PlainTimes, compare=False)
    thread: Thread | None = None
    between: Between | None = None
    varied: bool = field(default=False, compare=False)

    def by_hash(self, hash_: str) -> Dialog | None:
        """The dialog with this structure, its words as live as they fit; None where it is not known here."""
        return self.pinned.get(hash_)

    def phrases_in(self, language: str) -> Phrases:
        """The bot's own words in this language (also `de` for `de-AT`), else in the first one there is."""
        known = self.phrases.get(language) or self.phrases.get(language.partition("-")[0].lower())
        return known or next(iter(self.phrases.values()))

    def knowing(self, dialogs: Iterable[Dialog]) -> Library:
        """This library with more structures pinned, each with the words of today where they fit."""
        pinned = dict(self.pinned)
        for dialog in dialogs:
            live = self.dialogs.get(dialog.name)
            pinned[dialog.hash] = dialog if live is None else with_live_words(dialog, live)
        return replace(self, pinned=pinned)


def library(
    dialogs: Iterable[Dialog],
    phrases: Mapping[str, Phrases],
    thread: Thread | None = None,
    between: Between | None = None,
) -> Library:
    """A library of these dialogs as they are now."""
    by_name = {dialog.name: dialog for dialog in dialogs}
    pinned = {dialog.hash: dialog for dialog in by_name.values()}
    return Library(by_name, phrases, pinned, thread=thread, between=between)


def with_live_words(pinned: Dialog, live: Dialog) -> Dialog:
    """The pinned structure with today's words, where their placeholders and option keys fit; else the old ones."""
    languages = dict.fromkeys((*pinned.words, *live.words))
    words = {each: _fitting(pinned.words_in(each), live.words.get(each)) for each in languages}
    return replace(pinned, words=words, withdrawn=live.withdrawn)


def _fitting(old: Words, new: Words | None) -> Words:
    if new is None:
        return old
    texts = {key: new.texts[key] if _fits(key, text, old, new) else text for key, text in old.texts.items()}
    return Words(new.title, new.about, texts)


def _fits(key: str, text: str, old: Words, new: Words) -> bool:
    if key not in new.texts:
        return False
    if ".option." in key and _options(key, old) != _options(key, new):
        return False
    return places(new.texts[key]) <= places(text)


def _options(key: str, words: Words) -> set[str]:
    prefix = key.rsplit(".option.", 1)[0] + ".option."
    return {other for other in words.texts if other.startswith(prefix)}
