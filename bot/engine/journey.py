"""A journey: the talks that ended for a person, what they felt in them, and the sentences they keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.engine.session import Answer, Session, Visit

FELT = ("understood", "respected", "cared")
"""What somebody may have felt in a talk (PRACTICE 5): our own words, asked after each and shown to nobody else."""


FEWEST = 3
"""Questions without which a longer talk was left right after it began: "not now" isn't a talk."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A talk that ended for its owner; `felt` is None where they haven't said.

    `early`: it was left at its first questions, and is no part of anybody's way. `afraid`: they said in it by a button
    that they are afraid of the other.
    """

    owner: int
    session: str
    dialog: str
    ended_at: datetime
    felt: tuple[str, ...] | None = field(default=None, repr=False)
    id: int = 0
    early: bool = False
    afraid: bool = False


def ending(session: Session, owner: int, now: datetime) -> Ending:
    """That this talk has ended for somebody who sat in it.

    How far it went is told by its trail: the other's answers go with them, and nobody may notice by this.
    """
    asked = sum(_asks(session, visit) for visit in session.place.trail)
    dialog = session.library.by_hash(session.hash)
    steps = dialog.structure.steps.values() if dialog is not None else ()
    fewest = min(FEWEST, sum(step.ask is not None for step in steps))
    took_part = any(answer.owner == owner and answer.status == "given" for answer in session.answers)
    early = asked < fewest or not took_part
    afraid = any(answer.owner == owner and _tells_of_fear(session, answer) for answer in session.answers)
    return Ending(owner, session.id, session.dialog, now, early=early, afraid=afraid)


def _tells_of_fear(session: Session, answer: Answer) -> bool:
    """Whether a counsellor's table names what was chosen here as fear of the other."""
    thread, dialog = session.library.thread, session.library.by_hash(answer.hash)
    if thread is None or dialog is None or answer.status != "given":
        return False
    chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    named = thread.afraid.get(dialog.name, {}).get(answer.name, ())
    return any(key in named for key in chosen)


def _asks(session: Session, visit: Visit) -> bool:
    dialog = session.library.by_hash(visit.hash)
    step = dialog.structure.steps.get(visit.step) if dialog is not None else None
    if step is None:
        return False
    return (step.alone() if session.solo else step).ask is not None


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A sentence that its owner chose to keep after a dialog (empty: after none); `id` is the store's."""

    owner: int
    dialog: str
    words: str = field(repr=False)
    kept_at: datetime
    id: int = 0
