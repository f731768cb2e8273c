"""The explorer behind `mend check`: it plays every reachable moment of a dialog with the real engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.authoring.deeds import Deed
from bot.authoring.finding import Finding
from bot.authoring.strict import Source
from bot.authoring.walk import Cast, Walk
from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.engine.session import Participant


@dataclass(frozen=True, slots=True)
class Explored:
    """How much was seen of one dialog, what is wrong in it, and the shortest way to its end, if any.

    `together` is the same as two people play it, where it has two seats.
    """

    dialog: str
    states: int
    moves: int
    findings: tuple[Finding, ...] = ()
    way_home: tuple[Deed, ...] | None = None
    together: Explored | None = None

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """All that is wrong, whichever way it is played."""
        more = self.together.findings if self.together is not None else ()
        return tuple(sorted({*self.findings, *more}))


def explore_all(
    library: Library, sources: Mapping[str, Source], break_: str = "calm"
) -> tuple[Explored, ...]:
    """Explore every dialog as one person plays it, and as two do where it has two seats; called ones come first.

    `sources` are the dialogs' files by name; `break_` is the dialog that any step can be left for.
    """
    done: dict[str, Explored] = {}
    for name in _callees_first(library, break_):
        dialog = library.dialogs[name]
        homes = {library.dialogs[other].hash: seen.way_home for other, seen in done.items()}
        pause = library.dialogs[break_].hash if break_ in done else ""
        one, *more = (
            explore(dialog, library, cast, sources=sources, homes=homes, pause=pause)
            for cast in casts(dialog)
        )
        done[name] = replace(one, together=more[0] if more else None)
    return tuple(done[name] for name in library.dialogs)


def alone(dialog: Dialog) -> Cast:
    """One person in every seat."""
    return Cast(dict.fromkeys(dialog.structure.seats, 1), {1: Participant(1, "Ann")})


def both(dialog: Dialog) -> Cast:
    """Two people, each in a seat."""
    seats = dict(zip(dialog.structure.seats, (1, 2), strict=True))
    return Cast(seats, {1: Participant(1, "Ann"), 2: Participant(2, "Ben")})


def casts(dialog: Dialog) -> tuple[Cast, ...]:
    """Everybody who can play a dialog: one person, or also two."""
    return (alone(dialog),) if len(dialog.structure.seats) == 1 else (alone(dialog), both(dialog))


def explore(
    dialog: Dialog,
    library: Library,
    cast: Cast,
    *,
    sources: Mapping[str, Source],
    homes: Mapping[str, tuple[Deed, ...] | None],
    pause: str = "",
) -> Explored:
    """Play one dialog from every reachable moment by everything that its people can do there.

    `homes` leads by hash from the start of each dialog that can be called to its end; such dialogs are not
    explored again inside this one. `pause` is the hash of the dialog for a break ('' where there is none).
    """
    walk = Walk(dialog, library, cast, homes, pause)
    walk.begin()
    while walk.pending:
        walk.expand(walk.pending.popleft())
    walk.look_for_ends()
    return Explored(dialog.name, len(walk.seen), walk.moves, walk.findings(sources), walk.way_home())


def _callees_first(library: Library, break_: str) -> list[str]:
    names: dict[str, None] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        for called in sorted(library.dialogs[name].structure.calls.keys() - above):
            visit(called, above | {name})
        names.setdefault(name)

    for name in sorted(library.dialogs, key=lambda name: name != break_):
        visit(name, frozenset())
    return [*names]
