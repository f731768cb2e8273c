"""A Bot API over real HTTP in Telegram's place: it keeps, repeats, refuses and breaks as Telegram does.

    async with Loopback() as telegram:
        ann = telegram.person(4711)
        ann.writes("/start")
        (await ann.hears("Welcome")).labels
        telegram.fails("sendMessage", "html", accepted=True)

`python tests/loopback.py --port 8081` runs it alone; `POST /control` then does what a person does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Self

import bot_api
from aiohttp import web
from bot_api import Complaint
from phone import Chat, Json, Person

TOKEN = "424242:AAF-a-loopback-token-that-opens-nothing"


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with the next calls of a method.

    how: flood, server (500), html (a proxy's 502), truncated (less than announced), cut (half of a JSON),
    garbage (a list for an object), hang, reset (connection lost), conflict, unauthorized, blocked, refuse.
    `accepted` does the call all the same. `seconds` are those of flood and hang, `chat` narrows it to one.
    """

    method: str
    how: str
    times: int = 1
    accepted: bool = False
    chat: int | None = None
    seconds: float = 1
    description: str = "Bad Request: refused for the test"


class Loopback:
    """The server. `calls` counts by method, `floods` the calls that Telegram's limits would have refused.

    Dates come from `clock` (seconds); in a chat each message is at least `step` later than the one before.
    With `strict` a flood is answered by 429.
    """

    def __init__(
        self,
        token: str = TOKEN,
        clock: Callable[[], float] = time.time,
        step: int = 2,
        *,
        strict: bool = False,
    ) -> None:
        self.token, self.clock, self.step, self.strict = token, clock, step, strict
        self.me: Json = {
            "id": int(token.split(":", maxsplit=1)[0]),
            "is_bot": True,
            "first_name": "Mend",
            "username": "mend_bot",
        }
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.waiting: deque[Json] = deque()  # updates not yet confirmed
        self.confirmed: deque[Json] = deque(maxlen=100)
        self.offset = 0
        self.allowed: set[str] | None = None
        self.queries: dict[str, bool] = {}  # callback queries, and whether they were answered
        self.profile: Json = {"description": "", "short_description": "", "commands": []}
        self.profiles: dict[str, Json] = {}
        self.webhook = ""
        self.calls: Counter[str] = Counter()
        self.violations: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.rates = bot_api.Rates()
        self.url = ""
        self._ids = 100
        self._queries = 0
        self._came = asyncio.Event()
        self._polls = 0
        self._runner: web.ServerRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen at 127.0.0.1."""
        self._runner = web.ServerRunner(
            web.Server(self._handle, access_log=None), access_log=None, shutdown_timeout=0.01
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Close every connection; what was said and queued stays, so that it can start again."""
        if self._runner:
            self._polls += 1
            self._came.set()
            await self._runner.cleanup()
            self._runner = None

    @property
    def floods(self) -> int:
        """How many calls were faster than Telegram allows."""
        return self.violations["flood"]

    def person(self, number: int, language: str = "en") -> Person:
        """Give the person of this id, who can be written to from now on."""
        if number not in self.people:
            self.people[number] = Person(self, number, language)
        return self.people[number]

    def fails(self, method: str, how: str, **more: Any) -> Fault:
        """Let the next calls of a method go wrong (see Fault)."""
        fault = Fault(method, how, **more)
        self.faults.append(fault)
        return fault

    def date_in(self, chat: Chat) -> int:
        """Give the next message's date: the clock's, and later than the one before."""
        return max(int(self.clock()), chat.last_date + self.step)

    def update(self, kind: str, content: Json) -> int:
        """Queue an update, if the bot takes this kind; gives its id."""
        if self.allowed is not None and kind not in self.allowed:
            return 0
        self._ids += 1
        self.waiting.append({"update_id": self._ids, kind: content})
        self._came.set()
        return self._ids

    def member(self, chat: Json, user: Json, status: str) -> None:
        """Change the bot's standing in a chat."""
        old = "member" if status in ("kicked", "left") else "kicked"
        self.update(
            "my_chat_member",
            {
                "chat": chat,
                "from": user,
                "date": int(self.clock()),
                "old_chat_member": {"user": self.me, "status": old, "until_date": 0},
                "new_chat_member": {"user": self.me, "status": status, "until_date": 0},
            },
        )

    def repeats(self, count: int = 1) -> None:
        """Bring the last confirmed updates once more, with their old ids."""
        for _ in range(min(count, len(self.confirmed))):
            self.waiting.appendleft(self.confirmed.pop())
        self._came.set()

    def drops(self) -> int:
        """Forget all waiting updates, as Telegram does after 24 hours."""
        count = len(self.waiting)
        self.waiting.clear()
        return count

    async def settles(self, within: float = 10, still: float = 0.1) -> None:
        """Wait until every update is confirmed and then nothing was called for so many seconds, but polls."""
        async with asyncio.timeout(within):
            before = None
            while self.waiting or before != (before := self.calls.total() - self.calls["getUpdates"]):
                await asyncio.sleep(still)

    def next_query(self) -> str:
        """Begin a new callback query."""
        self._queries += 1
        self.queries[str(self._queries)] = False
        return str(self._queries)

    async def updates(self, wanted: Json) -> list[Json]:
        """GetUpdates: confirms all before `offset`, waits for `timeout` if there is nothing."""
        if self.webhook:
            raise Complaint(409, "Conflict: can't use getUpdates method while webhook is active")
        self._polls += 1
        mine = self._polls
        self._came.set()  # an older poll gives way
        if wanted.get("allowed_updates"):
            self.allowed = set(wanted["allowed_updates"])
        self._confirm(int(wanted.get("offset") or 0))
        deadline = time.monotonic() + float(wanted.get("timeout") or 0)
        while not self.waiting and (left := deadline - time.monotonic()) > 0:
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), left)
            except TimeoutError:
                break
            if self._polls != mine:
                raise Complaint(409, "Conflict: terminated by other getUpdates request")
        limit = min(int(wanted.get("limit") or 100), 100)
        return [update for update, _ in zip(self.waiting, range(limit), strict=False)]

    def _confirm(self, offset: int) -> None:
        self.offset = max(self.offset, offset)
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.confirmed.append(self.waiting.popleft())

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        parts = request.path.split("/")
        if parts[1] == "control":
            return await self._control(request)
        if len(parts) != 3 or parts[1] != f"bot{self.token}":
            known = ":" in parts[1]
            return _complaint(Complaint(401, "Unauthorized") if known else Complaint(404, "Not Found"))
        method = parts[2]
        self.calls[method] += 1
        wanted = await bot_api.parameters(request)
        fault = self._fault(method, wanted)
        if fault is not None and not fault.accepted:
            return await self._spoil(request, fault, {"ok": True, "result": True})
        try:
            answer = {"ok": True, "result": await self._call(method, wanted)}
        except Complaint as complaint:
            return _complaint(complaint)
        if fault is not None:
            return await self._spoil(request, fault, answer)
        return web.Response(body=json.dumps(answer).encode(), content_type="application/json")

    async def _call(self, method: str, wanted: Json) -> Any:
        if method == "getUpdates":
            return await self.updates(wanted)
        if method not in bot_api.METHODS:
            raise Complaint(404, "Not Found: method not found")
        return bot_api.METHODS[method](self, wanted)

    def _fault(self, method: str, wanted: Json) -> Fault | None:
        for fault in self.faults:
            here = fault.chat is None or fault.chat == int(wanted.get("chat_id") or 0)
            if fault.method in (method, "*") and here:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    async def _spoil(self, request: web.BaseRequest, fault: Fault, answer: Json) -> web.StreamResponse:
        if fault.how in _SAID:
            return _complaint(_SAID[fault.how](fault))
        body = json.dumps(answer).encode()
        if fault.how == "html":
            text = f"<html><h1>502 Bad Gateway</h1>{request.path} {body.decode()}</html>"
            return web.Response(status=502, text=text, content_type="text/html")
        if fault.how == "cut":
            return web.Response(body=body[: len(body) * 2 // 3], content_type="application/json")
        if fault.how == "garbage":
            return web.Response(body=b'["' + body[2:8] + b'"]', content_type="application/json")
        if fault.how == "hang":
            await asyncio.sleep(fault.seconds)
            return web.Response(body=body, content_type="application/json")
        return self._break(request, fault, body)

    def _break(self, request: web.BaseRequest, fault: Fault, body: bytes) -> web.StreamResponse:
        transport = request.transport
        if transport is not None:
            if fault.how == "truncated":
                head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
                transport.write(head.encode() + body[: len(body) * 2 // 3])
                transport.close()
            else:
                transport.abort()
        return web.Response()

    async def _control(self, request: web.BaseRequest) -> web.Response:
        """Do what a test wants: {"person": 4711, "do": "writes", "with": ["hello"]}, or without a person."""
        wish = await request.json()
        who: Any = self.person(wish["person"]) if "person" in wish else self
        what = getattr(who, wish["do"])
        told = what(*wish.get("with", [])) if callable(what) else what
        if asyncio.iscoroutine(told):
            told = await told
        return web.Response(text=json.dumps(told, default=_plain), content_type="application/json")


_SAID: dict[str, Callable[[Fault], Complaint]] = {
    "flood": lambda fault: Complaint(
        429, f"Too Many Requests: retry after {int(fault.seconds)}", retry_after=int(fault.seconds)
    ),
    "server": lambda _: Complaint(500, "Internal Server Error"),
    "conflict": lambda _: Complaint(409, "Conflict: terminated by other getUpdates request"),
    "unauthorized": lambda _: Complaint(401, "Unauthorized"),
    "blocked": lambda _: Complaint(403, "Forbidden: bot was blocked by the user"),
    "refuse": lambda fault: Complaint(400, fault.description),
}


def _complaint(complaint: Complaint) -> web.Response:
    answer: Json = {"ok": False, "error_code": complaint.code, "description": complaint.description}
    if complaint.retry_after:
        answer["parameters"] = {"retry_after": complaint.retry_after}
    return web.json_response(answer, status=complaint.code)


def _plain(thing: Any) -> Any:
    return asdict(thing) if isinstance(thing, Fault) else bot_api.plain(thing)


async def _alone(port: int, token: str) -> None:
    loopback = Loopback(token)
    await loopback.start(port)
    print(loopback.url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A Bot API that stands in for Telegram.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    chosen = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_alone(chosen.port, chosen.token))
