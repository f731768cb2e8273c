"""The engine's two doors: begin a session, and speak in it. Pure: the same input gives the same turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.engine.answering import heard, pressed, read
from bot.engine.asides import (
    ALWAYS,
    CHOICES,
    MARK,
    danger,
    danger_alone,
    offer,
    open_aside,
    still_danger,
    typed_choice,
    waiting,
)
from bot.engine.asking import BACK, ask_again
from bot.engine.changing import edited
from bot.engine.deciding import DECISIONS
from bot.engine.dialog import Dialog
from bot.engine.early import add_or_offer, could_be_read
from bot.engine.fitting import known, plain
from bot.engine.holding import held, shut
from bot.engine.inputs import Slip, Text
from bot.engine.knocks import OPEN, hold_back, knock_again, open_for
from bot.engine.library import Library
from bot.engine.machine import DeadEnd
from bot.engine.moving import enter
from bot.engine.progress import Progress
from bot.engine.rendering import Unseen
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.senses import Senses
from bot.engine.session import GONE, Part, Participant, Place, Question, Session, Visit
from bot.engine.silence import wait_in_vain
from bot.engine.thoughts import give_back, hold_thought
from bot.engine.turn import Turn
from bot.engine.ways import WAYS, back, break_off, forget, nothing_waits, resume, welcome_back, withdraw

SPLIT = timedelta(seconds=5)
"""Phones send a long text in parts, one right after the other: these belong together."""

AWAY = timedelta(hours=12)
"""Who was away so long is welcomed with what was said so far, and their words are offered, not taken."""


def begin(  # noqa: PLR0917  (all that a beginning is made of)
    dialog: Dialog,
    id_: str,
    seats: Mapping[str, int],
    people: Mapping[int, Participant],
    library: Library,
    now: datetime,
) -> Turn:
    """Begin a session of a dialog and ask its first question.

    `id_` has at most 12 characters; one person alone sits in every seat, of two the first begins it.
    """
    session = Session(id_, dialog.name, dialog.hash, seats, people, Place(), library, moved_at=now)
    p = Progress(session, now)
    enter(p, Visit(dialog.hash, dialog.structure.start), 0)
    hold_back(p, next(iter(seats.values())), 0)
    return p.turn()


def speak(session: Session, who: int, said: Event, now: datetime, senses: Senses) -> Turn:
    """What comes of one thing that one person did: never an exception for anything that people can do."""
    p = Progress(session, now, senses)
    try:
        refused = _answered(p, who, said, senses)
    except (Unseen, DeadEnd):
        if GONE not in session.seats.values():
            raise
        p, refused = Progress(session, now, senses), ""
        wait_in_vain(p, who, said)
    hold_back(p, who, len(session.place.trail))
    give_back(p, who)
    return p.turn(refused)


def _answered(p: Progress, who: int, said: Event, senses: Senses) -> str:
    """What comes of an event; returns the phrase of a slip, or nothing."""
    away = _was_away(p)
    if p.session.state == "aside" and not p.session.solo:
        p.be("running")
        knock_again(p, who)
    opened = open_for(p, who, said)
    if opened and _only_opens(p, who, said):
        return ""
    if p.session.state == "done":
        return _after_the_end(p, who, said, senses)
    p.be("running")
    moved = withdraw(p, who) or opened
    if isinstance(said, Said):
        part = Part(said.text.strip(), said.message)
        return _Words(p, who, part, said.at, away, moved).hear(senses)
    if isinstance(said, Sent):
        return _sent(p, who, said, senses, away=away, moved=moved)
    return _done(p, who, said, senses, away=away)


def _was_away(p: Progress) -> bool:
    """Whether nobody was here for long, or somebody paused, or it rests."""
    moved_at = p.session.moved_at
    return p.session.state != "running" or (moved_at is not None and p.now - moved_at >= AWAY)


def _done(p: Progress, who: int, said: Chosen | Edited | Wanted, senses: Senses, *, away: bool) -> str:
    """What comes of something that isn't new words."""
    match said:
        case Chosen():
            return _chosen(p, who, said, away=away)
        case Edited():
            return edited(p, who, said, senses)
        case Wanted(way="call"):
            return break_off(p, who, said.what)
        case Wanted():
            return WAYS[said.way](p, who)


