"""What was said so far, for who was away."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.asking import seated, sit
from bot.engine.dialog import OF, places
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
    return replace(p.own(user, "back_again.with", recap=before.text), owners=before.owners)


def recap(p: Progress, user: int) -> Rendered:
    """What was said so far: the authors' recap lines of what was answered, the latest of each answer of each person.

    Each is told as it was in its round: who had the floor then may listen now. Where a yes was asked for, a no has no
    line, and that of a yes stands for all that was said in its round before: what both agree on, not the quarrel.
    What a step has yet to bring to its reader isn't told before.
    """
    told: dict[tuple[str, str, int], Answer] = {}
    for answer in p.session.answers:
        if not _has_line(p, answer, user):
            continue
        key = (answer.hash, answer.name, answer.owner)
        told.pop(key, None)
        if isinstance(p.dialog(answer.hash).structure.steps[answer.step].ask, Confirm):
            if answer.value == NO:
                continue
            told = {of: before for of, before in told.items() if before.round != answer.round}
        told[key] = answer
    lines = [_line(p, answer, user) for answer in told.values()]
    return Rendered("\n".join(line.text for line in lines), together(*lines).owners if lines else frozenset())


def _has_line(p: Progress, answer: Answer, reader: int) -> bool:
    """Whether an author gave a line to what was answered, and this reader may read it by now."""
    given = answer.status == "given" and not answer.skipped and reader in answer.audience
    line = given and p.text(Visit(answer.hash, answer.step), "recap", reader)
    return bool(line) and not _is_to_come(p, answer, reader)


def _line(p: Progress, answer: Answer, reader: int) -> Rendered:
    """The line, as it was in the round of the answer."""
    line = p.text(Visit(answer.hash, answer.step), "recap", reader)
    then = replace(p.session, place=replace(p.place, round=answer.round))
    return render(then, answer.hash, line, reader)


def _is_to_come(p: Progress, answer: Answer, reader: int) -> bool:
    """Whether somebody else's answer reaches this reader later: once all have answered, or by a step that quotes it."""
    if answer.owner == reader:
        return False
    if comes_together(p.session, answer, reader):
        return True
    came = (
        index
        for index, visit in enumerate(p.place.trail)
        if visit.by >= answer.asked and visit.hash == answer.hash and _quotes(p, answer, visit.step, reader)
    )
    return not any(reader in sit(p, index) for index in came) and _will_be_brought(p, answer, reader)


def _will_be_brought(p: Progress, answer: Answer, reader: int) -> bool:
    """Whether some step that is said to this reader, in the round of an answer, quotes it."""
    steps = p.dialog(answer.hash).structure.steps
    return any(
        reader in seated(p, Visit(answer.hash, step, round=answer.round)) and _quotes(p, answer, step, reader)
        for step in steps
    )


def _quotes(p: Progress, answer: Answer, step: str, reader: int) -> bool:
    texts = p.texts(Visit(answer.hash, step), reader)
    found = (places(texts.get(f"{step}.{part}", "")) for part in ("say", "copy", "draft"))
    return any(place.partition(OF)[0] == answer.name for quoted in found for place in quoted)
