"""An act on other days: one of the usual by a tap, or a day as people say it, said back before it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.acts import acts, following
from bot.engine.act import Act
from bot.engine.agreeing import LAST_OF_TWO_WEEKS, NOON
from bot.engine.turn import Button
from bot.hearing import Hearing
from bot.reminding.requests import language_of
from bot.when.grammar import languages_from
from bot.when.saying import say_day
from bot.when.spoken import read_day
from bot.when.understood import Refused, Understood
from bot.when.wall import Every

SATURDAY = 5

_DAY = timedelta(days=1)
_DAILY = "d1"


async def on(h: Hearing, act: Act, key: str) -> None:
    """Its next day, or how often it comes from there on, by one of the usual."""
    today = following.today(h.user, h.settings, h.now)
    if key in TIMES:
        await _set(h, act, *TIMES[key](act, today))
    else:
        acts.see(h, act)


def _on_day(act: Act, day: date) -> tuple[date, str]:
    """From this day on, as often as before; what came on weekdays comes on this one."""
    every = Every.parse(act.rule) if act.rule else None
    weekly = every is not None and every.unit == "w"
    return day, replace(every, weekdays=(day.weekday(),)).code if every and weekly else act.rule


def _next(act: Act, today: date) -> date:
    return following.next_day(act, today) or today


def _until(act: Act, first: date, rule: str) -> str:
    """The last day: as before where it still comes as often and that is to come; what comes daily is for two weeks."""
    if act.until and rule and rule == act.rule and act.until >= first.isoformat():
        return act.until
    return (first + LAST_OF_TWO_WEEKS).isoformat() if rule == _DAILY else ""


def _weekly(act: Act, today: date) -> tuple[date, str]:
    day = _next(act, today)
    return day, Every("w", 1, (day.weekday(),)).code


TIMES: Mapping[str, Callable[[Act, date], tuple[date, str]]] = {
    "today": _on_day,
    "tomorrow": lambda act, today: _on_day(act, today + _DAY),
    "weekend": lambda act, today: _on_day(act, today + (SATURDAY - today.weekday()) % 7 * _DAY),
    "d1": lambda act, today: (_next(act, today), _DAILY),
    "w1": _weekly,
    "once": lambda act, today: (_next(act, today), ""),
}
"""The first day and the rule that each of the usual stands for."""


async def take(h: Hearing, act: Act, text: str) -> None:
    """A day as people say it is said back first; of several that it could be, one is chosen."""
    found, today = _read(h, text), following.today(h.user, h.settings, h.now)
    if isinstance(found, Refused) and found.options:
        _which(h, act, sorted({each.local.date() for each in found.options if each.local}), today)
        return
    if isinstance(found, Refused) or found.local is None:
        h.phrase("acts.no_day")
        return
    day, rule = found.local.date(), found.every.code if found.every else ""
    first = next(following.days(replace(act, first=day.isoformat(), rule=rule, until=""), today - _DAY), day)
    shown = say_day(first, language_of(h.user.language), today)
    data = f"act:days:{act.id}:{first:%Y%m%d}/{rule}"
    say = h.phrases.say
    h.update(asks="")
    rows = ((Button(say("acts.day_yes"), data),), _another(h, act))
    acts.show(h, say("acts.day_again" if rule else "acts.day", when=shown), rows)


def _which(h: Hearing, act: Act, found: Sequence[date], today: date) -> None:
    shown = {day: say_day(day, language_of(h.user.language), today) for day in found}
    rows = [(Button(label, f"act:days:{act.id}:{day:%Y%m%d}/"),) for day, label in shown.items()]
    h.update(asks="")
    acts.show(h, h.phrases.say("acts.which_day"), (*rows, _another(h, act)))


def _another(h: Hearing, act: Act) -> tuple[Button, ...]:
    return (Button(h.phrases.say("acts.day_other"), f"act:time:{act.id}"),)


def _read(h: Hearing, text: str) -> Understood | Refused:
    """A day in the person's language, or in another one that makes sense of it."""
    zone = h.zone
    found = [read_day(text, each, h.now, zone) for each in languages_from(h.user.language)]
    return next((each for each in found if isinstance(each, Understood)), found[0])


async def days(h: Hearing, act: Act, value: str) -> None:
    """The day that was said back counts now."""
    day, _, rule = value.partition("/")
    try:
        first, every = date.fromisoformat(day), Every.parse(rule) if rule else None
    except ValueError:
        acts.see(h, act)
        return
    await _set(h, act, first, every.code if every else "")


async def _set(h: Hearing, act: Act, first: date, rule: str) -> None:
    """These are its days from now on; a last day that would come before them is none any more."""
    h.update(asks="")
    until = _until(act, first, rule)
    local = f"{first}{NOON}"
    answered = min(act.answered, (first - _DAY).isoformat()) if act.answered else ""
    new = replace(
        act,
        state="agreed",
        first=local,
        zone=h.zone,
        rule=rule,
        until=until,
        answered=answered,
    )
    acts.see(h, await acts.keep(h, new), h.phrases.say("acts.changed"))
