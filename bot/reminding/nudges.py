"""Nudges: a step that waits is brought to mind, where its author wrote so; promised in the commit of its turn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.engine.dialog import Nudge, Step
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder
from bot.engine.session import Session
from bot.engine.turn import Button, Turn
from bot.reminding.notes import Saying, history_of
from bot.reminding.waiting import dialog_of, in_hand, question_of
from bot.storage.store import SessionRow, Work
from bot.when.policy import STALE, Wishes, rarer

NUDGE: Kind = "nudge"


async def promise(  # noqa: PLR0917  (all that a turn is made of)
    work: Work, turn: Turn, before: Session, people: Collection[User], by: int, now: datetime
) -> None:
    """Keep what is to be brought to mind later, for whoever has a question open; drop what no longer waits."""
    for user in people:
        was, waits = (
            _waits(before, user.id),
            None if turn.leaves and user.id == by else _waits(turn.session, user.id),
        )
        if waits is None:
            if was is not None:
                await work.drop_reminders(turn.session.id, [NUDGE], user=user.id)
        elif was is None or was[0] != waits[0] or user.id == by:
            asked, nudge = waits
            due = now + timedelta(seconds=nudge.after)
            await work.remind(Reminder(0, NUDGE, user.id, turn.session.id, asked, due))


def _waits(session: Session, user: int) -> tuple[int, Nudge] | None:
    """The number of the question that waits for this person, and its nudge, if it has one."""
    question = question_of(session.place, session.state, user)
    if question is None:
        return None
    visit = session.place.trail[question.visit]
    dialog = session.library.by_hash(visit.hash)
    nudge = dialog.structure.steps[visit.step].nudge if dialog is not None else None
    return (question.asked, nudge) if nudge is not None else None


async def says(work: Work, reminder: Reminder, user: User, library: Library) -> Saying | None:
    """A neutral note with a button that shows the question, if it is still the one that waits."""
    row = await work.session(reminder.session)
    question = await in_hand(work, row, user, reminder.asked) if row is not None else None
    if row is None or question is None:
        return None
    visit = row.place.trail[question.visit]
    dialog = await dialog_of(work, library, visit.hash)
    if dialog is None:
        return None
    own = dialog.words_in(user.language).texts.get(f"{visit.step}.nudge", "")
    label = library.phrases_in(user.language).say("notes.open")
    return Saying("notes.nudge", ((Button(label, f"take:{row.id}"),),), own)


async def goes_on(  # noqa: PLR0917  (every kind is told the same)
    work: Work, reminder: Reminder, user: User, wishes: Wishes, now: datetime, said: Saying | None
) -> None:
    """It comes again as often as the author wrote, each time after a longer while; what grew too old comes anew."""
    row = await work.session(reminder.session)
    if row is None or (said is None and now - reminder.due_at < STALE):
        return
    history = await history_of(work, user, now)
    step = await _step(work, row, reminder.asked)
    shown = (await work.shown(row.id)).get(reminder.asked)
    if step is None or step.nudge is None or shown is None:
        return
    told = sum(note.kind == NUDGE and note.at >= shown.at for note in history)
    if told < step.nudge.times:
        wait = timedelta(seconds=step.nudge.after) * rarer(NUDGE, wishes, history)
        await work.remind(Reminder(0, NUDGE, user.id, row.id, reminder.asked, now + wait))


async def _step(work: Work, row: SessionRow, asked: int) -> Step | None:
    question = next((q for q in row.place.questions if q.asked == asked), None)
    if question is None:
        return None
    visit = row.place.trail[question.visit]
    dialog = await work.dialog(visit.hash)
    return dialog.structure.steps.get(visit.step) if dialog is not None else None
