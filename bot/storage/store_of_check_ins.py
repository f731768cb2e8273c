"""The part of the store protocol about check-ins: private to who gave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.engine.check_in import Tap


class WorkOfCheckIns(Protocol):
    """What belongs to looking at one's own weeks."""

    async def check_in(self, user: int, tap: Tap) -> None:
        """Keep a tap, in place of the one to this item on this day. Nothing where the person was forgotten."""

    async def check_ins_of(self, user: int) -> Sequence[Tap]:
        """A person's taps, the first day first."""

    async def drop_check_in(self, user: int, day: date, item: str) -> None:
        """Delete the tap to this item on this day."""

    async def drop_check_ins_before(self, user: int, day: date) -> None:
        """Delete a person's taps of earlier days."""

    async def forget_check_ins(self, user: int) -> None:
        """Delete all taps of a person. Only `clean()` after the commit takes them out of the file as well."""
