"""Rows of keepsakes: sentences that people chose to keep."""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine.journey import Keepsake
from bot.storage.codec import micros, moment, to_bytes, to_text
from bot.storage.people import OWED
from bot.storage.seal import seal, unseal
from bot.storage.transaction import Transaction


def _key(owner: int, kept_at: int) -> str:
    return f"keepsake:{owner}:{kept_at}"


class Keepsakes(Transaction):
    """Sentences that people chose to keep; they belong to each alone."""

    async def keep_words(self, keepsake: Keepsake) -> None:
        """Keep a sentence of its owner's."""
        at = micros(keepsake.kept_at)
        words = seal(to_bytes(keepsake.words), _key(keepsake.owner, at), keepsake.owner)
        self.write("keep_words", owner=keepsake.owner, dialog=keepsake.dialog, words=words, kept_at=at)

    async def keepsakes_of(self, owner: int) -> Sequence[Keepsake]:
        """What a person chose to keep, in the order in which they did."""
        return [
            Keepsake(owner, dialog, to_text(unseal(words, _key(owner, at), owner)), moment(at), id_)
            for id_, dialog, words, at in await self.read("keepsakes_of", owner=owner)
        ]

    async def drop_keepsake(self, owner: int, keepsake: int) -> None:
        """Delete one of them; `clean()` after the commit takes it out of the file."""
        self.write("drop_keepsake", owner=owner, id=keepsake)
        self.write("set_fact", name=OWED, value="yes")
