"""Buttons: what comes of a press, of an old one too."""

from __future__ import annotations

from bot.engine.answering import pressed
from bot.engine.asides import ALWAYS, CHOICES, MARK, waiting
from bot.engine.asking import ANEW, BACK
from bot.engine.deciding import DECISIONS
from bot.engine.inputs.time import AT
from bot.engine.progress import Progress
from bot.engine.said import Chosen
from bot.engine.session import Question
from bot.engine.timing import TIME
from bot.engine.ways import WAYS, back, nothing_waits, resume


def chosen(p: Progress, who: int, said: Chosen, *, away: bool) -> str:  # noqa: PLR0911  (one for each case)
    """What comes of a press; one from before a long time away shows what waits."""
    choice = said.choice.removeprefix(MARK)
    if said.asked == 0 and choice in ALWAYS:
        return WAYS[choice](p, who)
    question = p.session.question_of(who)
    if said.choice == ANEW and (said.asked == question.asked if question else not _anew_since(p, said.asked)):
        return WAYS["anew"](p, who)
    if question is None:
        return nothing_waits(p, who)
    if said.asked != question.asked:
        return resume(p, who) if away else moved_on(p, question)
    if said.choice == BACK:
        return back(p, who)
    if said.choice.startswith(MARK):
        return decide(p, question, choice)
    if question.aside == "preview":
        return moved_on(p, question)
    return pressed(p, question, said.choice)


def _anew_since(p: Progress, asked: int) -> bool:
    """Whether a step was asked once more after this number: who waits and presses with the other needn't ask again."""
    return any(visit.anew and visit.by > asked for visit in p.place.trail)


def moved_on(p: Progress, question: Question) -> str:
    """An old button: it says so kindly and shows what waits."""
    waiting(p, question, p.own(question.owner, "moved_on"))
    return "moved_on"


def decide(p: Progress, question: Question, choice: str) -> str:
    """The choice of what is asked in between; of what no longer is, what waits is shown."""
    if question.aside == TIME and choice.startswith(AT):
        return pressed(p, question, choice)
    if choice not in CHOICES.get(question.aside, ()):
        return moved_on(p, question)
    if choice in DECISIONS:
        return DECISIONS[choice](p, question)
    return WAYS[choice](p, question.owner)
