"""A folder becomes a library, or all that is wrong in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from bot.authoring.reading import fingerprint, read, read_file

ONE = "dialog: one\ntitle: One\nsteps:\n  a: {say: A, ask: {choice: x, from: feelings}, then: end}\n"
TWO = """dialog: two
title: Two
command: two
steps:
  a: {say: A, ask: {confirm: x}, then: {yes: {call: one}, no: end}}
"""
OPEN = "dialog: two\ntitle: Two\ncommand: two\nsteps:\n  a: {say: A, ask: {text: x}, then: end}\n"
LISTS = "feelings: {sad: sad, glad: glad}\n"


def told(reading: Any) -> list[str]:
    return [f"{Path(found.file).name}{str(found).removeprefix(found.file)}" for found in reading.findings]


def test_a_folder_becomes_a_library(reads: Any) -> None:
    library = reads(ONE, TWO, lists=LISTS).library
    assert set(library.dialogs) == {"one", "two"}
    assert library.by_hash(library.dialogs["two"].hash).name == "two"
    assert library.phrases_in("en").say("buttons.yes") == "Yes"
    assert library.phrases_in("de").words("words.yes") == ("yes", "y")


def test_lists_and_phrases_that_are_missing_are_those_that_ship(folder: Path, tmp_path_factory: Any) -> None:
    own = tmp_path_factory.mktemp("own")
    (folder / "lists.yaml").write_text(LISTS)
    (own / "one.yaml").write_text(ONE)
    reading = read(own, shipped=folder)
    assert reading.findings == ()
    assert reading.library is not None
    assert reading.library.dialogs["one"].words_in("en").texts["a.option.sad"] == "sad"


@pytest.mark.parametrize("name", ["nowhere", "phrases", "phrases/en.yaml"])
def test_a_folder_that_holds_no_dialogs_is_one_finding(name: str, folder: Path) -> None:
    if name == "phrases":
        (folder / "phrases" / "en.yaml").rename(folder / "en.yml")
        (folder / "en.yml").unlink()
    reading = read(folder / name, shipped=folder)
    assert reading.library is None
    assert len([found for found in reading.findings if found.file == str(folder / name)]) == 1


def test_a_file_that_cannot_be_read_is_a_finding(folder: Path) -> None:
    (folder / "one.yaml").mkdir()
    (folder / "two.yaml").symlink_to(folder / "nowhere")
    texts = told(read(folder, shipped=folder))
    assert [line.split(": ")[0] for line in texts] == ["one.yaml:1:1", "two.yaml:1:1"]
    assert all("The file can't be read" in line for line in texts)


def test_two_dialogs_cannot_share_a_name_or_a_command(reads: Any) -> None:
    texts = told(reads(TWO.replace("{call: one}", "end"), TWO.replace("{call: one}", "end")))
    assert [line.split(": ")[0] for line in texts] == ["2.yaml:1:9", "2.yaml:3:10"]


def test_a_command_of_mend_itself_is_taken(reads: Any) -> None:
    texts = told(reads(ONE, TWO, lists=LISTS, taken=frozenset({"two"})))
    assert texts == ["2.yaml:3:10: Mend itself has a command /two. Choose another, or leave it out."]


def test_dialogs_that_call_in_a_circle_are_told(reads: Any) -> None:
    three = (
        TWO.replace("dialog: two", "dialog: one")
        .replace("command: two\n", "")
        .replace("call: one", "call: two")
    )
    texts = told(reads(three, TWO))
    hint = "Lead to a step instead: a dialog that calls itself has no end."
    assert texts == [
        f"1.yaml:4:53: 'one' calls itself by way of 'two'. {hint}",
        f"2.yaml:5:53: 'two' calls itself by way of 'one'. {hint}",
    ]


@pytest.mark.parametrize("lists", ["feelings: [sad, glad]\n", "feelings:\n\tsad: sad\n"])
def test_lists_that_cannot_be_read_are_told_once_and_not_again_in_every_dialog(
    reads: Any, lists: str
) -> None:
    found = told(reads(ONE, TWO, lists=lists))
    assert len(found) == 1
    assert found[0].startswith("lists.yaml:")


def test_phrases_that_are_missing_are_those_that_ship(folder: Path, tmp_path_factory: Any) -> None:
    own = tmp_path_factory.mktemp("own")
    (own / "phrases").mkdir()
    (own / "phrases" / "en.yaml").write_text("buttons: {yes: Yea}\n")
    (own / "one.yaml").write_text(OPEN)
    library = read(own, shipped=folder).library
    assert library is not None
    assert library.phrases_in("en").say("buttons.yes") == "Yea"
    assert library.phrases_in("en").say("buttons.no") == "No"


def test_another_word_that_means_two_options_is_found(reads: Any) -> None:
    lists = LISTS.replace("sad: sad,", "sad: {label: sad, also: 'blue, Glad'},")
    assert [line for line in told(reads(ONE, lists=lists)) if line.startswith("lists")] == [
        "lists.yaml:1:36: Typed, 'Glad' means 'glad' already. Leave it out of one of the two."
    ]


def test_lists_are_checked_themselves(reads: Any) -> None:
    texts = told(reads(ONE, lists=LISTS + "unused: {a: Ja, b: 'já', c: {labl: C}}\n"))
    assert [line.split(": ")[0] for line in texts if line.startswith("lists")] == [
        "lists.yaml:2:26",
        "lists.yaml:2:30",
    ]
    texts = told(reads(ONE, lists=LISTS + "unused: {a: Ja, b: 'já'}\n"))
    assert [line.split(". ")[0] for line in texts] == [
        "lists.yaml:2:1: warning: No dialog uses the list 'unused'",
        "lists.yaml:2:13: Typed, 'Ja' can't be told from 'já'",
        "lists.yaml:2:20: Typed, 'já' can't be told from 'Ja'",
    ]


def test_phrases_are_texts_or_lists_of_texts(folder: Path, reads: Any) -> None:
    (folder / "phrases" / "en.yaml").write_text("a: {b: true, c: [d, [e]]}\nf: {g: h}\n")
    assert [line.split(" Write")[0] for line in told(reads(ONE, lists=LISTS))] == [
        "en.yaml:1:8: This isn't a phrase.",
        "en.yaml:1:17: This isn't a phrase.",
    ]


def test_a_warning_keeps_nothing_from_being_played(reads: Any) -> None:
    reading = reads(ONE.replace("say: A", "say: A, nudge: {after: 1 day, say: Hi}, recap: B"), lists=LISTS)
    assert reading.library is not None
    reading = reads(ONE + "  b: {say: B, again: B, then: end}\n".replace("b:", "b: "), lists=LISTS)
    assert reading.library is None


def test_one_file_is_checked_among_its_neighbours(folder: Path, reads: Any) -> None:
    reads(ONE.replace("feelings", "felings"), TWO, lists=LISTS)
    assert told(read_file(folder / "2.yaml", shipped=folder)) == []
    assert told(read_file(folder / "1.yaml", shipped=folder)) == [
        "1.yaml:4:38: Unknown list. 'felings': did you mean 'feelings'?"
    ]
    assert "No dialog uses the list" in told(read_file(folder / "lists.yaml", shipped=folder))[0]
    assert told(read_file(folder / "phrases" / "en.yaml", shipped=folder)) == []
    assert told(read_file(folder / "3.yaml", shipped=folder)) == [
        "3.yaml:1:1: There is no such file. Look at its name."
    ]


def test_an_edit_changes_the_fingerprint(folder: Path, reads: Any) -> None:
    reads(ONE, lists=LISTS)
    before = fingerprint(folder)
    assert fingerprint(folder) == before
    for name in ("1.yaml", "lists.yaml", "phrases/en.yaml"):
        path = folder / name
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000_000))
        assert fingerprint(folder) != before
        before = fingerprint(folder)
    (folder / "1.yaml").unlink()
    assert fingerprint(folder) != before
    assert fingerprint(folder / "nowhere") == ()
