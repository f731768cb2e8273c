"""A check-in: a few private taps on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

ITEMS = ("understood", "safe", "close")
"""What is asked, in its order."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a person gave to one `item` on a local `day`: a step of the scale, 1 to 5.

    0 stands for what isn't an answer: that something was offered to them on that day, once.
    """

    day: date
    item: str
    given: int = field(default=0, repr=False)
