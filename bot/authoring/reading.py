"""Reading a folder of dialogs: a library, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.authoring.around import Around
from bot.authoring.calls import compile_all
from bot.authoring.checking import check, check_folder
from bot.authoring.finding import Finding, errors
from bot.authoring.languages import others, translated, translated_between, translated_thread
from bot.authoring.shelf import PHRASES, Shelf, shelf
from bot.authoring.strict import Source
from bot.authoring.unfolding import unfolded
from bot.engine.library import Library, library

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
"""The code of a language, as its folder is called."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the library where no finding is an error, all findings, the files by dialog."""

    library: Library | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False)


def read(folder: Path, *, taken: frozenset[str] = frozenset(), shipped: Path) -> Reading:
    """Every dialog of a folder, checked. `taken` are the commands that the bot has already.

    Where the folder has no lists.yaml or no phrases/, those in `shipped` are used. Raises nothing.
    """
    stood, findings = shelf(folder, shipped)
    return _checked(stood, findings, taken, shipped if folder.absolute() == shipped.absolute() else None)


def read_file(path: Path, *, taken: frozenset[str] = frozenset(), shipped: Path) -> Reading:
    """One file (a dialog, lists, phrases), checked with all of its folder; only its own findings are told."""
    folder = path.parent.parent if path.parent.name == PHRASES or _is_translation(path) else path.parent
    whole = read(folder, taken=taken, shipped=shipped)
    own = tuple(finding for finding in whole.findings if Path(finding.file) == path)
    if not path.is_file():
        own = (Finding(str(path), 1, 1, "There is no such file.", "Look at its name."),)
    return Reading(None if errors(own) else whole.library, own, whole.sources)


def _is_translation(path: Path) -> bool:
    """Whether a file stands in a language's folder, and its original beside that."""
    return bool(LANGUAGE.fullmatch(path.parent.name)) and (path.parent.parent / path.name).is_file()


def fingerprint(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of all that reading the folder depends on; it changes when somebody saves."""
    found = []
    below = [path for path in folder.glob("*/*.yaml") if path.parent.name == PHRASES or _is_translation(path)]
    for path in sorted([*folder.glob("*.y*ml"), *below]):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path.relative_to(folder)), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _checked(
    stood: Shelf, found: tuple[Finding, ...], taken: frozenset[str], shipped: Path | None
) -> Reading:
    around = Around(
        dialogs={draft.written.dialog: draft.written for draft in reversed(stood.drafts)},
        lists=stood.lists,
        lists_known=stood.lists_known,
        phrases=stood.phrases,
        taken=taken,
    )
    whole = not errors(found)
    tables = (stood.lists_source, stood.thread, stood.between)
    findings = [*found, *check_folder(stood.drafts, around, *tables, whole=whole)]
    drafts = tuple(unfolded(draft, around, findings) for draft in stood.drafts)
    dialogs = compile_all(drafts, stood.lists)
    for draft, dialog in zip(drafts, dialogs, strict=True):
        findings += check(draft, dialog, around)
    thread = between = None
    if not errors(findings):
        languages = others(stood, around, shipped)
        dialogs = translated(languages, stood.drafts, dialogs, findings)
        thread = translated_thread(languages, stood.thread, findings)
        between = translated_between(languages, stood.between, findings)
    ordered = tuple(sorted(set(findings)))
    sound = not errors(ordered) and dialogs
    sources = {draft.written.dialog: draft.source for draft in stood.drafts}
    known = library(dialogs, stood.phrases, thread, between) if sound else None
    return Reading(known, ordered, sources)
