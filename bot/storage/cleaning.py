"""Taking deleted words out of the file: the log is emptied, and the unused middle of every page is zeroed.

`secure_delete` zeroes what is deleted. But when SQLite moves rows from page to page it can leave old bytes of
them in the gap between a page's row pointers and its rows. When the rows are deleted later, these copies stay
(measured with SQLite 3.40: one of 80 forgotten people left words there). The gap is unused by definition:
https://www.sqlite.org/fileformat2.html#b_tree_pages
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

_LEAVES = frozenset({10, 13})
_INNER = frozenset({2, 5})
_HEADER = 100
_AT_ONCE = 256

TOO_MANY = 2 << 24
"""From so many pages on (128 GB) the first byte of an overflow page can look like that of another kind."""


def clean(connection: sqlite3.Connection, file: int, log: Path, patience: float, last: str) -> bool:
    """Empty the log and zero what is unused, then run the statement `last`; False where somebody hinders it.

    `file` is a descriptor of the database that stays open: to close one would drop SQLite's locks. The
    commit at the end makes other processes forget the pages they remember.
    """
    connection.execute("PRAGMA busy_timeout = 0")  # to wait here would hold up everybody
    try:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            return False
        connection.execute("BEGIN IMMEDIATE")
        if log.stat().st_size:
            return False  # somebody wrote in between
        sweep(file)
        connection.execute("PRAGMA shrink_memory")  # forget the pages as they were
        connection.execute(last)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    else:
        return True
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")


def sweep(file: int) -> None:
    """Zero the gap of each page where it isn't. Nobody may write meanwhile; readers never look there."""
    size = _page_size(file)
    if os.fstat(file).st_size // size >= TOO_MANY:
        raise ValueError("a database of more than 128 GB can't be swept")
    zeros = bytes(size)
    changed = False
    for at, page in _pages(file, size):
        first, end = gap(page, _HEADER if at == 0 else 0)
        if page[first:end] != zeros[: end - first]:
            os.pwrite(file, zeros[: end - first], at + first)
            changed = True
    if changed:
        os.fsync(file)


def gap(page: bytes, header: int) -> tuple[int, int]:
    """Where the unused middle of a page begins and ends; (0, 0) in a page that isn't part of a tree."""
    kind = page[header]
    if kind not in _LEAVES and kind not in _INNER:
        return 0, 0
    rows, content = unpack_from(">HH", page, header + 3)
    first = header + (8 if kind in _LEAVES else 12) + 2 * rows
    end = content or 65536
    return (first, end) if first <= end <= len(page) else (0, 0)


def _page_size(file: int) -> int:
    (size,) = unpack_from(">H", os.pread(file, 2, 16))
    return 65536 if size == 1 else int(size)


def _pages(file: int, size: int) -> Iterator[tuple[int, bytes]]:
    at = 0
    while several := os.pread(file, size * _AT_ONCE, at):
        for start in range(0, len(several) - size + 1, size):
            yield at + start, several[start : start + size]
        at += size * _AT_ONCE
