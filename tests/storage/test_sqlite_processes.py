"""Killed at any moment, what was committed is there; two processes never both win."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from storage_examples import BOT, NOW, begun, somebody

from bot.storage.migrating import MIGRATIONS
from bot.storage.sqlite import open_store
from bot.storage.store import StorageFailed

START = """
import asyncio, sys
sys.path.insert(0, {folder!r})
from storage_examples import *
from bot.storage.sqlite import open_store
from bot.storage.store import Conflict
"""

WRITER = """
async def main(url, first):
    store = await open_store(url, now=NOW, spare=0)
    for number in range(first, first + 100_000):
        async with store.batch() as work, work.part():
            await work.hear(BOT, number, NOW)
            await work.post([letter(text=str(number))])
        print(number, flush=True)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""

SAVER = """
async def main(url):
    store = await open_store(url, now=NOW, spare=0, patience=20)
    saved = conflicts = 0
    while saved < 30:
        async with store.batch() as work:
            read = await work.session("abc")
        try:
            async with store.batch() as work:
                await work.save_session(read)
            saved += 1
        except Conflict:
            conflicts += 1
    await store.close()
    print(saved, conflicts)

asyncio.run(main(sys.argv[1]))
"""

KEEPER = """
async def main(url):
    store = await open_store(url, now=NOW, spare=0, patience=20)
    async with store.batch() as work:
        user = await work.add_user("telegram:1", "en", NOW)
    async with store.batch() as work:
        await work.keep_away(user.id, "telegram:2")
    await store.close()
    print("kept")

asyncio.run(main(sys.argv[1]))
"""

OPENER = """
async def main(url):
    store = await open_store(url, now=NOW, spare=0, patience=20)
    await store.close()
    print("opened")

asyncio.run(main(sys.argv[1]))
"""


def child(code: str, *words: str) -> subprocess.Popen[str]:
    """Another process with a store."""
    start = START.format(folder=str(Path(__file__).parent))
    command = [sys.executable, "-c", start + code, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def test_killed_at_any_moment_what_was_committed_is_there(url: str, tmp_path: Path) -> None:
    chance = random.Random(4)
    committed: list[int] = []
    for kill in range(6):
        with child(WRITER, url, str(kill * 100_000)) as process:
            committed.append(int(process.stdout.readline()))
            time.sleep(chance.random() / 10)
            process.kill()
            committed += [
                int(line) for line in process.stdout.read().splitlines(keepends=True) if "\n" in line
            ]
    store = await open_store(url, now=NOW, spare=0)
    async with store.batch() as work:
        heard = await work.heard(BOT, range(600_000))
    assert heard >= set(committed)
    assert len(heard - set(committed)) <= 6
    rows = sqlite3.connect(tmp_path / "mend.db")
    assert rows.execute("SELECT count(*) FROM letters").fetchone() == (len(heard),)
    assert rows.execute("SELECT count(*) FROM letters WHERE head = 1").fetchone() == (1,)
    assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows.close()
    await store.close()


async def test_two_processes_that_save_one_session_never_both_win(url: str) -> None:
    store = await open_store(url, now=NOW, spare=0)
    await begun(store, await somebody(store))
    with child(SAVER, url) as first, child(SAVER, url) as second:
        told = [first.communicate()[0], second.communicate()[0]]
    assert [line.split()[0] for line in told] == ["30", "30"]
    async with store.batch() as work:
        assert (await work.session("abc")).version == 61
    await store.close()


async def test_processes_that_open_a_new_database_at_once_make_it_once(url: str, tmp_path: Path) -> None:
    processes = [child(OPENER, url) for _ in range(4)]
    told = [process.communicate()[0] for process in processes]
    assert told == ["opened\n"] * 4
    rows = sqlite3.connect(tmp_path / "mend.db")
    migrations = [(number,) for number in range(1, 1 + len([*MIGRATIONS.glob("*.sql")]))]
    assert rows.execute("SELECT number FROM applied").fetchall() == migrations
    rows.close()


async def test_processes_that_need_a_key_at_once_make_it_once(url: str, tmp_path: Path) -> None:
    await (await open_store(url, now=NOW, spare=0)).close()
    processes = [child(KEEPER, url) for _ in range(4)]
    told = [process.communicate()[0] for process in processes]
    assert told == ["kept\n"] * 4
    rows = sqlite3.connect(tmp_path / "mend.db")
    assert rows.execute("SELECT count(*) FROM kept_away").fetchone() == (1,)
    rows.close()


async def test_the_lock_of_a_killed_run_is_free(url: str) -> None:
    code = """
async def main(url):
    store = await open_store(url, now=NOW, spare=0)
    await store.hold("run")
    print("held", flush=True)
    await asyncio.sleep(60)

asyncio.run(main(sys.argv[1]))
"""
    with child(code, url) as holder:
        assert holder.stdout.readline() == "held\n"
        store = await open_store(url, now=NOW, spare=0)
        refused = ""
        try:
            await store.hold("run")
        except StorageFailed as failed:
            refused = str(failed)
        holder.kill()
    assert "stop it first" in refused
    await store.hold("run")
    await store.close()
