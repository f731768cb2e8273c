"""Upkeep: what the bot does for itself, now and then. Forgetting in time, pruning, a word after an outage."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config import Settings
from bot.engine.letter import Letter
from bot.facilitator import Facilitator
from bot.storage.store import StorageFailed, Store
from bot.when.hours import QuietHours, next_open

log = logging.getLogger(__name__)

OFTEN = 5.0
"""Seconds between two looks at whether deleted words are still in the file."""

SELDOM = timedelta(hours=1)
"""How often to prune and to look for people whose time is over; and how exactly 'awake' is known."""

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

    async def run(self) -> None:
        """Look after the house until cancelled; a storage that fails is tried again."""
        while True:
            try:
                await self.round()
            except StorageFailed as failed:
                log.warning("%s", failed)
            await asyncio.sleep(OFTEN)

    async def round(self) -> None:
        """Clean what is owed; once an hour forget, prune, and note that we are awake."""
        await self.clean()
        now = self.clock()
        if self._pruned is not None and now - self._pruned < SELDOM:
            return
        self._pruned = now
        await self.forget_in_time(now)
        async with self.store.batch() as work:
            await work.prune(now)
            await work.set_fact("awake", now.isoformat())

    async def clean(self) -> None:
        """Take deleted words out of the file, where some were deleted."""
        if self.facilitator.to_clean and await self.store.clean():
            self.facilitator.to_clean = False

    async def forget_in_time(self, now: datetime) -> None:
        """Forget everybody whose last word is older than RETENTION_DAYS."""
        before = now - timedelta(days=self.settings.retention_days)
        while True:
            async with self.store.batch() as work:
                users = await work.users_quiet_since(before, LOT)
                for user in users:
                    await work.forget_user(user.id)
            self.facilitator.to_clean = self.facilitator.to_clean or bool(users)
            if len(users) < LOT:
                return

    async def awake(self) -> None:
        """At the start: after more than a day down, a neutral line to those who wrote shortly before, in their hours."""
        now = self.clock()
        async with self.store.batch() as work:
            last = await work.fact("awake")
            await work.set_fact("awake", now.isoformat())
            if not last or now - (down := datetime.fromisoformat(last)) < OUTAGE:
                return
            users = await work.users_heard_between(down - LATELY, now)
            library = self.facilitator.library
            letters = []
            for user in users:
                quiet = QuietHours.parse(user.quiet) if user.quiet else self.settings.quiet_hours
                due = next_open(now, user.zone or self.settings.time_zone, quiet)
                text = library.phrases_in(user.language).say("missed")
                letters.append(
                    Letter(0, user.address, "say", text, reader=user.id, due_at=due, replaces="missed")
                )
            await work.post(letters)
        self.posted()
