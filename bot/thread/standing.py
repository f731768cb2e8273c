"""What is known of a person that decides what may be offered to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.engine.people import User
from bot.engine.thread import Fitting, Offer, Standing, offers
from bot.hearing import Hearing
from bot.storage.store import Work

JUST_NOW = timedelta(days=1)
"""What ended so lately isn't offered again: another day it may be."""


def quiet(h: Hearing) -> bool:
    """Whether this person wrote words of danger lately, so that nothing is asked of Mend's own accord."""
    return _still(h.user, h.now)


def _still(user: User, now: datetime) -> bool:
    return user.still_until is not None and now < user.still_until


async def standing(h: Hearing) -> Standing:
    """How this person stands; to their own chat alone it makes a difference."""
    return await standing_of(h.work, h.user, h.now)


async def standing_of(work: Work, user: User, now: datetime) -> Standing:
    """The same of somebody who did nothing now.

    Of somebody whose other went in silence nothing is known, so it is the same as ever.
    """
    careful = user.mode == "solo" or _still(user, now)
    open_for_two = user.mode == "joint" and user.screen_before is None and not careful
    two = open_for_two and await work.link_of(user.id) is not None
    journey = await work.journey_of(user.id)
    last = journey[-1] if journey else None
    lately = last is not None and now - last.ended_at < JUST_NOW
    return Standing(two, careful, last.dialog if last is not None and lately else "")


async def offered(h: Hearing, fitting: Fitting) -> tuple[Offer, ...]:
    """What of this may be offered to this person now, the best first; nothing where there is no table."""
    if (thread := h.library.thread) is None:
        return ()
    found = offers(thread, fitting, await standing(h))
    return tuple(offer for offer in found if offer.dialog in h.library.dialogs)


async def offered_after(h: Hearing, dialog: str) -> tuple[Offer, ...]:
    """The same of what fits after a dialog, for another day."""
    thread = h.library.thread
    return await offered(h, thread.after.get(dialog, Fitting()) if thread is not None else Fitting())
