"""What Mend itself gives as an example can be written back, word for word, and no help card comes: in each language."""

from __future__ import annotations

import re

import pytest

from bot.authoring.reading import read
from bot.care.notice import Care
from bot.config import shipped_dialogs

QUOTED = {"de": "„([^“]+)“", "en": '"([^"]+)"', "es": "“([^”]+)”"}
"""How a language quotes."""

LIBRARY = read(shipped_dialogs(), shipped=shipped_dialogs()).library
assert LIBRARY is not None
DIALOGS = LIBRARY.dialogs


def examples(language: str) -> list[str]:
    """Whole sentences that stand between quotes in what is said, asked and suggested: none with a place to fill in."""
    texts = [text for dialog in DIALOGS.values() for text in dialog.words_in(language).texts.values()]
    quoted = [example for text in texts for example in re.findall(QUOTED[language], text)]
    return sorted({example for example in quoted if "{" not in example and len(example.split()) > 3})


@pytest.mark.parametrize("language", sorted(set(QUOTED) & set(LIBRARY.phrases)))
def test_an_example_brings_no_help_card(language: str) -> None:
    """Somebody who writes what they were shown isn't met as somebody in danger."""
    notice = Care().notice
    found = examples(language)
    assert found
    assert [example for example in found if notice(example, language)] == []
