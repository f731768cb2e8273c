"""Quiet hours: the part of a person's day in which Mend says nothing of its own accord."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_WINDOW = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?", re.ASCII)
_WORDS_FOR_NONE = frozenset({"none", "off"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begin` (included) to `end` (not included) on a person's own clock; equal ends mean none."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> QuietHours:
        """Read '21:00-08:00' (over midnight or not) or 'none'; anything else is a ValueError."""
        words = text.strip().lower()
        if words in _WORDS_FOR_NONE:
            return cls(time(0), time(0))
        found = _WINDOW.fullmatch(words)
        if not found:
            raise ValueError("quiet hours look like 21:00-08:00, or none")
        begin, end = _clock(found[1], found[2]), _clock(found[3], found[4])
        if begin == end:
            raise ValueError("quiet hours begin and end at different times")
        return cls(begin, end)

    def covers(self, clock: time) -> bool:
        """Say whether it is quiet when the person's clock shows this."""
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end

    def __str__(self) -> str:
        if self.begin == self.end:
            return "none"
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def next_open(now: datetime, zone: str, quiet: QuietHours) -> datetime:
    """Give the first instant, from `now` on, at which the clock in `zone` is outside the quiet hours.

    `now` and the answer are aware UTC; `zone` is an IANA name. Where the clock is set forward over the end,
    that is the moment of the change; where it is set back over the end, the first time that it shows the end.
    """
    place = ZoneInfo(zone)
    instant = now.astimezone(UTC)
    while quiet.covers(instant.astimezone(place).time()):
        local = instant.astimezone(place)
        end = datetime.combine(local.date(), quiet.end)
        ahead = (end - local.replace(tzinfo=None)) % _DAY
        reached = instant + ahead
        if reached.astimezone(place).utcoffset() == local.utcoffset():
            return reached
        instant = change_of_clock(instant, reached, place)
    return instant


def next_quiet(now: datetime, zone: str, quiet: QuietHours) -> datetime | None:
    """Give the first instant, from `now` on, at which it is quiet there; None where it never is."""
    return None if quiet.begin == quiet.end else next_open(now, zone, QuietHours(quiet.end, quiet.begin))


def change_of_clock(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """Give the first whole second after `before` at which the offset is another one (there is one)."""
    offset = before.astimezone(place).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, place).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _clock(hour: str, minute: str | None) -> time:
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > 24 * 60:  # noqa: PLR2004  (a clock has 60 minutes and 24 hours)
        raise ValueError("a clock goes from 00:00 to 24:00")
    return time(minutes // 60 % 24, minutes % 60)
