"""Rings: a note with a clock says once that its minutes are over, as the person set it going by coming to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.engine.dialog import Dialog
from bot.engine.inputs import Note
from bot.engine.inputs.note import ON
from bot.engine.letter import Letter
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder
from bot.engine.session import Session, Visit
from bot.engine.turn import Button, Turn
from bot.reminding.notes import plainly
from bot.reminding.waiting import dialog_of, in_hand, question_of
from bot.storage.store import Work

RING: Kind = "ring"

STALE = timedelta(minutes=10)
"""What comes so late is no ring any more: people have looked at the clock themselves."""


async def promise(  # noqa: PLR0917  (all that a turn is made of)
    work: Work, turn: Turn, before: Session, people: Collection[User], by: int, now: datetime
) -> None:
    """Keep when the minutes of a question are over, from the moment it is before somebody; nothing starts them anew."""
    for user in people:
        left = turn.leaves and user.id == by
        was, waits = _ringing(before, user.id), None if left else _ringing(turn.session, user.id)
        if waits is not None and waits != was:
            asked, seconds = waits
            due = now + timedelta(seconds=seconds)
            await work.remind(Reminder(0, RING, user.id, turn.session.id, asked, due, chosen=True))
        elif waits is None and was is not None:
            await work.drop_reminders(turn.session.id, [RING], user=user.id)


def _ringing(session: Session, user: int) -> tuple[int, int] | None:
    """The number of the question that waits for this person, and its seconds, if it rings."""
    question = question_of(session.place, session.state, user)
    if question is None:
        return None
    visit = session.place.trail[question.visit]
    seconds = _seconds(session.library.by_hash(visit.hash), visit, alone=session.solo)
    return (question.asked, seconds) if seconds else None


def _seconds(dialog: Dialog | None, visit: Visit, *, alone: bool) -> int:
    """After how many seconds a step rings; 0 where it doesn't."""
    step = dialog.structure.steps.get(visit.step) if dialog is not None else None
    ask = None if step is None else step.alone().ask if alone else step.ask
    return ask.rings if isinstance(ask, Note) else 0


async def fall_due(
    work: Work, reminder: Reminder, user: User, library: Library, now: datetime
) -> tuple[Letter, ...]:
    """One line and the question's own button, if it waits still; at any hour, as it is minutes since somebody began."""
    row = await work.session(reminder.session)
    question = await in_hand(work, row, user, reminder.asked) if row is not None else None
    if row is None or question is None or user.blocked or now - reminder.due_at >= STALE:
        return ()
    visit = row.place.trail[question.visit]
    dialog, alone = await dialog_of(work, library, visit.hash), len({*row.seats.values()}) == 1
    seconds = _seconds(dialog, visit, alone=alone)
    if dialog is None or not seconds:
        return ()
    phrases = library.phrases_in(user.language)
    text = phrases.say("rings.over", minutes=str(seconds // 60))
    label = _label(dialog, visit, user.language, alone=alone) or phrases.say("buttons.on")
    data = f"take:{row.id}" if user.plain else f"{row.id}:{question.asked}:{ON}"
    letter = Letter(
        0, user.address, "say", text, ((Button(label, data),),), reader=user.id, replaces=f"note:{row.id}"
    )
    return (plainly(letter, user, phrases),)


def _label(dialog: Dialog, visit: Visit, language: str, *, alone: bool) -> str:
    """What stands on the question's own button; empty for the usual words."""
    texts = dialog.words_in(language).texts
    own = texts.get(f"{visit.step}.solo.option.{ON}", "") if alone else ""
    return own or texts.get(f"{visit.step}.option.{ON}", "")
