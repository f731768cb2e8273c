"""What words of danger leave with a person: nothing of what was said, nor of which kind it was.

For a while nothing comes of Mend's own accord, the screening comes before the next talk of two, and help is
offered once more. Beside that they are counted, without a person.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.engine.turn import Button
from bot.hearing import Hearing

STILL = timedelta(days=7)
"""After words of danger nothing comes of Mend's own accord for so long (PRACTICE 7.10)."""

ANY = datetime(1970, 1, 1, tzinfo=UTC)
"""Until somebody says to go on, every talk of two waits for the screening, also the one that is under way."""

COUNT = "danger.cards"
"""The fact that counts how often the card was shown, to whomever."""


async def leave(h: Hearing) -> None:
    """Somebody wrote words of danger: a screening that said no stays what it is (PRACTICE 8.5)."""
    be_still(h)
    h.update(offer_help=True)
    if h.user.mode == "joint":
        h.update(screen_before=ANY)
    await h.work.set_fact(COUNT, str(int(await h.work.fact(COUNT) or 0) + 1))


def be_still(h: Hearing) -> None:
    """For a while nothing comes of Mend's own accord, and nothing is offered but what is for everybody."""
    h.update(still_until=h.now + STILL)


def goes_on(h: Hearing) -> None:
    """They are safe and go on: so does the talk of two that is under way; before the next the screening stands."""
    if h.user.screen_before is not None:
        h.update(screen_before=h.now)


def offer_help(h: Hearing) -> None:
    """Once, at the beginning of whatever they begin next: help, in neutral words, and no question."""
    if h.user.offer_help:
        h.update(offer_help=False)
        h.say(h.phrases.say("danger.again"), ((Button(h.phrases.say("buttons.numbers"), "way:numbers"),),))
