"""What can be said to a person between two talks: lines a counsellor wrote, chosen by what they did by button. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Felt = Literal["understood", "respected", "cared"]
"""What somebody chose after their last talk (`journey.FELT`)."""

ActState = Literal["none", "ahead", "not_yet", "done"]
"""Of the small act they agreed to last: there is none, nothing is said of it yet, it was not done yet, or it was."""

Who = Literal["one", "two"]
"""Alone; or linked, where talking as two is open to them."""

APART = 3
"""No line comes again within so many."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a person without a word of theirs. `careful`: see `Standing`."""

    last: str = ""
    felt: frozenset[str] = frozenset()
    act: ActState = "none"
    who: Who = "one"
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line and for whom it is; an empty condition holds for everybody. `offer`: a dialog that fits comes with it.

    Only those `for_everybody` come to somebody who is `careful`.
    """

    last: tuple[str, ...] = ()
    felt: tuple[Felt, ...] = ()
    act: tuple[ActState, ...] = ()
    who: tuple[Who, ...] = ()
    for_everybody: bool = False
    offer: bool = False

    def fits(self, state: State) -> bool:
        """Whether it is for somebody of whom this is so."""
        return (
            (self.for_everybody or not state.careful)
            and (not self.last or state.last in self.last)
            and (not self.felt or bool(state.felt & {*self.felt}))
            and (not self.act or state.act in self.act)
            and (not self.who or state.who in self.who)
        )

    @property
    def closeness(self) -> int:
        """How many things it looks at: what was said to somebody in particular comes before what is said to all."""
        return sum(map(bool, (self.last, self.felt, self.act, self.who)))


@dataclass(frozen=True, slots=True)
class Between:
    """All lines by their keys, and their words by language; the first language is their author's."""

    lines: Mapping[str, Line]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def said(self, key: str, language: str) -> str:
        """A line in this language, else as its author wrote it."""
        written = next(iter(self.words.values()))
        own = self.words.get(language) or self.words.get(language.partition("-")[0].lower()) or written
        return own.get(key) or written[key]

    def choose(self, state: State, told: Sequence[str]) -> str:
        """The line that fits best, of those told longest ago or never; none of the last three; empty where none is.

        `told` are the keys of what the person read, each once, the latest last.
        """
        fit = [key for key, line in self.lines.items() if line.fits(state) and key not in told[-APART:]]
        ago = {key: at for at, key in enumerate(told, 1)}
        return min(fit, key=lambda key: (ago.get(key, 0), -self.lines[key].closeness), default="")
