"""The bot finds out who it is and shows itself, and says plainly what is wrong."""

from __future__ import annotations

import asyncio
import logging

import pytest
from ear import Ear
from loopback import Loopback

from bot.messengers.telegram import Account, Misconfigured, Pace, Telegram

MENU = {"start": "Begin", "help": "Help"}


async def test_the_bot_learns_its_name(loopback: Loopback, telegram: Telegram) -> None:
    assert await telegram.open() == Account(424242, "mend_bot")
    assert telegram.prefix == "telegram:"
    assert loopback.token.split(":")[1] not in repr(telegram)
    assert loopback.token.split(":")[1] not in repr(vars(telegram))


@pytest.mark.parametrize("token", ["424242:wrong", "nonsense"])
async def test_a_refused_token_is_one_clear_line(loopback: Loopback, token: str) -> None:
    telegram = Telegram(token, loopback.url)
    with pytest.raises(
        Misconfigured, match=r"^TELEGRAM_TOKEN: the token was refused.*BotFather\.$"
    ) as raised:
        await telegram.open()
    assert token not in str(raised.value)
    assert raised.value.__suppress_context__
    await telegram.close()


async def test_opening_waits_for_telegram(caplog: pytest.LogCaptureFixture) -> None:
    loopback = Loopback()
    await loopback.start()
    port = int(loopback.url.rsplit(":", maxsplit=1)[1])
    await loopback.stop()
    telegram = Telegram(loopback.token, loopback.url)
    with caplog.at_level(logging.INFO):
        opening = asyncio.create_task(telegram.open())
        await asyncio.sleep(0.2)
        assert not opening.done()
        await loopback.start(port)
        assert (await opening).id == 424242
    assert len(caplog.messages) == 2
    await telegram.close()
    await loopback.stop()


async def test_it_introduces_itself_only_where_something_differs(
    loopback: Loopback, telegram: Telegram
) -> None:
    await telegram.introduce("Short.", "A long one.", MENU)
    await telegram.introduce("Short.", "A long one.", MENU)
    assert loopback.profile == {
        "short_description": "Short.",
        "description": "A long one.",
        "commands": [
            {"command": "start", "description": "Begin"},
            {"command": "help", "description": "Help"},
        ],
    }
    assert [loopback.calls[f"setMy{what}"] for what in ("Description", "ShortDescription", "Commands")] == [
        *(1, 1, 1)
    ]


async def test_it_introduces_itself_in_more_than_one_language(loopback: Loopback, telegram: Telegram) -> None:
    await telegram.introduce("Short.", "A long one.", MENU)
    await telegram.introduce("Kurz.", "Etwas länger.", {"start": "Los", "help": "Hilfe"}, "de")
    assert loopback.profile["description"] == "A long one."
    assert loopback.profiles == {
        "de": {
            "short_description": "Kurz.",
            "description": "Etwas länger.",
            "commands": [
                {"command": "start", "description": "Los"},
                {"command": "help", "description": "Hilfe"},
            ],
        }
    }


async def test_a_failed_introduction_is_one_line(
    loopback: Loopback, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    loopback.fails("setMyDescription", "server")
    await telegram.introduce("Short.", "A long one.", MENU)
    assert len(caplog.messages) == 1


async def test_a_webhook_is_taken_away_and_what_waits_is_kept(loopback: Loopback, telegram: Telegram) -> None:
    loopback.webhook = "https://example.org"
    loopback.person(1).writes("still here")
    hear = Ear()
    task = asyncio.create_task(telegram.listen(hear))
    await hear.hears(1)
    assert loopback.webhook == ""
    loopback.webhook = "https://example.org"  # another program sets one meanwhile
    loopback._came.set()
    loopback.person(1).writes("and now")
    await hear.hears(2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_second_bot_is_told_of_once(loopback: Loopback, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    loopback.fails("getUpdates", "conflict", times=2)
    telegram = Telegram(loopback.token, loopback.url, Pace(1e6, 1e6))
    await telegram.open()
    hear = Ear()
    task = asyncio.create_task(telegram.listen(hear))
    loopback.person(1).writes("hello")
    await hear.hears(1)
    loopback.fails("getUpdates", "conflict")
    loopback.person(1).writes("hello again")
    await hear.hears(2)
    assert caplog.messages == ["Another bot with the same token is running. Stop one of them; trying on."]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await telegram.close()


async def test_two_bots_with_one_token_disturb_each_other_as_in_telegram(loopback: Loopback) -> None:
    bots = [Telegram(loopback.token, loopback.url) for _ in range(2)]
    ears = [Ear(), Ear()]
    for bot in bots:
        await bot.open()
    tasks = [asyncio.create_task(bot.listen(hear)) for bot, hear in zip(bots, ears, strict=True)]
    loopback.person(1).writes("hello")
    async with asyncio.timeout(5):
        while not any(hear.heard for hear in ears):
            await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for bot in bots:
        await bot.close()
