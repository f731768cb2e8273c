"""The repair button: the other gets one gentle line, and the last step is asked once more.

It is a visit of its own in the trail: so its line comes from behind a note too, and back leads no further. What was
sent stands, and so does what one of two has confirmed before the other has: only who is still asked is asked again.
Inside a break it is the break's step that comes once more: a break belongs to who takes it and isn't cut short, and
the talk's own step comes whole after it anyway.
"""

from __future__ import annotations

from dataclasses import replace

from bot.engine.asides import THOUGHT, open_aside, waiting
from bot.engine.asking import MOST_ANEW, called, knows_of_it, tell
from bot.engine.holding import let_go
from bot.engine.moving import withdrawn
from bot.engine.progress import Progress
from bot.engine.rendering import NOTHING
from bot.engine.session import GONE, Question, Visit

ABOUT_WORDS = frozenset({"offer", "long", "hint", "small", "preview"})
"""What is asked in between about words that are held: the step's own words come before it."""


def anew(p: Progress, user: int) -> str:
    """Ask for the last step once more; where that can't be, say so kindly, and all stays as it is."""
    if why := _stays(p, user):
        return why
    index, asked = len(p.place.trail), p.place.questions
    visit = replace(
        p.place.trail[-1],
        by=max(question.asked for question in asked),
        then="",
        anew=list(p.session.seats.values()).index(user) + 1,
    )
    p.put(replace(p.place, trail=(*p.place.trail, visit)))
    for question in asked:
        _under_a_new_number(p, question, index)
    for each in dict.fromkeys(p.session.seats.values()):
        if each != GONE:
            tell_anew(p, each, visit, p.session.question_of(each))
    return ""


def tell_anew(p: Progress, user: int, visit: Visit, question: Question | None) -> None:
    """Say to one person that a step was entered once more: the line, and what they are asked, with what they held."""
    asker = list(p.session.seats.values())[visit.anew - 1]
    others = frozenset(p.session.seats.values()) - {user}
    if user == asker:
        p.phrase(user, "anew.told", name=called(p, others, user))
    else:
        p.phrase(user, "anew.asked", name=called(p, others, user))
    if question is None:
        return
    if question.aside:
        words = p.rendered(visit, "say", user) if question.aside in ABOUT_WORDS else NOTHING
        open_aside(p, question, question.aside, words)
    else:
        tell(p, visit, user, question)


def _stays(p: Progress, user: int) -> str:
    """Why a step isn't asked once more, having said so; empty where it is."""
    if p.session.solo:
        return _said(p, user, "anew.alone")
    other = next((each for each in p.session.seats.values() if each != user), GONE)
    if not knows_of_it(p, other):
        return _said(p, user, "anew.unknown", name=called(p, frozenset({other}), user))
    if p.place.times_anew >= MOST_ANEW:
        return _said(p, user, "anew.enough")
    return _said(p, user, "shared.turn") if withdrawn(p, p.place.trail[-1]) else ""


def _said(p: Progress, user: int, key: str, **fill: str) -> str:
    question = p.session.question_of(user)
    if question is None:
        p.phrase(user, key, **fill)
    else:
        waiting(p, question, p.own(user, key, **fill))
    return key


def _under_a_new_number(p: Progress, question: Question, index: int) -> None:
    """Close a question and open it again; what was held for it, and what is ticked, stays its person's."""
    kept = let_go(p, question)
    p.close(question)
    fresh = p.open(question.owner, index, question.hints)
    if kept is not None:
        p.keep(replace(kept, asked=fresh.asked))
    aside = "" if question.aside == THOUGHT else question.aside
    p.change(replace(fresh, ticked=question.ticked, aside=aside))
