"""People, dialogs, sessions and letters to store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.engine.dialog import Dialog, Exit, Limit, Nudge, Solo, Step, Structure, Test, Words
from bot.engine.inputs import Choice, Confirm, Many, Note, Number, Scale, Text, Time
from bot.engine.letter import Change, Letter, Picture
from bot.engine.people import User
from bot.engine.session import Answer, Part, Place, Question, Visit
from bot.engine.turn import Button
from bot.storage.store import SessionRow, Store

NOW = datetime(2026, 3, 4, 5, 6, 7, 891011, tzinfo=UTC)
BOT = "telegram:99"


def dialog(
    name: str = "repair",
    steps: Sequence[str] = ("moment",),
    calls: Mapping[str, str] | None = None,
    say: str = "What happened?",
) -> Dialog:
    """A dialog of text questions, one after the other."""
    following = dict(zip(steps, [*steps[1:], "end"], strict=True))
    made = {step: Step(step, "speaker", (Exit(to),), ask=Text(step)) for step, to in following.items()}
    structure = Structure(name, ("speaker", "listener"), steps[0], made, calls=calls or {})
    words = {"en": Words("A title", "About", {f"{step}.say": say for step in steps})}
    return Dialog(structure, words, structure.hash, "repair", 12)


def every_input() -> Dialog:
    """A dialog with one step of each kind and everything that a step can have."""
    asks = [
        Choice("a", ("x", "y"), "listener", ("x",)),
        Many("b", ("x", "y"), 2, 1, "both"),
        Scale("c", ("0", "5")),
        Number("d", 1, 14),
        Text("e", 800, optional=True, voice=True, drafted=True),
        Confirm("f"),
        Note("g"),
        Time("h", optional=True, share="listener"),
    ]
    exits = (Exit("end", ("x",), (Test("a", "speaker", ("x",), 1, 2, skipped=True),), "calm"), Exit("end"))
    full = Step(
        "a",
        "speaker",
        exits,
        "listen",
        asks[0],
        Limit(3, "b"),
        Limit(2, "c"),
        Nudge(60, 2),
        Solo(skip=False, ask=asks[5], exits=exits),
    )
    steps = {ask.name: replace(full, name=ask.name, ask=ask) for ask in asks}
    structure = Structure("all", ("speaker",), "a", steps, ("listen",), {"calm": "0123456789abcdef"})
    words = {"de": Words("Titel", "Über", {"a.say": "Hällo {me} 🙂"}), "en": Words("T", "A", {})}
    return Dialog(structure, words, structure.hash, "all", 3, {"old": "a"})


def answer(owner: int, asked: int = 1, text: str = "what they said", **more: Any) -> Answer:
    """A text answer in two parts."""
    parts = (Part(text, 7), Part("and more", 8))
    given = {"value": None, "parts": parts, "audience": frozenset({owner})}
    return Answer(asked, owner, "moment", "h", "moment", at=NOW, **{**given, **more})


def row(session: str, made: Dialog, *users: int) -> SessionRow:
    """A session that has just begun; the first user speaks, the last listens."""
    place = Place((Visit(made.hash, "moment"),), (Question(1, users[0], 0, 2, ("x",), "stop"),), 1, 0, 3)
    seats = {"speaker": users[0], "listener": users[-1]}
    return SessionRow(session, "repair", made.hash, "running", place, seats, NOW, NOW)


def letter(address: str = "telegram:1", text: str = "Hello", **more: Any) -> Letter:
    """Something to say."""
    return Letter(0, address, "say", text, **more)


def rich(address: str, session: str, user: int) -> Letter:
    """A letter with everything that a letter can have."""
    buttons = ((Button("Yes", f"{session}:1:yes"), Button("Copy", copy="I feel")), (Button("No", "x:1:no"),))
    return Letter(
        0,
        address,
        "say",
        "“Hällo” 🙂",
        buttons,
        3,
        session,
        1,
        copy=True,
        reader=user,
        owners=frozenset({user}),
        due_at=NOW,
        replaces="nudge",
        attempts=2,
        plain=True,
        changes=(Change(2, "“Well?” → Yes"), Change(1, "", ((Button("No", "x:1:no"),),))),
        picture=Picture(b"\x89PNG \x00\xff", "▁▃ “Hällo”"),
    )


async def somebody(store: Store, address: str = "telegram:1", **more: Any) -> User:
    """A person who is known."""
    async with store.batch() as work:
        user = replace(await work.add_user(address, "en", NOW), **more)
        await work.save_user(user)
    return user


async def begun(store: Store, user: User, session: str = "abc", *others: User) -> SessionRow:
    """A session that is kept, its version as it is now."""
    made = dialog()
    kept = row(session, made, user.id, *(other.id for other in others))
    async with store.batch() as work:
        await work.keep_dialog(made)
        await work.save_session(kept)
    return replace(kept, version=1)


async def post(store: Store, *letters: Letter) -> None:
    """Letters that wait."""
    async with store.batch() as work:
        await work.post(letters)
