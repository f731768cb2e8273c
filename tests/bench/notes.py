"""What notes cost: while a hundred thousand are due within one minute, and while a million wait.

Answering is measured with Telegram's own limits kept, as a person feels it: from writing to reading.
"""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from crowd import write_walk
from dialog import KINDS
from phone import Json, Seen
from promised import Busy
from square import Square

from bot.storage.codec import micros
from bot.storage.sqlite import open_store

HERE = Path(__file__).resolve().parent
MINUTE = 60_000_000
FAR = 365 * 24 * 60 * MINUTE
_PROMISE = """
INSERT INTO reminders (kind, user, service, asked, due_at, local, zone, rule)
WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < :each)
SELECT 'request', id, 'telegram:', n, :due + id % 60000 * 1000, '', '', '' FROM users, count WHERE id <= :people
"""


class Plaza(Square):
    """A square where most only read notes: of these nothing is kept but how many came."""

    def __init__(self, first: int) -> None:
        super().__init__(first=first)
        self.notes = 0

    async def _call(self, method: str, wanted: Json) -> Any:
        if method == "sendMessage" and (chat := int(wanted["chat_id"])) not in self.people:
            self.notes += 1
            return {"message_id": 7, "chat": {"id": chat, "type": "private"}, "date": int(time.time())}
        return await super()._call(method, wanted)


@dataclass(slots=True)
class Timed(Busy):
    """Somebody who walks on, and how long each answer let them wait."""

    waits: list[float] = field(default_factory=list)

    async def walk(self, over: asyncio.Event) -> None:
        """Walk again and again, until cancelled."""
        self.person.writes("/walk")
        before: Seen | None = None
        while True:
            began = time.monotonic()
            while self._last() is before:
                self.person.place.woken.clear()
                await self.person.place.woken.wait()
            self.waits.append(time.monotonic() - began)
            await asyncio.sleep(self.chance.uniform(0.2, 1.0) * self.pace)
            before = self.newest()
            self._react(before, over)

    def _last(self) -> Seen | None:
        with suppress(StopIteration):
            return self.newest()
        return None


@dataclass(slots=True)
class Figure:
    """How long answers took in one phase, how many notes went, and the bot's memory (MiB) before and after."""

    waits: list[float]
    notes: float
    before: float
    after: float

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 of 100 answers came."""
        return 1000 * statistics.quantiles(self.waits, n=20)[-1]

    @property
    def median(self) -> float:
        """Milliseconds within which half of the answers came."""
        return 1000 * statistics.median(self.waits)


def promise(database: Path, people: int, each: int) -> None:
    """Promise the first so many people so many notes each, all in a year."""
    with closing(sqlite3.connect(database, timeout=60)) as connection, connection:
        connection.execute("UPDATE users SET zone = 'UTC'")
        connection.execute(_PROMISE, {"people": people, "each": each, "due": micros(datetime.now(UTC)) + FAR})


def _move(database: Path, by: int) -> None:
    with closing(sqlite3.connect(database, timeout=60)) as connection, connection:
        connection.execute("UPDATE reminders SET due_at = due_at + ?", (by,))


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@asynccontextmanager
async def _bot(square: Square, database: Path, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    dialogs = write_walk(folder / "dialogs", KINDS)
    with (folder / "mend.txt").open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(HERE / "bot_of_mend.py"), square.token, square.url),
            *(str(database), str(dialogs), "paced"),
            env={"PYTHONPATH": str(HERE.parent.parent), "PATH": "/usr/bin:/bin"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=asyncio.subprocess.STDOUT,
        )
    try:
        async with asyncio.timeout(60):
            while not square.calls["getUpdates"]:
                await asyncio.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def all_at_once(folder: Path, *, seconds: float, rounds: int, due: int, answering: int) -> None:
    """Compare answering while notes are due with answering while they are not, phase after phase."""
    database = folder / "mend.db"
    found: dict[bool, list[Figure]] = {False: [], True: []}
    async with Plaza(int(time.time() * 1000)) as square, _bot(square, database, folder) as process:
        walkers = [
            Timed(square.person(10**7 + n), f"w{n}", Random(n), KINDS, pace=5) for n in range(answering)
        ]
        walks = [asyncio.create_task(walker.walk(asyncio.Event())) for walker in walkers]
        await asyncio.sleep(10)  # all have agreed, and are on their way
        for number in range(2 * rounds):
            now_due = number % 2 == 1
            await asyncio.to_thread(_move, database, -FAR - MINUTE // 2 if now_due else 0)
            await asyncio.sleep(5)
            found[now_due].append(await _phase(square, walkers, process.pid, seconds))
            await asyncio.to_thread(_move, database, FAR + MINUTE // 2 if now_due else 0)
        for walk in walks:
            walk.cancel()
        for ended in await asyncio.gather(*walks, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
    _show(found, due, answering, seconds)


async def _phase(square: Plaza, walkers: list[Timed], pid: int, seconds: float) -> Figure:
    for walker in walkers:
        walker.waits.clear()
    notes, before, began = square.notes, _resident(pid), time.monotonic()
    await asyncio.sleep(seconds)
    waits = [wait for walker in walkers for wait in walker.waits]
    return Figure(waits, (square.notes - notes) / (time.monotonic() - began), before, _resident(pid))


def _show(found: dict[bool, list[Figure]], due: int, answering: int, seconds: float) -> None:
    rounds = len(found[True])
    print(
        f"\n{answering} people answer, {due} notes due within a minute, {rounds} x {seconds:.0f} s each way"
    )
    print(f"{'':24}{'median ms':>12}{'p95 ms':>10}{'notes a second':>16}{'memory MiB':>24}")
    for now_due, name in ((False, "nothing due"), (True, "notes due")):
        each = found[now_due]
        medians, p95s = [one.median for one in each], [one.p95 for one in each]
        memory = f"{each[0].before:.0f} to {each[-1].after:.0f}"
        notes = statistics.median(one.notes for one in each)
        print(
            f"{name:24}{statistics.median(medians):12.0f}{statistics.median(p95s):10.0f}{notes:16.1f}{memory:>24}"
        )
    pairs = list(zip(found[True], found[False], strict=True))
    ratios = (
        statistics.median(one.median / other.median for one, other in pairs),
        statistics.median(one.p95 / other.p95 for one, other in pairs),
    )
    print(f"{'to nothing due':24}{ratios[0]:12.2f}{ratios[1]:10.2f}")


async def empty_look(database: Path, looks: int = 2000) -> float:
    """Microseconds that one look takes at whether something is due, while nothing is."""
    store = await open_store(f"sqlite:///{database}", now=datetime.now(UTC))
    try:
        for _ in range(100):
            await store.next_reminder("telegram:")
        began = time.perf_counter()
        for _ in range(looks):
            await store.next_reminder("telegram:")
        return (time.perf_counter() - began) / looks * 1e6
    finally:
        await store.close()
