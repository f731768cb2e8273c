"""Hearing one thing that came in: who it is, what they are in the middle of, and what is saved of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.acts import following
from bot.config import Settings
from bot.engine.dialog import Dialog
from bot.engine.fitting import fits, known, nearly, plain
from bot.engine.journey import Ending, ending
from bot.engine.letter import Change, Letter
from bot.engine.library import Library
from bot.engine.people import User
from bot.engine.phrases import Phrases
from bot.engine.said import Chosen, Event
from bot.engine.senses import Senses
from bot.engine.session import GONE, Place, Session
from bot.engine.speak import begin, speak
from bot.engine.turn import Button, Buttons, Message, Turn
from bot.letters import edit, letters, say, with_button
from bot.messengers.messenger import Incoming, Pressed
from bot.pair.company import company, loaded
from bot.pair.parting import leave
from bot.reminding import looks, nudges, rings
from bot.reminding.promises import promise, promise_after_the_end, zone_of
from bot.storage.store import ONCE_GONE, Opening, SessionRow, Work

PICK = "pick:"
"""What was asked outside a session is kept so: the data and the labels of its buttons."""

OVER = "!again"
"""The yes to starting over: all that was said in this session goes."""


CARD = "screening"
"""A card of the screening takes the place of the one before, where that isn't delivered yet."""


@dataclass(slots=True)
class Screenings:
    """Answers of the screening given so far, by person: here and nowhere else, so that a restart begins again.

    `given` is by topic: the choice, and the update that brought it: heard again, it answers the same topic. `cards`
    are those that stand, by address: message, topic and when they came. `toward` is the invitation (its hash)
    that somebody opened or said yes to last; `listening` are those (their hashes) to which the yes is to only listen.
    `passed`: by person the dialog for one that it just opened, and when, where a talk of two stays closed all the same.
    """

    given: dict[int, dict[str, tuple[str, int]]] = field(default_factory=dict)
    cards: dict[str, tuple[int, str, datetime]] = field(default_factory=dict)
    toward: dict[int, bytes] = field(default_factory=dict)
    listening: set[bytes] = field(default_factory=set)
    passed: dict[int, tuple[str, datetime]] = field(default_factory=dict)

    def seen(self, letter: Letter, message: int, at: datetime) -> None:
        """A letter reached its reader: where it is a card, that one stands now."""
        if letter.replaces == CARD and letter.buttons:
            self.cards[letter.address] = (message, letter.buttons[0][0].data.split(":")[1], at)


def any_id() -> str:
    """What a new session is called: by chance."""
    return secrets.token_hex(6)


