"""What a translator is given: a file for one language, with all that is translated already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as File

from bot.authoring.around import ORIGINAL
from bot.authoring.between import BETWEEN, SAYS
from bot.authoring.finding import errors, near
from bot.authoring.originals import Part, of_dialog, of_lists, of_phrases, of_table
from bot.authoring.shelf import LISTS, PHRASES, Shelf, shelf
from bot.authoring.skeleton import skeleton
from bot.authoring.strict import Path, Source, document
from bot.authoring.thread import THREAD, WORDS
from bot.authoring.translation import Translation, translation

LISTED = File(LISTS).stem

_REMARK = re.compile(r"(?:^\s*[\w']+:|[\]}])\s+#\s*(.*)$")
"""What the original says to its authors beside a key."""


class Untranslatable(Exception):
    """There is nothing to translate under this name, or the file can't be read; the text says which."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file for a translator: where it belongs, and what stands in it."""

    file: File
    text: str


def sheet(folder: File, shipped: File, language: str, name: str) -> Sheet:
    """The file of one language for a dialog, for `lists` or `phrases`; raises Untranslatable."""
    stood, findings = shelf(folder, shipped)
    wrong = [each for each in errors(findings) if File(each.file).stem in (name, ORIGINAL)]
    if wrong:
        raise Untranslatable("\n".join(map(str, wrong)))
    parts, original, head = _original(stood, language, name)
    beside = folder / PHRASES if name == PHRASES else folder / language
    file = beside / f"{language if name == PHRASES else name}.yaml"
    kept = _kept(file, parts, original)
    return Sheet(file, skeleton(parts, kept, head, _remarks(original)))


def _original(stood: Shelf, language: str, name: str) -> tuple[Sequence[Part], Source | None, str]:
    if name == PHRASES:
        parts = of_phrases(stood.phrases[ORIGINAL].texts) if ORIGINAL in stood.phrases else ()
        head = f"# Mend's own words ({language}). Keys never change; {{places}} are filled by the program."
        return parts, stood.phrase_sources.get(ORIGINAL), head
    if name == LISTED:
        return of_lists(stood.lists), stood.lists_source, f"# The words of {LISTS} ({language})."
    if name == File(THREAD).stem and stood.thread is not None:
        source = stood.thread.source
        return of_table(source.value, WORDS), source, f"# The words of {THREAD} ({language})."
    if name == File(BETWEEN).stem and stood.between is not None:
        source = stood.between.source
        return of_table(source.value, SAYS), source, f"# The words of {BETWEEN} ({language})."
    drafts = {draft.written.dialog: draft for draft in stood.drafts}
    if name not in drafts:
        raise Untranslatable(f"There is no original of this name. {near(name, [*drafts, LISTED, PHRASES])}")
    return of_dialog(drafts[name].written), drafts[name].source, f"dialog: {name}"


def _kept(file: File, parts: Sequence[Part], original: Source | None) -> Translation | None:
    if not file.is_file():
        return None
    try:
        source, found = document(file.read_bytes(), str(file))
    except OSError as error:
        raise Untranslatable(f"{file}: it can't be read ({error.strerror}).") from None
    if source is None or errors(found):
        raise Untranslatable("\n".join(map(str, found)))
    return translation(source, parts, original)


def _remarks(original: Source | None) -> dict[Path, str]:
    if original is None:
        return {}
    lines = original.text.splitlines()
    found = {path: _REMARK.search(lines[spot.line - 1]) for path, spot in original.keys.items()}
    return {path: remark[1] for path, remark in found.items() if remark is not None}
