"""The store protocol: all that the rest of the house may ask of a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from bot.engine.dialog import Dialog
from bot.engine.letter import Letter
from bot.engine.people import User
from bot.engine.session import Answer, Place, Shown, State
from bot.storage.store_of_check_ins import WorkOfCheckIns
from bot.storage.store_of_claims import WorkOfClaims
from bot.storage.store_of_journeys import WorkOfJourneys
from bot.storage.store_of_notes import WorkOfNotes
from bot.storage.store_of_two import WorkOfTwo
from bot.storage.store_of_unsent import WorkOfUnsent

ONCE_GONE = datetime(9999, 12, 31, tzinfo=UTC)
"""When a letter is due that tells that words are gone: once they are (see `Work.release`)."""


class StorageFailed(Exception):
    """The database could not do it (locked, full, read-only, damaged): nobody's fault, nothing is counted.

    `line` is for the operator: what is wrong, what to do. `waiting`: can waiting help?
    """

    def __init__(self, line: str, *, waiting: bool = True) -> None:
        super().__init__(line)
        self.line = line
        self.waiting = waiting


class Conflict(Exception):
    """Somebody else saved this session first; the part is to be rolled back, read afresh and tried again."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as it is kept: its place and who sits in it; its words are in its answers."""

    id: str
    dialog: str
    hash: str
    state: State
    place: Place
    seats: Mapping[str, int]
    began_at: datetime
    moved_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """How often an update could not be heard, and when last."""

    update: int
    attempts: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How many running sessions hang on which structure: (dialog, hash) -> number."""

    sessions: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opening:
    """All that a turn begins with, read at once: who it is, their session, what was said and shown in it.

    `others` are the other people who sit in it.
    """

    user: User | None = None
    session: SessionRow | None = None
    answers: Sequence[Answer] = field(default=(), repr=False)
    shown: Mapping[int, Shown] = field(default_factory=dict)
    others: Sequence[User] = ()


class Work(WorkOfTwo, WorkOfClaims, WorkOfNotes, WorkOfCheckIns, WorkOfJourneys, WorkOfUnsent, Protocol):
    """One commit in the making: all reads and writes inside `Store.batch()`."""

    def part(self) -> AbstractAsyncContextManager[None]:
        """An atomic part: what raises inside is rolled back alone, and raised."""

    # --- what was heard ---------------------------------------------------------------------------
    async def heard(self, bot: str, updates: Sequence[int]) -> frozenset[int]:
        """Which of these updates were heard before."""

    async def hear(self, bot: str, update: int, at: datetime) -> None:
        """Remember that this update was heard."""

    async def failures(self, bot: str, updates: Sequence[int]) -> Mapping[int, Failure]:
        """The failed attempts of these updates, by update."""

    async def count_failure(self, bot: str, update: int, at: datetime) -> int:
        """Count one more failed attempt; returns how many there were."""

    # --- people -----------------------------------------------------------------------------------
    async def opening(self, address: str, session: str = "") -> Opening:
        """The person at this address with the named session, else with the one they last did something in.

        The same as `user_at`, `session`, `answers` and `shown`, at a quarter of their price. Where it is theirs and
        somebody else sits in it too, these people are read as well, by id.
        """

    async def user_at(self, address: str) -> User | None:
        """The person at this address."""

    async def user(self, user: int) -> User | None:
        """The person with this id."""

    async def add_user(self, address: str, language: str, at: datetime) -> User:
        """A new person, last heard `at`; who is known at this address already stays as they are."""

    async def save_user(self, user: User) -> None:
        """Keep a person as they are now."""

    async def forget_user(self, user: int) -> None:
        """Delete all of a person: rows, answers, sessions of their own, letters to them or with their words.

        Their link ends in silence (see `leave`), their invitations and reminders go, whom they kept away is no
        longer; an invitation that they opened has ended.
        Only `clean()` after the commit takes it out of the file as well.
        """

    async def users_quiet_since(self, before: datetime, limit: int) -> Sequence[int]:
        """Ids of people whose last word is older than this, oldest first: to be forgotten, not to be read."""

    async def users_heard_between(self, first: datetime, last: datetime) -> Sequence[User]:
        """People who agreed, aren't blocked and were last heard in between (for a line after an outage)."""

    # --- sessions ---------------------------------------------------------------------------------
    async def session(self, session: str) -> SessionRow | None:
        """The session with this id."""

    async def sessions_of(self, user: int) -> Sequence[SessionRow]:
        """A person's sessions that have not ended (running, paused, aside), last moved first."""

    async def sessions_of_two(self, user: int) -> Sequence[SessionRow]:
        """All sessions in which this person and somebody else sit, or sat; also those that have ended."""

    async def leave_session(self, session: str, user: int) -> None:
        """A silent end in a session: this person's seat is nobody's, what is undelivered to or of them is dropped.

        Their answers are the caller's matter (`drop_answers`).
        """

    async def save_session(self, row: SessionRow) -> None:
        """Keep a session: new where `version` is 0, else only if the row still has that version.

        The kept row has `version + 1`. Raises Conflict where somebody else was first. Its structure has to be
        kept before (`keep_dialog`).
        """

    async def forget_session(self, session: str) -> None:
        """Delete a session with its answers and letters, also those letters to its people that quote anybody.

        Only `clean()` after the commit takes it out of the file as well.
        """

    async def answers(self, session: str) -> Sequence[Answer]:
        """All answers of a session, by `asked`, then owner."""

    async def keep_answers(self, session: str, answers: Iterable[Answer]) -> None:
        """Add answers, or replace those with the same (asked, owner)."""

    async def drop_answers(self, session: str, keys: Iterable[tuple[int, int]]) -> None:
        """Delete these (asked, owner)."""

    async def shown(self, session: str) -> Mapping[int, Shown]:
        """When the questions of a session reached their person, by question number."""

    # --- structures -------------------------------------------------------------------------------
    async def keep_dialog(self, dialog: Dialog) -> None:
        """Keep a structure by its hash, with its words; the last one kept of a name is the dialog of today.

        Once is enough, again is harmless.
        """

    async def dialog(self, hash_: str) -> Dialog | None:
        """The structure kept under this hash, with the words it was kept with."""

    # --- letters ----------------------------------------------------------------------------------
    async def post(self, letters: Iterable[Letter]) -> None:
        """Put letters into the outbox in this order (`id` is given here).

        An undelivered one with the same address and `replaces` (if not empty) goes.
        """

    async def delivered(self, letter: Letter, message: int, at: datetime) -> None:
        """Mark a letter delivered; of a question remember when it was shown, and as which message."""

    async def postpone(self, letter: Letter, until: datetime, *, unknown: bool) -> None:
        """Count an attempt and try again later; `unknown`: the question may have been shown all the same.

        Then it counts as shown in 1970, and not certainly; once delivered it has its date, and the doubt stays
        whether it was shown before.
        """

    async def doubt(self, letter: Letter) -> None:
        """A question's letter may have arrived, and nobody knows; this is no attempt of ours that failed."""

    async def set_aside(self, letter: Letter, *, plain: bool) -> None:
        """The chat service refused it: once more as plain text (`plain`), else it is kept no longer."""

    async def release(self) -> None:
        """Let the letters go that wait until words are gone (ONCE_GONE)."""

    async def due(
        self, prefix: str, now: datetime, limit: int, besides: Collection[str] = ()
    ) -> Sequence[Letter]:
        """The first undelivered letter of each address under `prefix`, if due; oldest first; none `besides`.

        A prefix that ends with a colon stands for all addresses that begin so, any other for that one address.
        A later letter never comes before an earlier one to the same address. It is on disk when this commit is.
        """

    async def drop_letters(self, address: str) -> None:
        """Drop all that is undelivered for an address (blocked)."""

    async def came(self, address: str, message: int, at: datetime) -> None:
        """Remember the number of what a person wrote, without a word of it; nothing where they aren't known."""

    async def message_ids(self, address: str, after: datetime) -> Sequence[int]:
        """Numbers of the messages of both sides in a chat since then, as far as they are kept (48 hours)."""

    async def hidden(self, letter: Letter, numbers: Collection[int], *, last: bool) -> None:
        """These messages are gone from the chat; after the `last` of them the letter has done its work."""

    # --- facts ------------------------------------------------------------------------------------
    async def fact(self, name: str) -> str:
        """A small fact about the bot itself (when it was last awake), empty where unknown."""

    async def set_fact(self, name: str, value: str) -> None:
        """Keep a small fact about the bot itself."""

    async def prune(self, now: datetime) -> None:
        """Delete what is no longer needed.

        Seen ids and message numbers after 48 hours, invitations a day after their time, old structures.
        """


