"""Messages that were changed after they had been sent."""

from __future__ import annotations

from bot.engine.answering import heard, read
from bot.engine.asides import danger_unheld, open_aside, waiting
from bot.engine.asking import may_go_back
from bot.engine.deciding import rewrite
from bot.engine.holding import hold, let_go
from bot.engine.inputs import Slip
from bot.engine.progress import Progress
from bot.engine.said import Edited
from bot.engine.session import Answer, Part, Question
from bot.engine.thoughts import change_thought
from bot.engine.ways import nothing_waits, undo


def edited(p: Progress, who: int, said: Edited) -> str:
    """An edit: ignored where nothing changed; what is held or last given becomes the new words."""
    answer, parts = belongs_to(p, who, said)
    if answer is not None and answer.parts == parts:
        return ""
    question = p.session.question_of(who)
    noticed = p.notices(who, said.text)
    if answer is not None and answer.is_thought:
        return _thought(p, who, answer, parts, noticed=noticed)
    if question is not None and answer is not None and answer.asked == question.asked:
        return _held(p, question, answer, parts, noticed=noticed)
    if question is not None and answer is not None and _is_last(p, answer):
        return _taken_anew(p, question, answer, parts, noticed=noticed)
    if noticed:
        return danger_unheld(p, who)
    return _nothing_changes(p, who, question, answer)


def _thought(p: Progress, who: int, thought: Answer, parts: tuple[Part, ...], *, noticed: bool) -> str:
    """What is held for one's turn was changed; words of danger aren't held."""
    question = p.session.question_of(who)
    if noticed:
        p.drop(thought)
        return danger_unheld(p, who)
    change_thought(p, thought, parts)
    taken = p.own(who, "edited.taken")
    p.say(who, taken) if question is None else waiting(p, question, taken)
    return ""


def belongs_to(p: Progress, who: int, said: Edited) -> tuple[Answer | None, tuple[Part, ...]]:
    """The answer that a changed message belongs to, and its parts with the new words; None where there is none."""
    for answer in reversed(p.session.answers):
        if (
            said.message
            and answer.owner == who
            and any(part.message == said.message for part in answer.parts)
        ):
            return answer, tuple(_changed(part, said) for part in answer.parts)
    return None, ()


def _changed(part: Part, said: Edited) -> Part:
    return Part(said.text.strip(), part.message) if part.message == said.message and not part.file else part


def _is_last(p: Progress, answer: Answer) -> bool:
    return p.place.trail[-1].by == answer.asked and may_go_back(p, answer.owner)


def _nothing_changes(p: Progress, who: int, question: Question | None, answer: Answer | None) -> str:
    key = stands(p, answer)
    if question is None:
        p.phrase(who, key) if answer is not None else nothing_waits(p, who)
    else:
        waiting(p, question, p.own(who, key))
    return key


def stands(p: Progress, answer: Answer | None) -> str:
    """The phrase that says why a changed message changes nothing here."""
    if answer is None:
        return "edited.unknown"
    return "back.sent" if answer.asked <= p.place.firm else "edited.late"


def _held(p: Progress, question: Question, answer: Answer, parts: tuple[Part, ...], *, noticed: bool) -> str:
    """What is held for the question that waits was changed."""
    if noticed or question.aside == "danger":
        hold(p, question, parts, answer.at, answer.status)
        open_aside(p, question, "danger")
        return "danger"
    return rewrite(p, question, answer, parts)


def _taken_anew(
    p: Progress, question: Question, answer: Answer, parts: tuple[Part, ...], *, noticed: bool
) -> str:
    """The last answer was changed: it is given again, with the new words; what was held since is offered again."""
    since, step = let_go(p, question), p.place.trail[question.visit]
    undo(p, question)
    reopened = p.open(question.owner, len(p.place.trail) - 1)
    if noticed:
        hold(p, reopened, parts, answer.at)
        open_aside(p, reopened, "danger")
        return "danger"
    if not isinstance(read(p, reopened, parts), Slip):
        p.phrase(question.owner, "edited.taken")
    refused = heard(p, reopened, parts, answer.at)
    fresh = p.session.question_of(question.owner)
    if (
        since is not None
        and fresh is not None
        and p.place.trail[fresh.visit].step == step.step
        and not fresh.aside
    ):
        hold(p, fresh, since.parts, since.at, since.status)
        open_aside(p, fresh, "offer")
    return refused
