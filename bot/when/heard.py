"""What the words of a time name: a clock, a part of the day, a day, a while, something that comes again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

from bot.when.wall import Every

HALF_A_DAY = 12 * 60
A_DAY = 24 * 60

Which = Literal["coming", "next", "following"]
"""Which of the weekdays of that name: the first to come, 'next' (people differ), that of the following week."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock in minutes of the day; not `sure` where it may be half a day later as well."""

    minutes: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day from `begin` to `end` (not included), in minutes; from 24 hours on they are of the next day."""

    begin: int
    end: int
    usual: int

    def within(self, clock: Clock) -> list[int]:
        """The minutes in this part at which a clock shows that."""
        shown = [clock.minutes] if clock.sure else [clock.minutes, clock.minutes + HALF_A_DAY]
        return [each for one in shown for each in (one, one + A_DAY) if self.begin <= each < self.end]

    @property
    def overnight(self) -> bool:
        """Whether it goes on after midnight."""
        return self.end > A_DAY


@dataclass(frozen=True, slots=True)
class Heard:
    """What words name, each at most once; None or empty where they don't.

    `days` from today on and `months`; `weekday` with which of them; `date` as (year or 0, month or 0, day); `ahead` in
    minutes; `offset` from UTC in minutes, where the clock shows an hour twice.
    """

    clock: Clock | None = None
    part: Part | None = None
    days: int | None = None
    months: int | None = None
    weekday: tuple[Which, int] | None = None
    date: tuple[int, int, int] | None = None
    ahead: int | None = None
    every: Every | None = None
    offset: int | None = None

    def and_then(self, other: Heard) -> Heard | None:
        """Both together; None where they name the same thing twice."""
        named = other.named()
        return None if named.keys() & self.named().keys() else replace(self, **named)  # type: ignore[arg-type]  # its own fields

    def named(self) -> dict[str, object]:
        """What is named, by its field."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def names_a_day(self) -> bool:
        """Whether it names a day."""
        return bool(self.named().keys() & {"days", "months", "weekday", "date"})


NOTHING = Heard()
"""Words that name nothing of time."""
