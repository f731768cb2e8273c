"""Whether somebody who only listens can go through a dialog for two by buttons alone."""

from __future__ import annotations

from collections.abc import Iterator

from bot.authoring.answers import BOTH
from bot.authoring.around import Around
from bot.authoring.asks import TextAsk
from bot.authoring.finding import Finding
from bot.authoring.graph import Graph, Move, circles, floor_after, graphs, is_for_listening
from bot.authoring.strict import Path
from bot.authoring.understanding import Draft
from bot.authoring.ways import ways_of
from bot.engine.dialog import Dialog, Step
from bot.engine.inputs import Number, Text
from bot.engine.inputs.number import FEW


def listening(draft: Draft, dialog: Dialog, around: Around) -> Iterator[Finding]:
    """What they can't answer by a button, and ways for them that nobody takes or that never end."""
    two = len(draft.written.seats) > 1
    met = _met(graphs(dialog)[0], dialog.structure.seats) if two and not draft.broken else None
    for name, step in dialog.structure.steps.items():
        path: Path = ("steps", name, "listens")
        if step.listens and met is not None and name not in met:
            hint = "Whoever begins speaks: it is for a step of the other one, or one after a `swap`."
            text = "`listens` is never used: nobody who only listens comes here."
            yield draft.source.finding(path, text, hint, key=True, warn=True)
        elif step.listens and not two:
            hint = "Leave it out, or name two `seats`."
            yield draft.source.finding(path, "There is one seat only: nobody listens.", hint, key=True)
    if met is not None:
        yield from _for_ever(draft, graphs(dialog)[0])
        for name in dialog.structure.steps:
            if name in met and not dialog.structure.steps[name].listens:
                yield from _by_buttons(draft, dialog.structure.steps[name], around)


def needs_words(step: Step) -> bool:
    """Whether a step asks what no button answers."""
    asks = step.ask
    if isinstance(asks, Text):
        return not (asks.drafted or asks.optional)
    return isinstance(asks, Number) and asks.high - asks.low >= FEW


def met_without_buttons(dialog: Dialog) -> frozenset[str]:
    """The steps at which somebody who only listens would have to write."""
    steps = dialog.structure.steps
    met = _met(graphs(dialog)[0], dialog.structure.seats)
    return frozenset(name for name in met if not steps[name].listens and needs_words(steps[name]))


def _met(graph: Graph, seats: tuple[str, ...]) -> frozenset[str]:
    """The steps to which they come, or would, as one of those asked: past all that is passed over for them."""
    seen: set[tuple[str, int]] = set()
    theirs: set[str] = set()
    pending = [(graph.start, 0)]
    while pending:
        name, floor = pending.pop()
        if name not in graph.steps or (name, floor) in seen:
            continue
        seen.add((name, floor))
        step = graph.steps[name]
        own = is_for_listening(step, seats, floor)
        theirs |= {name} if own else set()
        for move in graph.moves[name]:
            after = floor_after(move, floor)
            if after is not None and _is_taken(move, step, own=own):
                pending.append((move.to, after))
    return frozenset(theirs)


def _is_taken(move: Move, step: Step, *, own: bool) -> bool:
    """Whether a move is taken where one only listens (`own`: the step is for them): buttons use up no tries."""
    if own and step.listens:
        return move.kind == "listens"
    return move.kind != "listens" and not (move.kind == "tries" and own and step.to != BOTH)


def _by_buttons(draft: Draft, step: Step, around: Around) -> Iterator[Finding]:
    """Whether they can answer a step, and come through what is called there, without a word."""
    if needs_words(step):
        hint = "Add a `draft`, or `optional: yes`; or lead past it: `listens: another_step`."
        text = "Somebody who only listens can't answer this by a button."
        yield draft.source.finding(("steps", step.name, "ask"), text, hint, key=True, warn=True)
    for way in ways_of(step.name, draft.written.steps[step.name]):
        called = around.dialogs.get(way.call)
        if called is not None and any(_is_bare(each.asks) for each in called.steps.values()):
            text = f"Somebody who only listens can't go through '{way.call}' by buttons."
            hint = f"Add a `draft`, or `optional: yes`, to each text of '{way.call}'."
            yield draft.source.finding((*way.path, "call"), text, hint, warn=True)


def _is_bare(ask: object) -> bool:
    return isinstance(ask, TextAsk) and not (ask.optional or ask.draft)


def _for_ever(draft: Draft, graph: Graph) -> Iterator[Finding]:
    """Circles in which they would be asked nothing, and nobody else either; a floor changes so often and no more."""
    silent = {
        name: [
            move
            for move in graph.moves[name]
            if move.kind != "swap" and (move.kind == "listens") == bool(step.listens)
        ]
        for name, step in graph.steps.items()
        if step.listens or step.ask is None
    }
    for circle in circles(silent, silent):
        names = [name for name in draft.written.steps if name in circle]
        passed = [name for name in names if graph.steps[name].listens]
        if passed:
            text = f"For somebody who only listens this goes round for ever: {', '.join(names)}."
            hint = "Lead one of these to a step that asks, or to `end`."
            yield draft.source.finding(("steps", passed[0], "listens"), text, hint, key=True)
