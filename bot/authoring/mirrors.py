"""What a text says back: an answer of the other's that was shown to who says it, and that goes to somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.authoring.answers import BOTH, Asked, meant
from bot.authoring.asks import Ask, TextAsk
from bot.authoring.finding import Finding
from bot.authoring.models import StepWords, asked
from bot.authoring.strict import Path
from bot.authoring.understanding import Draft
from bot.engine.dialog import OF


def mirrors(draft: Draft, name: str, asked_for: Mapping[str, tuple[Asked, ...]]) -> Iterator[Finding]:
    """Where nothing of the other's is said back, or to nobody."""
    step, source = draft.written.steps[name], draft.source
    path: Path = ("steps", name, "ask", "mirrors")
    alone = asked(step.alone.ask) if step.alone else None
    if _mirrors(alone):
        hint = "Leave it out; who is alone says nothing back."
        yield source.finding(("steps", name, "solo", *path[2:]), "`mirrors` is for two.", hint, key=True)
    if not isinstance(step.asks, TextAsk) or not step.asks.mirrors:
        return
    if not step.asks.share:
        hint = "Add `share:` with the seat of the other."
        yield source.finding(path, "Nobody reads what is said back here.", hint, key=True)
    for place in step.asks.mirrors:
        yield from _place(draft, name, place, meant(place, asked_for))


def _place(draft: Draft, name: str, place: str, found: tuple[Asked, ...]) -> Iterator[Finding]:
    seats = draft.written.seats
    to, of = draft.written.steps[name].to or seats[0], place.partition(OF)[2]
    path: Path = ("steps", name, "ask", "mirrors")
    owners = {of} if of else {seat for one in found for seat in one.seats}
    if found and owners <= {to}:
        text, hint = f"This is {to}'s own answer.", "Name what the other said."
        yield draft.source.finding(path, text, hint, words=place)
    elif found and not _shown(draft, place, to):
        hint = f"Quote it where {to} reads it, in this step or before: {{{place}}}."
        yield draft.source.finding(path, f"{to} is never shown this answer.", hint, words=place)


def _shown(draft: Draft, place: str, to: str) -> bool:
    """Whether some text for this seat quotes the answer, with its seat or without."""
    name, seats = place.partition(OF)[0], draft.written.seats
    quoted = {f"{{{name}}}", *(f"{{{name}{OF}{seat}}}" for seat in seats)}
    return any(
        spot in text
        for step in draft.written.steps.values()
        if (step.to or seats[0]) in (to, BOTH)
        for text in _texts(step)
        for spot in quoted
    )


def _texts(step: StepWords) -> Iterator[str]:
    draft = step.asks.draft if isinstance(step.asks, TextAsk) else None
    yield from (step.say, step.again or "", step.copy_ or "", draft or "")


def _mirrors(ask: Ask | None) -> bool:
    return isinstance(ask, TextAsk) and bool(ask.mirrors)
