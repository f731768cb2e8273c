"""The loopback Bot API behaves as Telegram does, so that what holds in tests holds there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from loopback import Loopback


class Client:
    """Calls methods as any bot would."""

    def __init__(self, loopback: Loopback, http: aiohttp.ClientSession) -> None:
        self._base, self._http = f"{loopback.url}/bot{loopback.token}/", http

    async def __call__(self, method: str, **wanted: Any) -> Any:
        async with self._http.post(self._base + method, json=wanted) as reply:
            answer = await reply.json()
            return answer["result"] if answer["ok"] else (reply.status, answer["description"])


@pytest.fixture
async def telegram() -> AsyncIterator[Loopback]:
    async with Loopback(clock=lambda: 1_000_000) as loopback:
        yield loopback


@pytest.fixture
async def call(telegram: Loopback) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        yield Client(telegram, http)


async def test_updates_come_again_until_they_are_confirmed(telegram: Loopback, call: Client) -> None:
    ann = telegram.person(1)
    for text in ("one", "two", "three"):
        ann.writes(text)
    first = await call("getUpdates")
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    assert await call("getUpdates") == first
    assert await call("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert await call("getUpdates", limit=1) == first[1:2]
    assert await call("getUpdates", offset=first[2]["update_id"] + 1) == []
    telegram.repeats(2)
    assert await call("getUpdates") == first[1:]
    assert telegram.drops() == 2


async def test_a_long_poll_waits_for_what_comes(telegram: Loopback, call: Client) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    assert not poll.done()
    telegram.person(1).writes("there")
    assert len(await poll) == 1


async def test_a_second_poll_ends_the_first(call: Client) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call("getUpdates", timeout=0.2))
    assert (await first)[0] == 409
    assert await second == []


async def test_dates_move_on_in_a_chat(telegram: Loopback, call: Client) -> None:
    ann = telegram.person(1)
    ann.writes("one")
    said = await call("sendMessage", chat_id=1, text="two")
    ann.writes("three")
    assert (said["date"], said["message_id"]) == (1_000_002, 2)
    assert [seen.date for seen in ann.chat] == [1_000_002 - 2, 1_000_002, 1_000_004]


@pytest.mark.parametrize(
    ("wanted", "complaint"),
    [
        ({"chat_id": 2}, "chat not found"),
        ({"text": " \n"}, "text is empty"),
        ({"text": "\U0001f642" * 2049}, "too long"),
        ({"text": "\ud83d"}, "UTF-8"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "ä" * 33}]]}}, "DATA_INVALID"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a", "copy_text": {"text": "x" * 257}}]]}}, "COPY"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}}, "text is empty"),
        ({"entities": [{"type": "pre", "offset": 0, "length": 3}]}, "BOUNDS"),
    ],
)
async def test_what_telegram_refuses_is_refused(
    telegram: Loopback, call: Client, wanted: dict[str, Any], complaint: str
) -> None:
    telegram.person(1)
    status, description = await call("sendMessage", **{"chat_id": 1, "text": "hi", **wanted})
    assert status == 400
    assert complaint in description


async def test_a_blocked_bot_is_told(telegram: Loopback, call: Client) -> None:
    ann = telegram.person(1)
    ann.blocks()
    assert (await call("sendMessage", chat_id=1, text="hi"))[0] == 403
    ann.unblocks()
    assert (await call("sendMessage", chat_id=1, text="hi"))["text"] == "hi"
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in await call("getUpdates")]
    assert changes == ["kicked", "member"]


async def test_floods_are_counted_and_if_strict_refused(telegram: Loopback, call: Client) -> None:
    telegram.person(1)
    for _ in range(4):
        await call("sendMessage", chat_id=1, text="hi")
    assert telegram.floods == 0
    await call("sendMessage", chat_id=1, text="hi")
    assert telegram.floods == 1
    telegram.strict = True
    assert (await call("sendMessage", chat_id=1, text="hi"))[0] == 429


async def test_a_press_is_answered_once(telegram: Loopback, call: Client) -> None:
    ann = telegram.person(1)
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await call("sendMessage", chat_id=1, text="Well?", reply_markup=keyboard)
    query = ann.presses("Yes")
    (update,) = await call("getUpdates")
    assert update["callback_query"]["message"]["text"] == "Well?"
    assert await call("answerCallbackQuery", callback_query_id=query) is True
    assert (await call("answerCallbackQuery", callback_query_id=query))[0] == 400


async def test_what_is_not_seen_fails_with_the_chat(telegram: Loopback) -> None:
    ann = telegram.person(1)
    ann.writes("hello?")
    with pytest.raises(AssertionError, match="hello"):
        await ann.hears("anything", within=0.01)
    with pytest.raises(AssertionError, match="no button 'Yes'"):
        ann.presses("Yes")


async def test_it_can_be_told_from_outside_what_people_do(telegram: Loopback, call: Client) -> None:
    async with aiohttp.ClientSession() as http:
        wish = {"person": 1, "do": "writes", "with": ["hello"]}
        async with http.post(f"{telegram.url}/control", json=wish) as reply:
            assert (await reply.json())["text"] == "hello"
        await call("sendMessage", chat_id=1, text="hi")
        async with http.post(f"{telegram.url}/control", json={"person": 1, "do": "heard"}) as reply:
            assert [seen["text"] for seen in await reply.json()] == ["hi"]
        async with http.post(f"{telegram.url}/control", json={"do": "calls"}) as reply:
            assert (await reply.json())["sendMessage"] == 1
