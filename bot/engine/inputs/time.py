"""A time, as people say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.engine.fitting import known, plain
from bot.engine.inputs.reading import NEXT, Asking, Meant, Option, Reading, Slip, Taken
from bot.engine.inputs.text import SKIP
from bot.engine.senses import When
from bot.engine.times import here

AT = "="
"""The yes to a time begins so: the time itself follows it, so that what was read is what is agreed to."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time in anybody's words, or a usual one by its button; it is said back, and counts after a yes.

    What others read too is one instant, on each one's own clock; what is one's own may come again and again.
    """

    name: str
    optional: bool = False
    share: str = ""
    kind: Literal["time"] = "time"

    @property
    def outcomes(self) -> tuple[str, ...]:
        """A time chooses no exit."""
        return (NEXT,)

    def offers(self, asking: Asking) -> tuple[tuple[Option, ...], ...]:
        """The usual times that are still to come, and 'skip' where it may be skipped."""
        rows = [(Option(key, asking.phrases.say(f"time.usual.{key}")),) for key in asking.usual]
        if self.optional:
            rows.append((Option(SKIP, asking.phrases.say("buttons.skip")),))
        return tuple(rows)

    def read(self, typed: str, asking: Asking) -> Reading:
        """A label, whole; the usual words for skipping; else a time as people say it."""
        labels = {option.choice: option.label for row in self.offers(asking) for option in row}
        for choice, label in labels.items():
            if plain(typed) == known(label):
                return self.press(choice, asking)
        if self.optional and plain(typed) in map(known, asking.phrases.words("words.skip")):
            return Taken(None, NEXT)
        if not typed.strip():
            return Slip("refused.empty", counts=False)
        named = asking.named(typed)
        if self.share and any(each.every for each in named.times):
            return Slip("time.refused.every")
        if named.unclear:
            return Slip(f"time.refused.{named.unclear}", times=named.times)
        return Meant(named.times)

    def press(self, choice: str, asking: Asking) -> Reading:
        """Skipped, a usual time (which is said back), or the yes to a time, if that is still to come."""
        if choice == SKIP and self.optional:
            return Taken(None, NEXT)
        if choice in asking.usual:
            return Meant((asking.usual[choice],))
        if not choice.startswith(AT):
            return Slip("refused.hour", counts=False)
        return self._yes(choice.removeprefix(AT), asking)

    def _yes(self, code: str, asking: Asking) -> Reading:
        try:
            when = here(When.parse(code), asking.zone)
        except (ValueError, OverflowError):
            return Slip("refused.hour", counts=False)
        if asking.now is None or (when.at <= asking.now and not when.every):
            return Slip("time.refused.past", counts=False)
        return Taken(when.code, NEXT)
