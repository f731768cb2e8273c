"""A tiny language, made of files alone: English with its vowels moved on by one, so that every text can be told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from bot.authoring.around import ORIGINAL
from bot.authoring.between import SAYS
from bot.authoring.originals import Part, Wording, of_dialog, of_lists, of_phrases, of_table
from bot.authoring.shelf import shelf
from bot.authoring.skeleton import skeleton
from bot.authoring.strict import Source
from bot.authoring.thread import WORDS
from bot.authoring.translation import Translation
from bot.config import shipped_dialogs

CODE = "xx"

_VOWELS = str.maketrans("aeiouAEIOU", "eiouaEIOUA")
_STAYS = re.compile(r"\{[^{}]*\}|(?<![^\s(\"'])/[a-z_]+|\b[\w.]+\.(?:com|org|help)\b")
"""What is no word: places, commands, addresses."""


def moved(text: str) -> str:
    """What an English text is in the language; texts that differ stay different, and as long as they were."""
    found = _STAYS.finditer(text)
    spans = [(0, 0), *(match.span() for match in found), (len(text), len(text))]
    return "".join(
        text[begin:end] + text[end:then].translate(_VOWELS)
        for (begin, end), (then, _) in zip(spans, [*spans[1:], (len(text), 0)], strict=True)
    )


def spoken(folder: Path) -> Path:
    """The dialogs that ship, in a folder of their own and with one language more."""
    dialogs = folder / "dialogs"
    shutil.copytree(
        shipped_dialogs(), dialogs, ignore=shutil.ignore_patterns("de", "es", "de.yaml", "es.yaml")
    )
    stood, _ = shelf(dialogs, dialogs)
    (dialogs / CODE).mkdir()
    for draft in stood.drafts:
        name = draft.written.dialog
        _write(dialogs / CODE / f"{name}.yaml", of_dialog(draft.written), f"dialog: {name}")
    _write(dialogs / CODE / "lists.yaml", of_lists(stood.lists))
    for table, words in ((stood.thread, WORDS), (stood.between, SAYS)):
        assert table is not None
        _write(dialogs / CODE / Path(table.source.file).name, of_table(table.source.value, words))
    _write(dialogs / "phrases" / f"{CODE}.yaml", of_phrases(stood.phrases[ORIGINAL].texts))
    return dialogs


def _write(file: Path, parts: tuple[Part, ...], head: str = "# a language for tests") -> None:
    texts: dict[Any, Wording] = {
        path: moved(text) if isinstance(text, str) else tuple(map(moved, text))
        for part in parts
        for path, text in (*part.texts.items(), *part.free.items())
        if text
    }
    file.write_text(skeleton(parts, Translation(Source("", {}), texts), head), encoding="utf-8")
