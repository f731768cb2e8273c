"""What waits for a person in a session: their question, as long as it is in their hand, and the dialog it is from."""

from __future__ import annotations

from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.session import Place, Question, State
from bot.storage.store import SessionRow, Work

LEFT = frozenset({"stop", "danger"})
"""While this is asked in between, nothing is brought to mind."""


def question_of(place: Place, state: State, user: int) -> Question | None:
    """The question that this person has before them, and left: none that they haven't opened yet."""
    if state != "running" or user in dict(place.unopened):
        return None
    return next((q for q in place.questions if q.owner == user and q.aside not in LEFT), None)


async def in_hand(work: Work, row: SessionRow, user: User, asked: int) -> Question | None:
    """The question with this number, where it waits still in the talk that the person was in last."""
    if not _may_go_on(row, user) or not await _was_last(work, row, user):
        return None
    question = question_of(row.place, row.state, user.id)
    return question if question is not None and question.asked == asked else None


def _may_go_on(row: SessionRow, user: User) -> bool:
    """Whether the person sits in it still, and talking as two is open to them where it is one of two."""
    alone = set(row.seats.values()) == {user.id}
    return user.id in row.seats.values() and (alone or user.mode == "joint")


async def _was_last(work: Work, row: SessionRow, user: User) -> bool:
    """Whether the person was in this last; of what has ended since, such as a short break, nothing is left to do."""
    last = row if user.session == row.id else await work.session(user.session)
    return last is not None and (last is row or last.state == "done")


async def dialog_of(work: Work, library: Library, hash_: str) -> Dialog | None:
    """A dialog with its words of today, also one that nobody begins any more."""
    if (known := library.by_hash(hash_)) is not None:
        return known
    kept = await work.dialog(hash_)
    return None if kept is None else library.knowing([kept]).by_hash(hash_)
