"""What weighs most today, in a handful of words as buttons."""

from __future__ import annotations

from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing

WEIGHS = "weigh"
"""Buttons of the form `weigh:WHAT`, and `weigh:WHAT:DIALOG` for what comes after that dialog."""


def weighs(h: Hearing) -> Buttons:
    """A button for each thing that can weigh; none where the dialogs' folder doesn't say what is offered then."""
    thread = h.library.thread
    labels = thread.labels(h.user.language) if thread is not None else {}
    return tuple((Button(label, f"{WEIGHS}:{key}"),) for key, label in labels.items())
