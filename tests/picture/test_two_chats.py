"""The README's picture shows two chats as they really run, and what each of the two may read."""

from __future__ import annotations

import asyncio

from draw import PICTURE, picture
from two_chats import two_chats


def test_the_picture_is_as_the_chats_run_today() -> None:
    assert PICTURE.read_text() == picture(), "python tests/picture/draw.py draws it anew"


def test_the_readme_shows_it() -> None:
    readme = PICTURE.parents[2] / "README.md"
    assert f"({PICTURE.relative_to(readme.parent)})" in readme.read_text()


def test_it_shows_a_preview_a_neutral_note_and_no_word_that_was_not_sent() -> None:
    bubbles = asyncio.run(two_chats())
    read = {name: [each for each in bubbles if each.who == name and not each.own] for name in ("Ann", "Ben")}
    assert any("This is what Ben will read" in each.text for each in read["Ann"])
    assert (read["Ben"][0].text, read["Ben"][0].pressed) == ("A note is here when you like.", "Open")
    assert not any("told you about my day" in each.text for each in read["Ben"])
