"""The part of the store protocol that outlasts a talk: links, invitations, who is kept away, acts, reminders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.act import Act
from bot.engine.people import Invitation, Link
from bot.engine.reminder import KINDS, Kind, Reminder


class WorkOfTwo(Protocol):
    """What belongs to becoming and being two."""

    # --- links ------------------------------------------------------------------------------------
    async def link_of(self, user: int) -> Link | None:
        """This person's side of their link."""

    async def save_link(self, link: Link) -> None:
        """Keep a person's side of their link, in place of the one they had.

        Nobody can be the `other` of two: to try it is a programmer's mistake (sqlite3.IntegrityError).
        """

    async def drop_link(self, user: int) -> None:
        """Delete this person's side alone; the other's stays as it is. No act is for this person any more."""

    async def leave(self, user: int) -> None:
        """A silent end: this person's side goes, and the other's names nobody (`other` 0) from now on.

        No act is for this person any more; those they give still stand with the other.
        """

    # --- invitations ------------------------------------------------------------------------------
    async def invite(self, invitation: Invitation) -> None:
        """Keep a new invitation."""

    async def invitation(self, hash_: bytes) -> Invitation | None:
        """The invitation with this hash, also one that has ended or is past its time: the caller decides."""

    async def invitations_of(self, user: int) -> Sequence[Invitation]:
        """A person's invitations that have not ended (some may be past their time), newest first."""

    async def invitation_for(self, user: int) -> Invitation | None:
        """The last invitation that this person opened and that has not ended (it may be past its time)."""

    async def invited_since(self, user: int, at: datetime) -> int:
        """How many invitations a person made since then, also those that have ended."""

    async def open_invitation(self, hash_: bytes, user: int) -> bool:
        """Bind an invitation to the first who opens it; whether it is this person's now.

        False for its inviter, for anybody else than the first, and once it has ended. Its time is the caller's
        matter.
        """

    async def end_invitation(self, hash_: bytes) -> None:
        """End an invitation: used up, revoked, refused or past its time."""

    # --- kept away --------------------------------------------------------------------------------
    async def keep_away(self, user: int, address: str) -> None:
        """Let who is at this address not reach this person with an invitation any more.

        It goes with this person, not with the other. Of the address only a hash is kept, with a key that lies
        beside the database (StorageFailed where that can't be read or made, or is lost).
        """

    async def keeps_away(self, user: int, address: str) -> bool:
        """Whether this person keeps who is at this address away."""

    # --- acts -------------------------------------------------------------------------------------
    async def keep_acts(self, acts: Iterable[Act]) -> None:
        """Add acts (`id` is given here), or replace those of the same answer (session, asked, giver).

        What was done, thanked for, ended or became a habit meanwhile stays so. Nothing is kept where the giver was
        forgotten; the words go with them. A session that is forgotten leaves its acts running.
        """

    async def drop_acts(self, session: str, keys: Iterable[tuple[int, int]]) -> None:
        """Delete the acts that were agreed by these answers (asked, giver), and their follow-ups."""

    async def acts_of(self, user: int) -> Sequence[Act]:
        """All acts that a person gives, in whatever state, in the order in which they were agreed."""

    async def acts_for(self, user: int) -> Sequence[Act]:
        """All acts of others that a person said yes to, as long as their link isn't gone, in their order."""

    async def act_of_own(self, act: Act) -> Act:
        """The same act once more, with an id of its own and seen by its giver alone."""

    async def save_act(self, act: Act) -> None:
        """Keep an act (by `id`) as its giver has it now: words, dates, state, what was done and answered."""

    async def thank(self, act: int, *, waits: bool, day: str = "") -> None:
        """Note that thanks for an act wait to be read, said on this local `day`; or that they were read."""

    async def rest_acts(self, user: int) -> None:
        """What this person has in mind for another rests, and its follow-ups go; so it is, too, once the other is gone.

        What nobody said yes to yet is deleted.
        """

    # --- reminders --------------------------------------------------------------------------------
    async def remind(self, reminder: Reminder) -> None:
        """Promise to speak later (`id` is given here), in place of the same person's of this session and kind.

        Nothing is kept where the person was forgotten.
        """

    async def reminders_of(self, user: int) -> Sequence[Reminder]:
        """A person's reminders, the next first."""

    async def drop_reminders(self, session: str, kinds: Collection[Kind] = KINDS, *, user: int = 0) -> None:
        """Delete a session's reminders of these kinds, one person's or (`user` 0) everybody's."""

    async def drop_reminders_of(self, user: int, kinds: Collection[Kind] = KINDS) -> None:
        """Delete a person's reminders of these kinds, in sessions or not."""

    async def due_reminders(self, prefix: str, now: datetime, limit: int) -> Sequence[Reminder]:
        """What is due for people whose address lies under `prefix`, earliest first.

        `telegram:` (up to the colon) stands for a whole chat service, any other prefix for that one address.
        """

    async def reminded(self, reminder: int) -> None:
        """Delete the reminder with this id: it was said; one that took its place meanwhile stays."""
