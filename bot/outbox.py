"""The outbox: delivers what is saved, in order for each address, different addresses side by side."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.engine.letter import Letter
from bot.messengers.messenger import Gone, Messenger, Refused, TryLater, Withheld
from bot.storage.store import StorageFailed, Store, Work
from bot.trouble import Trouble

log = logging.getLogger(__name__)

MOMENT = 0.5
"""Seconds that hearing somebody waits for the fate of a letter that is under way to them."""

AT_ONCE = 64
"""Letters under way at the same time."""

UNASKED = 16
"""How many of them may answer nobody: the others are kept for answers."""

MOST = 100_000
"""Letters looked at when a process takes over."""

BREATH = 0.03
"""Seconds between two looks while letters are under way: what is delivered meanwhile shares one commit."""

LOOK = 1.0
"""Seconds after which to look again although nobody called: letters that fall due, other windows' letters."""

MISTAKE = 30.0
"""Seconds until a letter is tried again after a mistake of our own."""

LONGEST_PAUSE = 64.0
"""Seconds at most, after something couldn't be delivered, in which nothing more is claimed that answers nobody."""

Mark = Callable[[Work], Awaitable[None]]


def _nobody(_: Letter, __: int, ___: datetime) -> None:
    """Nobody needs to know what was delivered."""


def _without_news() -> None:
    """Nobody waits for room."""


@dataclass(slots=True)
class Outbox:
    """Sends each address its letters in order: the next only after the mark of the last is committed.

    `freed` is called when a letter that answers nobody has gone: there is room for another.
    """

    store: Store
    messenger: Messenger
    clock: Callable[[], datetime]
    trouble: Trouble = field(default_factory=Trouble)
    seen: Callable[[Letter, int, datetime], None] = _nobody
    freed: Callable[[], None] = _without_news
    _called: asyncio.Event = field(default_factory=asyncio.Event)
    _posted: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: set[str] = field(default_factory=set)
    _gone_out: dict[str, Letter] = field(default_factory=dict)
    _left: dict[str, int] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)
    _unasked: set[str] = field(default_factory=set)
    _pause_until: float = 0.0
    _pauses: int = 0
    _marks: list[tuple[str, Mark]] = field(default_factory=list)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _committing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def call(self) -> None:
        """Letters may wait: look now."""
        self._posted.set()
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

    def hold(self, address: str) -> int:
        """Let no claim go to somebody that hasn't left yet, for they did something; gives the letter that has (or 0).

        To be called inside the commit that takes the claims back, once it may write: then none is begun meanwhile.
        """
        if address in self._busy and address not in self._left:
            self._held.add(address)
        return self._left.get(address, 0)

    @property
    def in_trouble(self) -> bool:
        """Whether something couldn't be delivered just now: what answers nobody had better wait."""
        return asyncio.get_running_loop().time() < self._pause_until

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
                    await self._breathe()
                self._posted.clear()
                self._called.clear()
                await self._round()
                with contextlib.suppress(TimeoutError):
                    # not wait_for: before Python 3.12 it forgets that it was cancelled when it was called as well
                    async with asyncio.timeout(LOOK):
                        await self._called.wait()
        finally:
            await self._end()

    async def _breathe(self) -> None:
        """What is delivered within a breath shares one commit; but an answer doesn't wait for notes under way."""
        if self._tasks.keys() - self._unasked:
            await asyncio.sleep(BREATH)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BREATH):
                await self._posted.wait()

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
            if not letter.unasked or len(self._unasked) < UNASKED:
                self._start(letter)
        return bool(self._busy)

    def _start(self, letter: Letter) -> None:
        self._busy.add(letter.address)
        if letter.unasked:
            self._unasked.add(letter.address)
        self._tasks[letter.address] = asyncio.create_task(self._deliver(letter))

    async def _deliver(self, letter: Letter) -> None:
        mark = await self._outcome(letter)
        self._marks.append((letter.address, mark))
        self._gone_out.pop(letter.address, None)
        self._held.discard(letter.address)
        del self._tasks[letter.address]
        self._called.set()

    def _leaves(self, letter: Letter) -> None:
        if self._is_over(letter) or (letter.until is not None and letter.address in self._held):
            raise Withheld
        self._gone_out[letter.address] = letter
        self._left[letter.address] = letter.id

    def _is_over(self, letter: Letter) -> bool:
        """Whether it waited too long: whether it still holds is to be looked at once more."""
        return letter.until is not None and self.clock() >= letter.until

    async def _outcome(self, letter: Letter) -> Mark:
        """Try one letter; what comes of it is a mark to be committed."""
        if not letter.legible:
            log.error("letter %d can't be read and is set aside", letter.id)
            return lambda work: work.set_aside(letter, plain=False)
        try:
            if self._is_over(letter):
                raise Withheld  # noqa: TRY301  (as it is where it waits for its turn)
            delivered = await self.messenger.deliver(letter, lambda: self._leaves(letter))
        except Exception as why:  # noqa: BLE001  (one letter must not stop the others)
            return self._undelivered(letter, why)
        self._pauses = 0
        self.seen(letter, delivered.message, delivered.at)
        return lambda work: work.delivered(letter, delivered.message, delivered.at)

    def _undelivered(self, letter: Letter, why: Exception) -> Mark:
        """What comes of a letter that wasn't delivered, as far as is known."""
        if isinstance(why, Gone):
            return lambda work: _gone(work, letter.address)
        if isinstance(why, Refused):
            log.warning("letter %d was refused%s", letter.id, " again" if letter.plain else "")
            return lambda work: work.set_aside(letter, plain=not letter.plain)
        seconds, unknown = MISTAKE, True
        if isinstance(why, TryLater):
            seconds, unknown = why.seconds, why.unknown
        elif not isinstance(why, Withheld):
            log.error("letter %d failed (%s)", letter.id, type(why).__name__)
        if not isinstance(why, Withheld):
            self._pause(seconds)
        if letter.until is not None:
            return lambda work: _taken_back(work, letter)
        until = self.clock() + timedelta(seconds=seconds)
        return lambda work: work.postpone(letter, until, unknown=unknown)

    def _pause(self, seconds: float) -> None:
        """What answers nobody waits until it can be delivered again: 1, 2, 4 ... seconds while nothing can."""
        now = asyncio.get_running_loop().time()
        if now >= self._pause_until:
            self._pauses += 1
        pause = max(seconds, min(2.0 ** (self._pauses - 1), LONGEST_PAUSE))
        self._pause_until = max(self._pause_until, now + pause)

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
            done = {address for address, _ in marks}
            if not self._unasked.isdisjoint(done):
                self.freed()
            self._busy -= done
            self._unasked -= done
            for address in done:
                self._left.pop(address, None)
            return due

    async def _due(self, where: Store | Work, busy: set[str]) -> Sequence[Letter]:
        room = AT_ONCE - len(busy)
        return await where.due(self.messenger.prefix, self.clock(), room, busy) if room else ()

    async def _end(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=1.0)
        with contextlib.suppress(StorageFailed):
            await self._commit()


async def _taken_back(work: Work, letter: Letter) -> None:
    """What was promised is looked at once more before it is said; what else waits for its person, too."""
    await work.take_back(letter.address)


async def _gone(work: Work, address: str) -> None:
    """Nothing can be delivered to this person: deliveries stop until they are back."""
    user = await work.user_at(address)
    if user is not None:
        await work.save_user(replace(user, blocked=True))
    await work.drop_letters(address)
