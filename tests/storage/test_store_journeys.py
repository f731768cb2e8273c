"""The store's promises about journeys and keepsakes: each person's own, kept once, gone with a word."""

from __future__ import annotations

from datetime import timedelta

from storage_examples import NOW, somebody

from bot.engine.journey import Ending, Keepsake
from bot.storage.store import Store


async def test_what_ended_is_kept_once_in_its_order_with_what_was_felt(store: Store) -> None:
    ann, ben = await somebody(store, "telegram:1"), await somebody(store, "telegram:2")
    async with store.batch() as work:
        await work.ended(Ending(ann.id, "one", "repair", NOW))
        await work.ended(Ending(ann.id, "two", "calm", NOW))
        await work.ended(Ending(ann.id, "one", "repair", NOW + timedelta(hours=1)))
        await work.felt(ann.id, "one", ["understood", "cared"])
        await work.felt(ann.id, "two", [])
        await work.ended(Ending(ben.id, "one", "repair", NOW))
    async with store.batch() as work:
        hers, his = await work.journey_of(ann.id), await work.journey_of(ben.id)
    assert [(each.dialog, each.ended_at, each.felt) for each in hers] == [
        ("repair", NOW, ("understood", "cared")),
        ("calm", NOW, ()),
    ]
    assert [each.felt for each in his] == [None]


async def test_an_ending_can_be_taken_away_alone(store: Store) -> None:
    ann, ben = await somebody(store, "telegram:1"), await somebody(store, "telegram:2")
    async with store.batch() as work:
        for each in (ann, ben):
            await work.ended(Ending(each.id, "one", "repair", NOW))
        await work.drop_ending(ann.id, "one")
    async with store.batch() as work:
        assert await work.journey_of(ann.id) == []
        assert len(await work.journey_of(ben.id)) == 1
    assert await store.owes()


async def test_sentences_are_kept_for_each_and_go_one_by_one(store: Store) -> None:
    ann, ben = await somebody(store, "telegram:1"), await somebody(store, "telegram:2")
    async with store.batch() as work:
        for words in ("He listened.", "I can ask."):
            await work.keep_words(Keepsake(ann.id, "repair", words, NOW))
        await work.keep_words(Keepsake(ben.id, "", "Slowly.", NOW))
    async with store.batch() as work:
        hers = await work.keepsakes_of(ann.id)
        assert [(each.words, each.dialog, each.kept_at) for each in hers] == [
            ("He listened.", "repair", NOW),
            ("I can ask.", "repair", NOW),
        ]
        await work.drop_keepsake(ben.id, hers[0].id)  # it isn't his
        await work.drop_keepsake(ann.id, hers[0].id)
    async with store.batch() as work:
        assert [each.words for each in await work.keepsakes_of(ann.id)] == ["I can ask."]
        assert [each.words for each in await work.keepsakes_of(ben.id)] == ["Slowly."]


async def test_who_was_forgotten_has_no_journey(store: Store) -> None:
    ann, _ = await somebody(store, "telegram:1"), await somebody(store, "telegram:2")
    async with store.batch() as work:
        await work.forget_user(ann.id)
        await work.ended(Ending(ann.id, "one", "repair", NOW))
        await work.keep_words(Keepsake(ann.id, "repair", "He listened.", NOW))
    async with store.batch() as work:
        assert [*await work.journey_of(ann.id), *await work.keepsakes_of(ann.id)] == []
