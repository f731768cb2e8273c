"""One's own weeks as a picture: a line for each item on a calm ground, read on a phone by day and at night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.engine.check_in import ITEMS
from bot.weeks.line import HIGHEST, LOWEST, Line, begins
from bot.weeks.words import Words

FONT = Path(__file__).resolve().parent / "DejaVuSans.ttf"

WIDE, EDGE, TOP, BOTTOM = 760, 40, 28, 80
"""Pixels: so wide that the words can be read on a phone; what stays free at the sides, above, below."""

PANEL, TITLE, PLOT = 236, 64, 144
"""How high an item is, with what is free below it; its name; the field of its line."""

MOST_BESIDE = 240
"""How wide the words beside a field may be; wider ones are written smaller."""

LETTERS, SMALL, SMALLEST = 36, 27, 12
"""How high letters are: names, the words at the ends, and at least."""

INSIDE, THICK, DOT = 28, 8, 14
"""What is free within a field above and below; how thick a line, how wide (to its edge) the dot of now is."""

FINE = 3
"""So many times as large lines are drawn, and then made smaller: so their edges are smooth."""

GROUND, FIELD, BRIGHT, MUTED = "#26323d", "#303e4b", "#eef2f5", "#b3c0cb"
"""Its own ground, neither white nor black, so that it is the same by day and at night, and glares in neither."""

LINES = dict(zip(ITEMS, ("#8cc4ea", "#ecc47f", "#a5d6a0"), strict=True))
"""One for each item, always the same; each has a field of its own, so nobody needs to tell the colours apart."""

COLOURS = 64
"""Colours that are kept: enough for smooth edges, and a small file."""

Box = tuple[float, float, float, float]


def picture(shown: Sequence[Line], words: Words, today: date) -> bytes:
    """A PNG of these lines; empty where the words are in letters that can't be drawn here."""
    told = [words.low, words.high, words.begin, words.end, *(words.items[line.item] for line in shown)]
    if not all(map(_drawable, told)):
        return b""
    beside = min(MOST_BESIDE, max(_width(text, SMALL) for text in (words.low, words.high)))
    left, high = EDGE + beside + 24, TOP + PANEL * len(shown) + BOTTOM - (PANEL - TITLE - PLOT)
    fields = [(left, top, WIDE - EDGE, top + PLOT) for top in _tops(len(shown))]
    canvas = Image.new("RGB", (WIDE, high), GROUND)
    for line, field in zip(shown, fields, strict=True):
        drawn = _drawn(line, field, begins(shown, today), today, LINES[line.item])
        canvas.paste(drawn, (round(field[0]), round(field[1])))
    pen = ImageDraw.Draw(canvas)
    for line, field in zip(shown, fields, strict=True):
        _name(pen, words.items[line.item], field)
        _ends(pen, words, field, beside)
    _time(pen, words, fields[-1])
    return _file(canvas)


def _tops(many: int) -> list[float]:
    return [TOP + TITLE + PANEL * number for number in range(many)]


def _drawn(line: Line, field: Box, first: date, today: date, colour: str) -> Image.Image:
    """The field with its line, and a dot where it stands now."""
    wide, high = round(field[2] - field[0]), round(field[3] - field[1])
    large = Image.new("RGB", (wide * FINE, high * FINE), GROUND)
    pen = ImageDraw.Draw(large)
    pen.rounded_rectangle((0, 0, wide * FINE - 1, high * FINE - 1), 14 * FINE, FIELD)
    points = [(x * FINE, y * FINE) for x, y in places(line, wide, high, first, today)]
    if len(points) > 1:
        pen.line(points, colour, THICK * FINE, joint="curve")
    for x, y in points[:1]:
        _disc(pen, x, y, THICK * FINE / 2, colour)
    _disc(pen, *points[-1], DOT * FINE, FIELD)
    _disc(pen, *points[-1], (DOT - 4) * FINE, colour)
    return large.reduce(FINE)


def places(line: Line, wide: float, high: float, first: date, today: date) -> list[tuple[float, float]]:
    """Where the points of a line are in a field of this size."""
    days, across, up = max((today - first).days, 1), wide - 2 * INSIDE, high - 2 * INSIDE
    return [
        (
            INSIDE + across * (day - first).days / days,
            INSIDE + up * (HIGHEST - height) / (HIGHEST - LOWEST),
        )
        for day, height in line.points
    ]


def _disc(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)


def _name(pen: ImageDraw.ImageDraw, text: str, field: Box) -> None:
    pen.text((EDGE, field[1] - 20), text, BRIGHT, _fitting(text, LETTERS, WIDE - 2 * EDGE), anchor="ls")


def _ends(pen: ImageDraw.ImageDraw, words: Words, field: Box, beside: float) -> None:
    """What the upper and the lower end of the field mean."""
    for text, y in ((words.high, field[1] + INSIDE), (words.low, field[3] - INSIDE)):
        pen.text((EDGE, y), text, MUTED, _fitting(text, SMALL, beside), anchor="lm")


def _time(pen: ImageDraw.ImageDraw, words: Words, field: Box) -> None:
    """When it begins, and now."""
    room, y = (field[2] - field[0] - 30) / 2, field[3] + 38
    pen.text((field[0], y), words.begin, MUTED, _fitting(words.begin, SMALL, room), anchor="lm")
    pen.text((field[2], y), words.end, MUTED, _fitting(words.end, SMALL, room), anchor="rm")


def _file(canvas: Image.Image) -> bytes:
    file = BytesIO()
    few = canvas.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, "PNG", compress_level=6)
    return file.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def _width(text: str, size: int) -> float:
    return _font(size).getlength(text)


def _fitting(text: str, size: int, room: float) -> ImageFont.FreeTypeFont:
    """The largest letters in which a text fits."""
    while size > SMALLEST and _width(text, size) > room:
        size -= 1
    return _font(size)


def _drawable(text: str) -> bool:
    """Whether the font has all letters of a text."""
    return all(letter == " " or _letter(letter) for letter in text)


@cache
def _letter(letter: str) -> bool:
    font = _font(SMALL)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))
