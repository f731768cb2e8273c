"""What the explorer saw of each dialog, as a table that can be read on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.authoring.explore import Explored
from bot.authoring.strict import Source
from bot.authoring.texts import written_by_author
from bot.engine.dialog import Dialog
from bot.engine.library import Library

COLUMNS = ("dialog", "steps", "alone", "as two", "by buttons", "longest message", "minutes", "evidence")


def table(played: Sequence[Explored], library: Library, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The lines of a Markdown table: a row for each dialog, and for each language in which it was played.

    What was played is states and, after a stroke, the moves from them. The longest message is in characters of
    the author's, in each language in which the dialog has words.
    """
    several = len({each.language for each in played}) > 1
    rows = [
        _row(each, library.dialogs[each.dialog], sources[each.dialog], several=several) for each in played
    ]
    return (_line(COLUMNS), _line("---" for _ in COLUMNS), *map(_line, rows))


def _row(seen: Explored, dialog: Dialog, source: Source, *, several: bool) -> tuple[str, ...]:
    longest = {
        language: max(written_by_author(text) for key, text in words.texts.items() if _is_said(key))
        for language, words in dialog.words.items()
        if not several or language == seen.language
    }
    return (
        f"{seen.dialog} ({seen.language})" if several else seen.dialog,
        str(len(dialog.structure.steps)),
        *map(_counted, (seen, seen.together, seen.listened)),
        ", ".join(f"{language} {length}" for language, length in longest.items()),
        str(dialog.minutes),
        _level(source),
    )


def _is_said(key: str) -> bool:
    """Whether a text is a message; the others are labels, parts of one, or said in its place."""
    return key.rpartition(".")[2] in ("say", "solo")


def _counted(seen: Explored | None) -> str:
    return f"{seen.states:,} / {seen.moves:,}" if seen is not None else ""


def _level(source: Source) -> str:
    evidence = source.value.get("evidence")
    return str(evidence.get("level", "")) if isinstance(evidence, dict) else ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
