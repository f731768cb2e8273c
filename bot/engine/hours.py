"""Hours that two people agree on: a few to choose from, and each as it stands on a person's own clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.engine.phrases import Phrases

HOUR = timedelta(hours=1)
LONGEST = timedelta(days=1)
EVENING = time(19)
MORNING = time(9)
DAWN = time(5)
"""Until then it is still the night before, and tomorrow is the morning after it."""

SOON = "soon"
"""The shortest rest, too short for an appointment."""


def choices(now: datetime, zone: str) -> Mapping[str, datetime]:
    """What can be chosen by a button, by its key, in the person's zone; never more than a day ahead."""
    local = now.astimezone(ZoneInfo(zone))
    evening = datetime.combine(local, EVENING, local.tzinfo)
    night = local - LONGEST if local.time() < DAWN else local
    tomorrow = datetime.combine(night + LONGEST, MORNING, local.tzinfo)
    found = {
        SOON: now + timedelta(minutes=20),
        "hour": now + HOUR,
        "evening": evening,
        "tomorrow": min(tomorrow, now + LONGEST),
    }
    return {
        key: at.astimezone(now.tzinfo)
        for key, at in found.items()
        if key != "evening" or evening > now + HOUR
    }


def clock(at: datetime, now: datetime, zone: str, phrases: Phrases) -> str:
    """An hour as its reader would say it: '20:30', or 'tomorrow at 08:00'."""
    place = ZoneInfo(zone)
    local, today = at.astimezone(place), now.astimezone(place).date()
    key = "hours.today" if local.date() == today else "hours.tomorrow"
    return phrases.say(key, clock=f"{local:%H:%M}")
