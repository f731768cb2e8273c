"""The real program by a real clock, which is shifted from outside: what was set for tomorrow comes tomorrow."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

import pytest
from door import Door, noon
from phone import Person
from program import running
from talk import shipped
from test_rings import CLOCK, RUNG
from test_terminal import AGREE, Window

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
NOTES = shipped().phrases["en"].words("remind.notes")


class Wall:
    """The clock that the program sees: the machine's, and so many seconds."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.shows(datetime.now(UTC))

    @property
    def settings(self) -> dict[str, str]:
        """What makes a program see it; the time since it began, which sleeping counts, stays the machine's."""
        return {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def shows(self, at: datetime) -> None:
        """Set it."""
        whole = self.file.with_suffix(".new")
        whole.write_text(f"{(at - datetime.now(UTC)).total_seconds():+.0f}\n")
        whole.replace(self.file)


async def asks(ann: Person) -> None:
    """Somebody asks to be reminded tomorrow."""
    door = Door(ann)
    await door.meets()
    ann.writes("/remind tomorrow at 8:00")
    await door.reads("what hour is it for you now")
    ann.writes(noon())
    await door.taps("Yes")
    await door.reads("Good. I'll write to you then")


def notes(ann: Person) -> list[str]:
    """The notes that came."""
    return [seen.text for seen in ann.heard if seen.text in NOTES]


@pytest.mark.skipif(LIBRARY is None, reason="libfaketime isn't installed (apt-get install libfaketime)")
async def test_what_was_set_for_tomorrow_comes_when_the_clock_is_moved_there(tmp_path: Path) -> None:
    wall = Wall(tmp_path / "clock")
    there = datetime.now(ZoneInfo(noon()))
    tomorrow = datetime.combine(there.date() + timedelta(days=1), time(8), there.tzinfo)
    async with running(tmp_path, **wall.settings) as program:
        ann = program.loopback.person(4711)
        await asks(ann)
        wall.shows(tomorrow - timedelta(seconds=30))
        await program.loopback.settles(still=2.5)
        assert notes(ann) == []
        wall.shows(tomorrow)
        await Door(ann).reads("|".join(NOTES))
        for hours in (-3, 3):
            wall.shows(tomorrow + timedelta(hours=hours))
            await program.loopback.settles(still=2.5)
        assert len(notes(ann)) == 1
        assert await program.ends() == 0


@pytest.mark.skipif(LIBRARY is None, reason="libfaketime isn't installed (apt-get install libfaketime)")
def test_in_a_terminal_a_note_rings_when_its_minutes_are_over(tmp_path: Path) -> None:
    (tmp_path / "dialogs").mkdir()
    (tmp_path / "dialogs" / "clock.yaml").write_text(CLOCK)
    wall = Wall(tmp_path / "clock")
    with Window(tmp_path, **wall.settings, DIALOGS=str(tmp_path / "dialogs")) as window:
        for keys, part in (("", "1."), (f"{AGREE}\n", "may I send"), ("No\n", "By the clock")):
            window.types(keys)
            window.sees(part, within=30)
        window.types("/clock\n")
        window.sees("Ten minutes from now.")
        began = datetime.now(UTC)
        wall.shows(began + timedelta(minutes=9))
        sleep(2.5)
        assert RUNG.encode() not in window.seen
        wall.shows(began + timedelta(minutes=10, seconds=30))
        window.sees(RUNG)
        window.types("We're done\n")
        window.sees("And change over.")
