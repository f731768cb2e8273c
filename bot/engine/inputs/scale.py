"""A number from 0 to 10, or words for such numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import fits, nearly
from bot.engine.inputs.reading import NEXT, Asking, Option, Reading, Slip, Taken, number_said
from bot.engine.inputs.unfit import unfit

TOP = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """0 to 10; or, where the author gave words, the numbers in `options` by their words."""

    name: str
    options: tuple[str, ...] = ()
    share: str = ""
    kind: Literal["scale"] = "scale"

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Ranges in conditions choose the exit."""
        return (NEXT,)

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """0 to 5 over 6 to 10, or a button for each word."""
        if self.options:
            return tuple((Option(key, asking.labels[key]),) for key in self.options)
        numbers = tuple(Option(str(n), str(n)) for n in range(TOP + 1))
        return (numbers[:6], numbers[6:])

    def read(self, typed: str, asking: Asking) -> Reading:
        """A number from 0 to 10, in digits or words ('about 7', '7 out of 10'), or one of the author's words.

        Words are typed as a choice is; their numbers of the file are nowhere to be seen, so they aren't heard.
        """
        if self.options:
            found = fits(typed, asking.labels) or nearly(
                typed, asking.labels, asking.phrases.words("words.not")
            )
            return Taken(int(found[0]), NEXT) if len(found) == 1 else unfit(typed, found, asking)
        number = number_said(typed, asking.phrases)
        if number is None or not 0 <= number <= TOP:
            return Slip("refused.scale")
        return Taken(number, NEXT)

    def press(self, choice: str, asking: Asking) -> Reading:
        """The number whose button was pressed."""
        allowed = self.options or tuple(str(n) for n in range(TOP + 1))
        return Taken(int(choice), NEXT) if choice in allowed else Slip("refused.scale", counts=False)
