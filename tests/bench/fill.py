"""Fills a database with people and their sessions, by SQL: as many copies of the one who is there as wished."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_COPIES = (
    # People 1 to N, of whom each has one session; three in four have ended theirs.
    """CREATE TEMP TABLE copies AS WITH RECURSIVE count (n) AS (
         SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < :many)
       SELECT n, printf('%012x', (n * 179424673) % 281474976710597) AS session FROM count""",
    """CREATE TEMP TABLE one AS SELECT s.*, p.user FROM sessions s JOIN seats p ON p.session = s.id
       WHERE s.state = 'done' ORDER BY s.rowid LIMIT 1""",
    """INSERT INTO users (address, name, language, agreed, admitted, session, heard_at)
       SELECT 'telegram:' || n, u.name, u.language, u.agreed, u.admitted, CASE n % 4 WHEN 0 THEN c.session ELSE '' END,
         u.heard_at FROM copies c, users u WHERE u.id = (SELECT user FROM one) ORDER BY n""",
    """INSERT INTO sessions SELECT c.session, o.dialog, o.hash, CASE n % 4 WHEN 0 THEN 'aside' ELSE 'done' END,
         o.place, o.began_at, o.moved_at, o.version FROM copies c, one o ORDER BY c.session""",
    """INSERT INTO seats SELECT c.session, 0, p.seat, u.id FROM copies c JOIN users u ON u.address = 'telegram:' || c.n,
         seats p WHERE p.session = (SELECT id FROM one) ORDER BY c.session""",
    """INSERT INTO answers SELECT c.session, a.asked, p.user, a.name, a.hash, a.step, '[' || p.user || ']', a.at,
         a.given, a.status, a.round, a.visit FROM copies c JOIN seats p ON p.session = c.session, answers a
       WHERE a.session = (SELECT id FROM one) AND a.asked <= 3 ORDER BY c.session, a.asked""",
    """INSERT INTO shown SELECT c.session, s.asked, s.at, s.message, s.certain FROM copies c, shown s
       WHERE s.session = (SELECT id FROM one) AND s.asked <= 3 ORDER BY c.session, s.asked""",
)


def fill(database: Path, many: int) -> None:
    """Add so many people, `telegram:1` and on, each with a session, its answers and what was shown in it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        connection.execute("BEGIN")
        for copy in _COPIES:
            connection.execute(copy, {"many": many} if ":many" in copy else {})
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def free(number: int, other: int) -> int:
    """Somebody near this number whose session has ended, for each `other` somebody else: they may begin anew."""
    return 4 * (number // 4 + other // 3) + 1 + other % 3
