"""The English words of all that ships: plain, short, without blame or jargon, for any two people, and their sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import textstat
import yaml

from bot.authoring.reading import read
from bot.authoring.shelf import shelf
from bot.authoring.texts import MESSAGE, written_by_author
from bot.config import shipped_dialogs
from bot.engine.dialog import Dialog

GRADE = 6
"""The highest reading level (Flesch and Kincaid's grade): a child of twelve can read more."""

SHIPPED = shipped_dialogs()
DRAFTS = {draft.written.dialog: draft.written for draft in shelf(SHIPPED, SHIPPED)[0].drafts}
LIBRARY = read(SHIPPED, shipped=SHIPPED).library
assert LIBRARY is not None
DIALOGS = LIBRARY.dialogs
PHRASES = {
    f"{key} {number}": text
    for key, phrase in LIBRARY.phrases["en"].texts.items()
    if not key.startswith("words.")  # what people type
    for number, text in enumerate([phrase] if isinstance(phrase, str) else [*phrase])
}
WHOLE_PAGES = ("help.commands 0", "together.forward 0", "together.asked 0", "danger.watched 0")
"""Phrases that are a page and no message: a list of what there is, a letter, what is asked before a yes."""

FILLED = {
    "name": "Ann",
    "speaker": "Ann",
    "listener": "Ben",
    "feeling": "sad",
    "need": "time",
    "cue": "I wake up",
}
UNFIT = yaml.safe_load((Path(__file__).parent / "words" / "unfit.yaml").read_text(encoding="utf-8"))
HEARTS = re.compile("[❣❤♥♡☙❥💌💏💑💓-💟😍😘🥰🧡🤍🤎🖤🩵🩶🩷🫀🫶]")


def texts_of(dialog: Dialog) -> dict[str, str]:
    """All that a dialog says in English, by where it stands."""
    words = dialog.words_in("en")
    return {"title": words.title, "about": words.about, **words.texts}


TOLD = {f"{name}: {key}": text for name, dialog in DIALOGS.items() for key, text in texts_of(dialog).items()}
TOLD |= {f"phrases: {key}": text for key, text in PHRASES.items()}
assert LIBRARY.between is not None
TOLD |= {f"between: {key}": text for key, text in LIBRARY.between.words["en"].items()}


def said(text: str) -> str:
    """A text as people read it: plain words in its places, commands as words."""
    filled = re.sub(r"\{(\w+)[^{}]*\}", lambda place: FILLED.get(place[1], "I was sad"), text)
    return re.sub(r"/(\w+)", r"\1", filled).strip()


def grade(texts: list[str]) -> float:
    """How many years at school texts ask for."""
    whole = "\n\n".join(
        text if text.endswith((".", "?", "…", '."', '?"')) else f"{text}." for text in map(said, texts)
    )
    return float(textstat.flesch_kincaid_grade(whole))


def sentences(dialog: Dialog) -> list[str]:
    """What is said and asked in a dialog, without the few words on its buttons."""
    return [
        text
        for key, text in texts_of(dialog).items()
        if key == "about" or re.search(r"\.(say|again|solo)$", key)
    ]


@pytest.mark.parametrize("name", DIALOGS)
def test_a_child_of_twelve_can_read_a_dialog(name: str) -> None:
    assert grade(sentences(DIALOGS[name])) <= GRADE


def test_a_child_of_twelve_can_read_the_phrases() -> None:
    assert grade([text for text in PHRASES.values() if len(text.split()) > 3]) <= GRADE


def test_a_child_of_twelve_can_read_the_lines_between_the_talks() -> None:
    assert LIBRARY is not None
    assert LIBRARY.between is not None
    assert grade([*LIBRARY.between.words["en"].values()]) <= GRADE


def test_hard_words_are_measured() -> None:
    assert grade(["Emotional dysregulation necessitates considerable interpersonal accommodation."]) > 15
    assert grade(["You left. I was sad."]) < 2


def test_no_message_is_longer_than_a_phone_shows_at_night() -> None:
    long = {place for place, text in PHRASES.items() if written_by_author(text) > MESSAGE}
    assert long == {*WHOLE_PAGES}
    for name, dialog in DIALOGS.items():
        assert [key for key, text in texts_of(dialog).items() if written_by_author(text) > MESSAGE] == [], (
            name
        )


def test_nothing_is_shouted_and_no_hearts_are_sent() -> None:
    assert [place for place, text in TOLD.items() if "!" in text or HEARTS.search(text)] == []


@pytest.mark.parametrize("why", UNFIT)
def test_nothing_is_said_that_does_not_fit(why: str) -> None:
    unfit = re.compile("|".join(rf"\b(?:{each})\b" for each in UNFIT[why]), re.IGNORECASE)
    told = {
        place: re.sub(r'"\w+"', "", text) for place, text in TOLD.items()
    }  # a word in quotes is spoken of
    found = {place: match[0] for place, text in told.items() if (match := unfit.search(text))}
    assert found == {}, f"{why}: {found}"


@pytest.mark.parametrize("name", DRAFTS)
def test_a_dialog_says_what_it_is_for_whom_it_is_not_and_what_is_known_of_it(name: str) -> None:
    written = DRAFTS[name]
    assert (bool(written.about), bool(written.not_for)) == (True, True)
    assert 1 <= written.minutes <= 40
    assert {*written.evidence} == {"level", "sources"}
    assert written.evidence["level"] in ("strong", "some", "little", "none")
    assert written.evidence["sources"]
    assert all(len(source) > 20 for source in written.evidence["sources"])


# --- sources ------------------------------------------------------------------------------------------

CREDITS = re.findall(
    r"^- \*\*(.+?)\*\*", (SHIPPED.parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE
)
_DATED = re.compile(r"([A-Z][\w-]+)(?: et al\.| and others| and [A-Z]\w+)? ((?:19|20)\d\d)")


def cited(source: str) -> set[tuple[str, str]]:
    """Who is named in a source, and the year ('' where it is a body of work)."""
    found = {(who, year) for who, year in _DATED.findall(source)}
    for piece in (
        piece.strip() for inside in re.findall(r"\(([^()]+)\)", source) for piece in inside.split(";")
    ):
        if re.match(r"[A-Z]", piece) and not re.search(r"\d", piece):
            found.add((piece.split(" ")[0].rstrip(","), ""))
    return found


CITED = {
    each for written in DRAFTS.values() for source in written.evidence["sources"] for each in cited(source)
}


def test_who_is_named_in_a_source_is_found() -> None:
    assert cited("It helped (Rogers et al. 2018, ratings; Reis and others; Gottman).") == {
        *(("Rogers", "2018"), ("Reis", ""), ("Gottman", ""))
    }
    assert cited("Most (LeCroy 1989, on the days of Stuart 1980) did (observations).") == {
        *(("LeCroy", "1989"), ("Stuart", "1980"))
    }


@pytest.mark.parametrize(("who", "year"), sorted(CITED))
def test_every_source_is_named_once_in_the_credits(who: str, year: str) -> None:
    named = [each for each in CREDITS if re.search(rf"\b{who}\b", each) and (year in each if year else True)]
    alone = [each for each in named if each.startswith(who)] or named
    assert len(alone) == 1, named


def test_nobody_is_credited_twice() -> None:
    assert len({*CREDITS}) == len(CREDITS) > 10
