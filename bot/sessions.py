"""Beginning sessions, taking them up again, and speaking in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.engine.dialog import Dialog
from bot.engine.fitting import known, nearly, plain
from bot.engine.pausing import BREAK
from bot.engine.said import Chosen, Event, Said, Wanted
from bot.engine.session import Session
from bot.engine.turn import Button, Buttons
from bot.hearing import Hearing
from bot.messengers.messenger import Pressed
from bot.promises import KNOCK
from bot.storage.store import Opening, SessionRow

MOST_KEPT = 3
"""Conversations that were set aside and are offered to be taken up, the latest first."""


async def start(h: Hearing, _: str, *, more: Buttons = ()) -> None:
    """What we can do, or what waits; `more` can be done besides."""
    if h.opening.session is None or h.opening.session.state == "done":
        await _show_talks(h, "start", more)
        return
    turn = await h.speak(Wanted("resume"))
    if turn is not None and turn.refused == "nothing_waits":
        await _show_talks(h, "start", more, but=turn.session.id)


async def _show_talks(h: Hearing, phrase: str, more: Buttons = (), *, but: str = "") -> None:
    """What one can begin or take up, `but` the session that is known to wait for somebody else."""
    theirs = await h.work.sessions_of(h.user.id)
    kept = [row for row in theirs if row.dialog in h.library.dialogs and row.id != but]
    rows = [
        (Button(h.phrases.say("start_on", title=_title(h, row.dialog)), f"take:{row.id}"),)
        for row in kept[:MOST_KEPT]
    ]
    rows += [(Button(_title(h, dialog.name), f"open:{dialog.name}"),) for dialog in _offered(h)]
    h.ask(h.phrases.say(phrase), (*more, *rows))


def _title(h: Hearing, dialog: str) -> str:
    return h.library.dialogs[dialog].words_in(h.user.language).title


def _offered(h: Hearing) -> Sequence[Dialog]:
    return [dialog for dialog in h.library.dialogs.values() if dialog.command]


def for_two(h: Hearing) -> Sequence[Dialog]:
    """The dialogs that two people can go through together."""
    return [dialog for dialog in _offered(h) if len(dialog.structure.seats) == 2]  # noqa: PLR2004  (two people)


async def by_command(h: Hearing, name: str) -> bool:
    """Begin the dialog with this command, or take it up; False where no dialog has it."""
    found = next((dialog for dialog in _offered(h) if dialog.command == name), None)
    if found is None:
        return False
    if found in for_two(h) and await h.work.link_of(h.user.id) is not None:
        await _ask_who(h, found)
    else:
        await _open(h, found)
    return True


async def _ask_who(h: Hearing, dialog: Dialog) -> None:
    """For two, or for one: both ways are open to who is linked."""
    say = h.phrases.say
    rows = ((Button(say("who.two"), f"two:{dialog.name}"),), (Button(say("who.one"), f"one:{dialog.name}"),))
    h.ask(say("who.ask"), rows)


async def begin_alone(h: Hearing, name: str) -> None:
    """A dialog for this person alone."""
    await open_named(h, name)


async def begin_together(h: Hearing, name: str) -> None:
    """A dialog for both; the one that both are in is taken up instead."""
    h.close_pressed()
    link, dialog = await h.work.link_of(h.user.id), h.library.dialogs.get(name)
    if link is None or dialog not in for_two(h) or dialog is None:
        await start(h, "")
        return
    rows = [row for row in await h.work.sessions_of(h.user.id) if not is_alone(row)]
    if same := [row for row in rows if link.other in row.seats.values()]:
        await take_up(h, same[0].id)
        return
    other = await h.work.user(link.other) if link.other else None
    await _set_aside(h, but="")
    await h.begin(dialog, [other] if other is not None else [])


def is_alone(row: SessionRow) -> bool:
    """Whether one person sits in every seat."""
    return len(set(row.seats.values())) == 1


async def _open(h: Hearing, dialog: Dialog) -> None:
    current = await h.session()
    if current is not None and current.state != "done" and current.solo:
        if current.dialog == dialog.name:
            await h.speak(Wanted("resume"))
        elif dialog.name == BREAK:
            await h.speak(Wanted("call", dialog.hash))
        else:
            _ask_to_set_aside(h, current, dialog)
        return
    kept = await _kept(h, dialog)
    if kept is None:
        await h.begin(dialog)
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


def _ask_to_set_aside(h: Hearing, current: Session, other: Dialog) -> None:
    title = _title(h, current.dialog) if current.dialog in h.library.dialogs else current.dialog
    h.ask(
        h.phrases.say("another.ask", title=title),
        (
            (Button(h.phrases.say("another.go_on"), f"take:{current.id}"),),
            (Button(h.phrases.say("another.aside"), f"aside:{other.name}"),),
        ),
    )


async def open_named(h: Hearing, name: str) -> None:
    """Begin a dialog from a button, or take it up."""
    h.close_pressed()
    dialog = h.library.dialogs.get(name)
    await (start(h, "") if dialog is None else _open(h, dialog))


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
    await h.work.forget_session(kept.id)
    await _set_aside(h, but=name)
    await h.begin(dialog)


async def _set_aside(h: Hearing, *, but: str) -> None:
    """Set the session under way aside, unless it is a run of the dialog `but`, or the session `but`."""
    current = h.opening.session
    if current is not None and current.state != "done" and but not in (current.dialog, current.id):
        await h.set_aside(current)


async def take_up(h: Hearing, session: str) -> None:
    """Take up a session that was set aside."""
    rows = await h.work.sessions_of(h.user.id)
    if all(row.id != session for row in rows):
        await _moved_on(h)
        return
    h.close_pressed()
    await _set_aside(h, but=session)
    await h.open(session)
    await _in_session(h, Wanted("resume"))


async def press(h: Hearing, pressed: Pressed) -> None:
    """A button of a session: `session:asked:choice`; that of an ended one only shows what waits now."""
    _, asked, choice = [*pressed.data.split(":", 2), "", ""][:3]
    row = h.opening.session
    if row is None or row.state == "done" or h.user.id not in row.seats.values():
        await _moved_on(h)
        return
    await _in_session(h, Chosen(int(asked) if asked.isdecimal() else -1, choice))


async def _moved_on(h: Hearing) -> None:
    """An old button: the question that waits is shown, if one does."""
    await h.open("")
    await _in_session(h, Chosen(-1, ""))


async def speak(h: Hearing, said: Event) -> None:
    """Words, an edited text or something sent, to the session that is under way."""
    under_way = h.opening.session is not None and h.opening.session.state != "done"
    if under_way or not isinstance(said, Said) or h.senses.notice(said.text, h.user.language):
        await _in_session(h, said)
    else:
        await _outside(h, said)


async def _outside(h: Hearing, said: Said) -> None:
    """Words where no session is under way: those that name a dialog open it; others aren't kept, and are told so."""
    words, text = h.phrases.words, plain(said.text).rstrip("?")
    if len(found := _named(h, said.text)) == 1:
        await open_named(h, found.pop())
    elif text in map(known, words("words.thanks")):
        h.phrase("thanks")
    elif any(text in map(known, words(f"words.{way}")) for way in ("where", "back", "pause", "over")):
        await _in_session(h, said)
    elif note := await _note_of(h):
        await h.open(note)
        await _in_session(h, said)
    else:
        await _show_talks(h, "start_words")


