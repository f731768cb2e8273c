"""The first meeting: the access code, the three cards, help, and the card that answers danger."""

from __future__ import annotations

import hmac

from bot import helping, marks
from bot.engine.asides import danger_card
from bot.engine.fitting import fits, known, plain
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.pair.parting import part
from bot.reminding import permission

TAPS = {"agree": "yes", "decline": "no"}
"""The buttons of the cards, and the usual words that mean them."""

SAFE = "set:safe"
"""The button of the card of danger that goes on."""

BEGIN = "begin:"
"""What a person wanted before they had agreed is kept so, and done once they have."""


CARD = " !"
"""It ends so where the card of danger came since: what is typed then answers that card, and agrees to nothing."""


def version(h: Hearing) -> int:
    """The version of the cards; whoever agreed to an older one is asked again."""
    return int(h.phrases.say("cards.version"))


def agreed(h: Hearing) -> bool:
    """Whether this person agreed to the cards as they are now."""
    return h.user.agreed >= version(h)


async def let_in(h: Hearing, text: str, *, wanted: str = "", again: bool = True) -> bool:
    """Whether this person may go on; else they are asked for the code, or shown the cards (whole, but for `again`)."""
    asked_before = h.user.asks.startswith(BEGIN)
    again = again and h.user.admitted and asked_before and not wanted
    admitted = h.user.admitted or _admitted(h, text)
    if admitted and agreed(h):
        return True
    if not asked_before or wanted:
        h.update(asks=BEGIN + ("" if wanted == "start" else wanted))
    h.update(asks=h.user.asks.removesuffix(CARD))
    if admitted and again:
        h.say(h.phrases.say("cards.again"), _taps(h))
    elif admitted:
        show_cards(h)
    else:
        h.phrase("access.wrong" if text and asked_before else "access.ask")
    return False


def _admitted(h: Hearing, text: str) -> bool:
    code = h.settings.access_code
    if h.settings.access == "open" or code is None:
        h.update(admitted=True)
        return True
    # A phone writes a first capital and a last full stop by itself.
    given, right = (
        each.strip().casefold().removesuffix(".").encode("utf-8", "surrogatepass")
        for each in (text, code.get_secret_value())
    )
    if not given or not hmac.compare_digest(given, right):
        return False
    h.update(admitted=True)
    return True


def show_cards(h: Hearing) -> None:
    """What Mend is, what is kept, who can read along; then one tap."""
    say, settings = h.phrases.say, h.settings
    h.say(say("cards.what"))
    h.say(say("cards.kept", days=str(settings.retention_days)))
    host = settings.host or say("cards.no_host")
    h.say(say("cards.who", host=host), _taps(h))


def _taps(h: Hearing) -> Buttons:
    return tuple((Button(h.phrases.say(f"cards.{tap}"), f"set:{tap}"),) for tap in TAPS)


def typed(h: Hearing, text: str) -> str:
    """The button of the cards that typed words mean, where they wait for one: a label, its number, yes or no."""
    if not h.user.admitted or agreed(h) or h.user.asks.endswith(CARD):
        return ""
    found = fits(text, {tap: h.phrases.say(f"cards.{tap}") for tap in TAPS})
    if len(found) == 1:
        return f"set:{found[0]}"
    return "set:decline" if _says_no(h, text) else "set:agree" if _says_yes(h, text) else ""


def _says_no(h: Hearing, text: str) -> bool:
    """A no is heard with whatever follows it, and so is being under 18."""
    said, noes = plain(text), {*map(known, h.phrases.words("words.no"))}
    under = {*map(known, h.phrases.words("words.under_age"))}
    return said in noes | under or said.partition(" ")[0] in noes


def _says_yes(h: Hearing, text: str) -> bool:
    """A yes with nothing beside it but politeness and what the button says: "ok but I'm 16" is none."""
    yes = {known(word) for key in ("words.yes", "words.agree") for word in h.phrases.words(key)}
    beside = {*map(known, h.phrases.words("words.polite")), *known(h.phrases.say("cards.agree")).split()}
    said = plain(text).split()
    return bool(said) and "?" not in text and said[0] in yes and yes | beside >= {*said}


async def agree(h: Hearing, _: str) -> None:
    """Agreed, and 18 or over."""
    if not h.user.admitted and not _admitted(h, ""):
        h.phrase("access.ask")
        return
    h.close_pressed()
    asks = h.user.asks.removesuffix(CARD)
    wanted = asks.removeprefix(BEGIN) if asks.startswith(BEGIN) else ""
    h.update(agreed=version(h), admitted=True, asks="")
    await permission.ask(h, wanted)


async def decline(h: Hearing, _: str) -> None:
    """Not agreed, or under 18: help, and a kind end; who had agreed before takes it back."""
    h.close_pressed()
    if h.user.agreed:
        await part(h.work, h.user.id)
    h.update(agreed=0)
    h.phrase("cards.declined")
    await help_page(h, "")


async def help_page(h: Hearing, _: str) -> None:
    """What to do now and who can help, then what one can do here; works in any state."""
    helping.page(h)
    _waits(h)


async def numbers(h: Hearing, _: str) -> None:
    """Straight to the numbers; works in any state, too."""
    helping.numbers(h)
    _waits(h)


async def help_pressed(h: Hearing, rest: str) -> None:
    """A button of these pages."""
    await helping.pressed(h, rest)
    _waits(h)


def country(h: Hearing, text: str) -> bool:
    """Whether a text is the country that was asked for; then it is taken."""
    taken = helping.take(h, text)
    if taken:
        _waits(h)
    return taken


def _waits(h: Hearing) -> None:
    """Say that the place in a talk is kept, if there is one and no country is asked for."""
    running = h.opening.session is not None and h.opening.session.state == "running"
    if running and agreed(h) and not h.user.asks.startswith(helping.ASKS):
        h.phrase("help_waits")


async def danger(h: Hearing, text: str) -> None:
    """Words of danger outside a session: help, and a way on.

    What was asked before is let go, so that a yes to this card is none to being forgotten; only the cards wait.
    """
    await marks.leave(h)
    say = h.phrases.say
    kinds = h.senses.notice(text, h.user.language).kinds
    card = danger_card(h.phrases, kinds, helping.emergency(h))
    rows = (
        (Button(say("buttons.numbers"), "way:numbers"),),
        (Button(say("aside.danger.safe"), SAFE),),
    )
    if h.user.asks.startswith(BEGIN):
        h.say(card, rows)
        h.update(asks=h.user.asks.removesuffix(CARD) + CARD)
    else:
        h.ask(card, rows)


def calmed(h: Hearing, text: str) -> str:
    """The button that goes on, where the card of danger was the last thing asked and usual words mean it."""
    words = (*h.phrases.words("words.safe"), *h.phrases.words("words.on"))
    asked = SAFE in h.user.asks or h.user.asks.endswith(CARD)
    said = plain(text)
    return SAFE if asked and said in {*map(known, words), known(h.phrases.say("aside.danger.safe"))} else ""
