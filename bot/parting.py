"""A silent end: somebody goes, and to the other it is as if they merely said nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.silence import as_if_silent, taken_along
from bot.storage.store import SessionRow, Work


async def part(work: Work, user: int) -> None:
    """End this person's link and their part in every talk of two; words that weren't opened are dropped."""
    for row in await work.sessions_of_two(user):
        await _leave(work, user, row)
    await work.leave(user)


async def _leave(work: Work, user: int, row: SessionRow) -> None:
    answers = await work.answers(row.id)
    going = taken_along(row.place, row.seats, answers, user)
    await work.drop_answers(row.id, [(answer.asked, answer.owner) for answer in going])
    await work.save_session(replace(row, place=as_if_silent(row.place, user)))
    await work.leave_session(row.id, user)
