"""Killed with SIGKILL at random moments under load: nothing is lost, twice, out of order, unasked or misdirected."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from random import Random

import pytest
from couples import couple
from crowd import KINDS, Figures, Walker, figures, write_walk
from door import noon
from pair_figures import PairFigures, pair_figures
from program import Program
from promised import Busy, NoteFigures, Promises, note_figures
from square import Square

Walk = Callable[[asyncio.Event], Awaitable[None]]

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
    folder: Path, *, people: int, kills: int, alive: tuple[float, float], kinds: Sequence[str], seed: int
) -> Figures:
    """Let people walk while the bot is killed again and again, after so many seconds each."""
    began = time.monotonic()
    async with Square(AWAY, seed) as square:
        program = Program(square, folder, {"DIALOGS": str(write_walk(folder / "dialogs", kinds))})
        walkers = [Walker(square.person(5000 + n), f"w{n}", Random(seed + n), kinds) for n in range(people)]
        walks = [each.walk for each in walkers]
        repeated = await _killed(program, square, walks, kills=kills, alive=alive, chance=Random(seed))
    return figures(square, walkers, program.database, repeated, time.monotonic() - began)


async def storm_of_two(
    folder: Path, *, pairs: int, kills: int, alive: tuple[float, float], pace: float, seed: int
) -> PairFigures:
    """Let pairs become linked, and then talk while the bot is killed again and again."""
    began = time.monotonic()
    async with Square(AWAY, seed) as square:
        program = Program(square, folder, {"TIME_ZONE": noon()})
        couples = [couple(square, number, Random(seed + number), pace) for number in range(pairs)]
        try:
            await program.start(within=60)
            async with asyncio.TaskGroup() as crowd:
                for each in couples:
                    crowd.create_task(each.link())
            walks = [each.walk for each in couples]
            repeated = await _killed(program, square, walks, kills=kills, alive=alive, chance=Random(seed))
        finally:
            program.kill()
            if program.process is not None:
                await program.process.wait()
    return pair_figures(square, couples, program.database, repeated, time.monotonic() - began)


async def storm_of_notes(
    folder: Path, *, people: int, kills: int, alive: tuple[float, float], kinds: Sequence[str], seed: int
) -> tuple[Figures, NoteFigures]:
    """Let people walk, and be reminded of this and that, while the bot is killed again and again."""
    began = time.monotonic()
    async with Square(AWAY, seed) as square:
        program = Program(square, folder, {"DIALOGS": str(write_walk(folder / "dialogs", kinds))})
        walkers = [
            Busy(square.person(5000 + n), f"w{n}", Random(seed + n), kinds, pace=(0.5, 1.5)[n % 2])
            for n in range(people)
        ]
        numbers = [each.person.id for each in walkers]
        promises = Promises(square, program.database, numbers, Random(seed))
        walks: list[Walk] = [*(each.walk for each in walkers), promises.walk]
        repeated = await _killed(program, square, walks, kills=kills, alive=alive, chance=Random(seed))
    seconds = time.monotonic() - began
    return figures(square, walkers, program.database, repeated, seconds), note_figures(promises)


async def _killed(
    program: Program,
    square: Square,
    walks: Sequence[Walk],
    *,
    kills: int,
    alive: tuple[float, float],
    chance: Random,
) -> int:
    """Kill the bot again and again while they walk, then let it end; gives how many updates came once more."""
    over, repeated = asyncio.Event(), 0
    try:
        async with asyncio.TaskGroup() as crowd:
            for walk in walks:
                crowd.create_task(walk(over))
            for _ in range(kills):
                await _live_and_die(program, square, chance, alive)
                repeated += _repeat(square, chance)
            square.faults.clear()
            await program.start(within=60)
            over.set()
        await square.settles()
        assert await program.ends() == 0
    finally:
        program.kill()
    return repeated


async def _live_and_die(program: Program, square: Square, chance: Random, alive: tuple[float, float]) -> None:
    early = chance.random() < 0.1  # some die before they are ready
    if program.process is None or program.process.returncode is not None:
        await program.start("" if early else "ready: @", within=60)
    for method, how, accepted in chance.sample(FAULTS, 2):
        square.fails(method, how, accepted=accepted)
    await asyncio.sleep(chance.uniform(*alive))
    program.kill()
    assert program.process is not None
    await program.process.wait()
    square.kills += 1


def _repeat(square: Square, chance: Random) -> int:
    """Sometimes what was confirmed comes once more."""
    count = min(chance.choice((0, 0, 3, 20)), len(square.confirmed))
    square.repeats(count)
    return count


def _holds(seen: Figures | PairFigures | NoteFigures) -> None:
    print(seen)
    assert not seen.wrong, "\n".join([str(seen), *seen.wrong[:20]])
    assert seen.doubles.most <= 1, str(seen)
    assert not seen.doubles.unexplained, str(seen)


def _holds_for_all(seen: Figures) -> None:
    _holds(seen)
    assert seen.answers >= 5 * seen.people, str(seen)  # else nothing was tried


def _holds_for_pairs(seen: PairFigures) -> None:
    _holds(seen)
    assert seen.sent >= seen.pairs, str(seen)  # else nothing was tried
    assert seen.private, str(seen)


async def test_a_few_kills_under_load_lose_and_double_nothing(tmp_path: Path) -> None:
    _holds_for_all(await storm(tmp_path, people=16, kills=6, alive=(0, 1.2), kinds=KINDS[5:], seed=1))


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_two_hundred_kills_under_load_lose_and_double_nothing(tmp_path: Path) -> None:
    _holds_for_all(await storm(tmp_path, people=64, kills=200, alive=(0, 2.5), kinds=KINDS, seed=7))


@pytest.mark.timeout(180)  # it starts the bot four times: long where much else runs
async def test_a_few_kills_while_pairs_talk_lose_and_double_nothing(tmp_path: Path) -> None:
    _holds_for_pairs(await storm_of_two(tmp_path, pairs=4, kills=3, alive=(1.0, 2.5), pace=0.1, seed=1))


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_a_hundred_kills_while_pairs_talk_lose_and_double_nothing(tmp_path: Path) -> None:
    _holds_for_pairs(await storm_of_two(tmp_path, pairs=24, kills=100, alive=(0, 4), pace=1, seed=7))


def _holds_for_notes(seen: Figures, notes: NoteFigures) -> None:
    assert not seen.wrong, "\n".join([str(seen), *seen.wrong[:20]])
    _holds(notes)
    assert notes.promised >= 5 * notes.people, str(notes)  # else nothing was tried


@pytest.mark.timeout(180)  # it starts the bot again and again
async def test_a_few_kills_with_notes_due_lose_and_double_none(tmp_path: Path) -> None:
    _holds_for_notes(
        *await storm_of_notes(tmp_path, people=12, kills=6, alive=(0.3, 2.0), kinds=KINDS[5:], seed=1)
    )


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_a_hundred_kills_with_notes_due_lose_and_double_none(tmp_path: Path) -> None:
    _holds_for_notes(*await storm_of_notes(tmp_path, people=48, kills=100, alive=(0, 4), kinds=KINDS, seed=7))
