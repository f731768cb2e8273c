"""Telegram's limits are kept, in little memory."""

from __future__ import annotations

import asyncio

from bot.messengers.telegram.pace import SWEEP, Pace


async def test_one_chat_has_a_small_burst_and_then_its_rate() -> None:
    pace, loop = Pace(overall=1000, each=10, burst=3), asyncio.get_running_loop()
    began = loop.time()
    for _ in range(3):
        await pace.wait(1)
    assert loop.time() - began < 0.1
    for _ in range(3):
        await pace.wait(1)
    assert 0.25 < loop.time() - began < 0.6


async def test_a_chat_that_waits_holds_up_no_other() -> None:
    pace, loop = Pace(overall=1000, each=1, burst=1), asyncio.get_running_loop()
    await pace.wait(1)
    waiting = asyncio.create_task(pace.wait(1))
    began = loop.time()
    await pace.wait(2)
    assert loop.time() - began < 0.1
    assert not waiting.done()
    waiting.cancel()


async def test_all_together_keep_the_overall_rate() -> None:
    pace, loop = Pace(overall=100), asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(pace.wait(chat) for chat in range(42)))
    assert 0.35 < loop.time() - began < 0.8
    assert not pace.free()


async def test_a_hundred_thousand_chats_are_not_remembered() -> None:
    pace = Pace(overall=1e9, each=1e6)
    for chat in range(100_000):
        await pace.wait(chat)
    assert len(pace) <= SWEEP


async def test_a_chat_that_still_waits_is_not_forgotten() -> None:
    pace = Pace(overall=1e9, each=0.001, burst=1)
    for chat in range(3 * SWEEP):
        await pace.wait(chat)
    assert len(pace) == 3 * SWEEP


async def test_what_answers_nobody_goes_behind_all_answers() -> None:
    pace, gone = Pace(overall=50), []

    async def goes(chat: int, *, unasked: bool) -> None:
        await pace.wait(chat, unasked=unasked)
        gone.append(chat)

    notes = [asyncio.create_task(goes(chat, unasked=True)) for chat in range(100, 110)]
    await asyncio.sleep(0)
    answers = [asyncio.create_task(goes(chat, unasked=False)) for chat in range(10)]
    await asyncio.gather(*answers)
    assert set(gone) - set(range(10)) <= {100}  # one was going already
    await asyncio.gather(*notes)
    assert sorted(gone[11:]) == gone[11:]


async def test_while_notes_go_an_answer_goes_at_once_and_they_lose_little_of_the_rate() -> None:
    pace, loop = Pace(overall=26), asyncio.get_running_loop()
    began, count = loop.time(), 0

    async def notes() -> None:
        nonlocal count
        while True:
            await pace.wait(1000 + count, unasked=True)
            count += 1

    going = asyncio.create_task(notes())
    waited = []
    for chat in range(20):
        await asyncio.sleep(0.1)
        before = loop.time()
        await pace.wait(chat)
        await pace.wait(chat)  # an answer, and what it changes above
        waited.append(loop.time() - before)
    seconds = loop.time() - began
    going.cancel()
    assert sorted(waited)[15] < 0.01  # a few may come right after each other, where the machine is slow
    assert 0.7 * 26 < (count + 40) / seconds < 30
