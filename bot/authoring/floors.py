"""What is wrong between two seats: what a private answer tells by its exit, who has the floor, who is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.authoring.answers import BOTH, Asked, answers_of, by_name, meant
from bot.authoring.finding import Finding
from bot.authoring.graph import Graph, Move, graphs
from bot.authoring.strict import Path
from bot.authoring.understanding import Draft
from bot.authoring.ways import ways_of
from bot.engine.dialog import END, OF, Dialog, Exit, Step

Seen = frozenset[tuple[str, str]]
"""The steps, each with the seat of its reader then, that somebody may get to see next."""

_Choice = tuple[str, str, Path, Sequence[Exit]]
"""A private answer, who may not read it, where it is read, and the exits among which it chooses."""

_ARRIVING = frozenset({"confirm", "choice", "note", "appointment"})
"""By what one is asked whether now is a good time: these may differ from floor to floor."""


def floors(draft: Draft, dialog: Dialog) -> Iterator[Finding]:
    """All of it, where a dialog has two seats."""
    if len(draft.written.seats) > 1 and not draft.broken:
        graph = graphs(dialog)[0]
        yield from _never_asked(draft)
        yield from _unequal(draft, graph)
        exits = _Exits(draft, graph, by_name(draft.written), tuple(draft.written.seats))
        for name in draft.written.steps:
            yield from exits.telling(name)


# --- the floor ----------------------------------------------------------------------------------------


def _never_asked(draft: Draft) -> Iterator[Finding]:
    """Seats from which nobody ever says anything; where the floor changes everybody sits in each."""
    found = [one for one in answers_of(draft.written) if not one.solo]
    asked = {seat for one in found for seat in one.seats}
    if not asked or any(one.swaps for one in found) or asked - {*draft.written.seats}:
        return
    for number, seat in enumerate(draft.written.seats):
        if seat not in asked:
            hint = f"Ask them something with `to: {seat}`, or leave the seat out."
            yield draft.source.finding(("seats", number), f"{seat} is never asked anything.", hint, warn=True)


def _unequal(draft: Draft, graph: Graph) -> Iterator[Finding]:
    """Questions that only one of the two is asked while they have the floor, but for whether and when they take it."""
    first = _floor(graph, graph.start)
    for name, step in draft.written.steps.items():
        for way in ways_of(name, step):
            if way.swap and way.to in graph.steps and name in first:
                second = _floor(graph, way.to)
                for which, lone in (("first", first - second), ("second", second - first)):
                    if found := _lone(graph, lone):
                        names = ", ".join(each for each in graph.steps if each in found)
                        text = f"Only who has the floor {which} comes to: {names}."
                        hint = "Let `swap` lead to where the floor begins; what is for both alike stands `to: both`."
                        yield draft.source.finding(way.path, text, hint, warn=True)


def _floor(graph: Graph, start: str) -> frozenset[str]:
    """The steps of one floor."""
    seen: set[str] = set()
    pending = [start]
    while pending:
        name = pending.pop()
        if name in graph.steps and name not in seen:
            seen.add(name)
            pending += [move.to for move in graph.moves[name] if move.kind not in ("swap", "swapped")]
    return frozenset(seen)


def _lone(graph: Graph, names: frozenset[str]) -> frozenset[str]:
    """Those of these steps at which one of the two is asked for more than whether and when to begin."""
    found = ((name, graph.steps[name]) for name in names)
    return frozenset(
        name for name, step in found if step.to != BOTH and step.ask and step.ask.kind not in _ARRIVING
    )


# --- what an exit tells -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Exits:
    draft: Draft
    graph: Graph
    asked_for: Mapping[str, tuple[Asked, ...]]
    seats: tuple[str, ...]

    def telling(self, name: str) -> Iterator[Finding]:
        """The exits of a step by which one could infer what the other answered in private."""
        told: dict[str, Finding] = {}
        for answer, reader, path, exits in (*self._by_conditions(name), *self._by_outcomes(name)):
            if answer not in told and self._differ(self.graph.steps[name], exits, reader):
                told[answer] = self._finding(name, answer, reader, path)
        yield from told.values()

    def _by_conditions(self, name: str) -> Iterator[_Choice]:
        """The exits among which a condition chooses: its own and those that are tried after it."""
        step = self.graph.steps[name]
        for outcome in step.ask.outcomes if step.ask is not None else ("",):
            exits = [exit_ for exit_ in step.exits if not exit_.on or outcome in exit_.on]
            for number, exit_ in enumerate(exits):
                for answer in (
                    f"{test.answer}{OF}{test.of}" if test.of else test.answer for test in exit_.when
                ):
                    for reader in self._kept_from(answer):
                        yield answer, reader, self._condition(name, answer), exits[number:]

    def _by_outcomes(self, name: str) -> Iterator[_Choice]:
        """The exits among which the step's own answer chooses."""
        step = self.graph.steps[name]
        if step.ask is not None and any(exit_.on for exit_ in step.exits):
            here = tuple(one for one in self.asked_for.get(step.ask.name, ()) if one.step == name)
            for reader in self._closed(here, ""):
                yield step.ask.name, reader, ("steps", name, "then"), step.exits

    def _kept_from(self, answer: str) -> Iterator[str]:
        """Who may not read an answer, and whose exits would tell it without a word said before."""
        yield from self._closed(meant(answer, self.asked_for), answer.partition(OF)[2])

    def _closed(self, found: tuple[Asked, ...], of: str) -> Iterator[str]:
        open_ = [one for one in found if not one.solo and not self.draft.written.steps[one.step].tells]
        for reader in self.seats:
            for one in open_:
                owners = (of,) if of else one.seats
                if any(owner != reader and reader not in one.readers(self.seats, owner) for owner in owners):
                    yield reader
                    break

    def _differ(self, step: Step, exits: Sequence[Exit], reader: str) -> bool:
        """Whether these exits lead to different things that the reader gets."""
        moves = [move for move in self.graph.moves[step.name] if any(move.exit is one for one in exits)]
        seen: dict[int, Seen] = {}
        for move in moves:
            seen[id(move.exit)] = seen.get(id(move.exit), frozenset()) | self._next(move, reader)
        return len(set(seen.values())) > 1

    def _next(self, move: Move, reader: str) -> Seen:
        """What the reader gets next after a move: past all that only the other one sees."""
        found: set[tuple[str, str]] = set()
        done: set[tuple[Move, str, bool]] = set()
        pending = [(move, reader, False)]
        while pending:
            at, seat, said = one = pending.pop()
            if at.kind == "swap":
                seat = next(other for other in self.seats if other != seat)
            if at.to == END:  # a called dialog speaks to who is asked where it is called, and to nobody else
                found.add((END, "" if said else "ended"))  # who ends without a word is told so
            elif self.graph.steps[at.to].to in (seat, BOTH):
                found.add((at.to, seat))
            elif one not in done:
                done.add(one)
                said = self.graph.steps[at.to].ask is None
                pending += [(after, seat, said) for after in self.graph.moves[at.to]]
        return frozenset(found)

    def _condition(self, step: str, answer: str) -> Path:
        """Where the condition stands: the first `when` of this step that names the answer."""
        keys = self.draft.source.keys
        found = [path for path in keys if path[:2] == ("steps", step) and path[-2:] == ("when", answer)]
        return min(found, key=lambda path: keys[path].start, default=("steps", step, "then"))

    def _finding(self, step: str, answer: str, reader: str, path: Path) -> Finding:
        name = answer.partition(OF)[0]
        asking = next((one.step for one in self.asked_for.get(name, ()) if not one.solo), step)
        text = f"By the way this goes {reader} could tell what was answered in private ('{answer}')."
        hint = (
            f"Lead all ways to the same for {reader}, share the answer, or add `reveals: yes` to the step "
            f"'{asking}': it is said before the answer."
        )
        return self.draft.source.finding(path, text, hint, key=True)
