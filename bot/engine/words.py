"""Words, and what else is sent: what somebody means by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.engine.answering import heard, read
from bot.engine.asides import danger, danger_alone, danger_unheld, offer, still_danger, typed_choice, waiting
from bot.engine.asking import ask_again
from bot.engine.early import add_or_offer, could_be_read
from bot.engine.holding import held, shut
from bot.engine.inputs import Slip, Text
from bot.engine.naming import is_thanks, sent_phrase, typed_way
from bot.engine.pressing import decide
from bot.engine.progress import Progress
from bot.engine.recap import welcome_back
from bot.engine.said import Sent
from bot.engine.senses import Senses
from bot.engine.session import Part, Question
from bot.engine.thoughts import hold_thought
from bot.engine.ways import WAYS, nothing_waits, resume

SPLIT = timedelta(seconds=5)
"""Phones send a long text in parts, one right after the other: these belong together."""


@dataclass(slots=True)
class Words:
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
        """When they were written, or else came."""
        return self.written_at or self.p.now

    def hear(self, senses: Senses) -> str:
        """What they mean: a way or a choice that is named in full, danger, an answer, an addition or an offer."""
        p, question = self.p, self.p.session.question_of(self.who)
        noticed = bool(senses.notice(self.part.text, p.session.people[self.who].language))
        if question is None:
            return danger_alone(p, self.who) if noticed else self._while_waiting()
        early = self.moved or not could_be_read(self.written_at, p.session.shown.get(question.asked))
        if way := typed_way(p, self.who, self.part.text):
            return WAYS[way](p, self.who)
        if not early and (choice := typed_choice(p, question, self.part.text)):
            return decide(p, question, choice)
        if noticed and question.aside != "danger":
            return danger(p, question, self.part, self.at, early=early)
        if is_thanks(p, self.who, self.part.text) and isinstance(read(p, question, (self.part,)), Slip):
            waiting(p, question, p.own(self.who, "thanks"))
            return "thanks"
        return self.take(question, early=early)

    def _while_waiting(self) -> str:
        """A way, thanks, or a thought that is held for the turn of who waits."""
        p, text = self.p, self.part.text
        if p.session.solo:
            return nothing_waits(p, self.who)
        if way := typed_way(p, self.who, text):
            return WAYS[way](p, self.who)
        if is_thanks(p, self.who, text):
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
        reading = read(p, question, (self.part,))
        fits = not isinstance(reading, Slip) or bool(reading.times)
        if not isinstance(p.asks(question), Text):
            return resume(p, self.who) if early or not fits else self._answered(question)
        if not (self.part.text or self.part.file):
            return resume(p, self.who)
        ask_again(p, question, welcome_back(p, self.who), whole=True)
        return offer(p, question, self.part, self.at, early=early)


def sent(p: Progress, who: int, said: Sent, senses: Senses, *, away: bool, moved: bool) -> str:
    """A voice note where one may be given is kept; anything else is asked to be written.

    Words that came with it are looked at for danger alone: they aren't taken.
    """
    question = p.session.question_of(who)
    if senses.notice(said.text, p.session.people[who].language):
        return danger_unheld(p, who)
    if question is None:
        return nothing_waits(p, who, "shared.turn_words")
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
        return Words(p, who, part, said.at, away, moved).take(question, early=early)
    key = sent_phrase(p.phrases(who), said.kind)
    waiting(p, question, p.own(who, key))
    return key
