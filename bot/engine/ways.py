"""The ways that are open at every step: back, pause, stop, start over, where was I, a break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.engine.asides import held, let_go, offer_held, open_aside
from bot.engine.asking import ask, ask_again
from bot.engine.dialog import END
from bot.engine.moving import called, enter
from bot.engine.progress import Progress
from bot.engine.rendering import render
from bot.engine.session import Place, Question, Visit


def back(p: Progress, user: int) -> str:
    """Undo the last move: the answer that led here goes, and its question is asked again."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    by = p.place.trail[-1].by
    if by <= p.place.firm:
        ask_again(p, question, p.phrases(user).say("back.first" if by == 0 else "back.sent"))
        return "back.first"
    undo(p, question)
    ask(p)
    return ""


def undo(p: Progress, question: Question) -> None:
    """Take back the last move, so that the place is what it was before; nothing is asked yet."""
    by = p.place.trail[-1].by
    let_go(p, question)
    for other in tuple(q for q in p.place.questions if q.visit == question.visit):
        p.close(other)
    answer = p.answer(by, question.owner)
    if answer is not None:
        p.drop(answer)
    trail = tuple(visit for visit in p.place.trail if visit.by < by)
    p.put(replace(p.place, trail=(*trail[:-1], replace(trail[-1], then=""))))


def pause(p: Progress, user: int) -> str:
    """Rest; the place is kept."""
    p.be("paused")
    p.phrase(user, "paused")
    return ""


def resume(p: Progress, user: int) -> str:
    """Take up again: what was said so far, then the question that waits."""
    p.be("running")
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    answer = held(p, question)
    question = p.change(replace(question, aside=""))
    greeting = welcome_back(p, user)
    if answer is not None:
        p.say(user, greeting)
        ask_again(p, question, whole=True)
        offer_held(p, question, answer)
    else:
        ask_again(p, question, greeting, whole=True)
    return ""


def where(p: Progress, user: int) -> str:
    """What was said so far, and the question that waits."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    before = recap(p, user) or p.phrases(user).say("where.nothing")
    ask_again(p, question, p.phrases(user).say("where.so_far", recap=before), whole=True)
    return ""


def show(p: Progress, user: int) -> str:
    """The question that waits, as it was asked."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    ask_again(p, question)
    return ""


def welcome_back(p: Progress, user: int) -> str:
    """A warm line for who was away, with what was said so far."""
    lines = recap(p, user)
    return p.phrases(user).say("back_again.with", recap=lines) if lines else p.phrases(user).say("back_again.plain")


def recap(p: Progress, user: int) -> str:
    """What was said so far: the authors' recap lines of what was answered, the latest of each answer."""
    lines: dict[str, str] = {}
    for answer in p.session.answers:
        visit = Visit(answer.hash, answer.step)
        line = p.text(visit, "recap", user)
        if line and answer.status == "given" and not answer.skipped and user in answer.audience:
            lines.pop(answer.name, None)
            lines[answer.name] = render(p.session, answer.hash, line, user).text
    return "\n".join(lines.values())


def stop(p: Progress, user: int) -> str:
    """Ask once: keep what was said, forget it, or go on."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    open_aside(p, question, "stop", p.phrases(user).say("aside.stop.ask"))
    return ""


def keep(p: Progress, user: int) -> str:
    """Stop, and keep what was said, and the place."""
    p.be("aside")
    p.phrase(user, "stopped.kept")
    return ""


def over(p: Progress, user: int) -> str:
    """Ask once whether to begin again."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    open_aside(p, question, "over", p.phrases(user).say("aside.over.ask"))
    return ""


def again(p: Progress, user: int) -> str:
    """Begin again, with the dialog as it is today; what was said goes."""
    _close_all(p)
    for answer in p.session.answers:
        p.drop(answer)
    today = p.session.library.dialogs.get(p.session.dialog)
    hash_ = today.hash if today is not None else p.session.hash
    p.session = replace(p.session, hash=hash_)
    p.put(Place(asked=p.place.asked))
    enter(p, Visit(hash_, p.dialog(hash_).structure.start), 0)
    return ""


def break_off(p: Progress, user: int, hash_: str) -> str:
    """Play a short dialog in the middle, then come back to this question."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    visit = p.place.trail[-1]
    if visit.hash == hash_:
        ask_again(p, question)
        return ""
    let_go(p, question)
    p.close(question)
    enter(p, called(p, hash_, visit.step, question.asked), question.asked)
    return ""


def withdraw(p: Progress, user: int) -> bool:
    """Leave a step that its author has withdrawn since; returns whether the session was moved."""
    question = p.session.question_of(user)
    if question is None:
        return False
    visit = p.place.trail[question.visit]
    dialog = p.dialog(visit.hash)
    target = dialog.withdrawn.get(visit.step, "")
    if target not in dialog.structure.steps and target != END:
        return False
    let_go(p, question)
    p.close(question)
    p.phrase(user, "withdrawn")
    enter(p, Visit(visit.hash, target, visit.depth, question.asked), question.asked)
    return True


def nothing_waits(p: Progress, user: int) -> str:
    """There is no question for this person here."""
    p.phrase(user, "nothing_waits")
    return "nothing_waits"


def _close_all(p: Progress) -> None:
    for question in p.place.questions:
        p.close(question)


WAYS: dict[str, Callable[[Progress, int], str]] = {
    "back": back,
    "pause": pause,
    "resume": resume,
    "where": where,
    "show": show,
    "stop": stop,
    "over": over,
    "keep": keep,
    "again": again,
    "rest": pause,
}
"""What a way (or the choice of an aside) does."""
