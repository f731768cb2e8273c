"""Translations laid over their originals: what people read, and what an author is told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.authoring.languages import laid_over
from bot.authoring.originals import of_table
from bot.authoring.reading import fingerprint, read, read_file
from bot.authoring.strict import document
from bot.authoring.translation import translation

HELLO = """dialog: hello
title: Hello
about: A short one.
command: hello
steps:
  moment:
    say: What happened?
    again: What was it?
    recap: 'It was: "{moment}"'
    ask: {text: moment, draft: Nothing much}
    nudge: {after: 1 day, say: Your place is kept.}
    then: feeling
  feeling:
    say: '"{moment}" What was it like?'
    ask: {choice: feeling, from: feelings}
    then: more
  more:
    say: Is there more?
    ask: {confirm: more, yes: A little, no: No more}
    then: close
  close:
    say: 'It was {feeling}.'
    then: end
"""
LISTS = "feelings: {sad: {label: sad, also: 'down, low'}, glad: glad}\n"
GERMAN = """dialog: hello
of: 5dbe71
title: Hallo
about: Etwas Kurzes.
steps:
  moment:
    of: 2e8e21
    say: Was ist passiert?
    again: Was war es?
    recap: 'Es war: „{moment}“'
    ask: {draft: Nichts Besonderes}
    nudge: {say: Dein Platz ist noch da.}
  feeling:
    of: 7626b0
    say: '„{moment}“ Wie war das?'
  more:
    of: c25299
    say: Gibt es noch etwas?
    ask: {yes: Ein wenig, no: Nein danke}
  close: {of: 067de4, say: 'Es war {feeling}.'}
