"""A turn in the making: the session as it changes, and what it brings about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.engine.dialog import Dialog, Step
from bot.engine.inputs import Input
from bot.engine.phrases import Phrases
from bot.engine.rendering import Rendered, as_told, latest, render, render_lines
from bot.engine.senses import Senses
from bot.engine.session import Answer, Place, Question, Session, State, Visit
from bot.engine.turn import Buttons, Closed, Message, Redrawn, Turn


@dataclass(slots=True)
class Progress:
    """What one turn has changed so far. Lives inside one call of the engine and nowhere else.

    `senses`: None where nobody said anything. `still`: nobody moved; who waits merely wrote something down. `meet`: the
    key of the hour that was agreed on for going on. `alarm`: the kinds of danger that words of this turn told of;
    nothing keeps them. `safe`: the card of danger was answered with going on.
    """

    session: Session
    now: datetime
    senses: Senses | None = None
    kept: dict[tuple[int, int], Answer] = field(default_factory=dict)
    dropped: list[tuple[int, int]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)
    redrawn: list[Redrawn] = field(default_factory=list)
    forget: bool = False
    leaves: bool = False
    knocks: list[int] = field(default_factory=list)
    still: bool = False
    meet: str = ""
    alarm: frozenset[str] = frozenset()
    safe: bool = False

    def turn(self, refused: str = "") -> Turn:
        """All of it as a turn."""
        return Turn(
            self.session if self.still else replace(self.session, moved_at=self.now),
            tuple(self.kept.values()),
            tuple(self.dropped),
            tuple(self.messages),
            tuple(self.closed),
            tuple(self.redrawn),
            refused,
            self.forget,
            self.leaves,
            tuple(self.knocks),
            self.safe,
        )

    # --- looking ----------------------------------------------------------------------------------

    def notices(self, user: int, text: str) -> bool:
        """Whether words of somebody tell of danger; of which kind, this turn alone knows."""
        if self.senses is None:
            return False
        notice = self.senses.notice(text, self.session.people[user].language)
        self.alarm = notice.kinds
        return bool(notice)

    @property
    def place(self) -> Place:
        """Where the session is now."""
        return self.session.place

    def dialog(self, hash_: str) -> Dialog:
        """A dialog of this session; one that is not known is a programmer's mistake."""
        found = self.session.library.by_hash(hash_)
        if found is None:
            raise KeyError(hash_)
        return found

    def step(self, visit: Visit) -> Step:
        """The step of a visit, as one alone meets it where the session is solo."""
        step = self.dialog(visit.hash).structure.steps[visit.step]
        return step.alone() if step.solo is not None and self.session.solo else step

    def asks(self, question: Question) -> Input:
        """The input of a question."""
        asks = self.step(self.place.trail[question.visit]).ask
        if asks is None:
            raise TypeError(self.place.trail[question.visit].step)
        return asks

    def others(self, question: Question) -> frozenset[int]:
        """Who beside its owner is to read the answer to a question."""
        share, seats = self.asks(question).share, self.session.sitting
        readers = seats.values() if share == "both" else [seats[share]] if share in seats else []
        return frozenset(readers) - {question.owner}

    def phrases(self, user: int) -> Phrases:
        """The bot's own words in a person's language."""
        return self.session.library.phrases_in(self.session.people[user].language)

    def texts(self, visit: Visit, user: int) -> Mapping[str, str]:
        """All texts of the dialog of a visit in a person's language."""
        return self.dialog(visit.hash).words_in(self.session.people[user].language).texts

    def text(self, visit: Visit, part: str, user: int) -> str:
        """A text of a step in a person's language, unfilled; empty where the author gave none."""
        texts = self.texts(visit, user)
        if part == "say" and self.session.solo and f"{visit.step}.solo" in texts:
            return texts[f"{visit.step}.solo"]
        return texts.get(f"{visit.step}.{part}", "")

    def rendered(self, visit: Visit, part: str, user: int) -> Rendered:
        """A text of a step, filled for its reader."""
        fill = render_lines if part == "copy" else render
        return fill(self.session, visit.hash, self.text(visit, part, user), user)

    def look(self, hash_: str, name: str, of: str = "") -> Answer | None:
        """The last answer of this name given in this dialog, as the ways see it."""
        answer = latest(self.session, hash_, name, of)
        return answer and as_told(self.session, answer)

    def answer(self, asked: int, owner: int) -> Answer | None:
        """What this person gave (or drafted) to this question."""
        return next((a for a in self.session.answers if (a.asked, a.owner) == (asked, owner)), None)

    # --- changing ---------------------------------------------------------------------------------

    def put(self, place: Place) -> None:
        """Be at another place."""
        self.session = replace(self.session, place=place)

    def be(self, state: State) -> None:
        """Be in this state."""
        if state != self.session.state:
            self.session = replace(self.session, state=state)

    def open(self, owner: int, visit: int, hints: tuple[str, ...] = ()) -> Question:
        """Ask somebody something: a question with the next number."""
        question = Question(self.place.asked + 1, owner, visit, hints=hints)
        questions = (*self.place.questions, question)
        self.put(replace(self.place, asked=question.asked, questions=questions))
        return question

    def change(self, question: Question) -> Question:
        """Replace an open question by its new form."""
        others = tuple(question if q.asked == question.asked else q for q in self.place.questions)
        self.put(replace(self.place, questions=others))
        return question

    def close(self, question: Question, chosen: str = "") -> None:
        """A question is no longer open."""
        rest = tuple(q for q in self.place.questions if q.asked != question.asked)
        self.put(replace(self.place, questions=rest))
        self.closed.append(Closed(question.asked, question.owner, chosen))

    def keep(self, answer: Answer) -> None:
        """Add an answer, or replace the one to the same question by the same person."""
        key = (answer.asked, answer.owner)
        others = [a for a in self.session.answers if (a.asked, a.owner) != key]
        together = tuple(sorted([*others, answer], key=lambda a: (a.asked, a.owner)))
        self.session = replace(self.session, answers=together)
        self.kept[key] = answer

    def drop(self, answer: Answer) -> None:
        """Undo an answer."""
        key = (answer.asked, answer.owner)
        rest = tuple(a for a in self.session.answers if (a.asked, a.owner) != key)
        self.session = replace(self.session, answers=rest)
        self.kept.pop(key, None)
        self.dropped.append(key)

    # --- saying -----------------------------------------------------------------------------------

    def say(
        self, to: int, said: Rendered, buttons: Buttons = (), *, asked: int = 0, replaces: str = ""
    ) -> None:
        """Say something to one person."""
        self.messages.append(Message(to, said.text, buttons, asked, said.owners, replaces=replaces))

    def own(self, to: int, key: str, **fill: str) -> Rendered:
        """One of the bot's own phrases, filled with nobody's words but the reader's."""
        return Rendered(self.phrases(to).say(key, self.session.wording(to), **fill))

    def phrase(self, to: int, key: str, **fill: str) -> None:
        """Say one of the bot's own phrases."""
        self.say(to, self.own(to, key, **fill))

    def data(self, asked: int, choice: str) -> str:
        """What the press of a button brings: `session:asked:choice`."""
        return f"{self.session.id}:{asked}:{choice}"
