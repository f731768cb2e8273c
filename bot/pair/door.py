"""The door to a talk of two: who was screened too long ago is asked again before they open or take up what waits."""

from __future__ import annotations

from bot.engine import card
from bot.engine.dialog import Dialog
from bot.engine.fitting import known, plain
from bot.engine.said import Chosen, Event, Said, Wanted
from bot.engine.speak import LEAVING
from bot.hearing import Hearing
from bot.pair import screening
from bot.storage.store import SessionRow


async def shut(h: Hearing, row: SessionRow | None) -> bool:
    """Whether going on would show the other's words, or wake a talk that rests, without a screening that holds."""
    if row is None or row.state == "done" or set(row.seats.values()) == {h.user.id}:
        return False
    light = is_light(h, row.dialog)
    if screening.open_for_two(h, light=light) or not _comes_first(h, row, light=light):
        return False
    return await h.work.link_of(h.user.id) is not None


def is_light(h: Hearing, dialog: str) -> bool:
    """Whether this is a talk that a screening of long ago still allows; one that nobody knows any more is none."""
    known = h.library.dialogs.get(dialog)
    return known is not None and known.light


def _comes_first(h: Hearing, row: SessionRow, *, light: bool) -> bool:
    """Whether the screening, which isn't open for two, comes before this talk, that hasn't ended.

    After words of danger it does, until somebody said to go on: then what was under way goes on.
    """
    if row.state == "aside":
        return True
    waits = h.user.id in dict(row.place.unopened)
    since = h.user.screen_before
    if since is None or row.began_at < since:
        return waits and not screening.holds(h, light=light)
    return waits or not card.is_open(row.place, h.user.id)


def ask_first(h: Hearing) -> None:
    """The screening, where it can be taken now; to the other all of it is silence."""
    if screening.may_be_taken(h):
        screening.introduce(h)
    else:
        h.phrase("screening.done.solo")


def screened_lately(h: Hearing) -> bool:
    """Whether a dialog for one needs no more questions first: there is a screening of the last 30 days."""
    return screening.fresh(h) and h.user.screen_before is None


def comes_first(h: Hearing, dialog: Dialog | None) -> bool:
    """Whether the screening comes before this dialog for one; then it is offered, whatever the last one said."""
    if dialog is None or not dialog.screened:
        return False
    if screening.open_for_two(h) or screening.passed(h, dialog.name):
        return False
    screening.introduce(h, dialog.name)
    return True


def before(h: Hearing, said: Event) -> bool:
    """Whether the door is in the way of this: nobody is asked anything to forget or to stop.

    To pause and to stop opens nothing here; words that were sent aren't kept, and that is told.
    """
    if said in LEAVING or _goes_on(h, said):
        return False
    for way, phrase in (("pause", "paused"), ("stop", "stopped.kept")):
        if said == Wanted(way) or (isinstance(said, Said) and _names(h, said.text, way)):
            h.update(session="")
            h.phrase(phrase)
            return True
    if not isinstance(said, Chosen | Wanted):
        h.phrase("screening.not_kept")
    ask_first(h)
    return True


def _goes_on(h: Hearing, said: Event) -> bool:
    """Whether the open card of danger is answered with going on: that works at once."""
    row = h.opening.session
    if row is None or not card.is_open(row.place, h.user.id):
        return False
    return (
        said.choice == card.SAFE
        if isinstance(said, Chosen)
        else isinstance(said, Said) and _safe(h, said.text)
    )


def _safe(h: Hearing, text: str) -> bool:
    words = (*h.phrases.words("words.safe"), h.phrases.say("aside.danger.safe"))
    return plain(text) in map(known, words)


def _names(h: Hearing, text: str, way: str) -> bool:
    return plain(text) in map(known, h.phrases.words(f"words.{way}"))