def _only_opens(p: Progress, who: int, said: Event) -> bool:
    """Whether nothing is left to do once the words that waited are read: a knock or an old button was pressed."""
    question = p.session.question_of(who)
    if isinstance(said, Chosen):
        return said.asked != 0 or said.choice == MARK + OPEN or question is None
    return said in (Wanted("resume"), Wanted("show"))


def _after_the_end(p: Progress, who: int, said: Event, senses: Senses) -> str:
    """Nothing waits any more; what never grows old still works, and words of danger are still heard."""
    if said in (Chosen(0, MARK + "forget"), Wanted("forget")):
        return forget(p, who)
    if isinstance(said, Said | Edited | Sent) and senses.notice(said.text, p.session.people[who].language):
        return danger_alone(p, who)
    if said == Wanted("where") or (isinstance(said, Said) and _typed_way(p, who, said.text) == "where"):
        return WAYS["where"](p, who)
    if isinstance(said, Said) and _is_thanks(p, who, said.text):
        p.phrase(who, "thanks")
        return "thanks"
    return nothing_waits(p, who)


# --- words --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Words:
    """Words (or a voice note) that somebody sent, on their way to what they mean.

    `moved`: they can't be meant for the question that waits, which came (or was opened) in this very turn.
    """

    p: Progress
    who: int
    part: Part
    written_at: datetime | None
    away: bool
    moved: bool

    @property
    def at(self) -> datetime:
        return self.written_at or self.p.now

    def hear(self, senses: Senses) -> str:
        """What they mean: a way or a choice that is named in full, danger, an answer, an addition or an offer."""
        p, question = self.p, self.p.session.question_of(self.who)
        noticed = bool(senses.notice(self.part.text, p.session.people[self.who].language))
        if question is None:
            return danger_alone(p, self.who) if noticed else self._while_waiting()
        early = self.moved or not could_be_read(self.written_at, p.session.shown.get(question.asked))
        if way := _typed_way(p, self.who, self.part.text):
            return WAYS[way](p, self.who)
        if not early and (choice := typed_choice(p, question, self.part.text)):
            return _decide(p, question, choice)
        if noticed and question.aside != "danger":
            return danger(p, question, self.part, self.at, early=early)
        if _is_thanks(p, self.who, self.part.text) and isinstance(read(p, question, (self.part,)), Slip):
            waiting(p, question, p.own(self.who, "thanks"))
            return "thanks"
        return self.take(question, early=early)

    def _while_waiting(self) -> str:
        """A way, thanks, or a thought that is held for the turn of who waits."""
        p, text = self.p, self.part.text
        if p.session.solo:
            return nothing_waits(p, self.who)
        if way := _typed_way(p, self.who, text):
            return WAYS[way](p, self.who)
        if _is_thanks(p, self.who, text):
            p.phrase(self.who, "thanks")
            return "thanks"
        return "" if hold_thought(p, self.who, self.part, self.at) else nothing_waits(p, self.who)

    def take(self, question: Question, *, early: bool) -> str:
        """An answer, more of what is held, an addition or an offer."""
        if self.away:
            return self._back_again(
                shut(self.p, question) if question.aside == "danger" else question, early=early
            )
        if question.aside == "danger":
            return still_danger(self.p, question, self.part, self.at, early=early)
        if early:
            return add_or_offer(self.p, question, self.part, self.at)
        return self._answered(question)

    def _answered(self, question: Question) -> str:
        """The answer; where a long one came in parts, all of them."""
        before = held(self.p, question)
        if question.aside == "long" and before is not None and self._right_after(before.at):
            return heard(self.p, question, (*before.parts, self.part), self.at)
        if before is not None and not (self.part.text or self.part.file):
            waiting(self.p, question, self.p.own(self.who, "refused.empty"))
            return "refused.empty"
        return heard(self.p, question, (self.part,), self.at)

    def _right_after(self, before: datetime) -> bool:
        return self.written_at is not None and self.written_at - before < SPLIT

    def _back_again(self, question: Question, *, early: bool) -> str:
        """After a long time or a pause: what fits a choice is taken, other words are offered."""
        p = self.p
        fits = not isinstance(read(p, question, (self.part,)), Slip)
        if not isinstance(p.asks(question), Text):
            return resume(p, self.who) if early or not fits else self._answered(question)
        if not (self.part.text or self.part.file):
            return resume(p, self.who)
        ask_again(p, question, welcome_back(p, self.who), whole=True)
        return offer(p, question, self.part, self.at, early=early)