"""
GERMAN_LISTS = "feelings: {of: 17eddf, sad: {label: traurig, also: 'bedrückt, down'}, glad: froh}\n"
GERMAN_PHRASES = """of: {buttons: 1636db, words: a58f6a}
buttons: {yes: Ja, no: Nein}
words: {yes: [ja, j, gern], stop: [stopp, aufhören]}
"""
LOOK = "Look at it again, then write"
UNTOLD = "It isn't told from which words"
DIALOGS = Path(__file__).parents[2] / "dialogs"
SHIPPED = sorted(path.stem for path in (DIALOGS / "phrases").glob("*.yaml"))
WHOLE = {"hello": GERMAN, "lists": GERMAN_LISTS, "phrases": GERMAN_PHRASES}


@pytest.fixture
def told(folder: Path) -> Callable[..., Any]:
    """Reads the folder as the one that ships: `told(hello="…", lists="…", phrases="…")`, each the German of it."""
    (folder / "hello.yaml").write_text(HELLO)
    (folder / "lists.yaml").write_text(LISTS)
    (folder / "phrases" / "de.yaml").write_text("of: {}\n")
    (folder / "de").mkdir()

    def told(**files: str) -> Any:
        for name, text in files.items():
            place = "phrases/de.yaml" if name == "phrases" else f"de/{name}.yaml"
            (folder / place).write_text(text, encoding="utf-8")
        return read(folder, shipped=folder)

    return told


def lines(reading: Any, name: str) -> list[str]:
    return [
        str(found).removeprefix(str(Path(found.file).parent) + "/")
        for found in reading.findings
        if Path(found.file).name == name
    ]


def test_words_are_laid_over_the_original_and_nothing_else(told: Any) -> None:
    reading = told(**WHOLE)
    assert reading.findings == ()
    hello = reading.library.dialogs["hello"]
    german, english = hello.words_in("de"), hello.words_in("en")
    assert (german.title, german.about) == ("Hallo", "Etwas Kurzes.")
    assert german.texts.keys() == english.texts.keys()
    assert german.texts["moment.say"] == "Was ist passiert?"
    assert german.texts["moment.nudge"] == "Dein Platz ist noch da."
    assert german.texts["moment.draft"] == "Nichts Besonderes"
    assert german.texts["feeling.option.sad"] == "traurig"
    assert german.texts["feeling.also.sad"] == "bedrückt, down"
    assert german.texts["more.option.no"] == "Nein danke"
    assert english.texts["moment.say"] == "What happened?"
    assert hello.words_in("de-AT") == german
    assert hello.words_in("fr") == english


def test_what_is_missing_is_told_and_read_in_the_original(told: Any) -> None:
    hello = GERMAN.replace("    again: Was war es?\n", "").replace("yes: Ein wenig, ", "")
    hello = hello.replace("  feeling:\n    of: 7626b0\n    say: '„{moment}“ Wie war das?'\n", "")
    hello = hello.replace("  close: {of: 067de4, say: 'Es war {feeling}.'}\n", "  close:\n    say:\n")
    reading = told(**{**WHOLE, "hello": hello})
    assert lines(reading, "hello.yaml") == [
        'hello.yaml:6:3: warning: \'feeling.say\' isn\'t translated yet: ""{moment}" What was it like?".',
        "hello.yaml:6:3: warning: 'moment.again' isn't translated yet: \"What was it?\".",
        "hello.yaml:15:5: warning: 'more.ask.yes' isn't translated yet: \"A little\".",
        "hello.yaml:16:3: warning: 'close.say' isn't translated yet: \"It was {feeling}.\".",
    ]
    texts = reading.library.dialogs["hello"].words_in("de").texts
    assert texts["moment.again"] == "What was it?"
    assert texts["close.say"] == "It was {feeling}."
    assert texts["more.option.yes"] == "A little"


def test_a_step_that_is_missing_altogether_is_told_once(told: Any) -> None:
    moment = GERMAN[GERMAN.index("  moment:") : GERMAN.index("  feeling:")]
    found = lines(told(**{**WHOLE, "hello": GERMAN.replace(moment, "")}), "hello.yaml")
    assert found == [
        "hello.yaml:6:3: warning: 'moment' isn't translated yet. Until then people read the original."
    ]


def test_a_file_that_is_missing_is_told_where_it_would_stand(told: Any) -> None:
    found = told(phrases=GERMAN_PHRASES)
    assert lines(found, "hello.yaml") == [
        "hello.yaml:1:1: warning: This isn't translated yet. Begin it with: mend translate de hello"
    ]
    assert lines(found, "lists.yaml") == [
        "lists.yaml:1:1: warning: This isn't translated yet. Begin it with: mend translate de lists"
    ]
    assert found.library.dialogs["hello"].words_in("de").title == "Hello"


def test_words_whose_original_has_changed_are_told_with_the_fingerprint_of_today(told: Any) -> None:
    hello = GERMAN.replace("2e8e21", "0a0a0a").replace("    of: c25299\n", "")
    phrases = GERMAN_PHRASES.replace("1636db", "0b0b0b").replace(", words: a58f6a", "")
    lists = GERMAN_LISTS.replace("17eddf", "0c0c0c")
    reading = told(hello=hello, phrases=phrases, lists=lists)
    assert lines(reading, "hello.yaml") == [
        f"hello.yaml:7:9: warning: The original of 'moment' has changed since. {LOOK} `of: 2e8e21`.",
        f"hello.yaml:16:3: warning: {UNTOLD} 'more' was translated. {LOOK} `of: c25299`.",
    ]
    assert lines(reading, "lists.yaml") == [
        f"lists.yaml:1:16: warning: The original of 'feelings' has changed since. {LOOK} `of: 17eddf`."
    ]
    assert lines(reading, "de.yaml") == [
        f"de.yaml:1:1: warning: {UNTOLD} 'words' was translated. {LOOK} `words: a58f6a` under `of`.",
        f"de.yaml:1:15: warning: The original of 'buttons' has changed since. {LOOK} `buttons: 1636db` under `of`.",
    ]
    assert reading.library.dialogs["hello"].words_in("de").texts["moment.say"] == "Was ist passiert?"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "    again: Was war es?\n",
            "    again: Was war es?\n    then: close\n",
            "10:5: 'then' is no words. Leave it out: it goes by the original, and only words stand here.",
        ),
        (
            "nudge: {say:",
            "nudge: {after: 1 day, say:",
            "12:13: 'after' is no words. Leave it out: it goes by the original, and only words stand here.",
        ),
        (
            "ask: {draft:",
            "ask: {text: moment, draft:",
            "11:11: 'text' is no words. Leave it out: it goes by the original, and only words stand here.",
        ),
        ("  more:", "  mroe:", "16:3: warning: The original has nothing of this name. 'mroe': did you mean 'more'?"),
        ("no: Nein danke", "on: Nein danke", "19:27: warning: The original has nothing of this name. "),
        ("say: Was ist passiert?", "say: [Was, ist]", "8:10: warning: This should be one text, as in the original."),
        ("ask: {draft: Nichts Besonderes}", "ask: Nichts", "11:10: warning: Words can't stand here alone."),
        (
            "'„{moment}“ Wie war das?'",
            "'„{monent}“ Wie war das?'",
            "15:12: warning: The original has no such placeholder. There are: moment.",
        ),
        (
            "'Es war {feeling}.'",
            "Es ist gut.",
            "20:28: warning: {feeling} is missing, which the original has. Put it where it fits in your language.",
        ),
        ("Was war es?", "Was war es }?", "9:12: warning: A } stands alone in this text."),
        ("Dein Platz ist noch da.", "'Ist dein Platz da?'", "12:18: warning: A nudge has no ?."),
        ("Nein danke", "Stopp", "19:31: Typed, 'Stopp' is one of Mend's own words (stop). Say it with one more word."),
        ("Nein danke", "Ein wenig", "19:31: Typed, 'Ein wenig' can't be told from 'Ein wenig'."),
        ("Nein danke", "Nein " * 9 + "danke", "19:31: warning: This label has 50 characters; 40 fit on a button."),
        ("Was ist passiert?", "Was? " * 81, "8:10: warning: This text has 404 characters; a message has at most 400."),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_translation_is_told(told: Any, old: str, new: str, line: str) -> None:
    assert old in GERMAN
    found = lines(told(**{**WHOLE, "hello": GERMAN.replace(old, new, 1)}), "hello.yaml")
    assert [each for each in found if each.startswith(f"hello.yaml:{line}")], found


def test_lists_are_words_alone_too(told: Any) -> None:
    lists = "feelings: {of: 17eddf, sad: traurig, glad: {label: froh, under: x}, mad: wild}\n"
    reading = told(**{**WHOLE, "lists": lists})
    assert lines(reading, "lists.yaml") == [
        "lists.yaml:1:58: warning: The original has nothing of this name. 'under' is none of: also, label.",
        "lists.yaml:1:69: warning: The original has nothing of this name. 'mad': did you mean 'sad'?",
    ]
    same = "feelings: {of: 17eddf, sad: traurig, glad: Traurig}\n"
    assert [line[:17] for line in lines(told(**{**WHOLE, "lists": same}), "lists.yaml")] == [
        "lists.yaml:1:29: ",
        "lists.yaml:1:44: ",
    ]


def test_phrases_that_are_missing_unknown_or_of_another_kind_are_told(told: Any) -> None:
    phrases = "of: {buttons: 1636db, words: a58f6a}\nbuttons: {yes: Ja, nein: Nein}\nwords: {yes: ja, stop: [stopp]}\n"
    assert lines(told(**{**WHOLE, "phrases": phrases}), "de.yaml") == [
        "de.yaml:2:1: warning: 'buttons.no' isn't translated yet: \"No\".",
        "de.yaml:2:20: warning: The original has nothing of this name. 'nein' is none of: no, yes.",
        "de.yaml:3:14: warning: This should be a list of texts, as in the original.",
    ]


def test_phrases_that_are_not_translated_yet_are_said_as_in_the_original(told: Any) -> None:
    library = told(**{**WHOLE, "phrases": "of: {buttons: 1636db}\nbuttons: {yes: Ja, no: }\n"}).library
    assert library.phrases_in("de").say("buttons.yes") == "Ja"
    assert library.phrases_in("de").say("buttons.no") == "No"
    assert library.phrases_in("de").words("words.stop") == ("stop", "quit")


@pytest.mark.parametrize("language", SHIPPED)
def test_what_ships_is_there_whole_in_every_language(language: str) -> None:
    found = read(DIALOGS, shipped=DIALOGS).findings
    assert [
        str(each)
        for each in found
        if language in Path(each.file).parts[-2:] or Path(each.file).stem == language
    ] == []


def test_a_file_without_an_original_is_told(told: Any) -> None:
    reading = told(**WHOLE, helo="title: Hallo\n")
    assert lines(reading, "helo.yaml") == [
        "helo.yaml:1:1: warning: There is no original of this name. 'helo': did you mean 'hello'?"
    ]


def test_a_folder_of_ones_own_may_be_translated_as_far_as_one_likes(
    told: Any, folder: Path, tmp_path_factory: Any
) -> None:
    own = tmp_path_factory.mktemp("own")
    told(**WHOLE)
    (own / "bye.yaml").write_text(HELLO.replace("dialog: hello", "dialog: bye"))
    reading = read(own, shipped=folder)
    assert reading.findings == ()
    assert reading.library is not None
    assert reading.library.dialogs["bye"].words_in("de").title == "Hello"
    (own / "de").mkdir()
    (own / "de" / "bye.yaml").write_text(GERMAN.replace("dialog: hello", "dialog: bye"))
    reading = read(own, shipped=folder)
    assert reading.findings == ()
    assert reading.library is not None
    texts = reading.library.dialogs["bye"].words_in("de").texts
    assert (texts["more.say"], texts["feeling.option.glad"]) == ("Gibt es noch etwas?", "froh")


def test_one_translation_is_checked_by_its_file(told: Any, folder: Path) -> None:
    told(**{**WHOLE, "hello": GERMAN.replace("2e8e21", "0a0a0a")})
    found = read_file(folder / "de" / "hello.yaml", shipped=folder).findings
    assert [found.line for found in found] == [7]
    assert read_file(folder / "hello.yaml", shipped=folder).findings == ()


def test_a_translation_that_is_saved_is_seen(told: Any, folder: Path) -> None:
    told(**WHOLE)
    before = fingerprint(folder)
    told(hello=GERMAN + "  # looked at again\n")
    assert fingerprint(folder) != before


def test_words_that_could_show_too_much_are_not_taken(told: Any) -> None:
    hello = GERMAN.replace("'Es war {feeling}.'", "'Es war {moment}.'").replace("„{moment}“ Wie", "Wie")
    reading = told(**{**WHOLE, "hello": hello})
    texts = reading.library.dialogs["hello"].words_in("de").texts
    assert texts["close.say"] == "It was {feeling}."
    assert texts["feeling.say"] == '"{moment}" What was it like?'


def test_a_phrase_of_another_kind_is_not_taken(told: Any) -> None:
    phrases = GERMAN_PHRASES.replace("yes: [ja, j, gern]", "yes: ja").replace("yes: Ja", "yes: 'Ja {x}'")
    said = told(**{**WHOLE, "phrases": phrases}).library.phrases_in("de")
    assert said.words("words.yes") == ("yes", "y")
    assert said.say("buttons.yes") == "Yes"


def test_texts_that_have_their_place_are_as_many_as_in_the_original(told: Any, folder: Path) -> None:
    english = folder / "phrases" / "en.yaml"
    english.write_text(english.read_text() + "numbers: [zero, one, two]\nversion: '1'\n")
    phrases = GERMAN_PHRASES + "numbers: [nil, eins]\nversion: 2\n"
    found = [line.partition(" Look")[0] for line in lines(told(**{**WHOLE, "phrases": phrases}), "de.yaml")]
    assert "de.yaml:4:10: warning: There are 2 texts here. The original has 3, each in its place." in found
    assert "de.yaml:5:10: warning: This is 1 in every language." in found


def test_any_other_table_is_laid_over_by_the_keys_that_hold_words() -> None:
    english, _ = document(
        b"weighs:\n  fight: {label: We had a fight, one: [calm]}\n  else: {label: I don't know}\n", "t"
    )
    german, _ = document(
        b"weighs:\n  of: 0a0a0a\n  fight: {label: Wir hatten Streit, one: [repair]}\n", "de/t"
    )
    assert english is not None
    assert german is not None
    read_over = translation(german, of_table(english.value, {"label"}), english)
    assert laid_over(english.value, read_over.texts) == {
        "weighs": {
            "fight": {"label": "Wir hatten Streit", "one": ["calm"]},
            "else": {"label": "I don't know"},
        }
    }
    assert [found.text.partition(":")[0] for found in read_over.findings] == [
        "'one' is no words.",
        "'weighs.else.label' isn't translated yet",
        "The original of 'weighs' has changed since.",
    ]


def test_one_wording_is_enough_where_the_original_has_several(told: Any, folder: Path) -> None:
    english = folder / "phrases" / "en.yaml"
    english.write_text(english.read_text() + "paused: [Paused., A pause.]\n")
    one = told(**{**WHOLE, "phrases": GERMAN_PHRASES + "paused: Pause.\n"})
    assert one.library.phrases_in("de").say("paused", 1) == "Pause."
    assert [each for each in lines(one, "de.yaml") if "changed" not in each and UNTOLD not in each] == []
