"""A dialog: its structure (what a running session is pinned to) and its words (which stay live)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache

from bot.engine.inputs import Input

END = "end"
"""The target that ends a dialog (or leads back from a called one)."""

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?: of ([a-z][a-z0-9_]*))?\}")
"""`{moment}`, or `{moment of listener}`."""

OF = " of "
"""Between an answer and the seat that gave it."""

FORMAT = 1
"""The form in which structures and places are stored; raised when it changes."""


@dataclass(frozen=True, slots=True)
class Test:
    """One condition over an answer: equality, membership, a number range, or that it was skipped.

    `among` holds option keys (any of them, also any of several ticks); `low` and `high` are inclusive.
    """

    answer: str
    of: str = ""
    among: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Exit:
    """Where an answer leads: the outcomes it is for (none: all), its conditions, its target.

    With `call` the named dialog is played first, then the target is entered. With `swap` the floor goes to the
    other person, and that step is entered; once both have had it (or one is alone) the target is.
    """

    to: str
    on: tuple[str, ...] = ()
    when: tuple[Test, ...] = ()
    call: str = ""
    swap: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """So often and no more; after that the conversation goes to `then`."""

    limit: int
    then: str


@dataclass(frozen=True, slots=True)
class Nudge:
    """When a waiting step may be brought to mind: after so many seconds, so many times."""

    after: int
    times: int


@dataclass(frozen=True, slots=True)
class Solo:
    """What replaces the other person's part when one person goes through the dialog alone."""

    skip: bool = False
    ask: Input | None = None
    exits: tuple[Exit, ...] = ()


@dataclass(frozen=True, slots=True)
class Agrees:
    """What makes an act of a step's answer: the answers that tell its dates, for whom it is, how many minutes it takes.

    `deed` (by which none can be chosen), `begins` and `often` name answers. `receiver` is a seat (empty: nobody). `yes`
    are conditions over what the receiver answers that put it into force; without any it is once it is given.
    """

    deed: str
    begins: str
    often: str
    receiver: str = ""
    yes: tuple[Test, ...] = ()
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a dialog: it says something and may ask something. A state of the machine.

    `reveals`: the answer is private, but the way it leads may tell the other; its owner is told so before.
    `listens`: the step that comes instead where somebody it is for only listens. `agrees`: its answer agrees an act.
    """

    name: str
    to: str
    exits: tuple[Exit, ...]
    phase: str = ""
    ask: Input | None = None
    tries: Limit | None = None
    visits: Limit | None = None
    nudge: Nudge | None = None
    solo: Solo | None = None
    reveals: bool = False
    listens: str = ""
    agrees: Agrees | None = None

    def alone(self) -> Step:
        """The step as one person alone meets it."""
        if self.solo is None:
            return self
        ask = None if self.solo.skip else self.solo.ask or self.ask
        return Step(
            self.name,
            self.to,
            self.solo.exits or self.exits,
            self.phase,
            ask,
            self.tries,
            self.visits,
            self.nudge,
            self.solo,
            agrees=self.agrees,
        )


@dataclass(frozen=True, slots=True)
class Structure:
    """All of a dialog but its words: steps, exits, inputs, option keys, shares, limits, calls.

    `calls` maps the name of each called dialog to the hash of its structure, so that one hash pins them all.
    """

    name: str
    seats: tuple[str, ...]
    start: str
    steps: Mapping[str, Step]
    phases: tuple[str, ...] = ()
    calls: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def hash(self) -> str:
        """The content hash by which the structure is stored and pinned: 16 hex digits."""
        whole = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Words:
    """What a dialog says in one language.

    `texts` is keyed by step and part: `moment.say`, `moment.solo`, `moment.again` (the question in fewer words),
    `moment.copy` (a message of its own that can be copied), `moment.recap`, `moment.draft`, `moment.nudge`,
    `moment.option.KEY` and `moment.solo.option.KEY`; `moment.gently.KEY` is a word that is met gently and
    `moment.under.KEY` what often lies under it; `moment.also.KEY` and `moment.gently_also.KEY` hold other words for
    an option and for a word met gently, and `moment.example.KEY` is what an option could be.
    """

    title: str
    about: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dialog:
    """What an author wrote: a structure, its words by language, and what stands around them.

    `rests` are the seconds after which it rests where one of two waits for the other (0: as long as usual).
    `light`: one for two that a screening of long ago still allows. `side_by_side`: two can do it with one phone, too.
    `screened`: for one, and the private screening comes before it.
    """

    structure: Structure
    words: Mapping[str, Words]
    hash: str
    command: str = ""
    minutes: int = 0
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    rests: int = 0
    light: bool = False
    side_by_side: bool = False
    screened: bool = False

    @property
    def name(self) -> str:
        """The dialog's name, which never changes."""
        return self.structure.name

    def words_in(self, language: str) -> Words:
        """The words in this language (also `de` for `de-AT`), else in the one the author wrote first."""
        found = self.words.get(language) or self.words.get(language.partition("-")[0].lower())
        return found or next(iter(self.words.values()))


def targets(step: Step) -> Iterator[Exit]:
    """Every exit of a step, those of its limits, of its solo way and for who only listens included."""
    yield from step.exits
    if step.listens:
        yield Exit(step.listens)
    yield from (Exit(exit_.swap) for exit_ in step.exits if exit_.swap)
    if step.solo is not None:
        yield from step.solo.exits
    for limit in (step.tries, step.visits):
        if limit is not None:
            yield Exit(limit.then)


def met_by_two(structure: Structure) -> tuple[str, ...]:
    """The steps to which two people come, in the author's order; those for one person alone left out."""
    seen: set[str] = set()
    pending = [structure.start]
    while pending:
        name = pending.pop()
        if name in structure.steps and name not in seen:
            seen.add(name)
            pending += [exit_.to for exit_ in targets(replace(structure.steps[name], solo=None))]
    return tuple(name for name in structure.steps if name in seen)


@lru_cache(maxsize=4096)
def places(text: str) -> frozenset[str]:
    """The places of an author's text as written: `moment`, `moment of listener`."""
    return frozenset(f"{name} of {of}" if of else name for name, of in PLACE.findall(text))
