"""What a store promises of letters that are never sent, and of lines that were read."""

from __future__ import annotations

from datetime import timedelta

from storage_examples import NOW, letter, somebody

from bot.engine.unsent import Part, Unsent, mark
from bot.storage.store import Store

ANN, BEN = "telegram:1", "telegram:2"


async def written(store: Store, owner: int, *parts: str) -> Unsent:
    """A letter of somebody's, in these parts."""
    for number, words in enumerate(parts):
        async with store.batch() as work:
            there = [each for each in await work.unsent_of(owner) if each.kept_at is None]
            found = await work.unsent(owner, there[0].id) if there else await work.begin_unsent(owner, NOW)
            assert found is not None
            await work.add_to_unsent(found, Part(words, 10 + number))
    async with store.batch() as work:
        found = await work.unsent(owner, (await work.unsent_of(owner))[-1].id)
    assert found is not None
    return found


async def test_a_letter_has_all_its_parts_in_their_order(store: Store) -> None:
    ann = await somebody(store, ANN)
    found = await written(store, ann.id, "one", "two \ud83d", "three")
    assert found.text == "one\ntwo \ud83d\nthree"
    assert [part.message for part in found.parts] == [10, 11, 12]
    assert found.kept_at is None


async def test_a_changed_part_takes_the_place_of_that_with_its_message(store: Store) -> None:
    ann = await somebody(store, ANN)
    found = await written(store, ann.id, "one", "two")
    async with store.batch() as work:
        await work.change_unsent(found, Part("TWO", 11))
        await work.change_unsent(found, Part("nothing", 99))
    async with store.batch() as work:
        changed = await work.unsent(ann.id, found.id)
        assert changed is not None
        assert changed.text == "one\nTWO"


async def test_it_is_its_owners_alone(store: Store) -> None:
    ann, ben = await somebody(store, ANN), await somebody(store, BEN)
    found = await written(store, ann.id, "one")
    as_ben = Unsent(found.id, ben.id, NOW, None, found.parts)
    async with store.batch() as work:
        assert await work.unsent(ben.id, found.id) is None
        await work.burn_unsent(as_ben)
        await work.keep_unsent(as_ben, NOW)
    async with store.batch() as work:
        assert await work.unsent(ann.id, found.id) == found
        assert list(await work.unsent_of(ben.id)) == []


async def test_kept_it_stays_and_burnt_it_goes_with_what_was_to_show_it(store: Store) -> None:
    ann = await somebody(store, ANN)
    found = await written(store, ann.id, "one")
    later = NOW + timedelta(days=1)
    async with store.batch() as work:
        await work.keep_unsent(found, later)
        await work.keep_unsent(found, later + timedelta(days=1))
        own = frozenset({ann.id})
        for piece in range(2):
            await work.post(
                [letter(ANN, f"piece {piece}", reader=ann.id, owners=own, replaces=mark(found.id, piece))]
            )
        await work.post([letter(ANN, "another", reader=ann.id, replaces=mark(found.id * 10, 0))])
    async with store.batch() as work:
        (kept,) = await work.unsent_of(ann.id)
        assert kept.kept_at == later
        await work.burn_unsent(kept)
        assert list(await work.unsent_of(ann.id)) == []
    assert [each.text for each in await store.due("telegram:", later, 9)] == ["another"]
    assert await store.owes()


async def test_whoever_was_forgotten_begins_none_and_reads_none(store: Store) -> None:
    ann = await somebody(store, ANN)
    async with store.batch() as work:
        await work.forget_user(ann.id)
        assert await work.begin_unsent(ann.id, NOW) is None
        await work.line_read(ann.id, "breath", NOW)
        assert list(await work.lines_read(ann.id)) == []


async def test_lines_are_known_once_each_the_latest_last(store: Store) -> None:
    ann = await somebody(store, ANN)
    async with store.batch() as work:
        for hour, line in enumerate(("a", "b", "c", "a")):
            await work.line_read(ann.id, line, NOW + timedelta(hours=hour))
        assert list(await work.lines_read(ann.id)) == ["b", "c", "a"]
