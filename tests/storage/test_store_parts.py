"""One commit, its atomic parts, and what happens when something goes wrong in them."""

from __future__ import annotations

import asyncio
from sqlite3 import IntegrityError

import pytest
from storage_examples import BOT, NOW, answer, begun, letter, post, somebody

from bot.storage.store import Store, Work


class Slipped(Exception):
    """A programmer's mistake."""


async def heard(store: Store) -> frozenset[int]:
    async with store.batch() as work:
        return await work.heard(BOT, range(10))


async def slip(work: Work, number: int, *, reads: bool) -> None:
    """Hear something, and fail."""
    await work.hear(BOT, number, NOW)
    if reads:
        assert await work.heard(BOT, [number]) == {number}
    raise Slipped


async def slip_in_part(work: Work, number: int, *, reads: bool) -> None:
    """Hear something in a part, and fail."""
    async with work.part():
        await slip(work, number, reads=reads)


async def be_refused(work: Work, number: int) -> None:
    """Hear something, and write what the database refuses."""
    await work.hear(BOT, number, NOW)
    await work.keep_answers("nowhere", [answer(1)])


async def pass_over(work: Work, number: int) -> None:
    """Write what the database refuses, see that it does, and go on."""
    await be_refused(work, number)
    with pytest.raises(IntegrityError):
        await work.heard(BOT, [number])


@pytest.mark.parametrize("reads", [False, True])
async def test_what_raises_in_a_batch_takes_all_of_it_back(store: Store, *, reads: bool) -> None:
    async def batch() -> None:
        async with store.batch() as work:
            await slip(work, 1, reads=reads)

    with pytest.raises(Slipped):
        await batch()
    assert await heard(store) == set()


@pytest.mark.parametrize("reads", [False, True])
async def test_a_part_is_taken_back_alone(store: Store, *, reads: bool) -> None:
    async with store.batch() as work:
        await work.hear(BOT, 1, NOW)
        with pytest.raises(Slipped):
            await slip_in_part(work, 2, reads=reads)
        async with work.part():
            await work.hear(BOT, 3, NOW)
        await work.hear(BOT, 4, NOW)
    assert await heard(store) == {1, 3, 4}


async def test_what_the_database_refuses_in_a_part_is_raised_in_it_and_taken_back_alone(store: Store) -> None:
    async def part(work: Work) -> None:
        async with work.part():
            await be_refused(work, 2)

    async with store.batch() as work:
        await work.hear(BOT, 1, NOW)
        with pytest.raises(IntegrityError):
            await part(work)
        async with work.part():
            await work.hear(BOT, 3, NOW)
    assert await heard(store) == {1, 3}


async def test_nobody_can_pass_over_what_the_database_refused(store: Store) -> None:
    async def batch() -> None:
        async with store.batch() as work:
            await pass_over(work, 1)

    with pytest.raises(IntegrityError):
        await batch()
    assert await heard(store) == set()


async def test_a_refusal_passed_over_inside_a_part_still_undoes_the_part(store: Store) -> None:
    async def part(work: Work) -> None:
        async with work.part():
            await pass_over(work, 1)

    async with store.batch() as work:
        with pytest.raises(IntegrityError):
            await part(work)
        await work.hear(BOT, 2, NOW)
    assert await heard(store) == {2}


async def test_parts_may_be_in_parts(store: Store) -> None:
    async with store.batch() as work, work.part():
        await work.hear(BOT, 1, NOW)
        with pytest.raises(Slipped):
            await slip_in_part(work, 2, reads=True)
        await work.hear(BOT, 3, NOW)
    assert await heard(store) == {1, 3}


async def test_a_version_saved_in_a_part_that_was_undone_can_be_saved_again(store: Store) -> None:
    async def part(work: Work, *, fails: bool) -> None:
        async with work.part():
            await work.save_session(await work.session("abc"))
            if fails:
                raise Slipped

    ann = await somebody(store)
    await begun(store, ann)
    async with store.batch() as work:
        with pytest.raises(Slipped):
            await part(work, fails=True)
        await part(work, fails=False)
    async with store.batch() as work:
        assert (await work.session("abc")).version == 2


