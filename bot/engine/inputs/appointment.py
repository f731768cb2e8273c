"""An hour at which two people go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import fits, nearly
from bot.engine.inputs.reading import Asking, Option, Reading, Slip, Taken
from bot.engine.inputs.unfit import unfit

NOW, LATER, OPEN = "now", "later", "open"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Now, in an hour, this evening, tomorrow, or left open; the talk rests until then, and both see the hour."""

    name: str
    share: str = ""
    kind: Literal["appointment"] = "appointment"

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What exits can be chosen by."""
        return (NOW, LATER, OPEN)

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """A button for each hour that is still to come, and one to leave it open."""
        return tuple((Option(key, label),) for key, label in self._labels(asking).items())

    def read(self, typed: str, asking: Asking) -> Reading:
        """One of the labels."""
        labels = self._labels(asking)
        found = fits(typed, labels) or nearly(typed, labels, asking.phrases.words("words.not"))
        return self._taken(found[0]) if len(found) == 1 else unfit(typed, found, asking)

    def press(self, choice: str, asking: Asking) -> Reading:
        """The one that was pressed; an evening that has begun meanwhile can't be meant any more."""
        if choice not in self._labels(asking):
            return Slip("refused.hour", counts=False)
        return self._taken(choice)

    def _taken(self, key: str) -> Taken:
        return Taken(key, key if key in {NOW, OPEN} else LATER)

    def _labels(self, asking: Asking) -> dict[str, str]:
        return {key: asking.phrases.say(f"pause.hours.{key}") for key in (NOW, *asking.hours, OPEN)}
