"""Updates come in, and Telegram may forget them only when they are heard."""

from __future__ import annotations

import asyncio
import time

from ear import Ear
from loopback import Loopback

from bot.engine.letter import Letter
from bot.engine.said import Said
from bot.engine.turn import Button
from bot.messengers.messenger import Began, Pressed
from bot.messengers.telegram import Telegram


async def test_what_a_person_writes_is_heard(loopback: Loopback, ear: Ear) -> None:
    ann = loopback.person(4711, language="de")
    ann.starts("friend")
    ann.writes("Hello")
    began, said = await ear.hears(2)
    assert (began.what, began.address, began.bot) == (Began("friend"), "telegram:4711", "telegram:4242")
    assert isinstance(said.what, Said)
    assert (said.what.text, said.what.message, said.language) == ("Hello", 2, "de")
    assert said.what.at == said.written_at
    assert said.written_at.timestamp() == ann.chat[-1].date


async def test_the_offset_moves_only_when_all_was_heard(loopback: Loopback, ear: Ear) -> None:
    ear.holds = 1
    loopback.person(1).writes("keep me")
    first, again = await ear.hears(2)
    assert first == again
    assert len(ear.batches) == 2
    loopback.person(1).writes("next")
    await ear.hears(3)
    assert [len(batch) for batch in ear.batches] == [1, 1, 1]


async def test_while_nothing_is_done_telegram_is_not_stormed(loopback: Loopback, ear: Ear) -> None:
    ear.holds = 1000
    loopback.person(1).writes("keep me")
    await asyncio.sleep(1.6)
    assert len(ear.batches) == 2
    assert loopback.calls["getUpdates"] <= 3


async def test_an_ear_that_raises_hears_it_again(loopback: Loopback, ear: Ear) -> None:
    ear.raises = [ValueError("secret words")]
    loopback.person(1).writes("secret words")
    first, again = await ear.hears(2)
    assert first == again


async def test_a_press_is_heard_and_answered(loopback: Loopback, telegram: Telegram, ear: Ear) -> None:
    ann = loopback.person(4711)
    done = await telegram.deliver(
        Letter(1, "telegram:4711", "say", "Are you well?", ((Button("Yes", "s:1:yes"),),))
    )
    assert (await ann.hears("well")).labels == ["Yes"]
    query = ann.presses("Yes")
    (pressed,) = await ear.hears(1)
    assert pressed.what == Pressed("s:1:yes", done.message, "Are you well?")
    async with asyncio.timeout(2):
        while not loopback.queries[query]:
            await asyncio.sleep(0.01)


async def test_listening_ends_at_once(telegram: Telegram) -> None:
    task = asyncio.create_task(telegram.listen(Ear()))
    await asyncio.sleep(0.2)
    began = time.monotonic()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await telegram.close()
    assert time.monotonic() - began < 0.5
