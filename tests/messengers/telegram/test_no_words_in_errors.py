"""Whatever goes wrong, nobody's words, no token and no address of the Bot API come out anywhere."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import sys
import traceback
from collections.abc import Iterator

import pytest
from ear import Ear
from loopback import Loopback

from bot.engine.letter import Letter, Picture
from bot.engine.turn import Button
from bot.messengers.telegram import Pace, Telegram
from bot.messengers.telegram.refusals import Unreached
from bot.messengers.telegram.requests import Requests

WORDS = "You never listened to me that evening"
TOKEN = "4242:AAHnotARealTokenButLongEnoughToLookLikeOne"
BREAKS = [
    "html",
    "truncated",
    "cut",
    "garbage",
    "server",
    "reset",
    "hang",
    "conflict",
    "unauthorized",
    "flood",
]


class Everything(logging.Handler):
    """Keeps all that is logged, with tracebacks and arguments, whoever logs it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.out = io.StringIO()

    def emit(self, record: logging.LogRecord) -> None:
        self.out.write(f"{self.format(record)} {record.args!r}\n")


@pytest.fixture
def printed(capfd: pytest.CaptureFixture[str]) -> Iterator[io.StringIO]:
    """Listen to every logger at DEBUG, also to those that other libraries have set up for themselves."""
    everything = Everything()
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(everything)
    root.setLevel(logging.DEBUG)
    yield everything.out
    root.removeHandler(everything)
    root.setLevel(level)
    everything.out.write("".join(capfd.readouterr()))
    _says_nothing(everything.out.getvalue())


def _says_nothing(out: str) -> None:
    for secret in (WORDS, "listened", TOKEN, TOKEN.split(":")[1], "/bot4242", "no-such-host"):
        assert secret not in out, f"{secret!r} came out"


def _all_of(error: BaseException) -> str:
    """Show an error as the most talkative printer would: with its causes, contexts and what it carries."""
    told = "".join(traceback.TracebackException.from_exception(error).format())
    contexts = []
    while error.__context__ or error.__cause__:
        error = error.__context__ or error.__cause__  # type: ignore[assignment] # one of them is there
        contexts.append(f"{error!r} {error.args!r}")
    return told + "".join(contexts)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.messengers.telegram.requests.CONNECT_SECONDS", 0.2)
    monkeypatch.setattr("bot.messengers.telegram.polling.LONGEST_OUTAGE", 0.02)
    monkeypatch.setattr("bot.messengers.telegram.polling.POLL_SECONDS", -5)  # 5 more are given to the network
    monkeypatch.setattr("bot.messengers.telegram.telegram.CALL_SECONDS", 0.2)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("picture", [None, Picture(b"\x89PNG\r\n\x1a\n" + WORDS.encode(), WORDS)])
@pytest.mark.parametrize("how", BREAKS)
async def test_a_letter_that_fails_tells_nothing(
    printed: io.StringIO, how: str, picture: Picture | None
) -> None:
    async with Loopback(TOKEN) as loopback:
        loopback.person(4711)
        telegram = Telegram(TOKEN, loopback.url, Pace(1e6, 1e6))
        await telegram.open()
        buttons = ((Button("Copy", copy=WORDS), Button(WORDS, "s:1:yes")),)
        for accepted in (True, False):
            loopback.fails("sendPhoto" if picture else "sendMessage", how, accepted=accepted, seconds=1)
            with pytest.raises(Exception, match=r".*") as raised:
                await telegram.deliver(Letter(1, "telegram:4711", "say", WORDS, buttons, picture=picture))
            printed.write(_all_of(raised.value))
        await telegram.close()


@pytest.mark.usefixtures("quick", "printed")
async def test_a_poll_that_fails_tells_nothing() -> None:
    async with Loopback(TOKEN) as loopback:
        ann = loopback.person(4711)
        telegram, hear = Telegram(TOKEN, loopback.url, Pace(1e6, 1e6)), Ear()
        await telegram.open()
        ann.writes(WORDS)
        for how in BREAKS:
            loopback.fails("getUpdates", how, accepted=True, seconds=0)
        hear.raises = [RuntimeError(WORDS)]
        task = asyncio.create_task(telegram.listen(hear))
        await hear.hears(2, within=10)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await telegram.close()


@pytest.mark.usefixtures("quick")
async def test_telegrams_own_words_are_not_repeated(printed: io.StringIO) -> None:
    async with Loopback(TOKEN) as loopback:
        loopback.person(4711)
        telegram = Telegram(TOKEN, loopback.url, Pace(1e6, 1e6))
        await telegram.open()
        loopback.fails("sendMessage", "refuse", description=f"Bad Request: inline URL '{WORDS}' is invalid")
        with pytest.raises(Exception, match=r".*") as raised:
            await telegram.deliver(Letter(1, "telegram:4711", "say", WORDS))
        printed.write(_all_of(raised.value))
        await telegram.close()


@pytest.mark.usefixtures("quick", "printed")
async def test_a_conversation_at_debug_tells_nothing() -> None:
    asyncio.get_running_loop().set_debug(True)
    async with Loopback(TOKEN) as loopback:
        ann = loopback.person(4711)
        telegram, hear = Telegram(TOKEN, loopback.url, Pace(1e6, 1e6)), Ear()
        await telegram.open()
        task = asyncio.create_task(telegram.listen(hear))
        ann.writes(WORDS)
        await hear.hears(1)
        await telegram.deliver(Letter(1, "telegram:4711", "say", WORDS, ((Button("Yes", "y"),),)))
        loopback.fails("answerCallbackQuery", "html")
        loopback.fails("sendChatAction", "cut")
        telegram.typing("telegram:4711")
        ann.presses("Yes")
        await hear.hears(2)
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await telegram.close()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "url", ["http://no-such-host.invalid", "http://127.0.0.1:1", "nonsense", "http://[", ""]
)
async def test_an_address_that_leads_nowhere_tells_nothing(printed: io.StringIO, url: str) -> None:
    telegram = Telegram(TOKEN, url)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(telegram.open(), 0.5)
    with pytest.raises(Exception, match=r".*") as raised:
        await telegram.deliver(Letter(1, "telegram:4711", "say", WORDS))
    printed.write(_all_of(raised.value))
    await telegram.close()
    assert len(printed.getvalue().splitlines()) < 30


@pytest.mark.parametrize("url", ["nonsense", "http://127.0.0.1:1", "http://no-such-host.invalid"])
async def test_an_error_of_the_network_has_no_cause_to_be_printed(printed: io.StringIO, url: str) -> None:
    requests = Requests(1, 1)
    await requests.initialize()
    with pytest.raises(Unreached) as raised:
        await requests.post(f"{url}/bot{TOKEN}/sendMessage")
    assert (raised.value.__cause__, raised.value.__context__) == (None, None)
    printed.write(_all_of(raised.value))
    await requests.shutdown()


async def test_no_request_is_made_by_the_loud_client(loopback: Loopback, telegram: Telegram) -> None:
    httpx = sys.modules["httpx"]  # the library imports it, whether it is used or not

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("httpx was used")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx.AsyncClient, "__init__", refuse)
        other = Telegram(loopback.token, loopback.url)
        await other.open()
        await other.close()
    assert telegram.prefix
