"""Looking at an apology: every example of the data, and apologies that need no hint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.apology import HINTS
from bot.care.notice import Care
from bot.care.pattern import Pattern
from bot.engine.senses import Senses

CARE: Senses = Care()
ENGLISH = Care().apologies["en"]


def hints(text: str, language: str = "en") -> dict[str, str]:
    return dict(CARE.apology(text, language).hints)


def examples(which: str) -> list[object]:
    return [
        pytest.param(pattern, text, id=f"{pattern.kind}: {text}")
        for pattern in ENGLISH.patterns.patterns
        for text in getattr(pattern, which)
    ]


@pytest.mark.parametrize(("pattern", "text"), examples("fires"))
def test_an_example_says_its_pattern(pattern: Pattern, text: str) -> None:
    assert pattern.kind in hints(text)


@pytest.mark.parametrize(("pattern", "text"), examples("passes"))
def test_a_near_miss_does_not(pattern: Pattern, text: str) -> None:
    assert pattern.kind not in hints(text)


@pytest.mark.parametrize(
    "text",
    [
        "I shouted at you on Friday, in front of the kids.",
        "I'm sorry that I forgot. You stood in the rain and waited for me.",
        "i read your diary. it was yours. i will knock and ask from now on",
        "I told Jo what you had told me in confidence. You trusted me, and now everybody knows.",
        "I am sorry for the way I spoke about your mother.",
        "I left you alone with the bills for a year. I'll sit down with you on Sunday, and I will do the taxes.",
        "I was drunk, and I embarrassed you. That is mine.",
        "i was tired, but that's no excuse. i snapped at you",
        "I hid the letter from you because I was ashamed.",
    ],
)
def test_an_own_part_named_plainly_needs_no_hint(text: str) -> None:
    assert hints(text) == {}


@pytest.mark.parametrize("text", ["I'm so sorry.", "sorry", "Please forgive me", "I apologise. I love you."])
def test_to_be_sorry_alone_names_no_own_part(text: str) -> None:
    assert "own" in hints(text)


def test_the_weightiest_comes_first_and_its_beginning_is_made_of_what_was_written() -> None:
    assert hints("I'm sorry if I hurt you.") == {"condition": "I'm sorry that I hurt you"}
    text = "Sorry if it was loud, but you made it hard. Mistakes were made. Please forgive this."
    assert list(hints(text)) == ["other", "condition", "but", "faceless", "own", "forgive"]


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_a_language_without_patterns_gives_no_hints(language: str) -> None:
    assert hints("sorry if", language) == {}


@given(st.text())
def test_any_text_gets_known_hints_in_their_order_and_the_same_again(text: str) -> None:
    found = hints(text)
    assert list(found) == [hint for hint in HINTS if hint in found]
    assert found == hints(text)
