"""Dialogs written into a folder, and what the check says of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.authoring.reading import Reading, read

LISTS = "feelings: {sad: sad, glad: glad}\nfaux: {ignored: {label: ignored, under: sad}}\n"
PHRASES = "buttons: {yes: 'Yes', no: 'No'}\nwords:\n  yes: [yes, y]\n  stop: [stop, quit]\n"

Reads = Callable[..., Reading]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with phrases, lists and no dialog."""
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "en.yaml").write_text(PHRASES)
    return tmp_path


@pytest.fixture
def reads(folder: Path) -> Reads:
    """Reads a folder with these dialogs in it: `reads("dialog: …", "dialog: …")`."""

    def reads(*dialogs: str, lists: str = "", taken: frozenset[str] = frozenset()) -> Reading:
        for number, text in enumerate(dialogs, 1):
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        if lists:
            (folder / "lists.yaml").write_text(lists, encoding="utf-8")
        return read(folder, taken=taken, shipped=folder)

    return reads
