"""An act changed by its giver: smaller, at another moment, on other days, in own words; it stays with them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.acts import acts, redating
from bot.engine.act import Act
from bot.engine.fitting import fits, known, plain
from bot.engine.plan import part_of, split
from bot.engine.rendering import within
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing

ASKS = "act"
"""The next text changes an act: `act:NUMBER:WHAT`."""

LONGEST = 300
"""Characters of an act in own words."""

SMALLER = (5, 2)
"""Minutes at most that are offered for something smaller."""

ASKED = "!"
"""Behind what is asked for: whether it could be smaller was asked already."""

_LOOKED_FOR = {"deed": ("stop", "big", "vague"), "cue": ("when",)}
"""What of an act is asked about once, the weightiest first."""


def ask(h: Hearing, act: Act, what: str) -> None:
    """Ask for the change, with buttons for the usual; the next words are it."""
    h.update(asks=f"{ASKS}:{act.id}:{what}")
    leave = acts.taps(h, act, "leave")
    h.say(h.phrases.say(f"acts.ask.{what}"), (*_usual(h, act, what), *leave))


def _usual(h: Hearing, act: Act, what: str) -> Buttons:
    say = h.phrases.say
    if what == "smaller":
        fewer = [minutes for minutes in SMALLER if minutes < act.minutes]
        labels = {f"minutes:{act.id}:{n}": say("acts.at_most", minutes=str(n)) for n in fewer}
    elif what == "cue":
        labels = {f"tie:{act.id}:{key}": say("acts.tie", cue=cue) for key, cue in _cues(h).items()}
    elif what == "time":
        labels = {f"on:{act.id}:{key}": say(f"acts.times.{key}") for key in redating.TIMES}
    else:
        labels = {}
    return tuple((Button(label, f"act:{data}"),) for data, label in labels.items())


async def take(h: Hearing, text: str) -> None:
    """What somebody wrote to change an act; "no" leaves it as it is."""
    number, _, what = h.user.asks.removeprefix(f"{ASKS}:").partition(":")
    act = await acts.one(h, number)
    if act is None:
        h.update(asks="")
        h.phrase("acts.not_here")
    elif plain(text) in map(known, (*h.phrases.words("words.no"), *h.phrases.words("words.stop"))):
        h.update(asks="")
        h.phrase("acts.unchanged")
    elif (pressed := _typed(h, act, what, text)) is not None:
        name, _, value = pressed.partition(f":{act.id}:")
        await _BUTTONS[name](h, act, value)
    elif what == "time":
        await redating.take(h, act, text)
    else:
        await _words(h, act, what, text)


def _typed(h: Hearing, act: Act, what: str, text: str) -> str | None:
    """The button of the question that words mean, without its `act:`; None where they are words of one's own."""
    same = (h.phrases.say("aside.small.same"), *h.phrases.words("words.same"))
    if what.endswith(ASKED) and plain(text) in map(known, same):
        return f"leave:{act.id}:"
    rows = (*_usual(h, act, what), *acts.taps(h, act, "leave"))
    labels = {button.data.removeprefix("act:"): button.label for row in rows for button in row}
    found = fits(text, labels)  # not what merely comes near: "every Sunday" is no "Every day"
    if len(found) != 1:
        return None
    return found[0] if found[0].count(":") > 1 else f"{found[0]}:"


async def left(h: Hearing, _: Act, __: str = "") -> None:
    """It stays as it is."""
    h.update(asks="")
    h.phrase("acts.left")


# --- what it is -----------------------------------------------------------------------------------------


async def minutes(h: Hearing, act: Act, value: str) -> None:
    """So many minutes at most, from now on."""
    h.update(asks="")
    if value in map(str, SMALLER):
        act = await acts.keep(h, replace(act, minutes=int(value)))
    acts.see(h, act, h.phrases.say("acts.changed"))


async def tie(h: Hearing, act: Act, key: str) -> None:
    """It is tied to one of the usual moments."""
    h.update(asks="")
    cue = _cues(h).get(key)
    if cue is not None:
        act = await _changed(h, replace(act, cue=cue))
    acts.see(h, act, h.phrases.say("acts.changed"))


