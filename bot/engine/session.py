"""A session: one run of a dialog. Its place holds no words; these are in its answers alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from zlib import crc32

from bot.engine.inputs import Value
from bot.engine.library import Library

State = Literal["running", "paused", "aside", "done"]
"""running waits for an answer, paused for the person (or for both); aside was stopped and kept, or set aside; done
has ended."""

Status = Literal["given", "draft", "offered"]
"""given counts; a draft was held (danger, too long, not yet sent); offered was written before the question.

A thought is a draft until it is given back, and then offered.
"""


GONE = 0
"""Who sits in the seat of somebody who went in silence: nobody, to whom everything is said in vain."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One entering of a step: the structure and step, how deep in calls, the answer that led here.

    `then` is the step to enter after the dialog called from here has ended. `round` counts the changes of the
    floor before it. `anew` is set where a step was entered once more because somebody asked to start it again: the
    seat of who did, counted from 1.
    """

    hash: str
    step: str
    depth: int = 0
    by: int = 0
    then: str = ""
    round: int = 0
    anew: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One asking of a step to one person; `asked` stays the same while it is open.

    `visit` is its place in the trail; `aside` names what is asked in between
    (stop, over, offer, danger, long, hint, small, preview, thought), whose buttons carry the same number. `hints` names
    those that were given to what others will read: they go with the question.
    """

    asked: int
    owner: int
    visit: int
    tries: int = 0
    ticked: tuple[str, ...] = ()
    aside: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """A rest that two people share: who chose its end, how often it was prolonged, who is back and calm enough.

    `asked` numbers it, so that buttons of an earlier one are old. How calm somebody is, is kept nowhere. `agreed`: it
    is an hour for going on, which both may move, and at which nobody is asked how calm they are.
    """

    by: int
    until: datetime
    asked: int
    prolonged: int = 0
    back: tuple[int, ...] = ()
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session is: the trail of steps entered, the open questions, the numbers given.

    The stack of calls, the count of visits and how often a step was asked anew follow from the trail. `asked` is
    the last number given, `firm` the last answer that was sent to someone else: back goes no further. `round` counts
    the changes of the floor. `unopened` are the people for whom words wait, each with the first entering of a step
    they know nothing of. `pause` is the rest that both share, if they do. `listens`: of two, who
    didn't begin only listens; it stays so when they are gone in silence.
    """

    trail: tuple[Visit, ...] = ()
    questions: tuple[Question, ...] = ()
    asked: int = 0
    firm: int = 0
    round: int = 0
    unopened: tuple[tuple[int, int], ...] = ()
    pause: Pause | None = None
    listens: bool = False

    @property
    def times_anew(self) -> int:
        """How often a step was entered once more because somebody asked to start it again."""
        return sum(visit.anew > 0 for visit in self.trail)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text answer, by the chat's message number (0: none); a voice note has no text but a file."""

    text: str = field(repr=False)
    message: int = 0
    file: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What `owner` gave to question `asked`, who may read it, and where it belongs.

    `value` is None for texts (then `parts` hold it) and for what was skipped (then both are empty). `name` is empty
    for a thought held for one's turn; `asked` is then the question that waited for the other.
    """

    asked: int
    owner: int
    name: str
    hash: str
    step: str
    audience: frozenset[int]
    at: datetime
    value: Value = field(default=None, repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)
    status: Status = "given"
    round: int = 0
    visit: int = 0

    @property
    def text(self) -> str:
        """A text answer whole, its parts in the order in which they came."""
        return "\n".join(part.text for part in self.parts)

    @property
    def is_thought(self) -> bool:
        """Whether it answers nothing: it is held for the turn of who wrote it."""
        return not self.name

    @property
    def skipped(self) -> bool:
        """Whether the person went on without an answer, or ticked nothing."""
        return self.value == () or (self.value is None and not self.parts)


@dataclass(frozen=True, slots=True)
class Participant:
    """A person sitting in a session: what they are called (may be empty), their language and time zone.

    `here`: they wrote or pressed in it just now, and no question of another session waits for them, so that
    the other's words may come at once. `listens`: they only listen, in a talk that the other began. `placed`: they
    said where they live; else the zone is the host's. `emergency`: the numbers to call in danger in the country they
    said; empty where they didn't.
    """

    user: int
    name: str = field(default="", repr=False)
    language: str = "en"
    here: bool = True
    zone: str = "UTC"
    listens: bool = False
    placed: bool = True
    emergency: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """When the chat service says a question reached its person, and as which message.

    `at` is when it was surely shown, 1970 where that isn't known; `certain` is False where it may have been
    shown before that (the outcome of a sending is unknown).
    """

    at: datetime
    message: int = 0
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a dialog as the engine sees it: place, people, answers and the library it is played from.

    `seats` says who sits where; in a solo session one person sits in every seat. `shown` tells by question
    number what its person can have read. `version` counts the saves of the row and nothing else.
    """

    id: str
    dialog: str
    hash: str
    seats: Mapping[str, int]
    people: Mapping[int, Participant]
    place: Place
    library: Library = field(repr=False, compare=False)
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    state: State = "running"
    moved_at: datetime | None = None
    shown: Mapping[int, Shown] = field(default_factory=dict)
    version: int = 0

    @property
    def sitting(self) -> Mapping[str, int]:
        """Who sits where in this round."""
        return self.sitting_in(self.place.round)

    def sitting_in(self, round_: int) -> Mapping[str, int]:
        """Who sat where in a round: with each change of the floor everybody moves one seat on."""
        users = list(self.seats.values())
        by = round_ % len(users)
        return dict(zip(self.seats, users[by:] + users[:by], strict=True)) if by else self.seats

    @property
    def solo(self) -> bool:
        """Whether one person goes through it alone."""
        return len(self.seats) == 1 or len(set(self.seats.values())) == 1

    @property
    def listening(self) -> int | None:
        """Who only listens; None where nobody does."""
        return [*self.seats.values()][-1] if self.place.listens and not self.solo else None

    def as_they_listen(self) -> Session:
        """The session as its people want it now: whether who didn't begin only listens.

        Of somebody who is gone the last word holds, so that the other can't tell them from who says nothing.
        """
        second = [*self.seats.values()][-1]
        if self.solo or second == GONE or self.people[second].listens == self.place.listens:
            return self
        return replace(self, place=replace(self.place, listens=self.people[second].listens))

    def wording(self, user: int) -> int:
        """Which of several wordings this person hears now: by the session's id, and by how much they said in it.

        What the other does counts for nothing, so that no wording tells of it.
        """
        if not self.library.varied:
            return 0
        return crc32(self.id.encode()) + sum(answer.owner == user for answer in self.answers)

    def question_of(self, user: int) -> Question | None:
        """The question that waits for this person, if any."""
        return next((q for q in self.place.questions if q.owner == user), None)
