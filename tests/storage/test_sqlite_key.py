"""The key beside the database, with which addresses are hashed: made once, never replaced."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from storage_examples import NOW, somebody

from bot.storage.sqlite import SqliteStore, open_store
from bot.storage.store import StorageFailed, Store

ANN = "telegram:471147114711"


async def keep_away(store: Store) -> None:
    user = await somebody(store)
    async with store.batch() as work:
        await work.keep_away(user.id, ANN)


async def keeps_away(store: Store) -> bool:
    async with store.batch() as work:
        return await work.keeps_away(1, ANN)


async def again(store: SqliteStore, url: str) -> SqliteStore:
    await store.close()
    return await open_store(url, now=NOW, spare=0)


async def line_at_start(url: str) -> str:
    with pytest.raises(StorageFailed) as failed:
        await open_store(url, now=NOW, spare=0)
    assert not failed.value.waiting
    assert "\n" not in failed.value.line
    return failed.value.line


async def test_it_is_made_when_it_is_needed_for_its_owner_alone(
    store: SqliteStore, url: str, tmp_path: Path
) -> None:
    key = tmp_path / "mend.db.key"
    assert not key.exists()
    before = os.umask(0)
    try:
        (tmp_path / "mend.db.key.new").write_bytes(b"of a process that was killed here")
        await keep_away(store)
    finally:
        os.umask(before)
    made = key.read_bytes()
    assert len(made) == 32
    assert key.stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "mend.db.key.new").exists()
    key.chmod(0o644)
    store = await again(store, url)
    assert await keeps_away(store)
    await keep_away(store)
    assert key.read_bytes() == made
    assert key.stat().st_mode & 0o777 == 0o600
    await store.close()


async def test_only_what_was_hashed_with_it_is_kept(store: SqliteStore, tmp_path: Path) -> None:
    await keep_away(store)
    rows = sqlite3.connect(tmp_path / "mend.db")
    ((kept,),) = rows.execute("SELECT hash FROM kept_away").fetchall()
    rows.close()
    assert len(kept) == 32
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.suffix == ".db-wal")
    assert ANN.encode() not in everything


@pytest.mark.parametrize("broken", [b"", b"short", b"x" * 33])
async def test_a_damaged_one_is_one_line_at_the_start_and_stays_as_it_is(
    store: SqliteStore, url: str, tmp_path: Path, broken: bytes
) -> None:
    await store.close()
    (tmp_path / "mend.db.key").write_bytes(broken)
    assert "mend.db.key is damaged: put back a copy" in await line_at_start(url)
    assert (tmp_path / "mend.db.key").read_bytes() == broken


async def test_one_that_was_damaged_since_is_one_line_when_it_is_needed(
    store: SqliteStore, tmp_path: Path
) -> None:
    (tmp_path / "mend.db.key").write_bytes(b"short")
    with pytest.raises(StorageFailed, match="is damaged"):
        await keep_away(store)
    (tmp_path / "mend.db.key").unlink()
    await keep_away(store)
    assert await keeps_away(store)


async def test_without_the_one_that_was_used_nothing_starts_and_no_other_is_made(
    store: SqliteStore, other: SqliteStore, url: str, tmp_path: Path
) -> None:
    await keep_away(store)
    kept = (tmp_path / "mend.db.key").rename(tmp_path / "elsewhere")
    assert await keeps_away(store)  # it was read once
    with pytest.raises(StorageFailed, match="is gone, and with it who is kept away from whom: put back"):
        await keeps_away(other)
    assert "is gone" in await line_at_start(url)
    assert not (tmp_path / "mend.db.key").exists()
    kept.rename(tmp_path / "mend.db.key")
    assert await keeps_away(other)


async def test_one_that_cannot_be_read_is_one_line(store: SqliteStore, url: str, tmp_path: Path) -> None:
    await store.close()
    (tmp_path / "mend.db.key").mkdir()
    assert "mend.db.key can't be read or made (Is a directory)" in await line_at_start(url)


async def test_where_it_cannot_be_made_its_part_alone_is_taken_back(
    store: SqliteStore, tmp_path: Path
) -> None:
    async def part() -> None:
        async with work.part():
            await work.set_fact("one", "1")
            await work.keep_away(user.id, ANN)

    user = await somebody(store)
    (tmp_path / "mend.db.key.new").mkdir()
    async with store.batch() as work:
        with pytest.raises(StorageFailed, match="can't be read or made"):
            await part()
        assert await work.fact("one") == ""
        await work.set_fact("two", "2")
    (tmp_path / "mend.db.key.new").rmdir()
    async with store.batch() as work:
        assert await work.fact("two") == "2"
    assert not await keeps_away(store)


async def test_a_key_outlives_what_was_rolled_back(store: SqliteStore, url: str) -> None:
    async def batch() -> None:
        async with store.batch() as work:
            await work.keep_away(user.id, ANN)
            raise LookupError

    user = await somebody(store)
    with pytest.raises(LookupError):
        await batch()
    assert not await keeps_away(store)
    store = await again(store, url)
    await keep_away(store)
    assert await keeps_away(store)
    await store.close()
