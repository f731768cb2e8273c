"""Rehearsals: transcripts played against the whole house, with a real database and a clock that is told."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from bot.app import House, opened
from bot.authoring.transcripts import Line, Transcript
from bot.company import loaded
from bot.config import Settings
from bot.engine.fitting import plain
from bot.engine.library import Library
from bot.engine.rendering import shown_as
from bot.engine.said import Edited, Said, Sent
from bot.engine.turn import Button
from bot.messengers.messenger import Began, Incoming, Pressed, What
from bot.stage import Clock, Seen, Stage

BREATH = timedelta(seconds=5)
"""Between what is heard and what is said."""


class Differs(Exception):
    """A line was not as written: what was expected, what was there."""


@dataclass(slots=True)
class Rehearsal:
    """One person before the whole house, perhaps with others beside. Use as an async context manager.

    `houses` are those opened so far, the last one open: a restart opens another.
    """

    library: Library
    settings: Settings
    folder: Path
    address: str = "stage:ann"
    said: list[str] = field(default_factory=list)
    stage: Stage = field(default_factory=Stage)
    houses: list[House] = field(default_factory=list)
    _stack: AsyncExitStack | None = None
    _heard_from: int = 0
    _session: str = ""

    async def __aenter__(self) -> Self:
        """Open the house."""
        self._stack = AsyncExitStack()
        house = opened(self.settings, self.stage, self.clock, self.library)
        self.houses.append(await self._stack.enter_async_context(house))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it."""
        if self._stack is not None:
            await self._stack.aclose()

    @property
    def house(self) -> House:
        """The house, open."""
        return self.houses[-1]

    @property
    def clock(self) -> Clock:
        """The clock of the whole house."""
        return self.stage.clock

    def beside(self, address: str) -> Self:
        """Another person before the same house."""
        return type(self)(
            self.library, self.settings, self.folder, address, stage=self.stage, houses=self.houses
        )

    @property
    def chat(self) -> list[Seen]:
        """What the person sees, oldest first."""
        return self.stage.chats.setdefault(self.address, [])

    # --- what a line does -------------------------------------------------------------------------

    async def agreed(self) -> None:
        """The person has met Mend before and agreed to its cards."""
        async with self.house.store.batch() as work:
            user = await work.add_user(self.address, self.settings.language, self.clock())
            version = int(self.library.phrases_in(user.language).say("cards.version"))
            await work.save_user(replace(user, agreed=version, admitted=True))

    async def says(self, text: str, *, early: bool = False) -> None:
        """The person writes."""
        if not early:
            self.clock.goes_on(BREATH)
        number = self._own(text)
        began = text == "/start" or text.startswith("/start ")
        await self._does(Began(text[7:]) if began else Said(text, self.clock(), number))

    async def edits(self, text: str) -> None:
        """The person changes the last text they wrote."""
        seen = next(seen for seen in reversed(self.chat) if seen.own)
        seen.text = text
        await self._does(Edited(text, seen.number))

    async def sends(self, kind: str) -> None:
        """The person sends something that isn't a text."""
        self.clock.goes_on(BREATH)
        await self._does(Sent(kind, "file", self._own(f"[{kind}]"), self.clock()))

    async def presses(self, label: str) -> None:
        """The person presses the button with this label, on the newest message that has it."""
        for seen in reversed(self.chat):
            for button in (button for row in seen.buttons for button in row):
                if plain(button.label) == plain(label) and button.data:
                    self.clock.goes_on(BREATH)
                    self._begin(f"[{label}]")
                    await self._does(Pressed(button.data, seen.number, seen.text, button.label))
                    return
        raise Differs(f"There is no button {label!r}.\n{self.shows()}")

    async def waits(self, seconds: int) -> None:
        """Time goes by."""
        self._begin(f"({_long(seconds)} later)")
        self.clock.goes_on(timedelta(seconds=seconds))
        await self.house.upkeep.round()
        await self.house.reminders.round()
        await self.house.outbox.drain()

    async def restarts(self) -> None:
        """The program ends and starts again on the same database."""
        await self.__aexit__()
        self._begin("(restart)")
        await self.__aenter__()
        await self.house.upkeep.awake()
        await self.house.outbox.drain()

    def _own(self, text: str) -> int:
        self._begin(text)
        number = len(self.chat) + 1
        self.chat.append(Seen(number, text, (), own=True))
        return number

    def _begin(self, text: str) -> None:
        self.said.append(f"> {text}")
        self._heard_from = len(self.chat) + 1

    async def _does(self, what: What) -> None:
        self.stage.updates += 1
        incoming = Incoming(
            self.stage.updates, "stage", self.address, self.clock(), what, self.settings.language
        )
        await self.house.facilitator.hear_all([incoming])
        await self.house.outbox.drain()
        self.said += [seen.text for seen in self.heard()]
        asking = [b.data for seen in self.heard() for row in seen.buttons for b in row if _asks(b)]
        self._session = asking[-1].split(":")[0] if asking else self._session

    # --- what is seen -----------------------------------------------------------------------------

    def heard(self) -> list[Seen]:
        """What was said since the person last did something."""
        return [seen for seen in self.chat[self._heard_from - 1 :] if not seen.own]

    def buttons(self) -> list[str]:
        """The labels under the newest message with buttons, without the ways that are always open."""
        for seen in reversed(self.chat):
            labels = [b.label for row in seen.buttons for b in row if not _always(b)]
            if seen.buttons:
                return labels
        return []

    def shows(self) -> str:
        """The last messages and the buttons, for an error."""
        last = "\n".join(f"  | {line}" for seen in self.heard() for line in seen.text.splitlines())
        return f"There was:\n{last or '  (nothing)'}\n  [{'] ['.join(self.buttons())}]"

    async def kept(self) -> Mapping[str, Any]:
        """The answers of the last session as their owner reads them, the last of each name."""
        async with self.house.store.batch() as work:
            opening = await work.opening(self.address, self._session)
            user = opening.user
            whole = (
                await loaded(work, opening, user, self.house.facilitator.library, self.clock())
                if user
                else None
            )
        if whole is None:
            return {}
        given = [answer for answer in whole.answers if answer.status == "given"]
        return {answer.name: shown_as(whole, answer, answer.owner) for answer in given}


