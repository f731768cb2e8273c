"""What comes of reading a time: it is clear, or it isn't and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.when.wall import Every

Reason = Literal["ambiguous", "past", "never", "twice", "hour", "left_over", "nothing"]
"""ambiguous: it could be several; past: it has gone by; never: there is no such hour or day; twice: the clock is set
back, and shows it twice; hour: a day without an hour; left_over: words that are no time; nothing: no word of time."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A time that is clear: the instant `at` (UTC), or the first one of what comes `every` so often.

    `local` is the hour on the wall in `zone`; None for a while from now, which is an instant wherever one is. `others`
    are what could be meant by it as well, though less likely.
    """

    at: datetime
    zone: str
    local: datetime | None = None
    every: Every | None = None
    others: tuple[Understood, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A time that isn't clear: why, and what it could be, if anything."""

    reason: Reason
    options: tuple[Understood, ...] = ()
