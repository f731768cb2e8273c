"""What was said so far, for who was away."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.asking import sit
from bot.engine.dialog import places
from bot.engine.inputs import Confirm
from bot.engine.inputs.confirm import NO
from bot.engine.progress import Progress
from bot.engine.rendering import Rendered, comes_together, render, together
from bot.engine.session import Answer, Visit


def welcome_back(p: Progress, user: int) -> Rendered:
    """A warm line for who was away, with what was said so far."""
    before = recap(p, user)
    if not before.text:
        return p.own(user, "back_again.plain")
    return Rendered(p.phrases(user).say("back_again.with", recap=before.text), before.owners)


def recap(p: Progress, user: int) -> Rendered:
    """What was said so far: the authors' recap lines of what was answered, the latest of each answer of each person.

    Each is told as it was in its round: who had the floor then may listen now. Where a yes was asked for, a no has no
    line, and that of a yes stands for all that was said in its round before: what both agree on, not the quarrel.
    What a step has yet to bring to its reader isn't told before.
    """
    lines: dict[tuple[str, str, int], tuple[int, Rendered]] = {}
    for answer in p.session.answers:
        line = p.text(Visit(answer.hash, answer.step), "recap", user)
        given = answer.status == "given" and not answer.skipped
        if not line or not given or user not in answer.audience or _is_to_come(p, answer, user):
            continue
        key = (answer.hash, answer.name, answer.owner)
        lines.pop(key, None)
        if isinstance(p.dialog(answer.hash).structure.steps[answer.step].ask, Confirm):
            if answer.value == NO:
                continue
            lines = {of: told for of, told in lines.items() if told[0] != answer.round}
        then = replace(p.session, place=replace(p.place, round=answer.round))
        lines[key] = answer.round, render(then, answer.hash, line, user)
    told = [line for _, line in lines.values()]
    return Rendered("\n".join(line.text for line in told), together(*told).owners if told else frozenset())


def _is_to_come(p: Progress, answer: Answer, reader: int) -> bool:
    """Whether somebody else's answer reaches this reader later: once all have answered, or by a step that quotes it."""
    if answer.owner == reader:
        return False
    bring = [name for name in p.dialog(answer.hash).structure.steps if _brings(p, answer, name, reader)]
    brought = (
        reader in sit(p, index)
        for index, visit in enumerate(p.place.trail)
        if visit.by >= answer.asked and visit.hash == answer.hash and visit.step in bring
    )
    return comes_together(p.session, answer, reader) or (bool(bring) and not any(brought))


def _brings(p: Progress, answer: Answer, name: str, reader: int) -> bool:
    """Whether a step is said to this reader, in the round of an answer, and quotes it."""
    seats, step = p.session.sitting_in(answer.round), p.dialog(answer.hash).structure.steps[name]
    if step.to != "both" and seats.get(step.to) != reader:
        return False
    visit = Visit(answer.hash, name)
    quoted = {place for part in ("say", "copy", "draft") for place in places(p.text(visit, part, reader))}
    return any(place.partition(" of ")[0] == answer.name for place in quoted)
