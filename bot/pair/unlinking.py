"""The end of a link: asked once, and done in silence."""

from __future__ import annotations

from bot import sessions
from bot.hearing import Hearing
from bot.pair.invitations import taps
from bot.pair.parting import part


async def ask(h: Hearing, _: str) -> None:
    """Ask once; no reason is asked."""
    link = await h.work.link_of(h.user.id)
    if link is None:
        h.phrase("unlink.none")
        return
    rows = taps(h, ("unlink.yes", "pair:part"), ("unlink.no", "pair:stay"))
    h.ask(h.phrases.say("unlink.ask", name=link.called), rows)


async def unlink(h: Hearing, _: str) -> None:
    """Apart, in silence: nothing passes between the two any more."""
    h.close_pressed()
    await part(h.work, h.user.id)
    under_way = h.opening.session
    if under_way is not None and not sessions.is_alone(under_way):
        h.update(session="")
    h.forgotten = True
    h.phrase("unlink.done")


async def stay(h: Hearing, _: str) -> None:
    """Nothing changes."""
    h.close_pressed()
    h.phrase("unlink.stays")
