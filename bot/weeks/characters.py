"""One's own weeks as characters, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.weeks.line import Line, begins
from bot.weeks.words import Words

BLOCKS = "▁▃▄▆█"
"""The steps of the scale, from the lowest to the highest."""

COLUMNS = 24
"""How many characters a line has."""


def characters(shown: Sequence[Line], words: Words, today: date) -> str:
    """A row of blocks for each line, what the lowest and the highest mean, and when it begins and ends."""
    first = begins(shown, today)
    wide = max(len(words.items[line.item]) for line in shown)
    rows = [f"{words.items[line.item].ljust(wide)}  {_row(line, first, today)}" for line in shown]
    left, right = words.begin, words.end
    time = f"{' ' * wide}  {left}{right.rjust(max(len(right) + 1, COLUMNS - len(left)))}"
    return "\n".join([*rows, time, f"{BLOCKS[0]} {words.low}   {BLOCKS[-1]} {words.high}"])


def _row(line: Line, first: date, today: date) -> str:
    """The line from its first point on: between two points the height of the one before."""
    days = max((today - first).days, 1)
    heights = [0] * COLUMNS
    for day, height in line.points:
        at = round((day - first).days / days * (COLUMNS - 1))
        heights[at:] = [int(height + 0.5)] * (COLUMNS - at)
    return "".join(BLOCKS[height - 1] if height else " " for height in heights)
