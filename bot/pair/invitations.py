"""Invitations: made for one other person, opened, looked at, refused in silence, or answered with yes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
from collections.abc import Iterator
from datetime import timedelta

from bot import sessions
from bot.engine.dialog import PLACE, Dialog, met_by_two
from bot.engine.inputs import Appointment, Note
from bot.engine.people import Invitation, Link, User
from bot.engine.reminder import Reminder
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.reminding.promises import KNOCK, knock_at

LASTS = timedelta(hours=48)
"""How long an invitation can be opened and answered."""

MOST = 3
"""Invitations that one person can make within a day."""

TWICE = timedelta(seconds=10)
"""Two taps so shortly after each other are one."""

TOKEN = 24
"""Bytes of a link's token: 192 bits."""

_BEFORE_WORDS = re.compile(r"""(?<=[.?!"”])\s[^.?!:]*:[ …]*$""")
"""The end of a question behind which words of somebody's would stand."""

_LINK = re.compile(r"[\w-]{32}", re.ASCII)
"""What such a token looks like."""


def hash_of(token: str) -> bytes:
    """All that is kept of a link's token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def is_token(payload: str) -> bool:
    """Whether this looks like the token of a link, known or not."""
    return _LINK.fullmatch(payload) is not None


def key_of(invitation: Invitation) -> str:
    """How a button names an invitation: in 43 characters."""
    return base64.urlsafe_b64encode(invitation.hash).decode().rstrip("=")


def taps(h: Hearing, *buttons: tuple[str, str]) -> Buttons:
    """A row for each button: its phrase and its data."""
    return tuple((Button(h.phrases.say(key), data),) for key, data in buttons)


def alone(h: Hearing) -> Buttons:
    """What two people can go through, for this person alone: one tap away, or two where there is much."""
    if len(sessions.for_two(h)) > sessions.FEW:
        return ((Button(h.phrases.say("who.one"), "talks:all"),),)
    return tuple(
        (
            Button(
                h.phrases.say("together.alone", title=sessions.title_of(h, dialog.name)), f"one:{dialog.name}"
            ),
        )
        for dialog in sessions.for_two(h)
    )


# --- whoever asks -------------------------------------------------------------------------------------


async def make(h: Hearing) -> None:
    """A new link for one other person; the one before it ends."""
    made = await h.work.invitations_of(h.user.id)
    if made and h.now - made[0].made_at < TWICE:
        return
    if await h.work.invited_since(h.user.id, h.now - timedelta(days=1)) >= MOST:
        h.phrase("together.enough")
        return
    for earlier in made:
        await h.work.end_invitation(earlier.hash)
    token = secrets.token_urlsafe(TOKEN)
    await h.work.invite(Invitation(hash_of(token), h.user.id, h.user.name, h.now, h.now + LASTS))
    h.phrase("together.made")
    h.say(h.phrases.say("together.forward", link=h.link(token)))
    h.say(h.phrases.say("together.revocable"), (*taps(h, ("together.revoke", "pair:revoke")), *alone(h)))


async def revoke(h: Hearing, _: str) -> None:
    """Nobody can open it any more."""
    h.close_pressed()
    for invitation in await h.work.invitations_of(h.user.id):
        await h.work.end_invitation(invitation.hash)
    h.phrase("together.revoked")


async def made_lately(h: Hearing) -> bool:
    """Whether this person made one that could still be opened, whatever became of it: that is nobody's to know."""
    return await h.work.invited_since(h.user.id, h.now - LASTS) > 0


async def taken(h: Hearing, user: User) -> bool:
    """Whether somebody is linked."""
    return await h.work.link_of(user.id) is not None


# --- whoever was asked --------------------------------------------------------------------------------


async def came_by(h: Hearing, token: str) -> bool:
    """Whether somebody came by a link: it stands for the access code, and is theirs from now on."""
    invitation = await h.work.invitation(hash_of(token)) if token else None
    if invitation is None:
        return False
    if invitation.inviter == h.user.id:
        h.phrase("together.own")
        return True
    if await _usable(h, invitation) and await h.work.open_invitation(invitation.hash, h.user.id):
        h.screenings.toward[h.user.id] = invitation.hash
        h.update(admitted=True)
        return False
    h.phrase("together.over")
    return True


async def _usable(h: Hearing, invitation: Invitation) -> bool:
    inviter = await h.work.user(invitation.inviter)
    if inviter is None or invitation.ended or h.now >= invitation.until or await taken(h, inviter):
        return False
    return not await h.work.keeps_away(h.user.id, inviter.address)


async def opened(h: Hearing, key: str) -> Invitation | None:
    """The invitation that a button names, whatever became of it, if this person opened it."""
    try:
        hash_ = base64.urlsafe_b64decode(key + "=")
    except (binascii.Error, ValueError):
        return None
    found = await h.work.invitation(hash_)
    return found if found is not None and found.opened_by == h.user.id else None


