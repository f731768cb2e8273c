"""Acts as their giver sees them: in a sentence, with the next date; shown, kept, planned anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import speaking
from bot.acts import following
from bot.engine import plan
from bot.engine.act import LONGEST, Act
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.reminding.requests import language_of
from bot.when.saying import say_day

SHORT = 40
"""Characters of an act on a button."""

WAYS: Mapping[str, tuple[str, ...]] = {
    "agreed": ("now", "smaller", "cue", "time", "words", "rest", "end"),
    "resting": ("up", "words", "end"),
    "habit": ("words", "end"),
}
"""What can be done with an act, by its state; what isn't here is shown to nobody."""


async def running(h: Hearing) -> Sequence[Act]:
    """What this person has in mind; what is over ends here, without a word."""
    today = following.today(h.user, h.settings, h.now)
    found = [act for act in await h.work.acts_of(h.user.id) if act.state in WAYS]
    over = [act for act in found if act.state == "agreed" and following.is_over(act, today)]
    for act in over:
        await h.work.save_act(replace(act, state="ended"))
    return [act for act in found if act not in over]


async def one(h: Hearing, number: str) -> Act | None:
    """The act of this person with this number, if they still have it in mind."""
    return next((act for act in await running(h) if str(act.id) == number), None)


async def keep(h: Hearing, act: Act) -> Act:
    """Keep an act as it is now, with the next look at it."""
    await h.work.save_act(act)
    await following.plan(h.work, act, h.user, h.settings, h.now)
    return act


def sentence(h: Hearing, act: Act) -> str:
    """An act in one sentence; where its giver wrote all of it, as they wrote it."""
    if not act.cue:
        return act.deed
    return plan.sentence(h.phrases.say("acts.sentence", cue=act.cue, deed=act.deed), h.phrases)


def shortened(text: str) -> str:
    """A text as it fits on a button."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def when(h: Hearing, act: Act) -> str:
    """When an act comes next, in words."""
    today = following.today(h.user, h.settings, h.now)
    if act.state == "resting":
        return h.phrases.say("acts.rests")
    if act.state == "habit":
        return h.phrases.say("acts.habit")
    if not act.first:
        return h.phrases.say("acts.whenever")
    day = following.next_day(act, today)
    if day is None:
        return h.phrases.say("acts.gone_by")
    shown = say_day(day, language_of(h.user.language), today)
    key = "acts.next" if act.minutes >= LONGEST else "acts.longest"
    return h.phrases.say(key, when=shown, minutes=str(act.minutes))


def see(h: Hearing, act: Act, before: str = "", *, more: Buttons = ()) -> None:
    """One act, and all that can be done with it."""
    begins = f"{before}\n\n" if before else ""
    show(h, f"{begins}{sentence(h, act)}\n{when(h, act)}", (*taps(h, act, *WAYS[act.state]), *more))


def taps(h: Hearing, act: Act, *ways: str) -> Buttons:
    """A row for each of these ways with an act."""
    return tuple((Button(h.phrases.say(f"acts.{way}"), f"act:{way}:{act.id}"),) for way in ways)


def show(h: Hearing, text: str, rows: Buttons) -> None:
    """Say this with its buttons; they work typed too, unless words are for a question that waits."""
    if speaking.under_way(h):
        h.say(text, rows)
    else:
        h.ask(text, rows)
