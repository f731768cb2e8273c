"""The reminders: sleeps until the next is due, and says what was promised, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.engine.asides import MARK
from bot.engine.knocks import OPEN
from bot.engine.letter import Letter
from bot.engine.library import Library
from bot.engine.pausing import RETURNED
from bot.engine.people import User
from bot.engine.phrases import Phrases
from bot.engine.reminder import Kind, Note, Reminder
from bot.engine.session import GONE
from bot.engine.turn import Button
from bot.facilitator import Facilitator
from bot.reminding import notes, requests, rings
from bot.reminding.alarm import Alarm
from bot.reminding.backlog import in_order, is_late, put_off
from bot.reminding.promises import APPOINTMENT, HOURS, KNOCK, REST, RETURN, THANKS
from bot.reminding.unasked import UNASKED
from bot.storage.store import SessionRow, StorageFailed, Store, Work
from bot.when.policy import STALE, closes, policy

log = logging.getLogger(__name__)

LOT = 16
"""Notes that wait in the outbox at the same time: what the sender takes in about half a second."""

LOOK = timedelta(seconds=1)
"""Until the outbox is looked at again, where it has no room and nobody calls."""

SOON = timedelta(minutes=1)
"""What waits longer in the outbox is looked at once more before it is said."""

LATER = timedelta(hours=1)
"""Until what is too old to be said, but still holds, is looked at anew: never beside other notes."""

MISTAKE = timedelta(hours=1)
"""Until a reminder is tried again after a mistake of our own."""

Say = Callable[[Work, Reminder, User, SessionRow, Library, datetime], Awaitable[tuple[Letter, ...]]]


@dataclass(slots=True)
class Reminders:
    """Says what is due for the people under `prefix`; each reminder, and what comes of it, is one commit."""

    store: Store
    facilitator: Facilitator
    prefix: str
    clock: Callable[[], datetime]
    posted: Callable[[], None]
    alarm: Alarm
    in_trouble: Callable[[], bool]

    async def run(self) -> None:
        """Say what is due until cancelled."""
        while True:
            try:
                await self.alarm.sleep(await self.round())
            except StorageFailed as failed:
                self.facilitator.trouble.met(failed)
                await asyncio.sleep(LOOK.total_seconds())

    async def round(self) -> datetime | None:
        """Say what is due, the earliest first, as much of it as can go soon; gives when to look again."""
        while (at := await self.store.next_reminder(self.prefix)) is not None and at <= self.clock():
            room = LOT - await self.store.waiting(self.prefix, self.clock())
            if self.in_trouble() or room < LOT // 2:
                return self.clock() + LOOK
            async with self.store.batch() as work:
                for reminder in await work.due_reminders(self.prefix, self.clock(), room):
                    await self._with_all_that_is_late(work, reminder)
            self.posted()
        return at

    async def _with_all_that_is_late(self, work: Work, reminder: Reminder) -> None:
        """Say what is due, if it still is; of all that is late for somebody (the bot was down), one note alone."""
        user, now = await work.user(reminder.user), self.clock()
        there = await work.reminders_of(reminder.user)
        if user is None or reminder not in there:
            return  # it went with one before
        if not is_late(reminder, now, STALE):
            await self._one(work, reminder)
            return
        for each in in_order(each for each in there if is_late(each, now, STALE)):
            if each not in await work.reminders_of(user.id):
                continue
            if await work.claimed(user.address):
                await work.reminded(each.id)
                await put_off(work, each, user, now)
            else:
                await self._one(work, each)

    async def _one(self, work: Work, reminder: Reminder) -> None:
        try:
            async with work.part():
                await work.reminded(reminder.id)
                await self._say(work, reminder, self.clock())
        except StorageFailed:
            raise
        except Exception as mistake:  # noqa: BLE001  (one reminder must not stop the others)
            log.error("reminder %d failed (%s)", reminder.id, type(mistake).__name__)  # noqa: TRY400  (no traceback: words)
            await work.remind(replace(reminder, due_at=self.clock() + MISTAKE))

    async def _say(self, work: Work, reminder: Reminder, now: datetime) -> None:
        user = await work.user(reminder.user)
        if user is None:
            return
        house = self.facilitator
        if reminder.kind == requests.REQUEST:  # the person set its hour: it comes in quiet hours, too
            letters = await requests.fall_due(work, reminder, user, house.library, now, STALE)
        elif reminder.kind == rings.RING:
            letters = await rings.fall_due(work, reminder, user, house.library, now)
        elif (kind := UNASKED.get(reminder.kind)) is not None:
            letters = await notes.fall_due(work, reminder, user, kind, house.library, house.settings, now)
        else:
            letters = await self._of_two(work, reminder, user, now)
        await self._claim(work, reminder, user, letters, now)

    async def _of_two(self, work: Work, reminder: Reminder, user: User, now: datetime) -> tuple[Letter, ...]:
        """What hangs on a talk of two: their hours may be others than when it was promised, or gone by."""
        chosen = reminder.chosen or await self._chose(work, reminder, user)
        wishes = await notes.wishes_of(work, user, self.facilitator.settings)
        at = policy(replace(reminder, chosen=chosen), wishes, (), now)
        if at is None and reminder.kind in (KNOCK, THANKS):  # however old it is: what it tells of waits still
            at = now + LATER
        if at is not None and at > now:
            await work.remind(replace(reminder, due_at=at))
            return ()
        letters = await self._letters(work, reminder, user)
        if at is None or user.blocked:
            return ()
        if letters and reminder.kind in (KNOCK, THANKS):
            await work.noted(Note(user.id, now, reminder.kind, 0, notes.about_of(reminder)))
        return letters

    async def _claim(
        self, work: Work, reminder: Reminder, user: User, letters: tuple[Letter, ...], now: datetime
    ) -> None:
        """Put what is said into the outbox, behind all answers; what can't go soon is looked at once more."""
        if reminder.kind == REST:  # what it tells of has come to pass: it can't be taken back
            await work.post(replace(letter, due_at=reminder.due_at) for letter in letters)
        elif letters:
            wishes = await notes.wishes_of(work, user, self.facilitator.settings)
            until = min(now + SOON, closes(reminder, wishes, now) or now + SOON)
            await work.claim(reminder, letters, now, until)

    def _is_stale(self, reminder: Reminder) -> bool:
        return self.clock() - reminder.due_at >= STALE

    async def _chose(self, work: Work, reminder: Reminder, user: User) -> bool:
        """Whether it is the end of a pause, or an hour for going on, that this person chose."""
        row = await work.session(reminder.session) if reminder.kind in HOURS else None
        return row is not None and row.place.pause is not None and row.place.pause.by == user.id

    async def _letters(self, work: Work, reminder: Reminder, user: User) -> tuple[Letter, ...]:
        library = self.facilitator.library
        if reminder.kind == THANKS:
            return (_knocks(reminder, user, "act:open", library),) if await _thanked(work, user) else ()
        if not reminder.session:
            opens = f"pair:told:{reminder.asked}" if reminder.asked else "pair:page"
            return (_knocks(reminder, user, opens, library),)
        row = await work.session(reminder.session)
        if row is None or user.id not in row.seats.values():
            return ()
        if reminder.kind == REST and (user.blocked or self._is_stale(reminder)):
            await _rests_unsaid(work, row)
            return ()
        return await SAY[reminder.kind](work, reminder, user, row, library, self.clock())