async def named(h: Hearing, key: str) -> Invitation | None:
    """The invitation that a button names, if it can still be answered; else it is told that it can't."""
    found = await opened(h, key)
    if found is not None and await _usable(h, found):
        h.screenings.toward[h.user.id] = found.hash
        return found
    h.phrase("together.over")
    return None


async def mine(h: Hearing) -> Invitation | None:
    """The invitation that this person opened and hasn't answered: of several the one they turned to last."""
    toward = await h.work.invitation(h.screenings.toward.get(h.user.id, b""))
    for found in (toward, await h.work.invitation_for(h.user.id)):
        if found is not None and found.opened_by == h.user.id and await _usable(h, found):
            return found
    return None


def lost(h: Hearing) -> bool:
    """Whether somebody was on their way to answer one that can't be answered any more; it is asked once."""
    return h.screenings.toward.pop(h.user.id, None) is not None


def show(h: Hearing, invitation: Invitation) -> None:
    """Who asks, what it is, how long it takes, what would be shared; and what one may do."""
    key = key_of(invitation)
    ways = ("together.look", "listening.offer", "together.yes", "together.later", "together.no")
    rows = taps(h, *((phrase, f"pair:{phrase.partition('.')[2]}:{key}") for phrase in ways))
    h.ask(h.phrases.say("together.asked", name=invitation.name), rows)


async def read(h: Hearing, key: str) -> None:
    """The invitation once more."""
    if (invitation := await named(h, key)) is not None:
        show(h, invitation)


async def look(h: Hearing, key: str) -> None:
    """What would be asked, before any yes; of many talks some, for they all ask in the same way."""
    invitation = await named(h, key)
    if invitation is None:
        return
    shown = sessions.few_for_two(h)
    for dialog in shown:
        questions = "\n".join(dict.fromkeys(_questions(h, dialog)))
        title = dialog.words_in(h.user.language).title
        h.say(h.phrases.say("together.questions", title=title, questions=questions))
    if len(shown) < len(sessions.for_two(h)):
        h.phrase("together.more_talks")
    show(h, invitation)


def _questions(h: Hearing, dialog: Dialog) -> Iterator[str]:
    """Each question that two people are asked, in fewer words, and whether the answer is shared; a button is none."""
    texts = dialog.words_in(h.user.language).texts
    other = h.phrases.say("called.other")

    def fill(place: re.Match[str]) -> str:
        return other if place[1] in dialog.structure.seats else "…"

    for name in met_by_two(dialog.structure):
        asks = dialog.structure.steps[name].ask
        if asks is not None and not isinstance(asks, Note):
            text = texts.get(f"{name}.again") or texts.get(f"{name}.say", "")
            asked = _BEFORE_WORDS.sub("", " ".join(PLACE.sub(fill, text).split())).rstrip(": ")
            goes_on = asks.share or isinstance(asks, Appointment)
            yield f"• {asked} {h.phrases.say('together.shared')}" if goes_on else f"• {asked}"


async def later(h: Hearing, _: str) -> None:
    """Not now: nobody is told, and it stays open until its time is over."""
    h.close_pressed()
    h.phrase("together.not_now")


async def refuse(h: Hearing, key: str) -> None:
    """No: nobody is told; it isn't shown again, and who asked can be kept away from now on."""
    h.close_pressed()
    invitation = await opened(h, key)
    if invitation is not None:
        await h.work.end_invitation(invitation.hash)
    h.ask(h.phrases.say("together.refused"), taps(h, ("together.away", f"pair:away:{key}")))


async def away(h: Hearing, key: str) -> None:
    """Whoever asked can't ask this person again, and isn't told."""
    h.close_pressed()
    invitation = await opened(h, key)
    inviter = await h.work.user(invitation.inviter) if invitation is not None else None
    if inviter is None:
        h.phrase("together.unknown")
        return
    await h.work.keep_away(h.user.id, inviter.address)
    h.phrase("together.kept_away")


async def accept(h: Hearing, invitation: Invitation, hours: str, *, listens: bool) -> bool:
    """Link both, and let the inviter have a neutral note; False where it is too late for that.

    Where the yes is one to only listening the note names the link, and opens words about it. What either had made
    for anybody ends with it: else it could be opened after they have parted.
    """
    inviter = await h.work.user(invitation.inviter)
    if inviter is None or await taken(h, h.user):
        return False
    for made in (*await h.work.invitations_of(inviter.id), *await h.work.invitations_of(h.user.id)):
        await h.work.end_invitation(made.hash)
    await h.work.save_link(Link(h.user.id, inviter.id, invitation.name, h.now, hours, listens))
    await h.work.save_link(theirs := Link(inviter.id, h.user.id, h.user.name, h.now))
    due = await knock_at(h.work, inviter, h.settings, h.now)
    await h.work.remind(Reminder(0, KNOCK, inviter.id, "", theirs.second if listens else 0, due))
    h.screenings.listening.discard(invitation.hash)
    h.phrase("together.done", name=invitation.name)
    return True
