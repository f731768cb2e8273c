"""Every query is known to SQLite and used; none that runs often reads a whole table."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from storage_examples import NOW, begun, letter, somebody

import bot.storage
from bot.storage.driver import LONG, Driver, Row, Statement, queries
from bot.storage.migrating import MIGRATIONS, migrate, statements
from bot.storage.sqlite import SqliteStore, open_store
from bot.storage.store import StorageFailed, Store

RARE = {
    "counts",  # a check, by hand
    "anybody_kept_away",  # the first row, once in a program's life
    "prune_structures",  # a few rows
    "release",  # what waits is little, and it is rare
    "forget_user",  # looks whether a letter still quotes them
    "forget_letters_of_user",  # looks through all that waits, once in a person's life
    "keep_dialog",  # a few rows
    "prune_failures",  # a few rows
}


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for file in sorted(MIGRATIONS.glob("*.sql")):
        for statement in statements(file):
            connection.execute(statement.sql)
    yield connection
    connection.close()


def plan(database: sqlite3.Connection, name: str) -> list[str]:
    sql = queries()[name]
    values = dict.fromkeys(re.findall(r":(\w+)", sql))
    return [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize("name", sorted(queries()))
def test_sqlite_understands_the_query_and_finds_its_rows(database: sqlite3.Connection, name: str) -> None:
    steps = plan(database, name)
    walks = [
        step
        for step in steps
        if step.startswith("SCAN") and not re.search("VIRTUAL|CONSTANT|\\(subquery", step)
    ]
    assert name in RARE or walks == []


def test_what_is_due_is_found_by_the_head_of_each_address_alone(database: sqlite3.Connection) -> None:
    steps = plan(database, "due")
    assert "letters_heads" in steps[0]
    assert not any("TEMP B-TREE" in step for step in steps)


def test_every_query_has_somebody_who_asks_it_and_nobody_asks_for_another() -> None:
    code = "".join(file.read_text() for file in Path(bot.storage.__file__).parent.glob("*.py"))
    assert [name for name in queries() if f'"{name}"' not in code] == []
    asked = re.findall(r"(?:read|write|write_all|_read)\(\s*\"(\w+)\"", code)
    assert set(asked) <= set(queries())


def test_no_index_and_no_check_touches_words(database: sqlite3.Connection) -> None:
    words = {"users": "name", "answers": "given", "letters": "body", "check_ins": "given"}
    for table, column in (
        words
        | {
            "links": "called",
            "invitations": "name",
            "acts": "words",
            "keepsakes": "words",
            "unsent_parts": "words",
        }
    ).items():
        (sql,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        assert re.search(rf"\b{column} BLOB NOT NULL,", sql)
        assert not re.search(rf"CHECK \([^)]*\b{column}\b[^']", sql)
        indexes = database.execute(
            "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?", (table,)
        )
        assert not any(re.search(rf"\b{column}\b", sql or "") for (sql,) in indexes)
    tables = database.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    assert all("STRICT" in sql for (sql,) in tables)


def test_what_goes_with_another_row_is_found_by_an_index(database: sqlite3.Connection) -> None:
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = [
        (table, key[3]) for table in tables for key in database.execute(f"PRAGMA foreign_key_list({table})")
    ]
    assert len(found) > 10
    firsts = {
        (table, next(database.execute(f"PRAGMA index_info({index[1]})"))[2])
        for table in tables
        for index in database.execute(f"PRAGMA index_list({table})")
    }
    by_number = {("links", "user"), ("claims", "letter")}  # the row's own number
    looked_through = ("letter_owners", "owner")  # once in a person's life
    assert set(found) - firsts == by_number | {looked_through}


async def test_the_settings_are_what_they_have_to_be(store: SqliteStore) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}
    for name, value in wanted.items():
        found = await store._driver.call(lambda n=name: store._driver._conn.execute(f"PRAGMA {n}").fetchone())
        assert found == (value,)


async def test_with_a_hundred_thousand_letters_waiting_the_due_ones_are_found_at_once(store: Store) -> None:
    async with store.batch() as work:
        await work.post(letter(f"telegram:{n % 50_000}", "x") for n in range(100_000))
    assert await store._driver.call(_steps, store._driver._conn) < 5_000


@pytest.mark.parametrize(
    ("name", "prefix", "found"),
    [
        ("due_reminders", "telegram:", 50),
        ("due_reminders", "terminal:", 1),
        ("due_reminders_at", "terminal:ann", 1),
        ("next_reminder", "telegram:", 1),
        ("next_reminder", "terminal:", 1),
        ("next_reminder_at", "terminal:ann", 1),
    ],
)
def test_with_a_hundred_thousand_reminders_the_due_ones_are_found_at_once(
    crowd: sqlite3.Connection, name: str, prefix: str, found: int
) -> None:
    steps, rows = _walk(crowd, name, {"prefix": prefix, "now": 10**16, "limit": 50})
    assert len(rows) == found
    assert steps < 2_000
    assert not any("TEMP B-TREE" in step for step in plan(crowd, name))


@pytest.fixture(scope="module")
def crowd(database: sqlite3.Connection) -> sqlite3.Connection:
    """A hundred thousand due reminders of one chat service, and one that is due last of all, elsewhere."""
    names = [f"telegram:{n}" for n in range(25_000)] + ["terminal:ann"]
    database.executemany("INSERT INTO users (address, name, language) VALUES (?, x'01', '')", zip(names))
    for kind in ("knock", "return", "rest", "expiry"):
        values = {"kind": kind, "session": "", "asked": 0, "local": "", "zone": "", "rule": "", "chosen": 0}
        rows = ({**values, "user": n + 1, "due_at": n} for n in range(25_000))
        database.executemany(queries()["remind"], rows)
    database.execute(queries()["remind"], {**values, "user": 25_001, "due_at": 10**15})
    return database


def _steps(connection: sqlite3.Connection) -> int:
    """How many steps of SQLite's machine it takes to find 50 due letters (in hundreds)."""
    values = {"prefix": "telegram:", "after": "telegram:~", "now": 10**16, "limit": 50}
    steps, rows = _walk(connection, "due", values)
    assert len(rows) == 50
    return steps


