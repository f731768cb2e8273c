"""Sentences that somebody chose to keep: they stay where all else of theirs goes in time (PRACTICE 8.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.engine.journey import Keepsake
from bot.engine.people import User
from bot.storage.store import Work


async def forget_but_keepsakes(work: Work, user: int) -> None:
    """Forget a person, but what they chose to keep, and that they agreed; nothing comes to them unasked any more."""
    kept, known = await _readable(work, user)
    await work.forget_user(user)
    if kept and known is not None and known.heard_at is not None:
        anew = await work.add_user(known.address, known.language, known.heard_at)
        await work.save_user(
            replace(anew, agreed=known.agreed, admitted=known.admitted, blocked=known.blocked, heard_at=None)
        )
        for each in kept:
            await work.keep_words(replace(each, owner=anew.id))


async def _readable(work: Work, user: int) -> tuple[Sequence[Keepsake], User | None]:
    """What somebody kept, and who they are; nothing where that can't be read, as it must go in time all the same."""
    try:
        return await work.keepsakes_of(user), await work.user(user)
    except ValueError:
        return (), None
