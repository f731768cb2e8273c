"""A small act that was agreed: who gives it, for whom, when and how long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

State = Literal["offered", "agreed", "resting", "habit", "ended"]
"""offered: the other hasn't said yet whether it would feel good; habit: it needs no reminder any more."""

LONGEST = 10
"""Minutes that a small act takes at most."""


@dataclass(frozen=True, slots=True)
class Act:
    """'When `cue`, then I will `deed`': from `giver`, for `receiver` (0: agreed alone, or they are gone).

    `session` and `asked` name the answer by which it was agreed, also once the session is forgotten. Where its giver
    put the plan in words of their own, `cue` is empty and `deed` holds all of them. `first` is the local time of its
    first date in `zone` (`2026-03-05T12:00`), `rule` how it comes again (as a request's; empty: once), `until` the last
    local date (empty: open). `done` counts how often its giver said so, for what is offered after the third time; it
    is shown to nobody. `answered` is the local date up to which they said how it went. `thanked`: the receiver's
    thanks wait to be read; `thanked_on` is the receiver's local date of the last ones. `id` is the store's.
    """

    id: int
    giver: int
    receiver: int
    session: str
    asked: int
    cue: str = field(repr=False)
    deed: str = field(repr=False)
    minutes: int = LONGEST
    first: str = ""
    zone: str = ""
    rule: str = ""
    until: str = ""
    state: State = "agreed"
    done: int = 0
    answered: str = ""
    thanked: bool = False
    thanked_on: str = ""
