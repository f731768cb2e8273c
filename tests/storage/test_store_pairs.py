"""Two people: how one finds the other, is linked, and is kept away; one suite for every store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from sqlite3 import IntegrityError

import pytest
from storage_examples import NOW, somebody

from bot.engine.people import Invitation, Link, User
from bot.storage.store import Store

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def three(store: Store) -> list[User]:
    return [await somebody(store, f"telegram:{n}") for n in (1, 2, 3)]


async def linked(store: Store, ann: User, ben: User) -> tuple[Link, Link]:
    """Both sides."""
    sides = (
        Link(ann.id, ben.id, "my \ud83d Ben", NOW, "08:00-21:00", listens=True),
        Link(ben.id, ann.id, "A", NOW),
    )
    async with store.batch() as work:
        for side in sides:
            await work.save_link(side)
    return sides


def invitation(inviter: User, token: str = "token", **more: object) -> Invitation:
    made = Invitation(sha256(token.encode()).digest(), inviter.id, "Zoë \ud83d", NOW, NOW + 48 * HOUR)
    return replace(made, **more)


async def invite(store: Store, *invitations: Invitation) -> None:
    async with store.batch() as work:
        for each in invitations:
            await work.invite(each)


async def test_each_side_of_a_link_comes_back_as_it_was_saved(store: Store) -> None:
    ann, ben, cem = await three(store)
    sides = await linked(store, ann, ben)
    async with store.batch() as work:
        assert (await work.link_of(ann.id), await work.link_of(ben.id)) == sides
        assert await work.link_of(cem.id) is None
        changed = replace(sides[0], called="Benni", hours="", listens=False, since=NOW + DAY)
        await work.save_link(changed)
        assert await work.link_of(ann.id) == changed


async def test_a_silent_end_leaves_the_other_side_with_nobody(store: Store) -> None:
    ann, ben, cem = await three(store)
    mine, theirs = await linked(store, ann, ben)
    async with store.batch() as work:
        await work.leave(ann.id)
        await work.leave(cem.id)
        assert await work.link_of(ann.id) is None
        assert await work.link_of(ben.id) == replace(theirs, other=0)
        await work.save_link(replace(mine, other=cem.id))  # who left is free for somebody else
        await work.save_link(Link(cem.id, ann.id, "", NOW))
        await work.leave(ben.id)
        assert await work.link_of(ben.id) is None
        assert (await work.link_of(ann.id)).other == cem.id


async def test_one_side_can_go_alone(store: Store) -> None:
    ann, ben, _ = await three(store)
    _, theirs = await linked(store, ann, ben)
    async with store.batch() as work:
        await work.drop_link(ann.id)
        assert await work.link_of(ann.id) is None
        assert await work.link_of(ben.id) == theirs


async def test_nobody_is_the_other_of_two_or_of_themselves(store: Store) -> None:
    ann, ben, cem = await three(store)
    await linked(store, ann, ben)
    for wrong in (Link(cem.id, ben.id, "", NOW), Link(cem.id, cem.id, "", NOW), Link(cem.id, 99, "", NOW)):
        with pytest.raises(IntegrityError):
            async with store.batch() as work:
                await work.save_link(wrong)


async def test_an_invitation_comes_back_as_it_was_made(store: Store) -> None:
    ann, ben, _ = await three(store)
    made = invitation(ann)
    taken = invitation(ben, "another", opened_by=ann.id, ended=True)
    await invite(store, made, taken)
    async with store.batch() as work:
        assert await work.invitation(made.hash) == made
        assert await work.invitation(taken.hash) == taken
        assert await work.invitation(b"\0" * 32) is None


async def test_invitations_that_have_not_ended_are_listed_and_all_are_counted(store: Store) -> None:
    ann, ben, _ = await three(store)
    made = [invitation(ann, f"t{n}", made_at=NOW + n * HOUR, until=NOW + 48 * HOUR) for n in range(4)]
    await invite(store, *made, invitation(ben))
    async with store.batch() as work:
        await work.end_invitation(made[2].hash)
        assert [each.hash for each in await work.invitations_of(ann.id)] == [made[n].hash for n in (3, 1, 0)]
        assert (await work.invitation(made[2].hash)).ended
        assert await work.invited_since(ann.id, NOW) == 4
        assert await work.invited_since(ann.id, NOW + HOUR) == 3
        assert await work.invited_since(ann.id, NOW + 4 * HOUR) == 0


async def test_an_invitation_is_for_the_first_who_opens_it(store: Store) -> None:
    ann, ben, cem = await three(store)
    made = invitation(ann)
    await invite(store, made)
    async with store.batch() as work:
        assert not await work.open_invitation(made.hash, ann.id)  # the inviter tries their own link
        assert await work.open_invitation(made.hash, ben.id)
        assert not await work.open_invitation(made.hash, cem.id)
        assert await work.open_invitation(made.hash, ben.id)
        assert (await work.invitation(made.hash)).opened_by == ben.id
        await work.end_invitation(made.hash)
        assert not await work.open_invitation(made.hash, ben.id)
        assert not await work.open_invitation(b"\0" * 32, ben.id)


async def test_of_two_who_open_it_at_once_in_two_windows_one_is_the_first(store: Store, other: Store) -> None:
    ann, ben, cem = await three(store)

    async def opens(window: Store, who: User, hash_: bytes) -> bool:
        async with window.batch() as work:
            return await work.open_invitation(hash_, who.id)

    for turn in range(20):
        made = invitation(ann, f"t{turn}")
        await invite(store, made)
        both = await asyncio.gather(opens(store, ben, made.hash), opens(other, cem, made.hash))
        assert sum(both) == 1


async def test_invitations_go_a_day_after_their_time(store: Store) -> None:
    ann, *_ = await three(store)
    made = invitation(ann)
    await invite(store, made)
    for days, there in ((2.9, True), (3.1, False)):
        async with store.batch() as work:
            await work.prune(NOW + days * DAY)
            assert (await work.invitation(made.hash) is not None) is there


async def test_who_is_kept_away_is_known_by_their_address_in_every_window(store: Store, other: Store) -> None:
    ann, ben, _ = await three(store)
    async with store.batch() as work:
        assert not await work.keeps_away(ann.id, "telegram:7")
        await work.keep_away(ann.id, "telegram:7")
        await work.keep_away(ann.id, "telegram:7")
    async with other.batch() as work:
        assert await work.keeps_away(ann.id, "telegram:7")
        assert not await work.keeps_away(ann.id, "telegram:77")
        assert not await work.keeps_away(ben.id, "telegram:7")


async def test_who_forgets_leaves_the_other_alone_and_stays_kept_away(store: Store) -> None:
    ann, ben, cem = await three(store)
    _, theirs = await linked(store, ann, ben)
    made, opened = invitation(ann), invitation(cem, "opened")
    await invite(store, made, opened)
    async with store.batch() as work:
        assert await work.open_invitation(opened.hash, ann.id)
        await work.keep_away(ben.id, ann.address)
        await work.keep_away(ann.id, cem.address)
        await work.forget_user(ann.id)
        assert await work.link_of(ann.id) is None
        assert await work.link_of(ben.id) == replace(theirs, other=0)
        assert await work.invitation(made.hash) is None
        assert await work.invitation(opened.hash) == replace(opened, ended=True)
        assert not await work.keeps_away(ann.id, cem.address)
        assert await work.keeps_away(ben.id, ann.address)
