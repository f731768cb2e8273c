"""The messenger protocol: what comes in from a chat service, and what goes out to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.engine.letter import Letter
from bot.engine.said import Edited, Said, Sent


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody opened the bot (/start), perhaps by a link that carries a payload."""

    payload: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button: its data and label, the message it stood under and what that said."""

    data: str
    message: int = 0
    text: str = field(default="", repr=False)
    label: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody blocked the bot, or their account is gone."""


@dataclass(frozen=True, slots=True)
class Unblocked:
    """Somebody who had blocked the bot let it in again."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The bot was met in a group or channel: one polite sentence, then leave."""


What = Began | Said | Edited | Pressed | Sent | Blocked | Unblocked | Elsewhere


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in.

    `id` counts up within `bot` (a messenger's own name for itself, `telegram:4711`); together they are heard
    once and never again. `written_at` is the chat service's date (aware UTC). `language` is the chat
    service's guess. `what` is None for what we take no notice of (still marked as seen).
    """

    id: int
    bot: str
    address: str = field(repr=False)
    written_at: datetime
    what: What | None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The chat service took a letter: its message number (0 for none) and its date of it (aware UTC)."""

    message: int
    at: datetime


class Gone(Exception):
    """The person blocked the bot or is deactivated: nothing can be delivered to this address."""


class Refused(Exception):
    """The chat service refuses this letter for what it is; trying the same again will not help."""


class TryLater(Exception):
    """Rate limit, server error, lost connection: try again after so many seconds.

    `unknown` is True where the letter may have arrived all the same (a time-out after sending).
    """

    def __init__(self, seconds: float, *, unknown: bool = False) -> None:
        super().__init__(f"try again in {seconds:.0f} s")
        self.seconds = seconds
        self.unknown = unknown


class Withheld(Exception):
    """A letter isn't to go any more: what it says has changed while it waited for its turn."""


Hear = Callable[[Sequence[Incoming]], Awaitable[int | None]]
"""The facilitator's ear: takes a batch, returns the id before which all is done (None: nothing is)."""


Leaves = Callable[[], None]
"""Told when a letter goes out: from then on its person may read it. Raises Withheld where it isn't to go any more."""


def nothing() -> None:
    """Nobody wants to know."""


class Messenger(Protocol):
    """A chat service seen from our side."""

    @property
    def prefix(self) -> str:
        """The beginning of the addresses this process delivers to: `telegram:`, `terminal:ann`."""

    async def listen(self, hear: Hear) -> None:
        """Bring in what people do, until cancelled or (terminal) the input ends."""

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        """Bring one letter to its person; raises Gone, Refused or TryLater.

        Calls `leaves` when the letter really goes out, after any waiting for its turn. Answers go ahead
        of what comes `unasked`.
        """

    def link(self, payload: str) -> str:
        """What somebody opens (or types) to come to this bot with a payload."""

    def typing(self, address: str) -> None:
        """Show that an answer is on its way, where it takes long; never waits, never fails."""

    async def close(self) -> None:
        """Let go of connections."""
