"""Upkeep: what the bot does for itself, now and then. Forgetting in time, pruning, a word after an outage."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config import Settings
from bot.engine.letter import Letter
from bot.engine.people import User
from bot.facilitator import Facilitator
from bot.pair.parting import part
from bot.reminding.promises import quiet_of, zone_of
from bot.storage.store import StorageFailed, Store
from bot.thread.keeping import forget_but_keepsakes
from bot.when.hours import next_open

log = logging.getLogger(__name__)

OFTEN = 5.0
"""Seconds between two looks at whether deleted words are still in the file."""

SELDOM = timedelta(hours=1)
"""How often to prune and to look for people whose time is over; and how exactly 'awake' is known."""

MINUTE = timedelta(minutes=1)

OUTAGE = timedelta(days=1)
"""After so long Telegram has dropped what people wrote meanwhile."""

LATELY = timedelta(days=2)
"""Who wrote so shortly before an outage is told of it."""

LOT = 100
"""People forgotten in one commit."""


@dataclass(slots=True)
class Upkeep:
    """Looks after the house."""

    store: Store
    facilitator: Facilitator
    settings: Settings
    clock: Callable[[], datetime]
    posted: Callable[[], None]
    _pruned: datetime | None = None
    _told: datetime | None = None

    async def run(self) -> None:
        """Look after the house until cancelled; what fails is tried again, and ends nothing else."""
        while True:
            try:
                await self.round()
            except StorageFailed as failed:
                self.facilitator.trouble.met(failed)
            except Exception as mistake:  # noqa: BLE001  (people must be heard though upkeep makes a mistake)
                log.error("upkeep failed (%s)", type(mistake).__name__)  # noqa: TRY400  (no traceback: words)
            await asyncio.sleep(OFTEN)

    async def round(self) -> None:
        """Clean what is owed; each minute tell of outages; each hour forget, prune, note being awake."""
        await self.facilitator.clean()
        now = self.clock()
        if self._told is None or now - self._told >= MINUTE:
            self._told = now
            await self.tell_of_outage(now)
        if self._pruned is not None and now - self._pruned < SELDOM:
            return
        self._pruned = now
        await self.forget_in_time(now)
        async with self.store.batch() as work:
            await work.prune(now)
            await work.set_fact("awake", now.isoformat())

    async def forget_in_time(self, now: datetime) -> None:
        """Forget everybody whose last word is older than RETENTION_DAYS, but the sentences they chose to keep."""
        before = now - timedelta(days=self.settings.retention_days)
        while True:
            async with self.store.batch() as work:
                users = await work.users_quiet_since(before, LOT)
                for user in users:
                    await part(work, user)
                    await forget_but_keepsakes(work, user)
            if len(users) < LOT:
                return

    async def awake(self) -> None:
        """At the start: after more than a day down, those who wrote shortly before are to be told."""
        now = self.clock()
        async with self.store.batch() as work:
            last = await work.fact("awake")
            await work.set_fact("awake", now.isoformat())
            if last and now - datetime.fromisoformat(last) >= OUTAGE:
                await work.set_fact("outage", json.dumps({"down": last, "up": now.isoformat(), "told": []}))
        await self.tell_of_outage(now)

    async def tell_of_outage(self, now: datetime) -> None:
        """A neutral line, in their hours, to each who wrote shortly before an outage and not since; once.

        It isn't posted for later: a letter that waits for its hour would hold up answers to who writes first.
        """
        async with self.store.batch() as work:
            fact = await work.fact("outage")
            if not fact:
                return
            outage = json.loads(fact)
            down, told = datetime.fromisoformat(outage["down"]), set(outage["told"])
            users = await work.users_heard_between(down - LATELY, down + SELDOM)
            open_to = [user for user in users if user.id not in told and self._open(user, now)]
            await work.post(self._missed(user) for user in open_to)
            outage["told"] = sorted(told | {user.id for user in open_to})
            over = now - datetime.fromisoformat(outage["up"]) >= OUTAGE
            await work.set_fact("outage", "" if over else json.dumps(outage))
        self.posted()

    def _open(self, user: User, now: datetime) -> bool:
        """Whether it is outside this person's quiet hours."""
        return next_open(now, zone_of(user, self.settings), quiet_of(user, self.settings)) == now

    def _missed(self, user: User) -> Letter:
        text = self.facilitator.library.phrases_in(user.language).say("missed")
        return Letter(0, user.address, "say", text, reader=user.id, due_at=self.clock())
