"""One's own way so far: what somebody went through, did and keeps, in words; without days, without numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import sessions, speaking
from bot.acts import acts
from bot.engine.journey import FELT, Ending
from bot.hearing import Hearing


async def show(h: Hearing, _: str) -> None:
    """What this person went through and keeps; nobody else ever reads it."""
    journey = await h.work.journey_of(h.user.id)
    done = [act for act in await h.work.acts_of(h.user.id) if act.done or act.state == "habit"]
    kept = await h.work.keepsakes_of(h.user.id)
    parts = [
        _line(h, "talks", _titles(h, journey)),
        _line(h, "felt", _felt(h, journey)),
        _lines(h, "acts", (acts.sentence(h, act) for act in done)),
        _lines(h, "kept", (f'"{each.words}"' for each in kept)),
    ]
    found = [part for part in parts if part]
    h.say(
        "\n\n".join([h.phrases.say("journey.begins"), *found] if found else [h.phrases.say("journey.none")])
    )
    await speaking.show_waiting(h)


def _titles(h: Hearing, journey: Iterable[Ending]) -> Sequence[str]:
    """The dialogs in the order in which they ended first; how often is counted nowhere."""
    names = dict.fromkeys(each.dialog for each in journey if each.dialog in h.library.dialogs)
    return [sessions.title_of(h, name) for name in names]


def _felt(h: Hearing, journey: Iterable[Ending]) -> Sequence[str]:
    felt = {key for each in journey for key in each.felt or ()}
    return [h.phrases.say(f"journey.{key}") for key in FELT if key in felt]


def _line(h: Hearing, key: str, items: Sequence[str]) -> str:
    return h.phrases.say(f"journey.{key}", items=h.phrases.listed(items)) if items else ""


def _lines(h: Hearing, key: str, items: Iterable[str]) -> str:
    lines = "\n".join(dict.fromkeys(items))
    return h.phrases.say(f"journey.{key}", items=lines) if lines else ""
