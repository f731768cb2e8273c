"""What is due goes through the outbox as the sender is free: behind answers, looked at once more, never twice."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from talk import AGREE, shipped

from bot.app import House, opened
from bot.config import Settings
from bot.engine.letter import Letter
from bot.engine.reminder import Kind, Reminder
from bot.engine.said import Said
from bot.messengers.messenger import Delivered, Incoming, Leaves, Pressed, TryLater, What, nothing
from bot.rehearsing.stage import Clock, Stage
from bot.reminders import LOT, SOON

NOTES = shipped().phrases["en"].words("remind.notes")
KNOCK = shipped().phrases["en"].say("knock.note")
EVENING = datetime.fromisoformat("2026-03-02T19:00+00:00")
LAST_MINUTE = datetime.fromisoformat("2026-03-02T20:59:50+00:00")
MORNING = datetime.fromisoformat("2026-03-03T08:00+00:00")


@dataclass(slots=True)
class Narrow(Stage):
    """A chat service that lets notes wait for their turn (`open`), holds letters on their way (`arrives`), or fails."""

    open: asyncio.Event = field(default_factory=asyncio.Event)
    arrives: asyncio.Event = field(default_factory=asyncio.Event)
    fails: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)
    waiting: int = 0

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        """Show a letter once it may go."""
        if letter.unasked:
            self.waiting += 1
            await self.open.wait()
            self.waiting -= 1
        leaves()
        await self.arrives.wait()
        if self.fails:
            self.fails -= 1
            raise TryLater(0)
        self.said.append((letter.address, letter.text))
        return Delivered(len(self.said), self.clock())


@dataclass(slots=True)
class Post:
    """A house whose outbox runs, and the chat service it delivers to."""

    house: House
    stage: Narrow
    heard: int = 0

    async def does(self, address: str, what: What) -> None:
        """Somebody does something."""
        self.heard += 1
        self.stage.clock.goes_on(timedelta(seconds=5))
        incoming = Incoming(self.heard, "stage", address, self.stage.clock(), what, "en")
        assert await self.house.facilitator.hear_all([incoming]) == self.heard + 1

    async def meets(self, address: str) -> int:
        """Somebody who has agreed to the cards; gives their number."""
        async with self.house.store.batch() as work:
            user = await work.add_user(address, "en", self.stage.clock())
            await work.save_user(replace(user, zone="UTC"))
        await self.does(address, Said("/start", self.stage.clock(), 1))
        await self.does(address, Pressed("set:agree", 1, "", AGREE))
        await self.settles()
        return user.id

    async def settles(self) -> None:
        """All that may go has gone."""
        async with asyncio.timeout(5):
            while self.house.outbox._busy or await self.due():
                await asyncio.sleep(0.01)

    async def promised(self, user: int, kind: Kind = "request", session: str = "", **more: timedelta) -> None:
        """Something is due for somebody, now or `earlier`."""
        due = self.stage.clock() - more.get("earlier", timedelta())
        async with self.house.store.batch() as work:
            await work.remind(Reminder(0, kind, user, session, 0 if session else 1, due))

    async def kept(self, user: int) -> list[Reminder]:
        async with self.house.store.batch() as work:
            return list(await work.reminders_of(user))

    async def due(self) -> list[Letter]:
        return list(await self.house.store.due("stage:", self.stage.clock(), 1000))

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                await asyncio.sleep(0.01)

    def notes(self, address: str) -> list[str]:
        return [text for who, text in self.stage.said if who == address and text in (*NOTES, KNOCK)]


@asynccontextmanager
async def post(folder: Path, now: datetime = EVENING) -> AsyncIterator[Post]:
    """The house, its outbox running; the way out is free."""
    stage = Narrow(Clock(now))
    stage.open.set()
    stage.arrives.set()
    settings = Settings(database_url=f"sqlite:///{folder}/mend.db")
    async with opened(settings, stage, stage.clock, shipped()) as house:
        outbox = asyncio.create_task(house.outbox.run())
        try:
            yield Post(house, stage)
        finally:
            stage.open.set()
            stage.arrives.set()
            outbox.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await outbox


async def test_no_more_is_claimed_than_goes_soon_and_the_earliest_goes_first(tmp_path: Path) -> None:
    async with post(tmp_path) as out:
        people = [await out.meets(f"stage:{n}") for n in range(3 * LOT)]
        for number, user in enumerate(people):
            await out.promised(user, earlier=timedelta(seconds=len(people) - number))
        out.stage.open.clear()
        out.stage.said.clear()
        assert await out.house.reminders.round() is not None
        assert len(await out.due()) == LOT
        await out.house.reminders.round()
        assert len(await out.due()) == LOT
        out.stage.open.set()
        while len(out.stage.said) < len(people):
            await out.house.reminders.round()
            assert len(await out.due()) <= LOT
            await asyncio.sleep(0.01)
        order = [int(address.removeprefix("stage:")) for address, _ in out.stage.said]
        lots = [order[at : at + LOT // 2] for at in range(0, len(order), LOT // 2)]
        assert sorted(order) == list(range(3 * LOT))
        assert all(max(lot) < min(later) + LOT for lot, later in pairwise(lots))


async def test_an_answer_takes_back_the_note_that_waits_and_it_is_looked_at_once_more(tmp_path: Path) -> None:
    async with post(tmp_path) as out:
        ann = await out.meets("stage:ann")
        out.stage.open.clear()
        await out.promised(ann)
        await out.house.reminders.round()
        await out.until(lambda: out.stage.waiting == 1)
        await out.does("stage:ann", Said("/help", out.stage.clock(), 7))
        assert [each.kind for each in await out.kept(ann)] == ["request"]
        out.stage.said.clear()
        out.stage.open.set()
        await out.settles()
        assert len(out.stage.said) == 1
        assert out.notes("stage:ann") == []
        await out.house.reminders.round()
        await out.until(lambda: len(out.notes("stage:ann")) == 1)
        assert await out.kept(ann) == []


async def test_what_was_stopped_while_its_note_waited_is_not_said(tmp_path: Path) -> None:
    async with post(tmp_path) as out:
        ann = await out.meets("stage:ann")
        out.stage.open.clear()
        await out.promised(ann)
        await out.house.reminders.round()
        await out.until(lambda: out.stage.waiting == 1)
        await out.does("stage:ann", Pressed("rem:stop:1", 0, "", "Stop"))
        out.stage.open.set()
        await out.house.reminders.round()
        await out.settles()
        await asyncio.sleep(0.1)
        assert out.notes("stage:ann") == []
        assert await out.kept(ann) == []


async def test_a_note_that_has_left_is_neither_taken_back_nor_said_again(tmp_path: Path) -> None:
    async with post(tmp_path) as out:
        ann = await out.meets("stage:ann")
        out.stage.arrives.clear()
        await out.promised(ann)
        await out.house.reminders.round()
        await out.until(lambda: "stage:ann" in out.house.outbox._left)
        await out.does("stage:ann", Said("/help", out.stage.clock(), 7))
        assert await out.kept(ann) == []
        out.stage.arrives.set()
        await out.settles()
        await out.house.reminders.round()
        await asyncio.sleep(0.1)
        assert len(out.notes("stage:ann")) == 1


async def test_who_is_forgotten_while_a_note_waits_gets_none(tmp_path: Path) -> None:
    async with post(tmp_path) as out:
        ann = await out.meets("stage:ann")
        out.stage.open.clear()
        await out.promised(ann)
        await out.house.reminders.round()
        await out.until(lambda: out.stage.waiting == 1)
        await out.does("stage:ann", Said("/forget", out.stage.clock(), 7))
        await out.does("stage:ann", Pressed("set:forget", 0, "", "Yes"))
        out.stage.open.set()
        await out.settles()
        await out.house.reminders.round()
        await asyncio.sleep(0.1)
        assert out.notes("stage:ann") == []


async def test_a_note_that_can_not_go_before_the_quiet_hours_goes_after_them(tmp_path: Path) -> None:
    async with post(tmp_path, LAST_MINUTE - timedelta(seconds=10)) as out:
        ann = await out.meets("stage:ann")
        out.stage.clock.time = LAST_MINUTE
        out.stage.open.clear()
        await out.promised(ann, "knock")
        await out.house.reminders.round()
        await out.until(lambda: out.stage.waiting == 1)
        out.stage.clock.goes_on(timedelta(seconds=10))
        out.stage.open.set()
        await out.settles()
        await out.house.reminders.round()
        assert out.notes("stage:ann") == []
        assert [each.due_at for each in await out.kept(ann)] == [MORNING]
        out.stage.clock.time = MORNING
        await out.house.reminders.round()
        await out.until(lambda: out.notes("stage:ann") == [KNOCK])
        assert await out.kept(ann) == []


async def test_a_note_that_waited_too_long_is_looked_at_once_more_also_after_a_restart(
    tmp_path: Path,
) -> None:
    async with post(tmp_path) as out:
        ann = await out.meets("stage:ann")
        out.stage.open.clear()
        await out.promised(ann)
        await out.house.reminders.round()
        assert len(await out.due()) == 1
    # whatever waited is still there; nobody looks at it for two days
    async with post(tmp_path, EVENING + SOON + timedelta(days=2)) as out:
        await out.settles()
        await asyncio.sleep(0.1)
        assert out.notes("stage:ann") == []
        await out.house.reminders.round()
        await asyncio.sleep(0.1)
        assert out.notes("stage:ann") == []
        assert await out.kept(ann) == []


async def test_where_telegram_can_not_be_reached_nothing_more_is_claimed_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    async with post(tmp_path) as out:
        people = [await out.meets(f"stage:{n}") for n in range(3 * LOT)]
        out.stage.said.clear()
        for user in people:
            await out.promised(user)
        out.stage.fails = LOT
        await out.house.reminders.round()
        await out.until(lambda: out.stage.fails == 0)
        await out.settles()
        for _ in range(3):
            await out.house.reminders.round()
        assert await out.due() == []
        assert out.stage.said == []
        assert all([await out.kept(user) for user in people])
        out.house.outbox._pause_until = 0
        while len(out.stage.said) < len(people):
            await out.house.reminders.round()
            await asyncio.sleep(0.01)
        assert len({address for address, _ in out.stage.said}) == len(people) == len(out.stage.said)


async def test_however_much_waits_that_answers_nobody_answers_go(tmp_path: Path) -> None:
    async with post(tmp_path) as out:
        await out.meets("stage:ann")
        out.stage.said.clear()
        out.stage.open.clear()
        now = out.stage.clock()
        async with out.house.store.batch() as work:
            await work.post(Letter(0, f"stage:{n}", "say", "Hello", due_at=now) for n in range(10 * LOT))
        out.house.outbox.call()
        await out.until(lambda: out.stage.waiting == LOT)
        await out.does("stage:ann", Said("/help", now, 7))
        await out.until(lambda: [address for address, _ in out.stage.said] == ["stage:ann"])
        out.stage.open.set()
        await out.until(lambda: len(out.stage.said) == 10 * LOT + 1)


async def test_an_answer_does_not_wait_for_the_breath_of_notes_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post(tmp_path) as out:
        ann = await out.meets("stage:ann")
        await out.meets("stage:ben")
        monkeypatch.setattr("bot.outbox.BREATH", 60)
        out.stage.said.clear()
        out.stage.open.clear()
        await out.promised(ann)
        await out.house.reminders.round()
        await out.until(lambda: out.stage.waiting == 1)
        await out.does("stage:ben", Said("/help", out.stage.clock(), 7))
        await out.until(lambda: [address for address, _ in out.stage.said] == ["stage:ben"])
        monkeypatch.undo()
