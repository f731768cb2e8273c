"""What the bots that Mend is compared with say: word for word what Mend says in the crowd's walk."""

from __future__ import annotations

FRUIT = {"apple": "Apple", "pear": "Pear", "plum": "Plum"}
WAYS = {"back": "‹ Back", "pause": "Pause", "help": "Help"}
"""The row under each question; who answers by typing sees it go, as in Mend."""

KINDS = (
    "text",
    "text",
    "choice",
    "text",
    "choice",
    "text",
    "text",
    "choice",
    "text",
    "choice",
    "choice",
    "text",
)


def asks(number: int, mark: str) -> str:
    """The question of this number, after this text."""
    return f"q{number:02}: after {mark or 'nothing'}, what now?"


def bye(mark: str) -> str:
    """The end."""
    return f"bye: after {mark} we part."
