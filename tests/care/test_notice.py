"""Noticing danger: every example of the data, and what phones and people make of words."""

import random
import re
from pathlib import Path

import pace
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.notice import Care
from bot.care.pattern import KINDS, Pattern, Patterns, Unusable, load
from bot.care.wording import plain
from bot.engine.senses import Notice, Senses

CARE = Care()
PATTERNS = [pattern for language in CARE.languages.values() for pattern in language.patterns.patterns]
SPOKEN = [
    (code, pattern) for code, language in CARE.languages.items() for pattern in language.patterns.patterns
]
FIRES = [
    pytest.param(code, pattern, text, id=f"{code}: {text}")
    for code, pattern in SPOKEN
    for text in pattern.fires
]
PASSES = [
    pytest.param(code, text, id=f"{code}: {text}") for code, pattern in SPOKEN for text in pattern.passes
]


def kinds(text: str, language: str = "en") -> set[str]:
    return set(CARE.notice(text, language).kinds)


@pytest.mark.parametrize(("code", "pattern", "text"), FIRES)
def test_an_example_fires_with_its_kind(code: str, pattern: Pattern, text: str) -> None:
    assert pattern.kind in kinds(text, code)


@pytest.mark.parametrize(("code", "text"), PASSES)
def test_a_near_miss_does_not_fire(code: str, text: str) -> None:
    assert kinds(text, code) == set()


def test_there_are_at_least_sixty_examples_and_sixty_near_misses_and_every_kind_has_some() -> None:
    assert len(set(map(str, (text for pattern in PATTERNS for text in pattern.fires)))) >= 60
    assert len({text for pattern in PATTERNS for text in pattern.passes}) >= 60
    assert {pattern.kind for pattern in PATTERNS} == KINDS


def test_care_answers_what_the_engine_asks() -> None:
    senses: Senses = CARE
    assert senses.notice("good morning", "en") == Notice()
    assert not senses.notice("", "en")


@pytest.mark.parametrize(
    "text",
    [
        "I WANT TO DIE",
        "i want\nto die",
        "i  want   to die",
        "I wánt to die",
        "i want to die 😭😭😭",
        "i 😭 want 😭 to 😭 die",
        "i waaaant to dieeeee",
        "i wanna die",
        "i want to d1e",
        "i\u200b want to\u00a0die",
        "ok.i want to die",
        "fine!i want to die!",
        "Ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "we talked all evening. nothing helped. i want to die. good night",
    ],
)
def test_phones_and_fingers_change_nothing(text: str) -> None:
    assert kinds(text) == {"self_harm"}


@pytest.mark.parametrize(
    "text",
    [
        "i feel suicdal",
        "i feel suicidial",
        "i feel siucidal",
        "i feel sucidal again",
        "he strnagled me",
        "he threatend to kill me",
    ],
)
def test_a_long_word_is_meant_with_one_letter_wrong(text: str) -> None:
    assert kinds(text)


def test_another_word_is_no_slip_of_a_known_one() -> None:
    assert kinds("they presented me with flowers and he stranded me at the buffet") == set()


@pytest.mark.parametrize(
    "text", ["i don't want to live", "i don’t want to live", "i dont want to live", "i do not want to live"]
)
def test_apostrophes_change_nothing(text: str) -> None:
    assert kinds(text) == {"self_harm"}


def test_several_kinds_are_all_named() -> None:
    assert kinds("he hit me. i want to die. i could kill him") == {"abuse_victim", "self_harm", "harm_other"}


def test_a_film_in_one_sentence_does_not_hide_danger_in_the_next_nor_far_away() -> None:
    assert kinds("In the film he said: I will kill him. But now he hit me.") == {"abuse_victim"}
    far = "we saw it in the film and then we had dinner and talked for hours and then at home he hit me"
    assert kinds(far) == {"abuse_victim"}


def test_a_denial_in_one_sentence_does_not_hide_danger_in_the_next() -> None:
    assert kinds("I would never hurt him. I want to die.") == {"self_harm"}


@pytest.mark.parametrize("language", ["en", "de", "pt-br", "xx", ""])
def test_cries_for_help_and_english_are_noticed_in_every_language(language: str) -> None:
    assert kinds("SOS", language) == kinds("¡Socorro!", language) == {"emergency"}
    assert kinds("i want to die", language) == {"self_harm"}


@given(st.text())
def test_any_text_gets_an_answer_and_the_same_one_again(text: str) -> None:
    assert CARE.notice(text, "en") == CARE.notice(text, "en")


def adversarial() -> list[str]:
    chance = random.Random(7)
    heads = sorted({start for pattern in PATTERNS for phrase in pattern.phrases for start in phrase.starts})
    nearly = [" ".join(text.split()[:-1]) for pattern in PATTERNS for text in pattern.fires]
    return [
        "a" * 12000,
        "i " * 6000,
        "he i " * 2400,
        "kkkiiillll " * 1100,
        "aaabbbcccddd" * 1000,
        "k1*@$!#" * 1700,
        "!?." * 4000,
        "e\u0301" * 6000,
        "i really really want " * 570,
        "he said said said kill " * 520,
        " ".join(chance.choices(heads, k=2500))[:12000],
        " ".join(chance.choices(nearly, k=700))[:12000],
        "my husband " * 1090,
        "\n" * 12000,
    ]


def milliseconds(text: str) -> float:
    return pace.milliseconds(lambda: CARE.notice(text, "en"))


@pytest.mark.parametrize("text", [pytest.param(text, id=plain(text[:20])) for text in adversarial()])
def test_no_text_takes_long(text: str) -> None:
    assert len(text) >= 11000
    # Ten and one on a quiet machine; room is left for a busy one.
    assert milliseconds(text) < 40
    assert milliseconds(text[:500]) < 4


def test_twice_the_text_takes_about_twice_the_time() -> None:
    text = " ".join(adversarial()[-3:-1])
    assert milliseconds(text * 2) < 4 * milliseconds(text)


PATTERN = {
    "kind": "self_harm",
    "reason": "Because.",
    "say": ["i am sad"],
    "fires": ["i am sad"],
    "passes": ["i am"],
}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "other"},
        {"reason": ""},
        {"fires": []},
        {"passes": []},
        {"say": []},
        {"say": ["i don't know"]},
        {"say": ["I am"]},
        {"say": ["<nobody> am"]},
        {"say": ["~ am"]},
        {"say": ["i? am?"]},
        {"say": ["i ~ a ~ b ~ c"]},
        {"say": ["i (am)+"]},
        {"says": ["i am"]},
    ],
)
def test_a_pattern_that_could_not_work_is_refused_at_load(change: dict[str, object]) -> None:
    Patterns({"patterns": [PATTERN]})
    with pytest.raises(Unusable):
        Patterns({"patterns": [PATTERN | change]})


def test_the_refusal_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("patterns: [{kind: no, reason: Because}]")
    with pytest.raises(Unusable, match=re.escape("xx.yaml: ")):
        load(tmp_path / "xx.yaml", Patterns)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    CARE.notice("i want to die", "en")
    assert caplog.records == []