@dataclass(slots=True)
class Hearing:
    """One update being heard, inside its part of a commit.

    `screenings`, what makes a `link` of a payload and what calls a new session (`new_id`) are the house's own.
    `changed` tells whether the person's row is to be saved; `forgotten` that what was said is to leave the file too,
    before anything else is heard. `endings`: the talks that ended by it, for each whom their last words reached.
    `settled`: what had to be asked at an end was.
    """

    work: Work
    incoming: Incoming
    user: User
    library: Library
    senses: Senses
    settings: Settings
    now: datetime
    opening: Opening = field(default_factory=Opening)
    screenings: Screenings = field(default_factory=Screenings)
    link: Callable[[str], str] = str
    takes_back: bool = True
    new_id: Callable[[], str] = any_id
    changed: bool = False
    forgotten: bool = False
    endings: list[Ending] = field(default_factory=list)
    settled: bool = False
    letters: list[Letter] = field(default_factory=list)

    @property
    def phrases(self) -> Phrases:
        """The bot's own words in this person's language."""
        return self.library.phrases_in(self.user.language)

    @property
    def zone(self) -> str:
        """The time zone this person lives in, as far as they said."""
        return zone_of(self.user, self.settings)

    @property
    def pressed(self) -> Pressed | None:
        """The press, if it was one."""
        return self.incoming.what if isinstance(self.incoming.what, Pressed) else None

    def update(self, **fields: object) -> None:
        """Change what is known of the person."""
        if any(getattr(self.user, name) != value for name, value in fields.items()):
            self.user = replace(self.user, **fields)  # type: ignore[arg-type]  # the fields are User's own
            self.changed = True

    def say(self, text: str, buttons: Buttons = (), *, due_at: datetime | None = None) -> None:
        """Say something to this person."""
        said = say(Message(self.user.id, text, buttons), "", self.user, self.phrases)
        self.letters += [replace(letter, due_at=due_at) for letter in said]

    def ask(self, text: str, rows: Buttons) -> None:
        """Ask something outside a session: its buttons work typed too, until something else is done."""
        self.say(text, rows)
        self.update(asks=PICK + json.dumps([[b.data, b.label] for row in rows for b in row]))

    def picked(self, text: str) -> str:
        """The button (its data) of what was asked outside a session that typed words mean; empty if none."""
        if not self.user.asks.startswith(PICK):
            return ""
        labels = dict(json.loads(self.user.asks.removeprefix(PICK)))
        if plain(text) in map(
            known, self.phrases.words("words.thanks")
        ):  # said to us, whatever a title has in it
            labels = {data: label for data, label in labels.items() if known(label) == plain(text)}
        found = fits(text, labels) or nearly(text, labels, self.phrases.words("words.not"))
        return found[0] if len(found) == 1 else ""

    def phrase(self, key: str, **fill: str) -> None:
        """Say one of the bot's own phrases."""
        self.say(self.phrases.say(key, **fill))

    def close_pressed(self) -> None:
        """The message that was pressed shows what was chosen and loses its buttons."""
        pressed = self.pressed
        if pressed is None or not pressed.message:
            return
        text = f"{pressed.text}\n\n→ {pressed.label}" if pressed.text and pressed.label else ""
        self.letters += edit([Change(pressed.message, text)], self.user)

    def forget(self) -> None:
        """The person's rows are gone: nothing of them is saved any more, and letters belong to nobody."""
        self.changed = False
        self.forgotten = True
        self.user = User(0, self.user.address, language=self.user.language)
        self.letters = [replace(letter, reader=0, owners=frozenset()) for letter in self.letters]

    def beside(self, user: User) -> Hearing:
        """The same moment for somebody else, who did nothing in it."""
        incoming = replace(self.incoming, what=None)
        apart = {"letters": [], "endings": [], "changed": False, "forgotten": False}
        return replace(self, incoming=incoming, user=user, opening=Opening(user), **apart)  # type: ignore[arg-type]  # its own fields

    # --- sessions ---------------------------------------------------------------------------------

    async def session(self) -> Session | None:
        """The session this person is in the middle of, whole; None where there is none."""
        found = await loaded(
            self.work, self.opening, self.user, self.library, self.settings.time_zone, self.now
        )
        if found is not None:
            self.library = found.library
        return found

    async def open(self, session: str) -> None:
        """Have another session in hand than the one they were in last."""
        self.opening = await self.work.opening(self.user.address, session)

    async def begin(self, dialog: Dialog, others: Sequence[User] | None = None) -> None:
        """Begin a session of a dialog: alone, or with whoever is linked (`others`; none where they are gone)."""
        id_ = self.new_id()
        seats = dict.fromkeys(dialog.structure.seats, self.user.id)
        if others is not None:
            first, second = dialog.structure.seats
            seats = {first: self.user.id, second: next((other.id for other in others), GONE)}
        self.opening = Opening(self.user, others=others or ())
        others, zone = self.opening.others, self.settings.time_zone
        people = await company(self.work, id_, seats.values(), self.user, others, zone, self.now)
        turn = begin(dialog, id_, seats, people, self.library, self.now)
        await self._save(turn, replace(turn.session, place=Place()), self.now)

    async def speak(self, said: Event) -> Turn | None:
        """What the person did, in the session they are in the middle of; None where there is none."""
        session = await self.session()
        if session is None or self.opening.session is None:
            return None
        turn = speak(session, self.user.id, said, self.now, self.senses)
        self.forgotten = isinstance(said, Chosen) and said.choice == OVER and bool(turn.dropped)
        await self._save(turn, session, self.opening.session.began_at)
        return turn

    async def _save(self, turn: Turn, before: Session, began_at: datetime) -> None:
        session, people = turn.session, (self.user, *self.opening.others)
        self.letters += letters(turn, before, people, self.library, self.pressed, self.user.id)
        if turn.forget:
            await self._let_go(session)
            return
        reached = [user.id for user in people if _ended_for(user.id, session, before)]
        self.endings += [ending(session, user, self.now) for user in reached]
        await self.work.save_session(_row(session, began_at, session.moved_at or self.now))
        await self.work.drop_answers(session.id, turn.dropped)
        await self.work.keep_answers(session.id, turn.kept)
        await self._keep_acts(turn, people)
        await looks.keep(self.work, turn, people, self.settings)
        self.update(session="" if session.state == "aside" or turn.leaves else session.id)
        if session.state == "aside":
            await self._others_rest(turn)
        await nudges.promise(self.work, turn, before, people, self.user.id, self.now)
        await rings.promise(self.work, turn, before, people, self.user.id, self.now)
        if not session.solo:
            await promise(self.work, turn, before, people, self.user.id, self.settings, self.now)
            await promise_after_the_end(self.work, turn, before, people, self.settings, self.now)

    async def _keep_acts(self, turn: Turn, people: Collection[User]) -> None:
        """Keep what was agreed, and when it is looked at; who said yes to it finds a button for thanks there."""
        await self.work.drop_acts(turn.session.id, turn.called_off)
        here = {user.id for user in people}  # of who went in silence nothing is agreed any more
        acts = [act for act in turn.acts if act.giver in here]
        await self.work.keep_acts(acts)
        for act in await following.agreed(self.work, acts, people, self.settings, self.now):
            if self.pressed is not None and act.receiver == self.user.id and act.state == "agreed":
                thanks = Button(self.phrases.say("acts.thank"), f"act:thanks:{act.id}")
                self.letters = with_button(self.letters, self.pressed.message, thanks)

    async def _others_rest(self, turn: Turn) -> None:
        """Whoever else reads that it ends for today isn't in the middle of it any more either."""
        told = {message.to for message in turn.messages}
        for other in self.opening.others:
            if other.id in told and other.session == turn.session.id:
                await self.work.save_user(replace(other, session=""))

    async def _let_go(self, session: Session) -> None:
        """What this person said in a session goes; so does the session, unless somebody else sits in it."""
        self.forgotten = True
        await self.work.drop_ending(self.user.id, session.id)
        agreed = [act for act in await self.work.acts_of(self.user.id) if act.session == session.id]
        offered = [(act.asked, act.giver) for act in agreed if act.state == "offered"]
        await self.work.drop_acts(session.id, offered)
        if any(act.state in ("agreed", "resting", "habit") for act in agreed):
            self.phrase("acts.stays")
        self.letters = [replace(each, due_at=ONCE_GONE) for each in self.letters]
        if session.solo:
            await self.work.forget_session(session.id)
        else:
            own = [(each.asked, each.owner) for each in session.answers if each.owner == self.user.id]
            row = self.opening.session
            if row is not None:
                await leave(self.work, self.user.id, replace(row, place=session.place))
            await self.work.drop_answers(session.id, own)
        self.update(session="")

    async def set_aside(self, row: SessionRow) -> None:
        """Set a session aside for another; it can be taken up again. One of two waits beside it as it is."""
        if set(row.seats.values()) == {self.user.id}:  # one of two goes on beside it
            await self.work.save_session(replace(row, state="aside"))


def _ended_for(user: int, session: Session, before: Session) -> bool:
    """Whether the last words of a talk reached somebody by this turn: it ended, or they opened what ended before."""
    if session.state != "done" or user in dict(session.place.unopened):
        return False
    return before.state != "done" or user in dict(before.place.unopened)


def _row(session: Session, began_at: datetime, now: datetime) -> SessionRow:
    return SessionRow(
        session.id,
        session.dialog,
        session.hash,
        session.state,
        session.place,
        session.seats,
        began_at,
        now,
        session.version,
    )
