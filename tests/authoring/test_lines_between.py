"""What is wrong in between.yaml is told where it stands, with what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ONE = "dialog: one\ntitle: One\ncommand: one\nsteps:\n  a: {say: A, then: end}\n"


def told(folder: Path, reads: Any, text: str) -> list[str]:
    (folder / "between.yaml").write_text(text, encoding="utf-8")
    reading = reads(ONE)
    own = [str(each).split("between.yaml:")[1] for each in reading.findings if "between.yaml" in each.file]
    assert (reading.library is None) == any("warning: " not in line for line in own)
    return own


GOOD = """lines:
  a: {say: First, last: [one], felt: [cared], act: [done], who: [one]}
  b: {say: Second, for_everybody: yes}
  c: {say: Third, for_everybody: yes}
  d: {say: Fourth, for_everybody: yes, offer: yes}
  e: {say: Fifth, for_everybody: yes}
"""


def test_what_is_right_is_read(folder: Path, reads: Any) -> None:
    assert told(folder, reads, GOOD) == []
    between = reads(ONE).library.between
    assert between.said("a", "en") == "First"
    assert (between.lines["a"].last, between.lines["a"].who) == (("one",), ("one",))
    assert between.lines["d"].offer


def test_a_folder_without_it_says_nothing_between_talks(reads: Any) -> None:
    assert reads(ONE).library.between is None


@pytest.mark.parametrize(
    ("wrong", "finding"),
    [
        (("last: [one]", "last: [oen]"), "2:26: There is no such dialog. 'oen': did you mean 'one'?"),
        (("say: Second", "say: Second!"), "3:12: A line between two talks has no !. It says the same to "),
        (
            ("say: Second", "say: 'You {name}'"),
            "3:12: A line between two talks has no {. It says the same to ",
        ),
        (("say: Third", "say: first"), "4:12: This says the same as 'a'. Say it once."),
        (
            ("say: Third", f"say: {'x' * 401}"),
            "4:12: This line has 401 characters; 400 can be read in passing.",
        ),
        (("felt: [cared]", "felt: [glad]"), "2:39: This can't stand here. 'glad'"),
        (("act: [done]", "act: [doen]"), "2:53: This can't stand here. 'doen': did you mean 'done'?"),
        (("who: [one]", "hwo: [one]"), "2:60: This key isn't known. 'hwo': did you mean 'who'?"),
        (("say: Fourth, ", ""), "5:3: 'say' is missing."),
        (("lines:", "liens:"), "1:1: "),
    ],
)
def test_a_mistake_is_told_where_it_stands(
    folder: Path, reads: Any, wrong: tuple[str, str], finding: str
) -> None:
    found = told(folder, reads, GOOD.replace(*wrong))
    assert any(each.startswith(finding) for each in found), found


def test_whoever_would_hear_the_same_again_soon_is_named(folder: Path, reads: Any) -> None:
    found = told(folder, reads, GOOD.replace("  e: {say: Fifth, for_everybody: yes}\n", ""))
    (only,) = found
    assert only == (
        "1:1: warning: Only 3 of these lines fit somebody: last: nothing yet, felt: unsaid, act: none, who: one. "
        "Write some with fewer conditions: none comes again within 3."
    )


def test_its_words_are_translated_by_a_file_of_each_language(folder: Path, reads: Any) -> None:
    (folder / "phrases" / "de.yaml").write_text("buttons: {yes: 'Ja', no: 'Nein'}\n")
    (folder / "de").mkdir()
    (folder / "de" / "between.yaml").write_text("lines:\n  a: {say: Zuerst}\n  b: {say: Danach!}\n")
    (folder / "between.yaml").write_text(GOOD)
    found = [str(each).split("between.yaml:")[1] for each in reads(ONE).findings if "de/between" in each.file]
    assert any(each.startswith("3:12: A line between two talks has no !.") for each in found), found
    (folder / "de" / "between.yaml").write_text("lines:\n  a: {say: Zuerst}\n")
    between = reads(ONE).library.between
    assert [between.said(key, "de") for key in "ab"] == ["Zuerst", "Second"]
