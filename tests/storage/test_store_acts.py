"""Small acts that were agreed; one suite for every store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from storage_examples import NOW, begun, somebody

from bot.engine.act import Act
from bot.engine.people import User
from bot.engine.reminder import Reminder
from bot.storage.store import Store


def act(giver: User, asked: int = 7, receiver: int = 0, **more: Any) -> Act:
    words = {"cue": "I come home", "deed": "say a warm “hello” 🙂", "first": "2026-03-05T12:00"}
    return Act(0, giver.id, receiver, "abc", asked, **{**words, "zone": "Europe/Vienna", **more})


async def keep(store: Store, *acts: Act) -> None:
    async with store.batch() as work:
        await work.keep_acts(acts)


async def of(store: Store, user: User) -> list[Act]:
    async with store.batch() as work:
        return [replace(each, id=0) for each in await work.acts_of(user.id)]


async def test_acts_come_back_as_they_were_agreed_in_their_order(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    first = act(ann, 9, ben.id, rule="d1", until="2026-03-18", state="offered", minutes=5)
    await keep(store, first, act(ann), act(ben, 7, ann.id, done=2, thanked=True))
    assert await of(store, ann) == [first, act(ann)]
    assert await of(store, ben) == [act(ben, 7, ann.id, done=2, thanked=True)]
    async with store.batch() as work:
        assert len({each.id for each in await work.acts_of(ann.id)} - {0}) == 2


async def test_one_answer_agrees_one_act_which_keeps_its_number(store: Store) -> None:
    ann = await somebody(store)
    await keep(store, act(ann, state="offered"), act(ann, 8))
    async with store.batch() as work:
        before = [each.id for each in await work.acts_of(ann.id)]
        await work.keep_acts([act(ann, deed="make tea for two")])
        assert [each.id for each in await work.acts_of(ann.id)] == before
    assert await of(store, ann) == [act(ann, deed="make tea for two"), act(ann, 8)]


async def test_what_became_of_it_meanwhile_isnt_undone_by_the_talk(store: Store) -> None:
    ann = await somebody(store)
    await keep(store, act(ann, done=3, thanked=True), act(ann, 8, state="ended"), act(ann, 9, state="habit"))
    await keep(store, act(ann), act(ann, 8), act(ann, 9))
    assert [(each.state, each.done, each.thanked) for each in await of(store, ann)] == [
        ("agreed", 3, True),
        ("ended", 0, False),
        ("habit", 0, False),
    ]


async def test_an_act_that_is_undone_takes_along_what_it_had_planned(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await keep(store, act(ann), act(ann, 8), act(ben))
    async with store.batch() as work:
        ids = [each.id for user in (ann, ben) for each in await work.acts_of(user.id)]
        for id_, user in zip(ids, (ann, ann, ben), strict=True):
            await work.remind(Reminder(0, "follow_up", user.id, "", id_, NOW))
        await work.remind(Reminder(0, "request", ann.id, "", ids[0], NOW))
        await work.drop_acts("abc", [(7, ann.id), (99, ann.id)])
        await work.drop_acts("xyz", [(8, ann.id)])
        left = [(each.kind, each.asked) for each in await work.reminders_of(ann.id)]
    assert await of(store, ann) == [act(ann, 8)]
    assert await of(store, ben) == [act(ben)]
    assert sorted(left) == [("follow_up", ids[1]), ("request", ids[0])]


async def test_a_session_that_is_forgotten_leaves_its_acts_running(store: Store) -> None:
    ann = await somebody(store)
    await begun(store, ann, "abc")
    await keep(store, act(ann))
    async with store.batch() as work:
        await work.forget_session("abc")
    assert await of(store, ann) == [act(ann)]


async def test_it_goes_with_its_giver_and_stays_with_them_where_the_other_goes(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await keep(store, act(ann, 7, ben.id), act(ben, 8, ann.id))
    async with store.batch() as work:
        await work.forget_user(ben.id)
    assert await of(store, ann) == [act(ann)]
    assert await of(store, ben) == []
    await keep(store, act(ben, 9), act(ann, 9, ben.id))
    assert await of(store, ann) == [act(ann), act(ann, 9)]
    assert await of(store, ben) == []


async def test_who_said_yes_sees_what_was_sent_and_nobody_else_does(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await keep(store, act(ann, 1, ben.id), act(ann, 2, ben.id, state="offered"), act(ann, 3))
    async with store.batch() as work:
        assert [each.asked for each in await work.acts_for(ben.id)] == [1]
        assert not await work.acts_for(ann.id)


async def test_an_act_is_changed_by_its_number_and_its_thanks_stay(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await keep(store, act(ann, 1, ben.id))
    async with store.batch() as work:
        (one,) = await work.acts_of(ann.id)
        await work.thank(one.id, waits=True, day="2026-03-05")
        changed = replace(
            one, deed="wave", minutes=2, rule="d1", state="resting", done=2, answered="2026-03-06"
        )
        await work.save_act(changed)
        assert await work.acts_of(ann.id) == [replace(changed, thanked=True, thanked_on="2026-03-05")]
        await work.thank(one.id, waits=False)
        assert await work.acts_of(ann.id) == [replace(changed, thanked_on="2026-03-05")]


async def test_an_act_of_ones_own_is_another_one_that_the_other_never_sees(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await keep(store, act(ann, 1, ben.id, done=2))
    async with store.batch() as work:
        (one,) = await work.acts_of(ann.id)
        own = await work.act_of_own(one)
        await work.save_act(replace(own, deed="wave"))
        assert (own.id != one.id, own.done, own.deed) == (True, 2, one.deed)
        assert [each.deed for each in await work.acts_of(ann.id)] == [one.deed, "wave"]
        assert [each.deed for each in await work.acts_for(ben.id)] == [one.deed]


async def test_who_goes_leaves_what_they_sent_and_finds_the_rest_of_it_resting(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await keep(
        store, act(ann, 1, ben.id), act(ann, 2), act(ann, 3, ben.id, state="offered"), act(ben, 1, ann.id)
    )
    async with store.batch() as work:
        for each in await work.acts_of(ann.id):
            await work.remind(Reminder(0, "follow_up", ann.id, "", each.id, NOW))
        await work.rest_acts(ann.id)
        await work.leave(ann.id)
        assert [(each.asked, each.state) for each in await work.acts_of(ann.id)] == [
            (1, "resting"),
            (2, "agreed"),
        ]
        (left,) = await work.reminders_of(ann.id)
        assert left.asked == (await work.acts_of(ann.id))[1].id
        assert [each.asked for each in await work.acts_for(ben.id)] == [1]
        assert not await work.acts_for(ann.id)
        assert [each.state for each in await work.acts_of(ben.id)] == ["agreed"]


async def test_where_the_other_was_forgotten_what_was_for_them_still_rests_like_it(store: Store) -> None:
    ann, ben = await somebody(store), await somebody(store, "telegram:2")
    await keep(store, act(ann, 1, ben.id))
    async with store.batch() as work:
        await work.forget_user(ben.id)
        assert [(each.receiver, each.state) for each in await work.acts_of(ann.id)] == [(0, "agreed")]
        await work.rest_acts(ann.id)
        assert [each.state for each in await work.acts_of(ann.id)] == ["resting"]
