"""A reminder: a stored promise to speak later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Kind = Literal["knock", "rest", "return"]
"""knock: words wait; rest: nobody moved for long; return: the hour has come at which two go on."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be said to `user` at `due_at`, one for each (user, session, kind).

    `session` is empty and `asked` 0 where it hangs on none; a knock for a yes to only listening has its link's
    second there. What a person set for themselves has its `local`
    time and `zone` too. `id` is given by the store.
    """

    id: int
    kind: Kind
    user: int
    session: str
    asked: int
    due_at: datetime
    local: str = ""
    zone: str = ""
