"""The files of a folder of dialogs as plain values, before anything is checked against anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.authoring.around import ORIGINAL
from bot.authoring.between import BETWEEN, BetweenDraft, understood_between
from bot.authoring.finding import Finding
from bot.authoring.originals import OF
from bot.authoring.strict import LARGEST, Source, document
from bot.authoring.thread import THREAD, ThreadDraft, understood_thread
from bot.authoring.translation import fits
from bot.authoring.understanding import Draft, Lists, understood, understood_lists
from bot.engine.phrases import Phrase, Phrases

LISTS = "lists.yaml"
PHRASES = "phrases"

TABLES = ("lists", "thread", "between")
"""Files beside the dialogs that are none, and are translated like them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that a folder holds: dialogs as far as they are understood, lists, phrases, translations, two tables.

    `lists_known`: the lists could be read, so that one which isn't there is really missing. `phrase_sources` are the
    files of the phrases by language, and `translations` what else is translated into it, by the name of its file.
    """

    drafts: tuple[Draft, ...] = ()
    lists: Lists = field(default_factory=dict)
    lists_source: Source | None = None
    lists_known: bool = True
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    phrase_sources: Mapping[str, Source] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, Source]] = field(default_factory=dict)
    thread: ThreadDraft | None = None
    between: BetweenDraft | None = None


def shelf(folder: Path, shipped: Path) -> tuple[Shelf, tuple[Finding, ...]]:
    """What stands in this folder; lists and phrases that it lacks are those that ship with Mend."""
    findings: list[Finding] = []
    own_lists, own_phrases = _there(folder / LISTS), _there(folder / PHRASES)
    lists_source = _lists(folder if own_lists else shipped, findings)
    lists: Lists = {}
    if lists_source is not None:
        lists, found = understood_lists(lists_source)
        findings += found
    lists_known = not findings
    drafts = []
    for path in dialog_files(folder, findings):
        source = _document(path, findings)
        draft, found = understood(source) if source else (None, ())
        findings += found
        if draft is not None:
            drafts.append(draft)
    if not drafts and not findings:
        findings.append(
            Finding(str(folder), 1, 1, "No dialog is here.", "Put a dialog's .yaml file into it.")
        )
    sources = _phrase_files(shipped / PHRASES, findings)
    phrases = _laid_over({}, _phrases(sources, findings))
    if own_phrases and folder != shipped:
        sources = _phrase_files(folder / PHRASES, findings)
        phrases = _laid_over(phrases, _phrases(sources, findings))
    own_source = lists_source if own_lists else None
    own = _translations(folder, [*phrases], findings)
    if not own_lists and folder != shipped:  # with the lists that ship go their translations
        own = {each: {**_listed(shipped, each), **own.get(each, {})} for each in phrases}
    thread, between = _thread(folder, findings), _between(folder, findings)
    held = Shelf(tuple(drafts), lists, own_source, lists_known, phrases, sources, own, thread, between)
    return held, tuple(findings)


def _translations(
    folder: Path, languages: Iterable[str], findings: list[Finding]
) -> dict[str, dict[str, Source]]:
    """What stands in the folder of each language, by the name of its file."""
    found: dict[str, dict[str, Source]] = {}
    for language in languages:
        if language != ORIGINAL and (folder / language).is_dir():
            files = {
                path.stem: _document(path, findings) for path in sorted((folder / language).glob("*.yaml"))
            }
            found[language] = {name: source for name, source in files.items() if source is not None}
    return found


def _listed(shipped: Path, language: str) -> dict[str, Source]:
    """The translated lists that ship with Mend; what is wrong in them is told where they stand."""
    path = shipped / language / LISTS
    source = _document(path, []) if _there(path) else None
    return {path.stem: source} if source is not None else {}


def dialog_files(folder: Path, findings: list[Finding]) -> list[Path]:
    """The dialogs' files in their order; a folder that can't be read is a finding."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    except OSError as error:
        hint = "Name the folder in which the dialogs are."
        findings.append(Finding(str(folder), 1, 1, f"The folder can't be read ({error.strerror}).", hint))
        return []
    return [
        path for path in files if path.name not in (LISTS, THREAD, BETWEEN) and not path.name.startswith(".")
    ]


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False  # the folder around it can't be looked into, which is told where its dialogs are read


