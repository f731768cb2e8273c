"""Times as people say them: 'tomorrow at 8', 'in two hours', 'every Sunday evening'. Nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.when.choosing import choose
from bot.when.grammar import Grammar, grammar, languages_from
from bot.when.patterns import Words
from bot.when.understood import Refused, Understood

_STANDS_IN = ("12:00", "23:59")
"""Hours that stand in where only the day counts."""

_NO_TIME = frozenset({"nothing", "left_over"})
"""Reasons for which a text may still be a time in another language."""


def time_in(text: str, language: str) -> str:
    """The words of a text that say when, whether that can be or not; empty where anything else is in it.

    What it is for may follow ("tomorrow at 8 to call"): it is left out.
    """
    table = grammar(language)
    words = _without_purpose(table, table.words_of(text))
    return " ".join(words) if table.readings(words) else ""


def read(text: str, language: str, now: datetime, zone: str) -> Understood | Refused:
    """Read a time in a language that has a table (`LANGUAGES`); `now` is aware UTC, `zone` an IANA name."""
    table = grammar(language)
    words = _without_purpose(table, table.words_of(text))
    readings = table.readings(words)
    if not readings:
        return Refused("left_over" if any(map(table.knows, words)) else "nothing")
    found = [choose(heard, now, zone) for heard in readings]
    clear = {replace(each, others=()): each for each in found if isinstance(each, Understood)}
    is_day = any(isinstance(each, Refused) and each.reason == "hour" for each in found)
    if len(clear) == 1 and not is_day:  # 'el 20' is a day, or an hour
        return clear.popitem()[1]
    if clear:
        return Refused("ambiguous", tuple(sorted(clear, key=lambda each: each.at)))
    unclear = [each for each in found if isinstance(each, Refused)]
    return max(unclear, key=lambda each: (len(each.options), each.reason))


def read_day(text: str, language: str, now: datetime, zone: str) -> Understood | Refused:
    """Read a day, or days that come again; where no hour is said, noon stands in for it, or the end of today."""
    found = read(text, language, now, zone)
    hour = grammar(language).say["once"].partition("{year}")[2]
    for clock in _STANDS_IN:
        if isinstance(found, Understood):
            return found
        again = read(text + hour.replace("{clock}", clock), language, now, zone)
        found = again if isinstance(again, Understood) else found
    return found


def read_any(text: str, language: str, now: datetime, zone: str) -> Understood | Refused:
    """Read a time in a person's language; where it is none in it, in any other that makes sense of it."""
    own, *others = (read(text, each, now, zone) for each in languages_from(language))
    if isinstance(own, Understood) or own.reason not in _NO_TIME:
        return own
    clear = {each for each in others if isinstance(each, Understood)}
    if len(clear) == 1:
        return clear.pop()
    return next((each for each in others if isinstance(each, Refused) and each.reason not in _NO_TIME), own)


def _without_purpose(table: Grammar, words: Words) -> Words:
    """The words up to those that say what it is for, if no word of time follows them."""
    for index in range(1, len(words) - 1):
        rest = words[index:]
        if any(rest[: len(each)] == each for each in table.purpose) and table.readings(words[:index]):
            return words if any(map(table.knows, rest)) else words[:index]
    return words
