"""The front door, on two phones: meet the bot, be screened, invite, say yes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from crowd import AGREE
from phone import Person, Seen

Found = TypeVar("Found")


def noon() -> str:
    """A time zone where it is noon now, so that notes may come whenever this runs."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


async def linked(one: Person, other: Person) -> None:
    """Two become linked: Ann, who asks, and Ben."""
    ann, ben = Door(one), Door(other)
    await ann.meets()
    one.writes("/together")
    await ann.screened()
    await ann.names("Ann")
    await ann.taps("Make the invitation")
    link = await ann.reads(r"\?start=([\w-]+)")
    await ben.meets(link[1])
    await ben.taps("Yes")
    await ben.screened()
    await ben.names("Ben")
    await ben.reads("hour is it")
    other.writes(noon())
    await ben.taps("08:00-21:00")
    await ben.reads("are linked")
    await ann.taps("Open")
    await ann.reads("are linked")


@dataclass(slots=True)
class Door:
    """Somebody at the front door: reads one thing after another, and presses what is asked for."""

    person: Person
    _read: int = 0
    _pressed: set[tuple[int, str]] = field(default_factory=set)

    async def meets(self, payload: str = "") -> None:
        """Agree to the cards, and to no notes."""
        self.person.starts(payload)
        await self.taps(AGREE)
        await self.taps("No")
        await self.reads("None comes")

    async def screened(self) -> None:
        """Four questions, alone."""
        await self.taps("I'm alone, go on")
        for _ in range(4):
            await self.taps("No")

    async def names(self, name: str) -> None:
        """Say how the other is to read one's name."""
        await self.reads("What shall the other person read as your name")
        self.person.writes(name)

    async def taps(self, label: str) -> None:
        """Press this button, once it is there."""
        seen, data = await self._until(lambda: self._button(label), label)
        self._pressed.add((seen.id, data))
        self.person.presses_data(data, seen)

    async def reads(self, pattern: str) -> re.Match[str]:
        """Wait for these words; gives what was found."""
        return await self._until(lambda: self._found(pattern), pattern)

    def _button(self, label: str) -> tuple[Seen, str] | None:
        for seen in reversed(self.person.heard):
            for button in (button for row in seen.buttons for button in row):
                data = button.get("callback_data", "")
                if button["text"] == label and (seen.id, data) not in self._pressed:
                    return seen, data
        return None

    def _found(self, pattern: str) -> re.Match[str] | None:
        found = (re.search(pattern, seen.text) for seen in reversed(self.person.heard))
        return next((each for each in found if each), None)

    async def _until(self, look: Callable[[], Found | None], what: str) -> Found:
        try:
            async with asyncio.timeout(60):
                while (found := look()) is None:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"{what!r} didn't come: {self.person.shows()}") from None
        return found