def _cues(h: Hearing) -> dict[str, str]:
    keys = ("wake", "home", "meal", "meet", "bed")
    return {key: h.phrases.say(f"acts.cues.{key}") for key in keys}


async def _words(h: Hearing, act: Act, what: str, text: str) -> None:
    """Own words, looked at as in a talk: what does harm isn't kept; what could be smaller is, and it is asked once."""
    said = " ".join(text.split())
    if len(said) > LONGEST:
        h.phrase("acts.long", limit=str(LONGEST))
        return
    if harm := h.senses.doable(said, h.user.language).harm:
        h.phrase(f"small.harm.{harm}")
        return
    cue, deed = split(said, h.phrases)
    if not cue and what.startswith("cue"):
        cue, deed = within(part_of(said, "cue", h.phrases), h.phrases), act.deed
    elif not cue:
        cue, deed = act.cue, within(part_of(said, "deed", h.phrases), h.phrases)
    h.update(asks="")
    new = await _changed(h, replace(act, cue=cue, deed=deed))
    changed = [part for part in ("deed", "cue") if getattr(new, part) != getattr(act, part)]
    hints = {part: hint for part in changed if (hint := _hint(h, new, part))} if what[-1] != ASKED else {}
    if hints:
        _suggest(h, new, what, *next(iter(hints.items())))
    else:
        acts.see(h, new, h.phrases.say("acts.changed"))


def _hint(h: Hearing, act: Act, part: str) -> str:
    """What of an act could be smaller or clearer; empty where it is fine, or nothing better is known."""
    found = h.senses.doable(getattr(act, part), h.user.language).hints
    return next((hint for hint in _LOOKED_FOR[part] if found.get(hint)), "")


def _suggest(h: Hearing, act: Act, what: str, part: str, hint: str) -> None:
    """It is kept; once it is asked whether something smaller or clearer would do. Other words are taken as they are."""
    say = h.phrases.say
    instead = h.senses.doable(getattr(act, part), h.user.language).hints[hint]
    rows = [
        (Button(label, f"act:instead:{act.id}:{part}:{hint}:{number}"),)
        for number, label in enumerate(instead)
    ]
    rows.append((Button(say("aside.small.same"), f"act:leave:{act.id}"),))
    h.update(asks=f"{ASKS}:{act.id}:{what}{ASKED}")
    changed = f"{say('acts.changed')}\n\n{acts.sentence(h, act)}"
    h.say(f"{changed}\n\n{say(f'small.hint.{hint}')}", tuple(rows))


async def instead(h: Hearing, act: Act, value: str) -> None:
    """One of what was suggested, made of its own words, takes their place."""
    part, hint, number = [*value.split(":"), "", ""][:3]
    found = h.senses.doable(getattr(act, part), h.user.language).hints if part in _LOOKED_FOR else {}
    offered = dict(enumerate(found.get(hint, ())))
    if number.isdecimal() and int(number) in offered:
        words = offered[int(number)]
        act = await _changed(h, replace(act, cue=words) if part == "cue" else replace(act, deed=words))
    acts.see(h, act, h.phrases.say("acts.changed"))


async def _changed(h: Hearing, act: Act) -> Act:
    """Other words for an act: where the other has read those before, they are another act, for nobody else's eyes."""
    if act.receiver and not act.session.startswith("own:"):
        before = next(each for each in await h.work.acts_of(h.user.id) if each.id == act.id)
        own = await h.work.act_of_own(before)
        await acts.keep(h, replace(before, state="ended"))
        act = replace(act, id=own.id, session=own.session)
    return await acts.keep(h, act)


_BUTTONS: Mapping[str, Callable[[Hearing, Act, str], Awaitable[None]]] = {
    "minutes": minutes,
    "tie": tie,
    "on": redating.on,
    "leave": left,
}
"""What the buttons under a question do, where they were typed."""
