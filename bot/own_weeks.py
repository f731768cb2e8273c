"""One's own weeks: shown to nobody else, taken away by one's own word; a break or a helper where they fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from bot import speaking
from bot.engine.check_in import ITEMS, Tap
from bot.engine.letter import Change, Picture
from bot.engine.pausing import BREAK
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.letters import edit
from bot.reminding import weekly
from bot.storage.store import ONCE_GONE
from bot.weeks.characters import characters
from bot.weeks.line import SPAN, Line, begins, falls, lines, recent
from bot.weeks.picture import picture
from bot.weeks.words import Words

FEWEST = 3
"""Check-ins without which there is no picture."""

SECOND = 2
"""From this check-in on a note once a week is offered."""

LOWER = "lower"
"""Kept by day like a tap: a break or a helper was offered."""

RARELY = timedelta(weeks=4)
"""It is offered at most once in so long."""

WEEKS = "weeks"
"""What shows one's weeks takes the place of what showed them before, where that isn't delivered yet."""


def today(h: Hearing, ago: timedelta = timedelta()) -> date:
    """The day that it is for this person, or was so long ago."""
    return (h.now - ago).astimezone(ZoneInfo(h.zone)).date()


def instead(h: Hearing, text: str, rows: Buttons = ()) -> None:
    """Say something in place of the message that was pressed; below, where none was or it can't be changed."""
    if h.pressed is not None and h.pressed.message and h.pressed.text:
        h.letters += edit([Change(h.pressed.message, text, rows)], h.user)
    else:
        h.say(text, rows)


async def ways_to_look(h: Hearing, day: date) -> Buttons:
    """A button that only shows one's weeks, once there is something to show."""
    there = _days(recent(await h.work.check_ins_of(h.user.id), day)) >= FEWEST
    return ((Button(h.phrases.say("check_in.show"), "chk:show"),),) if there else ()


async def end(h: Hearing, day: date) -> None:
    """All three were asked: what was kept, one's own weeks where there are enough, and seldom an offer."""
    await h.work.drop_check_ins_before(h.user.id, day - SPAN)
    there = await h.work.check_ins_of(h.user.id)
    own = recent(there, day)
    if not any(tap.day == day for tap in own):
        instead(h, h.phrases.say("check_in.none"))
        return
    if _days(own) < FEWEST:
        instead(h, h.phrases.say("check_in.few"), _away(h))
    else:
        instead(h, h.phrases.say("check_in.kept"))
        _show(h, own, day)
    await _offer(h, there, day)


def _days(taps: Sequence[Tap]) -> int:
    return len({tap.day for tap in taps})


def _away(h: Hearing) -> Buttons:
    return ((Button(h.phrases.say("check_in.away"), "chk:away"),),)


async def look(h: Hearing, _: str) -> None:
    """Only show one's weeks."""
    h.close_pressed()
    own = recent(await h.work.check_ins_of(h.user.id), today(h))
    if _days(own) < FEWEST:
        h.phrase("check_in.too_few")
    else:
        _show(h, own, today(h))


def _show(h: Hearing, taps: Sequence[Tap], day: date) -> None:
    """The picture, and the same in words under it."""
    shown = lines(taps, ITEMS, day)
    words = _words(h, shown, day)
    drawn = Picture(picture(shown, words, day), characters(shown, words, day))
    steps = h.phrases.words("check_in.steps")
    told = [
        h.phrases.say(f"check_in.course.{line.course}", item=words.items[line.item], step=steps[line.now - 1])
        for line in shown
    ]
    h.say(h.phrases.say("check_in.weeks", lines="\n".join(told)), _away(h))
    own = frozenset({h.user.id})
    h.letters[-1] = replace(h.letters[-1], picture=drawn, owners=own, replaces=WEEKS)


def _words(h: Hearing, shown: Sequence[Line], day: date) -> Words:
    say, steps = h.phrases.say, h.phrases.words("check_in.steps")
    weeks = ceil((day - begins(shown, day)) / timedelta(weeks=1))
    items = {item: say(f"check_in.items.{item}") for item in ITEMS}
    return Words(items, steps[0], steps[-1], say("check_in.begin", weeks=str(weeks)), say("check_in.end"))


async def _offer(h: Hearing, there: Sequence[Tap], day: date) -> None:
    """Where a line really falls: a break, or somebody to talk to; no more of anything, and seldom.

    Else, from the second check-in on: a note once a week, asked once.
    """
    lately = any(tap.item == LOWER and day - tap.day < RARELY for tap in there)
    if lately or not any(falls(there, item, day) for item in ITEMS):
        if _days(recent(there, day)) >= SECOND and not lately:
            await weekly.offer(h)
        return
    await h.work.check_in(h.user.id, Tap(day, LOWER))
    say = h.phrases.say
    rest = ((Button(say("check_in.break"), f"open:{BREAK}"),),) if BREAK in h.library.dialogs else ()
    rows = (
        *rest,
        (Button(say("buttons.numbers"), "way:numbers"),),
        (Button(say("check_in.leave"), "chk:leave"),),
    )
    speaking.ask(h, say("check_in.lower"), rows)


async def leave(h: Hearing, _: str) -> None:
    """Nothing of what was offered."""
    h.close_pressed()
    h.phrase("check_in.left")
    await speaking.show_waiting(h)


async def ask_to_take_away(h: Hearing, _: str) -> None:
    """Ask once before all check-ins go."""
    h.close_pressed()
    say = h.phrases.say
    rows = ((Button(say("check_in.away_yes"), "chk:gone"),), (Button(say("check_in.away_no"), "chk:keep"),))
    speaking.ask(h, say("check_in.away_ask"), rows)


async def take_away(h: Hearing, _: str) -> None:
    """All check-ins go, also out of the file; it is said once they have."""
    h.close_pressed()
    await h.work.forget_check_ins(h.user.id)
    h.forgotten = True
    h.say(h.phrases.say("check_in.gone"), due_at=ONCE_GONE)
    h.letters[-1] = replace(h.letters[-1], replaces=WEEKS)


async def keep(h: Hearing, _: str) -> None:
    """Nothing was taken away."""
    h.close_pressed()
    h.phrase("check_in.stays")
    await speaking.show_waiting(h)
