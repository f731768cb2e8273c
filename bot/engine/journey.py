"""A journey: the talks that ended for a person, what they felt in them, and the sentences they keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.engine.session import Session

FELT = ("understood", "respected", "cared")
"""What somebody may have felt in a talk (PRACTICE 5): our own words, asked after each and shown to nobody else."""


FEWEST = 3
"""Answers without which a longer talk was left at its first questions: "not now" isn't a talk."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A talk that ended for its owner; `felt` is None where they haven't said.

    `early`: it was left at its first questions, and is no part of anybody's way.
    """

    owner: int
    session: str
    dialog: str
    ended_at: datetime
    felt: tuple[str, ...] | None = field(default=None, repr=False)
    id: int = 0
    early: bool = False


def ending(session: Session, owner: int, now: datetime) -> Ending:
    """That this talk has ended for somebody who sat in it."""
    dialog = session.library.by_hash(session.hash)
    asking = sum(step.ask is not None for step in dialog.structure.steps.values()) if dialog else 0
    given = [answer for answer in session.answers if answer.status == "given"]
    early = len(given) < min(FEWEST, asking) or all(answer.owner != owner for answer in given)
    return Ending(owner, session.id, session.dialog, now, early=early)


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A sentence that its owner chose to keep after a dialog (empty: after none); `id` is the store's."""

    owner: int
    dialog: str
    words: str = field(repr=False)
    kept_at: datetime
    id: int = 0
