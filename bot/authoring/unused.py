"""What stands in a dialog and is never said or used."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.authoring.answers import BOTH, answers_of
from bot.authoring.asks import AgreeAsk, AppointmentAsk, Ask, ChoiceAsk, ManyAsk, TextAsk
from bot.authoring.finding import Finding
from bot.authoring.graph import graphs
from bot.authoring.models import DialogWords, StepWords, asked
from bot.authoring.strict import Path, Source
from bot.authoring.understanding import Draft, Lists
from bot.engine.dialog import Dialog


def unused(draft: Draft, dialog: Dialog) -> Iterator[Finding]:
    """Texts and limits that nothing leads to, steps that one person alone can't take."""
    written, source = draft.written, draft.source
    met_alone = _met_alone(draft, dialog)
    for name, step in written.steps.items():
        path: Path = ("steps", name)
        yield from _without_question(path, step, source)
        if step.solo is not None and len(written.seats) == 1:
            hint = "With one seat everybody is alone: say it in the step itself."
            yield source.finding((*path, "solo"), "`solo` isn't needed here.", hint, key=True, warn=True)
        elif name in met_alone and step.solo is None and step.to in (*written.seats[1:], BOTH):
            hint = "Add `solo:` with other words, or `solo: {skip: yes}`."
            text = f"One person alone would be asked what is meant for {step.to}."
            yield source.finding(path, text, hint, key=True, warn=True)
        shared = step.asks is None or bool(step.asks.share) or len(written.seats) == 1
        if step.reveals and shared:
            hint = "Keep `reveals` for a private question in a dialog with two seats."
            yield source.finding(
                (*path, "reveals"), "Nobody else could notice anything here.", hint, key=True
            )
        if step.alone is not None and _drafts(step.asks) and _drafts(asked(step.alone.ask)):
            hint = "Keep the one of the step; it is offered to one person alone too."
            yield source.finding((*path, "solo", "ask", "draft"), "This draft is never used.", hint, key=True)
    yield from _appointments(draft, met_alone)
    yield from _of_two(written, source)
    for one in answers_of(written):
        if isinstance(one.ask, TextAsk) and one.ask.voice and one.ask.share:
            hint = "Leave `voice` out: a voice can't be read through before it is sent."
            yield source.finding((*one.path, "voice"), "A voice note can't be shared.", hint, key=True)


def _of_two(written: DialogWords, source: Source) -> Iterator[Finding]:
    """What is said in the head of two people, where there is one seat."""
    for key, there in (("light", written.light), ("side_by_side", written.side_by_side)):
        if there and len(written.seats) == 1:
            text = f"`{key}` tells something of two people, and this dialog is for one."
            yield source.finding((key,), text, "Remove it, or add `seats:` for two.", key=True, warn=True)


def _met_alone(draft: Draft, dialog: Dialog) -> frozenset[str]:
    """The steps that one person alone comes to, where two can play it; all where a way isn't understood."""
    if len(draft.written.seats) == 1:
        return frozenset()
    alone = [graph for graph in graphs(dialog) if graph.solo]
    begin = (
        (*dialog.structure.steps,) if draft.broken else (dialog.structure.start, *dialog.withdrawn.values())
    )
    return frozenset().union(*(graph.reached(begin) for graph in alone))


def _appointments(draft: Draft, met_alone: frozenset[str]) -> Iterator[Finding]:
    """Hours that nobody could agree on: one of two chooses, and both see it."""
    for one in answers_of(draft.written):
        if not isinstance(one.ask, AppointmentAsk):
            continue
        step = draft.written.steps[one.step]
        skipped = step.alone is not None and (step.alone.skip or step.alone.ask is not None)
        if one.solo or len(draft.written.seats) == 1 or (one.step in met_alone and not skipped):
            text, hint = (
                "Who is alone agrees on no hour with anybody.",
                "Add `solo: {skip: yes}` with a way on.",
            )
            yield draft.source.finding((*one.path, "appointment"), text, hint, key=True)
        elif len(one.seats) > 1:
            text, hint = "Two can't choose the same hour at once.", "Ask one of them: `to:` with a seat."
            yield draft.source.finding((*one.path, "appointment"), text, hint, key=True)


def _drafts(ask: Ask | None) -> bool:
    return isinstance(ask, TextAsk) and ask.draft is not None


def _without_question(path: Path, step: StepWords, source: Source) -> Iterator[Finding]:
    if step.asks is not None or (step.alone is not None and asked(step.alone.ask) is not None):
        return
    for key, there in (
        ("again", step.again),
        ("recap", step.recap),
        ("tries", step.tries),
        ("nudge", step.nudge),
    ):
        if there is not None:
            text = f"`{key}` is never used: this step asks nothing."
            yield source.finding((*path, key), text, "Remove it, or add `ask:`.", key=True, warn=True)


def unused_lists(dialogs: Collection[DialogWords], lists: Lists, source: Source) -> Iterator[Finding]:
    """Lists from which no dialog takes anything."""
    used = {
        name
        for written in dialogs
        for one in answers_of(written)
        if isinstance(one.ask, ChoiceAsk | ManyAsk)
        for name in (one.ask.from_, one.ask.gently)
    }
    used |= {
        name
        for written in dialogs
        for step in written.steps.values()
        if isinstance(step.asks, AgreeAsk)
        for name in (step.asks.from_, step.asks.cues)
    }
    for name in lists:
        if name not in used:
            hint = "Use it with `from:` or `gently:`, or remove it."
            yield source.finding((name,), f"No dialog uses the list '{name}'.", hint, key=True, warn=True)
