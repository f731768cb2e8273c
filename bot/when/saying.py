"""A time said back, with weekday and hour, so that it can be read again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.grammar import Grammar, grammar
from bot.when.understood import Understood
from bot.when.wall import Every, instants

_PLACE = re.compile(r"\{(\w+)\}")


def say(time: Understood, language: str, now: datetime) -> str:
    """The time as the language says it: 'Tuesday 3 March at 08:00', 'every Sunday at 19:00'."""
    table = grammar(language)
    if time.every is not None and time.local is not None:
        return _again(table, time.every, time.local)
    place = ZoneInfo(time.zone)
    local = time.at.astimezone(place)
    year = "" if local.year == now.astimezone(place).year else _fill(table.say["year"], year=str(local.year))
    clock = f"{local:%H:%M}" + (
        _offset(local) if len(instants(local.replace(tzinfo=None), time.zone)) > 1 else ""
    )
    return _fill(
        table.say["once"],
        weekday=table.weekdays[local.weekday()],
        day=str(local.day),
        month=table.months[local.month - 1],
        year=year,
        clock=clock,
    )


def say_day(day: date, language: str, today: date) -> str:
    """A day as the language says it: 'Tuesday 3 March'; with its year where that is another one."""
    table = grammar(language)
    date_alone = table.say["once"].partition("{year}")[0]  # the hour comes last in each language
    year = "" if day.year == today.year else _fill(table.say["year"], year=str(day.year))
    named = {"weekday": table.weekdays[day.weekday()], "month": table.months[day.month - 1]}
    return _fill(date_alone, day=str(day.day), **named) + year


def _again(table: Grammar, every: Every, local: datetime) -> str:
    weekday, plural = (
        _listed([names[each] for each in every.weekdays], table.say["and"])
        for names in (table.weekdays, table.plurals)
    )
    key = every.unit + ("1" if every.each == 1 else "")
    return _fill(table.say[key], n=str(every.each), weekday=weekday, plural=plural, clock=f"{local:%H:%M}")


def _listed(names: Sequence[str], and_: str) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)}{and_}{last}" if first else last


def _offset(local: datetime) -> str:
    """What tells two equal hours apart where the clock is set back."""
    minutes = round((local.utcoffset() or timedelta()) / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f" (UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''})"


def _fill(text: str, **fill: str) -> str:
    return _PLACE.sub(lambda place: fill[place[1]], text)
