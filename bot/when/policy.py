"""The policy of reminders: when one may be said, if at all. What a person set comes at its hour; Mend is rare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.engine.reminder import OWN, Kind, Note, Reminder, Wish
from bot.when.hours import QuietHours, next_open, next_quiet
from bot.when.wall import Every, instant, next_date

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

STALE = DAY
"""What is older is no longer said."""

HERE = timedelta(minutes=10)
"""Who did something so lately is told of an hour that two share at that hour."""

SILENT = 3
"""After so many notes that weren't answered nothing more comes until the person writes."""

APART = 3
"""No wording comes again within so many of its kind."""

MOST = 2
"""Notes of Mend's own accord in seven days, where the person didn't say how many."""

_FAR = timedelta(days=366)
"""Whatever has no open hour within a year has none."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that a person chose about being written to: where they live, when it is quiet, what they wish by kind.

    `knocks` are the hours in which a knock may come (none: whenever it isn't quiet). `heard_at` is when they last did
    anything; until `still_until` nothing comes of Mend's own accord.
    """

    zone: str
    quiet: QuietHours
    by_kind: Mapping[Kind, Wish] = field(default_factory=dict)
    knocks: QuietHours | None = None
    heard_at: datetime | None = None
    still_until: datetime | None = None


def policy(reminder: Reminder, wishes: Wishes, history: Sequence[Note], now: datetime) -> datetime | None:
    """When this may be said, from `now` or its own hour on; None: not at all, it is too old or not wanted.

    All instants are aware UTC. `history` is what the person was told unasked, earliest first. Asked once more at the
    answer, with nothing changed meanwhile, it gives the same.
    """
    if now - reminder.due_at >= STALE:
        return None
    at = max(now, reminder.due_at)
    if reminder.kind in OWN:
        return _rarely(reminder, wishes, [note for note in history if note.kind in OWN], at)
    if _at_its_hour(reminder, wishes, at):
        return at
    if reminder.kind in ("knock", "thanks") and wishes.knocks is not None:
        return next_open(at, wishes.zone, _outside(wishes.knocks))
    return next_open(at, wishes.zone, wishes.quiet)


def closes(reminder: Reminder, wishes: Wishes, now: datetime) -> datetime | None:
    """When the hours end in which it is now and this may be said; None where none does."""
    wish, closed = wishes.by_kind.get(reminder.kind), [wishes.quiet]
    if reminder.kind == "knock" and wishes.knocks is not None:
        closed = [_outside(wishes.knocks)]
    elif wish is not None and wish.hours:
        closed.append(_outside(QuietHours.parse(wish.hours)))
    ends = [next_quiet(now, wishes.zone, each) for each in closed]
    return min((end for end in ends if end is not None and end > now), default=None)


def unanswered(wishes: Wishes, history: Sequence[Note]) -> int:
    """How many notes of Mend's own accord came since the person was last heard."""
    own = (note for note in history if note.kind in OWN)
    return sum(wishes.heard_at is None or note.at > wishes.heard_at for note in own)


def rarer(kind: Kind, wishes: Wishes, history: Sequence[Note]) -> int:
    """How many times as long it is now until the next of a kind: twice for each unanswered one, and as wished."""
    wish = wishes.by_kind.get(kind)
    return (wish.less if wish else 1) * _backing_off(wishes, history)


def wording(kind: Kind, history: Sequence[Note], of: int) -> int:
    """Which of so many wordings comes next: the one after the last of them, and none of the last three."""
    said = [note.wording for note in history if note.kind == kind]
    last = next((each for each in reversed(said) if each < of), -1)
    turns = [(last + 1 + each) % of for each in range(of)]
    return next((each for each in turns if each not in said[-APART:]), turns[0])


def _at_its_hour(reminder: Reminder, wishes: Wishes, at: datetime) -> bool:
    """Whether the person set this hour themselves; and an hour of both is expected by who is here."""
    if reminder.kind == "request" or reminder.chosen:
        return True
    here = wishes.heard_at is not None and at - wishes.heard_at < HERE
    return reminder.kind in ("return", "appointment") and here


def _outside(hours: QuietHours) -> QuietHours:
    """All but these hours."""
    return QuietHours(hours.end, hours.begin)


# --- of Mend's own accord -----------------------------------------------------------------------------


def _rarely(reminder: Reminder, wishes: Wishes, own: Sequence[Note], at: datetime) -> datetime | None:
    """The first moment from `at` on that suits the person, and comes to them rarely enough."""
    wish = wishes.by_kind.get(reminder.kind)
    if wish is None or not wish.wanted:
        return None
    still = wishes.still_until or at
    if reminder.chosen and still <= at:
        return at
    if unanswered(wishes, own) >= SILENT:
        return None
    at = _apart(reminder, wishes, own, max(at, still))
    until = at + _FAR
    while at < until:
        moved = _suits(_within_the_cap(at, wish, own), wish, wishes)
        if moved == at:
            return at
        at = moved
    return None


def _apart(reminder: Reminder, wishes: Wishes, own: Sequence[Note], at: datetime) -> datetime:
    """Never two within a day, longer where they weren't answered; what comes by a rule leaves out dates of it."""
    times = _backing_off(wishes, own)
    at = max([at, *(note.at + DAY * times for note in own[-1:])])
    last = max((note.at for note in own if note.kind == reminder.kind), default=None)
    times = rarer(reminder.kind, wishes, own)
    if last is None or times == 1:
        return at
    if not (reminder.rule and reminder.local):
        return max(at, last + DAY * times)
    every, local = Every.parse(reminder.rule), datetime.fromisoformat(reminder.local)
    first = last + _usual(every) * (times - 0.5)  # the half for a date that was moved a little
    return at if at >= first else max(at, next_date(every, local, reminder.zone, first))


def _backing_off(wishes: Wishes, history: Sequence[Note]) -> int:
    return 1 << min(unanswered(wishes, history), SILENT)


def _usual(every: Every) -> timedelta:
    """How far apart two dates of a rule are, as a rule."""
    days = every.each * (7 if every.unit == "w" else 1)
    return DAY * days / max(1, len(every.weekdays))


def _within_the_cap(at: datetime, wish: Wish, own: Sequence[Note]) -> datetime:
    """The first moment from `at` on at which fewer than `most` came in the seven days before."""
    lately = [note.at for note in own if note.at + WEEK > at]
    return lately[-wish.most] + WEEK if len(lately) >= wish.most else at


def _suits(at: datetime, wish: Wish, wishes: Wishes) -> datetime:
    """The first moment from `at` on in their hours, or one before it at which a day of theirs begins."""
    at = next_open(at, wishes.zone, wishes.quiet)
    if wish.hours:
        at = next_open(at, wishes.zone, _outside(QuietHours.parse(wish.hours)))
    place = ZoneInfo(wishes.zone)
    day = at.astimezone(place).date()
    active = wishes.heard_at is not None and wishes.heard_at.astimezone(place).date() == day
    if active or (wish.days and str(day.isoweekday()) not in wish.days):
        return max(instant(datetime.combine(day + DAY, time()), wishes.zone), at + timedelta(seconds=1))
    return at
