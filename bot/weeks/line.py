"""The line of one item over the last weeks: its middles, where it stands, whether it falls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Literal

from bot.engine.check_in import Tap

SPAN = timedelta(weeks=12)
"""How far back one's weeks go."""

SHORTEST = timedelta(weeks=3)
"""What is shown is at least so long, so that the first lines aren't pressed to the edge."""

WEEK = timedelta(weeks=1)
"""What is nearer than that isn't of the weeks before."""

LOWEST, HIGHEST = 1, 5
"""The ends of the scale."""

MIDDLE = 3
"""Check-ins of which a point is the middle: one day alone moves little."""

STEP = 1
"""What counts as a change: a whole step of the scale. Less is about the same."""

FEWEST = 6
"""Weeks with a check-in without which nothing is said about a fall."""

LATELY = 3
"""The last of these weeks: all of them have to be lower."""

Course = Literal["alone", "same", "lower", "higher"]
"""Where a line stands beside the weeks before: nothing to compare, about the same, lower, higher."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item over the last weeks: (day, middle of the last few check-ins), oldest first, never empty."""

    item: str
    points: Sequence[tuple[date, float]] = field(repr=False)

    @property
    def now(self) -> int:
        """The step of the scale on which it stands; between two the upper one."""
        return int(self.points[-1][1] + 0.5)

    @property
    def course(self) -> Course:
        """How it stands beside the weeks before."""
        last = self.points[-1][0]
        before = [height for day, height in self.points if last - day >= WEEK]
        if not before:
            return "alone"
        change = self.points[-1][1] - median(before)
        return "same" if abs(change) < STEP else "lower" if change < 0 else "higher"


def recent(taps: Iterable[Tap], today: date) -> list[Tap]:
    """The answers of the last twelve weeks, oldest first."""
    own = (tap for tap in taps if tap.given and today - SPAN < tap.day <= today)
    return sorted(own, key=lambda tap: tap.day)


def lines(taps: Iterable[Tap], items: Sequence[str], today: date) -> list[Line]:
    """A line for each item that was ever answered in the last twelve weeks, in the order of the items."""
    answered = recent(taps, today)
    heights = {item: [(tap.day, tap.given) for tap in answered if tap.item == item] for item in items}
    return [Line(item, _middles(given)) for item, given in heights.items() if given]


def _middles(given: Sequence[tuple[date, int]]) -> list[tuple[date, float]]:
    """For each day the middle of the last few answers up to it."""
    return [
        (day, float(median(height for _, height in given[max(0, at - MIDDLE + 1) : at + 1])))
        for at, (day, _) in enumerate(given)
    ]


def begins(shown: Iterable[Line], today: date) -> date:
    """The first day that is shown."""
    first = min(day for line in shown for day, _ in line.points)
    return min(first, today - SHORTEST)


def falls(taps: Iterable[Tap], item: str, today: date) -> bool:
    """Whether an item has really been lower for some weeks than it was before.

    Each week counts by its middle. There have to be check-ins in six weeks or more of the last twelve, and each of the
    last three of these a whole step or more under the middle of those before: a bad day, or a bad week, is no fall.
    """
    weeks: dict[int, list[int]] = {}
    for tap in recent(taps, today):
        if tap.item == item:
            weeks.setdefault((today - tap.day).days // 7, []).append(tap.given)
    middles = [median(weeks[ago]) for ago in sorted(weeks, reverse=True)]
    if len(middles) < FEWEST:
        return False
    before, lately = middles[:-LATELY], middles[-LATELY:]
    return max(lately) <= median(before) - STEP
