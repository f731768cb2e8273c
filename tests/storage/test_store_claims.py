"""What was promised and waits in the outbox: behind answers, taken back whole, never both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from storage_examples import NOW, begun, letter, post, somebody

from bot.engine.people import User
from bot.engine.reminder import Kind, Note, Reminder
from bot.storage.store import Store

MINUTE = timedelta(minutes=1)
UNTIL = NOW + MINUTE


def reminder(user: User, kind: Kind = "request", session: str = "", **more: object) -> Reminder:
    made = Reminder(0, kind, user.id, session, 7, NOW - MINUTE, "2026-03-04T06:06", "Europe/Vienna", "w1.6")
    return replace(made, **more)


async def claim(store: Store, promised: Reminder, text: str = "A note", at: datetime = NOW) -> None:
    async with store.batch() as work:
        said = letter(f"telegram:{promised.user}", text, reader=promised.user)
        await work.claim(promised, [said], at, UNTIL)


async def left(store: Store, user: User) -> Sequence[Reminder]:
    async with store.batch() as work:
        return [replace(each, id=0) for each in await work.reminders_of(user.id)]


async def take_back(store: Store, user: User, besides: int = 0) -> int:
    async with store.batch() as work:
        return await work.take_back(user.address, besides=besides)


async def test_a_claim_waits_behind_all_answers_and_the_earliest_goes_first(store: Store) -> None:
    ann, ben, cid = [await somebody(store, f"telegram:{n}") for n in (1, 2, 3)]
    await claim(store, reminder(ann), "later")
    await claim(store, reminder(ben, due_at=NOW - 2 * MINUTE), "earlier")
    await post(store, letter(cid.address, "an answer"))
    found = await store.due("telegram:", NOW, 9)
    assert [each.text for each in found] == ["an answer", "earlier", "later"]
    assert [each.until for each in found] == [None, UNTIL, UNTIL]


async def test_taken_back_it_is_promised_as_it_was_and_waits_no_longer(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await begun(store, ann)
    promised = [reminder(ann, chosen=True), reminder(ann, "knock", "abc", local="", zone="", rule="")]
    for each in promised:
        await claim(store, each)
    await claim(store, reminder(ben))
    await post(store, letter(text="an answer"))
    assert await take_back(store, ann) == 2
    assert await left(store, ann) == promised
    assert [each.text for each in await store.due("telegram:", NOW, 9)] == ["an answer", "A note"]
    assert await take_back(store, ann) == 0
    assert await left(store, ben) == []


async def test_what_has_left_already_is_not_taken_back(store: Store) -> None:
    ann = await somebody(store)
    await claim(store, reminder(ann))
    (gone_out,) = await store.due("telegram:", NOW, 9)
    assert await take_back(store, ann, besides=gone_out.id) == 0
    async with store.batch() as work:
        await work.delivered(gone_out, 5, NOW)
    assert await take_back(store, ann) == 0
    assert await left(store, ann) == []


async def test_what_comes_again_comes_at_the_date_that_was_taken_back_once_more(store: Store) -> None:
    ann = await somebody(store)
    await claim(store, reminder(ann))
    async with store.batch() as work:
        await work.remind(reminder(ann, due_at=NOW + 7 * MINUTE))
    assert await take_back(store, ann) == 1
    assert await left(store, ann) == [reminder(ann)]


async def test_what_was_promised_in_a_session_since_is_newer_and_stays(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    newer = reminder(ann, "return", "abc", due_at=NOW + 9 * MINUTE, asked=0)
    await claim(store, replace(newer, due_at=NOW))
    async with store.batch() as work:
        await work.remind(newer)
    assert await take_back(store, ann) == 1
    assert await left(store, ann) == [newer]


async def test_of_a_session_or_a_person_that_is_gone_nothing_comes_back(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await begun(store, ann, "abc", ben)
    await claim(store, reminder(ben, "knock", "abc"))
    async with store.batch() as work:
        await work.forget_session("abc")
    await take_back(store, ben)
    assert await left(store, ben) == []
    await claim(store, reminder(ann))
    async with store.batch() as work:
        await work.forget_user(ann.id)
        assert await work.take_back("telegram:1") == 0
        assert await work.reminders_of(ann.id) == []
    assert await store.due("telegram:", NOW, 9) == []


async def test_what_was_noted_of_it_goes_and_other_notes_stay(store: Store) -> None:
    ann = await somebody(store)
    notes = [
        Note(ann.id, NOW - MINUTE, "request", 0, ":7"),
        Note(ann.id, NOW, "request", 1, ":7"),
        Note(ann.id, NOW, "request", 2, ":8"),
    ]
    async with store.batch() as work:
        for note in notes:
            await work.noted(note)
    await claim(store, reminder(ann))
    await take_back(store, ann)
    async with store.batch() as work:
        assert list(await work.notes_of(ann.id, NOW - 2 * MINUTE)) == [notes[0], notes[2]]


async def test_a_nudge_that_is_taken_back_comes_at_its_hour_though_the_next_is_promised(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    nudge = reminder(ann, "nudge", "abc", chosen=True)
    for asked, due_at in ((nudge.asked, nudge.due_at), (8, NOW + 9 * MINUTE)):
        await claim(store, nudge)
        async with store.batch() as work:
            await work.remind(replace(nudge, asked=asked, due_at=NOW + 9 * MINUTE))
        assert await take_back(store, ann) == 1
        assert [(each.asked, each.due_at) for each in await left(store, ann)] == [(asked, due_at)]


async def test_what_waits_that_is_no_answer_is_counted(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    cid = await somebody(store, "terminal:cid")
    await post(store, letter(ann.address, "an answer"), letter("telegram:9", "later", due_at=NOW + MINUTE))
    assert await store.waiting("telegram:", NOW) == 0
    async with store.batch() as work:
        await work.claim(reminder(ben), [letter(ben.address)], NOW, UNTIL)
        await work.claim(reminder(cid), [letter(cid.address)], NOW, UNTIL)
        assert await work.claimed(ben.address)
        assert not await work.claimed(ann.address)
    assert await store.waiting("telegram:", NOW) == 1
    assert await store.waiting("terminal:cid", NOW) == 1
    assert await store.waiting("telegram:", NOW + MINUTE) == 2


async def test_whether_somebody_else_has_written_is_known(store: Store, other: Store) -> None:
    before = await store.others()
    await somebody(store)
    assert await store.others() == before
    await somebody(other, "telegram:2")
    assert await store.others() != before
