"""Dialogs in other languages: words laid over the originals by step; where some are missing the original's stand."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path as File
from typing import Any

from bot.authoring.around import ORIGINAL, Around
from bot.authoring.between import BETWEEN, SAYS, BetweenDraft, between_of, line_words
from bot.authoring.compiling import compiled
from bot.authoring.finding import Finding, near
from bot.authoring.labels import labels, labels_at, list_labels
from bot.authoring.models import DialogWords
from bot.authoring.originals import Wording, of_dialog, of_lists, of_phrases, of_table
from bot.authoring.shelf import LISTS, TABLES, Shelf
from bot.authoring.strict import Path, Source
from bot.authoring.thread import THREAD, WORDS, ThreadDraft, thread_of
from bot.authoring.translation import Translation, translation
from bot.authoring.understanding import Draft, Lists
from bot.authoring.unfolding import unfolded
from bot.engine.between import Between
from bot.engine.dialog import Dialog
from bot.engine.thread import Thread

LISTED = File(LISTS).stem


def others(stood: Shelf, around: Around, shipped: File | None) -> tuple[Language, ...]:
    """Every language beside the originals'; `shipped` is the folder in which all have to be there."""
    return tuple(Language(code, stood, around, shipped) for code in around.phrases if code != ORIGINAL)


def translated(
    languages: Sequence[Language], drafts: Sequence[Draft], dialogs: Sequence[Dialog], findings: list[Finding]
) -> list[Dialog]:
    """The dialogs with their words in every other language."""
    by_name = {draft.written.dialog: draft for draft in drafts}
    found = list(dialogs)
    for language in languages:
        findings += language.around_dialogs()
        found = [language.words(by_name[dialog.name], dialog, findings) for dialog in found]
    return found


def translated_thread(
    languages: Sequence[Language], draft: ThreadDraft | None, findings: list[Finding]
) -> Thread | None:
    """What is offered to whom, with its labels in every other language."""
    thread = thread_of(draft)
    if draft is None or thread is None:
        return None
    originals = thread.words[ORIGINAL]
    words = {each.code: each.labels(draft, originals, findings) for each in languages}
    return replace(thread, words={**thread.words, **words})


def translated_between(
    languages: Sequence[Language], draft: BetweenDraft | None, findings: list[Finding]
) -> Between | None:
    """What is said between two talks, in every other language, too."""
    between = between_of(draft)
    if draft is None or between is None:
        return None
    words = {each.code: each.lines(draft, findings) for each in languages}
    return replace(between, words={**between.words, **words})


