"""Checking in: three private taps about the last days, one after the other in one message, each to be skipped.

The items are our own, in plain words, and not validated; people are told so. What is given is kept at each tap, by
the local day on which the check-in began, which its buttons carry: a restart loses nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta

from bot import own_weeks, speaking
from bot.engine.check_in import ITEMS, Tap
from bot.engine.fitting import known, meant, plain
from bot.engine.letter import Change
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.letters import edit
from bot.own_weeks import today
from bot.reminding import weekly

ASKS = "check_in"
"""The next text answers an item: `check_in:DAY:ITEM`."""

SKIP = "skip"

NIGHT = timedelta(hours=4)
"""So long after midnight a check-in of the day before is still answered."""


async def begin(h: Hearing, _: str) -> None:
    """Ask the first of the three; a second check-in on one day takes the place of the first, tap by tap."""
    h.close_pressed()
    day = today(h)
    rows = await own_weeks.ways_to_look(h, day)
    h.say(
        h.phrases.say("check_in.about", question=_question(h, ITEMS[0])), (*_steps(h, day, ITEMS[0]), *rows)
    )
    _awaits(h, day, ITEMS[0])


def _ask(h: Hearing, day: date, item: str) -> None:
    """The next one, in the message that was pressed where that can be."""
    own_weeks.instead(h, _question(h, item), _steps(h, day, item))
    _awaits(h, day, item)


def _question(h: Hearing, item: str) -> str:
    say = h.phrases.say
    sign = say("sign", at=str(ITEMS.index(item) + 1), of=str(len(ITEMS)))
    return f"{sign}. {say(f'check_in.ask.{item}')}"


def _steps(h: Hearing, day: date, item: str) -> Buttons:
    """The scale in words, the lowest step first, and a way past it."""
    return tuple((Button(label, f"chk:{day:%Y%m%d}:{item}:{step}"),) for step, label in _labels(h).items())


def _labels(h: Hearing) -> Mapping[str, str]:
    """What can be answered, by the step that it means."""
    steps = enumerate(h.phrases.words("check_in.steps"), 1)
    return {**{str(step): label for step, label in steps}, SKIP: h.phrases.say("buttons.skip")}


def _awaits(h: Hearing, day: date, item: str) -> None:
    """The next text is an answer, unless a session waits for it."""
    if not speaking.under_way(h):
        h.update(asks=f"{ASKS}:{day:%Y%m%d}:{item}")


async def take(h: Hearing, text: str) -> None:
    """An answer by typing: a step's words, their number, or a word for leaving it out; else it is asked again."""
    _, day, item = h.user.asks.split(":")
    step = _meant(h, text)
    if step:
        h.update(asks="")
        await _given(h, day, item, step)
    else:
        h.phrase("check_in.which")


def _meant(h: Hearing, text: str) -> str:
    """The step that typed words mean, or that it is left out; empty where that isn't clear."""
    also = {str(step): words for step, words in enumerate(h.phrases.words("check_in.also"), 1)}
    found = meant(text, _labels(h), also, h.phrases.words("words.not"))
    if found:
        return found[0] if len(found) == 1 else ""
    rather_not = {*map(known, h.phrases.words("words.skip"))} - {*map(known, h.phrases.words("words.no"))}
    return SKIP if plain(text) in rather_not else ""


async def pressed(h: Hearing, rest: str) -> None:
    """A button of a check-in, or of one's own weeks."""
    name, _, value = rest.partition(":")
    if name in BUTTONS:
        await BUTTONS[name](h, value)
        return
    item, _, step = value.partition(":")
    if name.isdecimal() and item in ITEMS and step in _labels(h):
        await _given(h, name, item, step)


async def _given(h: Hearing, written: str, item: str, step: str) -> None:
    """Keep what was given, or that nothing was, and go on; what belongs to an earlier day is asked anew."""
    day = next((day for day in (today(h), today(h, NIGHT)) if f"{day:%Y%m%d}" == written), None)
    if day is None:
        if h.pressed is not None and h.pressed.message:
            h.letters += edit([Change(h.pressed.message)], h.user)
        h.phrase("check_in.earlier")
        await begin(h, "")
        return
    if step == SKIP:
        await h.work.drop_check_in(h.user.id, day, item)
    else:
        await h.work.check_in(h.user.id, Tap(day, item, int(step)))
    following = ITEMS[ITEMS.index(item) + 1 :]
    if following:
        _ask(h, day, following[0])
    else:
        await own_weeks.end(h, day)


BUTTONS: Mapping[str, Callable[[Hearing, str], Awaitable[None]]] = {
    "begin": begin,
    "show": own_weeks.look,
    "leave": own_weeks.leave,
    "away": own_weeks.ask_to_take_away,
    "gone": own_weeks.take_away,
    "keep": own_weeks.keep,
    "weekly": weekly.accept,
    "never": weekly.refuse,
}
"""Buttons of the form `chk:NAME`; those of an item are `chk:DAY:ITEM:STEP`."""
