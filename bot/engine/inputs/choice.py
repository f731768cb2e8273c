"""One of several options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import meant
from bot.engine.inputs.reading import Asking, Option, Reading, Slip, Taken
from bot.engine.inputs.unfit import unfit


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `options` (keys in their order); `gently` names the keys of words that are met gently."""

    name: str
    options: tuple[str, ...]
    share: str = ""
    gently: tuple[str, ...] = ()
    kind: Literal["choice"] = "choice"

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What exits can be chosen by: the option keys."""
        return self.options

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """A button for each option."""
        return tuple((Option(key, asking.labels[key]),) for key in self.options)

    def read(self, typed: str, asking: Asking) -> Reading:
        """A label, its number, an unambiguous beginning, another word for it, or what comes near to just one."""
        found = meant(typed, asking.labels, asking.also, asking.phrases.words("words.not"))
        return Taken(found[0], found[0]) if len(found) == 1 else unfit(typed, found, asking)

    def press(self, choice: str, asking: Asking) -> Reading:
        """The option whose button was pressed."""
        return Taken(choice, choice) if choice in self.options else Slip("refused.choice", counts=False)