async def _knock(
    _: Work, reminder: Reminder, user: User, row: SessionRow, library: Library, __: datetime
) -> tuple[Letter, ...]:
    """Words wait: a note without a word of them, if they still do; what was put off comes though they are gone."""
    if user.id not in dict(row.place.unopened) and not reminder.chosen:
        return ()
    return (_knocks(reminder, user, f"{row.id}:0:{MARK}{OPEN}", library),)


async def _thanked(work: Work, user: User) -> bool:
    """Whether thanks wait, of somebody from whom they may still come."""
    link = await work.link_of(user.id)
    return link is not None and any(
        act.thanked and act.receiver == link.other for act in await work.acts_of(user.id)
    )


def _knocks(reminder: Reminder, user: User, opens: str, library: Library) -> Letter:
    """The knock, and a button that opens what waits."""
    phrases = library.phrases_in(user.language)
    return _note(reminder, user, phrases.say("knock.note"), Button(phrases.say("knock.open"), opens), phrases)


def _note(reminder: Reminder, user: User, text: str, button: Button, phrases: Phrases) -> Letter:
    """Something unasked, fit for a lock screen; of several that a session has waiting, the last."""
    later = Button(phrases.say("notes.ways.later"), f"note:later:{reminder.kind}:{notes.about_of(reminder)}")
    replaces = f"note:{reminder.session or button.data}"
    note = Letter(0, user.address, "say", text, ((button, later),), reader=user.id, replaces=replaces)
    return notes.plainly(note, user, phrases)


