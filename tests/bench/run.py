"""How much CPU a turn takes, through real HTTP: Mend beside aiogram and python-telegram-bot; few people and many.

    python tests/bench/run.py [--people 64] [--seconds 10] [--rounds 3] [--stored 1000000]
    python tests/bench/run.py --notes [--due 100000] [--waiting 1000000] [--seconds 40] [--rounds 5]

Each bot is a process of its own; Telegram and the people are in this one. A turn is one update that was
answered. Only the bot's own process counts (read from /proc, so this needs Linux). All run in turn, round
after round; the table shows medians.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

from crowd import Walker, write_walk  # noqa: E402  (found by the line above)
from dialog import KINDS  # noqa: E402  (found by the line above)
from fill import fill, free  # noqa: E402  (found by the line above)
from notes import all_at_once, empty_look, promise  # noqa: E402  (found by the line above)
from square import Square  # noqa: E402  (found by the line above)

TICKS = os.sysconf("SC_CLK_TCK")
STARTING = 60.0
"""Seconds within which a bot has to begin to hear."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one bot did in one round."""

    turns: int
    seconds: float
    cpu: float
    calls: int

    @property
    def each(self) -> float:
        """CPU milliseconds a turn."""
        return 1000 * self.cpu / self.turns

    @property
    def pace(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds


def used(pid: int) -> float:
    """CPU seconds that a process has used, in itself and for the system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def measure(bot: str, folder: Path, *, people: list[int], seconds: float) -> Figure:
    """Let people walk with one bot: a while to warm up, then so many seconds."""
    async with Square(first=int(time.time() * 1000)) as square:
        dialogs = write_walk(folder / "dialogs", KINDS)
        file = folder / f"{bot}.db"
        more = [str(dialogs)] if bot == "mend" else []
        with (folder / f"{bot}.txt").open("ab") as out:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, str(HERE / f"bot_of_{bot}.py"), square.token, square.url, str(file), *more),
                env={**os.environ, "PYTHONPATH": str(HERE.parent.parent)},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=asyncio.subprocess.STDOUT,
            )
        try:
            return await _count(square, process, people, seconds)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), 10)
            except TimeoutError:
                process.kill()
                await process.wait()


async def _count(
    square: Square, process: asyncio.subprocess.Process, people: list[int], seconds: float
) -> Figure:
    async with asyncio.timeout(STARTING):
        while not square.calls["getUpdates"]:
            await asyncio.sleep(0.05)
    over = asyncio.Event()
    walkers = [Walker(square.person(n), f"w{n}", Random(n), KINDS, pace=0.15) for n in people]
    walks = [asyncio.create_task(walker.walk(over)) for walker in walkers]
    await asyncio.sleep(2)
    updates, calls = square.heard, _calls(square)
    began, cpu = time.monotonic(), used(process.pid)
    await asyncio.sleep(seconds)
    figure = Figure(
        square.heard - updates,
        time.monotonic() - began,
        used(process.pid) - cpu,
        _calls(square) - calls,
    )
    over.set()
    for walk in walks:
        walk.cancel()
    for ended in await asyncio.gather(*walks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended
    return figure


def _calls(square: Square) -> int:
    return square.calls.total() - square.calls["getUpdates"]


# --- two questions ------------------------------------------------------------------------------------


async def side_by_side(folder: Path, *, people: int, seconds: float, rounds: int) -> None:
    """Compare Mend with the two others."""
    bots = ("mend", "aiogram", "ptb")
    found: dict[str, list[Figure]] = {bot: [] for bot in bots}
    for number in range(rounds):
        for bot in bots:
            place = folder / f"{bot}-{number}"
            place.mkdir()
            found[bot].append(await measure(bot, place, people=_people(people), seconds=seconds))
    print(f"\n{people} people, a dialog of {len(KINDS)} questions, medians of {rounds} x {seconds:.0f} s")
    print(
        f"{'':24}{'CPU ms a turn':>14}{'to aiogram':>12}{'turns a second':>16}{'calls a turn':>14}  on disk"
    )
    for bot, kept in zip(bots, ("every turn", "every turn", "once a minute"), strict=True):
        each = statistics.median(one.each for one in found[bot])
        ratios = (one.each / other.each for one, other in zip(found[bot], found["aiogram"], strict=True))
        pace = statistics.median(one.pace for one in found[bot])
        calls = statistics.median(one.calls / one.turns for one in found[bot])
        ratio = statistics.median(ratios)
        print(f"{bot:24}{each:14.2f}{ratio:12.2f}{pace:16.0f}{calls:14.1f}  {kept}")


async def few_and_many(
    folder: Path, *, people: int, seconds: float, rounds: int, stored: tuple[int, int]
) -> None:
    """Compare Mend with few people stored and with many."""
    for many in stored:
        (folder / str(many)).mkdir()
        await measure("mend", folder / str(many), people=[0], seconds=2)
        began = time.monotonic()
        fill(folder / str(many) / "mend.db", many)
        print(f"{many} people with their sessions stored in {time.monotonic() - began:.0f} s", flush=True)
    found: dict[int, list[Figure]] = {many: [] for many in stored}
    for number in range(rounds):
        for many in stored:
            who = [free(n * many // people, number) for n in range(people)]
            found[many].append(await measure("mend", folder / str(many), people=who, seconds=seconds))
    print(f"\n{'stored people':24}{'CPU ms a turn':>14}{'to few':>12}{'turns a second':>16}")
    for many in stored:
        each = statistics.median(one.each for one in found[many])
        ratio = statistics.median(
            one.each / other.each for one, other in zip(found[many], found[min(stored)], strict=True)
        )
        print(f"{many:<24}{each:14.2f}{ratio:12.2f}{statistics.median(f.pace for f in found[many]):16.0f}")


async def notes_that_wait(folder: Path, *, people: int, seconds: float, rounds: int, waiting: int) -> None:
    """Compare a turn, and a look at what is due, with many notes stored that are due in a year, and with none."""
    names, stored = {"none": 0, "many": 20}, waiting // 20
    (folder / "none").mkdir()
    await measure("mend", folder / "none", people=[0], seconds=2)
    fill(folder / "none" / "mend.db", stored)
    shutil.copytree(folder / "none", folder / "many")
    promise(folder / "many" / "mend.db", stored, names["many"])
    found: dict[str, list[Figure]] = {name: [] for name in names}
    for number in range(rounds):
        who = [free(n * stored // people, number) for n in range(people)]
        for name in names:
            found[name].append(await measure("mend", folder / name, people=who, seconds=seconds))
    print(f"\n{'notes that wait':24}{'CPU ms a turn':>14}{'to none':>12}{'a look takes us':>18}")
    for name in names:
        each = statistics.median(one.each for one in found[name])
        ratio = statistics.median(
            one.each / other.each for one, other in zip(found[name], found["none"], strict=True)
        )
        look = await empty_look(folder / name / "mend.db")
        print(f"{waiting if name == 'many' else 0:<24}{each:14.2f}{ratio:12.2f}{look:18.0f}")


async def notes_that_are_due(folder: Path, *, seconds: float, rounds: int, due: int) -> None:
    """Compare answering while many notes are due with answering while none is."""
    (folder / "due").mkdir()
    await measure("mend", folder / "due", people=[0], seconds=2)
    fill(folder / "due" / "mend.db", due)
    promise(folder / "due" / "mend.db", due, 1)
    await all_at_once(folder / "due", seconds=seconds, rounds=rounds, due=due, answering=16)


def _people(count: int) -> list[int]:
    return list(range(5000, 5000 + count))


async def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="CPU a turn, side by side.")
    parser.add_argument("--people", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stored", type=int, default=1_000_000, help="0 leaves this part out")
    parser.add_argument("--alone", action="store_true", help="leaves the other bots out")
    parser.add_argument("--notes", action="store_true", help="only what notes cost")
    parser.add_argument("--due", type=int, default=100_000, help="0 leaves this part out")
    parser.add_argument("--waiting", type=int, default=1_000_000, help="0 leaves this part out")
    chosen = parser.parse_args()
    same = {"people": chosen.people, "seconds": chosen.seconds, "rounds": chosen.rounds}
    with tempfile.TemporaryDirectory() as folder:
        if chosen.notes:
            seconds, rounds = chosen.seconds, chosen.rounds
            if chosen.due:
                await notes_that_are_due(Path(folder), seconds=seconds, rounds=rounds, due=chosen.due)
            if chosen.waiting:
                await notes_that_wait(Path(folder), **same, waiting=chosen.waiting)
            return
        if not chosen.alone:
            await side_by_side(Path(folder), **same)
        if chosen.stored:
            await few_and_many(Path(folder), **same, stored=(1000, chosen.stored))


if __name__ == "__main__":
    asyncio.run(main())
