"""How a session goes from step to step: entering, passing on, calling another dialog and coming back."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.asking import ask, seated, sit, tell
from bot.engine.dialog import END
from bot.engine.inputs import NEXT
from bot.engine.machine import Route, route
from bot.engine.progress import Progress
from bot.engine.session import Answer, Visit

MOST = 200
"""Steps entered in one turn; more is a loop that `check` should have found."""


class Endless(Exception):
    """A dialog that never comes to a question: one that never passed the check."""


def follow(p: Progress, outcome: str, by: int) -> None:
    """Leave the step entered last by its exit for this outcome, and go on until something is asked or all ends.

    `by` is the number of the question whose answer (or silence) leads on.
    """
    visit = p.place.trail[-1]
    enter(p, _out(p, visit, outcome, by), by)


def enter(p: Progress, visit: Visit | None, by: int) -> None:
    """Enter a step, and go on through steps that ask nothing until something is asked or all ends (None)."""
    said = len(p.messages)
    for _ in range(MOST):
        visit = _in_bounds(p, visit, by)
        if visit is None:
            _end(p, silent=len(p.messages) == said)
            return
        p.put(replace(p.place, trail=(*p.place.trail, visit)))
        if p.step(visit).ask is not None:
            ask(p)
            return
        _pass_by(p, visit)
        visit = _out(p, visit, NEXT, by)
    raise Endless(p.session.dialog)


def _end(p: Progress, *, silent: bool) -> None:
    """The session is done; where its author has no last word, it isn't left without one."""
    p.be("done")
    for user in sorted(set(p.session.seats.values())) if silent else ():
        p.phrase(user, "ended")


def called(p: Progress, hash_: str, then: str, by: int) -> Visit:
    """The first visit of a dialog played in the middle; when it ends, `then` is entered ('': this very step again)."""
    here = replace(p.place.trail[-1], then=then)
    p.put(replace(p.place, trail=(*p.place.trail[:-1], here)))
    return Visit(hash_, p.dialog(hash_).structure.start, here.depth + 1, by, round=here.round)


def _out(p: Progress, visit: Visit, outcome: str, by: int) -> Visit | None:
    structure = p.dialog(visit.hash).structure

    def look(name: str, of: str) -> Answer | None:
        return p.look(visit.hash, name, of)

    way = route(structure, visit.hash, visit.step, outcome, look, alone=p.session.solo)
    if way.call:
        return called(p, structure.calls[way.call], way.to, by)
    if way.swap and not p.session.solo:
        return _floor_changes(p, visit, way, by)
    return towards(p, visit.hash, way.to, visit.depth, by)


def _floor_changes(p: Progress, visit: Visit, way: Route, by: int) -> Visit | None:
    """The next round: the other has the floor and the same steps come again; after both had it, all go on."""
    p.put(replace(p.place, round=p.place.round + 1))
    to = way.swap if p.place.round % len(p.session.seats) else way.to
    return towards(p, visit.hash, to, visit.depth, by)


def towards(p: Progress, hash_: str, step: str, depth: int, by: int) -> Visit | None:
    """The visit of this step; at an end, of where the dialog was called from; None where all ends."""
    while step == END:
        if depth == 0:
            return None
        depth -= 1
        caller = next(v for v in reversed(p.place.trail) if v.depth == depth)
        hash_, step = caller.hash, caller.then or caller.step
    return Visit(hash_, step, depth, by, round=p.place.round)


def _in_bounds(p: Progress, visit: Visit | None, by: int) -> Visit | None:
    """This visit; where its step was withdrawn, is passed over or entered as often as it may be, what comes instead."""
    for _ in range(MOST):
        if visit is None:
            return None
        if instead := withdrawn(p, visit) or _passed_over(p, visit):
            visit = towards(p, visit.hash, instead, visit.depth, by)
            continue
        limit = p.step(visit).visits
        if limit is None or visits(p, visit) < limit.limit:
            return visit
        visit = towards(p, visit.hash, limit.then, visit.depth, by)
    raise Endless(p.session.dialog)


def visits(p: Progress, visit: Visit) -> int:
    """How often a step was entered in this round of its dialog; a break in between doesn't count."""
    count, deeper = 0, False
    for before in reversed(p.place.trail):
        if before.depth < visit.depth or before.round != visit.round:
            break
        broken_off = deeper and not before.then
        count += (before.depth, before.step) == (visit.depth, visit.step) and not broken_off
        deeper = before.depth > visit.depth
    return count


def withdrawn(p: Progress, visit: Visit) -> str:
    """Where a step leads that its author has withdrawn since ('': it stands)."""
    dialog = p.dialog(visit.hash)
    target = dialog.withdrawn.get(visit.step, "")
    return target if target == END or target in dialog.structure.steps else ""


def _passed_over(p: Progress, visit: Visit) -> str:
    """Where a step leads at once, as somebody it is for only listens ('': it is entered)."""
    instead = p.step(visit).listens
    return instead if instead and p.session.listening in seated(p, visit) else ""


def _pass_by(p: Progress, visit: Visit) -> None:
    """Say the words of a step that asks nothing, if it has any here."""
    solo = p.step(visit).solo
    if p.session.solo and solo is not None and solo.skip:
        return
    for user in sit(p, len(p.place.trail) - 1):
        if p.text(visit, "say", user) or p.text(visit, "copy", user):
            tell(p, visit, user)
