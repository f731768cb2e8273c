"""Trouble with the database, as the operator reads it: one line when it begins, one when it is over."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from bot.storage.store import StorageFailed

log = logging.getLogger(__name__)

_FIGURES = re.compile(r"\d+")


@dataclass(slots=True)
class Trouble:
    """Whoever meets a failing storage says so here: all loops meet the same one, again and again."""

    _told: str = ""

    def met(self, failed: StorageFailed) -> None:
        """Say what hinders, unless that was the last thing said (how many MB are left may change)."""
        what = _FIGURES.sub("", failed.line)
        if what != self._told:
            log.error("%s", failed.line)
        self._told = what

    def over(self) -> None:
        """Something was committed: say that it works again, if it was said that it didn't."""
        if self._told:
            log.info("The database works again.")
        self._told = ""
