"""The outbox: delivers what is saved, in order for each address, different addresses side by side."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.engine.letter import Change, Letter
from bot.messengers.messenger import Gone, Messenger, Refused, TryLater
from bot.storage.store import StorageFailed, Store, Work
from bot.trouble import Trouble

log = logging.getLogger(__name__)

MOMENT = 0.5
"""Seconds that hearing somebody waits for the fate of a letter that is under way to them."""

AT_ONCE = 64
"""Letters under way at the same time."""

MOST = 100_000
"""Letters looked at when a process takes over."""

BREATH = 0.03
"""Seconds between two looks while letters are under way: what is delivered meanwhile shares one commit."""

LOOK = 1.0
"""Seconds after which to look again although nobody called: letters that fall due, other windows' letters."""

MISTAKE = 30.0
"""Seconds until a letter is tried again after a mistake of our own."""

HIDES = timedelta(hours=48)
"""So far back Telegram lets a bot take messages away: core.telegram.org/bots/api#deletemessage."""

LOT = 100
"""Messages taken away in one call: core.telegram.org/bots/api#deletemessages."""

Mark = Callable[[Work], Awaitable[None]]


def _nobody(_: Letter, __: int, ___: datetime) -> None:
    """Nobody needs to know what was delivered."""


@dataclass(slots=True)
class Outbox:
    """Sends each address its letters in order: the next only after the mark of the last is committed."""

    store: Store
    messenger: Messenger
    clock: Callable[[], datetime]
    trouble: Trouble = field(default_factory=Trouble)
    seen: Callable[[Letter, int, datetime], None] = _nobody
    _called: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: set[str] = field(default_factory=set)
    _gone_out: dict[str, Letter] = field(default_factory=dict)
    _marks: list[tuple[str, Mark]] = field(default_factory=list)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _committing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def call(self) -> None:
        """Letters may wait: look now."""
        self._called.set()

    async def take_over(self) -> None:
        """Once, before anything is heard: what the process before had under way may have arrived.

        Its questions count as perhaps shown: words that answer them are offered, not added to what was said
        before.
        """
        await self._doubt(await self.store.due(self.messenger.prefix, self.clock(), MOST))

    async def settle(self, addresses: Iterable[str]) -> None:
        """Commit what is known to be delivered to these people, before anything that may answer it is heard.

        What is still under way to them gets a moment; after that it counts as perhaps shown, as its reply may
        travel longer than its reader needs to answer. A storage that fails is left to those who hear.
        """
        under_way = [address for address in addresses if address in self._gone_out]
        if under_way:
            await asyncio.wait([self._tasks[address] for address in under_way], timeout=MOMENT)
        with contextlib.suppress(StorageFailed):
            await self._commit()
            await self._doubt([self._gone_out[each] for each in under_way if each in self._gone_out])

    async def _doubt(self, letters: Iterable[Letter]) -> None:
        """The questions in these letters may have been shown, and nobody knows."""
        questions = [letter for letter in letters if letter.asked]
        if not questions:
            return
        async with self.store.batch() as work:
            for letter in questions:
                await work.doubt(letter)

    async def run(self) -> None:
        """Deliver until cancelled; what is under way then gets a moment to end, and its mark."""
        try:
            while True:
                if self._tasks:
                    await asyncio.sleep(BREATH)
                self._called.clear()
                await self._round()
                with contextlib.suppress(TimeoutError):
                    # not wait_for: before Python 3.12 it forgets that it was cancelled when it was called as well
                    async with asyncio.timeout(LOOK):
                        await self._called.wait()
        finally:
            await self._end()

    async def drain(self) -> None:
        """Deliver all that is due now, and come back when it is done (terminal and rehearsals)."""
        while await self._round():
            if self._tasks:
                await asyncio.wait(self._tasks.values())

    async def _round(self) -> bool:
        """Commit the marks of what was delivered, then start what may go next; True while there is work."""
        try:
            due = await self._commit(looking=True)
        except StorageFailed as failed:
            self.trouble.met(failed)
            return bool(self._busy)
        for letter in due:
            self._start(letter)
        return bool(self._busy)

    def _start(self, letter: Letter) -> None:
        self._busy.add(letter.address)
        self._tasks[letter.address] = asyncio.create_task(self._deliver(letter))

    async def _deliver(self, letter: Letter) -> None:
        mark = await self._outcome(letter)
        self._marks.append((letter.address, mark))
        self._gone_out.pop(letter.address, None)
        del self._tasks[letter.address]
        self._called.set()

    def _leaves(self, letter: Letter) -> None:
        self._gone_out[letter.address] = letter

    async def _outcome(self, letter: Letter) -> Mark:
        """Try one letter; what comes of it is a mark to be committed."""
        if not letter.legible:
            log.error("letter %d can't be read and is set aside", letter.id)
            return lambda work: work.set_aside(letter, plain=False)
        try:
            return await self._brought(letter)
        except Gone:
            return lambda work: _gone(work, letter.address)
        except Refused:
            log.warning("letter %d was refused%s", letter.id, " again" if letter.plain else "")
            return lambda work: work.set_aside(letter, plain=not letter.plain)
        except TryLater as later:
            until, unknown = self.clock() + timedelta(seconds=later.seconds), later.unknown
            return lambda work: work.postpone(letter, until, unknown=unknown)
        except Exception as mistake:  # noqa: BLE001  (one letter must not stop the others)
            log.error("letter %d failed (%s)", letter.id, type(mistake).__name__)  # noqa: TRY400  (no traceback: words)
            until = self.clock() + timedelta(seconds=MISTAKE)
            return lambda work: work.postpone(letter, until, unknown=True)

    async def _brought(self, letter: Letter) -> Mark:
        if letter.kind == "delete" and not letter.message:
            return await self._hide(letter)
        delivered = await self.messenger.deliver(letter, lambda: self._leaves(letter))
        self.seen(letter, delivered.message, delivered.at)
        return lambda work: work.delivered(letter, delivered.message, delivered.at)

    async def _hide(self, letter: Letter) -> Mark:
        """Take away what stands in a chat, a lot at a time, the newest first; what came before it is there by now."""
        numbers = await self.store.message_ids(letter.address, self.clock() - HIDES)
        lot = numbers[-LOT:]
        if lot:
            hides = replace(letter, changes=tuple(map(Change, lot)))
            await self.messenger.deliver(hides, lambda: self._leaves(letter))
        return lambda work: work.hidden(letter, lot, last=len(lot) == len(numbers))

    async def _commit(self, *, looking: bool = False) -> Sequence[Letter]:
        """One commit for all marks there are, and what may go next, if that is looked for.

        Only when its mark is committed may the next letter of an address go.
        """
        async with self._committing:
            marks = list(self._marks)
            busy = self._busy.difference(address for address, _ in marks)
            if not marks:
                return await self._due(self.store, busy) if looking else ()
            async with self.store.batch() as work:
                for _, mark in marks:
                    await mark(work)
                due = await self._due(work, busy) if looking else ()
            self.trouble.over()
            del self._marks[: len(marks)]
            self._busy.difference_update(address for address, _ in marks)
            return due

    async def _due(self, where: Store | Work, busy: set[str]) -> Sequence[Letter]:
        room = AT_ONCE - len(busy)
        return await where.due(self.messenger.prefix, self.clock(), room, busy) if room else ()

    async def _end(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=1.0)
        with contextlib.suppress(StorageFailed):
            await self._commit()


async def _gone(work: Work, address: str) -> None:
    """Nothing can be delivered to this person: deliveries stop until they are back."""
    user = await work.user_at(address)
    if user is not None:
        await work.save_user(replace(user, blocked=True))
    await work.drop_letters(address)
