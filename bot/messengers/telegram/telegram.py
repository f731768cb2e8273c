"""Telegram as a messenger: what it brings in, and what we bring out through it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.engine.letter import Letter
from bot.messengers.messenger import Delivered, Hear, Leaves, Refused, nothing
from bot.messengers.telegram.calls import Calls, Json
from bot.messengers.telegram.pace import Pace
from bot.messengers.telegram.polling import Poll, Trouble, unhook
from bot.messengers.telegram.quiet import hush
from bot.messengers.telegram.refusals import AlreadySo
from bot.messengers.telegram.requests import Requests
from bot.messengers.telegram.sending import Sender, chat_of
from bot.messengers.telegram.updates import PREFIX, query_of

API_URL = "https://api.telegram.org"
CONNECTIONS = 64
CALL_SECONDS = 20.0

log = logging.getLogger(__name__)


class Misconfigured(Exception):
    """The bot can't start as it is set up; the text is one line for its host."""


@dataclass(frozen=True, slots=True)
class Account:
    """The bot's own account: its id and the name it is found by."""

    id: int
    username: str


class Telegram:
    """The messenger for Telegram. `api_url` is the base of the Bot API without `/bot`."""

    def __init__(self, token: str, api_url: str = API_URL, pace: Pace | None = None) -> None:
        hush()
        self._calling = Requests(CONNECTIONS, CALL_SECONDS)
        self._polling = Requests(1, CALL_SECONDS)
        self._calls = Calls(token, api_url.rstrip("/"), self._calling, self._polling)
        self._pace = Pace() if pace is None else pace
        self._sender = Sender(self._calls, self._pace)
        self._bot, self._username = PREFIX, ""
        self._aside: set[asyncio.Task[None]] = set()

    @property
    def prefix(self) -> str:
        """The beginning of the addresses this process delivers to."""
        return PREFIX

    async def open(self) -> Account:
        """Find out who we are, waiting for Telegram if it can't be reached; raises Misconfigured."""
        await self._calling.initialize()
        await self._polling.initialize()
        trouble = Trouble()
        while True:
            try:
                me = await self._calls.get_me()
            except InvalidToken:
                line = "TELEGRAM_TOKEN: the token was refused. Copy it anew from BotFather."
                raise Misconfigured(line) from None
            except TelegramError as error:
                await asyncio.sleep(trouble.met(error))
            else:
                trouble.over()
                self._bot, self._username = f"{PREFIX}{me.id}", me.username or ""
                return Account(me.id, self._username)

    async def introduce(
        self, short: str, long: str, commands: Mapping[str, str], language: str | None = None
    ) -> None:
        """Set the bot's short and long description and its menu, where they differ; never fatal.

        With a `language` (two letters) they are for people whose Telegram speaks it, without one for all others.
        """
        menu, calls = tuple(BotCommand(name, words) for name, words in commands.items()), self._calls
        try:
            if (await calls.get_my_short_description(language)).short_description != short:
                await calls.set_my_short_description(short, language)
            if (await calls.get_my_description(language)).description != long:
                await calls.set_my_description(long, language)
            if await calls.get_my_commands(language_code=language) != menu:
                await calls.set_my_commands(menu, language_code=language)
        except TelegramError as error:
            log.warning("The bot's description or menu couldn't be set: %s.", error.message)

    async def listen(self, hear: Hear) -> None:
        """Bring in what people do until cancelled; an update is let go when `hear` says that it is done."""
        await unhook(self._calls)
        await Poll(self._calls, self._bot, self._answer).run(hear)

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        """Bring one letter to its person; raises Gone, Refused or TryLater."""
        return await self._sender.deliver(letter, leaves)

    @property
    def takes_back(self) -> bool:
        """Telegram lets a bot take away what either side of a private chat wrote in the last 48 hours."""
        return True

    def link(self, payload: str) -> str:
        """A link that opens this bot with a payload, once the account is known (`open`)."""
        return f"https://t.me/{self._username}?start={payload}"

    def typing(self, address: str) -> None:
        """Show that an answer is on its way; not worth waiting for, nor telling of when it fails."""
        try:
            chat = chat_of(address)
        except Refused:
            return
        if self._pace.free():
            self._start(self._calls.send_chat_action(chat, "typing"))

    async def close(self) -> None:
        """Let go of what is under way and of all connections."""
        for task in self._aside:
            task.cancel()
        await asyncio.gather(*self._aside, return_exceptions=True)
        await self._calling.shutdown()
        await self._polling.shutdown()

    def _answer(self, updates: Sequence[Json]) -> None:
        """Tell the phones of people who pressed that it arrived: their buttons stop waiting."""
        for query in filter(None, map(query_of, updates)):
            self._start(self._calls.answer(query))

    def _start(self, call: Coroutine[Any, Any, bool]) -> None:
        task = asyncio.create_task(_quietly(call))
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)


async def _quietly(call: Coroutine[Any, Any, bool]) -> None:
    try:
        await call
    except AlreadySo:
        pass
    except TelegramError as error:
        log.debug("A call that doesn't matter failed: %s.", error.message)
