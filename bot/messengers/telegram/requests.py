"""HTTP to the Bot API: a pool of kept connections whose errors tell neither words nor the token."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.messengers.telegram.refusals import refusal, unsent

CONNECT_SECONDS = 10.0

Body = bytes | aiohttp.FormData | None


class Requests(BaseRequest):
    """Calls over at most `connections` kept-alive connections, each given up after `seconds`.

    Raises telegram's errors with our own texts alone, and without a cause: an aiohttp error names the
    address, and with it the token; the library's own reading of a broken reply logs people's words.
    """

    __slots__ = ("_connections", "_seconds", "_session")

    def __init__(self, connections: int, seconds: float) -> None:
        self._connections = connections
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds after which a call is given up, where it names none of its own."""
        return self._seconds

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            # Telegram keeps idle connections for a minute or more: we let go first, so that none dies in use.
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=45, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the pool."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - one limit holds for the whole call
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - CONNECT_SECONDS holds for all
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - CONNECT_SECONDS holds for all
    ) -> tuple[int, bytes]:
        """Make one call; gives status 200 and the reply, raises for everything else."""
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else self._seconds
        return await self._checked(
            method, url, None if request_data is None else request_data.json_payload, seconds
        )

    async def ask(self, url: str, wanted: Mapping[str, Any], seconds: float | None = None) -> Any:
        """Make one call with plain JSON; gives the result, raises for everything else."""
        body = _ENCODER.encode(wanted).encode()
        _, payload = await self._checked("POST", url, body, self._seconds if seconds is None else seconds)
        return self.parse_json_payload(payload)["result"]

    async def send(self, url: str, wanted: Mapping[str, Any], name: str, file: bytes) -> Any:
        """Make one call that brings a file as `name`, with what else it takes as a form; gives the result."""
        form = aiohttp.FormData()
        for key, value in wanted.items():
            form.add_field(key, value if isinstance(value, str) else _ENCODER.encode(value))
        form.add_field(name, file, filename=name, content_type="application/octet-stream")
        _, payload = await self._checked("POST", url, form, self._seconds)
        return self.parse_json_payload(payload)["result"]

    async def _checked(self, method: str, url: str, body: Body, seconds: float) -> tuple[int, bytes]:
        try:
            status, payload = await self._call(method, url, body, seconds)
        except Exception as error:  # noqa: BLE001 - whatever it is, its words must not go up
            failure = unsent(error)
        else:
            if status == 200:  # noqa: PLR2004 - HTTP's OK; the Bot API has no other
                return status, payload
            failure = refusal(status, payload)
        raise failure  # here and not above: so it carries no context that would be printed

    async def _call(self, method: str, url: str, body: Body, seconds: float) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the connections are not open")
        headers = _JSON if isinstance(body, bytes) else None
        # No redirects: they would carry the words and the token to somewhere else.
        async with self._session.request(
            method, url, data=body, headers=headers, timeout=_limits(seconds), allow_redirects=False
        ) as reply:
            return reply.status, await reply.read()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read a reply; one that is no answer of the Bot API raises NetworkError and is not logged."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "result" not in answer:
            raise NetworkError("the Bot API's reply can't be read")
        return answer


@cache
def _limits(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds + CONNECT_SECONDS, connect=CONNECT_SECONDS)


_JSON = {"Content-Type": "application/json"}
_ENCODER = json.JSONEncoder(separators=(",", ":"))
