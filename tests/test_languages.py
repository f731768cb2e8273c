"""Another language is a matter of files alone: each reads Mend in their own, from the first card to the last word."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from program import environment
from scenes import BEN
from talk import Talk, shipped, talk
from tongue import CODE, moved, spoken

from bot.app import read_library
from bot.authoring.explore import explore_all
from bot.authoring.reading import read
from bot.authoring.transcripts import transcripts
from bot.config import Settings
from bot.engine.library import Library
from bot.rehearsing.performance import play
from bot.rehearsing.rehearsal import Rehearsal

SAID = "Hmm, 7 by 7."
"""Words without a vowel: the same in both languages."""

HERS = "I waited for you until nine."


@pytest.fixture(scope="module")
def dialogs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken(tmp_path_factory.mktemp("tongue"))


def of(dialogs: Path, language: str) -> Library:
    return read_library(Settings(dialogs=dialogs, language=language))


def test_a_language_made_of_files_is_whole(dialogs: Path) -> None:
    reading = read(dialogs, shipped=dialogs)
    assert reading.findings == ()
    assert reading.library is not None
    for dialog in reading.library.dialogs.values():
        english, own = dialog.words_in("en"), dialog.words_in(CODE)
        assert own.title == moved(english.title)
        assert dict(own.texts) == {key: moved(text) for key, text in english.texts.items()}


def chats(folder: Path, dialogs: Path, language: str, said: str) -> str:
    """What the terminal shows to somebody who meets Mend in this language."""
    folder.mkdir()
    return subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=said,
        cwd=folder,
        env=environment(DIALOGS=str(dialogs), LANGUAGE=language),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout


def test_a_dialog_is_played_to_its_end_in_the_terminal(tmp_path: Path, dialogs: Path) -> None:
    said = f"1\n2\n/eyes\n1\n{SAID}\n{SAID}\n{SAID}\n/calm\n1\n/help\n/check_in\n/acts\n"
    english = chats(tmp_path / "en", dialogs, "en", said)
    own = chats(tmp_path / CODE, dialogs, CODE, said)
    assert "Your own view stays yours" in english
    assert own == moved(english)


async def together(folder: Path, dialogs: Path, of_ben: str) -> tuple[list[str], list[str]]:
    """All that Ann, who speaks English, and Ben read in the same talk."""
    folder.mkdir()

    def his(label: str) -> str:
        return moved(label) if of_ben == CODE else label

    async with talk(folder, of(dialogs, "en"), dialogs=dialogs) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.agreed()
        await ben.says(f"/language {of_ben}")
        await Rehearsal.linked(ann, ben)
        before = len(ben.chat)
        await ann.says("/repair")
        for label in ("For the two of us", "Yes, now", "Fairly calm"):
            await ann.presses(label)
        for text in (SAID, SAID):
            await ann.says(text)
        await sends(ann, HERS, "Send it")
        await ben.waits(60)
        for label in ("Open", "Yes, now", "Fairly calm"):
            await ben.presses(his(label))
        await sends(ben, SAID, his("Send it"))
        await ann.presses("That's it")
        return read_by(ann), read_by(ben, before)


async def sends(person: Talk, text: str, label: str) -> None:
    await person.says(text)
    if label not in person.labels:  # a hint comes first
        await person.presses(person.labels[-1])
    await person.presses(label)


def read_by(person: Talk, since: int = 0) -> list[str]:
    """The texts and buttons of all that Mend said to somebody from there on."""
    said = [seen for seen in person.chat[since:] if not seen.own]
    return [f"{seen.text} {[button.label for row in seen.buttons for button in row]}" for seen in said]


async def test_each_of_two_reads_mend_in_their_own_language_and_the_other_as_they_wrote(
    tmp_path: Path, dialogs: Path
) -> None:
    ann, ben = await together(tmp_path / "en", dialogs, "en")
    same_ann, own_ben = await together(tmp_path / CODE, dialogs, CODE)
    assert any(HERS in text for text in own_ben)
    assert same_ann == ann
    assert own_ben == [as_written(moved(text)) for text in ben]


def as_written(text: str) -> str:
    """A text of the language in which what people wrote, and what they are called, stayed as it was."""
    for words in (HERS, "Ann", "Ben"):
        text = text.replace(moved(words), words)
    return text


async def test_a_language_is_chosen_before_anything_is_agreed_to(tmp_path: Path, dialogs: Path) -> None:
    async with talk(tmp_path, of(dialogs, "en"), dialogs=dialogs) as ann:
        await ann.says("/start")
        ann.hears("Mend is a program that leads you")
        await ann.says("/language")
        assert ann.labels == ["English", moved("English")]
        await ann.presses(moved("English"))
        ann.hears(moved("Mend is a program that leads you"))
        await ann.presses(moved("I agree, and I am 18 or over"))
        ann.hears(moved("One question before we begin."))
        await ann.presses(moved("No"))
        await ann.says("/language English")
        ann.hears("Kept.", "Language: English")


async def test_who_needs_a_code_is_asked_for_it_in_the_language_they_chose(
    tmp_path: Path, dialogs: Path
) -> None:
    async with talk(
        tmp_path, of(dialogs, "en"), dialogs=dialogs, access="code", access_code="willow-7"
    ) as ann:
        await ann.says("/start")
        ann.hears("a code")
        await ann.says(f"/language {CODE}")
        ann.hears(moved("This bot is for people who were given a code."))
        ann.hears_nothing_of("settings", moved("Mend is a program that leads you"))
        await ann.says("willow-7")
        ann.hears(moved("Mend is a program that leads you"))


async def test_a_language_is_named_as_its_speakers_call_it_or_as_it_is_called_here(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        for name in ("english", "en", "English."):
            await ann.says(f"/language {name}")
            ann.hears("Kept.", "Language: English")
        await ann.says("/language klingon")
        ann.hears("Which language?")
        assert len(ann.labels) == len(shipped().phrases)


def test_who_speaks_none_of_the_languages_meets_the_one_of_the_host(dialogs: Path) -> None:
    assert of(dialogs, CODE).phrases_in("fr").language == CODE
    assert of(dialogs, "en").phrases_in("fr").language == "en"
    assert of(dialogs, "en").phrases_in(f"{CODE}-YY").language == CODE


@pytest.mark.parametrize("name", ["calm", "other_eyes", "apology_words"])
def test_a_dialog_comes_to_its_end_from_every_moment_in_every_language(dialogs: Path, name: str) -> None:
    reading = read(dialogs, shipped=dialogs)
    assert reading.library is not None
    one = replace(reading.library, dialogs={key: reading.library.dialogs[key] for key in {name, "calm"}})
    found = explore_all(one, reading.sources, languages=["en", CODE])
    seen = {(each.dialog, each.language): each for each in found}
    assert seen.keys() == {(each, language) for each in one.dialogs for language in ("en", CODE)}
    for each in seen.values():
        assert each.wrong == ()
        assert each.states > 50


def test_what_the_explorer_finds_in_another_language_says_in_which(dialogs: Path) -> None:
    reading = read(dialogs, shipped=dialogs)
    assert reading.library is not None
    eyes = reading.library.dialogs["other_eyes"]
    own = eyes.words[CODE]
    silent = replace(own, texts={**own.texts, "close.say": "{nothing}"})
    broken = replace(eyes, words={**eyes.words, CODE: silent})
    one = replace(reading.library, dialogs={"other_eyes": broken}, pinned={broken.hash: broken})
    english, found = explore_all(one, reading.sources, languages=["en", CODE])
    assert english.wrong == ()
    assert [each.text for each in found.wrong if each.text.startswith(f"Read in {CODE}: ")]


async def test_a_transcript_is_played_in_the_language_that_it_names(tmp_path: Path, dialogs: Path) -> None:
    written = tmp_path / "talk.yaml"
    written.write_text(f"""
Ben reads it in his own:
  - people: [ann, ben]
  - {{who: ben, language: {CODE}}}
  - {{says: /calm, hears: '{moved("A short break")}'}}
""")
    (talk_of_two,), findings = transcripts(written)
    assert findings == ()
    assert "Should be heard" in await play(talk_of_two, of(dialogs, "en"), dialogs)
    written.write_text(written.read_text().replace("- {says:", "- {who: ben, says:"))
    (talk_of_two,), findings = transcripts(written)
    assert await play(talk_of_two, of(dialogs, "en"), dialogs) == ""
