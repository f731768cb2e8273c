"""The README's week is one that was really lived, and what came in it is fit for a lock screen."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from draw import WEEK, week_picture
from week import week

TELLS = ("repair", "partner", "Sam", "feel", "act", "relationship")


def test_the_picture_is_the_week_as_it_goes_today() -> None:
    assert WEEK.read_text() == week_picture(), "python tests/picture/draw.py draws it anew"


def test_the_readme_shows_it() -> None:
    readme = WEEK.parents[2] / "README.md"
    assert f"({WEEK.relative_to(readme.parent)})" in readme.read_text()


def test_what_came_of_its_own_accord_was_seldom_neutral_and_in_no_quiet_hours() -> None:
    notes = [moment for moment in asyncio.run(week()) if moment.note]
    *own, asked_for = notes
    assert [moment.hour for moment in notes] == ["Tue 20:10", "Thu 10:00", "Sun 21:15"]
    assert all(8 <= moment.at.hour < 21 for moment in own)
    assert own[1].at - own[0].at > timedelta(days=1)
    assert not [word for moment in notes for word in TELLS if word in moment.text]
    assert "Stop" in asked_for.labels
