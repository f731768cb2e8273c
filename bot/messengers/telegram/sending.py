"""Letters on their way to Telegram, and what its answers mean for them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.engine.letter import Change, Letter
from bot.messengers.messenger import Delivered, Gone, Leaves, Refused, TryLater
from bot.messengers.telegram.calls import Calls
from bot.messengers.telegram.keyboard import caption, content, keyboard
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
    """Delivers letters at a pace that Telegram allows: a call for each change above, then what they are for."""

    def __init__(self, calls: Calls, pace: Pace) -> None:
        self._calls, self._pace = calls, pace
        self._ways: dict[str, Callable[[Letter, int], Awaitable[Delivered]]] = {
            "say": self._say,
            "delete": self._delete,
            "leave": self._leave,
        }

    async def deliver(self, letter: Letter, leaves: Leaves) -> Delivered:
        """Bring one letter to its person; raises Gone, Refused or TryLater."""
        chat = chat_of(letter.address)
        left = False
        try:
            for change in letter.changes:
                await self._change(change, chat)
            if letter.kind == "edit":
                return _done()
            await self._pace.wait(chat, unasked=letter.unasked)
            left = True
            leaves()
            return await self._ways[letter.kind](letter, chat)
        except TelegramError as error:
            outcome = _outcome(letter, error, left=left)
        if outcome is None:
            return _done()
        raise outcome  # outside the handler: so it carries nothing of the other error

    async def _change(self, change: Change, chat: int) -> None:
        """Change a message above; what Telegram refuses of it stays as it is, and hinders nothing."""
        told = content(change.text, change.buttons)
        if not told["text"]:
            told = {"reply_markup": {"inline_keyboard": keyboard(change.buttons)}}
        await self._pace.wait(chat)
        with contextlib.suppress(BadRequest):
            await self._calls.edit({"chat_id": chat, "message_id": change.message, **told})

    async def _say(self, letter: Letter, chat: int) -> Delivered:
        """Say it, under its picture if it has one; the text says all, so what doesn't fit or is refused goes alone."""
        png = letter.picture.png if letter.picture is not None and not letter.plain else b""
        under = caption(letter.text, letter.buttons) if png else None
        if under is not None:
            said = await self._calls.show({"chat_id": chat, **under}, png)
        else:
            told = content(letter.text, letter.buttons, copy=letter.copy, plain=letter.plain)
            said = await self._calls.say({"chat_id": chat, **told})
        date = said.get("date")
        at = datetime.fromtimestamp(date, UTC) if isinstance(date, int) else datetime.now(UTC)
        return Delivered(said["message_id"], at)

    async def _delete(self, letter: Letter, chat: int) -> Delivered:
        if letter.message:
            await self._calls.delete_message(chat, letter.message)
        return _done()

    async def _leave(self, _: Letter, chat: int) -> Delivered:
        await self._calls.leave_chat(chat)
        return _done()


def _done() -> Delivered:
    return Delivered(0, datetime.now(UTC))


def _outcome(letter: Letter, error: TelegramError, *, left: bool) -> Exception | None:
    """Tell what a failed call means for its letter; None: it is as good as delivered.

    `left`: it was the letter's own call, not that of a change above.
    """
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
    return TryLater(seconds, unknown=left and not surely_not_taken)
