"""Only listening: what it means, told before a yes; and one's mind changed with one tap, either way."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.people import Invitation, Link
from bot.engine.turn import Buttons
from bot.hearing import Hearing
from bot.pair import invitations


async def explain(h: Hearing, key: str) -> None:
    """What it means to only listen, what the inviter will read of it, and the yes that offers it."""
    invitation = await invitations.named(h, key)
    if invitation is not None:
        ways = invitations.taps(
            h, ("listening.yes", f"pair:hear:{key}"), ("together.read", f"pair:read:{key}")
        )
        h.ask(h.phrases.say("listening.about", name=invitation.name), ways)


async def told(h: Hearing, at: str) -> None:
    """With the yes, that it is one to only listening; of any other link nothing is said.

    The note carries it, and no later state of the other: so it reads the same when they are gone in silence.
    """
    link = await h.work.link_of(h.user.id)
    if link is not None and at == str(link.second):
        h.phrase("listening.accepted", name=link.called)


def note(h: Hearing, invitation: Invitation, *, listens: bool) -> None:
    """Note for the rest of the way whether the yes is one to only listening; before the last tap it is told again."""
    if listens:
        h.screenings.listening.add(invitation.hash)
    else:
        h.screenings.listening.discard(invitation.hash)


def with_yes(h: Hearing, invitation: Invitation) -> tuple[str, str, Buttons]:
    """What is said before the last tap, what that tap does, and the button by which it would be the other way."""
    key, say = invitations.key_of(invitation), h.phrases.say
    name = invitation.name
    text = say("together.hours", name=name, own=h.user.name, when=say("together.when", name=name))
    if invitation.hash not in h.screenings.listening:
        return text, "link", invitations.taps(h, ("listening.offer", f"pair:offer:{key}"))
    text = f"{say('listening.with_yes', name=invitation.name)}\n\n{text}"
    return text, "listen", invitations.taps(h, ("listening.turn", f"pair:yes:{key}"))


def as_it_is(h: Hearing, link: Link) -> str:
    """Whether somebody only listens where the other begins, in words for them."""
    return h.phrases.say("listening.on" if link.listens else "listening.off", name=link.called)


def tap(h: Hearing, link: Link) -> Buttons:
    """The one tap that changes it."""
    if link.listens:
        return invitations.taps(h, ("listening.turn", "pair:listens:no"))
    return invitations.taps(h, ("listening.offer", "pair:listens:yes"))


async def change(h: Hearing, value: str) -> None:
    """Somebody changes their mind; nobody is told now."""
    h.close_pressed()
    link = await h.work.link_of(h.user.id)
    if link is not None:
        await h.work.save_link(replace(link, listens=value == "yes"))
