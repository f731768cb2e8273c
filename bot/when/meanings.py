"""What the patterns of each section of a language's table mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast, get_args

from bot.when.heard import A_DAY, HALF_A_DAY, Clock, Heard, Part, Which
from bot.when.patterns import Found
from bot.when.wall import Every

_MINUTES = {"minute": 1, "hour": 60}
_DAYS = {"day": 1, "week": 7}

Parts = Mapping[str, Part]
Means = Callable[[str, Parts, Sequence[Found]], Heard | None]


def _clock(meaning: str, _: Parts, found: Sequence[Found]) -> Heard | None:
    """An hour, with the minutes in `meaning`; the sign after them is that of the {m} in the pattern."""
    at = cast("dict[str, Any]", dict(found))
    hour, sure = at.get("{h}") or at.get("{o}", (0, True))
    minutes, sure = at.get("{time}", (hour * 60 + at.get("{mm}", 0), sure))
    if half := at.get("{half}"):
        if not 1 <= minutes // 60 <= 12:  # noqa: PLR2004  (there is no 13 am, and no 0 pm)
            return None
        minutes, sure = minutes % HALF_A_DAY + (HALF_A_DAY if half == "pm" else 0), True
    more, sign = meaning.rstrip("+-"), meaning[-1]
    minutes += int(more or 0) + at.get("{m}", at.get("{spoken}", 0)) * (-1 if sign == "-" else 1)
    if not sure:
        minutes %= HALF_A_DAY
    return Heard(clock=Clock(minutes if 0 <= minutes <= A_DAY else minutes % A_DAY, sure))


def _part(meaning: str, parts: Parts, found: Sequence[Found]) -> Heard:
    return Heard(part=parts[meaning] if meaning else cast("Part", found[0][1]))


def _days(meaning: str, parts: Parts, found: Sequence[Found]) -> Heard:
    """So many days from today, with the part of the day that is named in the pattern or in `meaning`."""
    days, _, named = meaning.partition(" ")
    part = parts[named] if named else cast("Part | None", dict(found).get("{part}"))
    return Heard(days=int(days), part=part)


def _weekday(meaning: str, parts: Parts, found: Sequence[Found]) -> Heard:
    which, _, named = meaning.partition(" ")
    number = cast("int", dict(found)["{weekday}"])
    kind = cast("Which", which if which in get_args(Which) else "coming")
    return Heard(weekday=(kind, number), part=parts[named] if named else None)


def _date(_: str, __: Parts, found: Sequence[Found]) -> Heard:
    at = cast("dict[str, Any]", dict(found))
    return Heard(date=at.get("{date}") or (at.get("{y}", 0), at.get("{month}", 0), at["{d}"]))


def _ahead(meaning: str, _: Parts, found: Sequence[Found]) -> Heard | None:
    """A while from now; `meaning` is minutes more, or `one` or `half` of the unit."""
    units = [cast("str", value) for name, value in found if name == "{unit}"]
    counts = [cast("int", value) for name, value in found if name == "{n}"] or [1] * len(units)
    if not units:
        return Heard(ahead=int(meaning))
    if all(unit in _MINUTES for unit in units):
        minutes = sum(count * _MINUTES[unit] for count, unit in zip(counts, units, strict=True))
        return Heard(ahead=minutes + (_MINUTES[units[0]] // 2 if meaning == "half" else 0))
    if len(units) > 1 or meaning == "half":
        return None
    if units[0] == "month":
        return Heard(months=counts[0])
    return Heard(days=counts[0] * _DAYS[units[0]], months=0)


def _every(meaning: str, parts: Parts, found: Sequence[Found]) -> Heard | None:
    """What comes again, as in `Every.code`; what it lacks is in the pattern."""
    at = cast("dict[str, Any]", dict(found))
    rule, _, part = meaning.partition(" ")
    code, _, named = rule.partition(".")
    weekdays = {*map(int, named), *at.get("{weekday+}", ()), *at.get("{plurals+}", ())}
    every = Every("d" if code[0] == "d" else "w", int(code[1:] or at["{n}"]), tuple(sorted(weekdays)))
    return Heard(every=every, part=parts[part] if part else at.get("{part}"))


def _offset(_: str, __: Parts, found: Sequence[Found]) -> Heard:
    return Heard(offset=cast("int", found[0][1]))


MEANINGS: Mapping[str, Means] = {
    "clock": _clock,
    "parts": _part,
    "days": _days,
    "weekdays": _weekday,
    "dates": _date,
    "ahead": _ahead,
    "every": _every,
    "offsets": _offset,
}
"""By section; `parts` and `offsets` are alike in all languages."""
