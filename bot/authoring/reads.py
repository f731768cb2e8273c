"""What a dialog looks at, step by step: which answers may still be read, by which conditions, and what has limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.authoring.graph import Graph, graphs
from bot.engine.dialog import END, OF, Dialog, Step, Test, places

Named = tuple[str, str]
"""An answer by its name and, where one is named, the seat that gave it."""

Live = Mapping[str, frozenset[Named]]
"""By step, the answers that may still be read before they are given anew."""

_FLOOR = frozenset({"swap", "swapped"})
"""Where the floor changes visits are counted anew."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What one dialog looks at, step by step: answers, their conditions, limits on visits.

    Of the answers that a recap quotes it counts only whether they are there.
    """

    graph: Graph
    live: Live
    recapped: frozenset[Named]
    tests: Mapping[Named, tuple[Test, ...]]
    limited: Mapping[str, tuple[tuple[str, int], ...]]


def reads(dialog: Dialog, *, solo: bool) -> Reads:
    """What a dialog looks at, where it is played by one person alone or by two."""
    found = graphs(dialog)
    graph = next((one for one in found if one.solo is solo), found[0])
    limits = {name: step.visits.limit for name, step in graph.steps.items() if step.visits is not None}
    limited = {
        name: tuple(
            (step, limits[step]) for step in sorted(graph.reached([name], past=_FLOOR)) if step in limits
        )
        for name in graph.steps
    }
    tests: dict[Named, tuple[Test, ...]] = {}
    for test in _tests(graph.steps.values()):
        named = (test.answer, test.of)
        tests[named] = tuple(dict.fromkeys((*tests.get(named, ()), test)))
    recapped = frozenset().union(*(_recapped(dialog, step) for step in graph.steps.values()))
    return Reads(graph, _live(dialog, graph), recapped, tests, limited)


def _tests(steps: Iterable[Step]) -> Iterator[Test]:
    for step in steps:
        for exit_ in step.exits:
            yield from exit_.when


def _live(dialog: Dialog, graph: Graph) -> Live:
    """Carried backward over all moves until nothing changes."""
    quoted = {name: _quoted(dialog, name) for name in graph.steps}
    live = dict(quoted)
    changed = True
    while changed:
        before = dict(live)
        for name, step in graph.steps.items():
            live[name] = quoted[name] | _later(step, live, dialog.structure.seats)
        changed = live != before
    return live


def _other_seats(after: frozenset[Named], seats: tuple[str, ...]) -> frozenset[Named]:
    """What is read after the floor has changed, by the seats that people have before it."""
    other = dict(zip(seats, (*seats[1:], *seats[:1]), strict=True))
    return frozenset((name, other.get(of, of)) for name, of in after)


def _later(step: Step, live: Mapping[str, frozenset[Named]], seats: tuple[str, ...]) -> frozenset[Named]:
    """What is read once this step is left, without what its own answer gives anew."""
    after = frozenset((test.answer, test.of) for test in _tests([step]))
    after = after.union(*(live.get(exit_.to, frozenset()) for exit_ in step.exits if exit_.to != END))
    after = after.union(*(_other_seats(live.get(exit_.swap, frozenset()), seats) for exit_ in step.exits))
    if step.ask is not None:
        given = step.ask.name
        after = frozenset(one for one in after if one[0] != given or one[1] not in ("", step.to))
    limits = [limit.then for limit in (step.tries, step.visits) if limit is not None]
    return after.union(*(live.get(name, frozenset()) for name in (*limits, step.listens)))


def _quoted(dialog: Dialog, step: str) -> frozenset[Named]:
    texts = next(iter(dialog.words.values())).texts
    parts = ("say", "solo", "again", "copy", "draft")
    return frozenset().union(*(_named(texts.get(f"{step}.{part}", "")) for part in parts))


def _recapped(dialog: Dialog, step: Step) -> frozenset[Named]:
    """What a line of the recap quotes besides the step's own answer: it can be asked for at any time."""
    texts = next(iter(dialog.words.values())).texts
    own = step.ask.name if step.ask is not None else ""
    return frozenset(one for one in _named(texts.get(f"{step.name}.recap", "")) if one[0] != own)


def _named(text: str) -> frozenset[Named]:
    split = (place.partition(OF) for place in places(text))
    return frozenset((name, of) for name, _, of in split)
