"""The facilitator: hears what came in, asks the engine, saves the turn; one commit around each batch."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.commands import respond
from bot.config import Settings
from bot.engine.letter import Letter
from bot.engine.library import Library
from bot.engine.said import Edited, Said, Sent
from bot.engine.senses import Senses
from bot.hearing import Hearing, Screenings, any_id
from bot.letters import session_of, together
from bot.messengers.messenger import Began, Blocked, Elsewhere, Incoming, Pressed
from bot.storage.store import Conflict, Opening, StorageFailed, Store, Work
from bot.trouble import Trouble

log = logging.getLogger(__name__)

ATTEMPTS = 3
"""After so many failed attempts an update is passed over."""

PAUSES = (0.5, 1.0, 2.0, 3.0)
"""Seconds to wait while the storage fails, growing; whoever brings a batch again pauses too."""


def _nothing_left(_: str) -> int:
    """Nothing is under way to anybody."""
    return 0


@dataclass(slots=True)
class Facilitator:
    """Hears batches of what came in. `posted` is called after each commit: letters may wait.

    `marker` is a file that is there while a batch is being heard: found at the start, the batch before ended
    the process, and its updates are heard one at a time, each counted first. `link` makes what somebody opens to
    come with a payload; `takes_back` tells whether what stands in a chat can be taken away. `hold` lets nothing go any
    more to somebody who did something, but answers; it gives the letter that left already, or 0. `new_id`
    calls a new session.
    """

    store: Store
    library: Library
    senses: Senses
    settings: Settings
    clock: Callable[[], datetime]
    posted: Callable[[], None]
    marker: Path | None = None
    link: Callable[[str], str] = str
    takes_back: bool = True
    hold: Callable[[str], int] = _nothing_left
    new_id: Callable[[], str] = any_id
    screenings: Screenings = field(default_factory=Screenings)
    careful: bool = False
    to_clean: bool = False
    trouble: Trouble = field(default_factory=Trouble)
    _failing: int = field(default=0)
    _released: bool = field(default=False)

    def __post_init__(self) -> None:
        """Look whether the batch before ended the process."""
        self.careful = self.marker is not None and self.marker.exists()

    async def hear_all(self, batch: Sequence[Incoming]) -> int | None:
        """Hear a batch in one commit; returns the id before which all is done, None where nothing is.

        Never raises for the storage: it waits a little, growing, and None says that nothing was acknowledged.
        """
        try:
            if self.careful:
                done = await self._carefully(batch)
            else:
                done = await self._together(batch)
        except StorageFailed as failed:
            await self._wait(failed)
            return None
        self._failing = 0
        self.trouble.over()
        if self.to_clean:
            await self.clean()
        self.posted()
        return done

    async def clean(self) -> None:
        """Take deleted words out of the file, where some were deleted; only then may people be told so."""
        try:
            if (self.to_clean or await self.store.owes()) and not await self.store.clean():
                return  # somebody else reads the file: upkeep comes back to it
            if self.to_clean or not self._released:
                async with self.store.batch() as work:
                    await work.release()
        except StorageFailed as failed:
            self.trouble.met(failed)
            return
        self.to_clean, self._released = False, True
        self.posted()

    async def _together(self, batch: Sequence[Incoming]) -> int:
        self._mark()
        async with self.store.batch() as work:
            done = await self._parts(work, batch)
        self._unmark()
        return done

    async def _carefully(self, batch: Sequence[Incoming]) -> int:
        """Each update alone, counted before it is heard, so that one that ends the process is passed over."""
        for incoming in batch:
            self._mark()
            async with self.store.batch() as work:
                await work.count_failure(incoming.bot, incoming.id, self.clock())
            async with self.store.batch() as work:
                done = await self._parts(work, [incoming], more=1)
            self._unmark()
            if done <= incoming.id:
                return done
        self.careful = False
        return batch[-1].id + 1

    def _mark(self) -> None:
        if self.marker is not None:
            self.marker.touch(mode=0o600)

    def _unmark(self) -> None:
        if self.marker is not None:
            self.marker.unlink(missing_ok=True)

    async def _wait(self, failed: StorageFailed) -> None:
        self.trouble.met(failed)
        pause = PAUSES[min(self._failing, len(PAUSES) - 1)]
        self._failing += 1
        await asyncio.sleep(pause)

    # --- the parts of a batch ---------------------------------------------------------------------

    async def _parts(self, work: Work, batch: Sequence[Incoming], more: int = 0) -> int:
        """Hear each update in a part of its own; after a failure, later ones of the same chat wait too."""
        bot, ids = batch[0].bot, [incoming.id for incoming in batch]
        heard = await work.heard(bot, ids)
        failures = await work.failures(bot, ids) if len(heard) < len(ids) else {}
        waiting: set[str] = set()
        first = batch[-1].id + 1
        for incoming in batch:
            if incoming.id in heard or incoming.address in waiting:
                continue
            failed = failures.get(incoming.id)
            if not await self._part(work, incoming, (failed.attempts if failed else 0) - more):
                waiting.add(incoming.address)
                first = min(first, incoming.id)
        return first

    async def _part(self, work: Work, incoming: Incoming, attempts: int) -> bool:
        """Hear one update; False where it failed and is to come again. A storage that fails is raised."""
        try:
            for _ in range(ATTEMPTS):
                try:
                    await self._one(work, incoming, over=attempts >= ATTEMPTS)
                except Conflict:
                    continue
                return True
        except StorageFailed:
            raise
        except Exception as mistake:  # noqa: BLE001  (a programmer's mistake: that part alone fails)
            where = mistake.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            line = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "?"
            kind = type(mistake).__name__
            log.error("update %d failed (%s at %s)", incoming.id, kind, line)  # noqa: TRY400  (no traceback: words)
        await work.count_failure(incoming.bot, incoming.id, self.clock())
        return False

    async def _one(self, work: Work, incoming: Incoming, *, over: bool) -> None:
        async with work.part():
            if over:
                await self._pass_over(work, incoming)
            elif isinstance(incoming.what, Elsewhere):
                await self._elsewhere(work, incoming)
            elif incoming.what is not None:
                await self._hear(work, incoming)
            await work.hear(incoming.bot, incoming.id, incoming.written_at)

    async def _hear(self, work: Work, incoming: Incoming) -> None:
        await work.take_back(incoming.address, besides=self.hold(incoming.address))
        opening = await self._opening(work, incoming)
        user = opening.user
        if user is None:
            if isinstance(incoming.what, Blocked):
                return
            language = self.library.phrases_in(incoming.language or self.settings.language).language
            user = await work.add_user(incoming.address, language, incoming.written_at)
            opening = replace(opening, user=user)
        if isinstance(incoming.what, Began | Said | Sent) and incoming.what.message:
            await work.came(incoming.address, incoming.what.message, incoming.written_at)
        hearing = Hearing(
            work,
            incoming,
            user,
            self.library,
            self.senses,
            self.settings,
            self.clock(),
            opening,
            self.screenings,
            self.link,
            self.takes_back,
            self.new_id,
        )
        await respond(hearing)
        self._know(hearing.library)
        self.to_clean = self.to_clean or hearing.forgotten
        if hearing.changed:
            await work.save_user(hearing.user)
        await work.post(together(hearing.letters))

    def _know(self, library: Library) -> None:
        """Keep the structures that were fetched; the library may have been edited meanwhile."""
        known = self.library
        if fetched := [dialog for hash_, dialog in library.pinned.items() if known.by_hash(hash_) is None]:
            self.library = known.knowing(fetched)

    async def _opening(self, work: Work, incoming: Incoming) -> Opening:
        """Who it is and the session they mean: that of the button, else the one they were in last.

        A session that doesn't load must not keep anybody from /help, /stop and /forget.
        """
        named = session_of(incoming.what) if isinstance(incoming.what, Pressed) else ""
        try:
            return await work.opening(incoming.address, named)
        except StorageFailed:
            raise
        except Exception:
            if not self._urgent(incoming):
                raise
            return Opening(await work.user_at(incoming.address))

    async def _pass_over(self, work: Work, incoming: Incoming) -> None:
        log.error("update %d passed over after %d attempts", incoming.id, ATTEMPTS)
        user = await work.user_at(incoming.address)
        text = self.library.phrases_in(incoming.language).say("passed_over")
        await work.post([Letter(0, incoming.address, "say", text, reader=user.id if user else 0)])

    async def _elsewhere(self, work: Work, incoming: Incoming) -> None:
        text = self.library.phrases_in(incoming.language).say("elsewhere")
        address = incoming.address
        polite = Letter(0, address, "say", text, replaces="elsewhere")
        await work.post([polite, Letter(0, address, "leave", replaces="leave")])

    def _urgent(self, incoming: Incoming) -> bool:
        """Whether this is answered though the session under way doesn't load: help, stop, forget, danger."""
        what = incoming.what
        if isinstance(what, Pressed):
            ways = ("way:help", "way:numbers", "way:stop", "set:forget", "pair:unlink", "pair:part")
            return what.data in ways or what.data.startswith("help:")
        text = what.text.strip() if isinstance(what, Said | Edited) else ""
        phrases = self.library.phrases_in(incoming.language)
        words = {*phrases.words("words.help"), *phrases.words("words.stop")}
        always = ("/help", "/numbers", "/hide", "/stop", "/forget", "/unlink")
        named = text.startswith(always) or text.casefold() in words
        return named or bool(self.senses.notice(text, incoming.language))
