"""Which answers have surely been given where: a walk over all ways at once, circles and limits included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.authoring.answers import BOTH
from bot.authoring.graph import Graph, Move, floor_after, is_for_listening
from bot.engine.dialog import END, Exit, Step, Test
from bot.engine.inputs import Many, Text, Time

Fact = tuple[str, str, bool]
"""An answer's name, the seat that gave it ('' where one person sits everywhere), and whether not skipped."""

Facts = frozenset[Fact]

BEFORE = "before "
"""Before a seat: that person gave the answer in an earlier round."""

ROUNDS = 3
"""How often limits on visits are looked at again with what was learned of other limits."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What has surely been given when a step is entered; steps that can't be reached are missing."""

    graph: Graph
    seats: tuple[str, ...]
    before: Mapping[str, Facts] = field(repr=False)

    def given(self, step: str, name: str, seat: str, *, after: bool = False, words: bool = True) -> bool:
        """Whether this answer was surely given at this step (`after`: once it is answered itself).

        `words`: and not skipped. Without a seat, anybody's counts.
        """
        facts = self.before.get(step)
        if facts is None:
            return True
        if after:
            facts = answered(self.graph.steps[step], facts, self.seats, solo=self.graph.solo)
        return has(facts, name, "" if self.graph.solo else seat, words=words)

    def at_exits(self, step: str) -> Iterator[tuple[Exit, Facts]]:
        """What has surely been given when each exit of a step is tried."""
        facts = self.before.get(step)
        if facts is not None:
            after = answered(self.graph.steps[step], facts, self.seats, solo=self.graph.solo)
            yield from _trying(self.graph.steps[step].exits, after, solo=self.graph.solo)


def has(facts: Facts, name: str, seat: str, *, words: bool) -> bool:
    """Whether an answer is among the facts: of this round, or where a seat is named of any round."""
    return any(
        n == name
        and (s.removeprefix(BEFORE) == seat if seat else not s.startswith(BEFORE))
        and (w or not words)
        for n, s, w in facts
    )


def flow(graph: Graph, seats: tuple[str, ...], withdrawn: Mapping[str, str]) -> Flow:
    """The facts at every step.

    From a `withdrawn` step people come to its target: with what was given before that step where it still
    stands in the file; from anywhere, so that nothing is sure, where it doesn't.
    """
    graph = _leading_on(graph, withdrawn)
    gains: dict[str, Facts] = {}
    gone = [target for old, target in withdrawn.items() if old not in graph.steps]
    begin = {name: Facts() for name in (graph.start, *gone) if name in graph.steps}
    before = _spread(graph, seats, begin, gains)
    limited = [name for name in before if graph.steps[name].visits is not None]
    for _ in range(ROUNDS if limited else 0):
        # Whoever meets the limit has been round before: what every way round gives, they have given.
        gains = {name: _round(graph, seats, name, before[name], gains) for name in limited}
        before = _spread(graph, seats, begin, gains)
    return Flow(graph, seats, before)


def _leading_on(graph: Graph, withdrawn: Mapping[str, str]) -> Graph:
    """The graph with a way from each withdrawn step to what comes instead, without an answer."""
    moves = {
        name: (*ways, Move(name, withdrawn[name], "withdrawn"))
        if withdrawn.get(name) in graph.steps
        else ways
        for name, ways in graph.moves.items()
    }
    return replace(graph, moves=moves)


def answered(step: Step, facts: Facts, seats: tuple[str, ...], *, solo: bool) -> Facts:
    """The facts once this step's question is answered."""
    if step.ask is None:
        return facts
    owners = ("",) if solo else seats if step.to == BOTH else (step.to,)
    name = step.ask.name
    if (isinstance(step.ask, Text | Time) and step.ask.optional) or (
        isinstance(step.ask, Many) and not step.ask.least
    ):
        facts = frozenset(
            one for one in facts if not (one[0] == name and one[1].removeprefix(BEFORE) in owners)
        )
        return facts | {(name, owner, False) for owner in owners}
    return facts | {(name, owner, words) for owner in owners for words in (False, True)}


