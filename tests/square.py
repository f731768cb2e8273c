"""A loopback Bot API in the middle of many people: what was said to whom, after how many kills, and what came twice."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

from aiohttp import web
from loopback import Fault, Loopback
from phone import Json


@dataclass(slots=True)
class Heard:
    """A message that came into a chat, sent after so many kills; `doubted`: its reply got lost."""

    chat: int
    message: int
    said: str
    kills: int
    doubted: bool = False


class Square(Loopback):
    """A loopback that remembers what it took, and after how many kills; at most so many seconds from it."""

    def __init__(self, away: float = 0, seed: int = 0, first: int = 101) -> None:
        super().__init__()
        self._ids = first - 1
        self.away, self.chance = away, Random(seed)
        self.kills = 0
        self.taken: dict[int, list[Heard]] = {}

    @property
    def heard(self) -> int:
        """The number of the last update that was answered."""
        return self._ids - len(self.waiting)

    async def _call(self, method: str, wanted: Json) -> Any:
        kills = self.kills
        await self._travel(method)
        result = await super()._call(method, wanted)
        if method == "sendMessage":
            chat = int(wanted["chat_id"])
            said = json.dumps([wanted["text"], wanted.get("reply_markup")])
            self.taken.setdefault(chat, []).append(Heard(chat, result["message_id"], said, kills))
        await self._travel(method)
        return result

    async def _travel(self, method: str) -> None:
        if method != "getUpdates":
            await asyncio.sleep(self.chance.uniform(0, self.away))

    async def _spoil(self, request: web.BaseRequest, fault: Fault, answer: Json) -> web.StreamResponse:
        result = answer["result"]
        if isinstance(result, dict) and "message_id" in result:
            for heard in self.taken.get(result["chat"]["id"], [])[-1:]:
                heard.doubted = heard.doubted or heard.message == result["message_id"]
        return await super()._spoil(request, fault, answer)

    def doubled(self) -> Iterator[tuple[Heard, Heard]]:
        """Each two equal messages right after each other."""
        for heard in self.taken.values():
            yield from ((one, other) for one, other in pairwise(heard) if one.said == other.said)


@dataclass(frozen=True, slots=True)
class Doubles:
    """How often a message came twice: by a kill, after a reply that got lost, without a reason."""

    killed: int
    most: int
    doubted: int
    unexplained: int

    def __str__(self) -> str:
        """A part of a line."""
        return (
            f"{self.killed} doubled by a kill (at most {self.most} for a chat and kill), "
            f"{self.doubted} after a reply that got lost, {self.unexplained} without a reason"
        )


def count_doubles(square: Square) -> Doubles:
    """Count what was said twice, and why."""
    killed: Counter[tuple[int, int]] = Counter()
    doubted = unexplained = 0
    for one, other in square.doubled():
        if one.doubted:
            doubted += 1
        elif one.kills < other.kills:
            killed[one.chat, one.kills] += 1
        else:
            unexplained += 1
    return Doubles(sum(killed.values()), max(killed.values(), default=0), doubted, unexplained)
