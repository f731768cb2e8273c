"""The alarm looks at the clock on the wall: it may jump, others may promise something earlier, nobody waits longer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.rehearsing.stage import Clock
from bot.reminding.alarm import Alarm
from bot.storage.sqlite import SqliteStore, open_store

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Room:
    """An alarm in one window, and a second window on the same database."""

    alarm: Alarm
    clock: Clock
    own: SqliteStore
    other: SqliteStore

    async def sleeps(self, until: datetime | None, meanwhile: Awaitable[object] | None = None) -> float:
        """How long it sleeps if this happens meanwhile."""
        began = time.monotonic()
        sleeping = asyncio.create_task(self.alarm.sleep(until))
        await asyncio.sleep(0.3)
        assert not sleeping.done()
        if meanwhile is not None:
            await meanwhile
        await asyncio.wait_for(sleeping, 5)
        return time.monotonic() - began


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    own, other = [await open_store(f"sqlite:///{tmp_path}/mend.db", now=NOW, spare=0) for _ in range(2)]
    clock = Clock(NOW)
    alarm = Alarm(own, clock, look=0.2, longest=4)
    await asyncio.wait_for(alarm.sleep(None), 1)  # the first look finds what was written before
    yield Room(alarm, clock, own, other)
    await own.close()
    await other.close()


async def somebody(store: SqliteStore, address: str = "telegram:1") -> None:
    async with store.batch() as work:
        await work.add_user(address, "en", NOW)


async def jumps(room: Room, by: timedelta) -> None:
    room.clock.goes_on(by)


async def test_a_clock_that_is_set_forward_is_noticed_at_the_next_look(room: Room) -> None:
    assert await room.sleeps(NOW + HOUR, jumps(room, HOUR)) < 0.9


async def test_a_clock_that_is_set_back_lets_it_sleep_on(room: Room) -> None:
    room.alarm.longest = 1.5
    assert await room.sleeps(NOW + timedelta(seconds=0.7), jumps(room, -HOUR)) > 1.4


async def test_it_wakes_when_the_moment_has_come(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/mend.db", now=NOW, spare=0)
    alarm = Alarm(store, lambda: datetime.now(UTC))
    await alarm.sleep(None)
    until = datetime.now(UTC) + timedelta(seconds=0.4)
    await alarm.sleep(until)
    assert timedelta() <= datetime.now(UTC) - until < timedelta(seconds=0.3)
    await store.close()


async def test_it_never_sleeps_longer_than_that(room: Room) -> None:
    room.alarm.longest = 0.8
    assert 0.7 < await room.sleeps(None) < 1.5


async def test_a_call_wakes_it_and_one_that_came_before_is_not_lost(room: Room) -> None:
    async def call() -> None:
        room.alarm.call()

    assert await room.sleeps(None, call()) < 0.7
    room.alarm.call()
    await asyncio.wait_for(room.alarm.sleep(None), 0.5)


async def test_what_another_window_writes_wakes_it_and_what_is_written_here_needs_a_call(room: Room) -> None:
    assert await room.sleeps(None, somebody(room.other)) < 0.9
    room.alarm.longest = 1.2
    assert await room.sleeps(None, somebody(room.own, "telegram:2")) > 1.1


async def test_of_many_calls_come_few_looks(room: Room) -> None:
    looks, began = 0, time.monotonic()
    while time.monotonic() - began < 0.5:
        room.alarm.call()
        await room.alarm.sleep(NOW)
        looks += 1
    assert looks <= 6
