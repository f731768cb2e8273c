"""The ways out of a step as they are written, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.authoring.models import Call, Case, DialogWords, StepWords, Swap
from bot.authoring.strict import Path


@dataclass(frozen=True, slots=True)
class Way:
    """One target: where it stands, the step it names ('' where a call comes back), the dialog it calls.

    `swap`: the step is entered when the floor changes.
    """

    path: Path
    to: str
    call: str = ""
    swap: bool = False

    @property
    def to_path(self) -> Path:
        """Where the step's name stands."""
        return (*self.path, "then") if self.call else self.path


def ways(then: object, path: Path) -> Iterator[Way]:
    """Every target under a `then`."""
    if isinstance(then, dict):
        for key, way in then.items():
            yield from ways(way, (*path, key))
    elif isinstance(then, list):
        for i, case in enumerate(then):
            where = (*path, i, "go") if isinstance(case, Case) else (*path, i)
            yield from ways(case.go if isinstance(case, Case) else case, where)
    elif isinstance(then, Call):
        yield Way(path, then.then or "", then.call)
    elif isinstance(then, Swap):
        yield Way((*path, "swap"), then.swap, swap=True)
        yield Way((*path, "then"), then.then)
    elif then is not None:
        yield Way(path, str(then))


def ways_of(name: str, step: StepWords) -> Iterator[Way]:
    """Every target of a step, those of its limits, of its solo way and for who only listens included."""
    path: Path = ("steps", name)
    yield from ways(step.then, (*path, "then"))
    if step.alone is not None:
        yield from ways(step.alone.then, (*path, "solo", "then"))
    if step.listens is not None:
        yield Way((*path, "listens"), step.listens)
    for key, limited in (("tries", step.tries), ("visits", step.visits)):
        if limited is not None:
            yield Way((*path, key, "then"), limited.then)


def calls_of(written: DialogWords) -> Iterator[Way]:
    """Every call of another dialog."""
    for name, step in written.steps.items():
        yield from (way for way in ways_of(name, step) if way.call)
