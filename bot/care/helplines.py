"""Who can help: numbers by country that somebody has checked, and which of them to show at this hour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.care.pattern import Unusable, load

OLD = timedelta(days=365)
"""From then on what was seen may not be so any more."""

ALLOWED: Mapping[str, frozenset[str]] = {
    "kind": frozenset({"emergency", "suicide", "violence"}),
    "for": frozenset({"all", "women", "men"}),
    "cost": frozenset({"free", "unknown"}),
    "bill": frozenset({"hidden", "unknown"}),
}
"""What these fields can say."""

FIELDS = (
    *("country", "kind", "name", "english", "area", "for", "dial", "text", "chat", "hours", "zone"),
    *("languages", "cost", "bill", "source", "checked_on", "checked_how"),
)
"""What stands in each entry; none can be left out."""

MAY_BE_EMPTY = frozenset({"area", "dial", "text", "chat"})
_LISTS = frozenset({"dial", "languages"})
_DAY = timedelta(days=1)
_WEEK = 7
_SPAN = re.compile(r"([1-7])(?:-([1-7]))? (\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """On these weekdays (Monday is 1) from `begin` until `end`, minutes of the clock there, perhaps over midnight."""

    days: range
    begin: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read '1-5 10:00-17:00' or '5 08:00-15:00'; anything else is Unusable."""
        found = _SPAN.fullmatch(text)
        if found is None:
            raise Unusable(f"{text}: hours look like '1-5 10:00-17:00'")
        first, last, *clock = (int(each or found[1]) for each in found.groups())
        begin, end = clock[0] * 60 + clock[1], clock[2] * 60 + clock[3]
        if first > last or begin == end or max(begin, end) > 24 * 60 or max(clock[1], clock[3]) > 59:  # noqa: PLR2004
            raise Unusable(f"{text}: there are no such hours")
        return cls(range(first, last + 1), begin, end)

    def covers(self, day: int, minute: int) -> bool:
        """Whether somebody answers on this weekday at this minute."""
        if self.begin < self.end:
            return day in self.days and self.begin <= minute < self.end
        before = day - 1 or _WEEK
        return (day in self.days and minute >= self.begin) or (before in self.days and minute < self.end)


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody answers: day and night, at `spans` of the clock in `zone`, or (no span) at hours that vary."""

    zone: str
    is_always: bool
    spans: tuple[Span, ...] = ()

    @classmethod
    def parse(cls, text: str, zone: str) -> Hours:
        """Read '24/7', 'vary', or spans with commas between them."""
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise Unusable(f"{zone}: there is no such time zone") from None
        if text in ("24/7", "vary"):
            return cls(zone, is_always=text == "24/7")
        return cls(zone, is_always=False, spans=tuple(map(Span.parse, text.split(", "))))

    @property
    def vary(self) -> bool:
        """Whether they are known only to whoever answers."""
        return not self.is_always and not self.spans

    def open_at(self, now: datetime) -> bool:
        """Whether somebody answers now, as far as is known."""
        local = now.astimezone(ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        return self.is_always or any(span.covers(local.isoweekday(), minute) for span in self.spans)

    def opens(self, now: datetime) -> datetime:
        """When somebody answers next, in UTC; for hours with spans."""
        today = now.astimezone(ZoneInfo(self.zone)).date()
        begins = (self._begin(span, today + each * _DAY) for span in self.spans for each in range(_WEEK + 1))
        return min(at for at in begins if at is not None and at > now)

    def _begin(self, span: Span, day: date) -> datetime | None:
        if day.isoweekday() not in span.days:
            return None
        clock = time(*divmod(span.begin, 60))
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One way to reach somebody; everything as it is published. `whom` it is for: all, women or men."""

    country: str
    kind: str
    name: str
    english: str
    area: str
    whom: str
    dial: tuple[str, ...]
    text: str
    chat: str
    hours: Hours
    languages: tuple[str, ...]
    cost: str
    bill: str
    source: str
    checked_on: date
    checked_how: str

    def is_old(self, today: date) -> bool:
        """Whether what was seen of it is older than a year."""
        return today - self.checked_on > OLD


@dataclass(frozen=True, slots=True)
class Directory:
    """Where lines of every country are listed; `kind` is talk or violence."""

    name: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ways:
    """What to show, in this order: emergency numbers, who answers now, at hours that vary, later, directories, old."""

    emergency: tuple[Line, ...]
    open: tuple[Line, ...]
    vary: tuple[Line, ...]
    later: tuple[tuple[Line, datetime], ...]
    directories: tuple[Directory, ...]
    old: tuple[Line, ...]


