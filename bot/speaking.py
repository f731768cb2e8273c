"""Speaking in sessions: presses, words and the ways that are open at every step; words where none is under way."""

from __future__ import annotations

from dataclasses import replace

from bot import sessions
from bot.engine.fitting import known, nearly, plain
from bot.engine.naming import sent_phrase
from bot.engine.said import Chosen, Event, Said, Wanted
from bot.engine.turn import Buttons
from bot.hearing import Hearing
from bot.messengers.messenger import Pressed
from bot.pair import door
from bot.reminding.promises import KNOCK
from bot.storage.store import SessionRow


async def press(h: Hearing, pressed: Pressed) -> None:
    """A button of a session: `session:asked:choice`; that of an ended one only shows what waits now."""
    _, asked, choice = [*pressed.data.split(":", 2), "", ""][:3]
    row = h.opening.session
    if row is None or not _answers(row, h.user.id):
        await sessions.moved_on(h)
        return
    await sessions.in_session(h, Chosen(int(asked) if asked.isdecimal() else -1, choice))


def _answers(row: SessionRow, user: int) -> bool:
    """Whether a button of this session does anything here: of an ended one it opens what waits."""
    return user in row.seats.values() and (row.state != "done" or user in dict(row.place.unopened))


def under_way(h: Hearing) -> bool:
    """Whether this person is in the middle of a session."""
    return h.opening.session is not None and h.opening.session.state != "done"


def ask(h: Hearing, text: str, rows: Buttons) -> None:
    """Ask something outside a session; while one is under way, what is typed is for its question."""
    if under_way(h):
        h.say(text, rows)
    else:
        h.ask(text, rows)


async def speak(h: Hearing, said: Event) -> None:
    """Words, an edited text or something sent, to the session that is under way."""
    row = h.opening.session
    waits = row is not None and _answers(row, h.user.id)
    if waits or not isinstance(said, Said) or h.senses.notice(said.text, h.user.language):
        await sessions.in_session(h, said)
    else:
        await _outside(h, said)


async def _outside(h: Hearing, said: Said) -> None:
    """Words where no session is under way: those that name a dialog open it; others aren't kept, and are told so."""
    words, text = h.phrases.words, plain(said.text).rstrip("?")
    note = await _note_of(h)
    if text in map(known, words("words.thanks")):  # whatever a title has in it
        h.phrase("thanks")
    elif len(found := _named(h, said.text)) == 1 and not (
        note and text == known(h.phrases.say("knock.open"))
    ):
        await sessions.open_named(h, found.pop())
    elif any(text in map(known, words(f"words.{way}")) for way in ("where", "back", "pause", "over")):
        await sessions.in_session(h, said)
    elif note:
        await h.open(note)
        await sessions.in_session(h, said)
    else:
        await sessions.show_talks(h, "start_words")


def means_something(h: Hearing, text: str) -> bool:
    """Whether words that are typed where no session is under way say what to do, or thanks."""
    usual = ("thanks", "where", "back", "pause", "over")
    said = plain(text).rstrip("?")
    return len(_named(h, text)) == 1 or any(
        said in map(known, h.phrases.words(f"words.{each}")) for each in usual
    )


async def _note_of(h: Hearing) -> str:
    """The session whose words this person was knocked for and hasn't opened; empty where there is none."""
    to_come = {each.session for each in await h.work.reminders_of(h.user.id) if each.kind == KNOCK}
    found = [row for row in await h.work.sessions_of(h.user.id) if h.user.id in dict(row.place.unopened)]
    return next((row.id for row in found if row.state in {"running", "paused"} and row.id not in to_come), "")


def _named(h: Hearing, text: str) -> set[str]:
    """The dialogs that words name by their title or their command."""
    titles = {dialog.name: sessions.title_of(h, dialog.name) for dialog in sessions.offered(h)}
    commands = {dialog.name: dialog.command for dialog in sessions.offered(h)}
    negations = h.phrases.words("words.not")
    found = (nearly(text, labels, negations) for labels in (titles, commands))
    return {name for names in found if len(names) == 1 for name in names}


async def want(h: Hearing, wanted: Wanted) -> None:
    """One of the ways that are open at every step."""
    await sessions.in_session(h, wanted)


async def stop(h: Hearing, _: str) -> None:
    """Stop the session under way; a session that doesn't load is set aside."""
    if h.opening.session is None:
        h.update(session="")
    await sessions.in_session(h, Wanted("stop"))


async def show_waiting(h: Hearing) -> None:
    """The question that waits, if one does."""
    row = h.opening.session
    if row is not None and row.state == "running" and not await door.shut(h, row):
        await h.speak(Wanted("show"))


def cannot_take(h: Hearing, kind: str) -> None:
    """Something that isn't words, outside a session; of several at once (an album) the last is answered."""
    h.phrase(sent_phrase(h.phrases, kind))
    h.letters[-1] = replace(h.letters[-1], replaces="sent")
