"""How answers agree small acts: read off them after each turn, so that whatever undoes an answer undoes its act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.engine.act import Act, State
from bot.engine.dialog import OF, Agrees
from bot.engine.machine import passes
from bot.engine.plan import split
from bot.engine.session import GONE, Answer, Session
from bot.engine.turn import Turn

TODAY, TOMORROW, WEEKEND = "today", "tomorrow", "weekend"
BEGINS = (TODAY, TOMORROW, WEEKEND)
"""When an act can be done first."""

ONCE, DAILY, WEEKLY = "once", "daily", "weekly"
OFTEN = (ONCE, DAILY, WEEKLY)
"""How often it is done: once, every day for two weeks, every week."""

OWN, NONE = "own", "none"
"""The choices beside the deeds: one of one's own, and no act for now."""

NOON = "T12:00"
"""The hour that stands for a day: a cue has none of its own."""

LAST_OF_TWO_WEEKS = timedelta(days=13)
_SATURDAY = 5


def with_acts(turn: Turn, before: Session) -> Turn:
    """The turn with the acts that it agrees or changes, and those that it calls off."""
    if turn.session.answers == before.answers:
        return turn
    was, now = _acts(before), _acts(turn.session)
    changed = tuple(act for key, act in now.items() if act != was.get(key))
    return replace(turn, acts=changed, called_off=tuple(sorted(was.keys() - now.keys())))


def _acts(session: Session) -> Mapping[tuple[int, int], Act]:
    """All acts that the answers of a session agree, by the number of the answer and its giver.

    A later one of the same name by the same giver in the same round takes the place of the one before.
    """
    found: dict[tuple[str, str, int, int], Act | None] = {}
    for answer in session.answers:
        agrees = _agrees(session, answer)
        if agrees is not None and answer.status == "given" and answer.owner in session.people:
            found[answer.hash, answer.name, answer.owner, answer.round] = _act(session, answer, agrees)
    return {(act.asked, act.giver): act for act in found.values() if act is not None}


_known: dict[str, Mapping[str, Agrees]] = {}
"""By the hash of a structure its steps that agree an act: looked for at every turn, and mostly there are none."""


def _agrees(session: Session, answer: Answer) -> Agrees | None:
    known = _known.get(answer.hash)
    if known is None:
        dialog = session.library.by_hash(answer.hash)
        steps = dialog.structure.steps.values() if dialog is not None else ()
        known = {step.name: step.agrees for step in steps if step.agrees is not None}
        if dialog is not None:
            _known[answer.hash] = known
    return known.get(answer.step)


def _act(session: Session, answer: Answer, agrees: Agrees) -> Act | None:
    """The act of an answer; None where it was left out or let go again, or its receiver would rather have another.

    So it is, too, where it was sent to somebody who went in silence: it waits as if they merely said nothing.
    """
    if GONE in answer.audience:
        return None
    receiver = _receiver(session, answer, agrees)
    state = _state(session, answer, agrees) if receiver else "agreed"
    let_go = any(other.value == NONE for other in _others(session, answer, agrees.deed, later=True))
    if answer.skipped or state is None or let_go:
        return None
    phrases = session.library.phrases_in(session.people[answer.owner].language)
    cue, deed = split(answer.text, phrases)
    zone = session.people[answer.owner].zone
    today = answer.at.astimezone(ZoneInfo(zone)).date()
    first = _first(today, _key(session, answer, agrees.begins))
    rule, until = _again(first, _key(session, answer, agrees.often))
    return Act(
        0,
        answer.owner,
        receiver,
        session.id,
        answer.asked,
        cue,
        deed,
        agrees.minutes,
        f"{first}{NOON}",
        zone,
        rule,
        until,
        state,
    )


def _receiver(session: Session, answer: Answer, agrees: Agrees) -> int:
    """Whom it is for, if they were told of it: what its giver kept at the preview is theirs alone."""
    user = session.sitting_in(answer.round).get(agrees.receiver, GONE)
    return user if user != answer.owner and user in answer.audience else GONE


def _state(session: Session, answer: Answer, agrees: Agrees) -> State | None:
    """Whether the receiver has said yet that it would feel good; None where they would rather have another."""
    for test in agrees.yes:
        said = [*_others(session, answer, test.answer, later=True, by=answer.owner)]
        if not said:
            return "offered"
        if not passes(test, said[-1]):
            return None
    return "agreed"


def _others(
    session: Session, act: Answer, name: str, *, later: bool, by: int | None = None
) -> Iterator[Answer]:
    """What else was given under a name in the round of an act, before or after it: by its giver, or by others."""
    name = name.partition(OF)[0]
    for answer in session.answers:
        same = (answer.hash, answer.name, answer.round) == (act.hash, name, act.round)
        whose = answer.owner != by if by is not None else answer.owner == act.owner
        if same and whose and answer.status == "given" and (answer.asked > act.asked) == later:
            yield answer


def _key(session: Session, act: Answer, name: str) -> str:
    """The option that its giver chose last before it."""
    chosen = [answer.value for answer in _others(session, act, name, later=False)]
    return str(chosen[-1]) if chosen else ""


def _first(today: date, begins: str) -> date:
    """Its first date: today, tomorrow, or the next day of a weekend."""
    if begins == WEEKEND:
        return today + timedelta(days=max(0, _SATURDAY - today.weekday()))
    return today + timedelta(days=begins == TOMORROW)


def _again(first: date, often: str) -> tuple[str, str]:
    """How it comes again, as a request's rule, and its last date."""
    if often == DAILY:
        return "d1", f"{first + LAST_OF_TWO_WEEKS}"
    return (f"w1.{first.weekday()}", "") if often == WEEKLY else ("", f"{first}")
