"""Ways that can't be walked to an end: steps nobody comes to, dead ends, circles without a way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.authoring.finding import Finding
from bot.authoring.graph import Graph, Move, circles, graphs
from bot.authoring.strict import Path
from bot.authoring.understanding import Draft
from bot.authoring.ways import ways_of
from bot.engine.dialog import END, Dialog


def walks(draft: Draft, dialog: Dialog) -> Iterator[Finding]:
    """What is wrong with the ways through a dialog, whichever way it is played."""
    found = graphs(dialog)
    if not draft.broken and not _astray(draft):
        yield from _never_reached(draft, found)
    for graph in found:
        begin = graph.steps if draft.broken else [graph.start]
        stuck = graph.reached(begin) - graph.ending()
        if stuck and not stuck & draft.broken:
            names = [name for name in draft.written.steps if name in stuck]
            text = f"No end can be reached from: {', '.join(names)}."
            yield _at(draft, names[0], text, "Give one of these a way that leads to `end`.")
        yield from _limits(draft, graph)
        for circle in endless(graph, begin):
            if not circle <= stuck and not circle & draft.broken:
                yield _circle(draft, graph, circle)
        if not draft.broken and not stuck:
            yield from _unbounded(draft, graph)


def _astray(draft: Draft) -> bool:
    """Whether some way leads to a step that isn't there: then others may only seem to be out of reach."""
    steps = draft.written.steps
    ways = [way.to for name, step in steps.items() for way in ways_of(name, step)]
    return any(to not in ("", END) and to not in steps for to in [*ways, draft.written.start or ""])


def _never_reached(draft: Draft, found: tuple[Graph, ...]) -> Iterator[Finding]:
    reached: set[str] = {*draft.written.withdrawn}
    for graph in found:
        reached |= graph.reached([graph.start, *draft.written.withdrawn.values()])
    for name in draft.written.steps:
        if name not in reached and name != END:
            yield _at(draft, name, f"Nobody ever comes to '{name}'.", "Lead a step to it, or remove it.")


def _limits(draft: Draft, graph: Graph) -> Iterator[Finding]:
    for name in graph.steps:
        if not past_limits(graph, name) and graph.steps[name].visits is not None:
            text = "Once they are used up, these visits lead back here for ever."
            path: Path = ("steps", name, "visits", "then")
            yield draft.source.finding(path, text, "Lead on to a step without `visits`, or to `end`.")


def endless(graph: Graph, begin: Iterable[str]) -> Iterator[frozenset[str]]:
    """Circles after these steps that nothing bounds: neither `visits` nor a choice leads out of them.

    Whoever goes round for long uses up every limit on the way, so the moves are looked at as they are then.
    First come circles in which nobody is asked anything, whatever their conditions: no answer changes in
    them. Then those with questions: a step that a choice can leave is taken away, with it all circles
    through it, and what still goes round is looked at again.
    """
    late = used_up(graph)
    free = graph.reached(begin) & late.moves.keys()
    silent = [*circles((name for name in free if graph.steps[name].ask is None), late.moves)]
    yield from silent
    pending = [*circles(free - {name for circle in silent for name in circle}, late.moves)]
    while pending:
        circle = pending.pop()
        left = {name for name in circle if any(_leaves(move, circle, late) for move in late.moves[name])}
        if left:
            pending += circles(circle - left, late.moves)
        else:
            yield circle


def used_up(graph: Graph) -> Graph:
    """The graph once both have had the floor and all limits are used up: a limited step's ways lead to its `then`."""
    moves = {
        name: tuple(
            replace(move, to=past_limits(graph, move.to) or END)
            for move in graph.moves[name]
            if move.kind != "swap"
        )
        for name, step in graph.steps.items()
        if step.visits is None
    }
    return replace(graph, moves=moves)


def past_limits(graph: Graph, name: str) -> str:
    """The step that is entered where limits are used up; empty where they lead to each other in a circle."""
    seen: set[str] = set()
    while name in graph.steps and (limit := graph.steps[name].visits) is not None:
        if name in seen:
            return ""
        seen.add(name)
        name = limit.then
    return name


def _leaves(move: Move, circle: frozenset[str], graph: Graph) -> bool:
    """Whether somebody in the circle can choose this way out of it."""
    if move.to in circle or move.exit is None:
        return False
    exits = graph.steps[move.at].exits
    asked = {step.ask.name for name in circle if (step := graph.steps[name]).ask is not None}
    if move.exit.when:
        return all(test.answer in asked for test in move.exit.when)
    decided = any(test.answer in asked for exit_ in exits for test in exit_.when)
    return bool(move.exit.on) or len(exits) == 1 or decided


def _circle(draft: Draft, graph: Graph, circle: frozenset[str]) -> Finding:
    names = [name for name in draft.written.steps if name in circle]
    if any(graph.steps[name].ask is not None for name in circle):
        text = f"Nothing that is answered leads out of this circle: {', '.join(names)}."
    else:
        text = f"This goes round for ever without asking: {', '.join(names)}."
    return _at(draft, names[0], text, "Add `visits: {limit: 3, then: …}` to one of its steps, or a way out.")


def _unbounded(draft: Draft, graph: Graph) -> Iterator[Finding]:
    """Circles that somebody can leave, and in which nothing counts how often they go round."""
    late = used_up(graph)
    free = graph.reached([graph.start]) & late.moves.keys()
    never_left = set().union(*endless(graph, [graph.start]))
    for circle in circles(free, late.moves):
        if len(circle) > 1 and not circle & never_left:  # alone, a step only asks again
            names = [name for name in draft.written.steps if name in circle]
            text = f"Nothing bounds how often one goes round here: {', '.join(names)}."
            hint = "Add `visits: {limit: 3, then: …}` to one of its steps."
            yield draft.source.finding(("steps", names[0]), text, hint, key=True, warn=True)


def _at(draft: Draft, name: str, text: str, hint: str) -> Finding:
    path: Path = ("steps", name)
    return draft.source.finding(path, text, hint, key=True)
