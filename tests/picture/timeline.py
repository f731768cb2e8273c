"""A week as a picture: the hours below each other, notes that came beside what the person did."""

from __future__ import annotations

from collections.abc import Sequence

from drawing import EDGE, INNER, LINE, Canvas, page, width, wrapped
from week import Moment

HOURS, BUBBLE, BUTTON, GAP = 96, 470, 24, 5
"""How wide the hours are, and a moment; a button's height, and what is free between two."""

_WIDE = HOURS + BUBBLE + 2 * EDGE
APART = 12
"""What is free below a moment."""


def draw_week(moments: Sequence[Moment]) -> str:
    """Each moment beside its hour, on one line through the week."""
    inside, y = Canvas(), float(EDGE)
    top = y + LINE
    for moment in moments:
        inside.text(HOURS - 22, y + LINE, moment.hour, "clock", "end")
        look = "dot note" if moment.note else "dot"
        inside.drawn.append(f'<circle class="{look}" cx="{HOURS - 6}" cy="{y + LINE - 4:.0f}" r="5"/>')
        y = _moment(inside, moment, y) + APART
    line = (
        f'<line class="line" x1="{HOURS - 6}" y1="{top:.0f}" x2="{HOURS - 6}" y2="{y - APART - LINE:.0f}"/>'
    )
    inside.drawn.insert(0, line)
    return page(inside, (_WIDE, y), "A week with Mend")


def _moment(canvas: Canvas, moment: Moment, y: float) -> float:
    """What came, as a message with its buttons, or what somebody did, as plain words; gives where it ends."""
    lines, x = wrapped(moment.text, BUBBLE - 2 * INNER), float(HOURS + EDGE)
    high = len(lines) * LINE + (2 * INNER - 6 if moment.note else 6)
    if moment.note:
        canvas.box(x, y - 3, (max(map(width, lines)) + 2 * INNER, high), "said", 9)
    for number, line in enumerate(lines, 1):
        canvas.text(x + (INNER if moment.note else 0), y + number * LINE, line)
    if not moment.labels:
        return y + high
    for label in moment.labels:
        wide = width(label, 11) + 2 * INNER
        canvas.box(x, y + high + GAP - 3, (wide, BUTTON), "button", 7)
        canvas.text(x + wide / 2, y + high + GAP + 13, label, "label", "middle")
        x += wide + GAP
    return y + high + GAP + BUTTON - 3