class Helplines:
    """All lines that are shipped, by country, and what people call the countries."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take `directories`, `countries` (names by language, and what else people type), `called` and `lines`."""
        self.directories = tuple(Directory(**each) for each in data["directories"])
        self._names: Mapping[str, Mapping[str, Any]] = data["countries"]
        self._called: Mapping[str, Mapping[str, str]] = data.get("called", {})
        self.lines = tuple(map(_line, data["lines"]))
        shipped = {line.country for line in self.lines}
        if shipped != self._names.keys():
            raise Unusable(f"{sorted(shipped ^ self._names.keys())}: a country has both names and lines")

    @property
    def countries(self) -> Sequence[str]:
        """The countries (ISO 3166-1) for which there are lines."""
        return tuple(self._names)

    def name_of(self, country: str, language: str) -> str:
        """What a country is called in a language, in English where that isn't known."""
        names = self._names[country]
        return str(names.get(language.partition("-")[0]) or names["en"])

    def what(self, line: Line, language: str) -> str:
        """What a line is, in a language; in English where that isn't known."""
        return self._called.get(language.partition("-")[0], {}).get(line.english, line.english)

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name that people type, in any language, with its country."""
        for country, names in self._names.items():
            also = names["also"]
            yield from (
                (name, country) for name in (*also, *(names[each] for each in names if each != "also"))
            )

    def ways(self, country: str, now: datetime) -> Ways:
        """What to show to somebody in a country (or none that is known) at this moment: two ways at the least."""
        lines = [line for line in self.lines if line.country == country]
        emergency = tuple(line for line in lines if line.kind == "emergency")
        others = [line for line in lines if line.kind != "emergency"]
        fresh = [line for line in others if not line.is_old(now.date())]
        later = [
            (line, line.hours.opens(now))
            for line in fresh
            if line.hours.spans and not line.hours.open_at(now)
        ]
        return Ways(
            emergency,
            tuple(line for line in fresh if line.hours.open_at(now)),
            tuple(line for line in fresh if line.hours.vary),
            tuple(sorted(later, key=lambda each: each[1])),
            self.directories,
            tuple(line for line in others if line.is_old(now.date())),
        )

    def emergency(self, country: str) -> tuple[str, ...]:
        """What to dial in danger in a country; nothing where it isn't known."""
        return tuple(
            number
            for line in self.lines
            if line.country == country and line.kind == "emergency"
            for number in line.dial
        )

    def by_age(self) -> Sequence[Line]:
        """All lines, those seen longest ago first."""
        return sorted(self.lines, key=lambda line: (line.checked_on, line.country, line.kind, line.name))


def _line(data: Mapping[str, Any]) -> Line:
    """Check one entry and give its line; Unusable if anything is missing or can't be."""
    of = f"{data.get('country')} {data.get('name')}"
    missing = [key for key in FIELDS if key not in data or not (data[key] or key in MAY_BE_EMPTY)]
    if missing or data.keys() - set(FIELDS):
        raise Unusable(f"{of}: missing {missing}, unknown {sorted(data.keys() - set(FIELDS))}")
    if wrong := [key for key in FIELDS if isinstance(data[key], str) == (key in _LISTS)]:
        raise Unusable(f"{of}: {wrong} is no list, or shouldn't be one")
    if wrong := [key for key, values in ALLOWED.items() if data[key] not in values]:
        raise Unusable(f"{of}: {wrong} can't say that")
    if not (data["dial"] or data["text"] or data["chat"]):
        raise Unusable(f"{of}: there is no way to reach it")
    if not data["source"].startswith("https://"):
        raise Unusable(f"{of}: its source is no https address")
    rest = {key: data[key] for key in FIELDS if key not in ("for", "zone")}
    rest |= {key: tuple(data[key]) for key in _LISTS}
    try:
        rest |= {"checked_on": date.fromisoformat(data["checked_on"])}
        return Line(**rest | {"whom": data["for"], "hours": Hours.parse(data["hours"], data["zone"])})
    except (ValueError, Unusable) as wrong_value:
        raise Unusable(f"{of}: {wrong_value}") from None


@cache
def helplines() -> Helplines:
    """All that is shipped, read and checked once in a program; Unusable where something is missing."""
    return load(Path(__file__).with_name("helplines.yaml"), Helplines)
