"""What many people were promised while a bot is killed again and again: each note, and what came of it."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from crowd import Walker
from phone import Seen
from square import Doubles, Heard, Square

from bot.storage.codec import micros

NOTE = re.compile(r"rem:stop:(\d+)")
DAILY = "d1"
PATIENCE = 60
"""Seconds that another program waits for the database; the bot is never that long at it."""

_PROMISE = """
INSERT INTO reminders (kind, user, service, asked, due_at, local, zone, rule)
SELECT 'request', id, 'telegram:', ?, ?, ?, 'UTC', ? FROM users WHERE address = ?
"""


def is_note(seen: Seen) -> bool:
    """Whether this is a note, and no question."""
    return any("rem:" in button.get("callback_data", "") for row in seen.buttons for button in row)


class Busy(Walker):
    """Somebody who walks on whatever notes come in between."""

    def newest(self) -> Seen:
        """The newest message but notes."""
        return next(seen for seen in reversed(self.person.place.messages) if not (seen.own or is_note(seen)))


@dataclass(slots=True)
class Promises:
    """Promises people something again and again, by another program's hand, and waits until all of it was said."""

    square: Square
    database: Path
    people: Sequence[int]
    chance: Random
    made: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)

    async def walk(self, over: asyncio.Event) -> None:
        """Promise, again and again, something in the next two seconds; until it is `over` and everything was said."""
        while not await asyncio.to_thread(self._all_known):
            await asyncio.sleep(0.2)
        number = 0
        while not over.is_set():
            if len(list(self.lost())) <= 2 * len(
                self.people
            ):  # no more than can be said while it lives so shortly
                number += 1
                await asyncio.to_thread(self._promise, number)
            await asyncio.sleep(1)
        try:
            async with asyncio.timeout(60):
                while list(self.lost()):
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise AssertionError(f"never said: {list(self.lost())[:20]}") from None

    def _all_known(self) -> bool:
        if not self.database.exists():
            return False
        with closing(sqlite3.connect(self.database, timeout=PATIENCE)) as connection:
            try:
                (known,) = connection.execute("SELECT count(*) FROM users WHERE agreed > 0").fetchone()
            except sqlite3.OperationalError:  # there are no tables yet
                return False
        return bool(known == len(self.people))

    def _promise(self, number: int) -> None:
        rows = []
        for person in self.people:
            due = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=self.chance.choice((1, 1, 2)))
            again = self.chance.random() < 0.3
            self.made.setdefault(person, []).append((number, again))
            local = f"{due:%Y-%m-%dT%H:%M:%S}" if again else ""
            rows.append((number, micros(due), local, DAILY if again else "", f"telegram:{person}"))
        with closing(sqlite3.connect(self.database, timeout=PATIENCE)) as connection, connection:
            connection.execute("UPDATE users SET zone = 'UTC'")  # whoever asks for something has said so
            connection.executemany(_PROMISE, rows)

    # --- what came of it --------------------------------------------------------------------------

    def said(self) -> Iterator[tuple[int, int, Heard]]:
        """Each note that came: to whom, its number, and when."""
        for person in self.people:
            for heard in self.square.taken.get(person, []):
                if (found := NOTE.search(heard.said)) is not None:
                    yield person, int(found[1]), heard

    def lost(self) -> Iterator[str]:
        """What was promised and never said."""
        there = {(person, number) for person, number, _ in self.said()}
        for person, promised in self.made.items():
            yield from (f"{person}: {number}" for number, _ in promised if (person, number) not in there)

    def wrong(self) -> Iterator[str]:
        """What was lost, what was never promised, and what isn't kept as it ought to be now."""
        yield from (f"lost: {each}" for each in self.lost())
        promised = {(person, number) for person, each in self.made.items() for number, _ in each}
        yield from (f"never promised: {p} {n}" for p, n, _ in self.said() if (p, n) not in promised)
        again = {(person, number) for person, each in self.made.items() for number, again in each if again}
        with closing(sqlite3.connect(self.database)) as connection:
            rows = connection.execute(
                "SELECT CAST(substr(address, 10) AS INTEGER), asked, due_at "
                "FROM reminders JOIN users ON users.id = user"
            ).fetchall()
            (waiting,) = connection.execute("SELECT count(*) FROM claims").fetchone()
        kept, now = {(person, number) for person, number, _ in rows}, micros(datetime.now(UTC))
        yield from (f"no next date: {each}" for each in again - kept)
        yield from (f"kept though it was said: {each}" for each in kept - again)
        yield from (f"still due: {row}" for row in rows if row[2] <= now)
        if waiting:
            yield f"{waiting} claims still wait"

    def doubles(self) -> Doubles:
        """How often a note came twice, and why."""
        times: dict[tuple[int, int], list[Heard]] = {}
        for person, number, heard in self.said():
            times.setdefault((person, number), []).append(heard)
        killed: Counter[tuple[int, int]] = Counter()
        doubted = unexplained = 0
        for heard in times.values():
            for one, other in pairwise(heard):
                if one.doubted:
                    doubted += 1
                elif one.kills < other.kills:
                    killed[one.chat, one.kills] += 1
                else:
                    unexplained += 1
        return Doubles(sum(killed.values()), max(killed.values(), default=0), doubted, unexplained)


@dataclass(slots=True)
class NoteFigures:
    """What came of it all."""

    people: int
    kills: int
    promised: int
    said: int
    doubles: Doubles
    wrong: list[str]

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.people} people, {self.kills} kills: {self.promised} notes promised, {self.said} came, "
            f"{len(self.wrong)} lost or wrong; {self.doubles}"
        )


def note_figures(promises: Promises) -> NoteFigures:
    """Compare what was promised with what was said and with what is kept."""
    return NoteFigures(
        len(promises.people),
        promises.square.kills,
        sum(map(len, promises.made.values())),
        sum(1 for _ in promises.said()),
        promises.doubles(),
        list(promises.wrong()),
    )
