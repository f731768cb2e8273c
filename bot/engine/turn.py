"""A turn: one thing that happened and everything that it brings about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.engine.act import Act
from bot.engine.session import Answer, Session


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its press brings `data` (at most 64 bytes), or copies `copy`."""

    label: str
    data: str = ""
    copy: str = field(default="", repr=False)


Buttons = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the bot says to one participant.

    `asked` is set where it carries a question (its delivery says when that can have been read). `owners`
    are the people whose words are quoted in it. `copy` marks a text made to be copied. An undelivered
    message with the same `replaces` to the same person gives way to this one.
    """

    to: int
    text: str = field(repr=False)
    buttons: Buttons = ()
    asked: int = 0
    owners: frozenset[int] = frozenset()
    copy: bool = False
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A question that is no longer open: its message loses its keyboard and shows what was chosen."""

    asked: int
    owner: int
    chosen: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A question whose buttons changed (a box was ticked) while it stays open."""

    asked: int
    owner: int
    buttons: Buttons


@dataclass(frozen=True, slots=True)
class Look:
    """When `owner` wants to look back: so many seconds `after` they said yes `at`; without any, they don't."""

    owner: int
    at: datetime | None = None
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """The new session, and what to save, drop, say and redraw. `refused` names the phrase of a slip.

    `kept` are answers new or changed; `dropped` the (asked, owner) of those undone. `knocks` are the people for
    whom words wait from now on. `forget`: what they said here goes, and they with it; `leaves`: they go on elsewhere,
    and what is kept waits for them. `safe`: they said so to the card of danger, and go on. `acts` are small acts
    agreed or changed in this turn, `called_off` the (asked, giver) of those that no longer are.
    `looks` are what people want to look back at later, where that changed.
    """

    session: Session
    kept: tuple[Answer, ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()
    messages: tuple[Message, ...] = ()
    closed: tuple[Closed, ...] = ()
    redrawn: tuple[Redrawn, ...] = ()
    refused: str = ""
    forget: bool = False
    leaves: bool = False
    knocks: tuple[int, ...] = ()
    safe: bool = False
    acts: tuple[Act, ...] = ()
    called_off: tuple[tuple[int, int], ...] = ()
    looks: tuple[Look, ...] = ()
