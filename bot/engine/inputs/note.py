"""No question: something to read, and a button to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import fits, nearly
from bot.engine.inputs.reading import NEXT, Asking, Option, Reading, Slip, Taken, usual

ON = "on"


@dataclass(frozen=True, slots=True)
class Note:
    """Go on, under the author's label or the usual one; `rings` seconds later (0: never) one hears they are over."""

    name: str
    share: str = ""
    rings: int = 0
    kind: Literal["note"] = "note"

    @property
    def options(self) -> tuple[str, ...]:
        """The one key."""
        return (ON,)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """It leads on."""
        return (NEXT,)

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """One button."""
        return ((Option(ON, self._label(asking)),),)

    def read(self, typed: str, asking: Asking) -> Reading:
        """The label or what comes near to it, or the usual words for going on ('ok', 'next, please')."""
        label = {ON: self._label(asking)}
        if fits(typed, label) or usual("on", typed, asking.phrases):
            return Taken(ON, NEXT)
        if nearly(typed, label, asking.phrases.words("words.not")):
            return Taken(ON, NEXT)
        return Slip("refused.note")

    def press(self, choice: str, asking: Asking) -> Reading:
        """Gone on."""
        return Taken(ON, NEXT) if choice == ON else Slip("refused.note", counts=False)

    def _label(self, asking: Asking) -> str:
        return asking.labels.get(ON) or asking.phrases.say("buttons.on")