def _lists(folder: Path, findings: list[Finding]) -> Source | None:
    return _document(folder / LISTS, findings) if _there(folder / LISTS) else None


def _thread(folder: Path, findings: list[Finding]) -> ThreadDraft | None:
    """What is offered to whom, where this very folder says so: it names the folder's own dialogs."""
    source = _document(folder / THREAD, findings) if _there(folder / THREAD) else None
    draft, found = understood_thread(source) if source is not None else (None, ())
    findings += found
    return draft


def _between(folder: Path, findings: list[Finding]) -> BetweenDraft | None:
    """What may be said between two talks, where this very folder says so."""
    source = _document(folder / BETWEEN, findings) if _there(folder / BETWEEN) else None
    draft, found = understood_between(source) if source is not None else (None, ())
    findings += found
    return draft


def _document(path: Path, findings: list[Finding]) -> Source | None:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        text = f"The file can't be read ({error.strerror})."
        findings.append(Finding(str(path), 1, 1, text, "Look at its name and its permissions."))
        return None
    source, found = document(data, str(path))
    findings += found
    return source


def _phrase_files(folder: Path, findings: list[Finding]) -> dict[str, Source]:
    """The files of the bot's own words by language, the one of the originals first."""
    found: dict[str, Source] = {}
    try:
        files = sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != ORIGINAL, path.stem))
    except OSError:
        files = []
    for path in files:
        source = _document(path, findings)
        if source is not None:
            found[path.stem] = source
    if not found and not findings:
        hint = "Remove the folder to use the phrases that ship with Mend."
        findings.append(Finding(str(folder), 1, 1, "No phrases are here.", hint))
    return found


def _phrases(sources: Mapping[str, Source], findings: list[Finding]) -> dict[str, Phrases]:
    """The bot's own words by language."""
    return {language: Phrases(language, flat(source, findings)) for language, source in sources.items()}


def _laid_over(shipped: Mapping[str, Phrases], own: Mapping[str, Phrases]) -> dict[str, Phrases]:
    """Phrases over those that ship, or over the originals, so that one that is missing is never missed."""
    fallback = next(iter(shipped.values()), None) or own.get(ORIGINAL)
    found = {}
    for language, phrases in own.items():
        under = (shipped.get(language) or fallback or phrases).texts
        over = {
            key: text
            for key, text in phrases.texts.items()
            if key not in under or _alike(key, under[key], text)
        }
        found[language] = Phrases(language, {**under, **over})
    return found


def _alike(key: str, original: Phrase, text: Phrase) -> bool:
    """Whether one phrase can stand for another wherever that is said."""
    one, other = (each if isinstance(each, str) else tuple(each) for each in (original, text))
    return fits(tuple(key.split(".")), one, other)


def flat(source: Source, findings: list[Finding]) -> dict[str, Phrase]:
    """Nested phrases as one mapping, its keys joined with dots; what they were translated from is none of them."""
    texts: dict[str, Phrase] = {}
    value = source.value
    translated = isinstance(value, dict) and OF in value
    if translated:
        value = {key: one for key, one in value.items() if key != OF}
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while pending:
        path, value = pending.pop()
        key = ".".join(str(part) for part in path)
        if isinstance(value, dict):
            pending += [((*path, name), one) for name, one in reversed(value.items())]
        elif isinstance(value, list) and all(type(one) in (str, int) for one in value):
            texts[key] = tuple(str(one) for one in value)
        elif value is None and path and translated:
            continue  # not yet
        elif type(value) in (str, int) and path:
            texts[key] = str(value).removesuffix("\n")
        else:
            findings.append(source.finding(path, "This isn't a phrase.", "Write a text or a list of texts."))
    return texts
