"""Ten walks of fictional people through three months: each with its own seed, and over all of them nothing left out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from talk import shipped

from bot.authoring.transcripts import Transcript, transcripts
from bot.commands import COMMANDS
from bot.config import shipped_dialogs

FILES = sorted((shipped_dialogs() / "transcripts").glob("couple_*.yaml"))
WALKS: dict[str, Transcript] = {file.stem: transcripts(file)[0][0] for file in FILES}
BEGINS = frozenset({"Begin", "For the two of us", "Just for me", "Each with our own", "We're side by side"})
"""Buttons that begin a dialog."""

LINES = [line for walk in WALKS.values() for _, line in walk.lines]


def _typed() -> set[str]:
    """Every command that somebody writes, without its slash and what stands behind it."""
    return {line.says.split()[0][1:] for line in LINES if line.says and line.says.startswith("/")}


def test_there_are_ten_each_with_a_seed_of_its_own() -> None:
    assert len(FILES) == len(WALKS) == 10
    seeds = [walk.seed for walk in WALKS.values()]
    assert None not in seeds
    assert len({*seeds}) == len(seeds)


@pytest.mark.parametrize("name", WALKS)
def test_each_takes_about_three_months(name: str) -> None:
    seconds = sum((line.wait or 0) + (line.down or 0) for _, line in WALKS[name].lines)
    assert timedelta(weeks=11) <= timedelta(seconds=seconds) <= timedelta(weeks=17)


@pytest.mark.parametrize("name", WALKS)
def test_each_begins_with_who_they_are(name: str) -> None:
    file = shipped_dialogs() / "transcripts" / f"{name}.yaml"
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_each_command_of_a_person_is_written_in_one_of_them() -> None:
    assert not {*COMMANDS} - _typed()


def test_each_dialog_is_begun_in_one_of_them() -> None:
    begun = set()
    for walk in WALKS.values():
        heard: list[str] = []
        for _, line in walk.lines:
            if line.presses in BEGINS:
                begun |= {
                    name
                    for name, dialog in shipped().dialogs.items()
                    if any(dialog.words_in("en").title in text for text in heard)
                }
            heard = [*line.hears] or (heard if line.says is None else [])
    by_command = {name for name, dialog in shipped().dialogs.items() if dialog.command in _typed()}
    assert {*shipped().dialogs} == begun | by_command


def test_in_each_there_is_silence_and_a_coming_back() -> None:
    for name, walk in WALKS.items():
        longest = max(line.wait or 0 for _, line in walk.lines)
        assert longest >= timedelta(weeks=2).total_seconds(), name
