"""Taps of somebody over some weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.engine.check_in import Tap
from bot.weeks.words import Words

TODAY = date(2026, 3, 2)
ITEMS = ("understood", "safe", "close")
WORDS = Words(
    {"understood": "Understood", "safe": "Safe to say what I feel", "close": "Close"},
    "not at all",
    "very much",
    "12 weeks ago",
    "now",
)


def taps(given: Sequence[int], item: str = "understood", every: int = 7) -> list[Tap]:
    """One tap each so many days, the last one today."""
    last = len(given) - 1
    return [Tap(TODAY - timedelta(days=every * (last - at)), item, step) for at, step in enumerate(given)]
