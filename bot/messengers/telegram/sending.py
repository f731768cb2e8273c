"""Letters on their way to Telegram, and what its answers mean for them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.engine.letter import Letter
from bot.messengers.messenger import Delivered, Gone, Leaves, Refused, TryLater
from bot.messengers.telegram.calls import Calls
from bot.messengers.telegram.keyboard import content, keyboard
from bot.messengers.telegram.pace import Pace
from bot.messengers.telegram.refusals import AlreadySo, Flooded, Unreached
from bot.messengers.telegram.updates import PREFIX

Json = dict[str, Any]

_ADDRESS = re.compile(rf"{PREFIX}(-?[0-9]+)")


def chat_of(address: str) -> int:
    """Read the chat id in an address of ours; raises Refused where there is none."""
    number = _ADDRESS.fullmatch(address)
    if number is None:
        raise Refused("this is no address of Telegram's")
    return int(number[1])


class Sender:
    """Delivers letters one call each, at a pace that Telegram allows."""

    def __init__(self, calls: Calls, pace: Pace) -> None:
        self._calls, self._pace = calls, pace
        self._ways: dict[str, Callable[[Letter, int], Awaitable[Delivered]]] = {
            "say": self._say,
            "edit": self._edit,
            "buttons": self._buttons,
            "delete": self._delete,
            "leave": self._leave,
        }

    async def deliver(self, letter: Letter, leaves: Leaves) -> Delivered:
        """Bring one letter to its person; raises Gone, Refused or TryLater."""
        chat = chat_of(letter.address)
        await self._pace.wait(chat)
        leaves()
        try:
            return await self._ways[letter.kind](letter, chat)
        except TelegramError as error:
            outcome = _outcome(letter, error)
        if outcome is None:
            return _done()
        raise outcome  # outside the handler: so it carries nothing of the other error

    async def _say(self, letter: Letter, chat: int) -> Delivered:
        said = await self._calls.say({"chat_id": chat, **content(letter)})
        date = said.get("date")
        at = datetime.fromtimestamp(date, UTC) if isinstance(date, int) else datetime.now(UTC)
        return Delivered(said["message_id"], at)

    async def _edit(self, letter: Letter, chat: int) -> Delivered:
        if not letter.text.strip():
            return await self._buttons(letter, chat)
        if letter.message:
            await self._calls.edit({"chat_id": chat, "message_id": letter.message, **content(letter)})
        return _done()

    async def _buttons(self, letter: Letter, chat: int) -> Delivered:
        if letter.message:
            markup = {"inline_keyboard": keyboard(letter)}
            await self._calls.edit({"chat_id": chat, "message_id": letter.message, "reply_markup": markup})
        return _done()

    async def _delete(self, letter: Letter, chat: int) -> Delivered:
        if letter.message:
            await self._calls.delete_message(chat, letter.message)
        return _done()

    async def _leave(self, _: Letter, chat: int) -> Delivered:
        await self._calls.leave_chat(chat)
        return _done()


def _done() -> Delivered:
    return Delivered(0, datetime.now(UTC))


def _outcome(letter: Letter, error: TelegramError) -> Exception | None:
    """Tell what a failed call means for its letter; None: it is as good as delivered."""
    if isinstance(error, Flooded):
        return TryLater(error.seconds)
    if isinstance(error, AlreadySo) and letter.kind != "say":
        return None
    if isinstance(error, Forbidden):
        return None if letter.kind == "leave" else Gone(error.message)
    if isinstance(error, BadRequest):
        return Refused(error.message)
    # The longer it lasts, the longer we wait: 1, 2, 4 ... 64 seconds.
    seconds = float(2 ** min(letter.attempts, 6))
    surely_not_taken = isinstance(error, (Unreached, InvalidToken))
    return TryLater(seconds, unknown=not surely_not_taken)
