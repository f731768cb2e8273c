"""The transcripts beside the dialogs, played by the same player as `mend test`."""

from __future__ import annotations

from pathlib import Path

import pytest
from talk import shipped

from bot.authoring.transcripts import transcripts
from bot.checking import test as play_all
from bot.config import shipped_dialogs
from bot.rehearsal import play

FILES = sorted((shipped_dialogs() / "transcripts").glob("*.yaml"))


def _all() -> list[object]:
    found = []
    for file in FILES:
        read, findings = transcripts(file)
        assert not findings, "\n".join(map(str, findings))
        found += [pytest.param(each, id=f"{file.stem}: {each.title}") for each in read]
    return found


@pytest.mark.parametrize("transcript", _all())
async def test_a_transcript_is_as_written(transcript: object) -> None:
    differs = await play(transcript, shipped(), shipped_dialogs())  # type: ignore[arg-type]  # it is one
    assert not differs, f"\n{differs}"


@pytest.mark.parametrize("name", sorted(shipped().dialogs))
def test_each_dialog_has_at_least_three(name: str) -> None:
    file = shipped_dialogs() / "transcripts" / f"{name}.yaml"
    assert file.is_file()
    assert len(transcripts(file)[0]) >= 3


async def test_a_failing_one_shows_the_conversation_and_both_sides(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "a wrong one:\n"
        "  - says: /repair\n"
        "    hears: Shall we begin?\n"
        "  - presses: Begin\n"
        "    hears: something else\n"
    )
    read, findings = transcripts(file)
    assert not findings, "\n".join(map(str, findings))
    told = await play(read[0], shipped(), shipped_dialogs())
    assert "> /repair" in told
    assert "wrong.yaml:4" in told
    assert "something else" in told
    assert "how stirred up are you" in told


def test_a_name_that_is_mistyped_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert play_all(tmp_path / "repiar.yaml") == 1
    assert capsys.readouterr().out == f"{tmp_path / 'repiar.yaml'}: there is no such file\n"
