"""Looks back: a yes plans them, read off the answers after each turn, so that whatever undoes a yes undoes them."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.inputs import Confirm, Input
from bot.engine.inputs.confirm import YES
from bot.engine.session import GONE, Answer, Session
from bot.engine.turn import Look, Turn


def with_looks(turn: Turn, before: Session) -> Turn:
    """The turn with what somebody wants to be asked later from now on, or (`after` empty) no longer wants."""
    if turn.session.answers == before.answers:
        return turn
    was, now = _looks(before), _looks(turn.session)
    changed = [now.get(owner, Look(owner)) for owner in (was | now) if was.get(owner) != now.get(owner)]
    return replace(turn, looks=tuple(changed))


def plans(asks: Input, value: object) -> bool:
    """Whether this answer to a question plans looks back."""
    return isinstance(asks, Confirm) and bool(asks.looks_back) and value == YES


def _looks(session: Session) -> dict[int, Look]:
    """What each of them wants: their latest answer to such a question counts, a no as well."""
    found: dict[int, Look] = {}
    for answer in session.answers:
        after = _after(session, answer)
        if after and answer.status == "given" and answer.owner != GONE:
            said_yes = answer.value == YES
            found[answer.owner] = Look(
                answer.owner, answer.at if said_yes else None, after if said_yes else ()
            )
    return {owner: look for owner, look in found.items() if look.after}


def _after(session: Session, answer: Answer) -> tuple[int, ...]:
    """The seconds after which a question would look back; none where it is no such question."""
    dialog = session.library.by_hash(answer.hash)
    step = dialog.structure.steps.get(answer.step) if dialog is not None else None
    if step is None:
        return ()
    asks = (step.alone() if session.solo else step).ask
    return asks.looks_back if isinstance(asks, Confirm) else ()
