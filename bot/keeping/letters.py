"""The letters of one person that are never sent: to write one, to read one again, to burn one whenever they like."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot import speaking
from bot.engine.turn import Button
from bot.engine.unsent import Unsent
from bot.hearing import Hearing
from bot.keeping import fate, hand
from bot.reminding.requests import language_of
from bot.when.saying import say_day

PAGE = 6
"""Letters on one page, the latest first."""


async def begin(h: Hearing, _: str) -> None:
    """A new letter, or the one that was begun; where some are kept, these can be read, too."""
    there = await h.work.unsent_of(h.user.id)
    if any(each.kept_at is not None for each in there):
        _page(h, there, 0)
    else:
        await _write(h, "")


async def _write(h: Hearing, _: str) -> None:
    """Write: go on with the one that was begun, if one was."""
    begun = [each for each in await h.work.unsent_of(h.user.id) if each.kept_at is None]
    hand.open_(h, begun[-1] if begun else None)


async def _list(h: Hearing, value: str) -> None:
    _page(h, await h.work.unsent_of(h.user.id), int(value) if value.isdecimal() else 0)


def _page(h: Hearing, there: Sequence[Unsent], first: int) -> None:
    """The letters that are kept, by the day on which they were begun, and a way to write."""
    say = h.phrases.say
    kept = [each for each in reversed(there) if each.kept_at is not None]
    begun = len(kept) < len(there)
    buttons = [Button(say("letter.go_on" if begun else "letter.write"), "let:write")]
    buttons += [Button(_called(h, each), f"let:whole:{each.id}") for each in kept[first : first + PAGE]]
    if len(kept) > first + PAGE:
        buttons.append(Button(say("letter.older"), f"let:list:{first + PAGE}"))
    speaking.ask(h, say("letter.list" if kept else "letter.none"), tuple((each,) for each in buttons))


def _called(h: Hearing, letter: Unsent) -> str:
    """By its day alone: no word of it stands on a button."""
    place = ZoneInfo(h.zone)
    begun, today = letter.began_at.astimezone(place).date(), h.now.astimezone(place).date()
    return h.phrases.say("letter.of", day=say_day(begun, language_of(h.user.language), today))


async def _leave(h: Hearing, value: str) -> None:
    await hand.leave(h, int(value) if value.isdecimal() else 0)


_OF_NONE: Mapping[str, Callable[[Hearing, str], Awaitable[None]]] = {
    "write": _write,
    "list": _list,
    "leave": _leave,
}
"""Buttons of the form `let:write`, `let:list:FIRST`, `let:leave:NUMBER`."""


async def pressed(h: Hearing, rest: str) -> None:
    """A button of a letter; where that one is gone, or was never theirs, it is only said that it isn't here."""
    name, _, value = rest.partition(":")
    h.close_pressed()
    if name in _OF_NONE:
        await _OF_NONE[name](h, value)
        return
    letter = await h.work.unsent(h.user.id, int(value)) if value.isdecimal() else None
    if letter is not None and name in fate.WAYS:
        await fate.WAYS[name](h, letter)
    else:
        h.phrase("letter.not_here")
        await speaking.show_waiting(h)
