"""What people wish of notes, and what they were told unasked; one suite for every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage_examples import NOW, somebody

from bot.engine.people import User
from bot.engine.reminder import Note, Wish
from bot.storage.store import Store

DAY = timedelta(days=1)


async def notes(store: Store, user: User, since: timedelta = timedelta(0)) -> list[int]:
    async with store.batch() as work:
        return [note.wording for note in await work.notes_of(user.id, NOW - since)]


async def test_what_somebody_wishes_is_kept_by_kind_the_last_word_holds(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    nudge = Wish(ann.id, "nudge", wanted=True, days="135", hours="09:00-20:00", tone="warm", most=3, less=4)
    async with store.batch() as work:
        await work.wish(replace(nudge, wanted=False))
        await work.wish(Wish(ann.id, "check_in", wanted=False))
        await work.wish(nudge)
        await work.wish(Wish(ben.id, "nudge", wanted=False))
    async with store.batch() as work:
        assert {wish.kind: wish for wish in await work.wishes_of(ann.id)} == {
            "nudge": nudge,
            "check_in": Wish(ann.id, "check_in", wanted=False),
        }


async def test_what_somebody_was_told_comes_back_the_earliest_first(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    told = [Note(ann.id, NOW + n * DAY, "nudge", n) for n in range(3)]
    async with store.batch() as work:
        for note in [*told[::-1], Note(ben.id, NOW, "nudge", 7)]:
            await work.noted(note)
    async with store.batch() as work:
        assert await work.notes_of(ann.id, NOW) == told
        assert await work.notes_of(ann.id, NOW + DAY) == told[1:]


async def test_two_of_a_kind_at_one_moment_are_both_known(store: Store) -> None:
    ann = await somebody(store)
    async with store.batch() as work:
        for wording in (1, 2, 2):
            await work.noted(Note(ann.id, NOW, "request", wording))
    assert await notes(store, ann) == [1, 2]


async def test_what_was_told_long_ago_goes_but_not_what_was_never_answered(store: Store) -> None:
    ann = await somebody(store)
    async with store.batch() as work:
        await work.save_user(replace(ann, heard_at=NOW))
        await work.noted(Note(ann.id, NOW - DAY, "nudge", 0))
        await work.noted(Note(ann.id, NOW + DAY, "nudge", 1))
        await work.noted(Note(ann.id, NOW + 120 * DAY, "request", 2))
    assert await notes(store, ann, 9 * DAY) == [1, 2]


async def test_forgetting_takes_both_and_nothing_is_kept_of_who_is_gone(store: Store) -> None:
    ann = await somebody(store)
    async with store.batch() as work:
        await work.noted(Note(ann.id, NOW, "nudge", 0))
        await work.wish(Wish(ann.id, "nudge", wanted=True))
    async with store.batch() as work:
        await work.forget_user(ann.id)
        await work.noted(Note(ann.id, NOW, "nudge", 1))
        await work.wish(Wish(ann.id, "nudge", wanted=True))
    async with store.batch() as work:
        assert await work.notes_of(ann.id, NOW) == []
        assert await work.wishes_of(ann.id) == []
