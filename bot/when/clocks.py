"""What the engine asks of times: which one a text names, and how one is said."""

from __future__ import annotations

from datetime import datetime

from bot.engine.senses import Named, When
from bot.when.grammar import languages_from
from bot.when.saying import say
from bot.when.spoken import read_any
from bot.when.understood import Refused, Understood
from bot.when.wall import Every


class Clocks:
    """Reads times and says them, in all languages that have a table."""

    def time(self, text: str, language: str, now: datetime, zone: str) -> Named:
        """Give the time that a text names, with what is less likely; or why it isn't clear, with what could be meant.

        The person's own language goes first; where it makes no sense of the words, another may.
        """
        found = read_any(text, language, now, zone)
        if isinstance(found, Refused):
            return Named(tuple(map(_when, found.options)), found.reason)
        return Named(tuple(map(_when, (found, *found.others))))

    def say(self, time: When, language: str, zone: str, since: datetime) -> str:
        """Say a time on the clocks of a zone, with the year where it isn't that of `since`."""
        every = Every.parse(time.every) if time.every else None
        return say(Understood(time.at, zone, time.local, every), languages_from(language)[0], since)


def _when(found: Understood) -> When:
    return When(found.at, found.local, found.every.code if found.every else "")