def _asks(button: Button) -> bool:
    return button.data.count(":") > 1 and not button.data.startswith(("set:", "way:"))


def _always(button: Button) -> bool:
    return button.data.startswith("way:") or button.data.endswith(":<back")


def _folded(text: str) -> str:
    return " ".join(text.split())


async def _play_line(rehearsal: Rehearsal, line: Line) -> None:
    """Do what a line says, then compare what is heard and what is kept."""
    if line.says is not None:
        await rehearsal.says(line.says, early=line.early)
    deeds: tuple[tuple[Any, Callable[[Any], Awaitable[None]]], ...] = (
        (line.presses, rehearsal.presses),
        (line.sends, rehearsal.sends),
        (line.edits, rehearsal.edits),
        (line.wait, rehearsal.waits),
    )
    for what, do in deeds:
        if what is not None:
            await do(what)
    if line.restart:
        await rehearsal.restarts()
    _compare(rehearsal, line)
    await _compare_kept(rehearsal, line.kept or {})


async def _compare_kept(rehearsal: Rehearsal, expected: Mapping[str, Any]) -> None:
    kept = await rehearsal.kept() if expected else {}
    for name, value in expected.items():
        if _folded(str(kept.get(name))) != _folded(str(value)):
            raise Differs(f"{name} should be {value!r}, and is {kept.get(name)!r}.")


def _compare(rehearsal: Rehearsal, line: Line) -> None:
    heard = _folded(" ".join(seen.text for seen in rehearsal.heard()))
    for part in line.hears:
        if _folded(part) not in heard:
            raise Differs(f"Should be heard: {part}\n{rehearsal.shows()}")
        heard = heard[heard.index(_folded(part)) + len(_folded(part)) :]
    if line.buttons is not None and [*line.buttons] != rehearsal.buttons():
        raise Differs(f"The buttons should be: [{'] ['.join(line.buttons)}]\n{rehearsal.shows()}")


def _long(seconds: int) -> str:
    """A time as people say it: '2 days', '90 minutes'."""
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds % size == 0:
            many = seconds // size
            return f"{many} {name}" + ("s" if many > 1 else "")
    return f"{seconds} seconds"


async def play(transcript: Transcript, library: Library, dialogs: Path) -> str:
    """Play a transcript; empty where all is as written, else the conversation up to the line that differs."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/rehearsal.db", dialogs=dialogs)
        async with Rehearsal(library, settings, Path(folder)) as rehearsal:
            if not any(line.new for _, line in transcript.lines):
                await rehearsal.agreed()
            for number, line in transcript.lines:
                try:
                    await _play_line(rehearsal, line)
                except Differs as differs:
                    so_far = "\n".join(rehearsal.said)
                    return f"{so_far}\n\n{transcript.file}:{number}: {transcript.title}\n{differs}"
    return ""
