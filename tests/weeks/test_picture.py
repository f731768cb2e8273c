"""The picture of one's own weeks: where its lines are, how large it is, in which words; the same as characters."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageColor
from weeks_examples import ITEMS, TODAY, WORDS, taps

from bot.engine.check_in import Tap
from bot.weeks.characters import characters
from bot.weeks.line import lines
from bot.weeks.picture import BRIGHT, FIELD, GROUND, LINES, MUTED, picture

GERMAN = replace(
    WORDS,
    items={"understood": "Verstanden gefühlt", "safe": "Sicher zu sagen, was ich fühle", "close": "Nah"},
    low="überhaupt nicht",
    high="ganz und gar",
    begin="vor 12 Wochen",
    end="jetzt",
)
RUSSIAN = replace(WORDS, low="совсем нет", high="полностью", begin="12 недель назад", end="сейчас")
SPANISH = replace(WORDS, items={**WORDS.items, "close": "¿Cerca? Años después"}, low="en absoluto")
EVERY_DAY = [tap for item in ITEMS for tap in taps([1, 5, 3, 2, 4, 5, 1] * 12, item, every=1)]
QUIET = [tap for item in ITEMS for tap in taps([3] * 12, item)]


def drawn(own: list[Tap], words: object = WORDS) -> Image.Image:
    return Image.open(BytesIO(picture(lines(own, ITEMS, TODAY), words, TODAY))).convert("RGB")  # type: ignore[arg-type]


def near(colour: tuple[int, ...], wanted: str) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(colour, ImageColor.getrgb(wanted), strict=True))


def rows_of(image: Image.Image, colour: str, x: int) -> list[int]:
    """How far down this colour is at a place across."""
    return [y for y in range(image.height) if near(image.getpixel((x, y)), colour)]  # type: ignore[arg-type]


def middle(image: Image.Image, colour: str, x: int) -> float:
    found = rows_of(image, colour, x)
    return sum(found) / len(found)


def test_a_line_is_where_its_steps_are() -> None:
    low, high = drawn(taps([1] * 12)), drawn(taps([5] * 12))
    up, down = drawn(taps([1, 1, 1, 5, 5, 5])), drawn(taps([5, 5, 5, 1, 1, 1]))
    left, right = 300, low.width - 75
    top, bottom = middle(high, LINES["understood"], left), middle(low, LINES["understood"], left)
    assert bottom - top == pytest.approx(88, abs=2)
    assert middle(up, LINES["understood"], left) == pytest.approx(bottom, abs=2)
    assert middle(up, LINES["understood"], right) == pytest.approx(top, abs=2)
    assert middle(down, LINES["understood"], left) == pytest.approx(top, abs=2)
    assert middle(down, LINES["understood"], right) == pytest.approx(bottom, abs=2)


def test_each_item_has_a_field_of_its_own_one_below_the_other() -> None:
    image = drawn(QUIET)
    heights = [middle(image, colour, 400) for colour in LINES.values()]
    assert heights == sorted(heights)
    assert heights[1] - heights[0] == heights[2] - heights[1] == pytest.approx(236, abs=1)
    assert drawn(taps([3] * 12)).height == image.height - 2 * 236


def test_there_is_no_grid_and_no_scale_within_a_field() -> None:
    image = drawn(taps([5] * 12))
    below = {image.getpixel((x, y)) for x in range(260, image.width - 60) for y in range(140, 225)}
    assert all(near(colour, FIELD) for colour in below)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", [WORDS, GERMAN, RUSSIAN, SPANISH])
def test_the_words_stand_beside_the_field_and_within_the_picture(words: object) -> None:
    image = drawn(QUIET, words)
    assert any(rows_of(image, BRIGHT, x) for x in range(40, 200))
    assert any(rows_of(image, MUTED, x) for x in range(40, 200))
    edge = {image.getpixel((x, y)) for x in (*range(38), *range(722, 760)) for y in range(image.height)}
    assert all(near(colour, GROUND) for colour in edge)  # type: ignore[arg-type]


def test_long_words_are_written_smaller_and_stay_within() -> None:
    long = replace(
        WORDS, low="not in the very least, not even a little", begin="a long time ago, as far as I know"
    )
    image = drawn(QUIET, long)
    assert near(image.getpixel((image.width - 60, 120)), FIELD)  # type: ignore[arg-type]
    edge = {image.getpixel((x, y)) for x in range(722, 760) for y in range(image.height)}
    assert all(near(colour, GROUND) for colour in edge)  # type: ignore[arg-type]


def test_other_words_are_another_picture() -> None:
    shown = lines(QUIET, ITEMS, TODAY)
    assert len({picture(shown, words, TODAY) for words in (WORDS, GERMAN, RUSSIAN, SPANISH)}) == 4


def test_letters_that_cannot_be_drawn_make_no_picture_of_boxes() -> None:
    assert picture(lines(QUIET, ITEMS, TODAY), replace(WORDS, low="全然"), TODAY) == b""


@pytest.mark.parametrize("own", [QUIET, EVERY_DAY, taps([2, 3, 2], every=1)])
def test_it_is_small_and_as_wide_as_a_phone_shows(own: list[Tap]) -> None:
    file = picture(lines(own, ITEMS, TODAY), GERMAN, TODAY)
    assert 2_000 < len(file) < 40_000
    assert Image.open(BytesIO(file)).width == 760


def test_it_is_drawn_before_anybody_waits() -> None:
    shown, spent = lines(EVERY_DAY, ITEMS, TODAY), []
    for _ in range(4):
        began = time.process_time()
        picture(shown, WORDS, TODAY)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.1


def test_an_item_has_its_colour_also_where_another_was_never_answered() -> None:
    image = drawn(taps([3] * 12, "close"))
    assert rows_of(image, LINES["close"], 400)
    assert not rows_of(image, LINES["understood"], 400)


def test_light_and_dark_are_far_enough_apart_to_be_read() -> None:
    for colour in (BRIGHT, MUTED, *LINES.values()):
        ground = FIELD if colour in LINES.values() else GROUND
        assert _contrast(colour, ground) > 4.5


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2: relative luminance)."""
    lights = []
    for colour in (one, other):
        parts = [part / 255 for part in ImageColor.getrgb(colour)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


# --- as characters ------------------------------------------------------------------------------------


def test_as_characters_it_is_a_row_for_each_item() -> None:
    own = [*taps([1, 1, 1, 1, 5, 5, 5]), *taps([3] * 12, "close")]
    assert characters(lines(own, ITEMS, TODAY), WORDS, TODAY).splitlines() == [
        "Understood            ▁▁▁▁▁▁▁▁▁▁▁███",
        "Close       ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄",
        "            12 weeks ago         now",
        "▁ not at all   █ very much",
    ]