async def _note_of(h: Hearing) -> str:
    """The session whose words this person was knocked for and hasn't opened; empty where there is none."""
    to_come = {each.session for each in await h.work.reminders_of(h.user.id) if each.kind == KNOCK}
    found = [row for row in await h.work.sessions_of(h.user.id) if h.user.id in dict(row.place.unopened)]
    return next((row.id for row in found if row.state in {"running", "paused"} and row.id not in to_come), "")


def _named(h: Hearing, text: str) -> set[str]:
    """The dialogs that words name by their title or their command."""
    titles = {dialog.name: _title(h, dialog.name) for dialog in _offered(h)}
    commands = {dialog.name: dialog.command for dialog in _offered(h)}
    negations = h.phrases.words("words.not")
    found = (nearly(text, labels, negations) for labels in (titles, commands))
    return {name for names in found if len(names) == 1 for name in names}


async def want(h: Hearing, wanted: Wanted) -> None:
    """One of the ways that are open at every step."""
    await _in_session(h, wanted)


async def stop(h: Hearing, _: str) -> None:
    """Stop the session under way; a session that doesn't load is set aside."""
    if h.opening.session is None:
        h.update(session="")
    await _in_session(h, Wanted("stop"))


async def _in_session(h: Hearing, said: Event) -> None:
    if await h.speak(said) is None:
        h.close_pressed()
        h.phrase("nothing_waits")


async def show_waiting(h: Hearing) -> None:
    """The question that waits, if one does."""
    if h.opening.session is not None and h.opening.session.state == "running":
        await h.speak(Wanted("show"))


def cannot_take(h: Hearing, kind: str) -> None:
    """Something that isn't words, outside a session; of several at once (an album) the last is answered."""
    key = f"sent.{kind}"
    h.phrase(key if key in h.phrases.texts else "sent.other")
    h.letters[-1] = replace(h.letters[-1], replaces="sent")
