"""What was promised to be said later; one suite for every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from storage_examples import NOW, begun, somebody

from bot.engine.people import User
from bot.engine.reminder import Reminder
from bot.storage.store import Store

MINUTE = timedelta(minutes=1)


def reminder(user: User, kind: Any = "knock", session: str = "", due_at: datetime = NOW) -> Reminder:
    return Reminder(
        0, kind, user.id, session, 3 if session else 0, due_at, "2026-03-04T06:06", "Europe/Vienna"
    )


async def remind(store: Store, *reminders: Reminder) -> None:
    async with store.batch() as work:
        for each in reminders:
            await work.remind(each)


async def kinds(store: Store, user: User) -> list[tuple[str, str]]:
    async with store.batch() as work:
        return [(each.session, each.kind) for each in await work.reminders_of(user.id)]


async def test_reminders_come_back_as_they_were_made_the_next_first(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await begun(store, ann)
    made = [reminder(ann), reminder(ann, "return", "abc", NOW - MINUTE)]
    await remind(store, *made, reminder(ben))
    async with store.batch() as work:
        found = await work.reminders_of(ann.id)
    assert [replace(each, id=0) for each in found] == made[::-1]
    assert len({each.id for each in found} - {0}) == 2


async def test_a_new_one_takes_the_place_of_the_one_before(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    await remind(store, reminder(ann, session="abc"), reminder(ann), reminder(ann, "rest", "abc"))
    async with store.batch() as work:
        before = await work.reminders_of(ann.id)
    await remind(store, reminder(ann, session="abc", due_at=NOW + MINUTE), reminder(ann, due_at=NOW + MINUTE))
    async with store.batch() as work:
        for old in before:
            await work.reminded(old.id)  # said meanwhile: what is new isn't
        left = await work.reminders_of(ann.id)
    assert [(each.session, each.kind, each.due_at) for each in left] == [
        ("abc", "knock", NOW + MINUTE),
        ("", "knock", NOW + MINUTE),
    ]


async def test_of_what_somebody_asked_for_there_are_several_each_with_its_number_and_rule(
    store: Store,
) -> None:
    ann = await somebody(store)
    first = replace(reminder(ann, "request"), asked=7, rule="w1.6")
    await remind(store, first, replace(first, asked=8, rule=""), replace(first, due_at=NOW + MINUTE))
    async with store.batch() as work:
        found = await work.reminders_of(ann.id)
    assert [(each.asked, each.rule, each.due_at) for each in found] == [
        (8, "", NOW),
        (7, "w1.6", NOW + MINUTE),
    ]


async def test_they_are_dropped_by_session_person_and_kind(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await begun(store, ann, "abc", ben)
    each = [reminder(who, kind, "abc") for who in (ann, ben) for kind in ("knock", "rest", "return")]
    await remind(store, *each, reminder(ann, "expiry"))
    async with store.batch() as work:
        await work.drop_reminders("abc", ["knock"], user=ann.id)
        await work.drop_reminders("abc", ["return", "expiry"])
        await work.drop_reminders("abc", [])
    assert await kinds(store, ann) == [("abc", "rest"), ("", "expiry")]
    assert await kinds(store, ben) == [("abc", "knock"), ("abc", "rest")]
    async with store.batch() as work:
        await work.drop_reminders_of(ann.id, ["expiry"])
        await work.drop_reminders_of(ben.id)
    assert await kinds(store, ann) == [("abc", "rest")]
    assert await kinds(store, ben) == []
    async with store.batch() as work:
        await work.drop_reminders("abc")
    assert await kinds(store, ann) == []


async def test_what_is_due_is_found_by_the_beginning_of_addresses(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:12")
    cem, anna = await somebody(store, "terminal:cem"), await somebody(store, "terminal:cemal")
    await remind(
        store,
        reminder(ann),
        reminder(ben, due_at=NOW - MINUTE),
        reminder(ben, "rest", due_at=NOW + MINUTE),
        reminder(cem, due_at=NOW - 2 * MINUTE),
        reminder(anna),
    )
    async with store.batch() as work:
        due = {
            prefix: [each.user for each in await work.due_reminders(prefix, NOW, 9)]
            for prefix in ("telegram:", "telegram:1", "terminal:cem", "terminal:", "telegram:3", "tele", "")
        }
        assert [each.user for each in await work.due_reminders("telegram:", NOW, 1)] == [ben.id]
    assert due == {
        "telegram:": [ben.id, ann.id],
        "telegram:1": [ann.id],
        "terminal:cem": [cem.id],
        "terminal:": [cem.id, anna.id],
        "telegram:3": [],
        "tele": [],
        "": [],
    }


async def test_the_next_one_is_known_also_in_another_window(store: Store, other: Store) -> None:
    ann = await somebody(store)
    assert await other.next_reminder("telegram:") is None
    await remind(store, reminder(ann, due_at=NOW + MINUTE), reminder(ann, "rest"))
    assert await other.next_reminder("telegram:") == NOW
    assert await other.next_reminder("telegram:1") == NOW
    assert await other.next_reminder("terminal:ann") is None
    async with store.batch() as work:
        (first,) = await work.due_reminders("telegram:", NOW, 9)
        await work.reminded(first.id)
    assert await other.next_reminder("telegram:") == NOW + MINUTE


async def test_they_go_with_their_session_and_their_person(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await begun(store, ann, "abc", ben)
    await begun(store, ann, "def", ben)
    await begun(store, ann, "own")
    each = [reminder(who, "rest", session) for who in (ann, ben) for session in ("abc", "def")]
    await remind(store, *each, reminder(ann), reminder(ben), reminder(ann, "rest", "own"))
    async with store.batch() as work:
        await work.forget_session("abc")
    assert await kinds(store, ann) == [("def", "rest"), ("", "knock"), ("own", "rest")]
    async with store.batch() as work:
        await work.forget_user(ann.id)
        await work.remind(reminder(ann))
    assert await kinds(store, ann) == []
    assert await kinds(store, ben) == [("def", "rest"), ("", "knock")]
    assert await store.next_reminder("telegram:1") is None