def _is_thanks(p: Progress, who: int, text: str) -> bool:
    return plain(text) in {known(word) for word in p.phrases(who).words("words.thanks")}


def _typed_way(p: Progress, who: int, text: str) -> str:
    """The way that a whole message names ('stop', 'where was I?'), if any."""
    said, phrases = plain(text).rstrip("?"), p.phrases(who)
    ways = ("back", "pause", "stop", "where", "over")
    return next((way for way in ways if said in {known(word) for word in phrases.words(f"words.{way}")}), "")


def _sent(p: Progress, who: int, said: Sent, senses: Senses, *, away: bool, moved: bool) -> str:
    """A voice note where one may be given is kept; anything else is asked to be written.

    Words that came with it are looked at for danger alone: they aren't taken.
    """
    question = p.session.question_of(who)
    noticed = bool(senses.notice(said.text, p.session.people[who].language))
    if question is None:
        return danger_alone(p, who) if noticed else nothing_waits(p, who, "shared.turn_words")
    if noticed:
        open_aside(p, question, "danger")
        return "danger"
    asks = p.asks(question)
    if (
        said.kind == "voice"
        and said.file
        and isinstance(asks, Text)
        and asks.voice
        and not p.others(question)
    ):
        early = moved or not could_be_read(said.at, p.session.shown.get(question.asked))
        part = Part("", said.message, said.file)
        return _Words(p, who, part, said.at, away, moved).take(question, early=early)
    key = f"sent.{said.kind}" if f"sent.{said.kind}" in p.phrases(who).texts else "sent.other"
    waiting(p, question, p.own(who, key))
    return key


# --- buttons ------------------------------------------------------------------------------------------


def _chosen(p: Progress, who: int, said: Chosen, *, away: bool) -> str:  # noqa: PLR0911  (one for each case)
    choice = said.choice.removeprefix(MARK)
    if said.asked == 0 and choice in ALWAYS:
        return WAYS[choice](p, who)
    question = p.session.question_of(who)
    if question is None:
        return nothing_waits(p, who)
    if said.asked != question.asked:
        return resume(p, who) if away else _moved_on(p, question)
    if said.choice == BACK:
        return back(p, who)
    if said.choice.startswith(MARK):
        return _decide(p, question, choice)
    if question.aside == "preview":
        return _moved_on(p, question)
    return pressed(p, question, said.choice)


def _moved_on(p: Progress, question: Question) -> str:
    """An old button: it says so kindly and shows what waits."""
    waiting(p, question, p.own(question.owner, "moved_on"))
    return "moved_on"


def _decide(p: Progress, question: Question, choice: str) -> str:
    """The choice of what is asked in between; of what no longer is, what waits is shown."""
    if choice not in CHOICES.get(question.aside, ()):
        return _moved_on(p, question)
    if choice in DECISIONS:
        return DECISIONS[choice](p, question)
    return WAYS[choice](p, question.owner)
