"""People the bot knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Mode = Literal["", "solo", "joint"]
"""Which ways are open: not screened yet, for one person, for two."""


@dataclass(frozen=True, slots=True)
class User:
    """A person known to the bot; everything here goes when they ask to be forgotten.

    `agreed` is the version of the first cards they agreed to (0: not yet). `session` is the one in which they last
    wrote, pressed or opened something. `quiet` is `21:00-08:00`, `zone` an IANA name; both empty where the
    person has not said. `minute` and `minute_texts` count texts by the chat service's date; `asks` names
    what a command asked and the next text answers (a name, a zone). `mode` and when it was found (`screened_at`) are
    all that is kept of a screening. Until `still_until` nothing is said to them of Mend's own accord.
    `country` (ISO 3166-1; empty: not said) is for the numbers in /help alone.
    """

    id: int
    address: str = field(repr=False)
    name: str = field(default="", repr=False)
    language: str = ""
    zone: str = ""
    quiet: str = ""
    agreed: int = 0
    admitted: bool = False
    blocked: bool = False
    session: str = ""
    asks: str = ""
    heard_at: datetime | None = None
    minute: int = 0
    minute_texts: int = 0
    mode: Mode = ""
    screened_at: datetime | None = None
    still_until: datetime | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One person's side of a link; the other has a side of their own.

    `other` is 0 once the other is gone in silence. `called` is what this person calls the other. A knock may come
    in the `hours` (`08:00-21:00`; empty: at any). `listens`: they only listen, in a talk that the other begins.
    """

    user: int
    other: int
    called: str = field(repr=False)
    since: datetime
    hours: str = ""
    listens: bool = False

    @property
    def second(self) -> int:
        """By what a note can name this link, and no other of the same person."""
        return int(self.since.timestamp())


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that was made for one other person; `name` is what the inviter chose to be called in it.

    `hash` is the SHA-256 of the token in the link, which itself is kept nowhere. `opened_by` is the first who
    opened it (0: nobody yet): nobody else can.
    """

    hash: bytes
    inviter: int
    name: str = field(repr=False)
    made_at: datetime
    until: datetime
    opened_by: int = 0
    ended: bool = False
