"""Ways that can't be walked to an end: steps nobody comes to, dead ends, circles without a way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        for circle in endless(graph, begin):
            if not circle <= stuck and not circle & draft.broken:
                yield _circle(draft, graph, circle)


def _astray(draft: Draft) -> bool:
    """Whether some way leads to a step that isn't there: then others may only seem to be out of reach."""
    steps = draft.written.steps
    ways = [way.to for name, step in steps.items() for way in ways_of(name, step)]
    return any(to not in ("", END) and to not in steps for to in [*ways, draft.written.start or ""])


def _never_reached(draft: Draft, found: tuple[Graph, ...]) -> Iterator[Finding]:
    reached: set[str] = set()
    for graph in found:
        reached |= graph.reached([graph.start, *draft.written.withdrawn.values()])
    for name in draft.written.steps:
        if name not in reached and name != END:
            yield _at(draft, name, f"Nobody ever comes to '{name}'.", "Lead a step to it, or remove it.")


def endless(graph: Graph, begin: Iterable[str]) -> Iterator[frozenset[str]]:
    """Circles after these steps that nothing bounds: neither `visits` nor a choice leads out of them.

    First those in which nobody is asked anything, whatever their conditions: no answer changes in them, so
    they go round for ever. Then those with questions: a step that a choice can leave is taken away, with it
    all circles through it, and what still goes round is looked at again.
    """
    free = {name for name in graph.reached(begin) if graph.steps[name].visits is None}
    silent = [*circles((name for name in free if graph.steps[name].ask is None), graph.moves)]
    yield from silent
    pending = [*circles(free - {name for circle in silent for name in circle}, graph.moves)]
    while pending:
        circle = pending.pop()
        left = {name for name in circle if any(_leaves(move, circle, graph) for move in graph.moves[name])}
        if left:
            pending += circles(circle - left, graph.moves)
        else:
            yield circle


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


def _at(draft: Draft, name: str, text: str, hint: str) -> Finding:
    path: Path = ("steps", name)
    return draft.source.finding(path, text, hint, key=True)
