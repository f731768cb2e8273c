"""`/keepsakes`: the sentences that somebody chose to keep, each with the talk it came from; one can be let go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import sessions, speaking
from bot.engine.journey import Keepsake
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.own_weeks import instead
from bot.storage.store import ONCE_GONE

PAGE = 6
"""Sentences on one page, the latest first."""

_SHOWN = "keepsakes"
"""A page takes the place of the one before, where that isn't delivered yet."""


async def show(h: Hearing, _: str) -> None:
    """All of them, for nobody else."""
    kept = await h.work.keepsakes_of(h.user.id)
    if kept:
        _page(h, kept, 0)
    else:
        h.phrase("keepsakes.none")
        await speaking.show_waiting(h)


async def _list(h: Hearing, value: str) -> None:
    h.close_pressed()
    kept = await h.work.keepsakes_of(h.user.id)
    _page(h, kept, int(value) if value.isdecimal() else 0)


def _page(
    h: Hearing, kept: Sequence[Keepsake], first: int, begins: str = "page", due_at: datetime | None = None
) -> None:
    say = h.phrases.say
    there = [*reversed(kept)][first : first + PAGE]
    lines = "\n\n".join(_line(h, number, each) for number, each in enumerate(there, first + 1))
    buttons = [
        Button(say("keepsakes.let_go", number=str(number)), f"sen:ask:{each.id}")
        for number, each in enumerate(there, first + 1)
    ]
    if len(kept) > first + PAGE:
        buttons.append(Button(say("keepsakes.older"), f"sen:list:{first + PAGE}"))
    h.say(say(f"keepsakes.{begins}", sentences=lines), tuple((each,) for each in buttons), due_at=due_at)
    h.letters[-1] = replace(h.letters[-1], owners=frozenset({h.user.id}), replaces=_SHOWN)


def _line(h: Hearing, number: int, keepsake: Keepsake) -> str:
    """The sentence, and the title of the talk it came from, where there is such a talk still."""
    line = f'{number}. "{keepsake.words}"'
    return (
        f"{line}\n{sessions.title_of(h, keepsake.dialog)}" if keepsake.dialog in h.library.dialogs else line
    )


async def _one(h: Hearing, value: str) -> Keepsake | None:
    kept = await h.work.keepsakes_of(h.user.id)
    return next((each for each in kept if str(each.id) == value), None)


async def _ask(h: Hearing, value: str) -> None:
    """Ask once before it goes for good."""
    keepsake = await _one(h, value)
    if keepsake is None:
        h.phrase("keepsakes.not_here")
        return
    say = h.phrases.say
    rows: Buttons = tuple(
        (Button(say(f"keepsakes.{name}"), f"sen:{name}:{keepsake.id}"),) for name in ("yes", "no")
    )
    h.say(say("keepsakes.ask", words=keepsake.words), rows)
    h.letters[-1] = replace(h.letters[-1], owners=frozenset({h.user.id}), replaces=_SHOWN)


async def _let_go(h: Hearing, value: str) -> None:
    """It goes, also out of the file; that is said once it has, with those that stay."""
    keepsake = await _one(h, value)
    instead(h, h.phrases.say("keepsakes.was_here"))
    if keepsake is None:
        return
    await h.work.drop_keepsake(h.user.id, keepsake.id)
    h.forgotten = True
    kept = await h.work.keepsakes_of(h.user.id)
    if kept:
        _page(h, kept, 0, "gone", ONCE_GONE)
    else:
        h.say(h.phrases.say("keepsakes.last_gone"), due_at=ONCE_GONE)
        h.letters[-1] = replace(h.letters[-1], replaces=_SHOWN)


async def _stays(h: Hearing, _: str) -> None:
    h.close_pressed()
    h.phrase("keepsakes.stays")
    await speaking.show_waiting(h)


BUTTONS: Mapping[str, Callable[[Hearing, str], Awaitable[None]]] = {
    "list": _list,
    "ask": _ask,
    "yes": _let_go,
    "no": _stays,
}
"""Buttons of the form `sen:NAME:NUMBER`."""


async def pressed(h: Hearing, rest: str) -> None:
    """A button of one's sentences."""
    name, _, value = rest.partition(":")
    if name in BUTTONS:
        await BUTTONS[name](h, value)
