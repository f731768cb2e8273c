"""The explorer behind `mend check`: it plays every reachable moment of a dialog with the real engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.authoring.deeds import Deed
from bot.authoring.finding import Finding
from bot.authoring.strict import Source
from bot.authoring.walk import Cast, Walk
from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.engine.session import Participant

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""What maps a function over many things: `map`, or that of a pool."""


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
    library: Library, sources: Mapping[str, Source], break_: str = "calm", each: Each = map
) -> tuple[Explored, ...]:
    """Explore every dialog as one person plays it, and as two do where it has two seats; called ones come first.

    `sources` are the dialogs' files by name; `break_` is the dialog that any step can be left for. `each` maps what
    may be done side by side (the `map` of a pool of processes).
    """
    done: dict[str, Explored] = {}
    for names in _waves(library, break_):
        homes = {library.dialogs[other].hash: seen.way_home for other, seen in done.items()}
        pause = library.dialogs[break_].hash if break_ in done else ""
        plays = [(library.dialogs[name], cast) for name in names for cast in casts(library.dialogs[name])]
        alike = partial(_explore, library=library, sources=sources, homes=homes, pause=pause)
        for seen in each(alike, plays):
            one = done.get(seen.dialog)
            done[seen.dialog] = seen if one is None else replace(one, together=seen)
    return tuple(done[name] for name in library.dialogs)


def _explore(play: tuple[Dialog, Cast], *, library: Library, **alike: Any) -> Explored:
    return explore(play[0], library, play[1], **alike)


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


def _waves(library: Library, break_: str) -> Iterator[list[str]]:
    """All dialogs, those of one wave calling only those of the waves before; the break is by itself."""
    done: set[str] = set()
    waiting = {name: {*dialog.structure.calls} for name, dialog in library.dialogs.items()}
    while waiting:
        ready = [name for name, calls in waiting.items() if calls - {name} <= done] or [*waiting]
        ready = [break_] if break_ in ready else ready
        yield ready
        done.update(ready)
        for name in ready:
            del waiting[name]
