"""A reminder: a stored promise to speak later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Kind = Literal[
    "knock",
    "rest",
    "return",
    "appointment",
    "request",
    "nudge",
    "follow_up",
    "check_in",
    "thanks",
    "ring",
    "between",
]
"""knock: words wait; rest: nobody moved for long; return: a pause is over; appointment: the hour has come for a talk
that both wanted; request: somebody asked for it; nudge: a step waits; follow_up: an act was due; check_in: a look at
one's own week; thanks: somebody said thanks; ring: the minutes of a question are over;
between: a line between two talks."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds."""

OWN: tuple[Kind, ...] = ("nudge", "follow_up", "check_in", "between")
"""What Mend says of its own accord: by opt-in, rarely, and ever more quietly when it isn't answered."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be said to `user` at `due_at`, one for each (user, session, kind).

    Of requests and follow-ups there is one for each `asked`. `session` is empty and `asked` 0 where it hangs on none; a
    knock for a yes to only listening has its link's second there, a request its own, a follow-up the number of its
    act, a nudge and a ring that of the question they speak for. What a person set for themselves by the clock on the
    wall has its `local` time and `zone` too, and its `rule` where it comes again and again. `chosen`: the person set
    this hour, so it comes at it. `id` is given by the store.
    """

    id: int
    kind: Kind
    user: int
    session: str
    asked: int
    due_at: datetime
    local: str = ""
    zone: str = ""
    rule: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wishes of one kind of reminder that Mend would send of its own accord.

    `days` are weekdays ('135', Monday is 1; empty: any), `hours` a window ('09:00-20:00'; empty: any that isn't quiet),
    `most` how many come in a week at most, `less` how many times as rarely they come as they would.
    """

    user: int
    kind: Kind
    wanted: bool
    days: str = ""
    hours: str = ""
    tone: str = ""
    most: int = 2
    less: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was said to a person unasked, by the number of its wording; `about` names its session and number.

    `about` is `SESSION:ASKED`, as the reminder had them.
    """

    user: int
    at: datetime
    kind: Kind
    wording: int
    about: str = ""
