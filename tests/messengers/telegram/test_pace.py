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
