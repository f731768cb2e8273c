"""A reminder: a stored promise to speak later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Kind = Literal["knock", "rest", "return", "request"]
"""knock: words wait; rest: nobody moved for long; return: the hour has come at which two go on; request: somebody
asked for it."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be said to `user` at `due_at`, one for each (user, session, kind); of requests one for each `asked`.

    `session` is empty and `asked` 0 where it hangs on none; a knock for a yes to only listening has its link's
    second there, a request its own. What a person set for themselves by the clock on the wall has its `local`
    time and `zone` too, and its `rule` where it comes again and again. `id` is given by the store.
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
