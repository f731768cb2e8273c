"""`/reminders`: what a person wishes of notes, shown and changed by buttons; and what they asked for themselves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import time

from bot import speaking
from bot.engine.reminder import Kind, Wish
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.reminding import notes, noting, permission, requests
from bot.reminding.noting import wish_of
from bot.reminding.promises import quiet_of
from bot.reminding.unasked import UNASKED
from bot.when.hours import QuietHours

ASKS = "note_hours"
"""The next text says in which hours notes of a kind may come; the kind follows, after a colon."""

WINDOWS = ("08:00-12:00", "12:00-17:00", "17:00-21:00")
"""Hours to choose from."""

MOST = (1, 2, 3)
"""So many in a week can be chosen."""

ON = "✓ "
"""Before a day that is chosen."""


async def page(h: Hearing, _: str) -> None:
    """All of it: by kind whether notes come, and each hour that was asked for."""
    wishes = [await wish_of(h, kind) for kind in UNASKED]
    lines = [_line(h, wish) for wish in wishes]
    rows = tuple((Button(_named(h, wish.kind), f"note:kind:{wish.kind}"),) for wish in wishes)
    times, more = await requests.listed(h)
    text = f"{h.phrases.say('notes.page', kinds=chr(10).join(lines))}\n\n{times}"
    _show(h, text, (*rows, *more))


def _show(h: Hearing, text: str, rows: Buttons) -> None:
    if speaking.under_way(h):
        h.say(text, rows)  # words are for the question that waits there
    else:
        h.ask(text, rows)


def _named(h: Hearing, kind: Kind) -> str:
    return h.phrases.say(f"notes.kinds.{kind}")


def _line(h: Hearing, wish: Wish) -> str:
    return h.phrases.say("notes.line", kind=_named(h, wish.kind), state=_state(h, wish))


def _state(h: Hearing, wish: Wish) -> str:
    return h.phrases.say("notes.on" if wish.wanted else "notes.off")


async def end(h: Hearing, number: str) -> None:
    """One of the hours that were asked for is stopped, and all is shown."""
    await requests.drop(h, number)
    await page(h, "")


# --- one kind -----------------------------------------------------------------------------------------


async def _kind(h: Hearing, wish: Wish, _: str) -> None:
    """All that can be chosen of a kind; where it isn't wanted, only that it could be."""
    say, kind = h.phrases.say, wish.kind
    if not wish.wanted:
        on = Button(say("notes.turn_on"), f"note:want:{kind}:yes")
        _show(h, _line(h, wish), ((on,), (Button(say("notes.back"), "note:page"),)))
        return
    other = notes.TONES[1 - notes.TONES.index(wish.tone or notes.TONES[0])]
    rows: list[tuple[Button, ...]] = [
        (Button(say("notes.days"), f"note:days:{kind}"), Button(say("notes.hours"), f"note:hours:{kind}")),
        tuple(
            Button(say("notes.most", most=str(most)), f"note:most:{kind}:{most}")
            for most in MOST
            if most != wish.most
        ),
        (Button(say(f"notes.tone.{other}"), f"note:tone:{kind}:{other}"),),
    ]
    if wish.less > 1:
        rows += [(Button(say("notes.more"), f"note:more:{kind}"),)]
    rows += [(Button(say("notes.turn_off"), f"note:want:{kind}:no"), Button(say("notes.back"), "note:page"))]
    _show(h, _whole(h, wish), tuple(rows))


def _whole(h: Hearing, wish: Wish) -> str:
    say = h.phrases.say
    chosen = [h.phrases.words("notes.weekdays")[int(day) - 1] for day in wish.days]
    text = say(
        "notes.kind",
        kind=_named(h, wish.kind),
        days=h.phrases.listed(chosen) if chosen else say("notes.any_day"),
        hours=wish.hours or say("notes.any_hour"),
        tone=say(f"notes.tones.{wish.tone or notes.TONES[0]}"),
        most=str(wish.most),
    )
    return f"{text} {say('notes.rarer')}" if wish.less > 1 else text


async def _keep(h: Hearing, wish: Wish) -> None:
    await h.work.wish(wish)
    await _kind(h, wish, "")


