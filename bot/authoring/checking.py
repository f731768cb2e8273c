"""All checks of a dialog before anyone meets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.authoring.finding import Finding
from bot.authoring.models import DialogWords
from bot.authoring.strict import Source
from bot.authoring.understanding import Draft, Lists
from bot.engine.dialog import Dialog
from bot.engine.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Around:
    """What a dialog is checked against: the others, the lists, the phrases, the commands that are taken."""

    dialogs: Mapping[str, DialogWords] = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


def check(draft: Draft, dialog: Dialog, around: Around) -> Iterator[Finding]:
    """Everything that is wrong in one dialog."""
    yield from ()


def check_folder(drafts: tuple[Draft, ...], around: Around, lists: Source | None) -> Iterator[Finding]:
    """What is wrong between the dialogs of a folder."""
    yield from ()
