"""What came of couples who talked while the bot was killed: what is kept of their words, and who has read them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from couples import MARK, Couple
from square import Doubles, Square, count_doubles

from bot.storage.codec import to_given
from bot.storage.seal import unseal


@dataclass(slots=True)
class PairFigures:
    """What came of it all; `wrong` holds a line for each text that isn't what and where it should be."""

    pairs: int
    kills: int
    talks: int
    sent: int
    private: int
    thoughts: int
    messages: int
    repeated: int
    doubles: Doubles
    seconds: float
    wrong: list[str]

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.pairs} pairs in {self.talks} talks, {self.kills} kills in {self.seconds:.0f} s: "
            f"{self.sent} texts sent to the other, {self.private} private ones, {self.thoughts} thoughts; "
            f"{len(self.wrong)} lost, kept or read twice, or read where they may not be; "
            f"{self.messages} messages, {self.doubles}; {self.repeated} updates brought again"
        )


def pair_figures(
    square: Square, couples: Sequence[Couple], database: Path, repeated: int, seconds: float
) -> PairFigures:
    """Compare what everybody wrote and sent with what is kept and with what everybody has read."""
    halves = [half for couple in couples for half in couple.halves]
    kept = marks_kept(database)
    return PairFigures(
        len(couples),
        square.kills,
        sum(couple.talks for couple in couples),
        sum(len(half.sent) for half in halves),
        sum(len({*half.marks} - half.sent - half.thoughts) for half in halves),
        sum(len(half.thoughts) for half in halves),
        sum(map(len, square.taken.values())),
        repeated,
        count_doubles(square),
        seconds,
        [line for couple in couples for line in (*couple.astray(), *_wrong(couple, kept))],
    )


def _wrong(couple: Couple, kept: Counter[str]) -> Iterator[str]:
    """What isn't kept just once, and what is read by somebody to whom it wasn't sent."""
    for half, other in (couple.halves, couple.halves[::-1]):
        for mark in half.marks:
            unsent_thought = mark in half.thoughts and mark not in half.sent
            if kept[mark] > 1 or (kept[mark] == 0 and not unsent_thought):
                yield f"{mark}: kept {kept[mark]} times"
        yield from (
            f"{half.name} reads {mark}" for mark in half.reads() - {*half.marks} if mark not in other.sent
        )


def marks_kept(database: Path) -> Counter[str]:
    """In how many answers each mark is kept."""
    with closing(sqlite3.connect(database)) as connection:
        given = [to_given(unseal(body, "", 0)) for (body,) in connection.execute("SELECT given FROM answers")]
    texts = [f"{value} {[part.text for part in parts]}" for value, parts in given]
    return Counter(mark for text in texts for mark in set(MARK.findall(text)))
