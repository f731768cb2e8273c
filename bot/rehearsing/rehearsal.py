"""Rehearsals: people before the whole house, with a real database and a clock that is told."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from bot.app import House, opened
from bot.config import Settings
from bot.engine.fitting import plain
from bot.engine.library import Library
from bot.engine.people import Link
from bot.engine.rendering import shown_as
from bot.engine.said import Edited, Said, Sent
from bot.engine.turn import Button
from bot.letters import session_of
from bot.messengers.messenger import Began, Incoming, Pressed, What
from bot.pair.company import loaded
from bot.rehearsing.stage import Clock, Seen, Stage

ZONE = "UTC"
HOURS = "08:00-21:00"
"""Where two people of a transcript live, and when they may be knocked for."""

LINK = "/start "
"""How a link begins on the stage."""

BREATH = timedelta(seconds=5)
"""Between what is heard and what is said."""


class Differs(Exception):
    """A line was not as written: what was expected, what was there."""


@dataclass(slots=True)
class Rehearsal:
    """One person before the whole house, perhaps with others beside. Use as an async context manager.

    `houses` are those opened so far, the last one open: a restart opens another. `said` is what all of them did
    and read, in its order, with the `name` of each before it where there are two; `everybody` are these people.
    `speaks` is the language of this person's app, where it isn't that of the host.
    """

    library: Library
    settings: Settings
    folder: Path
    address: str = "stage:ann"
    name: str = ""
    said: list[str] = field(default_factory=list)
    stage: Stage = field(default_factory=Stage)
    houses: list[House] = field(default_factory=list)
    everybody: list[Rehearsal] = field(default_factory=list)
    speaks: str = ""
    _stack: AsyncExitStack | None = None
    _heard_from: int = 1
    _told: int = 0
    _session: str = ""

    def __post_init__(self) -> None:
        """Be one of those before the house."""
        self.everybody.append(self)

    async def __aenter__(self) -> Self:
        """Open the house."""
        self._stack = AsyncExitStack()
        library = replace(self.library, varied=self.stage.seed is not None)
        house = opened(self.settings, self.stage, self.clock, library, new_id=self.stage.new_id)
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

    def beside(self, address: str, name: str = "") -> Self:
        """Another person before the same house."""
        return type(self)(
            self.library,
            self.settings,
            self.folder,
            address,
            name,
            self.said,
            self.stage,
            self.houses,
            self.everybody,
        )

    @property
    def chat(self) -> list[Seen]:
        """What the person sees, oldest first."""
        return self.stage.chats.setdefault(self.address, [])

    # --- what a line does -------------------------------------------------------------------------

    async def agreed(self) -> None:
        """The person has met Mend before and agreed to its cards."""
        async with self.house.store.batch() as work:
            user = await work.add_user(self.address, self._language, self.clock())
            version = int(self.library.phrases_in(user.language).say("cards.version"))
            await work.save_user(replace(user, agreed=version, admitted=True))

    async def lives(self, zone: str) -> None:
        """The person has said where they live."""
        async with self.house.store.batch() as work:
            user = await work.user_at(self.address)
            if user is not None:
                await work.save_user(replace(user, zone=zone))

    async def linked(self, other: Rehearsal) -> None:
        """This person and another have become two, each called by their name."""
        names = {each.address: each.name.capitalize() for each in (self, other)}
        async with self.house.store.batch() as work:
            found = [await work.user_at(address) for address in names]
            users = [user for user in found if user is not None]
            for user, them in zip(users, reversed(users), strict=True):
                own, called = names[user.address], names[them.address]
                await work.save_user(
                    replace(user, name=own, zone=ZONE, mode="joint", screened_at=self.clock())
                )
                await work.save_link(Link(user.id, them.id, called, self.clock(), HOURS))

    async def says(self, text: str, *, early: bool = False) -> None:
        """The person writes."""
        if not early:
            self.clock.goes_on(BREATH)
        number = self._own(text)
        began = text == "/start" or text.startswith("/start ")
        await self._does(Began(text[7:], number) if began else Said(text, self.clock(), number))

    async def edits(self, text: str) -> None:
        """The person changes the last text they wrote."""
        seen = next(seen for seen in reversed(self.chat) if seen.own)
        seen.text = text
        self._begin(f"[changed] {text}")
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

    async def follows(self, other: Rehearsal) -> None:
        """The person comes by the newest link that another was given, or they themselves."""
        lines = [line for seen in other.chat if not seen.own for line in seen.text.splitlines()]
        links = [line for line in lines if line.startswith(LINK) and len(line.split()) == 2]  # noqa: PLR2004  (and the token)
        if not links:
            raise Differs(f"{other.name} has no link to follow.\n{other.shows()}")
        self.clock.goes_on(BREATH)
        number = self._own(f"[the link from {other.name}]")
        await self._does(Began(links[-1].removeprefix(LINK), number))

    async def waits(self, seconds: int) -> None:
        """Time goes by, and what was promised is said when it is due; of two, neither does anything by it."""
        self._meanwhile(f"({_long(seconds)} later)")
        until = self.clock() + timedelta(seconds=seconds)
        while (due := await self.house.store.next_reminder(self.stage.prefix)) is not None and due < until:
            self.clock.time = max(due, self.clock())
            await self.house.reminders.round()
            await self._delivered()
        self.clock.time = until
        await self.house.upkeep.round()
        await self.house.reminders.round()
        await self._delivered()

    async def restarts(self, *, down: int = 0) -> None:
        """The program ends and starts again on the same database, so many seconds later."""
        await self.__aexit__()
        self._meanwhile(f"(restart, {_long(down)} later)" if down else "(restart)")
        self.clock.goes_on(timedelta(seconds=down))
        await self.__aenter__()
        await self.house.upkeep.awake()
        if down:
            await self.house.reminders.round()
        await self._delivered()

    def _own(self, text: str) -> int:
        self._begin(text)
        number = len(self.chat) + 1
        self.chat.append(Seen(number, text, (), own=True))
        return number

    def _begin(self, text: str) -> None:
        self._write(f"> {text}")
        self.goes_on()

    def _meanwhile(self, text: str) -> None:
        if self.name:
            self.said.append(text)
        else:
            self._begin(text)

    def goes_on(self) -> None:
        """What came so far is heard."""
        self._heard_from = len(self.chat) + 1

    def _write(self, text: str) -> None:
        """Note a line, or several, of what is done and read."""
        before = f"{self.name}: " if self.name else ""
        self.said += [f"{before}{line}" for line in text.splitlines()] if self.name else [text]

    async def _delivered(self) -> None:
        """Everybody reads what has come."""
        await self.house.outbox.drain()
        for each in self.everybody:
            each.reads()

    def reads(self) -> None:
        """Note what has come since this person last read."""
        for seen in self.chat[self._told :]:
            if not seen.own:
                self._write(seen.text)
        self._told = len(self.chat)

    async def _does(self, what: What) -> None:
        self.stage.updates += 1
        incoming = Incoming(self.stage.updates, "stage", self.address, self.clock(), what, self._language)
        await self.house.facilitator.hear_all([incoming])
        await self._delivered()
        asking = [b.data for seen in self.heard() for row in seen.buttons for b in row if _asks(b)]
        self._session = asking[-1].split(":")[0] if asking else self._session

    @property
    def _language(self) -> str:
        return self.speaks or self.settings.language

    # --- what is seen -----------------------------------------------------------------------------

    def heard(self) -> list[Seen]:
        """What came since the person last did something (of two: or heard something)."""
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
        last = "\n".join(f"  {self.name}| {line}" for seen in self.heard() for line in seen.text.splitlines())
        return f"There was:\n{last or '  (nothing)'}\n  [{'] ['.join(self.buttons())}]"

    async def kept(self) -> Mapping[str, Any]:
        """This person's answers of the last session as they read them, the last of each name."""
        async with self.house.store.batch() as work:
            opening = await work.opening(self.address, self._session)
            user, house = opening.user, self.house.facilitator
            zone = house.settings.time_zone
            whole = await loaded(work, opening, user, house.library, zone, self.clock()) if user else None
        if whole is None:
            return {}
        own = [answer for answer in whole.answers if user and answer.owner == user.id]
        given = [answer for answer in own if answer.status == "given"]
        return {answer.name: shown_as(whole, answer, answer.owner) for answer in given}


def _asks(button: Button) -> bool:
    return button.data.count(":") > 1 and bool(session_of(Pressed(button.data)))


def _always(button: Button) -> bool:
    return button.data.startswith("way:") or button.data.endswith((":<back", ":<anew"))


def _long(seconds: int) -> str:
    """A time as people say it: '2 days', '90 minutes'."""
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds % size == 0:
            many = seconds // size
            return f"{many} {name}" + ("s" if many > 1 else "")
    return f"{seconds} seconds"
