"""A whole number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import number_in
from bot.engine.inputs.reading import NEXT, Asking, Option, Reading, Slip, Taken, number_said

FEW = 10


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `low` to `high`, typed; up to ten different ones are buttons too."""

    name: str
    low: int
    high: int
    share: str = ""
    kind: Literal["number"] = "number"

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Ranges in conditions choose the exit."""
        return (NEXT,)

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """A button for each number where there are few."""
        if self.high - self.low >= FEW:
            return ()
        numbers = [Option(str(n), str(n)) for n in range(self.low, self.high + 1)]
        return tuple(tuple(numbers[i : i + 5]) for i in range(0, len(numbers), 5))

    def read(self, typed: str, asking: Asking) -> Reading:
        """The number in digits or words."""
        number = number_said(typed, asking.phrases)
        return self._taken(number, counts=True)

    def press(self, choice: str, asking: Asking) -> Reading:
        """The number whose button was pressed."""
        return self._taken(number_in(choice, (), ()) if choice.isascii() else None, counts=False)

    def _taken(self, number: int | None, *, counts: bool) -> Reading:
        if number is None or not self.low <= number <= self.high:
            return Slip("refused.number", {"low": str(self.low), "high": str(self.high)}, counts)
        return Taken(number, NEXT)
