"""What a person can set for themselves, and being forgotten."""

from __future__ import annotations

from bot import helping, meeting, speaking
from bot.engine.fitting import fits, known, plain
from bot.engine.turn import Button
from bot.hearing import Hearing
from bot.pair.parting import part
from bot.storage.store import ONCE_GONE
from bot.when.hours import QuietHours
from bot.when.zones import zone_of, zones_at, zones_meant

FORGET = "set:forget"

LONGEST_NAME = 40
"""Characters of a name."""


async def settings(h: Hearing, _: str) -> None:
    """What is set, and a button to change each."""
    say, user = h.phrases.say, h.user
    text = say(
        "settings.page",
        name=user.name or say("settings.no_name"),
        language=say("language"),
        zone=h.zone,
        quiet=user.quiet or str(h.settings.quiet_hours),
        country=helping.country_name(h) or say("settings.no_country"),
    )
    keys = ("name", "zone", "quiet", "language", "country")
    rows = tuple((Button(say(f"settings.{key}"), f"set:{key}"),) for key in keys)
    if h.opening.session is not None and h.opening.session.state != "done":
        h.say(text, rows)  # words are for the question that waits there
    else:
        h.ask(text, rows)


async def _set(h: Hearing, **fields: str) -> None:
    h.close_pressed()
    h.update(asks="", **fields)
    h.phrase("settings.kept")
    await settings(h, "")


async def ask_name(h: Hearing, _: str) -> None:
    """Ask what to be called."""
    h.update(asks="name")
    h.phrase("settings.ask_name")


async def take_name(h: Hearing, text: str) -> None:
    """What to be called."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        h.phrase("settings.name_long")
        return
    await _set(h, name=name)


async def zone(h: Hearing, value: str) -> None:
    """Take the time zone whose button was pressed; without one, ask what hour it is."""
    if value and zone_of(value, h.now) is not None:
        await _set(h, zone=value)
        return
    h.update(asks="zone")
    h.phrase("settings.ask_zone")


async def take_zone(h: Hearing, text: str) -> None:
    """A city, an IANA name, or the hour that it is."""
    if found := zone_meant(h, text, "set:zone"):
        await _set(h, zone=found)


async def place(h: Hearing, value: str) -> None:
    """Where somebody lives, asked in the middle of a conversation, which then goes on: a zone, or the question."""
    h.close_pressed()
    if value and zone_of(value, h.now) is not None:
        h.phrase("settings.kept")
        await _go_on_in(h, value)
        return
    h.update(asks="place")
    h.phrase("settings.ask_zone")


async def take_place(h: Hearing, text: str) -> None:
    """A city, an IANA name, or the hour that it is: then on with the conversation."""
    if found := zone_meant(h, text, "set:place"):
        await _go_on_in(h, found)


async def _go_on_in(h: Hearing, zone: str) -> None:
    h.update(asks="", zone=zone)
    h.settled = True
    await speaking.show_waiting(h)


def zone_meant(h: Hearing, text: str, button: str) -> str:
    """The time zone that somebody wrote; empty where it is asked which, or asked once more."""
    candidates = zones_meant(text, h.now)
    if len(candidates) == 1 and not zones_at(text, h.now):  # an hour alone is no place yet
        h.phrase("settings.placed", place=candidates[0].label)
        return candidates[0].zone
    if not candidates:
        h.phrase("settings.zone_unknown")
        return ""
    rows = tuple((Button(each.label, f"{button}:{each.zone}"),) for each in candidates)
    h.say(h.phrases.say("settings.which_zone"), rows)  # another place can still be typed
    return ""


async def quiet(h: Hearing, value: str) -> None:
    """Take the quiet hours whose button was pressed; without them, ask."""
    if value:
        await take_quiet(h, value)
        return
    h.update(asks="quiet")
    _ask_quiet(h, "settings.ask_quiet")


def _ask_quiet(h: Hearing, phrase: str) -> None:
    usual = ("21:00-08:00", "22:00-07:00", "20:00-10:00", "none")
    rows = tuple((Button(_shown(h, hours), f"set:quiet:{hours}"),) for hours in usual)
    h.say(h.phrases.say(phrase), rows)


def _shown(h: Hearing, hours: str) -> str:
    return h.phrases.say("settings.no_quiet") if hours == "none" else hours


async def take_quiet(h: Hearing, text: str) -> None:
    """Hours such as 21:00-08:00, or none."""
    said = "none" if text.strip().casefold() in h.phrases.words("words.no") else text.strip()
    try:
        hours = QuietHours.parse(said.replace(" ", "").replace("–", "-"))
    except ValueError:
        _ask_quiet(h, "settings.quiet_unknown")
        return
    await _set(h, quiet=str(hours))


async def plain_notes(h: Hearing, _: str) -> None:
    """From now on every note is one plain line; asked for once more, they come as before."""
    h.update(plain=not h.user.plain)
    h.phrase("plain.on" if h.user.plain else "plain.off")


async def language(h: Hearing, value: str) -> None:
    """Take the language whose button was pressed; without one, show those there are.

    It can be chosen before anything is agreed to: then the first cards come in it.
    """
    if value in h.library.phrases and not meeting.agreed(h):
        h.close_pressed()
        h.update(language=value)
        await meeting.let_in(h, "", again=False)
        return
    if value in h.library.phrases:
        await _set(h, language=value)
        return
    if meeting.agreed(h):
        h.update(asks="language")
    rows = tuple((Button(name, f"set:language:{code}"),) for code, name in _languages(h).items())
    h.say(h.phrases.say("settings.ask_language"), rows)


async def take_language(h: Hearing, text: str) -> None:
    """A language by its own name, or as it is called here; for another one, those there are come again."""
    own = _languages(h)
    called = {code: name for code in own if (name := h.phrases.texts.get(f"tongues.{code}"))}
    codes = {code: code for code in own}
    for names in (own, called, codes):
        found = fits(text, {code: str(name) for code, name in names.items()})
        if len(found) == 1:
            await language(h, found[0])
            return
    await language(h, "")


async def choose_language(h: Hearing, text: str) -> None:
    """The command: a language named right behind it, or those there are."""
    await (take_language(h, text) if text.strip() else language(h, ""))


def _languages(h: Hearing) -> dict[str, str]:
    return {code: each.say("language") for code, each in h.library.phrases.items()}


async def country(h: Hearing, _: str) -> None:
    """Ask for which country the numbers in /help are."""
    helping.ask_country(h)


async def ask_to_forget(h: Hearing, _: str) -> None:
    """Ask once before everything goes."""
    say = h.phrases.say
    h.ask(say("forget.ask"), ((Button(say("forget.yes"), FORGET),), (Button(say("forget.no"), "set:keep"),)))


def meant(h: Hearing, text: str) -> str:
    """What usual words mean where the question whether to forget waits: a button, or nothing."""
    if FORGET not in h.user.asks:
        return ""
    words, said = h.phrases.words, plain(text)
    if said in map(known, (*words("words.yes"), *words("words.forget"))):
        return FORGET
    return "set:keep" if said in map(known, (*words("words.no"), *words("words.keep"))) else ""


async def keep(h: Hearing, _: str) -> None:
    """Nothing is forgotten, and the person is told so."""
    h.close_pressed()
    h.phrase("forget.kept")
    await speaking.show_waiting(h)


async def forget(h: Hearing, _: str) -> None:
    """All that belongs to the person goes; one line says so, and it is kept for nobody."""
    h.close_pressed()
    await part(h.work, h.user.id)
    await h.work.forget_user(h.user.id)
    h.forget()
    h.say(h.phrases.say("forget.done"), due_at=ONCE_GONE)
