"""Updates come in, and Telegram may forget them only when they are heard."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence

import pytest
from ear import Ear
from loopback import Loopback

from bot.engine.letter import Letter
from bot.engine.said import Said
from bot.engine.turn import Button
from bot.messengers.messenger import Began, Incoming, Pressed
from bot.messengers.telegram import Telegram


async def test_what_a_person_writes_is_heard(loopback: Loopback, ear: Ear) -> None:
    ann = loopback.person(4711, language="de")
    ann.starts("friend")
    ann.writes("Hello")
    began, said = await ear.hears(2)
    assert (began.what, began.address, began.bot) == (Began("friend"), "telegram:4711", "telegram:424242")
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


async def test_what_was_heard_in_part_goes_on_from_there(loopback: Loopback, telegram: Telegram) -> None:
    texts = ["one", "two", "three"]
    for text in texts:
        loopback.person(1).writes(text)
    batches: list[Sequence[Incoming]] = []

    async def hear(batch: Sequence[Incoming]) -> int:
        batches.append(batch)
        return batch[1].id if len(batch) > 1 else batch[0].id + 1

    task = asyncio.create_task(telegram.listen(hear))
    await loopback.settles()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert [[one.what.text for one in batch if isinstance(one.what, Said)] for batch in batches] == [
        ["one", "two", "three"],
        ["two", "three"],
        ["three"],
    ]


async def test_what_gathered_while_we_were_away_comes_in_hundreds(loopback: Loopback, ear: Ear) -> None:
    await asyncio.sleep(0.1)
    texts = [str(number) for number in range(250)]
    for text in texts:
        loopback.person(1).writes(text)
    heard = await ear.hears(250)
    assert [one.what.text for one in heard if isinstance(one.what, Said)] == texts
    assert max(map(len, ear.batches)) <= 100


async def test_numbers_that_begin_anew_after_a_quiet_week_are_heard(
    loopback: Loopback, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messengers.telegram.polling.POLL_SECONDS", 0)
    loopback.person(1).writes("before")
    await ear.hears(1)
    await asyncio.sleep(0.1)
    loopback._ids = 5
    async with asyncio.timeout(5):
        while loopback.waiting or loopback.calls["getUpdates"] < 4:
            await asyncio.sleep(0.01)
    loopback.person(1).writes("after a week")
    before, after = await ear.hears(2)
    assert (before.id, after.id) == (101, 6)


async def test_a_server_that_does_not_wait_is_not_stormed(
    loopback: Loopback, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not ear.heard
    monkeypatch.setattr("bot.messengers.telegram.polling.POLL_SECONDS", 0)
    loopback.person(1).writes("wakes the first poll")
    await asyncio.sleep(0.5)
    assert loopback.calls["getUpdates"] <= 3


async def test_an_update_like_no_other_lets_the_next_pass(loopback: Loopback, ear: Ear) -> None:
    loopback.update("message", {"chat": "nonsense"})
    loopback.person(1).writes("hello")
    odd, said = await ear.hears(2)
    assert (odd.what, said.what is not None) == (None, True)
    assert not loopback.waiting or await ear.hears(2)


async def test_an_outage_is_one_line_and_its_end_another(
    loopback: Loopback, ear: Ear, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("bot.messengers.telegram.polling.LONGEST_OUTAGE", 0.02)
    for how in ("html", "reset", "html", "unauthorized", "reset"):
        loopback.fails("getUpdates", how)
    loopback.person(1).writes("wakes the first poll")
    await ear.hears(1)
    loopback.person(1).writes("after it")
    await ear.hears(2)
    assert caplog.messages == [
        "No word from Telegram: something that isn't the Bot API answered with 502; trying on.",
        "No word from Telegram: the connection to the Bot API was lost; trying on.",
        "The token was refused. Was it revoked at BotFather? Trying on.",
        "Telegram is heard again.",
    ]


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
    assert pressed.what == Pressed("s:1:yes", done.message, "Are you well?", "Yes")
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
