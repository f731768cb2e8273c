"""A conversation with the whole house in process: a real database, a told clock, and what somebody sees."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import read_library
from bot.config import Settings
from bot.engine.library import Library
from bot.messengers.messenger import Pressed, What
from bot.rehearsing.rehearsal import Rehearsal
from bot.rehearsing.stage import Seen

AGREE = "I agree, and I am 18 or over"


@cache
def shipped() -> Library:
    """The dialogs that ship, read once for all tests."""
    return read_library(Settings())


class Talk(Rehearsal):
    """One person before the whole house, and what a test asks about what they see."""

    __slots__ = ()

    @property
    def shown(self) -> str:
        """All that the bot said since the person last did something."""
        return "\n".join(seen.text for seen in self.heard())

    @property
    def labels(self) -> list[str]:
        """What stands on all buttons of what was just said."""
        return [button.label for seen in self.heard() for row in seen.buttons for button in row]

    def hears(self, *parts: str) -> None:
        """These words were just said, in this order."""
        rest = " ".join(self.shown.split())
        for part in parts:
            assert part.casefold() in rest.casefold(), f"{part!r} wasn't heard in\n{self.shows()}"
            rest = rest[rest.casefold().index(part.casefold()) + len(part) :]

    def hears_nothing_of(self, *parts: str) -> None:
        """None of these words was just said."""
        for part in parts:
            assert part.casefold() not in self.shown.casefold(), f"{part!r} was heard in\n{self.shows()}"

    def message(self, part: str) -> Seen:
        """The newest message of the bot's with these words."""
        return next(seen for seen in reversed(self.chat) if not seen.own and part in seen.text)

    async def does(self, what: What) -> None:
        """Anything else that can come in."""
        self._begin("(does)")
        self.clock.goes_on(timedelta(seconds=5))
        await self._does(what)

    async def presses_old(self, seen: Seen, data: str, label: str = "") -> None:
        """A button is pressed that may be gone from the message since."""
        await self.does(Pressed(data, seen.number, seen.text, label))

    def listens(self) -> None:
        """From here on counts what is said unasked."""
        self._begin("(listens)")

    async def meets(self) -> None:
        """The person agrees to the cards, and to no notes."""
        await self.says("/start")
        await self.presses(AGREE)
        await self.presses("No")

    def files(self) -> bytes:
        """All bytes of the database's files, by another process: to open them here would drop its locks."""
        return subprocess.run(
            ["/bin/sh", "-c", 'cat "$0"*', str(self.path)], capture_output=True, check=True
        ).stdout

    @property
    def path(self) -> Path:
        """The database's file."""
        return Path(self.settings.database_url.removeprefix("sqlite:///"))


@asynccontextmanager
async def talk(folder: Path, library: Library | None = None, **chosen: Any) -> AsyncIterator[Talk]:
    """Open the house for a talk; `chosen` are settings."""
    chosen = {"database_url": f"sqlite:///{folder}/mend.db", "host": "Ann Example, ann@example.org", **chosen}
    async with Talk(library or shipped(), Settings(**chosen), folder) as opened:
        yield opened  # type: ignore[misc]  # entering gives itself
