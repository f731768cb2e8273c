"""Rows of check-ins: what a person gave, by local day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.engine.check_in import Tap
from bot.storage.people import OWED
from bot.storage.seal import seal, unseal
from bot.storage.transaction import Transaction


class CheckIns(Transaction):
    """What people gave in their check-ins; it belongs to them alone."""

    async def check_in(self, user: int, tap: Tap) -> None:
        """Keep a tap, in place of the one to this item on this day."""
        day = tap.day.isoformat()
        given = seal(str(tap.given).encode(), _row(user, day, tap.item), user)
        self.write("check_in", user=user, day=day, item=tap.item, given=given)

    async def check_ins_of(self, user: int) -> Sequence[Tap]:
        """A person's taps, the first day first."""
        return [
            Tap(date.fromisoformat(day), item, int(unseal(given, _row(user, day, item), user)))
            for day, item, given in await self.read("check_ins_of", user=user)
        ]

    async def drop_check_in(self, user: int, day: date, item: str) -> None:
        """Delete the tap to this item on this day."""
        self.write("drop_check_in", user=user, day=day.isoformat(), item=item)

    async def drop_check_ins_before(self, user: int, day: date) -> None:
        """Delete a person's taps of earlier days."""
        self.write("drop_check_ins_before", user=user, day=day.isoformat())

    async def forget_check_ins(self, user: int) -> None:
        """Delete all taps of a person; `clean()` after the commit takes them out of the file."""
        self.write("forget_check_ins", user=user)
        self.write("set_fact", name=OWED, value="yes")


def _row(user: int, day: str, item: str) -> str:
    return f"{user}:{day}:{item}"
