"""A line between two talks, for whoever wants it: a neutral note comes, and when it is opened, the line that fits.

Which one fits is a counsellor's table, read by what somebody did and chose by button; no word of theirs is looked at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import speaking
from bot.engine.act import Act
from bot.engine.between import ActState, State
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.reminder import Kind, Reminder, Wish
from bot.engine.thread import Offer
from bot.engine.turn import Button
from bot.hearing import Hearing
from bot.reminding import notes, permission
from bot.reminding.notes import Saying, wishes_of
from bot.storage.store import Work
from bot.thread.standing import offered_after, standing_of
from bot.when.hours import next_open
from bot.when.policy import Wishes
from bot.when.wall import Every, instant

KIND: Kind = "between"

FIRST = timedelta(days=3)
"""So long after a talk, or after somebody began to want it, the first one comes."""

EVERY = Every("d", 4)
"""And then at these days, as the policy lets it: less than two in a week."""

LATELY = timedelta(days=28)
"""What was done longer ago is nothing to speak of any more."""


# --- whether it is wanted, and when -------------------------------------------------------------------


async def offer(h: Hearing) -> None:
    """Ask once whether it is wanted; that it was asked is kept as a wish for none, which a yes changes."""
    there = await h.work.wishes_of(h.user.id)
    if h.library.between is None or any(wish.kind == KIND for wish in there):
        return
    await h.work.wish(Wish(h.user.id, KIND, wanted=False))
    yes, no = (Button(h.phrases.say(f"between.{each}"), f"btw:{each}") for each in ("yes", "no"))
    speaking.ask(h, h.phrases.say("between.ask"), ((yes,), (no,)))


async def _yes(h: Hearing) -> None:
    await _wish(h, wanted=True)
    await begins(h.work, h.user, await wishes_of(h.work, h.user, h.settings), h.now)
    h.phrase("between.comes")
    if h.user.zone:
        await speaking.show_waiting(h)
    else:
        permission.ask_zone(h)


async def _no(h: Hearing) -> None:
    await _wish(h, wanted=False)
    await h.work.drop_reminders_of(h.user.id, [KIND])
    h.phrase("between.not_kept")
    await speaking.show_waiting(h)


async def _wish(h: Hearing, *, wanted: bool) -> None:
    """Whether it is wanted; all else that was wished of it stays."""
    there = [wish for wish in await h.work.wishes_of(h.user.id) if wish.kind == KIND]
    await h.work.wish(replace(next(iter(there), Wish(h.user.id, KIND, wanted=wanted)), wanted=wanted))


async def begins(work: Work, user: User, wishes: Wishes, now: datetime) -> None:
    """The first one in some days, at about this hour, outside their quiet hours; in place of one promised before."""
    place = ZoneInfo(wishes.zone)
    hour = (now + FIRST).astimezone(place).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    awake = next_open(instant(hour, wishes.zone), wishes.zone, wishes.quiet)
    local = awake.astimezone(place).replace(tzinfo=None).isoformat(timespec="minutes")
    await work.remind(Reminder(0, KIND, user.id, "", 0, awake, local, wishes.zone, EVERY.code))


async def plan(h: Hearing) -> None:
    """A talk ended for this person: the next line comes some days from now, not earlier."""
    if any(wish.kind == KIND and wish.wanted for wish in await h.work.wishes_of(h.user.id)):
        await begins(h.work, h.user, await wishes_of(h.work, h.user, h.settings), h.now)


async def move(h: Hearing) -> None:
    """The person lives elsewhere: it comes at the same hour there."""
    await notes.move(h.work, h.user, KIND, h.now)


# --- what is said, to whom ----------------------------------------------------------------------------


async def says(work: Work, reminder: Reminder, user: User, library: Library) -> Saying | None:
    """A neutral note whose button opens a line; silence where none fits, or where they are in the middle of a talk."""
    row = await work.session(user.session) if user.session else None
    if row is not None and row.state in ("running", "paused"):
        return None
    if not await _fitting(work, user, library, reminder.due_at):
        return None
    label = library.phrases_in(user.language).say("notes.open")
    return Saying("notes.between", ((Button(label, "btw:open"),),))


async def _fitting(work: Work, user: User, library: Library, now: datetime) -> str:
    """The key of the line that fits now; empty where none does."""
    if library.between is None:
        return ""
    return library.between.choose(await state_of(work, user, now), await work.lines_read(user.id))


async def state_of(work: Work, user: User, now: datetime) -> State:
    """What is known of a person without a word of theirs."""
    stands, journey = await standing_of(work, user, now), await work.journey_of(user.id)
    last = journey[-1] if journey else None
    felt = frozenset(last.felt or ()) if last is not None else frozenset[str]()
    act = _act(await work.acts_of(user.id), now.date())
    return State(
        last.dialog if last is not None else "", felt, act, "two" if stands.two else "one", stands.careful
    )


def _act(acts: Sequence[Act], today: date) -> ActState:
    """How it stands with the act that was agreed last."""
    act = acts[-1] if acts else None
    if act is None or act.state in ("offered", "resting") or (act.state == "ended" and not act.done):
        return "none"
    if act.answered and today - date.fromisoformat(act.answered) > LATELY:
        return "none"
    if act.done:
        return "done"
    return "not_yet" if act.answered else "ahead"


async def _open(h: Hearing) -> None:
    """The line that fits now, which may be another one than when the note came; and a dialog, where it offers one."""
    between, key = h.library.between, await _fitting(h.work, h.user, h.library, h.now)
    if between is None or not key:
        h.phrase("between.nothing")
        await speaking.show_waiting(h)
        return
    await h.work.line_read(h.user.id, key, h.now)
    text = between.said(key, h.user.language)
    found = await _next(h) if between.lines[key].offer else None
    if found is None:
        h.say(text)
        await speaking.show_waiting(h)
        return
    title = h.library.dialogs[found.dialog].words_in(h.user.language).title
    say = h.phrases.say
    begin = Button(say("between.begin"), f"{'two' if found.two else 'one'}:{found.dialog}")
    rows = ((begin,), (Button(say("between.not_now"), "btw:later"),))
    speaking.ask(h, f"{text}\n\n{say('between.offer', title=title)}", rows)


async def _next(h: Hearing) -> Offer | None:
    """What the counsellor's table has after their last talk: the first that they haven't done, else the first."""
    journey = await h.work.journey_of(h.user.id)
    found = await offered_after(h, journey[-1].dialog) if journey else ()
    done = {each.dialog for each in journey}
    return next((each for each in found if each.dialog not in done), next(iter(found), None))


async def _later(h: Hearing) -> None:
    h.phrase("between.left")
    await speaking.show_waiting(h)


BUTTONS: Mapping[str, Callable[[Hearing], Awaitable[None]]] = {
    "open": _open,
    "later": _later,
    "yes": _yes,
    "no": _no,
}
"""Buttons of the form `btw:NAME`."""


async def pressed(h: Hearing, name: str) -> None:
    """A button of a line, or of whether any may come."""
    h.close_pressed()
    if name in BUTTONS:
        await BUTTONS[name](h)
