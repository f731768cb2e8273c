"""Killed with SIGKILL at random moments under load: nothing is lost, twice, out of order or unasked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from crowd import KINDS, Figures, Square, Walker, figures, write_walk
from program import Program

AWAY = 0.05
"""Seconds that a call travels at most, each way."""

FAULTS = (
    ("sendMessage", "reset", False),
    ("sendMessage", "reset", True),
    ("sendMessage", "html", True),
    ("sendMessage", "cut", True),
    ("sendMessage", "server", False),
    ("sendMessage", "flood", False),
    ("editMessageText", "reset", True),
    ("editMessageReplyMarkup", "server", False),
    ("getUpdates", "reset", False),
    ("getUpdates", "truncated", True),
)


async def storm(
    folder: Path, *, people: int, kills: int, alive: float, kinds: Sequence[str], seed: int
) -> Figures:
    """Let people walk while the bot is killed again and again, after at most so many seconds each."""
    chance, over, began = Random(seed), asyncio.Event(), time.monotonic()
    repeated = 0
    async with Square(AWAY, seed) as square:
        program = Program(square, folder, {"DIALOGS": str(write_walk(folder / "dialogs", kinds))})
        walkers = [Walker(square.person(5000 + n), f"w{n}", Random(seed + n), kinds) for n in range(people)]
        try:
            async with asyncio.TaskGroup() as crowd:
                for walker in walkers:
                    crowd.create_task(walker.walk(over))
                for _ in range(kills):
                    await _live_and_die(program, square, chance, alive)
                    repeated += _repeat(square, chance)
                square.faults.clear()
                await program.start()
                over.set()
            assert await program.ends() == 0
        finally:
            program.kill()
    return figures(square, walkers, program.database, repeated, time.monotonic() - began)


async def _live_and_die(program: Program, square: Square, chance: Random, alive: float) -> None:
    early = chance.random() < 0.1  # some die before they are ready
    await program.start("" if early else "ready: @")
    for method, how, accepted in chance.sample(FAULTS, 2):
        square.fails(method, how, accepted=accepted)
    await asyncio.sleep(chance.uniform(0, alive))
    program.kill()
    assert program.process is not None
    await program.process.wait()
    square.kills += 1


def _repeat(square: Square, chance: Random) -> int:
    """Sometimes what was confirmed comes once more."""
    count = min(chance.choice((0, 0, 3, 20)), len(square.confirmed))
    square.repeats(count)
    return count


def _holds(seen: Figures) -> None:
    print(seen)
    assert not seen.wrong, "\n".join([str(seen), *seen.wrong[:20]])
    assert seen.most_doubled <= 1, str(seen)
    assert seen.answers >= 5 * seen.people, str(seen)  # else nothing was tried
    assert not seen.unexplained, str(seen)


async def test_a_few_kills_under_load_lose_and_double_nothing(tmp_path: Path) -> None:
    _holds(await storm(tmp_path, people=16, kills=6, alive=1.2, kinds=KINDS[5:], seed=1))


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_two_hundred_kills_under_load_lose_and_double_nothing(tmp_path: Path) -> None:
    _holds(await storm(tmp_path, people=64, kills=200, alive=2.5, kinds=KINDS, seed=7))
