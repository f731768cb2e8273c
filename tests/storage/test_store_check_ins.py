"""Check-ins are kept by person, day and item, and go when their person says so."""

from __future__ import annotations

from datetime import timedelta

from storage_examples import NOW, somebody

from bot.engine.check_in import Tap
from bot.storage.store import Store

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


async def kept(store: Store, user: int) -> list[Tap]:
    async with store.batch() as work:
        return list(await work.check_ins_of(user))


async def test_the_last_of_a_day_counts_and_each_has_their_own(store: Store) -> None:
    ann, ben = await somebody(store, "telegram:1"), await somebody(store, "telegram:2")
    async with store.batch() as work:
        await work.check_in(ann.id, Tap(TODAY, "close", 2))
        await work.check_in(ann.id, Tap(YESTERDAY, "close", 4))
        await work.check_in(ann.id, Tap(TODAY, "close", 3))
        await work.check_in(ben.id, Tap(TODAY, "close", 1))
    assert await kept(store, ann.id) == [Tap(YESTERDAY, "close", 4), Tap(TODAY, "close", 3)]
    assert await kept(store, ben.id) == [Tap(TODAY, "close", 1)]


async def test_one_goes_or_those_of_earlier_days_or_all(store: Store) -> None:
    ann, ben = await somebody(store, "telegram:1"), await somebody(store, "telegram:2")
    async with store.batch() as work:
        for user in (ann.id, ben.id):
            for item in ("close", "safe"):
                await work.check_in(user, Tap(TODAY, item, 2))
                await work.check_in(user, Tap(YESTERDAY, item, 2))
        await work.drop_check_in(ann.id, TODAY, "safe")
        await work.drop_check_ins_before(ann.id, TODAY)
    assert await kept(store, ann.id) == [Tap(TODAY, "close", 2)]
    assert len(await kept(store, ben.id)) == 4
    async with store.batch() as work:
        await work.forget_check_ins(ann.id)
    assert await kept(store, ann.id) == []
    assert len(await kept(store, ben.id)) == 4
    assert await store.owes()


async def test_nothing_is_kept_of_who_was_forgotten(store: Store) -> None:
    ann = await somebody(store, "telegram:1")
    async with store.batch() as work:
        await work.check_in(ann.id, Tap(TODAY, "close", 2))
        await work.forget_user(ann.id)
        await work.check_in(ann.id, Tap(TODAY, "safe", 2))
    assert await kept(store, ann.id) == []