async def test_cancelled_in_a_batch_nothing_of_it_is_left_and_the_next_one_works(store: Store) -> None:
    inside = asyncio.Event()

    async def wait() -> None:
        async with store.batch() as work, work.part():
            await work.hear(BOT, 1, NOW)
            await work.heard(BOT, [1])
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(wait())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await heard(store) == set()
    assert (await somebody(store)).id == 1


async def test_cancelled_at_any_moment_a_batch_is_whole_or_not_there(store: Store) -> None:
    async def write(first: int) -> None:
        async with store.batch() as work:
            async with work.part():
                await work.hear(BOT, first, NOW)
                await work.heard(BOT, [first])
            await work.hear(BOT, first + 1, NOW)

    for turn in range(40):
        task = asyncio.create_task(write(turn * 10))
        for _ in range(turn % 20):
            await asyncio.sleep(0.0002)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with store.batch() as work:
            assert len(await work.heard(BOT, [turn * 10, turn * 10 + 1])) in {0, 2}


async def test_a_time_limit_around_a_part_takes_back_the_part(store: Store) -> None:
    async def part(work: Work) -> None:
        async with asyncio.timeout(0.02), work.part():
            await work.hear(BOT, 1, NOW)
            await work.heard(BOT, [1])
            await asyncio.sleep(60)

    async with store.batch() as work:
        with pytest.raises(TimeoutError):
            await part(work)
        await work.hear(BOT, 2, NOW)
    assert await heard(store) == {2}


async def test_what_many_write_while_one_holds_the_database_is_all_there_when_they_are_told(
    store: Store,
) -> None:
    async def write(number: int) -> None:
        async with store.batch() as work:
            await work.hear(BOT, number, NOW)
        assert await heard(store) >= {number}

    async def hold() -> None:
        async with store.batch() as work:
            await work.heard(BOT, [])
            await asyncio.sleep(0.05)
            await work.hear(BOT, 9, NOW)

    await asyncio.gather(hold(), *(write(number) for number in range(9)))
    assert await heard(store) == set(range(10))


async def test_of_many_that_write_together_the_refused_one_fails_alone(store: Store) -> None:
    async def write(number: int) -> None:
        async with store.batch() as work:
            await work.hear(BOT, number, NOW)
            if number == 3:
                await work.keep_answers("nowhere", [answer(1)])

    async def hold() -> None:
        async with store.batch() as work:
            await work.heard(BOT, [])
            await asyncio.sleep(0.05)

    told = await asyncio.gather(hold(), *(write(number) for number in range(9)), return_exceptions=True)
    assert [n for n, error in enumerate(told[1:]) if error] == [3]
    assert await heard(store) == set(range(9)) - {3}


async def test_one_who_is_cancelled_while_many_write_takes_nobody_along(store: Store) -> None:
    async def write(number: int) -> None:
        async with store.batch() as work:
            await work.hear(BOT, number, NOW)

    async with store.batch() as work:
        await work.heard(BOT, [])
        tasks = [asyncio.create_task(write(number)) for number in range(5)]
        await asyncio.sleep(0.01)
        tasks[0].cancel()
        await asyncio.sleep(0.01)
    await asyncio.gather(*tasks[1:])
    assert await heard(store) == {1, 2, 3, 4}


async def test_nobody_sees_letters_before_their_commit(store: Store) -> None:
    async with store.batch() as work:
        await work.post([letter()])
        await work.heard(BOT, [])
        looking = asyncio.create_task(store.due("telegram:", NOW, 5))
        await asyncio.sleep(0.02)
        assert not looking.done()
    assert len(await looking) == 1
    await post(store, letter())
