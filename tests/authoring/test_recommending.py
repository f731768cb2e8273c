"""thread.yaml, and all that can be wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.authoring.reading import read, read_file
from bot.authoring.translator import sheet
from bot.engine.thread import Fitting

PHRASES = "language: Deutsch\nbuttons: {yes: Ja, no: Nein}\nwords:\n  yes: [ja]\n  stop: [stopp]\n"
DIALOG = """\
dialog: {0}
title: {0}
command: {0}
seats: {1}
steps:
  a: {{to: {2}, say: A, ask: {{note: x}}, then: end}}
"""
CALLED = "dialog: called\ntitle: C\nsteps:\n  a: {say: A, ask: {text: x}, then: end}\n"
HURT = """\
dialog: hurt
title: Hurt
command: hurt
steps:
  a: {say: A, ask: {choice: fear, options: {them: Of them, other: Else}}, then: end}
"""
GOOD = """\
weighs:
  fight: {label: We had a fight, one: [calm, mend], two: [mend]}
  kind: {label: Something kind, one: [mend, calm]}
after:
  calm: {one: [mend]}
  mend: {one: [calm], two: [calm_two]}
  calm_two: {one: [calm]}
for_everybody: [calm]
"""


@pytest.fixture
def told(folder: Path) -> Any:
    """What the check says of a thread.yaml beside three dialogs, of which one can only be called."""

    def told(text: str) -> list[str]:
        for name, seats in (("calm", "[one]"), ("mend", "[one, two]"), ("calm_two", "[one, two]")):
            to = "both" if "two" in seats else "one"
            (folder / f"{name}.yaml").write_text(DIALOG.format(name, seats, to))
        (folder / "called.yaml").write_text(CALLED)
        (folder / "thread.yaml").write_text(text)
        findings = read(folder, shipped=folder).findings
        return [f"{Path(found.file).name}{str(found).removeprefix(found.file)}" for found in findings]

    return told


def test_a_table_that_is_right_is_in_the_library(told: Any, folder: Path) -> None:
    assert told(GOOD) == []
    library = read(folder, shipped=folder).library
    assert library is not None
    assert library.thread is not None
    assert library.thread.weighs["fight"] == Fitting(("calm", "mend"), ("mend",))
    assert library.thread.after["mend"] == Fitting(("calm",), ("calm_two",))
    assert library.thread.for_everybody == ("calm",)
    assert library.thread.labels("de") == {"fight": "We had a fight", "kind": "Something kind"}


def test_what_tells_of_fear_is_an_answer_of_that_dialog_by_button(told: Any, folder: Path) -> None:
    assert told(GOOD + "afraid: {hurt: {fear: [them]}}")[0].startswith(
        "thread.yaml:9:10: There is no such dialog."
    )
    assert told(GOOD + "afraid: {mend: {fear: [them]}}")[0].startswith(
        "thread.yaml:9:17: 'mend' asks for no 'fear'."
    )
    (folder / "hurt.yaml").write_text(HURT)
    right = "\n".join((GOOD.replace("after:", "after:\n  hurt: {one: [calm]}"), ""))
    right = right.replace("one: [mend, calm]", "one: [mend, calm, hurt]")
    assert told(right + "afraid: {hurt: {fear: [them]}}") == []
    assert told(right + "afraid: {hurt: {fear: [tham]}}") == [
        "thread.yaml:11:24: 'fear' has no option 'tham'. 'tham': did you mean 'them'?"
    ]


def test_a_folder_without_one_has_none(told: Any, folder: Path) -> None:
    assert told(GOOD) == []
    (folder / "thread.yaml").unlink()
    library = read(folder, shipped=folder).library
    assert library is not None
    assert library.thread is None


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "one: [calm, mend], two",
            "one: [calm, mendd], two",
            "2:46: There is no such dialog. 'mendd': did you",
        ),
        ("one: [calm, mend], two", "one: [calm, called], two", "2:46: Nobody can begin 'called'. Give it a"),
        ("two: [mend]", "two: [calm]", "2:59: 'calm' is for one person alone. Write it under `one`."),
        ("one: [calm, mend], two", "one: [calm, mend, calm], two", "2:52: 'calm' stands here twice."),
        (", one: [mend, calm]", "", "3:3: Whoever comes alone is offered nothing here."),
        ("[mend, calm]", "[mend]", "3:38: warning: There is only one dialog here."),
        ("  calm: {one: [mend]}\n", "", "4:1: After 'calm' nothing is offered. Add a line for it"),
        (
            "{one: [calm], two: [calm_two]}",
            "{two: [calm_two]}",
            "6:3: After 'mend' whoever is alone is offered",
        ),
        (
            "calm: {one: [mend]}",
            "calm: {one: [calm]}",
            "5:3: After 'calm' whoever is alone is offered nothing.",
        ),
        (", two: [calm_two]", "", "1:1: warning: 'calm_two' is never offered. Write it where it fits"),
        ("  calm_two:", "  calm_too:", "7:3: There is no such dialog. 'calm_too': did you mean 'calm_two'?"),
        ("for_everybody: [calm]", "for_everybody: [clam]", "8:17: There is no such dialog."),
        ("for_everybody: [calm]\n", "", "1:1: 'for_everybody' is missing."),
        ("for_everybody: [calm]", "for_everybody: []", "8:16: There is too little here."),
        (
            "We had a fight",
            "We had a fight about nothing and then another one",
            "2:18: warning: This label has",
        ),
        (
            "We had a fight",
            "We had a fight about nothing and then about how it began and so on",
            "2:18: This label",
        ),
        ("Something kind", "We had a fight", "can't be told from"),
        ("Something kind", "Stop", "Typed, 'Stop' is one of Mend's own words (stop)."),
        ("label: Something kind", "label: {a: b}", "3:17: This should be a text."),
        (
            "label: Something kind",
            "lable: Something kind",
            "3:10: This key isn't known. 'lable': did you",
        ),
        ("  kind:", "  something_very_kind:", "3:3: This key has 19 characters; 16 fit on a button."),
        ("weighs:", "wieghs:", "1:1: This key isn't known. 'wieghs': did you mean 'weighs'?"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(told: Any, old: str, new: str, finding: str) -> None:
    assert GOOD.count(old) == 1
    found = told(GOOD.replace(old, new))
    assert [line for line in found if finding in line], found
    assert all(line.startswith("thread.yaml:") for line in found)


def test_what_is_offered_is_checked_once_the_dialogs_are_understood(told: Any, folder: Path) -> None:
    (folder / "broken.yaml").write_text("dialog: broken\ntitle: B\nsteps: {}\n")
    found = told(GOOD.replace("[mend, calm]", "[broken, calm]"))
    assert found
    assert not [line for line in found if line.startswith("thread.yaml:")]


def test_the_file_can_be_checked_alone(told: Any, folder: Path) -> None:
    told(GOOD.replace("for_everybody: [calm]", "for_everybody: [clam]"))
    assert len(read_file(folder / "thread.yaml", shipped=folder).findings) == 1
    assert read_file(folder / "calm.yaml", shipped=folder).findings == ()


# --- in other languages -------------------------------------------------------------------------------

GERMAN = """\
weighs:
  of: OF
  fight: {label: Wir hatten Streit}
  kind: {label: Etwas Gutes tun}
