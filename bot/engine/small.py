"""The look at a small act before it is agreed: asked once whether it could be smaller; what does harm is no act."""

from __future__ import annotations

from bot.engine.asking import draft
from bot.engine.holding import held, joined
from bot.engine.inputs import Text
from bot.engine.plan import has_moment, part_of, sentence, split
from bot.engine.progress import Progress
from bot.engine.rendering import within
from bot.engine.senses import Doable
from bot.engine.session import Question

SMALL = "small."
"""Before the name of such a hint among those that were given."""

LOOKED_FOR = {"deed": ("stop", "big", "vague"), "cue": ("when",), "plan": ()}
"""What is asked about once, by what of an act a text is; of a plan also whether it has a moment."""

NO_CUE = "cue"

LONGEST = 100
"""Characters of a plan that is suggested: it stands on a button."""


def harm_in(p: Progress, question: Question, words: str) -> str:
    """Why words are no act to agree on, whatever their writer says; empty where they are."""
    return _look(p, question, words).harm


def small_hint_for(p: Progress, question: Question, words: str) -> str:
    """What could be smaller or clearer, asked about once; empty where it is fine, or was asked about already."""
    asks = p.asks(question)
    given = any(hint.startswith(SMALL) for hint in question.hints)
    if given or p.senses is None or not isinstance(asks, Text) or not asks.small:
        return ""
    if p.senses.notice(words, p.session.people[question.owner].language):
        return ""  # whoever writes of danger has something else to think of
    if asks.small == "plan" and not has_moment(words, p.phrases(question.owner)):
        return SMALL + NO_CUE
    found = _look(p, question, part_of(words, asks.small, p.phrases(question.owner))).hints
    return next((SMALL + hint for hint in found if hint in LOOKED_FOR[asks.small]), "")


def suggestions(p: Progress, question: Question) -> tuple[str, ...]:
    """What could be done instead of what is held: two smaller or clearer acts at most."""
    answer = held(p, question)
    if answer is None or not question.hints:
        return ()
    asks, hint, words = p.asks(question), question.hints[-1].removeprefix(SMALL), joined(answer.parts)
    small = asks.small if isinstance(asks, Text) else ""
    if hint == NO_CUE:
        return _with_its_moment(p, question, words)
    words = part_of(words, small, p.phrases(question.owner))
    return tuple(_look(p, question, words).hints.get(hint, ()))[:2]


def _with_its_moment(p: Progress, question: Question, words: str) -> tuple[str, ...]:
    """A plan without its moment, at the one that was chosen before; and the plan as it was put together then."""
    phrases = p.phrases(question.owner)
    plan = draft(p, p.place.trail[question.visit], question.owner).text
    cue, deed = split(plan, phrases)[0], within(part_of(words, "deed", phrases), phrases)
    own = sentence(phrases.say("small.aloud.draft", cue=cue, deed=deed), phrases) if cue else ""
    return tuple(each for each in (own, plan) if each and len(each) <= LONGEST)


def _look(p: Progress, question: Question, words: str) -> Doable:
    asks = p.asks(question)
    if p.senses is None or not isinstance(asks, Text) or not asks.small:
        return Doable()
    return p.senses.doable(words, p.session.people[question.owner].language)
