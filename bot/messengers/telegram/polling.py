"""Our own long poll: Telegram may forget an update only when what it brought is on disk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.messengers.messenger import Hear, Incoming
from bot.messengers.telegram.calls import Calls, Json
from bot.messengers.telegram.refusals import Flooded, WebhookSet
from bot.messengers.telegram.updates import KINDS, incoming

POLL_SECONDS = 25
SHORTEST_POLL = 1.0
BREATH = 0.05  # what many people do within so many seconds is heard together, with one commit
LONGEST_PAUSE = 5.0  # while updates wait for us
LONGEST_OUTAGE = 30.0  # while Telegram can't be reached

CONFLICT = "Another bot with the same token is running. Stop one of them; trying on."

log = logging.getLogger(__name__)


class Trouble:
    """Says each trouble once, in one line, and once that it is over; gives the seconds to wait meanwhile.

    Two bots with one token take turns: that is said once for good, however often it begins and ends.
    """

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._times = 0

    def met(self, error: TelegramError) -> float:
        """Say it if it wasn't said yet; gives how long to wait."""
        line = _line(error)
        if line not in self._said:
            log.warning("%s", line)
            self._said.add(line)
        self._times += 1
        if isinstance(error, Flooded):
            return error.seconds
        return min(2.0 ** (self._times - 1), LONGEST_OUTAGE)

    def over(self) -> None:
        """Say that it works again, if it was said that it didn't."""
        if self._said - {CONFLICT}:
            log.info("Telegram is heard again.")
        self._said &= {CONFLICT}
        self._times = 0


def _line(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return CONFLICT
    if isinstance(error, InvalidToken):
        return "The token was refused. Was it revoked at BotFather? Trying on."
    return f"No word from Telegram: {error.message}; trying on."


class Poll:
    """Fetches updates for `hear` and moves on only as far as it says.

    `answer` is told of the updates that were heard, so that their presses are answered.
    """

    def __init__(self, calls: Calls, bot: str, answer: Callable[[Sequence[Json]], None]) -> None:
        self._calls, self._bot, self._answer = calls, bot, answer
        self._offset: int | None = None
        self._trouble = Trouble()
        self._stuck = 0

    async def run(self, hear: Hear) -> None:
        """Fetch and be heard, until cancelled; nothing that goes wrong ends it."""
        while True:
            updates = await self._fetch()
            if updates:
                await self._bring(updates, hear)
                await asyncio.sleep(BREATH)

    async def _fetch(self) -> list[Json]:
        began = asyncio.get_running_loop().time()
        try:
            updates = await self._calls.updates(self._offset, POLL_SECONDS, KINDS)
        except WebhookSet:
            await unhook(self._calls)
            await asyncio.sleep(1)
        except TelegramError as error:
            await asyncio.sleep(self._trouble.met(error))
        else:
            self._trouble.over()
            if not updates:
                # All before the offset is confirmed. After a quiet week Telegram starts its numbers anew,
                # anywhere, and an offset from before would be wrong.
                self._offset = None
                # A server that doesn't wait as it should isn't stormed.
                await asyncio.sleep(max(0.0, began + SHORTEST_POLL - asyncio.get_running_loop().time()))
            return updates
        return []

    async def _bring(self, updates: list[Json], hear: Hear) -> None:
        now = datetime.now(UTC)
        batch = [incoming(update, self._bot, now) for update in updates]
        done = await self._heard(batch, hear)
        if done is not None and done > batch[0].id:
            self._offset, self._stuck = done, 0
            self._answer([update for update, one in zip(updates, batch, strict=True) if one.id < done])
            return
        # What Telegram still holds comes back at once: without a pause this would be a storm.
        self._stuck += 1
        await asyncio.sleep(min(float(self._stuck), LONGEST_PAUSE))

    async def _heard(self, batch: list[Incoming], hear: Hear) -> int | None:
        try:
            return await hear(batch)
        except Exception as error:  # noqa: BLE001 - the loop outlives every mistake; its words stay unsaid
            log.error("Updates from %d on were not heard: %s.", batch[0].id, type(error).__name__)  # noqa: TRY400 - a traceback could show words
            return None


async def unhook(calls: Calls) -> None:
    """Take away a webhook, if one is set, and keep what waits."""
    try:
        if (await calls.get_webhook_info()).url:
            await calls.delete_webhook(drop_pending_updates=False)
            log.info("A webhook was set for this bot; it is taken away.")
    except TelegramError as error:
        log.warning("Couldn't look for a webhook: %s.", error.message)
