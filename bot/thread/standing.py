"""What is known of a person that decides what may be offered to them."""

from __future__ import annotations

from datetime import timedelta

from bot.engine.thread import Standing
from bot.hearing import Hearing

JUST_NOW = timedelta(days=1)
"""What ended so lately isn't offered again: another day it may be."""


def quiet(h: Hearing) -> bool:
    """Whether this person wrote words of danger lately, so that nothing is asked of Mend's own accord."""
    return h.user.still_until is not None and h.now < h.user.still_until


async def standing(h: Hearing) -> Standing:
    """How this person stands; to their own chat alone it makes a difference.

    Of somebody whose other went in silence nothing is known, so it is the same as ever.
    """
    careful = h.user.mode == "solo" or quiet(h)
    open_for_two = h.user.mode == "joint" and h.user.screen_before is None and not careful
    two = open_for_two and await h.work.link_of(h.user.id) is not None
    journey = await h.work.journey_of(h.user.id)
    last = journey[-1] if journey else None
    lately = last is not None and h.now - last.ended_at < JUST_NOW
    return Standing(two, careful, last.dialog if last is not None and lately else "")