def _round(
    graph: Graph, seats: tuple[str, ...], name: str, facts: Facts, gains: Mapping[str, Facts]
) -> Facts:
    """What every way from this step back to it gives."""
    back: list[Facts] = []
    _spread(graph, seats, {name: facts}, {**gains, name: frozenset()}, back=(name, back))
    return frozenset.intersection(*back) if back else frozenset()


def _spread(
    graph: Graph,
    seats: tuple[str, ...],
    begin: Mapping[str, Facts],
    gains: Mapping[str, Facts],
    back: tuple[str, list[Facts]] | None = None,
) -> dict[str, Facts]:
    """Facts carried along all moves until nothing changes; where ways meet, what all of them have.

    A step is looked at by itself for each who can have the floor: first 0, after a change of it 1.
    """
    before = {(name, 0): facts for name, facts in begin.items()}
    pending = dict.fromkeys(before)
    while pending:
        name, floor = next(iter(pending))
        del pending[name, floor]
        for move, facts in _carried(graph, seats, name, before[name, floor], gains):
            after = floor_after(move, floor)
            if after is None or (back is not None and after != floor):
                continue
            if move.kind == "listens" and back is None and not _may_listen(graph, seats, name, floor):
                continue
            if back is not None and move.to == back[0]:
                back[1].append(facts)
                continue
            known = before.get((move.to, after))
            met = facts if known is None else known & facts
            if move.to != END and met != known:
                before[move.to, after] = met
                pending[move.to, after] = None
    return _together(before)


def _may_listen(graph: Graph, seats: tuple[str, ...], step: str, floor: int) -> bool:
    return len(seats) > 1 and is_for_listening(graph.steps[step], seats, floor)


def _together(before: Mapping[tuple[str, int], Facts]) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for (name, _), facts in before.items():
        found[name] = found[name] & facts if name in found else facts
    return found


def _carried(
    graph: Graph, seats: tuple[str, ...], name: str, facts: Facts, gains: Mapping[str, Facts]
) -> Iterator[tuple[Move, Facts]]:
    step = graph.steps[name]
    after = answered(step, facts, seats, solo=graph.solo)
    tried = {id(exit_): found for exit_, found in _trying(step.exits, after, solo=graph.solo)}
    for move in graph.moves[name]:
        if move.exit is not None:
            taken = _taken(move.exit, tried[id(move.exit)], solo=graph.solo)
            yield move, taken if move.kind == "exit" else _swapped(taken, seats)
        else:
            yield move, facts | (gains.get(name, frozenset()) if move.kind == "visits" else frozenset())


def _swapped(facts: Facts, seats: tuple[str, ...]) -> Facts:
    """The same facts once the floor has changed: everybody sits elsewhere, and it was an earlier round."""
    other = dict(zip(seats, (*seats[1:], seats[0]), strict=True))
    return frozenset((name, BEFORE + other[seat.removeprefix(BEFORE)], words) for name, seat, words in facts)


def _trying(exits: Iterable[Exit], facts: Facts, *, solo: bool) -> Iterator[tuple[Exit, Facts]]:
    """The facts when each exit is tried: after an exit for what was skipped, it wasn't skipped."""
    learned: dict[tuple[str, ...], Facts] = {}
    for exit_ in exits:
        now = facts | learned.get(exit_.on, frozenset())
        yield exit_, now
        if len(exit_.when) == 1 and exit_.when[0].skipped:
            learned[exit_.on] = learned.get(exit_.on, frozenset()) | _spoken(exit_.when[0], facts, solo=solo)


def _taken(exit_: Exit | None, facts: Facts, *, solo: bool) -> Facts:
    """What an exit's own conditions tell."""
    for test in exit_.when if exit_ is not None else ():
        if not test.skipped:
            facts |= _spoken(test, facts, solo=solo)
    return facts


def _spoken(test: Test, facts: Facts, *, solo: bool) -> Facts:
    seat = "" if solo else test.of
    return frozenset(
        (n, s, True)
        for n, s, _ in facts
        if n == test.answer and (s.removeprefix(BEFORE) == seat if seat else not s.startswith(BEFORE))
    )
