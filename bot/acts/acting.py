"""/acts: what somebody set out to do, each to be done, changed, rested or let go, by buttons or typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import speaking
from bot.acts import acts, afterwards, following, redating, reshaping, thanking
from bot.engine.act import Act
from bot.engine.fitting import fits, nearly
from bot.engine.said import Said
from bot.engine.turn import Button
from bot.hearing import Hearing

ASKS = "acts"
"""The next text names one of those that were listed."""


async def listed(h: Hearing, _: str) -> None:
    """All one set out to do, each to be opened; and what the other would like to give."""
    await thanking.read(h)
    mine, (name, theirs) = await acts.running(h), await thanking.received(h)
    if len(mine) == 1 and not theirs:
        acts.see(h, mine[0], more=await afterwards.offer(h))
        return
    if not mine and not theirs:
        h.phrase("acts.none")
        return
    lines = "\n\n".join(f"{acts.sentence(h, act)}\n{acts.when(h, act)}" for act in mine)
    pages = [h.phrases.say("acts.page", acts=lines)] if mine else []
    pages += [thanking.page(h, name, theirs)] if theirs else []
    own = ((Button(acts.shortened(acts.sentence(h, act)), f"act:see:{act.id}"),) for act in mine)
    h.say("\n\n".join(pages), (*own, *thanking.rows(h, theirs), *await afterwards.offer(h)))
    thanking.belongs(h, theirs)
    if not speaking.under_way(h):  # there words are for the question that waits
        h.update(asks=ASKS)


async def take(h: Hearing, text: str) -> None:
    """Words after the list: one of it by its number or its words; what names none of it is heard as ever."""
    h.update(asks="")
    mine, (_, theirs) = await acts.running(h), await thanking.received(h)
    labels = {str(act.id): acts.sentence(h, act) for act in mine}
    labels |= {f"{act.id}+": h.phrases.say("acts.thank_for", act=acts.sentence(h, act)) for act in theirs}
    if await afterwards.unsaid(h):
        labels["may"] = h.phrases.say("acts.may_come")
    found = fits(text, labels) or nearly(text, labels, h.phrases.words("words.not"))
    if found == ("may",):
        await afterwards.may(h, "yes")
    elif len(found) == 1 and found[0].endswith("+"):
        await thanking.thank(h, found[0][:-1])
    elif len(found) == 1:
        acts.see(h, next(act for act in mine if str(act.id) == found[0]))
    elif isinstance(h.incoming.what, Said):
        await speaking.speak(h, h.incoming.what)


# --- what can be done with one --------------------------------------------------------------------------


async def _see(h: Hearing, act: Act) -> None:
    acts.see(h, act)


async def _rest(h: Hearing, act: Act) -> None:
    await acts.keep(h, replace(act, state="resting"))
    h.phrase("acts.rested")


async def _up(h: Hearing, act: Act) -> None:
    """It is here again; where its days are over, the next is asked."""
    if act.first and following.next_day(act, following.today(h.user, h.settings, h.now)) is None:
        reshaping.ask(h, act, "time")
    else:
        act = await acts.keep(h, replace(act, state="agreed"))
        acts.see(h, act, h.phrases.say("acts.taken_up"))


async def _end(h: Hearing, act: Act) -> None:
    await acts.keep(h, replace(act, state="ended"))
    h.phrase("acts.ended")


async def _habit(h: Hearing, act: Act) -> None:
    await acts.keep(h, replace(act, state="habit"))
    h.phrase("acts.is_habit")


async def _keep(h: Hearing, _: Act) -> None:
    h.phrase("acts.kept")


def _asks(what: str) -> Callable[[Hearing, Act], Awaitable[None]]:
    async def asked(h: Hearing, act: Act) -> None:
        reshaping.ask(h, act, what)

    return asked


ONE: Mapping[str, Callable[[Hearing, Act], Awaitable[None]]] = {
    "see": _see,
    "now": afterwards.now,
    "how": afterwards.how,
    "rest": _rest,
    "up": _up,
    "end": _end,
    "leave": reshaping.left,
    "be_habit": _habit,
    "keep": _keep,
    **{what: _asks(what) for what in ("smaller", "cue", "time", "words", "grow")},
}
"""Buttons of the form `act:NAME:NUMBER`."""

MORE: Mapping[str, Callable[[Hearing, Act, str], Awaitable[None]]] = {
    **{answer: afterwards.answers(answer) for answer in afterwards.ANSWERS},
    "minutes": reshaping.minutes,
    "tie": reshaping.tie,
    "on": redating.on,
    "days": redating.days,
    "instead": reshaping.instead,
}
"""Buttons of the form `act:NAME:NUMBER:VALUE`."""

BESIDE: Mapping[str, Callable[[Hearing, str], Awaitable[None]]] = {
    "list": listed,
    "may": afterwards.may,
    "thanks": thanking.thank,
    "open": listed,
}
"""Buttons of the form `act:NAME` or `act:NAME:VALUE` that are about no act of one's own."""

_STAYS = frozenset({"thanks"})
"""What can be pressed again and again, and keeps its button."""


async def pressed(h: Hearing, rest: str) -> None:
    """A button of an act, of the list of them, or of what is asked about one."""
    name, _, value = rest.partition(":")
    number, _, more = value.partition(":")
    if name not in _STAYS:
        h.close_pressed()
    if name in BESIDE:
        await BESIDE[name](h, value)
    elif name in ONE or name in MORE:
        act = await acts.one(h, number)
        if act is None:
            h.phrase("acts.not_here")
        elif name in ONE:
            await ONE[name](h, act)
        else:
            await MORE[name](h, act, more)
