"""A letter that is never sent: somebody writes it for themselves, reads it, and keeps it or burns it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Part:
    """What was written of it in one message; `message` is that one's number in the chat, 0 where it has none."""

    words: str = field(repr=False)
    message: int = 0


@dataclass(frozen=True, slots=True)
class Unsent:
    """A letter of its owner's; `kept_at` is None while it is being written. `id` is the store's."""

    id: int
    owner: int
    began_at: datetime
    kept_at: datetime | None = None
    parts: tuple[Part, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """All of it, as it was written."""
        return "\n".join(part.words for part in self.parts)


def mark(letter: int, piece: int) -> str:
    """What names a piece of it in the outbox, so that it can be burnt there, too."""
    return f"unsent:{letter}:{piece}"


def marks(letter: int) -> tuple[str, str]:
    """Where the marks of all its pieces begin, and where they end."""
    return f"unsent:{letter}:", f"unsent:{letter};"
