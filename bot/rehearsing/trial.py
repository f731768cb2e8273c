"""Trying a dialog: a session that stands in the middle, with sample answers to all that came before."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta

from bot.engine.dialog import Dialog, Step
from bot.engine.inputs import Appointment, Many, Number, Scale, Text, Time
from bot.engine.inputs.appointment import NOW
from bot.engine.moving import enter
from bot.engine.progress import Progress
from bot.engine.senses import When
from bot.engine.session import Answer, Part, Participant, Place, Session, Visit
from bot.facilitator import Facilitator
from bot.letters import letters
from bot.storage.store import SessionRow, Work


async def in_the_middle(work: Work, address: str, facilitator: Facilitator, dialog: Dialog, at: str) -> None:
    """Keep a person who has agreed, in a session of this dialog that has just asked a step (empty: the first)."""
    now = facilitator.clock()
    user = await work.add_user(address, facilitator.settings.language, now)
    version = int(facilitator.library.phrases_in(user.language).say("cards.version"))
    id_ = secrets.token_hex(6)
    seats = dict.fromkeys(dialog.structure.seats, user.id)
    zone = facilitator.settings.time_zone
    people = {user.id: Participant(user.id, language=user.language, zone=zone, placed=False)}
    session = Session(id_, dialog.name, dialog.hash, seats, people, Place(), facilitator.library)
    p = Progress(session, now)
    steps = list(dialog.structure.steps.values())
    for number, step in enumerate(steps if at else (), 1):
        if step.ask is not None:
            p.keep(_sample(p, dialog, step, number, user.id))
    p.put(replace(p.place, asked=len(steps), firm=len(steps)))
    enter(p, Visit(dialog.hash, at or dialog.structure.start, by=len(steps)), len(steps))
    row = SessionRow(id_, dialog.name, dialog.hash, "running", p.place, seats, now, now)
    await work.save_session(row)
    await work.keep_answers(id_, p.kept.values())
    user = replace(user, agreed=version, admitted=True, session=id_)
    await work.save_user(user)
    await work.post(letters(p.turn(), session, [user], facilitator.library, None, user.id))


def _sample(p: Progress, dialog: Dialog, step: Step, number: int, user: int) -> Answer:  # noqa: PLR0911  (one for each kind)
    """What somebody might have answered to a step."""
    asks = step.ask
    name = asks.name if asks else ""
    answer = Answer(number, user, name, dialog.hash, step.name, frozenset({user}), p.now)
    if isinstance(asks, Text):
        return replace(answer, parts=(Part(f"({name})"),))
    if isinstance(asks, Number):
        return replace(answer, value=asks.low)
    if isinstance(asks, Scale):
        return replace(answer, value=int(asks.options[0]) if asks.options else 5)
    if isinstance(asks, Time):
        return replace(answer, value=When(p.now + timedelta(days=1)).code)
    if isinstance(asks, Many):
        return replace(answer, value=asks.options[: asks.least or 1])
    if isinstance(asks, Appointment):
        return replace(answer, value=NOW)
    return replace(answer, value=getattr(asks, "options", ("",))[0])
