"""How an act went: asked after its day, answered by its giver alone, and answered warmly whatever they say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from bot import speaking
from bot.acts import acts, following
from bot.engine.act import Act
from bot.engine.fitting import TELLING, fits, known, nearly, plain
from bot.engine.reminder import Wish
from bot.engine.said import Said
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.reminding import permission

ASKS = "how"
"""The next text says how an act went: `how:NUMBER:DAY`."""

ANSWERS = ("done", "partly", "not_yet")

THIRD = 3
"""After so many times it is offered to keep it, to let it grow, or to let it be a habit."""


async def how(h: Hearing, act: Act) -> None:
    """Ask how it went, unless that was said already, or it has had no day yet."""
    day = following.unanswered(act, following.today(h.user, h.settings, h.now))
    if act.state != "agreed" or day is None:
        acts.see(h, act)
        return
    words = h.phrases.words("acts.how")
    text = words[day.toordinal() % len(words)].replace("{act}", acts.sentence(h, act))
    h.say(text, _rows(h, act, f"{day:%Y%m%d}"))
    h.update(asks=f"{ASKS}:{act.id}:{day:%Y%m%d}")


def _rows(h: Hearing, act: Act, day: str) -> Buttons:
    return tuple(
        (Button(h.phrases.say(f"acts.{answer}"), f"act:{answer}:{act.id}:{day}"),) for answer in ANSWERS
    )


async def take(h: Hearing, text: str) -> None:
    """Words right after it was asked: one of the answers; others are for a talk, or asked again without one."""
    _, number, day = h.user.asks.split(":")
    act = await acts.one(h, number)
    answer = _meant(h, text)
    if act is not None and answer:
        h.update(asks="")
        await answers(answer)(h, act, day)
    elif act is not None and not speaking.under_way(h) and not speaking.means_something(h, text):
        h.say(h.phrases.say("acts.which"), _rows(h, act, day))
    elif isinstance(h.incoming.what, Said):
        h.update(asks="")
        await speaking.speak(h, h.incoming.what)


def _meant(h: Hearing, text: str) -> str:
    """The answer that words mean; empty where that isn't clear."""
    said, words = plain(text), h.phrases.words
    labels = {answer: h.phrases.say(f"acts.{answer}") for answer in ANSWERS}
    usual = {answer: (labels[answer], *words(f"words.act_{answer}")) for answer in ANSWERS}
    found = [answer for answer in ANSWERS if said in map(known, usual[answer])] or [*fits(text, labels)]
    if not found:
        telling = {answer: [each for each in usual[answer] if len(each) >= TELLING] for answer in ANSWERS}
        against = {"done": words("words.not"), "partly": words("words.not"), "not_yet": ()}
        near = {
            answer: nearly(text, dict(zip(each, each, strict=True)), against[answer])
            for answer, each in telling.items()
        }
        found = [answer for answer in ANSWERS if near[answer]]
    return found[0] if len(found) == 1 else ""


def answers(answer: str) -> Callable[[Hearing, Act, str], Awaitable[None]]:
    """What a press of this answer does."""

    async def answered(h: Hearing, act: Act, value: str) -> None:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = date.min
        if act.state != "agreed" or day <= following.answered_until(act):  # a second tap counts nothing twice
            acts.see(h, act)
        else:
            await _WITH[answer](h, replace(act, answered=day.isoformat()))

    return answered


async def now(h: Hearing, act: Act) -> None:
    """Done before anybody asked: nothing is asked about today, nor about the day of what was for once."""
    day = max(following.today(h.user, h.settings, h.now), following.answered_until(act))
    if act.first and not act.rule:
        day = max(day, date.fromisoformat(act.first[:10]))
    await _done(h, replace(act, answered=day.isoformat()))


async def _done(h: Hearing, act: Act) -> None:
    done = await acts.keep(h, _ended_or_not(h, replace(act, done=act.done + 1)))
    text = _said(h, "done", done.done - 1)
    if done.done == THIRD and done.state == "agreed":
        acts.show(
            h, f"{text}\n\n{h.phrases.say('acts.third')}", acts.taps(h, done, "keep", "grow", "be_habit")
        )
    else:
        h.say(text)
        await speaking.show_waiting(h)


async def _partly(h: Hearing, act: Act) -> None:
    act = await acts.keep(h, act)
    text = _said(h, "partly", date.fromisoformat(act.answered).toordinal())
    if following.next_day(act, following.today(h.user, h.settings, h.now)) is None:
        acts.show(h, text, acts.taps(h, act, "time", "end"))
    else:
        h.say(text)
        await speaking.show_waiting(h)


async def _not_yet(h: Hearing, act: Act) -> None:
    act = await acts.keep(h, act)
    text = _said(h, "not_yet", date.fromisoformat(act.answered).toordinal())
    acts.show(h, text, acts.taps(h, act, "smaller", "cue", "time", "end", "leave"))


_WITH = {"done": _done, "partly": _partly, "not_yet": _not_yet}


def _ended_or_not(h: Hearing, act: Act) -> Act:
    """Where that was its last day it has ended, without a word of it."""
    over = act.first and following.next_day(act, following.today(h.user, h.settings, h.now)) is None
    return replace(act, state="ended") if over else act


def _said(h: Hearing, answer: str, number: int) -> str:
    """A warm word, in other words than the last time."""
    words = h.phrases.words(f"acts.said_{answer}")
    return words[number % len(words)]


# --- whether it may be asked ----------------------------------------------------------------------------


async def unsaid(h: Hearing) -> bool:
    """Whether an act has a day to come, and nothing was ever said of notes about it."""
    if any(wish.kind == following.FOLLOW_UP for wish in await h.work.wishes_of(h.user.id)):
        return False
    return any(each.kind == following.FOLLOW_UP for each in await h.work.reminders_of(h.user.id))


async def may_ask(h: Hearing) -> None:
    """At the end of a talk it is asked once whether a note may come; without an answer none does."""
    if await unsaid(h):
        await h.work.wish(Wish(h.user.id, following.FOLLOW_UP, wanted=False))
        rows = ((_tap(h, "may", "yes"),), (_tap(h, "may_not", "no"),))
        h.ask(h.phrases.say("acts.may_ask"), rows)


async def offer(h: Hearing) -> Buttons:
    """A button by which a note comes, for whoever was never asked."""
    return ((_tap(h, "may_come", "yes"),),) if await unsaid(h) else ()


def _tap(h: Hearing, label: str, value: str) -> Button:
    return Button(h.phrases.say(f"acts.{label}"), f"act:may:{value}")


async def may(h: Hearing, value: str) -> None:
    """Whether a note may come; either is fine."""
    wanted = value == "yes"
    await h.work.wish(Wish(h.user.id, following.FOLLOW_UP, wanted))
    h.phrase("acts.asks_on" if wanted else "acts.asks_off")
    if wanted and not h.user.zone:  # now it matters when it is morning there
        permission.ask_zone(h)
    else:
        h.settled = True
        await speaking.show_waiting(h)
