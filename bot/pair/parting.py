"""A silent end: somebody goes, and to the other it is as if they merely said nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.engine.session import GONE, Place, Question, Shown
from bot.engine.silence import as_if_silent, as_if_unended, left_empty, taken_along
from bot.reminding.promises import KNOCK, THANKS
from bot.storage.store import SessionRow, Work


async def part(work: Work, user: int) -> None:
    """End this person's link and their part in every talk of two; words that weren't opened are dropped."""
    for row in await work.sessions_of_two(user):
        await leave(work, user, row)
    for invitation in await work.invitations_of(user):  # what was offered before is not offered any more
        await work.end_invitation(invitation.hash)
    await work.drop_reminders_of(user, [KNOCK, THANKS])  # that of a yes, too
    await work.rest_acts(user)
    await work.leave(user)


async def leave(work: Work, user: int, row: SessionRow) -> None:
    """End this person's part in one talk of two; the other's goes on as if they merely said nothing."""
    others = {seated for seated in row.seats.values() if seated not in (user, GONE)}
    answers = await work.answers(row.id)
    theirs = {answer.asked for answer in answers if answer.owner in others}
    place = _unseen(row.place, others, await work.shown(row.id), theirs)
    going = [*taken_along(place, row.seats, answers, user)]
    dialogs = {hash_: await work.dialog(hash_) for hash_ in {answer.hash for answer in going}}
    await work.drop_answers(row.id, [(answer.asked, answer.owner) for answer in going])
    await work.keep_answers(row.id, left_empty(place, going, user, dialogs.get))
    state, silent = as_if_unended(row.state, as_if_silent(place, user), place, user)
    await work.save_session(replace(row, state=state, place=silent))
    await work.leave_session(row.id, user)


def _unseen(place: Place, others: set[int], shown: Mapping[int, Shown], theirs: Collection[int]) -> Place:
    """The same place, where a question that is still on its way to the others counts as unopened.

    `theirs` are the numbers of the others' own answers.
    """
    unopened = dict(place.unopened)
    for question in place.questions:
        if (
            question.owner in others
            and question.asked not in shown
            and not _held_back(place, question, theirs)
        ):
            unopened.setdefault(question.owner, question.visit)
    return replace(place, unopened=tuple(unopened.items()))


def _held_back(place: Place, question: Question, theirs: Collection[int]) -> bool:
    """Whether an hour that was chosen holds this back, and an answer of theirs led to it: then it was opened."""
    return place.pause is not None and place.pause.agreed and place.trail[question.visit].by in theirs
