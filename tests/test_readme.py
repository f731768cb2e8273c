"""What the pages for authors show can be used as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.authoring.finding import errors
from bot.authoring.reading import read
from bot.authoring.transcripts import transcripts
from bot.commands import COMMANDS
from bot.config import shipped_dialogs
from bot.rehearsing.performance import play

PAGE = Path(__file__).resolve().parent.parent / "dialogs" / "README.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
TALKS = [block for block in BLOCKS if re.search(r"^  - (says|people): ", block, re.MULTILINE)]
DIALOGS = [block for block in BLOCKS if re.match(r"(#[^\n]*\n|\s)*dialog:", block)]


def test_the_page_shows_dialogs() -> None:
    assert DIALOGS


def test_the_translation_on_the_page_is_one_of_a_dialog_on_it(tmp_path: Path) -> None:
    block = re.search(r"```\n(dialog: (\w+)\n.*?)```", PAGE.read_text(), re.DOTALL)
    assert block is not None
    original = next(each for each in DIALOGS if f"dialog: {block[2]}\n" in each)
    shutil.copytree(shipped_dialogs() / "phrases", tmp_path / "phrases")
    (tmp_path / "phrases" / "de.yaml").write_text("of: {}\n")
    (tmp_path / "de").mkdir()
    (tmp_path / f"{block[2]}.yaml").write_text(original)
    (tmp_path / "de" / f"{block[2]}.yaml").write_text(block[1])
    reading = read(tmp_path, shipped=shipped_dialogs())
    assert reading.library is not None
    assert sorted(found.text.partition(" isn't translated yet")[0] for found in reading.findings) == [
        "'close.say'",
        "'seen'",
        "'soon.say'",
    ]


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


@pytest.mark.parametrize("block", TALKS)
async def test_a_transcript_on_the_page_is_as_written(block: str, tmp_path: Path) -> None:
    for number, each in enumerate(DIALOGS):
        (tmp_path / f"{number}.yaml").write_text(each)
    library = read(tmp_path, taken=frozenset(COMMANDS), shipped=shipped_dialogs()).library
    assert library is not None
    written = tmp_path / "talk.yaml"
    written.write_text(block)
    read_ones, findings = transcripts(written)
    assert not findings, "\n".join(map(str, findings))
    for one in read_ones:
        differs = await play(one, library, tmp_path)
        assert not differs, f"\n{differs}"


def test_the_page_shows_a_talk_of_one_one_of_two_and_one_before_they_are_linked() -> None:
    assert [("people" in block, "linked: no" in block) for block in TALKS] == [
        (False, False),
        (True, False),
        (True, True),
    ]
