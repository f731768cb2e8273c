"""The places of a pattern: what can stand at each, with the word after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from bot.when.patterns import Lexicon, Words

_DIGITS = re.compile(r"\d{1,3}", re.ASCII)
_YEAR = re.compile(r"2\d{3}", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)\.?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?", re.ASCII)
_OFFSET = re.compile(r"utc([+-])(\d{1,2})(?::(\d\d))?", re.ASCII)

Standing = Iterator[tuple[int, object]]


class Table(Protocol):
    """What is asked of a language's table."""

    @property
    def lexicons(self) -> Mapping[str, Lexicon]:
        """What its words mean, by kind."""

    @property
    def slashes(self) -> str:
        """Who writes the day first in dates with slashes: `day_first`, or `either`."""


def _numbers(table: Table, words: Words, begin: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """A number with its digits; those of one that is written as a word are empty."""
    if begin < len(words) and _DIGITS.fullmatch(words[begin]):
        yield begin + 1, (int(words[begin]), words[begin])
    for end, number in table.lexicons["number"].at(words, begin):
        yield end, (int(str(number)), "")


def _number(least: int, most: int) -> Callable[[Table, Words, int], Standing]:
    def standing(table: Table, words: Words, begin: int) -> Standing:
        for end, (number, _) in _numbers(table, words, begin):
            if least <= number <= most:
                yield end, number

    return standing


def _hour(table: Table, words: Words, begin: int) -> Standing:
    """An hour of the day, and whether it can be only that one."""
    for end, (number, digits) in _numbers(table, words, begin):
        if number <= 24:  # noqa: PLR2004  (a day has 24 hours)
            yield end, (number, _is_sure(number, digits))


def _is_sure(hour: int, digits: str) -> bool:
    return hour == 0 or hour > 12 or digits.startswith("0")  # noqa: PLR2004  (twelve of them come twice)


def _nth_hour(table: Table, words: Words, begin: int) -> Standing:
    """An hour that has begun, by its number; half a day later it has the same."""
    for end, number in table.lexicons["nth"].at(words, begin):
        if int(str(number)) <= 12:  # noqa: PLR2004  (hours of a clock)
            yield end, (int(str(number)), False)


def _two_digits(table: Table, words: Words, begin: int) -> Standing:
    for end, (number, digits) in _numbers(table, words, begin):
        if number < 60 and (len(digits) == 2 or (not digits and number >= 10)):  # noqa: PLR2004  (minutes)
            yield end, number


def _spoken(table: Table, words: Words, begin: int) -> Standing:
    """Minutes in words, or in digits that are no hour: '8 to 9' is rather from eight until nine."""
    for end, (number, digits) in _numbers(table, words, begin):
        if 1 <= number < 60 and (not digits or number > 12):  # noqa: PLR2004  (hours of a clock, minutes of an hour)
            yield end, number


def _day(table: Table, words: Words, begin: int) -> Standing:
    for end, day in _number(1, 31)(table, words, begin):
        yield end, day
        yield from ((after, day) for after, _ in table.lexicons["ordinal"].at(words, end))
    yield from table.lexicons["nth"].at(words, begin)


def _year(_: Table, words: Words, begin: int) -> Standing:
    if begin < len(words) and _YEAR.fullmatch(words[begin]):
        yield begin + 1, int(words[begin])


def _time(_: Table, words: Words, begin: int) -> Standing:
    """A clock in digits, in minutes, and whether it can be only that one."""
    found = _TIME.fullmatch(words[begin]) if begin < len(words) else None
    if found and int(found[2]) < 60 and int(found[1]) * 60 + int(found[2]) <= 24 * 60:  # noqa: PLR2004  (a clock)
        yield begin + 1, (int(found[1]) * 60 + int(found[2]), _is_sure(int(found[1]), found[1]))


def _date(table: Table, words: Words, begin: int) -> Standing:
    """A date in digits: year (0: none), month, day. With slashes people differ: both ways, where both can be."""
    word = words[begin] if begin < len(words) else ""
    if found := _ISO.fullmatch(word):
        yield begin + 1, (int(found[1]), int(found[2]), int(found[3]))
    elif found := _DOTTED.fullmatch(word):
        yield begin + 1, (_whole(found[3]), int(found[2]), int(found[1]))
    elif found := _SLASHED.fullmatch(word):
        first, second, year = int(found[1]), int(found[2]), _whole(found[3])
        yield begin + 1, (year, second, first)
        if table.slashes == "either":
            yield begin + 1, (year, first, second)


def _whole(year: str | None) -> int:
    return int(year or 0) + (2000 if year and len(year) == 2 else 0)  # noqa: PLR2004  (two digits)


def _offset(_: Table, words: Words, begin: int) -> Standing:
    """How far the clock is from UTC, in minutes."""
    if begin < len(words) and (found := _OFFSET.fullmatch(words[begin])):
        yield begin + 1, int(found[1] + "1") * (int(found[2]) * 60 + int(found[3] or 0))


def _named(name: str) -> Callable[[Table, Words, int], Standing]:
    return lambda table, words, begin: table.lexicons[name].at(words, begin)


def _several(name: str) -> Callable[[Table, Words, int], Standing]:
    """One or more in a row, with an 'and' between them or not."""

    def standing(table: Table, words: Words, begin: int) -> Standing:
        for end, first in table.lexicons[name].at(words, begin):
            yield end, (first,)
            joints = (end, *(after for after, _ in table.lexicons["and"].at(words, end)))
            for joint in joints:
                for last, more in standing(table, words, joint):
                    yield last, (first, *(more if isinstance(more, tuple) else ()))

    return standing


PLACES: Mapping[str, Callable[[Table, Words, int], Standing]] = {
    "{n}": _number(1, 999),
    "{m}": _number(1, 59),
    "{h}": _hour,
    "{o}": _nth_hour,
    "{mm}": _two_digits,
    "{spoken}": _spoken,
    "{d}": _day,
    "{y}": _year,
    "{time}": _time,
    "{date}": _date,
    "{offset}": _offset,
    "{weekday+}": _several("weekday"),
    "{plurals+}": _several("plurals"),
    **{f"{{{name}}}": _named(name) for name in ("weekday", "plurals", "month", "unit", "half", "part")},
}
"""By the name of the place."""
