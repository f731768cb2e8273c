"""Many people before one bot: they walk through a dialog and react only to what their chat shows."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from phone import Json, Person, Seen
from square import Doubles, Square, count_doubles

from bot.storage.codec import to_given
from bot.storage.seal import unseal

AGREE = "I agree, and I am 18 or over"
MAY = "may I send a quiet note"
TAKE = "Yes, take it"
KINDS = ("text", "text", "choice", "text", "many", "text", "text", "choice", "many", "text", "choice", "text")
"""What the questions of the walk ask for, the first one's number being 1."""

FRUIT = {"apple": "Apple", "pear": "Pear", "plum": "Plum"}
DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday"}

Given = tuple[str, tuple[str, ...]]
"""A question's name, and what was given to it: a mark, an option, or ticks."""


def write_walk(folder: Path, kinds: Sequence[str] = KINDS) -> Path:
    """A folder with the dialog that the crowd walks through; each text says the last mark that was given."""
    folder.mkdir(exist_ok=True)
    steps: dict[str, Json] = {}
    mark = ""
    for number, kind in enumerate(kinds, start=1):
        name = f"q{number:02}"
        ask: Json = {kind: name}
        if kind != "text":
            ask["options"] = FRUIT if kind == "choice" else DAYS
        if kind == "many":
            ask["pick"] = 2
        following = f"q{number + 1:02}" if number < len(kinds) else "bye"
        steps[name] = {"say": f"{name}: after {mark or 'nothing'}, what now?", "ask": ask, "then": following}
        mark = f"{{{name}}}" if kind == "text" else mark
    steps["bye"] = {"say": f"bye: after {mark} we part.", "then": "end"}
    dialog = {"dialog": "walk", "title": "A walk", "about": "Questions.", "command": "walk", "minutes": 5}
    (folder / "walk.yaml").write_text(json.dumps({**dialog, "start": "q01", "steps": steps}, indent=1))
    return folder


# --- who walks ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Walker:
    """Somebody who answers what waits, and says yes where their words are offered back."""

    person: Person
    name: str
    chance: Random
    kinds: Sequence[str] = KINDS
    pace: float = 1.0
    patience: float = 60
    done: bool = False
    given: list[list[Given]] = field(default_factory=list)
    offers: int = 0
    _acted: set[str] = field(default_factory=set)
    _ticking: tuple[str, Seen, list[str]] | None = None

    async def walk(self, over: asyncio.Event) -> None:
        """Walk again and again; once it is `over`, to the end of the walk under way."""
        self.person.writes("/walk")
        seen = 0
        while not self.done:
            await self._news(seen)
            await asyncio.sleep(self.chance.uniform(0.2, 1.0) * self.pace)
            seen = len(self.person.place.news)
            self._react(self.newest(), over)

    def newest(self) -> Seen:
        """What was said to them last."""
        return next(seen for seen in reversed(self.person.place.messages) if not seen.own)

    async def _news(self, seen: int) -> None:
        """Wait until more than this was to be seen; nobody is left waiting."""
        try:
            async with asyncio.timeout(self.patience):
                while len(self.person.place.news) == seen:
                    self.person.place.woken.clear()
                    await self.person.place.woken.wait()
        except TimeoutError:
            raise AssertionError(f"{self.name} is stuck: {self.person.shows()}") from None

    def _react(self, newest: Seen, over: asyncio.Event) -> None:
        if AGREE in newest.labels:
            self._press_once(newest, AGREE)
        elif MAY in newest.text and "No" in newest.labels:
            self._press_once(newest, "No")
        elif TAKE in newest.labels:
            self.offers += self._press_once(newest, TAKE)
        elif "bye: " in newest.text:
            self._part(newest, over)
        elif (at := newest.text.find(": after ")) >= 2:
            self._answer(newest, newest.text[at - 3 : at])

    def _once(self, what: str) -> bool:
        new = what not in self._acted
        self._acted.add(what)
        return new

    def _press_once(self, seen: Seen, label: str) -> bool:
        data = self.person.button(label, seen)[1]["callback_data"]
        if new := self._once(data):
            self.person.presses(data, seen)
        return new

    def _part(self, newest: Seen, over: asyncio.Event) -> None:
        if self.given and self.given[-1][-1][1][0] not in newest.text:
            return  # the end of an earlier walk, once more
        if not self._once(f"bye {len(self.given)}"):
            return
        if over.is_set():
            self.done = True
        else:
            self.person.writes("/walk")

    def _answer(self, newest: Seen, name: str) -> None:
        if name == "q01" and (not self.given or len(self.given[-1]) == len(self.kinds)):
            self.given.append([])
        kind, walk = self.kinds[int(name[1:]) - 1], len(self.given)
        key = f"{walk} {name}"
        if kind == "many":
            self._tick(newest, key, name)
        elif self._once(key):
            given = (
                f"{self.name}-{walk}-{int(name[1:])}" if kind == "text" else self.chance.choice(list(FRUIT))
            )
            self.given[-1].append((name, (given,)))
            if kind == "text":
                self.person.writes(given)
            else:
                self.person.presses(FRUIT[given], newest)

    def _tick(self, newest: Seen, key: str, name: str) -> None:
        """Tick box by box, each when the one before shows, then press Done; always on the same message."""
        if self._ticking is None or self._ticking[0] != key:
            self._ticking = (key, newest, self.chance.sample(list(DAYS), self.chance.randint(1, 2)))
        _, seen, wanted = self._ticking
        missing = [day for day in wanted if f"✓ {DAYS[day]}" not in seen.labels]
        if missing:
            if self._once(f"{key} {missing[0]}"):
                self.person.presses(DAYS[missing[0]], seen)
        elif self._once(key):
            self.person.presses("Done", seen)
            self.given[-1].append((name, tuple(sorted(wanted))))


