"""Several of several options: tick and done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.engine.fitting import fits, known, meant, plain
from bot.engine.inputs.reading import NEXT, Asking, Option, Reading, Slip, Taken, Ticked
from bot.engine.inputs.unfit import unfit

DONE = "+done"

SHORT = 14
"""Characters of labels of which two stand beside each other on a phone."""


@dataclass(frozen=True, slots=True)
class Many:
    """At least `least` and at most `pick` of `options`; typed, they are separated by commas or 'and'."""

    name: str
    options: tuple[str, ...]
    pick: int
    least: int = 1
    share: str = ""
    gently: tuple[str, ...] = ()
    kind: Literal["many"] = "many"

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Several ticks choose no exit of their own; conditions do."""
        return (NEXT,)

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """A box for each option, two in a row where they are short, and 'done' under them."""
        boxes = [Option(key, self._box(key, asking)) for key in self.options]
        beside = 2 if max(len(asking.labels[key]) for key in self.options) <= SHORT else 1
        rows = [tuple(boxes[i : i + beside]) for i in range(0, len(boxes), beside)]
        return (*rows, (Option(DONE, asking.phrases.say("buttons.done")),))

    def read(self, typed: str, asking: Asking) -> Reading:
        """'done', or one or several labels; what is typed is ticked and counts as done where all of it fits."""
        if plain(typed) in {known(word) for word in asking.phrases.words("words.done")}:
            return self._done(asking.ticked)
        found = fits(typed, asking.labels)
        if len(found) == 1:
            return self._typed(found, asking)
        keys: list[str] = []
        slip: Slip | None = None
        for piece in self._pieces(typed, asking):
            found = meant(piece, asking.labels, asking.also, asking.phrases.words("words.not"))
            if len(found) == 1:
                keys += found
            else:
                slip = slip or unfit(piece, found, asking, "refused.many")
        if slip and (keys or asking.ticked):
            return self._some(tuple(keys), slip, asking)
        return self._typed(tuple(keys), asking) if keys else slip or Slip("refused.many")

    def press(self, choice: str, asking: Asking) -> Reading:
        """A box changes, or 'done'."""
        if choice == DONE:
            return self._done(asking.ticked)
        if choice not in self.options:
            return Slip("refused.choice", counts=False)
        if choice in asking.ticked:
            return Ticked(tuple(key for key in asking.ticked if key != choice))
        if len(asking.ticked) >= self.pick:
            return Slip("refused.pick", {"pick": str(self.pick)}, counts=False)
        return Ticked((*asking.ticked, choice))

    def _some(self, keys: tuple[str, ...], slip: Slip, asking: Asking) -> Slip:
        """What was found is ticked; what wasn't gets its kind answer, or is told of."""
        together = tuple(dict.fromkeys((*asking.ticked, *keys)))[: self.pick]
        if slip.phrase != "refused.many":
            return replace(slip, ticked=together, counts=False)
        found = asking.phrases.listed([asking.labels[key] for key in together])
        return Slip("refused.some", {"found": found}, counts=False, ticked=together)

    def _typed(self, keys: tuple[str, ...], asking: Asking) -> Reading:
        together = tuple(dict.fromkeys((*asking.ticked, *keys)))
        if len(together) > self.pick:
            return Slip("refused.most", {"pick": str(self.pick)})
        return self._done(together)

    def _done(self, ticked: tuple[str, ...]) -> Reading:
        if len(ticked) < self.least:
            return Slip("refused.least", {"least": str(self.least)}, counts=False)
        return Taken(ticked, NEXT)

    def _box(self, key: str, asking: Asking) -> str:
        return ("✓ " if key in asking.ticked else "") + asking.labels[key]

    def _pieces(self, typed: str, asking: Asking) -> list[str]:
        ands = "|".join(re.escape(word) for word in asking.phrases.words("words.and"))
        pieces = re.split(rf"[,;\n+&]|\s(?:{ands})\s|(?<=\d)\s+(?=\d)", typed, flags=re.IGNORECASE)
        done = {known(word) for word in asking.phrases.words("words.done")}
        return [piece for piece in pieces if piece.strip() and plain(piece) not in done]
