"""A dialog as a graph: steps, and the moves between them, for two people or for one alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.engine.dialog import END, Dialog, Exit, Step


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a step to another, or to the end. `exit` is None for the ways of limits.

    swap: the floor changes, and the same steps come again; swapped: both have had it, and all go on. listens: instead
    of this step, where somebody it is for only listens.
    """

    at: str
    to: str
    kind: Literal["exit", "tries", "visits", "swap", "swapped", "withdrawn", "listens"] = "exit"
    exit: Exit | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The steps as they are met in one way of playing (`solo` or not), and all moves."""

    start: str
    solo: bool
    steps: Mapping[str, Step]
    moves: Mapping[str, tuple[Move, ...]] = field(repr=False)

    def reached(self, begin: Iterable[str]) -> frozenset[str]:
        """Every step that can be come to from these, themselves included."""
        seen: set[str] = set()
        pending = [name for name in begin if name in self.steps]
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                pending += [move.to for move in self.moves[name] if move.to != END]
        return frozenset(seen)

    def ending(self) -> frozenset[str]:
        """Every step from which the end can be come to."""
        before: dict[str, set[str]] = {}
        for moves in self.moves.values():
            for move in moves:
                before.setdefault(move.to, set()).add(move.at)
        seen: set[str] = set()
        pending = [END]
        while pending:
            found = before.get(pending.pop(), set()) - seen
            seen |= found
            pending += found
        return frozenset(seen)


def graphs(dialog: Dialog) -> tuple[Graph, ...]:
    """The graph for each way in which the dialog can be played.

    With one seat a dialog is always played solo; with two also, where any step says how.
    """
    structure = dialog.structure
    alone = len(structure.seats) == 1
    can_be_alone = any(step.solo is not None for step in structure.steps.values())
    ways = (True,) if alone else (False, True) if can_be_alone else (False,)
    return tuple(_graph(dialog, solo=solo) for solo in ways)


def _graph(dialog: Dialog, *, solo: bool) -> Graph:
    structure = dialog.structure
    steps = {name: step.alone() if solo else step for name, step in structure.steps.items()}
    moves = {name: tuple(_moves(step, steps, solo=solo)) for name, step in steps.items()}
    start = structure.start if structure.start in steps else next(iter(steps))
    return Graph(start, solo, steps, moves)


def _moves(step: Step, steps: Mapping[str, Step], *, solo: bool) -> Iterator[Move]:
    def known(name: str) -> str:
        return name if name in steps else END

    for exit_ in step.exits:
        swapping = bool(exit_.swap) and not solo
        if swapping:
            yield Move(step.name, known(exit_.swap), "swap", exit_)
        yield Move(step.name, known(exit_.to), "swapped" if swapping else "exit", exit_)
    if step.listens and not solo:
        yield Move(step.name, known(step.listens), "listens")
    if step.tries is not None and step.ask is not None:
        yield Move(step.name, known(step.tries.then), "tries")
    if step.visits is not None:
        yield Move(step.name, known(step.visits.then), "visits")


def is_for_listening(step: Step, seats: tuple[str, ...], floor: int) -> bool:
    """Whether a step is for the one who may only listen: they didn't begin, so at first they sit in the second seat.

    `floor`: who has it, first 0, after a change of it 1.
    """
    return step.to in ("both", seats[1 - floor])


def floor_after(move: Move, floor: int) -> int | None:
    """Who has the floor after a move; None where it isn't taken with this floor."""
    if move.kind in ("swap", "swapped"):
        return 1 - floor if (move.kind == "swap") == (floor == 0) else None
    return floor


def circles(names: Iterable[str], moves: Mapping[str, Iterable[Move]]) -> Iterator[frozenset[str]]:
    """The largest sets of steps that lead to each other again and again (components with a cycle in them)."""
    inside = frozenset(names)
    after = {name: {move.to for move in moves[name]} & inside for name in inside}
    reach = {name: _after(name, after) for name in inside}
    left = set(inside)
    for name in sorted(inside):
        if name in left:
            circle = frozenset(other for other in reach[name] if name in reach[other])
            left -= circle | {name}
            if circle:
                yield circle


def _after(name: str, after: Mapping[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    pending = list(after[name])
    while pending:
        at = pending.pop()
        if at not in seen:
            seen.add(at)
            pending += after[at]
    return frozenset(seen)
