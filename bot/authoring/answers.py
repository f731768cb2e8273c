"""Which answers a dialog asks for: by which step, from whom, of which kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.authoring.asks import Ask, ConfirmAsk, NumberAsk, ScaleAsk, TextAsk, TimeAsk, name_of
from bot.authoring.compiling import options_of
from bot.authoring.models import DialogWords, asked
from bot.authoring.strict import Path
from bot.authoring.understanding import Lists
from bot.authoring.ways import ways_of
from bot.engine.dialog import OF

BOTH = "both"
ME = "me"


@dataclass(frozen=True, slots=True)
class Asked:
    """One place at which an answer is asked for; `seats` are those who give it.

    `swaps`: the floor changes in this dialog, so that in another round somebody in any seat gives it.
    """

    name: str
    step: str
    seats: tuple[str, ...]
    ask: Ask
    path: Path
    solo: bool = False
    swaps: bool = False

    def readers(self, seats: tuple[str, ...], of: str = "") -> frozenset[str]:
        """The seats that may read what was answered here (by the seat `of`, where several answer)."""
        share = self.ask.share
        if share == BOTH or (share and of and of not in self.seats):
            return frozenset(seats)
        owners = (of,) if of else self.seats if len(self.seats) == 1 else ()
        return frozenset({*owners, *([share] if share else [])})

    def keys(self, lists: Lists) -> frozenset[str]:
        """What a condition can compare the answer with; a number is compared by ranges alone."""
        if isinstance(self.ask, ConfirmAsk):
            return frozenset({"yes", "no"})
        if isinstance(self.ask, ScaleAsk):
            return frozenset(self.ask.words or (str(n) for n in range(11)))
        return frozenset(options_of(self.ask, lists))

    @property
    def numeric(self) -> bool:
        """Whether a range fits it."""
        return isinstance(self.ask, ScaleAsk | NumberAsk)

    def between(self, low: int, high: int) -> bool:
        """Whether a number from `low` to `high` can be the answer."""
        if isinstance(self.ask, NumberAsk):
            return low <= self.ask.to and self.ask.from_ <= high
        return self.numeric and any(low <= int(key) <= high for key in self.keys({}))

    @property
    def skippable(self) -> bool:
        """Whether it can be gone past without an answer, or without anything that the other reads."""
        if isinstance(self.ask, TimeAsk):
            return self.ask.optional
        return isinstance(self.ask, TextAsk) and (self.ask.optional or bool(self.ask.share))


def answers_of(written: DialogWords) -> Iterator[Asked]:
    """Every place at which a dialog asks for something."""
    swaps = any(way.swap for name, step in written.steps.items() for way in ways_of(name, step))
    for name, step in written.steps.items():
        to = step.to or written.seats[0]
        seats = tuple(written.seats) if to == BOTH else (to,)
        path: Path = ("steps", name)
        if step.asks is not None:
            yield Asked(name_of(step.asks, name), name, seats, step.asks, (*path, "ask"), swaps=swaps)
        ask = asked(step.alone.ask) if step.alone else None
        if ask is not None:
            yield Asked(name_of(ask, name), name, seats, ask, (*path, "solo", "ask"), solo=True)


def meant(answer: str, asked_for: Mapping[str, tuple[Asked, ...]]) -> tuple[Asked, ...]:
    """The places at which `name` or `name of seat` is asked for."""
    name, _, seat = answer.partition(OF)
    return tuple(one for one in asked_for.get(name, ()) if not seat or one.swaps or seat in one.seats)


def by_name(written: DialogWords) -> dict[str, tuple[Asked, ...]]:
    """The places at which each answer is asked for."""
    found: dict[str, tuple[Asked, ...]] = {}
    for one in answers_of(written):
        found[one.name] = (*found.get(one.name, ()), one)
    return found
