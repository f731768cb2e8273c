"""Clocks on walls: which instant a clock shows, also where it is changed; and what comes again and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, WEEKLY, rrule

from bot.when.hours import change_of_clock

Unit = Literal["d", "w"]
"""What is counted: days or weeks."""


@dataclass(frozen=True, slots=True)
class Every:
    """What comes again: each so many days, or on these weekdays (Monday is 0) of each so many weeks."""

    unit: Unit
    each: int = 1
    weekdays: tuple[int, ...] = ()

    @property
    def code(self) -> str:
        """As it is kept: `d1`, `w2.6`."""
        return f"{self.unit}{self.each}" + ("." if self.weekdays else "") + "".join(map(str, self.weekdays))

    @classmethod
    def parse(cls, code: str) -> Every:
        """Read what `code` gave; anything else is a ValueError."""
        unit, (each, _, weekdays) = code[:1], code[1:].partition(".")
        if unit not in get_args(Unit) or int(each) < 1 or (unit == "w" and not weekdays):
            raise ValueError("what comes again looks like d1 or w2.6")
        return cls("d" if unit == "d" else "w", int(each), tuple(map(int, weekdays)))

    def dates(self, begin: datetime, after: datetime) -> Iterator[datetime]:
        """The hours on the wall after `after`, counted from `begin`, without an end."""
        days = self.each * (7 if self.unit == "w" else 1)
        passed = max(0, (after - begin).days // days - 1)  # nobody counts again what is long past
        begin += timedelta(days=days * passed)
        weekdays = self.weekdays or None
        rule = rrule(
            WEEKLY if self.unit == "w" else DAILY,
            dtstart=begin,
            interval=self.each,
            byweekday=weekdays,
            cache=False,
        )
        yield from rule.xafter(after)


def instants(local: datetime, zone: str) -> tuple[datetime, ...]:
    """The instants (UTC) at which the clock in `zone` shows this: one, none where it is set forward, two where back."""
    place = ZoneInfo(zone)
    both = {local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(at for at in both if at.astimezone(place).replace(tzinfo=None) == local))


def instant(local: datetime, zone: str) -> datetime:
    """The first instant at which it is this hour: where the clock jumps over it, the moment of the jump."""
    if found := instants(local, zone):
        return found[0]
    place = ZoneInfo(zone)
    before, after = (local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (1, 0))
    return change_of_clock(before, after, place)


def next_date(every: Every, begin: datetime, zone: str, now: datetime) -> datetime:
    """The first instant after `now` of what comes again; a day that a place left out is left out."""
    place = ZoneInfo(zone)
    today = now.astimezone(place).replace(tzinfo=None)
    yesterday = datetime.combine(today - timedelta(days=1), time())
    for local in every.dates(begin, yesterday):
        at = instant(local, zone)
        if at > now and at.astimezone(place).date() == local.date():
            return at
    raise LookupError(every.code)  # the calendar has an end


def last_date(every: Every, begin: datetime, zone: str, now: datetime, first: datetime) -> datetime:
    """The last instant up to `now` of what comes again and was due at `first`, which was before."""
    last = first
    while (following := next_date(every, begin, zone, last)) <= now:
        last = following
    return last
