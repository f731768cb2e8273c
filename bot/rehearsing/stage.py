"""A stage: a messenger without a network and a clock that is told, on which transcripts are played."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.engine.letter import Letter, Picture
from bot.engine.turn import Buttons
from bot.hearing import any_id
from bot.messengers.messenger import Delivered, Hear, Leaves, nothing

BEGINNING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
"""When every rehearsal begins: a Monday evening."""


@dataclass(slots=True)
class Seen:
    """One message as its reader sees it now."""

    number: int
    text: str
    buttons: Buttons
    own: bool = False
    picture: Picture | None = None


@dataclass(slots=True)
class Clock:
    """A clock that goes on only when it is told."""

    time: datetime = BEGINNING

    def __call__(self) -> datetime:
        """What it shows."""
        return self.time

    def goes_on(self, by: timedelta) -> None:
        """Let time go by."""
        self.time += by


@dataclass(slots=True)
class Stage:
    """A messenger without a network: what a person sees is a list.

    With a `seed` phrases are said in all their wordings, by the ids of the sessions that have `begun`, which it makes.
    """

    clock: Clock = field(default_factory=Clock)
    prefix: str = "stage:"
    chats: dict[str, list[Seen]] = field(default_factory=dict)
    updates: int = 0
    seed: int | None = None
    begun: int = 0

    def new_id(self) -> str:
        """What the next session is called: by the seed, and by how many there were, so the same on each run."""
        if self.seed is None:
            return any_id()
        self.begun += 1
        return sha256(f"{self.seed}:{self.begun}".encode()).hexdigest()[:12]

    async def listen(self, hear: Hear) -> None:
        """Nobody listens: a rehearsal brings in what its lines say."""

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        """Show a letter on the stage."""
        leaves()
        chat = self.chats.setdefault(letter.address, [])
        gone = [change.message for change in letter.changes] if letter.kind == "delete" else []
        for change in () if gone else letter.changes:
            for seen in chat:
                if seen.number == change.message:
                    seen.text, seen.buttons = change.text or seen.text, change.buttons
        for number in (*gone, letter.message):
            if letter.kind == "delete" and number:
                chat[number - 1].text, chat[number - 1].buttons = "", ()
        if letter.kind == "say":
            chat.append(Seen(len(chat) + 1, letter.text, letter.buttons, picture=letter.picture))
            return Delivered(len(chat), self.clock())
        return Delivered(0, self.clock())

    @property
    def takes_back(self) -> bool:
        """What is seen on a stage can be taken away."""
        return True

    def link(self, payload: str) -> str:
        """What somebody else on the stage says to come by it."""
        return f"/start {payload}"

    def typing(self, address: str) -> None:
        """Nothing to show."""

    async def close(self) -> None:
        """Nothing to let go of."""
