"""Whether notes may come: asked once, at the end of the first meeting; and where one lives, for quiet nights."""

from __future__ import annotations

from bot import sessions, speaking
from bot.engine.fitting import known, plain
from bot.engine.reminder import Wish
from bot.engine.turn import Button
from bot.hearing import PICK, Hearing
from bot.pair import together
from bot.preferences import zone_meant
from bot.reminding.nudges import NUDGE
from bot.when.zones import zone_of

MAY = "set:notes:"
"""The buttons that say whether notes may come; what was wanted before follows the answer."""

ASKS_ZONE = "note_zone"
"""The next text says where one lives; what was wanted before follows, after a colon."""

PLACE = "place"
"""The same in the middle of something, which then goes on."""

LONGEST_COMMAND = 32
"""Characters of a command: no longer one is any, and a button holds 64 bytes."""


async def ask(h: Hearing, wanted: str) -> None:
    """Ask once, whatever comes of it: without an answer nothing is sent. After words of danger it isn't asked now."""
    still = h.user.still_until is not None and h.now < h.user.still_until
    if still or any(wish.kind == NUDGE for wish in await h.work.wishes_of(h.user.id)):
        await _go_on(h, wanted)
        return
    await h.work.wish(Wish(h.user.id, NUDGE, wanted=False))
    wanted = wanted if len(wanted) <= LONGEST_COMMAND else ""
    rows = tuple(
        (Button(h.phrases.say(f"notes.may.{each}"), f"{MAY}{each}:{wanted}"),) for each in ("yes", "no")
    )
    h.ask(h.phrases.say("notes.may.ask"), rows)


async def take(h: Hearing, value: str) -> None:
    """Yes or no; then on with what they wanted, once."""
    may, _, wanted = value.partition(":")
    asked = MAY in _asked(h)
    h.close_pressed()
    await h.work.wish(Wish(h.user.id, NUDGE, wanted=may == "yes"))
    h.phrase("notes.may.good" if may == "yes" else "notes.may.fine")
    if may == "yes" and not h.user.zone:
        ask_zone(h, f"{ASKS_ZONE}:{wanted}" if asked else PLACE)
    elif asked:
        await _go_on(h, wanted)


def ask_zone(h: Hearing, asks: str = PLACE) -> None:
    """Ask where somebody lives who lets notes come; it can be left out."""
    h.update(asks=asks)
    h.say(h.phrases.say("notes.may.zone"), ((Button(h.phrases.say("buttons.skip"), "set:lives"),),))


def meant(h: Hearing, text: str) -> str:
    """The button that a typed yes or no means where that was asked, or nothing; and to skip where one lives."""
    said, words = plain(text), h.phrases.words
    if h.user.asks.partition(":")[0] in (ASKS_ZONE, PLACE):
        return "set:lives" if said in map(known, words("words.skip")) else ""
    if not h.user.asks.startswith(PICK) or MAY not in h.user.asks:
        return ""
    wanted = h.user.asks.partition(f"{MAY}yes:")[2].partition('"')[0]
    if said in map(known, words("words.no")):
        return f"{MAY}no:{wanted}"
    return f"{MAY}yes:{wanted}" if said in map(known, words("words.yes")) else ""


async def take_zone(h: Hearing, text: str) -> None:
    """A city, an IANA name, or the hour that it is: then on."""
    if found := zone_meant(h, text, "set:lives"):
        await _lives(h, found, h.user.asks)


async def zone(h: Hearing, value: str) -> None:
    """The zone whose button was pressed, or none said; then on."""
    h.close_pressed()
    if not value:
        h.phrase("notes.may.no_zone", zone=h.zone)
    await _lives(h, value if zone_of(value, h.now) is not None else h.user.zone, _asked(h))


async def _lives(h: Hearing, zone: str, asked: str) -> None:
    h.update(asks="", zone=zone)
    key, _, wanted = asked.partition(":")
    if key == ASKS_ZONE:
        await _go_on(h, wanted)
    else:
        h.settled = True
        await speaking.show_waiting(h)


def _asked(h: Hearing) -> str:
    """What was asked before this press."""
    return h.opening.user.asks if h.opening.user is not None else ""


async def _go_on(h: Hearing, wanted: str) -> None:
    """What they wanted before they had agreed, or what there is."""
    if wanted == "together":
        await together.together(h, "")
    elif not wanted or not await sessions.by_command(h, wanted):
        await together.arrive(h, "")
