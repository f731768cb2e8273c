"""A walk through all that can happen in one dialog: every moment like none before, everything done there."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.authoring.deeds import TOO_LONG, Deed, Marked, Moment, deeds
from bot.authoring.judging import Judge
from bot.authoring.likeness import Likeness
from bot.authoring.node import Cast, Node, shown_after
from bot.authoring.pauses import in_pause, returning
from bot.authoring.remarks import OURS, Remark, failure, remarks
from bot.authoring.telling import Telling
from bot.authoring.two import (
    AWAY,
    asked_now,
    heard_nothing,
    leaving,
    left,
    opening,
    present,
    somebody_went,
    with_others,
    without_other,
)
from bot.engine.asking import MOST_ANEW
from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.engine.said import Wanted
from bot.engine.session import GONE, Participant, Session, Shown
from bot.engine.speak import begin, speak
from bot.engine.turn import Turn

ID = "explorer0000"
"""As long as a session's id may be."""

BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)
PAUSING = Wanted("pause")
"""What two share, at every step: it is played with the shortest way back."""

RENDERING = Wanted("where")
"""What says once more what was answered: between two it is looked at wherever it could say something else."""


@dataclass(slots=True)
class Walk:
    """One dialog being explored: the moments come to so far, and what is wrong in it."""

    dialog: Dialog
    library: Library
    cast: Cast
    homes: Mapping[str, tuple[Deed, ...] | None]
    pause: str
    seen: dict[Hashable, Node] = field(default_factory=dict)
    pending: deque[Node] = field(default_factory=deque)
    onward: dict[Hashable, list[Hashable]] = field(default_factory=dict)
    aside: set[Hashable] = field(default_factory=set)
    anew: set[tuple[int, str]] = field(default_factory=set)
    moves: int = 0
    likeness: Likeness = field(init=False)
    judge: Judge = field(init=False)
    telling: Telling = field(init=False)
    senses: Marked = field(default_factory=Marked)

    def __post_init__(self) -> None:
        self.likeness = Likeness(self.cast.solo)
        self.judge = Judge(self.dialog, self.library, self.cast)
        self.telling = Telling(self.judge)

    # --- walking ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The first question; of two, also while the second isn't here."""
        self._begin(self.cast.people)
        if not self.cast.solo:
            self._begin(without_other(self.cast.people))

    def _begin(self, people: Mapping[int, Participant]) -> None:
        try:
            turn = begin(self.dialog, ID, self.cast.seats, people, self.library, BEGUN)
        except Exception as error:  # noqa: BLE001 - whatever fails here would fail for people
            self.judge.at_the_beginning(failure(error))
            return
        for remark in remarks(turn):
            self.judge.at_the_beginning(remark)
        self._come_to(self._node(turn, Moment(turn.session, BEGUN), None, ()))

    def expand(self, node: Node) -> None:
        """Do everything that can be done here."""
        for who in present(node.session):
            for deed in self._deeds(node, who):
                turn = self._do(node, node.moment, deed)
                if turn is not None and any(message.to not in (who, GONE) for message in turn.messages):
                    absent = replace(node.moment, session=with_others(node.session, who, here=False))
                    self._do(node, absent, replace(deed, words=deed.words + AWAY))
            if not self.cast.solo and not somebody_went(node.session):
                self._leave(node, who)

    def _deeds(self, node: Node, who: int) -> Iterator[Deed]:
        """What this person can do; what two do aside from answering, once for each moment of theirs."""
        local, pause = self.likeness.local(node.session, who), node.session.place.pause
        found = (
            in_pause(node.moment, who, pause) if pause else deeds(node.moment, who, self.likeness, self.pause)
        )
        for deed in found:
            usual = (pause is not None or not deed.later) and not deed.spare and deed.words != TOO_LONG
            said_so_far = self.likeness.quotable(node.session, who) if deed.said == RENDERING else None
            if self.cast.solo or (usual and deed.onward) or self._is_new((local, deed.words, said_so_far)):
                yield deed

    def _is_new(self, aside: Hashable) -> bool:
        """Whether what somebody does aside wasn't played at a moment that comes to the same."""
        known = aside in self.aside
        self.aside.add(aside)
        return not known

    def _leave(self, node: Node, who: int) -> None:
        """Somebody goes in silence, whatever the other was about to do."""
        self.moves += 1
        deed = leaving(who)
        try:
            moment = left(node.moment, who)
        except Exception as error:  # noqa: BLE001 - whatever fails here would fail for people
            self.judge.in_doing(node, deed, failure(error))
            return
        self._come_to(Node(moment, self.likeness.key(moment.session), node, (deed,)))

    def ends(self) -> None:
        """From every moment there must be a way to the end, and none tells what is private."""
        self.judge.at_the_ends(self.seen, self.onward)
        self.telling.judge_all(self.seen)

    def way_home(self) -> tuple[Deed, ...] | None:
        """The shortest way to the end that was walked so far; None where none was."""
        ends = (node for node in self.seen.values() if node.session.state == "done")
        end = next((node for node in ends if not somebody_went(node.session)), None)
        return end.way() if end is not None else None

    def _do(self, node: Node, moment: Moment, deed: Deed) -> Turn | None:
        """One deed at a moment of this node, and where it leads."""
        turn = self._play(node, moment, deed)
        if turn is not None and not turn.forget:
            self._follow(node, turn, deed)
        return turn

    def _follow(self, node: Node, turn: Turn, deed: Deed) -> None:
        if _stays(node.session, turn.session):
            self._onward(node, node, turn, deed)
            return
        after = self._node(turn, node.moment, node, (deed,))
        if deed.said == PAUSING and after.session.place.pause is not None and not node.session.place.pause:
            self._go_on(after)
        if len(turn.session.place.trail) > len(node.session.place.trail):
            told = any(message.to != deed.who for message in turn.messages)
            if self.cast.solo or self._is_new((self._move(node, after, deed), told)):
                self._back(node, after, deed, told=told)
        self._anew(node, after, deed)
        if after.depth <= node.depth:
            self._come_to(after)
            self._onward(node, after, turn, deed)
            return
        self._go_home(node, after, deed)
        if after.key not in self.seen:
            self._come_to(after)

    def _onward(self, node: Node, after: Node, turn: Turn, deed: Deed) -> None:
        """An answer led here."""
        if deed.onward:
            self.onward.setdefault(node.key, []).append(after.key)
            if not self.cast.solo and after.key in self.seen:  # what goes on inside a called dialog isn't
                self.telling.note(node, after, turn, deed)

    def _come_to(self, node: Node) -> None:
        """A moment like none before is to be looked at; inside a called dialog its first question alone."""
        inside = node.before is not None and node.depth > 0 and node.depth <= node.before.depth
        if not inside and node.key not in self.seen:
            self.seen[node.key] = node
            self.pending.append(node)

    def _play(self, node: Node, moment: Moment, deed: Deed) -> Turn | None:
        """One move; None where the program would fail."""
        self.moves += 1
        try:
            turn = speak(moment.session, deed.who, deed.said, moment.now + deed.later, self.senses)
        except Exception as error:  # noqa: BLE001 - whatever fails here would fail for people
            self.judge.in_doing(node, deed, failure(error))
            return None
        for remark in (*remarks(turn), *heard_nothing(turn, deed)):
            onto = remark.onto and turn.session.state != "done"
            self.judge.in_doing(node, deed, remark, turn.session.place.trail[-1] if onto else None)
        return turn

    def _move(self, node: Node, after: Node, deed: Deed) -> Hashable:
        """Equal for moves of one person from alike moments of theirs past the same steps to alike moments of theirs."""
        entered = after.session.place.trail[len(node.session.place.trail) :]
        steps = tuple((visit.hash, visit.step, visit.depth) for visit in entered)
        ends = (self.likeness.local(moment.session, deed.who) for moment in (node, after))
        return (deed.words, steps, *ends)

    def _back(self, node: Node, after: Node, deed: Deed, *, told: bool) -> None:
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
        self.judge.in_doing(node, deed, Remark(f"going back would {what}", OURS))

    def _go_on(self, paused: Node) -> None:
        """From a pause that both share, at every step, back to where it was called."""
        at = paused
        for deed in returning(paused.session):
            turn = self._play(at, at.moment, deed) if deed.who != GONE else None
            if turn is None:
                return
            at = self._node(turn, at.moment, at, (deed,))
        self._come_to(at)

    def _anew(self, node: Node, after: Node, deed: Deed) -> None:
        """What was asked anew is found behind a note; asked for too often, it is only told so."""
        if deed.said != Wanted("anew"):
            return
        for user, _ in after.session.place.unopened:
            if user != GONE:
                self._play(after, after.moment, opening(user))
        if (once := (deed.who, node.step)) in self.anew:
            return
        self.anew.add(once)
        at = after
        for _ in range(MOST_ANEW):
            turn = self._play(at, at.moment, deed)
            if turn is None:
                return
            at = self._node(turn, at.moment, at, (deed,))
        if at.session.place.times_anew > MOST_ANEW:
            self.judge.in_doing(node, deed, Remark("there would be no end of it", OURS))

    def _go_home(self, node: Node, entered: Node, deed: Deed) -> None:
        """Through a called dialog and back; where the other is told something by it, also as they aren't here."""
        for here in (True, False):
            home = self._home(node, entered, deed, here=here)
            if home is None:
                return
            self._come_to(home[0])
            self._onward(node, *home, deed)
            if all(message.to in (deed.who, GONE) for message in home[1].messages):
                return
            deed = replace(deed, words=deed.words + AWAY)

    def _home(self, node: Node, entered: Node, deed: Deed, *, here: bool) -> tuple[Node, Turn] | None:
        """From the start of a called dialog by its shortest way to its end, and so back to here, with the last turn."""
        at, last = entered, None
        done: tuple[Deed, ...] = (deed,)
        for known in self.homes.get(entered.session.place.trail[-1].hash) or ():
            for step in asked_now(at.session, known):
                session = at.session if here else with_others(at.session, step.who, here=False)
                last = self._play(at, replace(at.moment, session=session), step)
                if last is None:
                    return None
                done = (*done, step)
                at = self._node(last, at.moment, at, (step,))
        if last is None or at.depth > node.depth:
            return None
        return Node(at.moment, at.key, node, done), last

    def _node(self, turn: Turn, before: Moment, parent: Node | None, by: tuple[Deed, ...]) -> Node:
        session = turn.session
        now = session.moved_at or before.now
        unopened = dict(session.place.unopened)
        shown = {
            question.asked: Shown(now, before.message)
            for question in session.place.questions
            if question.visit < unopened.get(question.owner, len(session.place.trail))
        }
        session = replace(session, shown=shown)
        if not self.cast.solo and not all(person.here for person in session.people.values()):
            session = with_others(session, GONE, here=True)
        moment = Moment(session, now, shown_after(turn, before), before.message + 1)
        return Node(moment, self.likeness.key(session), parent, by)


def _stays(before: Session, after: Session) -> bool:
    """Whether nothing has changed by which moments are told apart; in a pause the hour does that too."""
    return before.place.pause is None and (before.place, before.answers, before.state) == (
        after.place,
        after.answers,
        after.state,
    )


def _told_so_far(session: Session) -> tuple[object, ...]:
    given = tuple(answer for answer in session.answers if answer.status == "given")
    asked = tuple((question.owner, question.visit) for question in session.place.questions)
    return session.place.trail, given, asked
