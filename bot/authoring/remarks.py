"""What is wrong with a turn, in words that an author understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.engine.machine import DeadEnd
from bot.engine.moving import Endless
from bot.engine.rendering import Unseen
from bot.engine.session import GONE, Session
from bot.engine.turn import Button, Message, Turn

LONGEST_DATA = 64
"""Bytes of the longest button data that Telegram takes."""

DIGITS = 5
"""Digits that the number of a question may come to have."""

_PLACE = re.compile(r"\{[a-z][a-z0-9_ ]*\}")

OURS = "This is a fault of the program: please report it with this line."


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong and what to do about it; `onto` where the step that was come to is to blame."""

    text: str
    hint: str
    onto: bool = False


def failure(error: Exception) -> Remark:
    """Why the program would fail."""
    if isinstance(error, DeadEnd):
        what, hint = "no way of this step fits", "Let its ways end in one without conditions."
    elif isinstance(error, Endless):
        what, hint = "it goes on for ever without a question", "Let one of these steps ask, or end."
    elif isinstance(error, Unseen):
        what = f"'{str(error).split(' in ', 1)[0]}' is quoted, but is not there for its reader"
        hint = "Quote it only after steps that give it, and share it with whoever reads it."
    else:
        what, hint = f"{type(error).__name__}: {error}", OURS
    return Remark(f"the program would fail: {what}", hint)


def remarks(turn: Turn) -> Iterator[Remark]:
    """Everything that is wrong with what a turn says and leaves behind."""
    session = turn.session
    if session.state == "running" and not session.place.questions and not turn.forget:
        yield Remark("nobody would be asked anything, and it would not end", OURS)
    for question in session.place.questions:
        opened = not any(closed.asked == question.asked for closed in turn.closed)
        if opened and not _carried(turn, question.asked, question.owner):
            yield Remark("a question would be open that nobody was asked", OURS)
    for message in turn.messages:
        yield from _said(message, session)
    for redrawn in turn.redrawn:
        yield from _buttons(Message(redrawn.owner, "-", redrawn.buttons))


def _carried(turn: Turn, asked: int, owner: int) -> bool:
    """Whether a question that was opened in this turn was put to its person; older ones were before.

    Who isn't here is asked once they open their note, in a pause everybody is at its end, who is gone is asked nothing.
    """
    shown = turn.session.shown
    if owner == GONE or turn.session.place.pause is not None or owner in dict(turn.session.place.unopened):
        return True
    return asked in shown or any((one.asked, one.to) == (asked, owner) for one in turn.messages)


def _said(message: Message, session: Session) -> Iterator[Remark]:
    onto = bool(message.asked) and session.question_of(message.to) is not None
    if not message.text.strip():
        yield Remark("an empty message would be sent", "Say something besides what was left out.", onto=onto)
    for place in _PLACE.findall(message.text):
        yield Remark(f"{place} would stand in a message as it is", "Name an answer or a seat.", onto=onto)
    yield from _buttons(message)


def _buttons(message: Message) -> Iterator[Remark]:
    for row in message.buttons:
        for button in row:
            yield from _button(button)


@lru_cache(maxsize=100_000)
def _button(button: Button) -> tuple[Remark, ...]:
    asked = button.data.split(":")[1:2]
    spare = DIGITS - len(asked[0]) if asked and asked[0].isdecimal() else 0
    found: list[Remark] = []
    if len(button.data.encode()) + spare > LONGEST_DATA:
        hint = "Give the option a shorter key."
        found.append(Remark(f'the button "{button.label}" would be refused', hint, onto=True))
    if not button.label.strip():
        found.append(Remark("a button without words would be shown", "Give each option a label.", onto=True))
    return tuple(found)
