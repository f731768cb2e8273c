"""Two chats side by side as a picture: a bubble for each message, one moment below the other, the clock between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from two_chats import Bubble

FONT = "Helvetica, Arial, 'Liberation Sans', Arimo, Roboto, sans-serif"
SIZE, LINE, SMALL = 13, 18, 11
"""Letters and lines, in pixels."""

COLUMN, GUTTER, EDGE, TOP = 400, 56, 14, 60
"""A chat's width, the clock's, what stays free beside a bubble, where the first moment begins."""

BUBBLE, INNER, BUTTON, GAP = 364, 11, 27, 4
"""The widest bubble, what is free within it, a button's height, what is free between two things."""

BETWEEN, APART = 9, 9
"""What is free below a message, and below a moment."""

SPARE = 1.17
"""Letters may be this much wider where it is looked at: fonts differ."""

_WIDTHS = {
    191: "'",
    222: "ijl‘’",
    278: " !,./:;I[\\]ft|",
    333: '()-`r“”‹{}"*',
    500: "Jcksvxyz^",
    611: "FTZ+<=>~",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    944: "W%",
    1000: "…—→@",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
"""How wide letters are, in thousandths of their size; all others 556."""

STYLE = f"""
text {{ font-family: {FONT}; font-size: {SIZE}px; fill: #1c2733; }}
.page {{ fill: #ffffff; }} .chat {{ fill: #e6ecf2; }}
.bot {{ fill: #ffffff; }} .own {{ fill: #d9f2c8; }}
.button {{ fill: #c9d5e1; }} .pressed {{ fill: #2f6ea5; }} .pressed-label {{ fill: #ffffff; font-weight: bold; }}
.name {{ font-size: 17px; font-weight: bold; }} .clock {{ font-size: {SMALL}px; fill: #5b6975; }}
.line {{ stroke: #c3ccd5; stroke-dasharray: 2 4; }} .dot {{ fill: #c3ccd5; }} .dot.note {{ fill: #2f6ea5; }}
.said {{ fill: #e6ecf2; }} .label {{ font-size: {SMALL}px; }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #e6edf3; }}
.page {{ fill: #0d1117; }} .chat {{ fill: #161d26; }}
.bot {{ fill: #27313d; }} .own {{ fill: #2b5278; }}
.button {{ fill: #3a4756; }} .pressed {{ fill: #6cb2f0; }} .pressed-label {{ fill: #0d1117; }}
.clock {{ fill: #9aa7b3; }} .line {{ stroke: #3a4450; }} .dot {{ fill: #3a4450; }} .dot.note {{ fill: #6cb2f0; }}
.said {{ fill: #27313d; }}
}}"""


def width(text: str, size: float = SIZE) -> float:
    """About how wide a text is, rather more than less."""
    return sum(_WIDTH.get(letter, 556) for letter in text) * size / 1000 * SPARE


def wrapped(text: str, room: float) -> list[str]:
    """A text in lines that fit."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and width(longer) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


@dataclass(slots=True)
class Canvas:
    """What is drawn, and how far down."""

    drawn: list[str] = field(default_factory=list)

    def box(self, x: float, y: float, size: tuple[float, float], look: str, corner: float = 0) -> None:
        """A box, perhaps with round corners."""
        wide, high = size
        self.drawn.append(
            f'<rect class="{look}" x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="{corner}"/>'
        )

    def text(self, x: float, y: float, text: str, look: str = "", anchor: str = "start") -> None:
        """A line of text."""
        named = f' class="{look}"' if look else ""
        self.drawn.append(
            f'<text{named} x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(text)}</text>'
        )


def draw(bubbles: Sequence[Bubble], names: tuple[str, str]) -> str:
    """The picture: below each hour what one or both have in their chat then."""
    inside, y = Canvas(), float(TOP)
    for at, moment in groupby(bubbles, key=lambda bubble: bubble.at):
        inside.box(COLUMN + 2, y + 4, (GUTTER - 4, 20), "page")
        inside.text(COLUMN + GUTTER / 2, y + 18, at, "clock", "middle")
        ends = [y, y]
        for bubble in moment:
            column = names.index(bubble.who)
            ends[column] = _draw_bubble(inside, bubble, column, ends[column]) + BETWEEN
        y = max(ends) + APART
    return _page(inside, y, names)


def _draw_bubble(canvas: Canvas, bubble: Bubble, column: int, y: float) -> float:
    """A message and its buttons; gives where it ends."""
    lines = wrapped(bubble.text, BUBBLE - 2 * INNER)
    widest = max(map(width, lines)) + 2 * INNER
    wide = BUBBLE if bubble.rows else min(widest, BUBBLE)
    left = column * (COLUMN + GUTTER) + EDGE + (COLUMN - 2 * EDGE - wide if bubble.own else 0)
    high = sum(map(_height, lines)) + 2 * INNER - 4
    canvas.box(left, y, (wide, high), "own" if bubble.own else "bot", 12)
    at = y + INNER - 5
    for line in lines:
        at += _height(line)
        if line:
            canvas.text(left + INNER, at, line)
    return _draw_buttons(canvas, bubble, left, y + high)


def _height(line: str) -> float:
    return LINE if line else LINE * 0.55


def _draw_buttons(canvas: Canvas, bubble: Bubble, left: float, y: float) -> float:
    for row in bubble.rows:
        wide = (BUBBLE - GAP * (len(row) - 1)) / len(row)
        y += GAP
        for place, label in enumerate(row):
            x = left + place * (wide + GAP)
            pressed = label == bubble.pressed
            canvas.box(x, y, (wide, BUTTON), "pressed" if pressed else "button", 8)
            canvas.text(x + wide / 2, y + 18, label, "pressed-label" if pressed else "", "middle")
        y += BUTTON
    return y


def _page(inside: Canvas, high: float, names: tuple[str, str]) -> str:
    wide = 2 * COLUMN + GUTTER
    chats = Canvas()
    middle = COLUMN + GUTTER / 2
    chats.drawn.append(f'<path class="line" d="M{middle:.0f} {TOP + 28} V{high - 12:.0f}"/>')
    for column, name in enumerate(names):
        left = column * (COLUMN + GUTTER)
        chats.box(left, 0, (COLUMN, high), "chat", 18)
        chats.text(left + COLUMN / 2, 38, f"What {name} reads", "name", "middle")
    chats.drawn += inside.drawn
    return page(chats, (wide, high), f"The chats of {names[0]} and {names[1]}, side by side")


def page(inside: Canvas, size: tuple[float, float], title: str) -> str:
    """A whole picture of this size, with its title for who can't see it."""
    wide, high = size
    ground = Canvas()
    ground.box(0, 0, size, "page")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" '
        f'viewBox="0 0 {wide:.0f} {high:.0f}">'
    )
    named = f"<title>{escape(title)}</title>"
    return "\n".join([head, named, f"<style>{STYLE}</style>", *ground.drawn, *inside.drawn, "</svg>", ""])
