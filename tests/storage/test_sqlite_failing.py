"""What a host meets when the database can't: one line each, nothing half done, and on it goes afterwards."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from storage_examples import BOT, NOW, answer, begun, letter, post, somebody

from bot.storage.driver import BEGIN
from bot.storage.sqlite import SqliteStore, open_store
from bot.storage.store import StorageFailed, Store

WORDS = "words that nobody may read in a log"


@asynccontextmanager
async def opened(path: Path, *, spare: int = 0, patience: float = 0.1) -> AsyncIterator[SqliteStore]:
    store = await open_store(f"sqlite:///{path}", now=NOW, spare=spare, patience=patience)
    try:
        yield store
    finally:
        await store.close()


async def line_at_start(url: str, **more: float) -> StorageFailed:
    with pytest.raises(StorageFailed) as failed:
        await open_store(url, now=NOW, **{"spare": 0, "patience": 0.1, **more})
    assert "\n" not in str(failed.value)
    return failed.value


async def write(store: Store, number: int, text: str = WORDS) -> None:
    """A batch with words in it."""
    async with store.batch() as work, work.part():
        await work.hear(BOT, number, NOW)
        await work.post([letter(text=text)])
        await work.heard(BOT, [number])


async def line_of_write(store: Store, number: int, text: str = WORDS) -> StorageFailed:
    with pytest.raises(StorageFailed) as failed:
        await write(store, number, text)
    printed = "".join(traceback.format_exception(failed.value))
    assert WORDS not in printed
    assert "\n" not in str(failed.value)
    return failed.value


async def heard(store: Store) -> frozenset[int]:
    async with store.batch() as work:
        return await work.heard(BOT, range(10_000))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("postgres://me:secret@host/db", "begins with 'postgres', which Mend doesn't know yet"),
        ("mend.db", "which Mend doesn't know yet"),
        ("sqlite:mend.db", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        (
            "sqlite:////nowhere/at/all/mend.db",
            "The folder /nowhere/at/all of the database mend.db doesn't exist",
        ),
        ("sqlite:////tmp", "is a folder"),
    ],
)
async def test_an_impossible_address_is_refused_in_one_line(url: str, part: str) -> None:
    failed = await line_at_start(url)
    assert part in str(failed)
    assert "secret" not in str(failed)
    assert not failed.waiting


async def test_a_relative_address_is_a_file_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = await open_store("sqlite:///here.db", now=NOW, spare=0)
    monkeypatch.chdir("/")
    await write(store, 1)
    await store.close()
    assert (tmp_path / "here.db").exists()


async def test_its_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    before = os.umask(0)
    try:
        async with opened(path) as store:
            await store.hold("run")
            await write(store, 1)
            modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("mend.db", "mend.db-wal", "mend.db-shm", "mend.db.run.lock"), 0o600)


async def test_a_file_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    path.touch()
    path.chmod(0o644)
    async with opened(path) as store:
        await write(store, 1)
        assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


async def test_a_second_run_on_one_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    async with opened(path) as store, opened(path) as second:
        await store.hold("run")
        await store.hold("check")
        with pytest.raises(
            StorageFailed, match=r"Another `mend run` is using the database .*: stop it first"
        ):
            await second.hold("run")
    async with opened(path) as third:
        await third.hold("run")


async def test_a_link_to_a_database_is_that_database(tmp_path: Path) -> None:
    path, link = tmp_path / "mend.db", tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    async with opened(path) as store, opened(link) as second:
        await store.hold("run")
        with pytest.raises(StorageFailed, match="Another `mend run` is using the database"):
            await second.hold("run")
    async with opened(link) as store:
        await write(store, 1)
        async with store.batch() as work:
            await work.drop_letters("telegram:1")
        assert await store.clean()
        assert WORDS.encode() not in path.read_bytes()
    assert [file.name for file in link.parent.iterdir()] == ["link.db"]


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    path.write_bytes(b"Dear diary, this is not a database at all. " * 50)
    failed = await line_at_start(f"sqlite:///{path}")
    assert "is not a database, or is damaged" in str(failed)
    assert not failed.waiting
    assert path.read_bytes().startswith(b"Dear diary")


async def test_a_damaged_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    async with opened(path) as store:
        for number in range(50):
            await write(store, number, WORDS * 20)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    failed = await line_at_start(f"sqlite:///{path}")
    assert "is damaged" in str(failed)
    assert not failed.waiting


async def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE cakes (name TEXT)")
    theirs.close()
    assert "belongs to another program" in str(await line_at_start(f"sqlite:///{path}"))


async def test_a_database_newer_than_the_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    async with opened(path):
        pass
    with sqlite3.connect(path) as newer:
        newer.execute("INSERT INTO applied VALUES (9999, '9999_later', 0)")
    newer.close()
    failed = await line_at_start(f"sqlite:///{path}")
    assert "was made by a newer Mend (its form is 9999" in str(failed)
    assert not failed.waiting


async def test_a_lock_of_another_program_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    async with opened(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        failed = await line_of_write(store, 1)
        assert "is locked by another program" in str(failed)
        assert failed.waiting
        assert (await line_at_start(f"sqlite:///{path}")).waiting
        other.execute("ROLLBACK")
        other.close()
        await write(store, 2)
        assert await heard(store) == {2}


async def test_a_read_only_disk_is_named_at_the_start(small_disk: Path) -> None:
    path = small_disk / "mend.db"
    async with opened(path):
        pass
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    failed = await line_at_start(f"sqlite:///{path}")
    assert "can't be written (Read-only file system)" in str(failed)
    assert not failed.waiting


async def test_a_read_only_file_is_named(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody who may not write")
    path = tmp_path / "mend.db"
    async with opened(path):
        pass
    path.chmod(0o444)
    code = (
        "import asyncio, os; from datetime import UTC, datetime; from bot.storage.sqlite import open_store\n"
        "from bot.storage.store import StorageFailed\n"
        "os.setuid(65534)\n"
        f"try: asyncio.run(open_store({f'sqlite:///{path}'!r}, now=datetime.now(UTC)))\n"
        "except StorageFailed as failed: print(failed)"
    )
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "can't be written (Permission denied): let the bot's user write to it" in told.stdout + told.stderr


async def test_files_that_can_no_longer_be_written_are_named_while_running_and_taken_up_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mend.db"
    async with opened(path) as store:
        await write(store, 1)
        files = [str(file) for file in tmp_path.iterdir() if not file.name.endswith("-shm")]
        try:
            if subprocess.run(["chattr", "+i", *files], capture_output=True, check=False).returncode:
                pytest.skip("files can't be made unchangeable here")
            failed = await line_of_write(store, 2)
            assert "can't be read or written" in str(failed)
            assert failed.waiting
        finally:
            subprocess.run(["chattr", "-i", *files], capture_output=True, check=False)
        await write(store, 3)
        assert await heard(store) == {1, 3}
    assert check(path) == "ok"


async def test_a_file_that_was_moved_away_is_missed_and_found_again(tmp_path: Path) -> None:
    path, aside = tmp_path / "mend.db", tmp_path / "aside.db"
    async with opened(path) as store:
        await write(store, 1)
        path.rename(aside)
        failed = await line_of_write(store, 2)
        assert "was moved, deleted or replaced while in use" in str(failed)
        path.touch()
        await line_of_write(store, 3)
        aside.rename(path)
        await write(store, 4)
        assert await heard(store) == {1, 4}


async def test_too_little_room_is_said_before_it_is_too_late(tmp_path: Path) -> None:
    path = tmp_path / "mend.db"
    async with opened(path) as store:
        await write(store, 1)
    huge = 1 << 60
    failed = await line_at_start(f"sqlite:///{path}", spare=huge)
    assert "MB must stay free: make room" in str(failed)
    assert failed.waiting
    async with opened(path) as store:
        store._driver.spare = huge
        assert "make room" in str(await line_of_write(store, 2))
        assert len(await store.due("telegram:", NOW, 5)) == 1
        store._driver.spare = 0
        assert await heard(store) == {1}


async def test_all_who_write_together_are_told_of_a_failure(tmp_path: Path) -> None:
    async def hear(store: Store, number: int) -> None:
        async with store.batch() as work:
            await work.hear(BOT, number, NOW)

    async with opened(tmp_path / "mend.db") as store:
        async with store.batch() as work:
            await work.heard(BOT, [])
            tasks = [asyncio.create_task(hear(store, number)) for number in range(3)]
            await asyncio.sleep(0.01)
            store._driver.spare = 1 << 60
        told = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(error) for error in told] == [StorageFailed] * 3
        store._driver.spare = 0
        await hear(store, 9)
        assert await heard(store) == {9}


async def test_a_full_disk_loses_nothing_acknowledged_and_takes_nothing_half(small_disk: Path) -> None:
    path = small_disk / "mend.db"
    acknowledged = set()
    async with opened(path) as store:
        failed = None
        for number in range(2000):
            try:
                await write(store, number, WORDS * 100)
            except StorageFailed as full:
                failed = full
                break
            acknowledged.add(number)
        assert failed is not None
        assert failed.waiting
        assert "disk" in str(failed)
        assert WORDS not in "".join(traceback.format_exception(failed))
        await line_of_write(store, 3000, WORDS * 1000)
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    async with opened(path) as store:
        assert await heard(store) == acknowledged
        await write(store, 4000)
        assert await heard(store) == {*acknowledged, 4000}
    assert check(path) == "ok"


async def test_after_room_was_made_the_same_store_goes_on(small_disk: Path) -> None:
    path = small_disk / "mend.db"
    filler = small_disk / "filler"
    async with opened(path) as store:
        await write(store, 1)
        free = os.statvfs(small_disk)
        filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize))
        assert "disk" in str(await line_of_write(store, 2, WORDS * 3000))
        filler.unlink()
        await write(store, 3, WORDS * 3000)
        assert await heard(store) == {1, 3}
    assert check(path) == "ok"


async def test_a_part_that_met_a_full_disk_fails_the_whole_batch(small_disk: Path) -> None:
    filler = small_disk / "filler"
    async with opened(small_disk / "mend.db") as store:
        await write(store, 1)
        free = os.statvfs(small_disk)
        filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize))

        async def swallow() -> None:
            async with store.batch() as work:
                await work.hear(BOT, 2, NOW)
                for number in range(3, 6):
                    try:
                        async with work.part():
                            await work.hear(BOT, number, NOW)
                            await work.post([letter(text=WORDS * 100_000)])
                            await work.heard(BOT, [1])
                    except StorageFailed:
                        continue

        with pytest.raises(StorageFailed):
            await swallow()
        filler.unlink()
        assert await heard(store) == {1}


async def test_a_failure_tells_nobodys_words(tmp_path: Path) -> None:
    async with opened(tmp_path / "mend.db") as store:
        ann = await somebody(store, name=WORDS)
        await begun(store, ann)

        async def refused() -> None:
            async with store.batch() as work:
                await work.keep_answers("abc", [answer(ann.id, text=WORDS, status=WORDS)])

        with pytest.raises(sqlite3.IntegrityError) as failed:
            await refused()
        assert WORDS not in "".join(traceback.format_exception(failed.value))


async def test_what_is_debugged_tells_nobodys_words(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        async with opened(tmp_path / "mend.db") as store:
            await write(store, 1)
            await post(store, letter(text=WORDS))
            await asyncio.sleep(0)
    assert WORDS not in caplog.text


def check(path: Path) -> str:
    """What SQLite itself finds wrong with a file."""
    looked = sqlite3.connect(path)
    found = looked.execute("PRAGMA integrity_check").fetchone()[0]
    looked.close()
    return str(found)


async def test_a_session_that_can_not_be_read_hinders_no_other(store: Store, tmp_path: Path) -> None:
    ann = await somebody(store)
    await begun(store, ann, "s1")
    await begun(store, ann, "s2")
    script = f"import sqlite3; d = sqlite3.connect({str(tmp_path / 'mend.db')!r}, isolation_level=None); "
    script += "d.execute(\"UPDATE sessions SET place = '{' WHERE id = 's1'\")"
    subprocess.run([sys.executable, "-c", script], check=True)
    async with store.batch() as work:
        assert [session.id for session in await work.sessions_of(ann.id)] == ["s2"]


async def test_a_part_that_was_released_just_now_is_undone_with_all_of_its_batch(store: Store) -> None:
    assert isinstance(store, SqliteStore)
    await store._driver.run([BEGIN])
    assert await store._driver.undo_part("released_before") is False
    await store._driver.undo()
    await somebody(store)
