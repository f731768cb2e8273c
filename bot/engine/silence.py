"""Where the other went in silence: what would need their words waits, as if they merely said nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from bot.engine.asking import wait
from bot.engine.dialog import Dialog
from bot.engine.holding import answer_to, held
from bot.engine.inputs import Text
from bot.engine.progress import Progress
from bot.engine.said import Event, Said
from bot.engine.session import GONE, Answer, Part, Pause, Place, Question, Session, State


def wait_in_vain(p: Progress, who: int, said: Event) -> None:
    """What this person said is confirmed in the usual words and kept as theirs; nothing more comes of it."""
    question = p.session.question_of(who)
    if p.session.state != "done":
        p.be("running")
    if question is not None:
        _keep(p, question, said)
        p.close(question)
        p.open(GONE, question.visit)
        wait(p, question)
    else:
        p.phrase(who, "shared.waits")


def _keep(p: Progress, question: Question, said: Event) -> None:
    answer = held(p, question)
    if isinstance(said, Said) and isinstance(p.asks(question), Text):
        part = Part(said.text.strip(), said.message)
        parts = (*answer.parts, part) if answer is not None else (part,)
        answer = answer_to(p, question, parts, said.at or p.now)
    if answer is not None:
        p.keep(replace(answer, status="given"))


def taken_along(
    place: Place, seats: Mapping[str, int], answers: Iterable[Answer], user: int
) -> Iterator[Answer]:
    """The answers that go with somebody who goes: all of theirs that nobody else has read."""
    others = {seated for seated in seats.values() if seated not in (user, GONE)}
    first = min((_unopened_from(place, other) for other in others), default=0)
    yield from (a for a in answers if a.owner == user and not _was_read(a, others, first))


def left_empty(
    place: Place, going: Iterable[Answer], user: int, dialogs: Callable[[str], Dialog | None]
) -> Iterator[Answer]:
    """Of what goes, what was to be shared and was kept at its preview: its place stays, without a word of it.

    The other may have read that it was kept, and reads the same when they are asked again.
    """
    first = min((_unopened_from(place, other) for other, _ in place.unopened if other != user), default=None)
    for answer in going:
        dialog = dialogs(answer.hash)
        asks = dialog.structure.steps[answer.step].ask if dialog is not None else None
        kept = answer.status == "given" and bool(answer.parts) and answer.audience == {user}
        if kept and asks is not None and asks.share and (first is None or answer.asked < first):
            yield replace(answer, parts=())


def as_if_silent(place: Place, user: int) -> Place:
    """What waits unopened is never opened; whoever hasn't seen their question isn't asked it any more."""
    unopened = dict(place.unopened)
    questions = tuple(
        replace(q, owner=GONE) if q.owner == user or q.visit >= unopened.get(q.owner, q.visit + 1) else q
        for q in place.questions
    )
    return replace(place, questions=questions, unopened=(), pause=place.pause and _left(place.pause, user))


def _left(pause: Pause, user: int) -> Pause:
    """The same pause, in which this person is nobody and not back."""
    by = GONE if pause.by == user else pause.by
    return replace(pause, by=by, back=tuple(back for back in pause.back if back != user))


def as_if_unended(state: State, place: Place, before: Place, user: int) -> tuple[State, Place]:
    """Where it ended in words that the other never opened: to them it goes on, and nobody is waited for."""
    unopened = [since for other, since in before.unopened if other != user]
    if state != "done" or not unopened:
        return state, place
    question = Question(place.asked + 1, GONE, max(min(unopened) - 1, 0))
    return "running", replace(place, asked=question.asked, questions=(question,))


def without(session: Session, user: int) -> Session:
    """The session once somebody went: their seat is nobody's, and what nobody else has read of theirs is gone."""
    state, place = as_if_unended(session.state, as_if_silent(session.place, user), session.place, user)
    taken = [*taken_along(session.place, session.seats, session.answers, user)]
    empty = left_empty(session.place, taken, user, session.library.by_hash)
    going = {answer.asked for answer in taken}
    stay = (one for one in session.answers if one.owner != user or one.asked not in going)
    people = {other: person for other, person in session.people.items() if other != user}
    return replace(
        session,
        seats={seat: GONE if seated == user else seated for seat, seated in session.seats.items()},
        people={**people, GONE: replace(session.people[user], user=GONE, here=False)},
        place=place,
        state=state,
        answers=tuple(sorted((*stay, *empty), key=lambda one: (one.asked, one.owner))),
    )


def _unopened_from(place: Place, user: int) -> int:
    """The number of the first answer whose words wait for this person unopened; beyond all where none do."""
    since = dict(place.unopened).get(user, len(place.trail))
    return place.trail[since].by if since < len(place.trail) else place.asked + 1


def _was_read(answer: Answer, others: set[int], first: int) -> bool:
    return bool(others & answer.audience) and answer.status == "given" and answer.asked < first
