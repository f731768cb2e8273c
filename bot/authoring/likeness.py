"""When two moments are alike: whatever may be done next, the dialog goes on the same way from both."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.authoring.reads import Reads, reads
from bot.engine.dialog import Step
from bot.engine.inputs import Many, Scale, Text
from bot.engine.machine import passes
from bot.engine.moving import visits
from bot.engine.progress import Progress
from bot.engine.rendering import as_told, latest
from bot.engine.session import GONE, Answer, Pause, Question, Session, Visit

_NEVER = datetime.min.replace(tzinfo=UTC)

USUAL = {
    "": "",
    "stop": "",
    "over": "",
    "danger": "draft",
    "offer": "offered",
    "long": "draft",
    "time": "draft",
}
"""What is held, usually, while something is asked in between."""


@dataclass(slots=True)
class Likeness:
    """Tells moments apart by what decides how a conversation goes on, and by nothing else.

    These are the step; the answers that conditions or quotes after it read, seen as the conditions see them;
    visits and tries that have limits; ticks; what is asked in between. Of the dialogs in the stack only the
    innermost counts. Where somebody rests or is asked something in between, numbers and ticks don't.
    Between two it also counts whose floor it is, who may read an answer, what waits unopened, who is gone;
    of who is left alone then, which answers there are and not how they read. That a step was asked anew changes
    nothing but how often it may be: the walk plays that at once.
    """

    solo: bool
    _reads: dict[str, Reads] = field(default_factory=dict)
    _sorts: dict[tuple[str, str, str], tuple[bool, ...]] = field(default_factory=dict)

    def key(self, session: Session) -> Hashable:
        """Equal for moments that are alike."""
        if not self.solo:
            pause = session.place.pause
            return self._of_two(session) if pause is None else self._of_pause(session, pause)
        if session.state == "done":
            return ("done",)
        visit = session.place.trail[-1]
        at = (visit.hash, visit.step, visit.depth > 0)
        asked = tuple(self._between(session, question) for question in session.place.questions)
        if session.state == "running" and not any(asked):
            return (*at, self._answers(session, visit), self._visits(session, visit), self._open(session))
        if session.state == "running" and _usual(session, asked):
            return (*at, asked)
        if session.state == "paused" and not any(asked):
            return (*at, "paused")
        kinds = tuple(ask.kind if (ask := self._step(session, visit).ask) else "" for _ in asked)
        return (visit.hash, visit.depth > 0, session.state, kinds, asked)

    def _of_two(self, session: Session) -> Hashable:
        visit, place = session.place.trail[-1], session.place
        unopened = tuple(
            (user, *self._unopened(session, since))
            for user, since in place.unopened
            if user and not _anew_alone(session, since)
        )
        company = (tuple(session.seats.values()), place.round % len(session.seats), unopened)
        if session.state == "done":
            return ("done", company, self._answers(session, visit) if unopened else ())
        at = (visit.hash, visit.step, visit.depth > 0)
        asked = [(q.owner, self._between(session, q) if q.owner else None) for q in place.questions]
        strange = [
            owner for owner, between in asked if between is not None and between[0] not in ("", "preview")
        ]
        if not strange:
            found = self._answers(session, visit), self._visits(session, visit), self._open(session)
            return (*at, company, tuple(asked), *found)
        first = [
            (owner, between) if owner == strange[0] else (owner, owner in strange) for owner, between in asked
        ]
        return (*at, company, tuple(first))

    def _of_pause(self, session: Session, pause: Pause) -> Hashable:
        """It suspends every question, whatever the step.

        What is asked in between, held or unopened counts until its hour; after that only who is back.
        """
        due = session.moved_at is not None and session.moved_at >= pause.until
        gone = GONE in session.seats.values()
        usual = ("pause", session.state, tuple(session.seats.values()), due, pause.by, pause.back)
        if gone or due or pause.prolonged:
            return (*usual, pause.prolonged)
        unopened = tuple(user for user, _ in session.place.unopened)
        return (
            *usual,
            tuple(self._suspended(session, question) for question in session.place.questions),
            unopened,
        )

    def _suspended(self, session: Session, question: Question) -> Hashable:
        visit = session.place.trail[question.visit]
        asks, (aside, held) = self._step(session, visit).ask, self._between(session, question) or ("", "")
        return (
            question.owner,
            isinstance(asks, Text),
            aside if aside in ("stop", "danger") else "",
            bool(held),
        )

    def local(self, session: Session, who: int) -> Hashable:
        """Equal for moments in which what one person does aside from answering comes to the same for both.

        It looks at their seat (whoever sits there in this round), their own question, what is asked in between, and
        whether anything waits for them or anybody else is asked. Once the other is gone their own step alone tells.
        """
        place, question = session.place, session.question_of(who)
        if place.pause is not None:
            return self._local_in_pause(session, place.pause, who)
        seat = next(seat for seat, user in session.sitting.items() if user == who)
        if GONE in session.seats.values():
            visit = place.trail[question.visit] if question is not None else None
            return (seat, session.state, visit and (visit.hash, visit.step, visit.depth))
        waits = any(user == who and not _anew_alone(session, since) for user, since in place.unopened)
        company = (seat, session.state, waits, any(each.owner != who for each in place.questions))
        if question is None:
            return company
        visit = place.trail[question.visit]
        own = (visit.hash, visit.step, visit.depth, self._between(session, question), bool(question.ticked))
        return (*company, *own)

    def quotable(self, session: Session, who: int) -> Hashable:
        """Equal where of all that was answered the same can be told to one person."""
        given = (each for each in session.answers if each.status == "given")
        told = (
            (each.hash, each.name, each.owner, each.round, each.skipped, who in each.audience)
            for each in given
        )
        return session.place.round, frozenset(told)

    def _local_in_pause(self, session: Session, pause: Pause, who: int) -> Hashable:
        question = session.question_of(who)
        due = session.moved_at is not None and session.moved_at >= pause.until
        unopened = who in dict(session.place.unopened)
        own = question and self._suspended(session, question)
        return (who, due, who == pause.by, who in pause.back, unopened, own)

    def _unopened(self, session: Session, since: int) -> Iterator[Hashable]:
        """The steps whose words wait, each once."""
        trail = session.place.trail[since:]
        yield from dict.fromkeys((v.hash, v.step, v.round) for v in trail if not v.anew)

    def sort(self, session: Session, visit: Visit, key: str) -> tuple[bool, ...]:
        """How exits and conditions see one option of a question: options of one sort lead to the same places."""
        option = (visit.hash, visit.step, key)
        if option not in self._sorts:
            self._sorts[option] = self._sort(session, visit, key)
        return self._sorts[option]

    def _sort(self, session: Session, visit: Visit, key: str) -> tuple[bool, ...]:
        step = self._step(session, visit)
        if step.ask is None:
            return ()
        owner, name = next(iter(session.people)), step.ask.name
        value = (key,) if isinstance(step.ask, Many) else int(key) if isinstance(step.ask, Scale) else key
        given = Answer(0, owner, name, visit.hash, visit.step, frozenset(), _NEVER, value)
        tests = self.reads(session, visit.hash).tests
        seen = (passes(test, given) for named in sorted(tests) if named[0] == name for test in tests[named])
        return (*(key in exit_.on for exit_ in step.exits), *seen)

    def reads(self, session: Session, hash_: str) -> Reads:
        """What a dialog of this session looks at."""
        if hash_ not in self._reads:
            dialog = session.library.by_hash(hash_)
            if dialog is None:
                raise KeyError(hash_)
            self._reads[hash_] = reads(dialog, solo=self.solo)
        return self._reads[hash_]

    def _step(self, session: Session, visit: Visit) -> Step:
        return self.reads(session, visit.hash).graph.steps[visit.step]

    def _between(self, session: Session, question: Question) -> tuple[str, str] | None:
        """What is asked in between and what is held for the question; None where neither is."""
        key = (question.asked, question.owner)
        held = next((a.status for a in session.answers if (a.asked, a.owner) == key), "")
        return (question.aside, held) if question.aside or held else None

    def _answers(self, session: Session, visit: Visit) -> Hashable:
        read = self.reads(session, visit.hash)
        waiting = [v for _, since in session.place.unopened for v in session.place.trail[since:]]
        live = read.live[visit.step].union(*(read.live[v.step] for v in waiting if v.hash == visit.hash))
        recapped = sorted(read.recapped - live)
        found: list[Hashable] = [latest(session, visit.hash, name, of) is None for name, of in recapped]
        for name, of in sorted(live):
            answer = latest(session, visit.hash, name, of)
            if answer is None or GONE in session.seats.values():
                found.append(() if answer is None else ("",))
                continue
            tests = read.tests.get((name, of), ())
            told = as_told(session, answer) if tests else answer
            seen = (told.skipped, *(passes(test, told) for test in tests))
            found.append(seen if self.solo else (*seen, answer.owner, self._readers(session, answer)))
        return tuple(found)

    def _readers(self, session: Session, answer: Answer) -> tuple[int, ...]:
        """Who may read an answer; what was to be shared and was kept can be quoted all the same: as kept."""
        asks = self.reads(session, answer.hash).graph.steps[answer.step].ask
        return () if asks is not None and asks.share else tuple(sorted(answer.audience))

    def _visits(self, session: Session, visit: Visit) -> tuple[int, ...]:
        if GONE in session.seats.values():
            return ()
        progress = Progress(session, _NEVER)
        limits = self.reads(session, visit.hash).limited[visit.step]
        return tuple(
            min(limit, visits(progress, Visit(visit.hash, step, visit.depth, round=visit.round)))
            for step, limit in limits
        )

    def _open(self, session: Session) -> Hashable:
        return tuple(self._counts(session, question) for question in session.place.questions)

    def _counts(self, session: Session, question: Question) -> Hashable:
        visit = session.place.trail[question.visit]
        limit = self._step(session, visit).tries
        sorts = sorted({self.sort(session, visit, key) for key in question.ticked})
        tries = min(question.tries, limit.limit) if limit else 0
        if GONE in session.seats.values():
            return (question.owner, tries, bool(question.ticked))
        return (question.owner, tries, len(question.ticked), tuple(sorts))


def _anew_alone(session: Session, since: int) -> bool:
    """Whether nothing waits for somebody but what they had been asked or told already."""
    waits = session.place.trail[since:]
    return bool(waits) and all(visit.anew for visit in waits)


def _usual(session: Session, asked: tuple[tuple[str, str] | None, ...]) -> bool:
    ticked = any(question.ticked for question in session.place.questions)
    return not ticked and all(one is None or USUAL.get(one[0]) == one[1] for one in asked)


def sorts_of(
    options: Iterable[str], likeness: Likeness, session: Session, visit: Visit
) -> Iterator[list[str]]:
    """The options of a question, those together that nothing tells apart."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for key in options:
        groups.setdefault(likeness.sort(session, visit, key), []).append(key)
    yield from groups.values()
