"""How a step is said and asked: its message, its buttons, its question in fewer words."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.engine.dialog import Step
from bot.engine.inputs import Asking, Text
from bot.engine.progress import Progress
from bot.engine.rendering import Rendered, render
from bot.engine.session import Question, Visit
from bot.engine.turn import Button, Buttons, Message

BACK = "<back"
"""The choice of the back button: of this question, so it grows old with it."""

_SENTENCE = re.compile(r"[^.?!\n]*\?")


def sit(p: Progress, step: Step) -> tuple[int, ...]:
    """Who a step is for: the people in its seat, each once."""
    seats = p.session.seats
    return tuple(dict.fromkeys(seats.values() if step.to == "both" else [seats[step.to]]))


def ask(p: Progress) -> None:
    """Ask the step that was entered last of everybody it is for, each question with its own number."""
    index = len(p.place.trail) - 1
    visit = p.place.trail[index]
    for user in sit(p, p.step(visit)):
        asked = p.place.asked + 1
        question = Question(asked, user, index)
        p.put(replace(p.place, asked=asked, questions=(*p.place.questions, question)))
        tell(p, visit, user, question)


def tell(p: Progress, visit: Visit, user: int, question: Question | None = None) -> None:
    """Say a step's words to one person: first what can be copied, then its text with the question's buttons."""
    copied = p.rendered(visit, "copy", user)
    if copied.text:
        p.messages.append(Message(user, copied.text, owners=copied.owners, copy=True))
    said = p.rendered(visit, "say", user)
    text = "\n\n".join(part for part in (sign(p, visit, user), said.text, draft(p, visit, user)) if part)
    if question is None:
        p.messages.append(Message(user, text, owners=said.owners))
        return
    p.messages.append(Message(user, text, buttons(p, question), question.asked, said.owners))


def ask_again(p: Progress, question: Question, before: str = "", *, whole: bool = False) -> None:
    """Ask the same question once more, in fewer words unless `whole`; its earlier message loses its buttons."""
    visit = p.place.trail[question.visit]
    user = question.owner
    said = p.rendered(visit, "say", user) if whole else fewer_words(p, visit, user)
    text = "\n\n".join(part for part in (before, said.text, draft(p, visit, user)) if part)
    p.messages.append(
        Message(
            user,
            text,
            buttons(p, question),
            question.asked,
            said.owners,
            replaces=f"ask:{question.asked}",
        )
    )


def fewer_words(p: Progress, visit: Visit, user: int) -> Rendered:
    """The author's short form, else the last question in the step's words, else all of them."""
    short = p.text(visit, "again", user)
    if not short:
        whole = p.text(visit, "say", user)
        short = (_SENTENCE.findall(whole) or [whole])[-1].strip()
    return render(p.session, visit.hash, short, user)


def sign(p: Progress, visit: Visit, user: int) -> str:
    """The quiet sign of where one is ('2 of 4'), where a new phase begins."""
    phases = p.dialog(visit.hash).structure.phases
    phase = p.step(visit).phase
    before = [v for v in p.place.trail[:-1] if v.hash == visit.hash]
    if phase not in phases or (before and p.step(before[-1]).phase == phase):
        return ""
    return p.phrases(user).say("sign", at=str(phases.index(phase) + 1), of=str(len(phases)))


def draft(p: Progress, visit: Visit, user: int) -> str:
    """The author's draft for a text, filled, where the step offers one."""
    asks = p.step(visit).ask
    if not (isinstance(asks, Text) and asks.drafted):
        return ""
    return p.rendered(visit, "draft", user).text


def asking(p: Progress, question: Question) -> Asking:
    """What the question's input may know."""
    visit = p.place.trail[question.visit]
    user = question.owner
    step = p.step(visit)
    options = getattr(step.ask, "options", ())
    labels = {key: label for key in options if (label := _label(p, visit, key, user))}
    gently = {
        p.text(visit, f"gently.{key}", user): p.text(visit, f"under.{key}", user)
        for key in getattr(step.ask, "gently", ())
    }
    return Asking(p.phrases(user), labels, question.ticked, draft(p, visit, user), gently)


def _label(p: Progress, visit: Visit, key: str, user: int) -> str:
    solo = p.text(visit, f"solo.option.{key}", user) if p.session.solo else ""
    return solo or p.text(visit, f"option.{key}", user)


def buttons(p: Progress, question: Question) -> Buttons:
    """The input's buttons, and under them the ways that are open at every step."""
    asks = p.step(p.place.trail[question.visit]).ask
    if asks is None:
        return ()
    rows = tuple(
        tuple(Button(option.label, p.data(question.asked, option.choice)) for option in row)
        for row in asks.offers(asking(p, question))
    )
    return (*rows, ways(p, question))


def ways(p: Progress, question: Question) -> tuple[Button, ...]:
    """Back (where there is a way back), pause and help."""
    say = p.phrases(question.owner).say
    back = Button(say("buttons.back"), p.data(question.asked, BACK))
    rest = (Button(say("buttons.pause"), "way:pause"), Button(say("buttons.help"), "way:help"))
    return (back, *rest) if p.place.trail[-1].by > p.place.firm else rest
