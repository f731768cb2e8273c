"""The explorer behind `mend check`: it plays every reachable moment of a dialog with the real engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.authoring.around import ORIGINAL
from bot.authoring.buttons import ByButtons
from bot.authoring.deeds import Deed
from bot.authoring.finding import Finding
from bot.authoring.node import Cast
from bot.authoring.strict import Source
from bot.authoring.walk import Walk
from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.engine.session import Participant

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""What maps a function over many things: `map`, or that of a pool."""

Homes = Mapping[str, tuple[Deed, ...] | None]
"""By hash, how one comes from the start of a dialog to its end; None where one doesn't."""


@dataclass(frozen=True, slots=True)
class Explored:
    """How much was seen of one dialog, and what is wrong in it.

    `together` is the same as two people play it, where it has two seats, `listened` as one of them only listens.
    """

    dialog: str
    states: int
    moves: int
    findings: tuple[Finding, ...] = ()
    together: Explored | None = None
    listened: Explored | None = None
    language: str = ORIGINAL

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """All that is wrong, whichever way it is played."""
        more = self.together.findings if self.together is not None else ()
        if not more and self.listened is not None:
            more = self.listened.findings
        return tuple(sorted({*self.findings, *more}))


def explore_all(
    library: Library,
    sources: Mapping[str, Source],
    *,
    break_: str = "calm",
    each: Each = map,
    languages: Sequence[str] = (ORIGINAL,),
    names: Collection[str] = (),
) -> tuple[Explored, ...]:
    """Explore every dialog as one person plays it, and as two do where it has two seats, in each of these languages.

    `names` are those to be explored, where not all are. `sources` are the dialogs' files by name; `break_` is the
    dialog that any step can be left for. `each` maps what may be done side by side (the `map` of a pool of
    processes): what takes longest, the ways of two, comes first.
    """
    dialogs = {name: dialog for name, dialog in library.dialogs.items() if not names or name in names}
    plays = [
        (dialog, cast)
        for language in languages
        for dialog in dialogs.values()
        for cast in casts(dialog, language)
    ]
    plays.sort(key=lambda play: (play[1].solo or play[1].listens, -len(play[0].structure.steps)))
    alike = partial(
        _explore, library=library, sources=sources, homes=_ways_home(library, break_), break_=break_
    )
    played = zip(plays, each(alike, plays), strict=True)
    seen = {(one.dialog, cast.language, cast.solo, cast.listens): one for (_, cast), one in played}
    return tuple(
        replace(
            seen[name, language, True, False],
            together=seen.get((name, language, False, False)),
            listened=seen.get((name, language, False, True)),
        )
        for language in languages
        for name in dialogs
    )


def _explore(play: tuple[Dialog, Cast], *, library: Library, break_: str, **alike: Any) -> Explored:
    dialog, cast = play
    pause = library.dialogs[break_].hash if break_ in library.dialogs and dialog.name != break_ else ""
    return explore(dialog, library, cast, pause=pause, **alike)


def alone(dialog: Dialog, language: str = ORIGINAL) -> Cast:
    """One person in every seat."""
    people = {1: Participant(1, "Ann", language)}
    return Cast(dict.fromkeys(dialog.structure.seats, 1), people)


def both(dialog: Dialog, language: str = ORIGINAL) -> Cast:
    """Two people, each in a seat."""
    seats = dict(zip(dialog.structure.seats, (1, 2), strict=True))
    return Cast(seats, {1: Participant(1, "Ann", language), 2: Participant(2, "Ben", language)})


def listening(dialog: Dialog, language: str = ORIGINAL) -> Cast:
    """Both, of whom the second only listens."""
    cast = both(dialog, language)
    people = {user: replace(person, listens=user != 1) for user, person in cast.people.items()}
    return replace(cast, people=people)


def casts(dialog: Dialog, language: str = ORIGINAL) -> tuple[Cast, ...]:
    """Everybody who can play a dialog: one person, or also two, or one who only listens to the other."""
    two = len(dialog.structure.seats) > 1
    return tuple(each(dialog, language) for each in ((alone, both, listening) if two else (alone,)))


def explore(
    dialog: Dialog,
    library: Library,
    cast: Cast,
    *,
    sources: Mapping[str, Source],
    homes: Homes,
    pause: str = "",
) -> Explored:
    """Play one dialog from every reachable moment by everything that its people can do there.

    `homes` leads by hash from the start of each dialog that can be called to its end; such dialogs are not
    explored again inside this one. `pause` is the hash of the dialog for a break ('' where there is none).
    """
    walk = (ByButtons if cast.listens else Walk)(dialog, library, cast, homes, pause)
    walk.begin()
    while walk.pending:
        walk.expand(walk.pending.popleft())
    walk.ends()
    wrong = walk.judge.findings(sources)
    if cast.language != ORIGINAL:
        wrong = tuple(replace(each, text=f"Read in {cast.language}: {each.text}") for each in wrong)
    return Explored(dialog.name, len(walk.seen), walk.moves, wrong, language=cast.language)


def way_home(dialog: Dialog, library: Library, cast: Cast, homes: Homes) -> tuple[Deed, ...] | None:
    """The shortest way from the start of a dialog to its end; None where there is none."""
    walk = Walk(dialog, library, cast, homes, "")
    walk.begin()
    while walk.pending and walk.way_home() is None:
        walk.expand(walk.pending.popleft())
    return walk.way_home()


def _ways_home(library: Library, break_: str) -> Homes:
    """By hash, the way through each dialog that can be called: those first that call no other."""
    called = {name for dialog in library.dialogs.values() for name in dialog.structure.calls}
    homes: dict[str, tuple[Deed, ...] | None] = {}
    for wave in _waves(library):
        found = {
            dialog.hash: way_home(dialog, library, alone(dialog), homes)
            for dialog in map(library.dialogs.__getitem__, wave)
            if dialog.name in called or dialog.name == break_
        }
        homes |= found
    return homes


def _waves(library: Library) -> Iterator[list[str]]:
    """All dialogs, those of one wave calling only those of the waves before."""
    done: set[str] = set()
    waiting = {name: {*dialog.structure.calls} for name, dialog in library.dialogs.items()}
    while waiting:
        ready = [name for name, calls in waiting.items() if calls - {name} <= done] or [*waiting]
        yield ready
        done.update(ready)
        for name in ready:
            del waiting[name]
