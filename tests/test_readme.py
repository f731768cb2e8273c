"""What the pages for authors show can be used as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.authoring.finding import errors
from bot.authoring.reading import read
from bot.commands import COMMANDS
from bot.config import shipped_dialogs

PAGE = Path(__file__).resolve().parent.parent / "dialogs" / "README.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
DIALOGS = [block for block in BLOCKS if re.match(r"(#[^\n]*\n|\s)*dialog:", block)]


def test_the_page_shows_dialogs() -> None:
    assert DIALOGS


@pytest.mark.parametrize("block", DIALOGS)
def test_an_example_on_the_page_loads(block: str, tmp_path: Path) -> None:
    shipped = shipped_dialogs()
    name = re.search(r"^dialog: *(\w+)", block, re.MULTILINE)
    assert name is not None
    shutil.copytree(shipped, tmp_path / "dialogs")
    for file in (tmp_path / "dialogs").glob("*.yaml"):
        if file.name not in ("lists.yaml", "calm.yaml"):
            file.unlink()
    (tmp_path / "dialogs" / f"{name[1]}.yaml").write_text(block)
    reading = read(tmp_path / "dialogs", taken=frozenset(COMMANDS), shipped=shipped)
    wrong = [str(finding) for finding in errors(reading.findings) if f"{name[1]}.yaml" in finding.file]
    assert not wrong, "\n".join(wrong)
