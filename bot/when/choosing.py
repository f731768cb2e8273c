"""From what words name to an instant: the one that is meant, or why it isn't clear which."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.when.heard import A_DAY, HALF_A_DAY, Heard
from bot.when.understood import Refused, Understood
from bot.when.wall import Every, instants, next_date

_DAY = timedelta(days=1)
_NIGHT_ENDS = 4
"""Until this hour 'tomorrow' may be today."""
_SMALL = 7
"""Below this hour nobody says without a word more which half of the day is meant."""
_AWAKE = range(7, 23)
_MOST = 3


def choose(heard: Heard, now: datetime, zone: str) -> Understood | Refused:
    """The instant that is meant by what was heard."""
    return _Choice(heard, now, zone).made()


@dataclass(frozen=True, slots=True)
class _Choice:
    heard: Heard
    now: datetime
    zone: str

    @property
    def today(self) -> datetime:
        """What the clock on the wall shows now."""
        return self.now.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def made(self) -> Understood | Refused:
        """The choice."""
        heard = self.heard
        if heard.ahead is not None:
            return self._ahead(heard.ahead) if len(heard.named()) == 1 else Refused("ambiguous")
        minutes = self._minutes()
        if minutes is None:
            return Refused("ambiguous")
        if heard.every is not None:
            return Refused("ambiguous") if heard.names_a_day else self._again(heard.every, minutes)
        if not heard.names_a_day:
            return self._soonest(minutes)
        days = self._days()
        if not minutes and heard.months is None:
            return Refused("hour" if days else "never")
        return self._on(days, minutes or [self.today.hour * 60 + self.today.minute])

    def _ahead(self, minutes: int) -> Understood:
        at = self.now + timedelta(minutes=minutes, seconds=30)
        return Understood(at.replace(second=0, microsecond=0), self.zone)

    # --- hours ------------------------------------------------------------------------------------

    def _minutes(self) -> list[int] | None:
        """The hours that can be meant, in minutes of the day: none named, one, or two; None where two don't fit."""
        clock, part = self.heard.clock, self.heard.part
        if clock is None:
            return [part.usual] if part is not None else []
        if part is not None:
            return part.within(clock)[:1] or None
        return [clock.minutes] if clock.sure else [clock.minutes, clock.minutes + HALF_A_DAY]

    @property
    def _tonight(self) -> bool:
        return self.heard.days == 0 and self.heard.months is None and self.heard.part is not None

    @property
    def _overnight(self) -> bool:
        return self.heard.part is not None and self.heard.part.overnight

    # --- days -------------------------------------------------------------------------------------

    def _days(self) -> list[date]:
        """The days that can be meant; none where there is no such day, or two that don't fit."""
        heard, today = self.heard, self.today.date()
        if heard.date is not None:
            days = self._of_date(*heard.date)
        elif heard.months:
            days = [_months_on(today, heard.months)]
        elif heard.days is not None:
            late = heard.months is None and heard.days > 0 and self.today.hour < _NIGHT_ENDS
            days = [today + _DAY * (heard.days - 1)] * late + [today + _DAY * heard.days]
        else:
            return self._weekdays()
        if heard.weekday is not None:
            days = [day for day in days if day.weekday() == heard.weekday[1]]
        return days

    def _of_date(self, year: int, month: int, day: int) -> list[date]:
        """A date of this year, or of the next if it has gone by; a day alone is the first that is still to come."""
        today = self.today.date()
        if not month:
            months = [_months_on(today.replace(day=1), more) for more in range(12)]
            days = [each.replace(day=day) for each in months if day <= monthrange(each.year, each.month)[1]]
            return [each for each in days if each >= today][:1]
        for each in (year,) if year else range(today.year, today.year + 9):
            try:
                found = date(each, month, day)
            except ValueError:
                continue
            if year or found >= today:
                return [found]
        return []

    def _weekdays(self) -> list[date]:
        which, weekday = self.heard.weekday or ("coming", 0)
        today = self.today.date()
        away = (weekday - today.weekday()) % 7
        following = today + _DAY * (7 - today.weekday() + weekday)
        if which == "following":
            return [following]
        if which == "next":
            return sorted({today + _DAY * (away or 7), following})
        return [today + _DAY * away] + [today + _DAY * 7] * (away == 0)

    # --- both -------------------------------------------------------------------------------------

    def _soonest(self, minutes: Sequence[int]) -> Understood | Refused:
        """An hour without a day: the first to come, if people are awake then or it was said for sure."""
        near = [self.today.date() + _DAY * days for days in (-1, 0, 1)]
        coming = self._coming(near, minutes)
        if len(minutes) == 1:
            return self._settled(coming[0])
        if coming[0].hour in _AWAKE:
            return self._with(coming[0], coming[1:2])
        return self._several(coming[:2])

    def _on(self, days: Sequence[date], minutes: Sequence[int]) -> Understood | Refused:
        if not days:
            return Refused("never")
        if self._tonight:
            coming = self._coming([days[-1] - _DAY, days[-1]] if self._overnight else days, minutes)
            return self._settled(coming[0]) if coming else Refused("past")
        if self._overnight and minutes[0] >= A_DAY:  # 'Friday night at 1': whose night?
            days, minutes = [*days, *(day - _DAY for day in days)], minutes[:1]
        lots = [lot for day in sorted(days) if (lot := self._coming([day], minutes))]
        if not lots:
            return Refused("past")
        if len(lots) > 1:
            return self._several([_likely(lot)[0] for lot in lots])
        likely = _likely(lots[0])
        if len(likely) > 1 and likely[0].hour < _SMALL:
            return self._several(likely)
        return self._with(likely[0], likely[1:])

    def _coming(self, days: Iterable[date], minutes: Sequence[int]) -> list[datetime]:
        """These hours on these days, as far as they are still to come, the next first."""
        hours = [datetime.combine(day, time()) + timedelta(minutes=each) for day in days for each in minutes]
        return sorted(each for each in hours if _is_ahead(each, self.zone, self.now))

    def _with(self, local: datetime, others: Sequence[datetime]) -> Understood | Refused:
        found = self._settled(local)
        if isinstance(found, Refused):
            return found
        return replace(found, others=self._several(others).options)

    def _several(self, hours: Sequence[datetime]) -> Refused:
        settled = [self._settled(each) for each in hours[:_MOST]]
        return Refused("ambiguous", tuple(each for each in settled if isinstance(each, Understood)))

    def _settled(self, local: datetime) -> Understood | Refused:
        """An hour on the wall as an instant, if it is one."""
        found = [Understood(at, self.zone, local) for at in instants(local, self.zone)]
        if self.heard.offset is not None:
            found = [
                each
                for each in found
                if each.at + timedelta(minutes=self.heard.offset) == local.replace(tzinfo=UTC)
            ]
        found = [each for each in found if each.at > self.now] or found
        if len(found) > 1:
            return Refused("twice", tuple(found))
        return found[0] if found else Refused("never")

    # --- again and again --------------------------------------------------------------------------

    def _again(self, every: Every, minutes: Sequence[int]) -> Understood | Refused:
        if not minutes:
            return Refused("hour")
        if minutes[0] >= A_DAY and every.weekdays:
            return Refused("ambiguous")
        found = [self._first(every, each % A_DAY) for each in minutes]
        if len(found) == 1:
            return found[0]
        small = minutes[0] < 60  # noqa: PLR2004  (an hour of noon, or just after midnight)
        if small or minutes[0] >= _SMALL * 60:
            first, other = reversed(found) if small else found
            return replace(first, others=(other,))
        return Refused("ambiguous", tuple(found))

    def _first(self, every: Every, minutes: int) -> Understood:
        begin = datetime.combine(self.today.date(), time()) + timedelta(minutes=minutes)
        at = next_date(replace(every, each=1), begin, self.zone, self.now)  # from it on they are counted
        local = datetime.combine(at.astimezone(ZoneInfo(self.zone)).date(), begin.time())
        return Understood(at, self.zone, local, every)


def _likely(hours: list[datetime]) -> list[datetime]:
    """Of two hours, half a day apart, the likelier first: noon before midnight."""
    return hours[::-1] if hours[0].hour == 0 else hours


def _is_ahead(local: datetime, zone: str, now: datetime) -> bool:
    """Whether this hour on the wall is still to come; one that the clock jumps over counts by what it shows."""
    found = instants(local, zone)
    return max(found) > now if found else local > now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
