"""Beginning sessions, and taking them up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import marks
from bot.engine.dialog import Dialog
from bot.engine.pausing import BREAK
from bot.engine.people import User
from bot.engine.said import Chosen, Event, Wanted
from bot.engine.session import Session
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.pair import door
from bot.storage.store import Opening, SessionRow
from bot.thread.weighing import weighs

FEW = 3
"""Dialogs for two that are named one by one where something else is asked as well."""

MOST_KEPT = 3
"""Conversations that were set aside and are offered to be taken up, the latest first."""


async def start(h: Hearing, _: str, *, more: Buttons = ()) -> None:
    """What we can do, or what waits; `more` can be done besides."""
    row = h.opening.session
    if row is None or row.state == "done" or await door.shut(h, row):
        await show_talks(h, "start", more)
        return
    if row.state == "paused" and is_alone(row):
        marks.offer_help(h)
    turn = await h.speak(Wanted("resume"))
    if turn is not None and turn.refused == "nothing_waits":
        await show_talks(h, "start", more, but=turn.session.id)


async def show_talks(h: Hearing, phrase: str, more: Buttons = (), *, but: str = "") -> None:
    """What can be taken up, and what weighs, or what one can begin where nobody wrote down what fits then.

    `but` is the session that is known to wait for somebody else.
    """
    theirs = sorted(await h.work.sessions_of(h.user.id), key=_latest, reverse=True)
    kept = [row for row in theirs if row.dialog in h.library.dialogs and row.id != but]
    rows = [
        (Button(h.phrases.say("start_on", title=title_of(h, row.dialog)), f"take:{row.id}"),)
        for row in kept[:MOST_KEPT]
    ]
    if asked := weighs(h):
        h.ask(h.phrases.say(f"thread.{phrase}"), (*more, *rows, *asked))
        return
    rows += [(Button(title_of(h, dialog.name), f"open:{dialog.name}"),) for dialog in offered(h)]
    h.ask(h.phrases.say(phrase), (*more, *rows))


def _latest(row: SessionRow) -> datetime:
    """By what talks are offered in their order; in a talk of two what the other does mustn't show."""
    return row.moved_at if is_alone(row) else row.began_at


def title_of(h: Hearing, dialog: str) -> str:
    """What a dialog is called in this person's language."""
    return h.library.dialogs[dialog].words_in(h.user.language).title


def offered(h: Hearing) -> Sequence[Dialog]:
    """The dialogs that a person can begin."""
    return [dialog for dialog in h.library.dialogs.values() if dialog.command]


def for_two(h: Hearing) -> Sequence[Dialog]:
    """The dialogs that two people can go through together."""
    return [dialog for dialog in offered(h) if len(dialog.structure.seats) == 2]  # noqa: PLR2004  (two people)


def few_for_two(h: Hearing) -> Sequence[Dialog]:
    """Of these those that can be shown side by side; of many the ones that the table names first."""
    every, thread = for_two(h), h.library.thread
    if len(every) <= FEW or thread is None:
        return every
    first = dict.fromkeys(fitting.two[0] for fitting in thread.weighs.values() if fitting.two)
    return [dialog for name in first for dialog in every if dialog.name == name][:FEW]


async def by_command(h: Hearing, name: str) -> bool:
    """Begin the dialog with this command, or take it up; False where no dialog has it."""
    found = next((dialog for dialog in offered(h) if dialog.command == name), None)
    if found is None:
        return False
    if found in for_two(h) and await h.work.link_of(h.user.id) is not None:
        await _ask_who(h, found)
    else:
        await _open(h, found)
    return True


async def _ask_who(h: Hearing, dialog: Dialog) -> None:
    """For two, or for one, or on one phone: all ways are open to who is linked."""
    say, ways = h.phrases.say, "who.phones" if dialog.side_by_side else "who"
    rows = tuple((Button(say(f"{ways}.{way}"), f"{way}:{dialog.name}"),) for way in ("two", "one"))
    h.ask(say(f"{ways}.ask"), rows)


async def begin_alone(h: Hearing, name: str) -> None:
    """A dialog for this person alone."""
    await open_named(h, name)


async def begin_together(h: Hearing, name: str, *, beside: bool = False) -> None:
    """A dialog for both; a run of it that both are in is taken up instead.

    Another one that both are in is asked about first, unless it is to wait `beside` this one, as it is.
    """
    h.close_pressed()
    link, dialog = await h.work.link_of(h.user.id), h.library.dialogs.get(name)
    if link is None or dialog not in for_two(h) or dialog is None:
        await start(h, "")
        return
    rows = [row for row in await h.work.sessions_of(h.user.id) if not is_alone(row)]
    ours = [row for row in rows if link.other in row.seats.values()]
    if same := [row for row in ours if row.dialog == name]:
        await take_up(h, same[0].id)
    elif (running := [row for row in ours if row.state != "aside"]) and not beside:
        _ask_to_set_aside(h, running[0], f"two:{name}:beside")
    else:
        other = await h.work.user(link.other) if link.other else None
        await _set_aside(h, but="")
        await _begin(h, dialog, [other] if other is not None else [])


