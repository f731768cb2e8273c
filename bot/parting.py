"""A silent end: somebody goes, and to the other it is as if they merely said nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.session import GONE, Answer, Place
from bot.storage.store import SessionRow, Work


async def part(work: Work, user: int) -> None:
    """End this person's link and their part in every talk of two; words that weren't opened are dropped."""
    for row in await work.sessions_of_two(user):
        await _leave(work, user, row)
    await work.leave(user)


async def _leave(work: Work, user: int, row: SessionRow) -> None:
    others = {seated for seated in row.seats.values() if seated not in (user, GONE)}
    first = min((_unopened_from(row.place, other) for other in others), default=0)
    dropped = [
        (answer.asked, answer.owner)
        for answer in await work.answers(row.id)
        if answer.owner == user and not _was_read(answer, others, first)
    ]
    await work.drop_answers(row.id, dropped)
    await work.save_session(replace(row, place=_as_if_silent(row.place, user)))
    await work.leave_session(row.id, user)


def _unopened_from(place: Place, user: int) -> int:
    """The number of the first answer whose words wait for this person unopened; beyond all where none do."""
    since = dict(place.unopened).get(user)
    return place.asked + 1 if since is None else place.trail[since].by


def _was_read(answer: Answer, others: set[int], first: int) -> bool:
    return bool(others & answer.audience) and answer.status == "given" and answer.asked < first


def _as_if_silent(place: Place, user: int) -> Place:
    """What waits unopened is never opened; whoever hasn't seen their question isn't asked it any more."""
    unopened = {other for other, _ in place.unopened}
    questions = tuple(
        replace(q, owner=GONE) if q.owner == user or q.owner in unopened else q for q in place.questions
    )
    return replace(place, questions=questions, unopened=())
