"""The other's words are never pushed: who isn't here gets one knock, and the words when they open it."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.asking import sit, tell
from bot.engine.deciding import go_on
from bot.engine.progress import Progress
from bot.engine.recap import welcome_back
from bot.engine.repairing import tell_anew
from bot.engine.said import Chosen, Event
from bot.engine.session import GONE, Visit

OPEN = "open"
"""The choice of the button under a knock; it carries no question's number, so it never grows old."""


def hold_back(p: Progress, by: int, since: int) -> None:
    """What was said to somebody who isn't here stays unsaid until they open it; they are knocked for, once.

    `by` is who acted; `since` the length of the trail before that.
    """
    unopened = dict(p.place.unopened)
    for user, person in p.session.people.items():
        waits = user in unopened or not person.here
        if user == by or not waits or all(message.to != user for message in p.messages):
            continue
        p.messages[:] = [message for message in p.messages if message.to != user]
        # Their buttons stay where they are, too: to see these go would tell of something before its note comes.
        p.closed[:] = [closed for closed in p.closed if closed.owner != user]
        if user not in unopened:
            unopened[user] = since
            p.knocks.append(user)
    if tuple(unopened.items()) != p.place.unopened:
        p.put(replace(p.place, unopened=tuple(unopened.items())))


def knock_again(p: Progress, by: int) -> None:
    """A talk that rested goes on: whoever else is asked something, or has words waiting, is knocked for anew."""
    unopened = dict(p.place.unopened)
    for user in dict.fromkeys((*unopened, *(question.owner for question in p.place.questions))):
        if user not in (by, GONE):
            unopened.setdefault(user, len(p.place.trail))
            p.knocks.append(user)
    p.put(replace(p.place, unopened=tuple(unopened.items())))


def open_for(p: Progress, user: int, said: Event) -> bool:
    """Say now what waited for this person: each step's words, and the question that is open; False if nothing did.

    Who presses an answer to what they have read already is told nothing once more.
    """
    unopened, question = dict(p.place.unopened), p.session.question_of(user)
    since = unopened.pop(user, None)
    if since is None:
        return False
    p.put(replace(p.place, unopened=tuple(unopened.items())))
    read = question is not None and question.visit < since
    if read and isinstance(said, Chosen) and question is not None and said.asked == question.asked:
        return False
    for index, visit in enumerate(p.place.trail[since:], since):
        _say(p, user, index, visit)
    if read and question is not None and p.place.pause is None:
        go_on(p, question, welcome_back(p, user), whole=True)
    if p.session.state == "done" and not p.messages:
        p.phrase(user, "ended")
    elif p.place.pause is None and not _is_for(p, user, since):
        # an hour that was agreed on has come and gone
        p.phrase(user, "shared.turn")
    return True


def _is_for(p: Progress, user: int, since: int) -> bool:
    """Whether any step since then tells or asks this person something."""
    later = enumerate(p.place.trail[since:], since)
    question = p.session.question_of(user)
    return question is not None or any(visit.anew or user in sit(p, index) for index, visit in later)


def _say(p: Progress, user: int, index: int, visit: Visit) -> None:
    """What one step said to this person, as it was in its round; a question only while it is open."""
    now = p.place.round
    p.put(replace(p.place, round=visit.round))
    step = p.step(visit)
    question = next((q for q in p.place.questions if (q.owner, q.visit) == (user, index)), None)
    later = p.place.pause is not None and p.place.pause.agreed
    if visit.anew:
        if not _anew_again(p, index):
            tell_anew(p, user, visit, None if later else question)
    elif user in sit(p, index) and (step.ask is None or (question is not None and not later)):
        tell(p, visit, user, question)
    p.put(replace(p.place, round=now))


def _anew_again(p: Progress, index: int) -> bool:
    """Whether the same step was asked anew right after this: one line tells of both."""
    return any(visit.anew for visit in p.place.trail[index + 1 : index + 2])
