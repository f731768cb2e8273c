"""The private screening before two people talk here: four questions whose answers live in memory alone.

The topics are those of HARK (Sohal, Eldridge, Feder 2007, BMC Family Practice 8:49), in our own words. Those were
validated with women in general practice in London; ours are not. A screen misses much, most of all where
somebody watches the phone: so help is shown to everybody, and every way out stays open and silent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.engine.fitting import fits, known, plain
from bot.engine.letter import Change, Letter
from bot.engine.said import Said, Sent
from bot.engine.turn import Button, Buttons
from bot.hearing import CARD, Hearing
from bot.letters import edit

ASKS = "screening"
"""What a person is asked while the screening is under way; the dialog that it comes before follows, after a colon."""

TOPICS = ("put_down", "afraid", "forced", "hurt")
"""The questions, in their order: the phrases `screening.ask.TOPIC`. All are always asked."""

CHOICES = ("yes", "no", "rather_not")

LEAVES = ("stop", "pause")
"""The commands that leave it, and the words that mean them."""

AGAIN = timedelta(days=30)
"""After so long it is asked again before two people talk."""


LASTS = timedelta(hours=1)
"""So long a dialog for one is open by it where a talk of two stays closed."""


def fresh(h: Hearing) -> bool:
    """Whether the last screening still holds."""
    at = h.user.screened_at
    return bool(h.user.mode) and at is not None and h.now - at < AGAIN


def may_be_taken(h: Hearing) -> bool:
    """Whether it can be taken now: from the day after the last one on, or where it is to come before all else."""
    if h.user.screen_before is not None:
        return True
    at = h.user.screened_at
    zone = ZoneInfo(h.zone)
    return at is None or at.astimezone(zone).date() < h.now.astimezone(zone).date()


def open_for_two(h: Hearing, *, light: bool = False) -> bool:
    """Whether talking as two is open to this person: by the last screening, while that holds."""
    return holds(h, light=light) and h.user.screen_before is None


def holds(h: Hearing, *, light: bool = False) -> bool:
    """Whether the last screening said yes, and not too long ago: for a `light` talk it holds on."""
    return h.user.mode == "joint" and (light or fresh(h))


def answered(h: Hearing) -> bool:
    """Whether it was taken so lately that there is nothing to ask: an old button, a second tap."""
    return open_for_two(h) or not may_be_taken(h)


def under_way(h: Hearing) -> bool:
    """Whether a question of it waits for this person."""
    return h.user.asks.partition(":")[0] == ASKS


def comes_before(h: Hearing) -> str:
    """The dialog for one that it comes before; none where it is asked on the way to being two."""
    return h.user.asks.partition(":")[2] if under_way(h) else ""


def _data(way: str, before: str) -> str:
    return f"scr:{way}:{before}" if before else f"scr:{way}"


def introduce(h: Hearing, before: str = "") -> None:
    """What is asked and why, and whether one is alone with one's phone; what was pressed to come here stays.

    `before` is the dialog for one that it comes before.
    """
    _hide(h, {_standing(h)})
    say = h.phrases.say
    taps = (("screening.alone", "go"), ("screening.later", "later"))
    h.ask(
        say("screening.about_one" if before else "screening.about"),
        tuple((Button(say(label), _data(way, before)),) for label, way in taps),
    )
    h.letters[-1] = replace(h.letters[-1], replaces=CARD)


def begin(h: Hearing, before: str = "") -> None:
    """Ask the first question; whatever was answered before is gone."""
    h.screenings.given[h.user.id] = {}
    _ask(h, TOPICS[0], before)


def _ask(h: Hearing, topic: str, before: str) -> None:
    h.update(asks=f"{ASKS}:{before}" if before else ASKS)
    h.say(h.phrases.say(f"screening.ask.{topic}"), _rows(h, topic, before))
    h.letters[-1] = replace(h.letters[-1], replaces=CARD)


def _rows(h: Hearing, topic: str, before: str) -> Buttons:
    return tuple(
        (Button(h.phrases.say(f"screening.{choice}"), _data(f"{topic}:{choice}", before)),)
        for choice in CHOICES
    )


def hide(h: Hearing) -> None:
    """The card that was pressed, and the one that stands, say one and the same to whoever looks at them."""
    _hide(h, {h.pressed.message if h.pressed is not None else 0, _standing(h)})


def _standing(h: Hearing) -> int:
    return h.screenings.cards.get(h.user.address, (0,))[0]


def _hide(h: Hearing, cards: Collection[int]) -> None:
    text = h.phrases.say("screening.answered")
    h.letters += edit([Change(each, text) for each in sorted({*cards} - {0})], h.user)


def leave(h: Hearing) -> None:
    """No more of it now: no question stays in the chat, and it begins again another time."""
    hide(h)
    h.screenings.given.pop(h.user.id, None)
    h.update(asks="")


def take_away(h: Hearing) -> None:
    """What was just sent goes from the chat."""
    said = h.incoming.what
    if isinstance(said, Said | Sent) and said.message:
        h.letters.append(Letter(0, h.user.address, "delete", message=said.message, reader=h.user.id))


def answer(h: Hearing, topic: str, choice: str, before: str = "") -> bool:
    """Take an answer; True once all are given."""
    hide(h)
    given = h.screenings.given.get(h.user.id)
    if given is None:
        if not answered(h):
            h.phrase("screening.anew")
            begin(h, before)
        return False
    if topic in TOPICS and choice in CHOICES:
        given[topic] = choice, h.incoming.id
    waiting = [each for each in TOPICS if each not in given]
    if waiting:
        _ask(h, waiting[0], before)
        return False
    del h.screenings.given[h.user.id]
    mode = "joint" if {each for each, _ in given.values()} == {"no"} else "solo"
    if before and mode == "joint" and (h.user.mode == "solo" or h.user.screen_before is not None):
        h.screenings.passed[h.user.id] = before, h.now  # it may be about somebody else than the two are
        h.update(asks="")
    else:
        h.update(asks="", mode=mode, screened_at=h.now, screen_before=None)
    return True


def passed(h: Hearing, dialog: str) -> bool:
    """Whether the questions just opened this dialog for one, and nothing else."""
    opened, at = h.screenings.passed.get(h.user.id, ("", h.now))
    return opened == dialog and h.now - at < LASTS


def typed(h: Hearing, text: str) -> bool:
    """The same by typing: the message goes from the chat; it answers only a card that its writer can have read."""
    take_away(h)
    given = h.screenings.given.get(h.user.id)
    topic = _meant(h, given or {})
    if given is not None and not _was_read(h, topic):
        return False
    choice = _choice(h, text)
    if given is not None and not choice:
        h.phrase("refused.choice")
    return answer(h, topic, choice, comes_before(h))


def _choice(h: Hearing, text: str) -> str:
    """The answer that typed words are, or none: what is only near to a yes or a no is asked again."""
    found = fits(text, {choice: h.phrases.say(f"screening.{choice}") for choice in CHOICES})
    if len(found) == 1:
        return found[0]
    rather_not = {*map(known, h.phrases.words("words.skip"))} - {*map(known, h.phrases.words("words.no"))}
    return "rather_not" if plain(text) in rather_not else ""


def _meant(h: Hearing, given: Mapping[str, tuple[str, int]]) -> str:
    """The topic that a typed answer is for: the one that waits, or its own when it is heard again."""
    again = [topic for topic, (_, update) in given.items() if update == h.incoming.id]
    return (again or [each for each in TOPICS if each not in given] or [""])[0]


def _was_read(h: Hearing, topic: str) -> bool:
    said = h.incoming.what
    written_at = said.at if isinstance(said, Said) else None
    card = h.screenings.cards.get(h.user.address)
    return written_at is None or (card is not None and card[1] == topic and card[2] < written_at)
