"""One person really lives a week with Mend: what they do, and what comes of its own accord, each at its hour."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from talk import AGREE, Talk, talk

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=BERLIN)


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened at an hour: somebody's own doing, or a note that came, with its buttons."""

    at: datetime
    text: str
    note: bool = False
    labels: tuple[str, ...] = ()

    @property
    def hour(self) -> str:
        """As it stands beside it."""
        return f"{self.at:%a %H:%M}"


@dataclass(slots=True)
class Week:
    """A week in the making."""

    ann: Talk
    moments: list[Moment]

    async def until(self, day: int, clock: str) -> None:
        """Time goes by to a day (Monday is 0) and hour; what comes meanwhile is a moment."""
        hour, minute = map(int, clock.split(":"))
        to = (MONDAY + timedelta(days=day)).replace(hour=hour, minute=minute)
        while (left := int((to - self.ann.clock()).total_seconds())) > 0:
            seen = len(self.ann.chat)
            await self.ann.waits(min(left, 60))
            for each in self.ann.chat[seen:]:
                labels = tuple(button.label for row in each.buttons for button in row)
                self.moments.append(Moment(self.ann.clock().astimezone(BERLIN), each.text, True, labels))

    def does(self, text: str) -> None:
        """What the person does now, in words."""
        self.moments.append(Moment(self.ann.clock().astimezone(BERLIN), text))


async def week() -> Sequence[Moment]:
    """A talk left in the middle and ended the day after, a small act, a look at the week, a note asked for."""
    with tempfile.TemporaryDirectory() as folder:
        async with talk(Path(folder)) as ann:
            lived = Week(ann, [])
            await _monday(lived)
            await _tuesday(lived)
            await lived.until(3, "12:30")
            await ann.presses("Open")
            lived.does('Opens it: "When I come home, I will say a warm hello". Presses Done')
            await ann.presses("Done")
            await _the_end_of_the_week(lived)
            return lived.moments


async def _monday(lived: Week) -> None:
    ann = lived.ann
    await lived.until(0, "20:10")
    await ann.says("/start")
    for label in (AGREE, "Yes"):
        await ann.presses(label)
    await ann.says("Berlin")
    await ann.says("/repair")
    for label in ("Begin", "Calm"):
        await ann.presses(label)
    await ann.says("Sam")
    lived.does("Meets Mend, and says yes to quiet notes. Begins /repair, and puts the phone away")


async def _tuesday(lived: Week) -> None:
    ann = lived.ann
    await lived.until(1, "20:30")
    await ann.presses("Open")
    await ann.says("You looked at your phone at dinner.")
    await ann.presses("A camera saw this")
    await ann.says("lonely")
    await ann.presses("Done")
    await ann.says("to be heard")
    for label in (
        "Leave it out",
        "Skip",
        "Say a warm hello",
        "I come home",
        "Tomorrow",
        "Every week",
        "Use this",
    ):
        await ann.presses(label)
    for label in ("Go on", "Wait a while", "All right", "A little lighter", "Skip"):
        await ann.presses(label)
    await ann.presses("Yes, you may")
    lived.does("Goes on, and ends it with a small act: from tomorrow on. It may be asked how it went")


async def _the_end_of_the_week(lived: Week) -> None:
    ann = lived.ann
    await lived.until(4, "21:40")
    await ann.says("/check_in")
    for label in ("Mostly", "Half and half", "Mostly"):
        await ann.presses(label)
    lived.does("Looks at the week: /check_in, three taps")
    await lived.until(5, "11:00")
    await ann.says("/remind Sunday at 21:15")
    await ann.presses("Yes")
    lived.does('Asks for a note: "/remind Sunday at 21:15". It comes in quiet hours, for the hour was chosen')
    await lived.until(6, "22:00")
