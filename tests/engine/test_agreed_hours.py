"""Hours to choose from lie ahead, at most a day, on any clock and in any night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.engine.hours import DAWN, EVENING, MORNING, choices

CHANGES = ((2026, 3, 28), (2026, 4, 4), (2026, 9, 26), (2026, 10, 3), (2026, 10, 24))


@pytest.mark.parametrize(
    "zone", ["Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham"]
)
@pytest.mark.parametrize("day", CHANGES)
def test_over_changes_of_the_clock_and_where_it_is_a_quarter_off(
    zone: str, day: tuple[int, int, int]
) -> None:
    for minutes in range(0, 48 * 60, 35):
        now = datetime(*day, tzinfo=UTC) + timedelta(minutes=minutes)
        found, local = choices(now, zone), now.astimezone(ZoneInfo(zone))
        assert all(now < hour <= now + timedelta(days=1) for hour in found.values())
        if "evening" in found:
            assert found["evening"].astimezone(ZoneInfo(zone)).time() == EVENING
        tomorrow = found["tomorrow"].astimezone(ZoneInfo(zone))
        if local.time() < DAWN:
            assert (tomorrow.date(), tomorrow.time()) == (local.date(), MORNING)
        elif local.time() > time(10):
            assert (tomorrow.date(), tomorrow.time()) == (local.date() + timedelta(days=1), MORNING)
