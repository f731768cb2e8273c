"""Yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import fits, nearly
from bot.engine.inputs.reading import Asking, Option, Reading, Slip, Taken, usual
from bot.engine.inputs.unfit import unfit

YES = "yes"
NO = "no"


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes or no, under the author's labels or the usual ones; the usual words work typed in any case.

    A yes plans a note after each of the seconds of `looks_back`.
    """

    name: str
    share: str = ""
    looks_back: tuple[int, ...] = ()
    kind: Literal["confirm"] = "confirm"

    @property
    def options(self) -> tuple[str, ...]:
        """The two keys."""
        return (YES, NO)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What exits can be chosen by."""
        return self.options

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """Two buttons side by side."""
        return (tuple(Option(key, self._labels(asking)[key]) for key in self.options),)

    def read(self, typed: str, asking: Asking) -> Reading:
        """A label, the usual words for yes and no ('ok, yes please'), or what comes near to one label."""
        found = fits(typed, self._labels(asking))
        if len(found) != 1:
            found = tuple(k for k in self.options if usual(k, typed, asking.phrases))
        if not found:
            found = nearly(typed, self._labels(asking), asking.phrases.words("words.not"))
        return Taken(found[0], found[0]) if len(found) == 1 else unfit(typed, (), asking)

    def press(self, choice: str, asking: Asking) -> Reading:
        """The one that was pressed."""
        return Taken(choice, choice) if choice in self.options else Slip("refused.choice", counts=False)

    def _labels(self, asking: Asking) -> dict[str, str]:
        return {k: asking.labels.get(k) or asking.phrases.say(f"buttons.{k}") for k in self.options}
