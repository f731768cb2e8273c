"""Asking for a reminder: when it shall come is asked, said back with weekday and hour, and counts after a yes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot import sessions, speaking
from bot.engine.fitting import known, plain
from bot.engine.turn import Button, Buttons
from bot.hearing import PICK, Hearing
from bot.pair import together
from bot.preferences import zone_meant
from bot.reminding import requests, wishing
from bot.when.grammar import languages_from
from bot.when.spoken import read_any, time_in
from bot.when.understood import Refused, Understood
from bot.when.zones import zone_of

ASKS = "remind"
"""The next text says when."""

ASKS_ZONE = "remind_zone"
"""The next text says where one lives; what was said of the time before follows it, as in `remind_zone:in two hours`."""

_YES = "rem:yes:"

# --- asking when --------------------------------------------------------------------------------------


async def remind(h: Hearing, text: str) -> None:
    """Take the time that was said; without one, ask when; and where they live, if they never said."""
    said = _time_in(h, text)
    if text.strip() and not said:
        await take(h, text)
    elif not h.user.zone:
        h.update(asks=f"{ASKS_ZONE}:{said}")
        h.phrase("remind.ask_zone")
    elif said:
        await take(h, said)
    else:
        _ask(h, "remind.ask")


def _ask(h: Hearing, phrase: str, options: Sequence[Understood] = ()) -> None:
    """Ask when, with buttons for what it could be, or else for the usual."""
    usual = requests.usual(h.now, h.zone)
    keys = () if options else tuple(usual)
    rows = tuple((Button(h.phrases.say(f"remind.usual.{key}"), f"rem:usual:{key}"),) for key in keys)
    no = (Button(h.phrases.say("remind.no"), "rem:no"),)
    h.update(asks=ASKS)
    h.say(h.phrases.say(phrase), (*_choices(h, options), *rows, no))


async def take(h: Hearing, text: str) -> None:
    """A time as people say it: it is said back; one that isn't clear is asked for again, with what would be."""
    if plain(text) in map(known, (*h.phrases.words("words.no"), *h.phrases.words("words.stop"))):
        await _no(h, "")
        return
    if not h.user.zone and _time_in(h, text):
        await remind(h, text)
        return
    found = _read(h, text)
    if isinstance(found, Refused):
        _ask(h, f"remind.refused.{found.reason}", found.options)
    else:
        await _say_back(h, found)


def _time_in(h: Hearing, text: str) -> str:
    """The words of a text that say when, in a language that makes sense of all of it."""
    return next(
        (each for language in languages_from(h.user.language) if (each := time_in(text, language))), ""
    )


def another(h: Hearing, text: str) -> bool:
    """Whether somebody who was asked if a time is right says another one; in a session words are for its question."""
    asked = h.user.asks.startswith(PICK) and _YES in h.user.asks
    return asked and not speaking.under_way(h) and bool(_time_in(h, text))


def _read(h: Hearing, text: str) -> Understood | Refused:
    return read_any(text, h.user.language, h.now, h.zone)


async def take_zone(h: Hearing, text: str) -> None:
    """A city, or the hour that it is: then on with the time that was said before."""
    said = h.user.asks.partition(":")[2]
    if found := zone_meant(h, text, "rem:zone"):
        h.update(zone=found, asks="")
        await remind(h, said)


async def _zone(h: Hearing, value: str) -> None:
    asks, _, said = h.user.asks.partition(":")
    h.close_pressed()
    if zone_of(value, h.now) is not None:
        h.update(zone=value, asks="")
    await remind(h, said if asks == ASKS_ZONE else "")


# --- saying back, and the yes -------------------------------------------------------------------------


async def _say_back(h: Hearing, found: Understood) -> None:
    if (phrase := await requests.too_much(h, found.at)) is not None:
        h.update(asks="")
        h.phrase(phrase, most=str(requests.MOST), days=str(h.settings.retention_days))
        return
    first = requests.said(h, replace(found, every=None)) if found.every else ""
    phrases = h.phrases
    text = phrases.say(
        "remind.confirm_every" if first else "remind.confirm", when=requests.begins(h, found), first=first
    )
    yes = (Button(phrases.say("remind.yes"), _YES + requests.code_of(found)),)
    rows = tuple((Button(phrases.say(f"remind.{key}"), f"rem:{key}"),) for key in ("again", "no"))
    h.ask(text, (yes, *_choices(h, found.others), *rows))


def _choices(h: Hearing, times: Sequence[Understood]) -> Buttons:
    """A button for each time, with its weekday and hour: to press it is a yes to it."""
    return tuple((Button(requests.begins(h, each), _YES + requests.code_of(each)),) for each in times)


async def _yes(h: Hearing, code: str) -> None:
    """The time counts from now on."""
    h.close_pressed()
    h.update(asks="")
    found = requests.decoded(code, h.user.zone, h.now) if h.user.zone else None
    if found is None:
        await sessions.moved_on(h)
    elif found.at <= h.now:
        _ask(h, "remind.refused.past")
    else:
        await requests.keep(h, found)
        await speaking.show_waiting(h)


def meant(h: Hearing, text: str) -> str:
    """What usual words mean where it was asked whether a time is right: a button, or nothing."""
    if not h.user.asks.startswith(PICK) or _YES not in h.user.asks:
        return ""
    said = plain(text)
    if said in map(known, h.phrases.words("words.no")):
        return "rem:no"
    if said not in map(known, h.phrases.words("words.yes")):
        return ""
    return _YES + h.user.asks.partition(_YES)[2].partition('"')[0]


async def _again(h: Hearing, _: str) -> None:
    h.close_pressed()
    _ask(h, "remind.ask")


async def _no(h: Hearing, _: str) -> None:
    h.close_pressed()
    h.update(asks="")
    h.phrase("remind.not_kept")
    await speaking.show_waiting(h)


async def _chosen(h: Hearing, key: str) -> None:
    """One of the usual times, said back as any other."""
    h.close_pressed()
    found = requests.usual(h.now, h.user.zone).get(key) if h.user.zone else None
    if found is not None:
        await _say_back(h, found)
    elif h.user.zone:
        _ask(h, "remind.refused.past")
    else:
        await remind(h, "")


async def _later(h: Hearing, rest: str) -> None:
    """Once more at another time, by one tap on the note itself."""
    key, _, session = rest.partition(":")
    h.close_pressed()
    found = requests.usual(h.now, h.zone).get(key)
    if found is None:
        _ask(h, "remind.refused.past")
    else:
        await requests.keep(h, found, session)
        await speaking.show_waiting(h)


async def _open(h: Hearing, _: str) -> None:
    """What waits, or what there is."""
    h.close_pressed()
    await together.start(h, "")


BUTTONS: Mapping[str, Callable[[Hearing, str], Awaitable[None]]] = {
    "usual": _chosen,
    "zone": _zone,
    "yes": _yes,
    "again": _again,
    "no": _no,
    "open": _open,
    "later": _later,
    "less": requests.less,
    "stop": requests.drop,
    "end": wishing.end,
}
"""Buttons of the form `rem:NAME` or `rem:NAME:VALUE`."""


async def pressed(h: Hearing, rest: str) -> None:
    """A button of a reminder, or of what is asked about one."""
    name, _, value = rest.partition(":")
    if name != "zone" and (
        h.user.asks.partition(":")[0] in (ASKS, ASKS_ZONE) or h.user.asks.startswith(PICK)
    ):
        h.update(asks="")
    if name in BUTTONS:
        await BUTTONS[name](h, value)