"""


def test_its_labels_are_translated_by_a_file_laid_over_it(told: Any, folder: Path) -> None:
    (folder / "phrases" / "de.yaml").write_text("of: {}\n" + PHRASES)
    (folder / "de").mkdir()
    (folder / "de" / "thread.yaml").write_text(GERMAN)
    (line,) = [line for line in told(GOOD) if "thread.yaml" in line]
    assert "2:7: warning: The original of 'weighs' has changed since." in line
    now = line.split("`of: ")[1].split("`")[0]
    (folder / "de" / "thread.yaml").write_text(GERMAN.replace("OF", now))
    assert not [line for line in told(GOOD) if "thread.yaml" in line]
    library = read(folder, shipped=folder).library
    assert library is not None
    assert library.thread is not None
    assert library.thread.labels("de") == {"fight": "Wir hatten Streit", "kind": "Etwas Gutes tun"}
    assert library.thread.labels("en") == {"fight": "We had a fight", "kind": "Something kind"}


def test_what_is_not_translated_is_told_and_reads_as_the_original(told: Any, folder: Path) -> None:
    (folder / "phrases" / "de.yaml").write_text("of: {}\n" + PHRASES)
    found = [line for line in told(GOOD) if "thread.yaml" in line]
    assert found == [
        "thread.yaml:1:1: warning: This isn't translated yet. Begin it with: mend translate de thread"
    ]
    (folder / "de").mkdir()
    (folder / "de" / "thread.yaml").write_text("weighs:\n  fight: {label: Streit, one: [calm]}\n")
    found = [line for line in told(GOOD) if "thread.yaml" in line]
    assert any("'one' is no words." in line for line in found)
    assert any("'weighs.kind.label' isn't translated yet" in line for line in found)


def test_a_translator_gets_its_words(told: Any, folder: Path) -> None:
    told(GOOD)
    text = sheet(folder, folder, "de", "thread").text
    assert "# We had a fight" in text
    assert "mend" not in text
