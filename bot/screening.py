"""The private screening before two people talk here: four questions whose answers live in memory alone.

The topics are those of HARK (Sohal, Eldridge, Feder 2007, BMC Family Practice 8:49), in our own words. Those were
validated with women in general practice in London; ours are not. A screen misses much, most of all where
somebody watches the phone: so help is shown to everybody, and every way out stays open and silent.
"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.engine.fitting import fits
from bot.engine.letter import Change, Letter
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.letters import edit
from bot.promises import zone_of

ASKS = "screening"
"""What a person is asked while the screening is under way."""

TOPICS = ("put_down", "afraid", "forced", "hurt")
"""The questions, in their order: the phrases `screening.ask.TOPIC`. All are always asked."""

CHOICES = ("yes", "no", "rather_not")

AGAIN = timedelta(days=30)
"""After so long it is asked again before two people talk."""


def fresh(h: Hearing) -> bool:
    """Whether the last screening still holds."""
    at = h.user.screened_at
    return bool(h.user.mode) and at is not None and h.now - at < AGAIN


def may_be_taken(h: Hearing) -> bool:
    """Whether it can be taken now: from the day after the last one on."""
    at = h.user.screened_at
    zone = ZoneInfo(zone_of(h.user, h.settings))
    return at is None or at.astimezone(zone).date() < h.now.astimezone(zone).date()


def introduce(h: Hearing) -> None:
    """What is asked and why, and whether one is alone with one's phone."""
    say = h.phrases.say
    h.ask(
        say("screening.about"),
        ((Button(say("screening.alone"), "scr:go"),), (Button(say("screening.later"), "scr:later"),)),
    )


def begin(h: Hearing) -> None:
    """Ask the first question; whatever was answered before is gone."""
    h.screenings.given[h.user.id] = {}
    _ask(h, TOPICS[0])


def _ask(h: Hearing, topic: str) -> None:
    h.update(asks=ASKS)
    h.say(h.phrases.say(f"screening.ask.{topic}"), _rows(h, topic))


def _rows(h: Hearing, topic: str) -> Buttons:
    return tuple(
        (Button(h.phrases.say(f"screening.{choice}"), f"scr:{topic}:{choice}"),) for choice in CHOICES
    )


def hide_pressed(h: Hearing) -> None:
    """The card that was pressed says one and the same to whoever looks at it, and not what was chosen."""
    if h.pressed is not None and h.pressed.message:
        h.letters += edit([Change(h.pressed.message, h.phrases.say("screening.answered"))], h.user)


def answer(h: Hearing, topic: str, choice: str) -> bool:
    """Take an answer; True once all are given."""
    hide_pressed(h)
    given = h.screenings.given.get(h.user.id)
    if given is None:
        h.phrase("screening.anew")
        begin(h)
        return False
    if topic in TOPICS and choice in CHOICES:
        given[topic] = choice
    waiting = [each for each in TOPICS if each not in given]
    if waiting:
        _ask(h, waiting[0])
        return False
    del h.screenings.given[h.user.id]
    mode = "joint" if set(given.values()) == {"no"} else "solo"
    h.update(asks="", mode=mode, screened_at=h.now)
    return True


async def typed(h: Hearing, text: str, message: int) -> bool:
    """The same by typing: the message goes from the chat, and so does the question above it."""
    given = h.screenings.given.get(h.user.id, {})
    topic = next((each for each in TOPICS if each not in given), "")
    found = fits(text, {choice: h.phrases.say(f"screening.{choice}") for choice in CHOICES})
    shown = [*await h.work.message_ids(h.user.address)][-1:]
    h.letters += edit([Change(number, h.phrases.say("screening.answered")) for number in shown], h.user)
    if message:
        h.letters.append(Letter(0, h.user.address, "delete", message=message, reader=h.user.id))
    return answer(h, topic, found[0] if len(found) == 1 else "")
