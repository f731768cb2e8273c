"""What a walk is made of: who plays, and the moments that were come to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from bot.authoring.deeds import Deed, Moment, press_of
from bot.engine.session import Participant, Session
from bot.engine.turn import Button, Turn


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: which seat is whose, and what they are called."""

    seats: Mapping[str, int]
    people: Mapping[int, Participant]

    @property
    def solo(self) -> bool:
        """Whether one person sits in every seat."""
        return len(set(self.seats.values())) == 1

    @property
    def language(self) -> str:
        """The language in which they read."""
        return next(person.language for person in self.people.values())

    @property
    def listens(self) -> bool:
        """Whether one of them only listens."""
        return any(person.listens for person in self.people.values())


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A moment that was come to, and how: from which other, by which deeds."""

    moment: Moment
    key: Hashable
    before: Node | None = None
    by: tuple[Deed, ...] = ()

    @property
    def session(self) -> Session:
        """The session as it is there."""
        return self.moment.session

    def way(self) -> tuple[Deed, ...]:
        """All that was done from the beginning to here."""
        node: Node | None = self
        done: list[Deed] = []
        while node is not None:
            done[:0] = node.by
            node = node.before
        return tuple(done)

    @property
    def depth(self) -> int:
        """How deep in called dialogs this is; 0 at the end."""
        return 0 if self.session.state == "done" else self.session.place.trail[-1].depth

    @property
    def step(self) -> str:
        """The last step entered."""
        return self.session.place.trail[-1].step


def shown_after(turn: Turn, before: Moment) -> tuple[Button, ...]:
    """Every button under the messages of the open questions, each once, and those that never grow old."""
    open_ = {question.asked for question in turn.session.place.questions}
    redrawn = {one.asked for one in turn.redrawn}
    kept = [button for button in before.shown if _asked(button) in open_ - redrawn]
    fresh = [button for message in turn.messages for row in message.buttons for button in row]
    fresh += [button for one in turn.redrawn for row in one.buttons for button in row]
    return tuple({button.data: button for button in (*kept, *fresh) if button.data}.values())


def _asked(button: Button) -> int:
    said = press_of(button)
    return said.asked if said is not None else -1
