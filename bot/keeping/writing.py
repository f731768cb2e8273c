"""`/letter`: a letter that is never sent, written in as many messages as one likes.

Each message is kept as it comes, so that a restart loses nothing. Nothing of it is ever shown to anybody else.
"""

from __future__ import annotations

from dataclasses import replace

from bot import meeting
from bot.engine.said import Edited, Said
from bot.engine.unsent import Part, Unsent
from bot.hearing import Hearing
from bot.keeping import fate, hand

LONGEST = 30_000
"""Characters of a letter."""

GOES_ON = "unsent"
"""What says that one can write on takes the place of what said so before, where that isn't delivered yet."""


async def take(h: Hearing, text: str) -> None:
    """Words for the letter, or one of its buttons, typed."""
    number, where = hand.in_hand(h)
    letter = await h.work.unsent(h.user.id, number)
    if number and letter is None:
        h.update(asks="")
        h.phrase("letter.not_here")
    elif letter is not None and (way := fate.meant(h, text, where)):
        await fate.WAYS[way](h, letter)
    elif await _keep(h, letter, text) and _only_together(h, letter, text):
        await _card(h, text)


async def _keep(h: Hearing, letter: Unsent | None, text: str) -> bool:
    """Keep the next part; False where it is more than a letter holds, which is said."""
    if letter is not None and len(letter.text) + len(text) > LONGEST:
        h.say(h.phrases.say("letter.full"), hand.steps(h, letter))
        return False
    letter = letter or await h.work.begin_unsent(h.user.id, h.now)
    if letter is None:
        return False
    message = h.incoming.what.message if isinstance(h.incoming.what, Said) else 0
    await h.work.add_to_unsent(letter, Part(text, message))
    hand.hold(h, letter)
    _goes_on(h, letter, "letter.on")
    return True


def _goes_on(h: Hearing, letter: Unsent, phrase: str) -> None:
    h.say(h.phrases.say(phrase), hand.steps(h, letter))
    h.letters[-1] = replace(h.letters[-1], replaces=GOES_ON)


def _only_together(h: Hearing, letter: Unsent | None, text: str) -> bool:
    """Whether danger is told of across two messages: a phone cuts a long text wherever it is full."""
    before = letter.parts[-1].words if letter is not None and letter.parts else ""
    language = h.user.language
    return (
        bool(before)
        and bool(h.senses.notice(f"{before} {text}", language))
        and not h.senses.notice(before, language)
    )


# --- words of danger in it ----------------------------------------------------------------------------


async def in_danger(h: Hearing, text: str) -> None:
    """Words of danger are part of the letter like all others; help comes, and writing on is open as before."""
    number, _ = hand.in_hand(h)
    first = len(h.letters)
    if await _keep(h, await h.work.unsent(h.user.id, number), text):
        del h.letters[first:]  # that one can write on is said after help
    await _card(h, text)


async def _card(h: Hearing, text: str) -> None:
    asks = h.user.asks.removesuffix(meeting.CARD)
    await meeting.danger(h, text)
    h.update(asks=asks + meeting.CARD)


async def goes_on(h: Hearing) -> bool:
    """They are safe: on with the letter that they had in their hands before this press, if they had one."""
    before = h.opening.user.asks if h.opening.user is not None else ""
    if before.partition(":")[0] != hand.ASKS:
        return False
    h.update(asks=before)
    hand.open_(h, await h.work.unsent(h.user.id, hand.in_hand(h)[0]))
    return True


# --- a message that was changed -----------------------------------------------------------------------


async def changed(h: Hearing, edited: Edited) -> bool:
    """Somebody changed a message that is part of a letter they are writing: so does the letter."""
    for each in await h.work.unsent_of(h.user.id):
        letter = await h.work.unsent(h.user.id, each.id) if each.kept_at is None else None
        if letter is not None and any(part.message == edited.message for part in letter.parts):
            await _change(h, letter, edited)
            return True
    return False


async def _change(h: Hearing, letter: Unsent, edited: Edited) -> None:
    await h.work.change_unsent(letter, Part(edited.text, edited.message))
    h.forgotten = True
    if h.senses.notice(edited.text, h.user.language):
        await (_card(h, edited.text) if hand.writes(h) else meeting.danger(h, edited.text))
    else:
        _goes_on(h, letter, "letter.changed")
