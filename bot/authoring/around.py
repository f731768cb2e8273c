"""What a dialog is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.authoring.models import DialogWords
from bot.authoring.understanding import Lists
from bot.engine.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Around:
    """The other dialogs by name, the lists, the bot's own phrases, the commands that it has already.

    `lists_known`: the lists could be read, so that one which isn't there is really missing.
    """

    dialogs: Mapping[str, DialogWords] = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)
    lists_known: bool = True
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