async def _begin(h: Hearing, dialog: Dialog, others: Sequence[User] | None = None) -> None:
    marks.offer_help(h)
    await h.begin(dialog, others)


def is_alone(row: SessionRow) -> bool:
    """Whether one person sits in every seat."""
    return len(set(row.seats.values())) == 1


async def _open(h: Hearing, dialog: Dialog) -> None:
    if door.comes_first(h, dialog):
        return
    current = await h.session()
    if current is not None and current.state != "done" and current.solo:
        if current.dialog == dialog.name:
            await h.speak(Wanted("resume"))
        elif dialog.name == BREAK:
            await h.speak(Wanted("call", dialog.hash))
        else:
            _ask_to_set_aside(h, current, f"aside:{dialog.name}")
        return
    kept = await _kept(h, dialog)
    if kept is None:
        await _begin(h, dialog)
        return
    h.ask(
        h.phrases.say("take_up.ask"),
        (
            (Button(h.phrases.say("take_up.go_on"), f"take:{kept.id}"),),
            (Button(h.phrases.say("take_up.anew"), f"new:{dialog.name}:{kept.id}"),),
        ),
    )


async def _kept(h: Hearing, dialog: Dialog) -> SessionRow | None:
    rows = await h.work.sessions_of(h.user.id)
    return next((row for row in rows if row.dialog == dialog.name and is_alone(row)), None)


def _ask_to_set_aside(h: Hearing, current: Session | SessionRow, aside: str) -> None:
    title = title_of(h, current.dialog) if current.dialog in h.library.dialogs else current.dialog
    h.ask(
        h.phrases.say("another.ask", title=title),
        (
            (Button(h.phrases.say("another.go_on"), f"take:{current.id}"),),
            (Button(h.phrases.say("another.aside"), aside),),
        ),
    )


async def open_named(h: Hearing, name: str) -> None:
    """Begin a dialog from a button, or take it up."""
    h.close_pressed()
    await open_here(h, name)


async def open_here(h: Hearing, name: str) -> None:
    """The same, where what was pressed is to show nothing."""
    dialog = h.library.dialogs.get(name)
    await (start(h, "") if dialog is None else _open(h, dialog))


async def rather_calm(h: Hearing) -> None:
    """A break in place of what somebody wanted, in words that tell nobody why."""
    h.phrase("screening.rather")
    if BREAK in h.library.dialogs:
        await open_here(h, BREAK)


async def aside_for(h: Hearing, name: str) -> None:
    """Set what is under way aside, and open another dialog."""
    await _set_aside(h, but="")
    h.opening = Opening(h.user)
    await open_named(h, name)


async def begin_named(h: Hearing, rest: str) -> None:
    """Begin a dialog anew: the earlier run asked about is let go, what else was under way is set aside.

    An old button lets nothing go that it wasn't about.
    """
    name, _, earlier = rest.partition(":")
    dialog = h.library.dialogs.get(name)
    kept = await _kept(h, dialog) if dialog is not None else None
    if dialog is None or kept is None or kept.id != earlier:
        await open_named(h, name)
        return
    h.close_pressed()
    if door.comes_first(h, dialog):
        return
    await h.work.forget_session(kept.id)
    await _set_aside(h, but=name)
    await _begin(h, dialog)


async def _set_aside(h: Hearing, *, but: str) -> None:
    """Set the session under way aside, unless it is a run of the dialog `but`, or the session `but`."""
    current = h.opening.session
    if current is not None and current.state != "done" and but not in (current.dialog, current.id):
        await h.set_aside(current)


async def take_up(h: Hearing, session: str) -> None:
    """Take up a session that was set aside."""
    row = next((row for row in await h.work.sessions_of(h.user.id) if row.id == session), None)
    if row is None:
        await moved_on(h)
        return
    h.close_pressed()
    if await door.shut(h, row):
        door.ask_first(h)
        return
    if row.state == "aside" and door.comes_first(h, h.library.dialogs.get(row.dialog)):
        return
    await _set_aside(h, but=session)
    if h.user.session != session:
        marks.offer_help(h)
    await h.open(session)
    await in_session(h, Wanted("resume"))


async def moved_on(h: Hearing) -> None:
    """An old button: the question that waits is shown, if one does."""
    await h.open("")
    await in_session(h, Chosen(-1, ""))


async def in_session(h: Hearing, said: Event) -> None:
    """What was said or done, in the session in hand; where there is none, nothing waits."""
    if await door.shut(h, h.opening.session) and door.before(h, said):
        return
    turn = await h.speak(said)
    if turn is None:
        h.close_pressed()
        h.phrase("nothing_waits")
    elif turn.refused == "danger":
        await marks.leave(h)
    elif turn.safe:
        marks.goes_on(h)
