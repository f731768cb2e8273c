"""What a person can do to a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody wrote. `at` is the chat service's date (aware UTC); `message` its number in that chat.

    `at` is None where a line can only be written after the question was read (the terminal).
    """

    text: str = field(repr=False)
    at: datetime | None = None
    message: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """Somebody changed a text sent before."""

    text: str = field(repr=False)
    message: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody pressed a button of question `asked` (0: a button that never grows old)."""

    asked: int
    choice: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody sent something that isn't a text of theirs: voice, photo, sticker, location, forwarded, other.

    `text` is what was written under it, or forwarded: it is looked at for danger, and never kept.
    """

    kind: str
    file: str = field(default="", repr=False)
    message: int = 0
    at: datetime | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody asked for one of the ways that are open at every step.

    back, pause, stop, over, where, anew (the repair button), resume (take up again), call (play the dialog `what`,
    then come back).
    """

    way: str
    what: str = ""


Event = Said | Edited | Chosen | Sent | Wanted
