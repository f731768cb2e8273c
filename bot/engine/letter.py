"""A letter: one row of the outbox, saved and not yet delivered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.engine.turn import Buttons

LetterKind = Literal["say", "edit", "delete", "leave"]


@dataclass(frozen=True, slots=True)
class Change:
    """A message that stands already gets another text and buttons; without a text, only other buttons."""

    message: int
    text: str = field(default="", repr=False)
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and the same as `characters` for where none can be shown; its letter's text says it in words.

    `png` is empty where it couldn't be drawn.
    """

    png: bytes = field(repr=False)
    characters: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the outbox: saved, not yet delivered.

    say: a new message (`copy`: made to be copied, sent monospaced where it has no copy button), after its `changes`;
    perhaps under a `picture`, which goes with it once it is delivered.
    edit: its `changes` alone. delete: `message` goes. leave: a group is left.
    A change that arrives twice changes nothing, so it needs no row and no commit of its own.
    `asked`/`session` name the question a say carries (0/"" for none). `plain` marks the second try of a text that
    the chat service refused. `reader` and `owners` are user ids (0: none), for forgetting. One that isn't `legible`
    can't be read any more as it is kept: it is set aside, so as not to hold up those behind it. One that says what was
    promised, and answers nobody, may go before `until`: else it is taken back.
    """

    id: int
    address: str = field(repr=False)
    kind: LetterKind
    text: str = field(default="", repr=False)
    buttons: Buttons = ()
    message: int = 0
    session: str = ""
    asked: int = 0
    copy: bool = False
    reader: int = 0
    owners: frozenset[int] = frozenset()
    due_at: datetime | None = None
    replaces: str = ""
    attempts: int = 0
    plain: bool = False
    changes: tuple[Change, ...] = ()
    picture: Picture | None = field(default=None, repr=False)
    legible: bool = True
    until: datetime | None = None

    @property
    def unasked(self) -> bool:
        """Whether it answers nobody: it has an hour of its own, and not because it was tried before."""
        return self.due_at is not None and not self.attempts
