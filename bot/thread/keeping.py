"""Sentences that somebody chose to keep: they stay where all else of theirs goes in time (PRACTICE 8.5)."""

from __future__ import annotations

from dataclasses import replace

from bot.storage.store import Work


async def forget_but_keepsakes(work: Work, user: int) -> None:
    """Forget a person, but what they chose to keep, and that they agreed; nothing comes to them unasked any more."""
    kept, known = await work.keepsakes_of(user), await work.user(user)
    await work.forget_user(user)
    if kept and known is not None and known.heard_at is not None:
        anew = await work.add_user(known.address, known.language, known.heard_at)
        await work.save_user(
            replace(anew, agreed=known.agreed, admitted=known.admitted, blocked=known.blocked, heard_at=None)
        )
        for each in kept:
            await work.keep_words(replace(each, owner=anew.id))
