"""The outbox: in order for each address, words only until they are delivered."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from storage_examples import NOW, begun, letter, post, rich, somebody

from bot.engine.letter import Letter
from bot.engine.session import Shown
from bot.storage.store import Store

HOUR = timedelta(hours=1)


async def texts(store: Store, prefix: str = "telegram:", now: datetime = NOW, limit: int = 100) -> list[str]:
    return [due.text for due in await store.due(prefix, now, limit)]


async def deliver(store: Store, message: int = 0, at: datetime = NOW) -> None:
    async with store.batch() as work:
        for due in await store_due(store):
            await work.delivered(due, message, at)


async def store_due(store: Store, now: datetime = NOW) -> Sequence[Letter]:
    return await store.due("telegram:", now, 100)


async def test_a_letter_comes_back_as_it_was_posted(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await post(store, rich("telegram:1", "abc", ann.id))
    (due,) = await store_due(store)
    assert replace(due, id=0) == rich("telegram:1", "abc", ann.id)
    assert due.id > 0


async def test_whose_words_are_in_a_letter_is_kept_with_it(store: Store) -> None:
    ann, ben, cid = [(await somebody(store, f"telegram:{n}")).id for n in range(3)]
    for owners in ({ann}, {ben}, {ann, ben, cid}, set()):
        await post(store, letter(reader=ann, owners=frozenset(owners)))
        (due,) = await store_due(store)
        assert due.owners == owners
        await deliver(store)
    await post(store, letter(owners=frozenset({ben})))
    (due,) = await store_due(store)
    assert (due.reader, due.owners) == (0, {ben})


async def test_what_is_due_besides_what_is_under_way(store: Store) -> None:
    await post(store, letter(text="1"), letter("telegram:2", "2"), letter("telegram:3", "3"))
    besides = await store.due("telegram:", NOW, 1, {"telegram:1"})
    assert [due.text for due in besides] == ["2"]
    assert await store.due("telegram:", NOW, 9, {f"telegram:{n}" for n in (1, 2, 3)}) == []


async def test_the_commit_that_marks_a_letter_tells_of_the_next(store: Store) -> None:
    await post(store, letter(text="1"), letter(text="2"))
    async with store.batch() as work:
        for due in await work.due("telegram:", NOW, 9):
            await work.delivered(due, 7, NOW)
        assert [due.text for due in await work.due("telegram:", NOW, 9)] == ["2"]
    assert await texts(store) == ["2"]


async def test_only_the_first_letter_of_each_address_is_due(store: Store) -> None:
    await post(
        store, letter(text="1"), letter(text="2"), letter("telegram:2", "3"), letter("terminal:ann", "4")
    )
    assert await texts(store) == ["1", "3"]
    assert await texts(store, limit=1) == ["1"]
    assert await texts(store, "terminal:ann") == ["4"]
    await deliver(store)
    assert await texts(store) == ["2"]
    await deliver(store)
    assert await texts(store) == []


async def test_letter_numbers_go_up_and_are_never_given_again(store: Store) -> None:
    await post(store, letter(text="1"))
    (first,) = await store_due(store)
    await deliver(store)
    await post(store, letter(text="2"))
    (second,) = await store_due(store)
    assert second.id > first.id


async def test_whatever_happens_to_letters_each_address_keeps_its_order(store: Store) -> None:
    chance = random.Random(7)
    waiting: list[Letter] = []  # the model: all that waits, in the order in which it was posted
    for step in range(400):
        now = NOW + step * HOUR
        firsts = {one.address: one for one in reversed(waiting)}.values()
        expected = {one.text for one in firsts if one.due_at is None or one.due_at <= now}
        due = await store.due("telegram:", now, 100)
        assert {one.text for one in due} == expected
        waiting = await happen(store, chance, list(due), waiting, step)


async def happen(
    store: Store, chance: random.Random, due: list[Letter], waiting: list[Letter], step: int
) -> list[Letter]:
    """One thing happens to the outbox and to its model."""
    address = f"telegram:{chance.randrange(4)}"
    now = NOW + step * HOUR
    one = chance.choice(due) if due else None
    what = chance.choice(["post", "post", "later", "menu", "delivered", "postpone", "aside", "drop"])
    async with store.batch() as work:
        if what in {"post", "later", "menu"} or one is None:
            replaces = "menu" if what == "menu" else ""
            until = now + chance.randrange(4) * HOUR if what == "later" else None
            new = letter(address, str(step), due_at=until, replaces=replaces)
            await work.post([new])
            gone = [w for w in waiting if replaces and w.address == address and w.replaces == replaces]
            return [*(w for w in waiting if w not in gone), new]
        if what == "drop":
            await work.drop_letters(address)
            return [w for w in waiting if w.address != address]
        if what == "postpone":
            until = now + chance.randrange(1, 4) * HOUR
            await work.postpone(one, until, unknown=False)
            return [replace(w, due_at=until) if w.text == one.text else w for w in waiting]
        if what == "delivered":
            await work.delivered(one, step, now)
        else:
            await work.set_aside(one, plain=False)
        return [w for w in waiting if w.text != one.text]


async def test_a_postponed_letter_holds_up_those_behind_it_and_nobody_else(store: Store) -> None:
    await post(store, letter(text="1"), letter(text="2"), letter("telegram:2", "3"))
    first, _ = await store_due(store)
    async with store.batch() as work:
        await work.postpone(first, NOW + HOUR, unknown=False)
    assert await texts(store) == ["3"]
    again = await store_due(store, NOW + HOUR)
    assert [(due.text, due.attempts) for due in again] == [("3", 0), ("1", 1)]


async def test_a_letter_for_later_waits_for_its_hour(store: Store) -> None:
    await post(store, letter(text="later", due_at=NOW + HOUR), letter(text="behind it"))
    assert await texts(store) == []
    assert await texts(store, now=NOW + HOUR) == ["later"]


async def test_a_letter_gives_way_to_the_one_that_replaces_it(store: Store) -> None:
    await post(store, letter(text="old", replaces="menu"), letter(text="between"))
    await post(store, letter("telegram:2", "other", replaces="menu"), letter(text="new", replaces="menu"))
    assert await texts(store) == ["between", "other"]
    await deliver(store)
    assert await texts(store) == ["new"]


async def test_delivery_remembers_message_and_time_of_a_question(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await post(store, rich("telegram:1", "abc", ann.id))
    await deliver(store, 77, NOW + HOUR)
    async with store.batch() as work:
        assert await work.shown("abc") == {1: Shown(NOW + HOUR, 77)}
        assert await work.message_ids("telegram:1", NOW - timedelta(days=2)) == [77]
        await work.prune(NOW + 48 * HOUR)
        assert await work.message_ids("telegram:1", NOW - timedelta(days=2)) == [77]
        await work.prune(NOW + 50 * HOUR)
        assert await work.message_ids("telegram:1", NOW - timedelta(days=2)) == []
        assert await work.shown("abc") == {1: Shown(NOW + HOUR, 77)}


async def test_only_a_new_message_counts_as_showing_its_question(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await post(store, replace(rich("telegram:1", "abc", ann.id), kind="edit"))
    await deliver(store, 77)
    async with store.batch() as work:
        assert await work.shown("abc") == {}


async def test_a_question_whose_delivery_is_unknown_may_have_been_shown(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await post(store, rich("telegram:1", "abc", ann.id))
    (due,) = await store_due(store)
    async with store.batch() as work:
        await work.postpone(due, NOW, unknown=True)
        assert not (await work.shown("abc"))[1].certain
    await deliver(store, 77)
    async with store.batch() as work:
        assert await work.shown("abc") == {1: Shown(NOW, 77, certain=False)}


async def test_a_question_that_was_surely_shown_stays_so(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await post(store, rich("telegram:1", "abc", ann.id))
    (due,) = await store_due(store)
    await deliver(store, 77)
    async with store.batch() as work:
        await work.postpone(due, NOW, unknown=True)
        assert (await work.shown("abc"))[1].certain


async def test_a_refused_letter_is_tried_as_plain_text_and_then_kept_no_longer(store: Store) -> None:
    await post(store, letter(text="1", due_at=NOW), letter(text="2"))
    (due,) = await store_due(store)
    async with store.batch() as work:
        await work.set_aside(due, plain=True)
    (due,) = await store_due(store)
    assert (due.text, due.plain, due.attempts) == ("1", True, 0)
    async with store.batch() as work:
        await work.set_aside(due, plain=False)
    assert await texts(store) == ["2"]


async def test_what_is_undelivered_is_dropped_for_who_blocked_us(store: Store) -> None:
    await post(store, letter(text="1"), letter(text="2"), letter("telegram:2", "3"))
    async with store.batch() as work:
        await work.drop_letters("telegram:1")
    assert await texts(store) == ["3"]
    await post(store, letter(text="4"))
    assert await texts(store) == ["3", "4"]


async def test_a_letter_delivered_after_its_session_was_forgotten_leaves_only_its_number(
    store: Store,
) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await post(store, rich("telegram:1", "abc", ann.id))
    (due,) = await store_due(store)
    async with store.batch() as work:
        await work.forget_session("abc")
        await work.delivered(due, 5, NOW)
        assert await work.shown("abc") == {}
        assert await work.message_ids("telegram:1", NOW - timedelta(days=2)) == [5]


async def test_the_numbers_of_both_sides_are_kept_without_words_until_they_are_hidden(store: Store) -> None:
    await somebody(store)
    await post(store, letter("telegram:1", "hello"))
    await deliver(store, 2)
    since = NOW - 48 * HOUR
    async with store.batch() as work:
        await work.came("telegram:1", 1, NOW - HOUR)
        await work.came("telegram:1", 3, since)  # too old
        await work.came("telegram:2", 4, NOW)  # of nobody
        assert await work.message_ids("telegram:1", since) == [1, 2]
        assert await work.message_ids("telegram:2", since) == []
    await post(store, Letter(0, "telegram:1", "delete"), letter("telegram:1", "done"))
    (hides,) = await store_due(store)
    assert await store.message_ids("telegram:1", since) == [1, 2]
    async with store.batch() as work:
        await work.hidden(hides, [2], last=False)
    assert [due.kind for due in await store_due(store)] == ["delete"]
    async with store.batch() as work:
        await work.hidden(hides, [1], last=True)
        assert await work.message_ids("telegram:1", since) == []
    assert [due.text for due in await store_due(store)] == ["done"]


async def test_a_window_gets_its_own_letters_and_not_those_of_a_longer_name(store: Store) -> None:
    await post(store, letter("terminal:ann", "1"), letter("terminal:anna", "2"))
    assert [due.text for due in await store.due("terminal:ann", NOW, 9)] == ["1"]
    assert [due.text for due in await store.due("terminal:", NOW, 9)] == ["1", "2"]


async def test_a_doubt_is_no_attempt(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await post(store, replace(rich("telegram:1", "abc", ann.id), attempts=2))
    (due,) = await store_due(store)
    async with store.batch() as work:
        await work.doubt(due)
    assert await store_due(store) == [due]
    async with store.batch() as work:
        assert not (await work.shown("abc"))[1].certain
