"""Times that people say in a conversation: the usual ones to choose from, and how each is shown to its reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.engine.hours import DAWN, EVENING, HOUR, LONGEST, MORNING
from bot.engine.senses import When

WEEKEND = time(10)
SATURDAY = 5


class PlainTimes:
    """Times in digits alone, where nobody knows how a language says them."""

    def say(self, time: When, language: str, zone: str, since: datetime) -> str:  # noqa: ARG002  (as it is asked)
        """Date and hour on the clocks of a zone."""
        return f"{time.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def usual(now: datetime, zone: str) -> Mapping[str, When]:
    """What can be chosen by a button, by its key, as far as it is still to come; the weekend only before its eve."""
    here = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    tomorrow = (here - LONGEST if here.time() < DAWN else here).date() + LONGEST
    saturday = here.date() + timedelta(days=SATURDAY - here.weekday())
    found = {"hour": When((now + HOUR).replace(second=0, microsecond=0))}
    days = {"evening": (here.date(), EVENING), "morning": (tomorrow, MORNING), "weekend": (saturday, WEEKEND)}
    for key, (day, clock) in days.items():
        if key == "weekend" and not tomorrow < day:
            continue
        local = datetime.combine(day, clock)
        at = _instant(local, zone)
        if at > now + HOUR and shows(at, zone) == local:
            found[key] = When(at, local)
    return found


def shows(at: datetime, zone: str) -> datetime:
    """What a clock on a wall in this zone shows then."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def here(when: When, zone: str) -> When:
    """A time that keeps its hour on the wall, where the person is now."""
    if when.local is None or shows(when.at, zone) == when.local:
        return when
    return replace(when, at=_instant(when.local, zone))


def _instant(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
