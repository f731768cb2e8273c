"""The dialog `repair`, drawn, with a fingerprint of what it was drawn from: graphviz differs from place to place."""

from __future__ import annotations

import hashlib

from talk import shipped

from bot.authoring.draw import dot, svg
from bot.engine.dialog import Dialog


def repair() -> Dialog:
    """The dialog as it ships."""
    return shipped().dialogs["repair"]


def fingerprint() -> str:
    """What tells whether the dialog is still the one that was drawn."""
    return f"<!-- drawn from {hashlib.sha256(dot(repair()).encode()).hexdigest()[:16]} -->"


def drawn() -> str:
    """The picture as it is now."""
    return f"{svg(repair()).decode().rstrip()}\n{fingerprint()}\n"