@dataclass(frozen=True)
class Language:
    """One language: what stands in its folder, and what it is laid over; its lists are read once for all dialogs."""

    code: str
    stood: Shelf
    originals: Around
    shipped: File | None

    def around_dialogs(self) -> Iterator[Finding]:
        """What is wrong with its phrases and lists, and with files that belong to no original."""
        yield from self._phrases()
        names = [draft.written.dialog for draft in self.stood.drafts]
        for name, source in self._files.items():
            if name not in (*TABLES, *names):
                hint = near(name, [*names, LISTED])
                yield source.finding((), "There is no original of this name.", hint, warn=True)
        if LISTED in self._files and self._own(self._files[LISTED]):
            yield from self._lists_read.findings
            yield from list_labels(self._around, self._files[LISTED])
        elif self.shipped is not None and self.stood.lists_source is not None:
            yield self._no_file(LISTED)

    def words(self, draft: Draft, dialog: Dialog, findings: list[Finding]) -> Dialog:
        """The dialog with its words in this language, where it is translated."""
        source = self._files.get(dialog.name)
        if source is None:
            findings += [self._no_file(dialog.name)] if self.shipped is not None else []
            return dialog
        read = translation(source, of_dialog(draft.written), draft.source, self.code)
        over = replace(draft, source=source, written=_laid_over(draft, read.texts))
        over = unfolded(over, self._around, [])
        findings += (*read.findings, *labels(over, self._around))
        words = compiled(over.written, self._around.lists, dialog.structure.calls, self.code).words
        return replace(dialog, words={**dialog.words, **words})

    def labels(
        self, draft: ThreadDraft, originals: Mapping[str, str], findings: list[Finding]
    ) -> Mapping[str, str]:
        """What can weigh as the buttons say it in this language, as far as it is translated."""
        own, source = self._table(draft.source, THREAD, WORDS, findings)
        if source is not None:
            findings += labels_at({**originals, **own}, ("weighs",), "label", source, self._around)
        return own

    def lines(self, draft: BetweenDraft, findings: list[Finding]) -> Mapping[str, str]:
        """What is said between two talks in this language, as far as it is translated."""
        own, source = self._table(draft.source, BETWEEN, SAYS, findings)
        for key, text in own.items():
            findings += line_words(text, ("lines", key, "say"), source) if source is not None else ()
        return own

    def _table(
        self, original: Source, file: str, keys: Collection[str], findings: list[Finding]
    ) -> tuple[dict[str, str], Source | None]:
        """The words of another table's entries, by their keys, and where they stand."""
        name = File(file).stem
        source = self._files.get(name)
        if source is None:
            findings += [self._no_file(name)] if self.shipped is not None else []
            return {}, None
        read = translation(source, of_table(original.value, keys), original)
        findings += read.findings
        return {str(path[1]): str(text) for path, text in read.texts.items()}, source

    def _phrases(self) -> Iterator[Finding]:
        source = self.stood.phrase_sources.get(self.code)
        if source is not None and ORIGINAL in self.originals.phrases and self.shipped is not None:
            originals = of_phrases(self.originals.phrases[ORIGINAL].texts)
            yield from translation(
                source, originals, self.stood.phrase_sources.get(ORIGINAL), self.code
            ).findings

    def _no_file(self, name: str) -> Finding:
        folder = self.shipped or File()
        hint = f"Begin it with: mend translate {self.code} {name}"
        path = str(folder / self.code / f"{name}.yaml")
        return Finding(path, 1, 1, "This isn't translated yet.", hint, "warning")

    def _own(self, source: Source) -> bool:
        """Whether the lists in this file are those that stand beside it, and not the ones that ship with Mend."""
        lists = self.stood.lists_source
        return lists is not None and File(lists.file).parent == File(source.file).parent.parent

    @property
    def _files(self) -> Mapping[str, Source]:
        return self.stood.translations.get(self.code, {})

    @cached_property
    def _lists_read(self) -> Translation:
        return translation(self._files[LISTED], of_lists(self.stood.lists), self.stood.lists_source)

    @cached_property
    def _around(self) -> Around:
        lists = self.stood.lists
        if LISTED in self._files:
            lists = _lists_in(lists, self._lists_read.texts)
        phrases = {self.code: self.originals.phrases[self.code]}
        return replace(self.originals, lists=lists, phrases=phrases, language=self.code)


def _laid_over(draft: Draft, texts: Mapping[Path, Wording]) -> DialogWords:
    """The dialog as its author wrote it, with these words in place of their own."""
    return DialogWords.model_validate(laid_over(draft.source.value, texts))


def laid_over(value: Any, texts: Mapping[Path, Wording]) -> Any:
    """The same values, with these texts at their ways; what stood short (`solo: …`) is still that text."""
    value = copy.deepcopy(value)
    for path, text in texts.items():
        at = value
        for key in path[:-2]:
            at = at[key]
        inner = at[path[-2]] if len(path) > 1 else at
        if isinstance(inner, dict | list):
            inner[path[-1]] = text  # type: ignore[index]  # its way leads through keys and places alike
        else:
            at[path[-2]] = text
    return value


def _lists_in(lists: Lists, texts: Mapping[Path, Wording]) -> Lists:
    def words(name: str, key: str) -> dict[str, Any]:
        parts = ("label", "under", "example", "also")
        return {part: texts[name, key, part] for part in parts if (name, key, part) in texts}

    found: dict[str, dict[str, Any]] = {}
    for name, entries in lists.items():
        found[name] = {}
        for key, entry in entries.items():
            own = words(name, key)
            if "label" in own:
                own.setdefault("also", None)
            found[name][key] = entry.model_copy(update=own)
    return found
