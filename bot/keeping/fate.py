"""What becomes of a letter that is never sent: it is read once, whole, and then kept or burnt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import speaking
from bot.engine.fitting import known, plain
from bot.engine.turn import Button, Buttons
from bot.engine.unsent import Unsent, mark
from bot.hearing import Hearing
from bot.keeping import hand
from bot.storage.store import ONCE_GONE


async def whole(h: Hearing, letter: Unsent) -> None:
    """Read it, whole; what was just written is then kept or burnt, and to write on is fine, too."""
    if not letter.parts:
        hand.open_(h, letter)
        return
    show(h, letter)
    say = h.phrases.say
    burn = Button(say("letter.burn"), f"let:burn:{letter.id}")
    if letter.kept_at is not None:
        h.say(say("letter.read_again"), ((burn,), (Button(say("letter.back"), "let:list:0"),)))
        return
    keep_, on = (Button(say(f"letter.{way}"), f"let:{way}:{letter.id}") for way in ("keep", "leave"))
    h.say(say("letter.what_now"), ((keep_, burn), (on,)))
    hand.hold(h, letter, hand.READ)


def show(h: Hearing, letter: Unsent) -> None:
    """All of it, in as many messages as it needs; no button stands under them, so that nothing repeats them."""
    first = len(h.letters)
    h.say(letter.text)
    own = frozenset({h.user.id})
    for piece, each in enumerate(h.letters[first:]):
        h.letters[first + piece] = replace(each, owners=own, replaces=mark(letter.id, piece))


async def keep(h: Hearing, letter: Unsent) -> None:
    """It stays, for its owner alone."""
    h.update(asks="")
    await h.work.keep_unsent(letter, h.now)
    h.phrase("letter.kept", days=str(h.settings.retention_days))
    await speaking.show_waiting(h)


async def ask_to_burn(h: Hearing, letter: Unsent) -> None:
    """Ask once before it goes for good."""
    say = h.phrases.say
    rows = tuple((Button(say(f"letter.{way}"), f"let:{way}:{letter.id}"),) for way in ("burnt", "stays"))
    if letter.kept_at is None:
        h.say(say("letter.burn_ask"), rows)
        hand.hold(h, letter, hand.BURN)
    else:
        speaking.ask(h, say("letter.burn_ask"), rows)


async def burnt(h: Hearing, letter: Unsent) -> None:
    """It goes, also out of the file and of what was still to be delivered; it is said once it has."""
    h.update(asks="")
    await h.work.burn_unsent(letter)
    h.forgotten = True
    say = h.phrases.say
    rows: Buttons = ((Button(say("letter.hide"), "way:hide"),),)
    stands = say("letter.in_chat" if h.takes_back else "letter.on_screen")
    h.say(f"{say('letter.gone_for_good')}\n\n{stands}", rows, due_at=ONCE_GONE)


async def stays(h: Hearing, letter: Unsent) -> None:
    """Nothing was burnt: one that is still being written is in their hands again."""
    h.phrase("letter.as_it_is")
    if letter.kept_at is None:
        hand.open_(h, letter)
    else:
        await speaking.show_waiting(h)


WAYS: Mapping[str, Callable[[Hearing, Unsent], Awaitable[None]]] = {
    "whole": whole,
    "keep": keep,
    "burn": ask_to_burn,
    "burnt": burnt,
    "stays": stays,
}
"""Buttons of the form `let:WAY:NUMBER`."""

_TYPED: Mapping[str, tuple[str, ...]] = {
    "": ("whole",),
    hand.READ: ("whole", "keep", "burn"),
    hand.BURN: ("burnt", "stays"),
}


def meant(h: Hearing, text: str, where: str) -> str:
    """The way that typed words mean, by where they are: its usual words alone; all else is part of the letter."""
    said = plain(text)
    return next(
        (way for way in _TYPED.get(where, ()) if said in map(known, h.phrases.words(f"words.letter.{way}"))),
        "",
    )