def _walk(connection: sqlite3.Connection, name: str, values: dict[str, object]) -> tuple[int, list[Row]]:
    """How many steps of SQLite's machine a query takes (in hundreds), and what it finds."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 100
        return 0

    connection.set_progress_handler(count, 100)
    rows = connection.execute(queries()[name], values).fetchall()
    connection.set_progress_handler(None, 0)
    return steps, rows


async def test_a_migration_that_fails_leaves_nothing_of_itself(store: SqliteStore, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in MIGRATIONS.glob("*.sql"):
        (folder / file.name).write_text(file.read_text())
    broken = folder / f"{len(list(folder.iterdir())) + 1:04}_broken.sql"
    broken.write_text("CREATE TABLE half (a INTEGER) STRICT;\nCREATE TABLE half (b INTEGER) STRICT;\n")
    with pytest.raises(sqlite3.OperationalError):
        await migrate(store._driver, NOW, folder)
    broken.write_text("CREATE TABLE half (a INTEGER) STRICT; -- a; comment\nCREATE INDEX a ON half (a);\n")
    await migrate(store._driver, NOW, folder)
    await migrate(store._driver, NOW, folder)
    with pytest.raises(StorageFailed, match="made by a newer Mend"):
        await migrate(store._driver, NOW)


async def test_a_program_that_forgets_to_close_still_ends(url: str) -> None:
    opened = await open_store(url, now=NOW, spare=0)
    assert isinstance(opened._driver, Driver)
    assert opened._driver._thread.daemon
    await opened.close()


def test_queries_that_may_be_long_are_known() -> None:
    assert queries().keys() >= LONG


async def test_what_is_long_and_what_waits_holds_up_nobody(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, bool] = {}
    rows = Driver._rows

    def watched(driver: Driver, statement: Statement, *, inside: bool) -> list[Row]:
        threads[statement.sql.split()[0]] = threading.current_thread() is threading.main_thread()
        return rows(driver, statement, inside=inside)

    monkeypatch.setattr(Driver, "_rows", watched)
    async with store.batch() as work:
        await work.fact("first")
        await work.set_fact("something", "else")
        await work.fact("then")
        assert threads == {"BEGIN": False, "SELECT": True, "INSERT": True}
        await work.users_quiet_since(NOW, 1)
        assert threads["SELECT"] is False
        await work.prune(NOW)
    assert threads == {"BEGIN": False, "SELECT": False, "INSERT": True, "DELETE": False} | {
        key: False for key in threads if key in ("COMMIT", "--", "WITH")
    }


async def test_a_turn_of_one_person_pays_nothing_for_turns_of_two(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, ben = await somebody(store, session="own"), await somebody(store, "telegram:2", session="both")
    await begun(store, ann, "own")
    await begun(store, ann, "both", ben)
    sent = 0
    rows = Driver._rows

    def counted(driver: Driver, statement: Statement, *, inside: bool) -> list[Row]:
        nonlocal sent
        sent += 1
        return rows(driver, statement, inside=inside)

    async with store.batch() as work:
        await work.fact("first")
        monkeypatch.setattr(Driver, "_rows", counted)
        await work.opening("telegram:1")
        assert sent == 4
        await work.opening("telegram:2")
        assert sent == 4 + 5


def test_each_migration_has_a_number_of_its_own() -> None:
    numbers = [int(file.name[:4]) for file in sorted(MIGRATIONS.glob("*.sql"))]
    assert numbers == [*range(1, len(numbers) + 1)]