async def _rests_unsaid(work: Work, row: SessionRow) -> None:
    """It rests where nobody can be told any more: who writes next is welcomed in it, and it can rest again.

    So it is, too, for who was left: until they have read that it rests, all is as ever.
    """
    if row.state not in ("done", "aside"):
        await work.save_session(replace(row, state="aside", place=replace(row.place, pause=None)))


async def _waits_elsewhere(work: Work, user: User, row: SessionRow) -> bool:
    """Whether another talk with nobody goes on for this person: until that rests too, their link reads as ever."""
    rows = await work.sessions_of(user.id)
    return any(each.state != "aside" and GONE in each.seats.values() for each in rows if each.id != row.id)


async def _rest(
    work: Work, _: Reminder, user: User, row: SessionRow, library: Library, __: datetime
) -> tuple[Letter, ...]:
    """Nobody moved for long: the talk rests, and each is told in the same words; who was left is free again."""
    if row.state == "done":
        return ()
    gone = GONE in row.seats.values()
    if gone or row.state != "aside":
        place = replace(row.place, pause=None)
        await work.save_session(replace(row, state="done" if gone else "aside", place=place))
    if user.session == row.id:
        await work.save_user(replace(user, session=""))
    link = await work.link_of(user.id)
    if gone and link is not None and not link.other and not await _waits_elsewhere(work, user, row):
        await work.drop_link(user.id)
        await work.rest_acts(user.id)  # what had to do with the other rests, now that this shows no more
    await work.drop_reminders(row.id, [KNOCK, *HOURS], user=user.id)
    return (Letter(0, user.address, "say", library.phrases_in(user.language).say("rests"), reader=user.id),)


async def _return(  # noqa: PLR0917  (every kind is told the same)
    work: Work, reminder: Reminder, user: User, row: SessionRow, library: Library, now: datetime
) -> tuple[Letter, ...]:
    """The hour of the return, for whoever isn't back yet; its button opens what waits too, so no knock comes beside."""
    pause = row.place.pause
    if row.state != "paused" or pause is None or user.id in pause.back:
        return ()
    await work.drop_reminders(row.id, [KNOCK], user=user.id)
    phrases, kind = library.phrases_in(user.language), APPOINTMENT if pause.agreed else RETURN
    told = replace(reminder, kind=kind)
    text = await notes.worded(work, user, told, phrases.words(f"pause.{kind}"), now)
    here = Button(phrases.say("pause.here"), f"{row.id}:0:{MARK}{RETURNED}")
    return (_note(told, user, text, here, phrases),)


SAY: dict[Kind, Say] = {KNOCK: _knock, REST: _rest, RETURN: _return, APPOINTMENT: _return}
"""What each kind says, and what it does beside."""