class Store(Protocol):
    """A database, opened. Everything that is to be kept goes through `batch()`.

    Inside a batch only its own `Work` may be asked: anything else of the store waits for the batch's end.
    """

    def batch(self) -> AbstractAsyncContextManager[Work]:
        """One commit: all of it is on disk when the block is left, or none (and StorageFailed or such)."""

    async def due(
        self, prefix: str, now: datetime, limit: int, besides: Collection[str] = ()
    ) -> Sequence[Letter]:
        """The same as `Work.due`, read outside a commit: what is on disk."""

    async def message_ids(self, address: str, after: datetime) -> Sequence[int]:
        """The same as `Work.message_ids`, read outside a commit."""

    async def next_reminder(self, prefix: str) -> datetime | None:
        """When the next reminder of the people under `prefix` is due (see `Work.due_reminders`)."""

    async def waiting(self, prefix: str, now: datetime) -> int:
        """How many letters under `prefix` are due that are no answers."""

    async def others(self) -> int:
        """A number that is another one as soon as somebody else has written to this database."""

    async def counts(self) -> Counts:
        """How many running sessions hang on which structure."""

    async def owes(self) -> bool:
        """Whether words of somebody who was forgotten may still be in the file or the log: then `clean()`."""

    async def clean(self) -> bool:
        """Take deleted words out of the file and the log too; False where another reader hinders it still.

        What is owed is also done when the database is opened the next time.
        """

    async def hold(self, name: str) -> None:
        """Be the only process that does this (`run`) on this database until it is closed, or fail."""

    async def close(self) -> None:
        """Let go of the database."""
