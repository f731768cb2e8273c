"""People the bot knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class User:
    """A person known to the bot; everything here goes when they ask to be forgotten.

    `agreed` is the version of the first cards they agreed to (0: not yet). `session` is the one in which they last
    wrote, pressed or opened something. `quiet` is `21:00-08:00`, `zone` an IANA name; both empty where the
    person has not said. `minute` and `minute_texts` count texts by the chat service's date; `asks` names
    what a command asked and the next text answers (a name, a zone).
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
