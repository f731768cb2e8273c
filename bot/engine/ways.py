"""The ways that are open at every step: back, pause, stop, start over, where was I, a break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.engine.asides import open_aside, stop_alone, waiting
from bot.engine.asking import ask, may_go_back, sit
from bot.engine.deciding import ask_anew, go_on
from bot.engine.holding import let_go
from bot.engine.moving import called, enter, withdrawn
from bot.engine.pausing import RETURNED, call_pause
from bot.engine.progress import Progress
from bot.engine.recap import recap, welcome_back
from bot.engine.rendering import Rendered, together
from bot.engine.repairing import anew
from bot.engine.session import Place, Question, Visit
from bot.engine.timing import TIME


def back(p: Progress, user: int) -> str:
    """Undo the last move: the answer that led here goes, and its question is asked again."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    if question.aside in ("hint", "small", "preview", TIME):
        return ask_anew(p, question)
    if not may_go_back(p, user):
        waiting(p, question, p.own(user, "back.sent" if p.place.trail[-1].by else "back.first"))
        return "back.first"
    undo(p, question)
    while withdrawn(p, p.place.trail[-1]) and may_go_back(p, user):
        _undo_last(p, user)
    visit = p.place.trail[-1]
    if withdrawn(p, visit):
        enter(p, visit, visit.by)
    else:
        ask(p, only=user)
    return ""


def undo(p: Progress, question: Question) -> None:
    """Take back the last move, so that the place is what it was before; nothing is asked yet."""
    let_go(p, question)
    p.close(question)
    _undo_last(p, question.owner)


def _undo_last(p: Progress, user: int) -> None:
    by = p.place.trail[-1].by
    answer = p.answer(by, user)
    if answer is not None:
        p.drop(answer)
    trail = tuple(visit for visit in p.place.trail if visit.by < by)
    last = replace(trail[-1], then="")
    p.put(replace(p.place, trail=(*trail[:-1], last), round=last.round))


def pause(p: Progress, user: int) -> str:
    """Rest; the place is kept. Two people rest together."""
    if not p.session.solo:
        return call_pause(p, user)
    p.be("paused")
    p.phrase(user, "paused")
    return ""


def rest(p: Progress, user: int) -> str:
    """Rest by oneself; the other of two isn't told: to them it is as if nothing was said."""
    if p.session.solo:
        return pause(p, user)
    p.leaves = True
    p.phrase(user, "paused")
    return ""


def resume(p: Progress, user: int) -> str:
    """Take up again: what was said so far, then the question that waits, and what is held for it."""
    question = p.session.question_of(user)
    if question is None:
        if not p.session.solo and recap(p, user).text:
            p.say(user, welcome_back(p, user))
        return nothing_waits(p, user)
    return go_on(p, question, welcome_back(p, user), whole=True)


def where(p: Progress, user: int) -> str:
    """What was said so far, and the question that waits."""
    question = p.session.question_of(user)
    before = recap(p, user)
    if question is None and not before.text:
        return nothing_waits(p, user)
    said = p.own(user, "where.so_far", recap=before.text or p.phrases(user).say("where.nothing"))
    said = Rendered(said.text, before.owners)
    if question is None:
        p.say(user, said if _nothing_more(p) else together(said, p.own(user, "shared.turn")))
    else:
        waiting(p, question, said, whole=True)
    return ""


def show(p: Progress, user: int) -> str:
    """What waits, as it was asked."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    waiting(p, question)
    return ""


def stop(p: Progress, user: int) -> str:
    """Ask once: keep what was said, forget it, or go on."""
    question = p.session.question_of(user)
    if question is not None:
        open_aside(p, question, "stop")
    elif p.session.solo or p.session.state == "done":
        return nothing_waits(p, user)
    else:
        stop_alone(p, user)
    return ""


def keep(p: Progress, user: int) -> str:
    """Stop, and keep what was said, and the place. To the other of two it is as if nothing was said."""
    if p.session.solo:
        p.be("aside")
    p.leaves = not p.session.solo
    p.phrase(user, "stopped.kept")
    return ""


def forget(p: Progress, user: int) -> str:
    """Stop, and forget what this person said."""
    p.forget = True
    p.phrase(user, "stopped.forgotten")
    return ""


def over(p: Progress, user: int) -> str:
    """Ask once whether to begin again; what belongs to two people stands."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    if p.session.solo:
        open_aside(p, question, "over")
        return ""
    waiting(p, question, p.own(user, "back.together"))
    return "back.together"


def again(p: Progress, _: int) -> str:
    """Begin again, with the dialog as it is today; what was said goes."""
    for question in p.place.questions:
        p.close(question)
    for answer in p.session.answers:
        p.drop(answer)
    today = p.session.library.dialogs.get(p.session.dialog)
    hash_ = today.hash if today is not None else p.session.hash
    p.session = replace(p.session, hash=hash_)
    p.put(Place(asked=p.place.asked))
    enter(p, Visit(hash_, p.dialog(hash_).structure.start), 0)
    return ""


def break_off(p: Progress, user: int, hash_: str) -> str:
    """Play a short dialog in the middle, then come back to this question; not where somebody else is asked too."""
    question = p.session.question_of(user)
    if question is None:
        return nothing_waits(p, user)
    if p.place.trail[-1].hash == hash_ or len(sit(p, question.visit)) > 1:
        waiting(p, question)
        return ""
    let_go(p, question)
    p.close(question)
    enter(p, called(p, hash_, "", question.asked), question.asked)
    return ""


def withdraw(p: Progress, user: int) -> bool:
    """Leave a step that its author has withdrawn since; returns whether the session was moved."""
    question = p.session.question_of(user)
    if question is None or not withdrawn(p, p.place.trail[question.visit]):
        return False
    visit = p.place.trail[question.visit]
    for each in tuple(q for q in p.place.questions if q.visit == question.visit):
        let_go(p, each)
        p.close(each)
        p.phrase(each.owner, "withdrawn")
    enter(p, replace(visit, by=question.asked, then=""), question.asked)
    return True


def nothing_waits(p: Progress, user: int, waiting_for_two: str = "shared.turn") -> str:
    """There is no question for this person here; in the middle of a talk of two it isn't their turn."""
    p.phrase(user, "nothing_waits" if _nothing_more(p) else waiting_for_two)
    return "nothing_waits"


def _nothing_more(p: Progress) -> bool:
    """Whether nothing comes after this of itself: it has ended, or goes on with nobody else."""
    return p.session.solo or p.session.state != "running"


WAYS: dict[str, Callable[[Progress, int], str]] = {
    "back": back,
    "pause": pause,
    "resume": resume,
    "where": where,
    "show": show,
    "stop": stop,
    "over": over,
    "keep": keep,
    "forget": forget,
    "again": again,
    "anew": anew,
    "rest": rest,
    "open": show,
    RETURNED: show,
}
"""What a way (or the choice of an aside) does."""
