"""What is kept comes back equal; one suite for every store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from storage_examples import BOT, NOW, answer, begun, dialog, every_input, row, somebody

from bot.engine.session import Place
from bot.storage.store import Conflict, Failure, Opening, Store

DAY = timedelta(days=1)


async def test_an_update_is_heard_once(store: Store) -> None:
    async with store.batch() as work:
        await work.hear(BOT, 7, NOW)
        await work.hear(BOT, 7, NOW)
        assert await work.heard(BOT, [6, 7, 8]) == {7}
        assert await work.heard("telegram:98", [7]) == set()
        assert await work.heard(BOT, []) == set()


async def test_failed_attempts_are_counted(store: Store) -> None:
    async with store.batch() as work:
        assert await work.count_failure(BOT, 7, NOW) == 1
        assert await work.count_failure(BOT, 7, NOW + DAY) == 2
        assert await work.failures(BOT, [7, 8]) == {7: Failure(7, 2, NOW + DAY)}


async def test_a_person_comes_back_as_they_were_saved(store: Store) -> None:
    user = await somebody(store, name="Zoë 🙂", zone="Europe/Vienna", quiet="21:00-08:00", agreed=2)
    full = replace(user, admitted=True, blocked=True, session="abc", asks="name", minute=5, minute_texts=6)
    full = replace(full, mode="joint", screened_at=NOW, still_until=NOW, screen_before=NOW)
    full = replace(full, offer_help=True, plain=True)
    async with store.batch() as work:
        await work.save_user(full)
    async with store.batch() as work:
        assert await work.user_at("telegram:1") == full
        assert await work.user(full.id) == full
        assert await work.user_at("telegram:2") is None
        assert await work.user(full.id + 1) is None


async def test_a_way_that_nobody_knows_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="CHECK"):
        await somebody(store, mode="maybe")


async def test_a_name_may_be_half_an_emoji(store: Store) -> None:
    user = await somebody(store, name="\ud83d")
    async with store.batch() as work:
        assert (await work.user(user.id)).name == "\ud83d"


async def test_adding_somebody_known_changes_nothing(store: Store) -> None:
    user = await somebody(store, name="Ann")
    async with store.batch() as work:
        assert await work.add_user("telegram:1", "de", NOW + DAY) == user


async def test_the_number_of_somebody_forgotten_is_never_given_again(store: Store) -> None:
    gone = await somebody(store)
    async with store.batch() as work:
        await work.forget_user(gone.id)
    assert (await somebody(store)).id > gone.id


async def test_people_are_found_by_their_last_word(store: Store) -> None:
    known = [
        await somebody(store, f"telegram:{days}", heard_at=NOW + days * DAY, agreed=days % 2)
        for days in range(4)
    ]
    await somebody(store, "telegram:8", heard_at=NOW + 3 * DAY, agreed=1, blocked=True)
    async with store.batch() as work:
        quiet = await work.users_quiet_since(NOW + 2 * DAY, 5)
        heard = await work.users_heard_between(NOW, NOW + 3 * DAY)
        assert len(await work.users_quiet_since(NOW + 2 * DAY, 1)) == 1
    assert quiet == [known[0].id, known[1].id]
    assert [u.address for u in heard] == ["telegram:1", "telegram:3"]


async def test_a_session_comes_back_as_it_was_saved(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    kept = await begun(store, ann, "abc", ben)
    async with store.batch() as work:
        assert await work.session("abc") == kept
        assert list((await work.session("abc")).seats) == ["speaker", "listener"]
        assert await work.session("abd") is None
        moved = replace(
            kept, state="paused", place=Place(), moved_at=NOW + DAY, seats={"speaker": ann.id, "listener": 0}
        )
        await work.save_session(moved)
        await work.save_session(replace(moved, version=2))
    async with store.batch() as work:
        assert await work.session("abc") == replace(moved, version=3)


async def test_sessions_that_have_not_ended_are_listed_last_moved_first(store: Store) -> None:
    ann = await somebody(store)
    for number, state in enumerate(("running", "paused", "aside", "done")):
        kept = await begun(store, ann, f"s{number}")
        async with store.batch() as work:
            await work.save_session(replace(kept, state=state, moved_at=NOW + number * DAY))
    async with store.batch() as work:
        assert [s.id for s in await work.sessions_of(ann.id)] == ["s2", "s1", "s0"]
        assert await work.sessions_of(ann.id + 1) == []
    counts = await store.counts()
    assert list(counts.sessions.values()) == [3]


async def test_answers_are_added_replaced_and_dropped(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await begun(store, ann, "abc", ben)
    first = answer(ann.id, audience=frozenset({ann.id, ben.id}), status="draft", round=2, visit=3)
    values = [answer(ann.id, 2 + n, value=v, parts=()) for n, v in enumerate(["7", 7, ("x", "y"), (), None])]
    async with store.batch() as work:
        await work.keep_answers("abc", [*values, answer(ben.id), first, answer(ben.id, 9)])
        await work.keep_answers("abc", [])
        await work.drop_answers("abc", [(9, ben.id), (99, ben.id)])
        await work.drop_answers("abc", [])
    async with store.batch() as work:
        assert list(await work.answers("abc")) == [first, answer(ben.id), *values]
        changed = replace(first, status="given", parts=())
        await work.keep_answers("abc", [changed])
        assert (await work.answers("abc"))[0] == changed


async def test_a_turn_begins_with_one_reading(store: Store) -> None:
    ann = await somebody(store, session="abc")
    kept = await begun(store, ann)
    elsewhere = await begun(store, ann, "def")
    async with store.batch() as work:
        await work.keep_answers("abc", [answer(ann.id)])
    async with store.batch() as work:
        assert await work.opening("telegram:1") == Opening(ann, kept, (answer(ann.id),), {})
        assert await work.opening("telegram:1", "def") == Opening(ann, elsewhere, (), {})
        assert await work.opening("telegram:2") == Opening(None, None, (), {})


async def test_a_turn_of_two_knows_who_else_sits_there(store: Store) -> None:
    ann, ben = await somebody(store, session="abc"), await somebody(store, "telegram:2", name="Ben")
    await somebody(store, "telegram:3", session="abc")
    kept = await begun(store, ann, "abc", ben)
    async with store.batch() as work:
        assert (await work.opening("telegram:1")).others == (ben,)
        assert (await work.opening("telegram:2", "abc")).others == (ann,)
        assert (await work.opening("telegram:2")).others == ()
        assert (await work.opening("telegram:3")).others == ()  # it isn't theirs
        await work.save_session(replace(kept, seats={"speaker": ann.id, "listener": 0}))
        assert (await work.opening("telegram:1")).others == ()


async def test_structures_come_back_with_their_hash(store: Store) -> None:
    made = every_input()
    async with store.batch() as work:
        await work.keep_dialog(made)
        await work.keep_dialog(made)
    async with store.batch() as work:
        again = await work.dialog(made.hash)
        assert await work.dialog("nothing") is None
    assert again == made
    assert again.structure.hash == made.hash


async def test_facts_are_kept(store: Store) -> None:
    async with store.batch() as work:
        assert await work.fact("awake") == ""
        await work.set_fact("awake", "1")
        await work.set_fact("awake", "2")
        assert await work.fact("awake") == "2"


async def test_a_session_without_its_structure_is_refused(store: Store) -> None:
    ann = await somebody(store)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        async with store.batch() as work:
            await work.save_session(row("abc", dialog("other"), ann.id))


async def test_who_saves_second_meets_a_conflict(store: Store) -> None:
    ann = await somebody(store)
    stale = await begun(store, ann)
    async with store.batch() as work:
        await work.save_session(stale)
    async with store.batch() as work:
        with pytest.raises(Conflict):
            await work.save_session(stale)
        with pytest.raises(Conflict):
            await work.save_session(replace(stale, version=0))
        await work.session("abc")
        with pytest.raises(Conflict):
            await work.save_session(stale)


async def test_two_tasks_that_read_the_same_version_never_both_win(store: Store, other: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann)
    tries = 0

    async def save_ten(opened: Store) -> None:
        nonlocal tries
        for _ in range(10):
            async with opened.batch() as work:
                read = await work.session("abc")
            saved = False
            while not saved:
                tries += 1
                await asyncio.sleep(0)
                try:
                    async with opened.batch() as work:
                        await work.save_session(read)
                    saved = True
                except Conflict:
                    async with opened.batch() as work:
                        read = await work.session("abc")

    await asyncio.gather(save_ten(store), save_ten(store), save_ten(other))
    async with store.batch() as work:
        assert (await work.session("abc")).version == 31
    assert tries > 30


async def test_pruning_drops_what_is_old_and_what_nothing_hangs_on(store: Store) -> None:
    ann = await somebody(store)
    calm, old_calm = dialog("calm"), dialog("calm", ("breathe",))
    older = dialog("repair", ("older", "step"), {"calm": old_calm.hash})
    unused = dialog("repair", ("unused",))
    async with store.batch() as work:
        for made in (older, old_calm, unused, calm, dialog()):
            await work.keep_dialog(made)
        await work.save_session(row("abc", older, ann.id))
        await work.hear(BOT, 1, NOW - 2 * DAY - DAY / 24)
        await work.hear(BOT, 2, NOW - DAY)
        await work.count_failure(BOT, 1, NOW - 3 * DAY)
        await work.prune(NOW)
    async with store.batch() as work:
        assert await work.heard(BOT, [1, 2]) == {2}
        assert await work.failures(BOT, [1]) == {}
        kept = [
            await work.dialog(made.hash) is not None for made in (older, old_calm, calm, dialog(), unused)
        ]
        assert kept == [True, True, True, True, False]
        await work.keep_dialog(older)
        await work.forget_session("abc")
        await work.prune(NOW)
        assert await work.dialog(older.hash) is not None
        assert await work.dialog(dialog().hash) is None
