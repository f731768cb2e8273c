"""Rows of links, of invitations, and of who is kept away."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime

from bot.engine.people import Invitation, Link
from bot.storage.codec import micros, moment, to_bytes, to_text
from bot.storage.driver import Row
from bot.storage.files import key_of
from bot.storage.seal import seal, unseal
from bot.storage.transaction import Transaction


def _link_key(user: int) -> str:
    return f"link:{user}"


def _to_link(row: Row) -> Link:
    user, other, called, since, hours, listens = row
    word = to_text(unseal(called, _link_key(user), user))
    return Link(user, other, word, moment(since), hours, bool(listens))


def _to_invitation(row: Row) -> Invitation:
    hash_, inviter, name, made, until, opened_by, ended = row
    shown = to_text(unseal(name, hash_.hex(), inviter))
    return Invitation(hash_, inviter, shown, moment(made), moment(until), opened_by, bool(ended))


class Links(Transaction):
    """Who goes through it with whom."""

    async def link_of(self, user: int) -> Link | None:
        """This person's side of their link."""
        rows = await self.read("link_of", user=user)
        return _to_link(rows[0]) if rows else None

    async def save_link(self, link: Link) -> None:
        """Keep a person's side of their link."""
        self.write(
            "save_link",
            user=link.user,
            other=link.other,
            called=seal(to_bytes(link.called), _link_key(link.user), link.user),
            since=micros(link.since),
            hours=link.hours,
            listens=link.listens,
        )

    async def drop_link(self, user: int) -> None:
        """Delete this person's side alone."""
        self.write("drop_link", user=user)
        self.write("receive_nothing", user=user)

    async def leave(self, user: int) -> None:
        """A silent end: this person's side goes, and the other's names nobody."""
        await self.drop_link(user)
        self.write("leave_link", user=user)


class Invitations(Transaction):
    """What was made for one other person to open."""

    async def invite(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        self.write(
            "invite",
            hash=invitation.hash,
            inviter=invitation.inviter,
            name=seal(to_bytes(invitation.name), invitation.hash.hex(), invitation.inviter),
            made_at=micros(invitation.made_at),
            until=micros(invitation.until),
            opened_by=invitation.opened_by,
            ended=invitation.ended,
        )

    async def invitation(self, hash_: bytes) -> Invitation | None:
        """The invitation with this hash, also one that has ended or is past its time."""
        rows = await self.read("invitation", hash=hash_)
        return _to_invitation(rows[0]) if rows else None

    async def invitations_of(self, user: int) -> Sequence[Invitation]:
        """A person's invitations that have not ended, newest first."""
        return [_to_invitation(row) for row in await self.read("invitations_of", user=user)]

    async def invitation_for(self, user: int) -> Invitation | None:
        """The last invitation that this person opened and that has not ended."""
        rows = await self.read("invitation_for", user=user)
        return _to_invitation(rows[0]) if rows else None

    async def invited_since(self, user: int, at: datetime) -> int:
        """How many invitations a person made since then, also those that have ended."""
        rows = await self.read("invited_since", user=user, at=micros(at))
        return int(rows[0][0])

    async def open_invitation(self, hash_: bytes, user: int) -> bool:
        """Bind it to the first who opens it; whether it is this person's now."""
        return bool(await self.read("open_invitation", hash=hash_, user=user))

    async def end_invitation(self, hash_: bytes) -> None:
        """Nobody can open it any more."""
        self.write("end_invitation", hash=hash_)


class Away(Transaction):
    """Whom somebody wants no more invitations from; addresses are kept hashed, the key lies in a file."""

    async def keep_away(self, user: int, address: str) -> None:
        """Keep who is at this address away from this person from now on."""
        self.write("keep_away", user=user, hash=await self._hash(address))

    async def keeps_away(self, user: int, address: str) -> bool:
        """Whether this person keeps who is at this address away."""
        return bool(await self.read("keeps_away", user=user, hash=await self._hash(address)))

    async def _hash(self, address: str) -> bytes:
        """The HMAC-SHA256 of an address.

        The key is looked for, and made, inside the transaction: no other process makes one meanwhile.
        """
        driver = self._driver
        if not driver.key:
            used = bool(await self.read("anybody_kept_away"))
            driver.key = await driver.call(key_of, driver.path, used=used, make=True)
        return hmac.digest(driver.key, address.encode(), "sha256")
