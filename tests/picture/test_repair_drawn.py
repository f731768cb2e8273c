"""The README's picture of `repair` is of the dialog as it is."""

from __future__ import annotations

from draw import REPAIR
from repair_drawn import fingerprint, repair

README = REPAIR.parents[2] / "README.md"


def test_the_picture_is_of_the_dialog_as_it_is() -> None:
    assert fingerprint() in REPAIR.read_text(encoding="utf-8"), "python tests/picture/draw.py draws it anew"


def test_it_shows_every_step() -> None:
    shown = REPAIR.read_text(encoding="utf-8")
    assert [name for name in repair().structure.steps if f">{name}<" not in shown] == []


def test_the_readme_shows_it() -> None:
    assert f"({REPAIR.relative_to(README.parent)})" in README.read_text(encoding="utf-8")
