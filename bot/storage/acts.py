"""Rows of acts: what was agreed, by the answer that agreed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.engine.act import Act
from bot.storage.codec import from_plan, to_plan
from bot.storage.driver import Row
from bot.storage.seal import seal, unseal
from bot.storage.transaction import Transaction


def _act_key(session: str, asked: int) -> str:
    return f"act:{session}:{asked}"


def to_act(row: Row) -> Act:
    """An act from a row of `acts`."""
    id_, giver, receiver, session, asked, words, minutes, first, zone, rule, until, state, done, *since = row
    answered, thanked, thanked_on = since
    cue, deed = to_plan(unseal(words, _act_key(session, asked), giver))
    agreed = Act(id_, giver, receiver, session, asked, cue, deed, minutes)
    return replace(
        agreed,
        first=first,
        zone=zone,
        rule=rule,
        until=until,
        state=state,
        done=done,
        answered=answered,
        thanked=bool(thanked),
        thanked_on=thanked_on,
    )


def from_act(act: Act) -> Mapping[str, Any]:
    """The values of an act's row but its id, its words sealed."""
    return {
        "giver": act.giver,
        "receiver": act.receiver,
        "session": act.session,
        "asked": act.asked,
        "words": seal(from_plan(act.cue, act.deed), _act_key(act.session, act.asked), act.giver),
        "minutes": act.minutes,
        "first": act.first,
        "zone": act.zone,
        "rule": act.rule,
        "until": act.until,
        "state": act.state,
        "done": act.done,
        "thanked": act.thanked,
    }


class Acts(Transaction):
    """Small acts that were agreed."""

    async def keep_acts(self, acts: Iterable[Act]) -> None:
        """Add acts, or replace those of the same answer (session, asked, giver)."""
        self.write_all("keep_act", [from_act(act) for act in acts])

    async def drop_acts(self, session: str, keys: Iterable[tuple[int, int]]) -> None:
        """Delete those that were agreed by these answers (asked, giver), with what they had planned."""
        values = [{"session": session, "asked": asked, "giver": giver} for asked, giver in keys]
        for query in ("drop_follow_ups", "drop_act"):
            self.write_all(query, values)

    async def acts_of(self, user: int) -> Sequence[Act]:
        """All acts that a person gives, in the order in which they were agreed."""
        return [to_act(row) for row in await self.read("acts_of", user=user)]

    async def acts_for(self, user: int) -> Sequence[Act]:
        """All acts to which a person said yes, in the order in which they were agreed."""
        return [to_act(row) for row in await self.read("acts_for", user=user)]

    async def act_of_own(self, act: Act) -> Act:
        """The same act once more, seen by its giver alone."""
        session = f"own:{act.id}"
        self.write("act_of_own", id=act.id, session=session)
        return next(each for each in await self.acts_of(act.giver) if each.session == session)

    async def save_act(self, act: Act) -> None:
        """Keep an act as its giver has it now; of thanks nothing changes."""
        changed = from_act(act)
        keys = ("words", "minutes", "first", "zone", "rule", "until", "state", "done")
        self.write("save_act", id=act.id, answered=act.answered, **{key: changed[key] for key in keys})

    async def thank(self, act: int, *, waits: bool, day: str = "") -> None:
        """Thanks wait to be read, or have been."""
        self.write("thank", id=act, waits=waits, day=day)

    async def rest_acts(self, user: int) -> None:
        """What a person who goes had in mind for the other rests, and nothing is asked about it."""
        for query in ("rest_follow_ups", "rest_acts", "forget_offers"):
            self.write(query, user=user)
