"""What a dialog is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.authoring.models import DialogWords
from bot.authoring.understanding import Lists
from bot.engine.phrases import Phrases

ORIGINAL = "en"
"""The language in which dialogs are written before they are translated."""


@dataclass(frozen=True, slots=True)
class Around:
    """The other dialogs by name, the lists, the bot's own phrases, the commands that it has already.

    `lists_known`: the lists could be read, so that one which isn't there is really missing. `language` is the one
    in which it is read: that of the originals, or of a translation.
    """

    dialogs: Mapping[str, DialogWords] = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)
    lists_known: bool = True
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    language: str = ORIGINAL

    @property
    def own(self) -> Phrases | None:
        """The bot's own phrases in this language, else in the first there is."""
        return self.phrases.get(self.language) or next(iter(self.phrases.values()), None)
