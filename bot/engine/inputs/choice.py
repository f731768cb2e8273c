"""One of several options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import meant
from bot.engine.inputs.reading import Asking, Option, Reading, Slip, Taken
from bot.engine.inputs.unfit import unfit


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `options` (keys in their order); `gently` names the keys of words that are met gently.

    `among` is an answer of somebody's who ticked some of the same options (`wishes of listener`): then these are
    offered, and those in `always`; all of them where nothing was ticked.
    """

    name: str
    options: tuple[str, ...]
    share: str = ""
    gently: tuple[str, ...] = ()
    kind: Literal["choice"] = "choice"
    among: str = ""
    always: tuple[str, ...] = ()

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What exits can be chosen by: the option keys."""
        return self.options

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """A button for each option."""
        return tuple((Option(key, asking.labels[key]),) for key in self.options if key in asking.labels)

    def read(self, typed: str, asking: Asking) -> Reading:
        """A label, its number, an unambiguous beginning, another word for it, or what comes near to just one."""
        found = meant(typed, asking.labels, asking.also, asking.phrases.words("words.not"))
        return Taken(found[0], found[0]) if len(found) == 1 else unfit(typed, found, asking)

    def press(self, choice: str, asking: Asking) -> Reading:
        """The option whose button was pressed."""
        return Taken(choice, choice) if choice in asking.labels else Slip("refused.choice", counts=False)
