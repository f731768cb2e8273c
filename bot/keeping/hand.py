"""The letter that somebody has in their hands: what they type is for it, until they do something else."""

from __future__ import annotations

from bot import meeting, speaking
from bot.engine.turn import Button, Buttons
from bot.engine.unsent import Unsent
from bot.hearing import Hearing

ASKS = "unsent"
"""The next text is part of a letter: `unsent:NUMBER`, 0 before its first words; then where they are with it.

Where the card of danger came since, `meeting.CARD` ends it.
"""

READ, BURN = "read", "burn"
"""It was read, and it is asked what shall become of it; it is asked whether it shall really be burnt."""

LEAVES = ("stop", "pause")
"""The commands that lay it aside."""

BESIDE = frozenset({"help", "numbers", "hide"})
"""These commands leave it in their hands."""


def writes(h: Hearing) -> bool:
    """Whether this person has a letter in their hands."""
    return h.user.asks.partition(":")[0] == ASKS


def in_hand(h: Hearing) -> tuple[int, str]:
    """The number of that letter, and where they are with it."""
    _, number, where = [*h.user.asks.removesuffix(meeting.CARD).split(":"), "", ""][:3]
    return int(number) if number.isdecimal() else 0, where


def hold(h: Hearing, letter: Unsent, where: str = "") -> None:
    """The next words are for this letter."""
    h.update(asks=f"{ASKS}:{letter.id}:{where}" if where else f"{ASKS}:{letter.id}")


def open_(h: Hearing, letter: Unsent | None) -> None:
    """Take up this letter; a new one where there is none yet."""
    say = h.phrases.say
    if letter is None:
        h.update(asks=f"{ASKS}:0")
        h.say(say("letter.begin"), ((Button(say("letter.not_now"), "let:leave:0"),),))
    else:
        hold(h, letter)
        h.say(say("letter.again"), steps(h, letter))


def steps(h: Hearing, letter: Unsent) -> Buttons:
    """What can be done beside writing on."""
    say = h.phrases.say
    done = Button(say("letter.done"), f"let:whole:{letter.id}")
    return ((done,), (Button(say("letter.leave"), f"let:leave:{letter.id}"),))


async def leave(h: Hearing, number: int) -> None:
    """It stays as it is, for another time."""
    h.update(asks="")
    h.phrase("letter.left" if number else "letter.none_begun")
    await speaking.show_waiting(h)
