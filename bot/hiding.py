"""`/hide`: what stands in this chat goes from it, as far as the chat service lets a bot take it away."""

from __future__ import annotations

from bot.engine.letter import Letter
from bot.hearing import Hearing


async def hide(h: Hearing, _: str) -> None:
    """At once, in any state, and told to nobody; what is kept stays as it is, and so does what waits.

    Which messages these are is looked at when it is delivered: what was still on its way stands there by then.
    """
    h.screenings.given.pop(h.user.id, None)
    h.letters.append(Letter(0, h.user.address, "delete", reader=h.user.id, replaces="hide"))
    h.phrase("hidden.done" if h.takes_back else "hidden.screen")
