"""A walk through all that can happen in one dialog: every moment like none before, everything done there."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.authoring.deeds import TOO_LONG, Deed, Marked, Moment, deeds, press_of
from bot.authoring.finding import Finding
from bot.authoring.likeness import Likeness
from bot.authoring.remarks import OURS, Remark, failure, remarks
from bot.authoring.strict import Source
from bot.authoring.two import (
    AWAY,
    asked_now,
    at_rest,
    heard_nothing,
    leaving,
    left,
    present,
    somebody_went,
    with_others,
    without_other,
)
from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.engine.said import Wanted
from bot.engine.session import GONE, Participant, Session, Shown
from bot.engine.speak import begin, speak
from bot.engine.turn import Button, Turn

ID = "explorer0000"
"""As long as a session's id may be."""

BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)
RENDERING = Wanted("where")
"""What says once more what was answered: between two it is looked at after every answer (as going back is)."""

LAST_DEEDS = 8
"""Deeds that a finding tells of, counted from the last."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: which seat is whose, and what they are called."""

    seats: Mapping[str, int]
    people: Mapping[int, Participant]

    @property
    def solo(self) -> bool:
        """Whether one person sits in every seat."""
        return len(set(self.seats.values())) == 1


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A moment that was come to, and how: from which other, by which deeds."""

    moment: Moment
    key: Hashable
    before: _Node | None = None
    by: tuple[Deed, ...] = ()

    @property
    def session(self) -> Session:
        return self.moment.session

    def way(self) -> tuple[Deed, ...]:
        """All that was done from the beginning to here."""
        node: _Node | None = self
        done: list[Deed] = []
        while node is not None:
            done[:0] = node.by
            node = node.before
        return tuple(done)


@dataclass(slots=True)
class Walk:
    """One dialog being explored: the moments come to so far, and what is wrong in it."""

    dialog: Dialog
    library: Library
    cast: Cast
    homes: Mapping[str, tuple[Deed, ...] | None]
    pause: str
    seen: dict[Hashable, _Node] = field(default_factory=dict)
    pending: deque[_Node] = field(default_factory=deque)
    onward: dict[Hashable, list[Hashable]] = field(default_factory=dict)
    found: dict[tuple[str, str, str], tuple[str, Remark]] = field(default_factory=dict)
    aside: set[Hashable] = field(default_factory=set)
    moves: int = 0
    likeness: Likeness = field(init=False)
    senses: Marked = field(default_factory=Marked)

    def __post_init__(self) -> None:
        self.likeness = Likeness(self.cast.solo)

    # --- walking ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The first question; of two, also while the second isn't here."""
        self._begin(self.cast.people)
        if not self.cast.solo:
            self._begin(without_other(self.cast.people))

    def _begin(self, people: Mapping[int, Participant]) -> None:
        structure = self.dialog.structure
        try:
            turn = begin(self.dialog, ID, self.cast.seats, people, self.library, BEGUN)
        except Exception as error:  # noqa: BLE001 - whatever fails here would fail for people
            remark = failure(error)
            text = f"Beginning this dialog, the program would fail: {remark.text}."
            self.found[self.dialog.name, structure.start, text] = (text, remark)
            return
        first = Session(
            ID,
            self.dialog.name,
            self.dialog.hash,
            self.cast.seats,
            self.cast.people,
            turn.session.place,
            self.library,
        )
        for remark in remarks(turn):
            self._note(first, f"Beginning this dialog, {remark.text}.", remark)
        self._come_to(self._node(turn, Moment(turn.session, BEGUN), None, ()))

    def expand(self, node: _Node) -> None:
        """Do everything that can be done here."""
        for who in present(node.session):
            for deed in self._deeds(node, who):
                turn = self._do(node, node.moment, deed)
                if turn is not None and any(message.to not in (who, GONE) for message in turn.messages):
                    absent = replace(node.moment, session=with_others(node.session, who, here=False))
                    self._do(node, absent, replace(deed, words=deed.words + AWAY))
            if not self.cast.solo and not somebody_went(node.session):
                self._leave(node, who)

    def _deeds(self, node: _Node, who: int) -> Iterator[Deed]:
        """What this person can do; what two do aside from answering, once for each moment of theirs."""
        local = self.likeness.local(node.session, who)
        for deed in deeds(node.moment, who, self.likeness, self.pause):
            usual = not deed.later and deed.words != TOO_LONG
            if self.cast.solo or (usual and (deed.onward or deed.said == RENDERING)):
                yield deed
            elif (local, deed.words) not in self.aside:
                self.aside.add((local, deed.words))
                yield deed

    def _leave(self, node: _Node, who: int) -> None:
        """Somebody goes in silence, whatever the other was about to do."""
        self.moves += 1
        deed = leaving(who)
        try:
            moment = left(node.moment, who)
        except Exception as error:  # noqa: BLE001 - whatever fails here would fail for people
            remark = failure(error)
            self._note(node.session, self._told(node, deed, f"the program would fail: {remark.text}"), remark)
            return
        self._come_to(_Node(moment, self.likeness.key(moment.session), node, (deed,)))

    def _do(self, node: _Node, moment: Moment, deed: Deed) -> Turn | None:
        """One deed at a moment of this node, and where it leads."""
        turn = self._play(node, moment, deed)
        if turn is not None and not turn.forget:
            self._follow(node, turn, deed)
        return turn

    def _follow(self, node: _Node, turn: Turn, deed: Deed) -> None:
        after = self._node(turn, node.moment, node, (deed,))
        if len(turn.session.place.trail) > len(node.session.place.trail):
            self._back(node, after, deed, told=any(message.to != deed.who for message in turn.messages))
        if _depth(after) <= _depth(node):
            self._come_to(after)
            if deed.onward:
                self.onward.setdefault(node.key, []).append(after.key)
            return
        home = self._home(node, after, deed)
        if home is not None:
            self._come_to(home)
            if deed.onward:
                self.onward.setdefault(node.key, []).append(home.key)
        if after.key not in self.seen:
            self._come_to(after)

    def _come_to(self, node: _Node) -> None:
        """A moment like none before is to be looked at; inside a called dialog its first question alone."""
        inside = node.before is not None and _depth(node) > 0 and _depth(node) <= _depth(node.before)
        if not inside and node.key not in self.seen:
            self.seen[node.key] = node
            self.pending.append(node)

    def _play(self, node: _Node, moment: Moment, deed: Deed) -> Turn | None:
        """One move; None where the program would fail."""
        self.moves += 1
        try:
            turn = speak(
                moment.session, deed.who, deed.at(moment.session), moment.now + deed.later, self.senses
            )
        except Exception as error:  # noqa: BLE001 - whatever fails here would fail for people
            remark = failure(error)
            self._note(node.session, self._told(node, deed, f"the program would fail: {remark.text}"), remark)
            return None
        for remark in (*remarks(turn), *heard_nothing(turn, deed)):
            at = turn.session if remark.onto and turn.session.state != "done" else node.session
            self._note(at, self._told(node, deed, remark.text), remark)
        return turn

    def _back(self, node: _Node, after: _Node, deed: Deed, *, told: bool) -> None:
        """Back from where this move led must lead to where it was made; what somebody else was told stands."""
        if after.session.state == "done":
            return
        turn = self._play(after, after.moment, Deed(deed.who, Wanted("back"), "going back"))
        stands = (
            not self.cast.solo and turn is not None and turn.session.place.trail == after.session.place.trail
        )
        if turn is None or stands or (not told and _told_so_far(turn.session) == _told_so_far(node.session)):
            return
        what = "take back what the other was told" if told else "not lead to where one was before"
        remark = Remark(f"going back would {what}", OURS)
        self._note(node.session, self._told(node, deed, remark.text), remark)

    def _home(self, node: _Node, entered: _Node, deed: Deed) -> _Node | None:
        """From the start of a called dialog by its shortest way to its end, and so back to here."""
        at = entered
        done: tuple[Deed, ...] = (deed,)
        for known in self.homes.get(entered.session.place.trail[-1].hash) or ():
            for step in asked_now(at.session, known):
                turn = self._play(at, at.moment, step)
                if turn is None:
                    return None
                done = (*done, step)
                at = self._node(turn, at.moment, at, (step,))
        if _depth(at) > _depth(node):
            return None
        return _Node(at.moment, at.key, node, done)

    def _node(self, turn: Turn, before: Moment, parent: _Node | None, by: tuple[Deed, ...]) -> _Node:
        session = turn.session
        now = session.moved_at or before.now
        unopened = dict(session.place.unopened)
        shown = {
            question.asked: Shown(now, before.message)
            for question in session.place.questions
            if question.owner not in unopened
        }
        session = replace(session, shown=shown)
        if not self.cast.solo and not all(person.here for person in session.people.values()):
            session = with_others(session, GONE, here=True)
        moment = Moment(session, now, _shown(turn, before), before.message + 1)
        return _Node(moment, self.likeness.key(session), parent, by)

    # --- judging ------------------------------------------------------------------------------------

    def look_for_ends(self) -> None:
        """From every moment somebody must be able to come to the end by answering."""
        before: dict[Hashable, list[Hashable]] = {}
        for at, after in self.onward.items():
            for key in after:
                before.setdefault(key, []).append(at)
        good: set[Hashable] = {key for key, node in self.seen.items() if self._ends(node)}
        pending: list[Hashable] = [*good]
        while pending:
            fresh = [key for key in before.get(pending.pop(), ()) if key not in good]
            good.update(fresh)
            pending += fresh
        for key, node in self.seen.items():
            if key not in good and _depth(node) == 0:
                text = f"At step '{_step(node)}'{self._after(node)} no end can be reached any more."
                remark = Remark(text, "Give this step, or one after it, a way that leads to `end`.")
                self._note(node.session, text, remark)

    def way_home(self) -> tuple[Deed, ...] | None:
        """The shortest way to the end; None where there is none."""
        ends = (node for node in self.seen.values() if node.session.state == "done")
        end = next((node for node in ends if not somebody_went(node.session)), None)
        return end.way() if end is not None else None

    @staticmethod
    def _ends(node: _Node) -> bool:
        session = node.session
        return session.state == "done" or (somebody_went(session) and at_rest(session))

    def _told(self, node: _Node, deed: Deed, what: str) -> str:
        return f"At step '{_step(node)}'{self._after(node)} {self._whose(deed, deed.words)}: {what}."

    def _after(self, node: _Node) -> str:
        """The way to a moment in an author's words."""
        done = [self._whose(deed, deed.short or deed.words) for deed in node.way()]
        if not done:
            return ","
        return f", after {'…, ' if len(done) > LAST_DEEDS else ''}{', '.join(done[-LAST_DEEDS:])},"

    def _whose(self, deed: Deed, words: str) -> str:
        """Between two, who does it: by the seat in which they began."""
        if self.cast.solo:
            return words
        return next(f"{seat}: {words}" for seat, user in self.cast.seats.items() if user == deed.who)

    def _note(self, session: Session, text: str, remark: Remark) -> None:
        """Keep what is wrong, once for each step: the first telling has the shortest way."""
        visit = session.place.trail[-1]
        dialog = self.library.by_hash(visit.hash)
        name = dialog.name if dialog is not None else self.dialog.name
        self.found.setdefault((name, visit.step, remark.text), (text, remark))

    def findings(self, sources: Mapping[str, Source]) -> tuple[Finding, ...]:
        """All that is wrong, each at its step."""
        told = []
        for (name, step, _), (text, remark) in self.found.items():
            told.append(sources[name].finding(("steps", step), text, remark.hint, key=True))
        return tuple(sorted(told))


def _depth(node: _Node) -> int:
    return 0 if node.session.state == "done" else node.session.place.trail[-1].depth


def _step(node: _Node) -> str:
    return node.session.place.trail[-1].step


def _told_so_far(session: Session) -> tuple[object, ...]:
    given = tuple(answer for answer in session.answers if answer.status == "given")
    asked = tuple((question.owner, question.visit) for question in session.place.questions)
    return session.place.trail, given, asked


def _shown(turn: Turn, before: Moment) -> tuple[Button, ...]:
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
