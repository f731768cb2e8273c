"""What was said so far, for who was away."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.progress import Progress
from bot.engine.rendering import NOTHING, Rendered, render, together
from bot.engine.session import Visit


def welcome_back(p: Progress, user: int) -> Rendered:
    """A warm line for who was away, with what was said so far."""
    before = recap(p, user)
    if not before.text:
        return p.own(user, "back_again.plain")
    return Rendered(p.phrases(user).say("back_again.with", recap=before.text), before.owners)


def recap(p: Progress, user: int) -> Rendered:
    """What was said so far: the authors' recap lines of what was answered, the latest of each answer of each person.

    Each is told as it was in its round: who had the floor then may listen now.
    """
    lines: dict[tuple[str, str, int], Rendered] = {}
    for answer in p.session.answers:
        line = p.text(Visit(answer.hash, answer.step), "recap", user)
        if line and answer.status == "given" and not answer.skipped and user in answer.audience:
            key = (answer.hash, answer.name, answer.owner)
            lines.pop(key, None)
            then = replace(p.session, place=replace(p.place, round=answer.round))
            lines[key] = render(then, answer.hash, line, user)
    whole = together(*lines.values()) if lines else NOTHING
    return Rendered("\n".join(line.text for line in lines.values()), whole.owners)
