"""Thanks for an act: one tap of who receives it, one quiet note to who gives it; nothing where none was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.acts import acts, following
from bot.engine.act import Act
from bot.engine.reminder import Reminder
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.reminding.promises import THANKS, knock_at

SHOWN = 3
"""Acts of the other that are shown, the latest."""


async def received(h: Hearing) -> tuple[str, Sequence[Act]]:
    """The other's name, and what they sent in a talk and this person said yes to, whatever became of it since."""
    link = await h.work.link_of(h.user.id)
    if link is None:
        return "", ()
    theirs = [act for act in await h.work.acts_for(h.user.id) if link.other in (act.giver, 0)]
    return link.called, theirs[-SHOWN:]


def page(h: Hearing, name: str, theirs: Sequence[Act]) -> str:
    """These acts, in their giver's words."""
    quoted = "\n".join(f'"{acts.sentence(h, act)}"' for act in theirs)
    return f"{h.phrases.say('acts.receives', name=name)}\n\n{quoted}"


def rows(h: Hearing, theirs: Sequence[Act]) -> Buttons:
    """A button for each, to say thanks."""
    return tuple(
        (
            Button(
                acts.shortened(h.phrases.say("acts.thank_for", act=acts.sentence(h, act))),
                f"act:thanks:{act.id}",
            ),
        )
        for act in theirs
    )


def belongs(h: Hearing, theirs: Sequence[Act]) -> None:
    """What was said last has words of these givers, and goes with them."""
    owners = h.letters[-1].owners | {act.giver for act in theirs}
    h.letters[-1] = replace(h.letters[-1], owners=owners)


async def thank(h: Hearing, number: str) -> None:
    """Thanks, by one tap, at most once a day for an act; where the other is gone in silence the tap reads the same."""
    _, theirs = await received(h)
    act = next((each for each in theirs if str(each.id) == number), None)
    today = following.today(h.user, h.settings, h.now).isoformat()
    if act is not None and act.thanked_on != today:
        await _pass_on(h, act, today)
    h.phrase("acts.thanked")


async def _pass_on(h: Hearing, act: Act, today: str) -> None:
    giver, back = await h.work.user(act.giver), await h.work.link_of(act.giver)
    if giver is None or back is None or back.other != h.user.id:
        return
    waits = any(each.thanked for each in await h.work.acts_of(giver.id))
    await h.work.thank(act.id, waits=True, day=today)
    if not waits:  # one note, however many thanks wait behind it
        due = await knock_at(h.work, giver, h.settings, h.now)
        await h.work.remind(Reminder(0, THANKS, giver.id, "", act.id, due))


async def read(h: Hearing) -> None:
    """The thanks that wait for this person, once."""
    link = await h.work.link_of(h.user.id)
    waiting = [act for act in await h.work.acts_of(h.user.id) if act.thanked]
    for act in waiting:
        await h.work.thank(act.id, waits=False)
    theirs = [act for act in waiting if link is not None and act.receiver == link.other]
    if link is not None and theirs:
        quoted = "\n".join(f'"{acts.sentence(h, act)}"' for act in theirs)
        h.say(f"{h.phrases.say('acts.thanks', name=link.called)}\n{quoted}")
        h.letters[-1] = replace(h.letters[-1], owners=h.letters[-1].owners | {link.other})
        await h.work.drop_reminders_of(h.user.id, [THANKS])
