"""One dialog at a time, offered where something weighs: to begin, to see something else, or to see them all."""

from __future__ import annotations

from bot import sessions, speaking
from bot.engine.fitting import known, plain
from bot.engine.thread import Offer, next_offer
from bot.engine.turn import Button, Buttons
from bot.hearing import PICK, Hearing
from bot.thread.standing import offered
from bot.thread.weighing import WEIGHS

ALL = "talks:all"
"""The button that shows every dialog."""


async def pressed(h: Hearing, rest: str) -> None:
    """Something weighs, or something else is wanted than the dialog named after it."""
    what, _, after = rest.partition(":")
    h.close_pressed()
    thread = h.library.thread
    if thread is None or what not in thread.weighs:  # the table is another one since
        await sessions.start(h, "")
        return
    found = await offered(h, thread.weighs[what])
    offer = next_offer(found, after)
    if offer is None:
        await all_talks(h, "")
        return
    more = next_offer(found, offer.dialog) is not None
    speaking.ask(h, _about(h, offer), _rows(h, offer, what if more else ""))


async def all_talks(h: Hearing, which: str) -> None:
    """Every dialog that can be begun, or `two`: every one that two can."""
    h.close_pressed()
    found, way = (sessions.for_two(h), "two") if which == "two" else (sessions.offered(h), "open")
    rows = tuple((Button(sessions.title_of(h, each.name), f"{way}:{each.name}"),) for each in found)
    speaking.ask(h, h.phrases.say("thread.talks"), rows)


def meant(h: Hearing, text: str) -> str:
    """The button that begins what is offered, where that was asked and a typed yes means it; else nothing."""
    if not h.user.asks.startswith(PICK) or f'"{ALL}"' not in h.user.asks:
        return ""
    begins = h.picked(h.phrases.say("thread.begin"))
    return begins if plain(text) in map(known, h.phrases.words("words.yes")) else ""


def _about(h: Hearing, offer: Offer) -> str:
    """Its title, what it is about, and how long it takes; a talk of two says so itself, in its first words."""
    dialog, say = h.library.dialogs[offer.dialog], h.phrases.say
    words = dialog.words_in(h.user.language)
    title = say("thread.for_two", title=words.title) if offer.two else words.title
    minutes = say("thread.minutes", minutes=str(dialog.minutes)) if dialog.minutes and not offer.two else ""
    return "\n\n".join(part for part in (title, words.about.strip(), minutes) if part)


def _rows(h: Hearing, offer: Offer, what: str) -> Buttons:
    """To begin; alone, where it is for two; something else, where there `what` is left; all of them."""
    say, thread, name = h.phrases.say, h.library.thread, offer.dialog
    rows = [Button(say("thread.begin"), f"{'two' if offer.two else 'one'}:{name}")]
    if offer.two and thread is not None and name in thread.alone:
        beside = h.library.dialogs[name].side_by_side
        rows.append(Button(say("thread.beside" if beside else "who.one"), f"one:{name}"))
    if what:
        rows.append(Button(say("thread.else"), f"{WEIGHS}:{what}:{name}"))
    return tuple((each,) for each in (*rows, Button(say("thread.all"), ALL)))
