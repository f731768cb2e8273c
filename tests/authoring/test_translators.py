"""What a translator is given: every text of an original, and what is there already."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_translations import GERMAN, GERMAN_LISTS, GERMAN_PHRASES, HELLO, LISTS

from bot.authoring.reading import read
from bot.authoring.translator import Untranslatable, sheet

DIALOGS = Path(__file__).parents[2] / "dialogs"


@pytest.fixture
def originals(folder: Path) -> Path:
    (folder / "hello.yaml").write_text(HELLO)
    (folder / "lists.yaml").write_text(LISTS)
    return folder


def given(folder: Path, name: str) -> str:
    """What the translator gets, written to where it belongs."""
    made = sheet(folder, folder, "de", name)
    made.file.parent.mkdir(exist_ok=True)
    made.file.write_text(made.text, encoding="utf-8")
    return made.text


def test_a_dialog_comes_with_each_text_above_the_place_for_it(originals: Path) -> None:
    assert given(originals, "hello").startswith("""dialog: hello
of: 5dbe71

# Hello
title:

# A short one.
about:

steps:
  moment:
    of: 2e8e21
    # What happened?
    say:
    # What was it?
    again:
    # It was: "{moment}"
    recap:
    ask:
      # Nothing much
      draft:
    nudge:
      # Your place is kept.
      say:

  feeling:
    of: 7626b0
""")


def test_lists_come_with_other_words_where_there_are_some(originals: Path) -> None:
    assert (
        given(originals, "lists")
        == """# The words of lists.yaml (de).

feelings:
  of: 17eddf
  sad:
    # sad
    label:
    # down, low
    also:
  # glad
  glad:
"""
    )


def test_phrases_come_with_their_fingerprints_above_and_what_the_original_says_beside_them(
    originals: Path,
) -> None:
    english = originals / "phrases" / "en.yaml"
    english.write_text(
        "words:   # what people type\n  'yes': ['yes', y]\nor: ' or '\nnotes:\n  - A note is here.\n"
    )
    assert (
        given(originals, "phrases").partition("\n\n")[2]
        == """of:
  words: 0
  or: 0
  notes: 0

# (what people type)
words:
  # yes, y
  'yes':

#  or
or:

# A note is here.
notes:
""".replace("words: 0", f"words: {_of('words', originals)}")
        .replace("or: 0", f"or: {_of('or', originals)}")
        .replace("notes: 0", f"notes: {_of('notes', originals)}")
    )


def _of(section: str, folder: Path) -> str:
    text = (folder / "phrases" / "de.yaml").read_text()
    return next(line.split(": ")[1] for line in text.splitlines() if line.startswith(f"  {section}: "))


def test_what_is_left_open_is_what_the_check_finds_missing(originals: Path) -> None:
    for name in ("hello", "lists", "phrases"):
        given(originals, name)
    reading = read(originals, shipped=originals)
    assert reading.library is not None
    assert len(reading.findings) == 8
    assert all("isn't translated yet" in found.text for found in reading.findings)


def test_what_is_translated_already_stays(originals: Path) -> None:
    (originals / "de").mkdir()
    (originals / "de" / "hello.yaml").write_text(GERMAN)
    (originals / "de" / "lists.yaml").write_text(GERMAN_LISTS)
    (originals / "phrases" / "de.yaml").write_text(GERMAN_PHRASES)
    before = read(originals, shipped=originals)
    for name in ("hello", "lists", "phrases"):
        given(originals, name)
    after = read(originals, shipped=originals)
    assert before.findings == after.findings == ()
    assert before.library == after.library


def test_what_is_outdated_stays_so_until_somebody_has_looked_at_it(originals: Path) -> None:
    (originals / "de").mkdir()
    (originals / "de" / "hello.yaml").write_text(GERMAN.replace("2e8e21", "0a0a0a"))
    (originals / "phrases" / "de.yaml").write_text(GERMAN_PHRASES)
    text = given(originals, "hello")
    assert "    of: 0a0a0a  # the original has changed; once this was looked at again: 2e8e21\n" in text
    assert "    say: Was ist passiert?\n" in text
    assert [found.text for found in read(originals, shipped=originals).findings if found.line > 1] == [
        "The original of 'moment' has changed since."
    ]


def test_texts_over_several_lines_and_such_with_signs_come_back_as_they_were(originals: Path) -> None:
    (originals / "de").mkdir()
    (originals / "phrases" / "de.yaml").write_text(GERMAN_PHRASES)
    said = r"Was?\n\nGenau: \"das\" # nicht"
    (originals / "de" / "hello.yaml").write_text(GERMAN.replace("Was ist passiert?", f'"{said}"'))
    given(originals, "hello")
    library = read(originals, shipped=originals).library
    assert library is not None
    assert library.dialogs["hello"].words_in("de").texts["moment.say"] == 'Was?\n\nGenau: "das" # nicht'


@pytest.mark.parametrize("name", ["helo", "readme"])
def test_what_is_no_original_is_told(originals: Path, name: str) -> None:
    with pytest.raises(Untranslatable, match="There is no original of this name"):
        sheet(originals, originals, "de", name)


def test_a_translation_that_cannot_be_read_is_not_written_over(originals: Path) -> None:
    (originals / "de").mkdir()
    (originals / "de" / "hello.yaml").write_text("steps: [\n")
    with pytest.raises(Untranslatable, match=r"hello\.yaml"):
        sheet(originals, originals, "de", "hello")


@pytest.mark.parametrize("name", ["repair", "calm", "lists", "phrases"])
def test_what_ships_can_be_given_to_a_translator(name: str) -> None:
    made = sheet(DIALOGS, DIALOGS, "xx", name)
    assert made.file.parent == (DIALOGS / "phrases" if name == "phrases" else DIALOGS / "xx")
    assert "of:" in made.text