# --- what was kept ------------------------------------------------------------------------------------


def kept(database: Path, person: int) -> list[list[Given]]:
    """All that is kept of somebody, walk after walk, in the order of its questions."""
    with closing(sqlite3.connect(database)) as connection:
        walks = connection.execute(
            "SELECT s.id FROM sessions s JOIN seats p ON p.session = s.id JOIN users u ON u.id = p.user "
            "WHERE u.address = ? ORDER BY s.rowid",
            (f"telegram:{person}",),
        ).fetchall()
        return [
            [
                (name, _given(body, status))
                for name, body, status in connection.execute(
                    "SELECT name, given, status FROM answers WHERE session = ? ORDER BY asked", walk
                )
            ]
            for walk in walks
        ]


def _given(body: bytes, status: str) -> tuple[str, ...]:
    value, parts = to_given(unseal(body, "", 0))
    words = tuple(part.text for part in parts)
    kept = words or (tuple(sorted(value)) if isinstance(value, tuple) else (str(value),))
    return kept if status == "given" else (*kept, f"({status})")


@dataclass(slots=True)
class Figures:
    """What came of it all; `wrong` holds a line for each answer that isn't what and where it should be."""

    people: int
    kills: int
    answers: int
    offers: int
    messages: int
    repeated: int
    doubles: Doubles
    seconds: float
    wrong: list[str]

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.people} people, {self.kills} kills in {self.seconds:.0f} s: {self.answers} answers given, "
            f"{len(self.wrong)} lost, counted twice or out of place ({self.offers} offered back for a yes), "
            f"{self.messages} messages, {self.doubles}; {self.repeated} updates brought again"
        )


def figures(
    square: Square, walkers: Sequence[Walker], database: Path, repeated: int, seconds: float
) -> Figures:
    """Compare what everybody gave with what is kept, and count what was said twice."""
    return Figures(
        len(walkers),
        square.kills,
        sum(len(walk) for walker in walkers for walk in walker.given),
        sum(walker.offers for walker in walkers),
        sum(map(len, square.taken.values())),
        repeated,
        count_doubles(square),
        seconds,
        [line for walker in walkers for line in _wrong(walker, kept(database, walker.person.id))],
    )


def _wrong(walker: Walker, kept: list[list[Given]]) -> Iterator[str]:
    if len(walker.given) != len(kept):
        yield f"{walker.name}: {len(walker.given)} walks given, {len(kept)} kept"
    for number, (given, found) in enumerate(zip(walker.given, kept, strict=False), start=1):
        yield from (f"{walker.name}-{number}: lost {each}" for each in given if each not in found)
        yield from (f"{walker.name}-{number}: never given {each}" for each in found if each not in given)
        if sorted(given) == sorted(found) and given != found:
            yield f"{walker.name}-{number}: out of order"
