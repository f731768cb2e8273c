"""Rows of journeys: which talks ended for somebody, and what they felt in them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine.journey import Ending
from bot.storage.codec import micros, moment
from bot.storage.people import OWED
from bot.storage.seal import seal, unseal
from bot.storage.transaction import Transaction


def _key(owner: int, session: str) -> str:
    return f"journey:{owner}:{session}"


def _to_felt(felt: bytes | None, owner: int, session: str) -> tuple[str, ...] | None:
    if felt is None:
        return None
    keys = unseal(felt, _key(owner, session), owner).decode()
    return tuple(keys.split(",")) if keys else ()


class Journeys(Transaction):
    """What people have gone through; it belongs to each alone."""

    async def ended(self, ending: Ending) -> None:
        """Keep that a talk ended for its owner, once."""
        at = micros(ending.ended_at)
        self.write("ended", owner=ending.owner, session=ending.session, dialog=ending.dialog, ended_at=at)

    async def journey_of(self, owner: int) -> Sequence[Ending]:
        """The talks that ended for a person, in their order."""
        return [
            Ending(owner, session, dialog, moment(at), _to_felt(felt, owner, session), id_)
            for id_, session, dialog, at, felt in await self.read("journey_of", owner=owner)
        ]

    async def felt(self, owner: int, session: str, felt: Sequence[str]) -> None:
        """Keep what they felt in it, in place of what they said before."""
        sealed = seal(",".join(felt).encode(), _key(owner, session), owner)
        self.write("felt", owner=owner, session=session, felt=sealed)

    async def drop_ending(self, owner: int, session: str) -> None:
        """Delete that it ended for them; `clean()` after the commit takes it out of the file."""
        self.write("drop_ending", owner=owner, session=session)
        self.write("set_fact", name=OWED, value="yes")