async def _want(h: Hearing, wish: Wish, value: str) -> None:
    wanted = value == "yes"
    if wanted and not wish.wanted:
        wishes = await notes.wishes_of(h.work, h.user, h.settings)
        await UNASKED[wish.kind].begins(h.work, h.user, wishes, h.now)
    await _keep(h, replace(wish, wanted=wanted, less=1))
    if wanted and not h.user.zone:
        h.update(asks=permission.PLACE)
        h.phrase("notes.may.zone")


async def _most(h: Hearing, wish: Wish, value: str) -> None:
    await _keep(h, replace(wish, most=int(value)) if value in map(str, MOST) else wish)


async def _tone(h: Hearing, wish: Wish, value: str) -> None:
    await _keep(h, replace(wish, tone=value) if value in notes.TONES else wish)


async def _more(h: Hearing, wish: Wish, _: str) -> None:
    """As often again as before 'less often'."""
    await _keep(h, replace(wish, less=1))


async def _days(h: Hearing, wish: Wish, value: str) -> None:
    """The days of a week, each to be chosen or not; none chosen is any."""
    if value and value in "1234567":
        days = {*wish.days} ^ {value}
        wish = replace(wish, days="".join(sorted(days)) if len(days) < len("1234567") else "")
        await h.work.wish(wish)
    names = h.phrases.words("notes.weekdays")
    buttons = [
        Button(f"{ON if str(day) in wish.days else ''}{name}", f"note:days:{wish.kind}:{day}")
        for day, name in enumerate(names, 1)
    ]
    done = Button(h.phrases.say("buttons.done"), f"note:kind:{wish.kind}")
    _show(h, h.phrases.say("notes.which_days"), (tuple(buttons[:4]), (*buttons[4:], done)))


async def _hours(h: Hearing, wish: Wish, value: str) -> None:
    """Take the hours whose button was pressed; without them, ask."""
    if value:
        await _take(h, wish, "" if value == "any" else value)
        return
    _ask_hours(h, wish, "notes.which_hours")


def _ask_hours(h: Hearing, wish: Wish, phrase: str) -> None:
    h.update(asks=f"{ASKS}:{wish.kind}")
    rows = [(Button(each, f"note:hours:{wish.kind}:{each}"),) for each in WINDOWS]
    any_ = (Button(h.phrases.say("notes.any_hour"), f"note:hours:{wish.kind}:any"),)
    h.say(h.phrases.say(phrase), (*rows, any_))


async def take_hours(h: Hearing, text: str) -> None:
    """Hours such as 17:00-20:00, typed."""
    kind = next((each for each in UNASKED if each == h.user.asks.partition(":")[2]), None)
    if kind is not None:
        await _take(h, await wish_of(h, kind), text.strip().replace(" ", ""))


async def _take(h: Hearing, wish: Wish, text: str) -> None:
    try:
        hours = QuietHours.parse(text) if text else None
    except ValueError:
        _ask_hours(h, wish, "notes.hours_unknown")
        return
    if hours is not None and not _open(hours, quiet_of(h.user, h.settings)):
        _ask_hours(h, wish, "notes.hours_quiet")
        return
    h.update(asks="")
    await _keep(h, replace(wish, hours=str(hours) if hours and hours.begin != hours.end else ""))


def _open(hours: QuietHours, quiet: QuietHours) -> bool:
    """Whether there is a minute in these hours that isn't quiet."""
    day = (time(minute // 60, minute % 60) for minute in range(24 * 60))
    return hours.begin == hours.end or any(hours.covers(at) and not quiet.covers(at) for at in day)


CHANGES: Mapping[str, Callable[[Hearing, Wish, str], Awaitable[None]]] = {
    "kind": _kind,
    "want": _want,
    "days": _days,
    "hours": _hours,
    "most": _most,
    "tone": _tone,
    "more": _more,
}
"""Buttons of the form `note:NAME:KIND` or `note:NAME:KIND:VALUE`."""


async def pressed(h: Hearing, rest: str) -> None:
    """A button under a note, or of what is wished of notes."""
    name, _, more = rest.partition(":")
    kind, _, value = more.partition(":")
    if name in noting.DEEDS:
        await noting.about(h, name, more)
        return
    h.close_pressed()
    if name == "page":
        await page(h, "")
    elif name in CHANGES and kind in UNASKED:
        await CHANGES[name](h, await wish_of(h, next(each for each in UNASKED if each == kind)), value)
