"""Two people really go through the middle of repair for two: what each of them reads, writes and presses, and when."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from talk import Talk, talk
from test_together import BEN, linked

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as it came; `rows` are its buttons, `pressed` the one that was pressed then."""

    at: str
    who: str
    text: str
    own: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    pressed: str = ""


class Film:
    """Two chats, filmed: each message as it came, before a press changed it."""

    def __init__(self, ann: Talk, ben: Talk) -> None:
        self.people = {"Ann": ann, "Ben": ben}
        self.bubbles: list[Bubble] = []
        self._looked = {name: len(person.chat) for name, person in self.people.items()}

    async def says(self, who: str, text: str) -> None:
        """Somebody writes."""
        await self.people[who].says(text)
        self._look()

    async def presses(self, who: str, label: str) -> None:
        """Somebody presses a button of the newest message that has it."""
        for index, each in reversed([*enumerate(self.bubbles)]):
            if each.who == who and any(label in row for row in each.rows):
                self.bubbles[index] = replace(each, pressed=label)
                break
        await self.people[who].presses(label)
        self._look()

    async def waits(self, seconds: int) -> None:
        """Time goes by; what is due at once comes at once."""
        for some in (1, seconds - 1):
            await self.people["Ann"].waits(some)
            self._look()

    def _look(self) -> None:
        for name, person in self.people.items():
            at = f"{person.clock():%H:%M}"
            for seen in person.chat[self._looked[name] :]:
                rows = tuple(tuple(button.label for button in row) for row in seen.buttons)
                self.bubbles.append(Bubble(at, name, seen.text, seen.own, rows))
            self._looked[name] = len(person.chat)


async def two_chats() -> Sequence[Bubble]:
    """Ann says what hurt, Ben says it back until it is right; they became linked through the front door."""
    with tempfile.TemporaryDirectory() as folder:
        async with talk(Path(folder)) as ann:
            ben = ann.beside(BEN)
            for each in (ann, ben):
                await each.meets()
            await linked(ann, ben)
            await ann.waits(MINUTE)
            await ann.presses("Open")
            await ann.says("/repair")
            for label in ("For the two of us", "Yes, now", "Fairly calm"):
                await ann.presses(label)
            await ann.says("At dinner you looked at your phone while I told you about my day.")
            film = Film(ann, ben)
            await film.presses("Ann", "Skip")
            await _said_and_said_back(film)
            return film.bubbles


async def _said_and_said_back(film: Film) -> None:
    await film.waits(2 * MINUTE)
    await film.says(
        "Ann", "I had looked forward to dinner all day. When you looked at your phone, I felt far away."
    )
    await film.waits(MINUTE)
    await film.presses("Ann", "Send it")
    await film.waits(HOUR + 7 * MINUTE)
    await film.presses("Ben", "Open")
    await film.presses("Ben", "Yes, now")
    await film.presses("Ben", "Fairly calm")
    await film.waits(2 * MINUTE)
    await film.says("Ben", "You told me you had looked forward to dinner, and I was with my phone.")
    await film.presses("Ben", "Send it")
    await film.waits(12 * MINUTE)
    await film.presses("Ann", "Open")
    await film.waits(MINUTE)
    await film.presses("Ann", "Almost")
