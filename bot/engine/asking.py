"""How a step is said and asked: its message, its buttons, its question in fewer words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bot.engine.dialog import OF
from bot.engine.hours import SOON, choices
from bot.engine.inputs import Appointment, Asking, Choice, Text, Time
from bot.engine.plan import sentence
from bot.engine.progress import Progress
from bot.engine.rendering import NOTHING, Rendered, latest, render, together
from bot.engine.senses import Named, When
from bot.engine.session import Question, Visit
from bot.engine.times import usual
from bot.engine.turn import Button, Buttons, Message

BACK = "<back"
"""The choice of the back button: of this question, so it grows old with it."""

ANEW = "<anew"
"""The choice of the repair button; it grows old as well, so that of two who press at once one is heard."""

MOST_ANEW = 2
"""So often in a talk of two a step is asked once more because somebody asked for it."""

_SENTENCE = re.compile(r"[^.?!\n]*\?")


def sit(p: Progress, index: int) -> tuple[int, ...]:
    """Who a step that was entered is for: the people in its seat, each once; by its place in the trail.

    A dialog for one that was called from here is for the person who is asked here, whatever its seat is named.
    """
    visit = p.place.trail[index]
    if visit.depth and len(p.dialog(visit.hash).structure.seats) == 1:
        above = (i for i in range(index - 1, -1, -1) if p.place.trail[i].depth < visit.depth)
        return sit(p, next(above))[:1]
    return seated(p, visit)


def seated(p: Progress, visit: Visit) -> tuple[int, ...]:
    """The people in the seat that a step is for, each once."""
    seats, to = p.session.sitting_in(visit.round), p.step(visit).to
    return tuple(
        dict.fromkeys(seats.values() if to == "both" else [seats.get(to, next(iter(seats.values())))])
    )


def ask(p: Progress, only: int = 0) -> None:
    """Ask the step that was entered last of everybody it is for (or of `only` one), each under a number of its own."""
    index = len(p.place.trail) - 1
    visit = p.place.trail[index]
    for user in sit(p, index):
        if only in (0, user):
            tell(p, visit, user, p.open(user, index))


def tell(p: Progress, visit: Visit, user: int, question: Question | None = None) -> None:
    """Say a step's words to one person: first what can be copied, then its text with the question's buttons."""
    copied = p.rendered(visit, "copy", user)
    if copied.text:
        p.messages.append(Message(user, copied.text, owners=copied.owners, copy=True))
    said = together(sign(p, visit, user), p.rendered(visit, "say", user), draft(p, visit, user))
    if question is None:
        p.say(user, said)
        return
    said = together(said, examples(p, question), _readers(p, question))
    p.say(user, said, buttons(p, question), asked=question.asked)


def ask_again(p: Progress, question: Question, before: Rendered = NOTHING, *, whole: bool = False) -> None:
    """Ask the same question once more, in fewer words unless `whole`; its earlier message loses its buttons."""
    visit = p.place.trail[question.visit]
    user = question.owner
    said = p.rendered(visit, "say", user) if whole else fewer_words(p, visit, user)
    text = together(before, said, draft(p, visit, user), _readers(p, question))
    p.say(user, text, buttons(p, question), asked=question.asked, replaces=f"ask:{question.asked}")


def fewer_words(p: Progress, visit: Visit, user: int) -> Rendered:
    """The author's short form, else the last question in the step's words, else all of them."""
    short = p.text(visit, "again", user) or _last_question(p.text(visit, "say", user))
    return render(p.session, visit.hash, short, user)


@lru_cache(maxsize=4096)
def _last_question(text: str) -> str:
    return str((_SENTENCE.findall(text) or [text])[-1]).strip()


def sign(p: Progress, visit: Visit, user: int) -> Rendered:
    """The quiet sign of where one is ('2 of 4'), where a new phase begins."""
    phases = p.dialog(visit.hash).structure.phases
    phase = p.step(visit).phase
    before = next((v for v in reversed(p.place.trail[:-1]) if v.hash == visit.hash), None)
    if phase not in phases or (before is not None and p.step(before).phase == phase):
        return NOTHING
    return p.own(user, "sign", at=str(phases.index(phase) + 1), of=str(len(phases)))


def draft(p: Progress, visit: Visit, user: int) -> Rendered:
    """The author's draft for a text, filled, where the step offers one."""
    asks = p.step(visit).ask
    if not (isinstance(asks, Text) and asks.drafted):
        return NOTHING
    filled = p.rendered(visit, "draft", user)
    return replace(filled, text=sentence(filled.text, p.phrases(user))) if asks.small == "plan" else filled


def called(p: Progress, readers: frozenset[int], user: int) -> str:
    """What people are called, for somebody else."""
    phrases = p.phrases(user)
    return phrases.listed([p.session.people[r].name or phrases.say("called.other") for r in sorted(readers)])


def _readers(p: Progress, question: Question) -> Rendered:
    """The line that tells, before somebody answers, who else will read it."""
    readers = p.others(question)
    if not readers:
        return _may_notice(p, question)
    kind = "shared.text" if isinstance(p.asks(question), Text) else "shared.answer"
    return p.own(question.owner, kind, name=called(p, readers, question.owner))


def _may_notice(p: Progress, question: Question) -> Rendered:
    """The line that tells, before somebody answers, that the other may notice where a private answer leads."""
    others = frozenset(p.session.seats.values()) - {question.owner}
    if not others or not p.step(p.place.trail[question.visit]).reveals:
        return NOTHING
    key = "shared.hour" if isinstance(p.asks(question), Appointment) else "shared.reveals"
    return p.own(question.owner, key, name=called(p, others, question.owner))


def _others(also: str | None) -> tuple[str, ...]:
    """Other words that mean the same when they are typed."""
    return tuple(word.strip() for word in also.split(",")) if also else ()


def asking(p: Progress, question: Question) -> Asking:
    """What the question's input may know."""
    visit = p.place.trail[question.visit]
    user = question.owner
    asks = p.asks(question)
    texts, step = p.texts(visit, user), visit.step
    gently = {
        word: texts.get(f"{step}.under.{key}", "")
        for key in getattr(asks, "gently", ())
        for word in (texts.get(f"{step}.gently.{key}", ""), *_others(texts.get(f"{step}.gently_also.{key}")))
    }
    options = getattr(asks, "options", ())
    also = {key: words for key in options if (words := texts.get(f"{step}.also.{key}"))}
    return Asking(
        p.phrases(user),
        labels(p, question),
        question.ticked,
        draft(p, visit, user).text,
        gently,
        question.tries,
        also,
        _hours(p, question),
        _usual(p, question),
        lambda text: _named(p, user, text),
        p.now,
        p.session.people[user].zone,
    )


def _usual(p: Progress, question: Question) -> Mapping[str, When]:
    """The usual times, where a time is asked for."""
    is_asked = isinstance(p.asks(question), Time)
    return usual(p.now, p.session.people[question.owner].zone) if is_asked else {}


def _named(p: Progress, user: int, text: str) -> Named:
    """Which time somebody's words name, in their language and on their clock."""
    person = p.session.people[user]
    return p.senses.time(text, person.language, p.now, person.zone) if p.senses else Named((), "nothing")


def _hours(p: Progress, question: Question) -> tuple[str, ...]:
    """The hours at which two can go on, where one is asked for."""
    if not isinstance(p.asks(question), Appointment):
        return ()
    hours = choices(p.now, p.session.people[question.owner].zone)
    return tuple(key for key in hours if key != SOON)


def labels(p: Progress, question: Question) -> dict[str, str]:
    """The author's labels of a question's options, by key."""
    visit = p.place.trail[question.visit]
    keys = _offered(p, question)
    texts, solo = (p.texts(visit, question.owner), p.session.solo) if keys else ({}, False)
    found = {}
    for key in keys:
        alone = texts.get(f"{visit.step}.solo.option.{key}") if solo else None
        found[key] = alone or texts.get(f"{visit.step}.option.{key}", "")
    return {key: label for key, label in found.items() if label}


def _offered(p: Progress, question: Question) -> tuple[str, ...]:
    """The keys of a question's options; of those that somebody else ticked, as far as that was shared, only these."""
    asks = p.asks(question)
    keys: tuple[str, ...] = getattr(asks, "options", ())
    if not isinstance(asks, Choice) or not asks.among:
        return keys
    name, _, of = asks.among.partition(OF)
    hash_ = p.place.trail[question.visit].hash
    answer = None if p.session.solo else latest(p.session, hash_, name, of, question.owner)
    if answer is None or question.owner not in answer.audience or not isinstance(answer.value, tuple):
        return keys
    chosen = {*answer.value, *asks.always}
    return tuple(key for key in keys if key in chosen) if answer.value else keys


def examples(p: Progress, question: Question) -> Rendered:
    """What the options could be, where their author gave examples."""
    asks, visit = p.asks(question), p.place.trail[question.visit]
    if not isinstance(asks, Choice) or not asks.always:
        return NOTHING  # only deeds have examples
    texts = p.texts(visit, question.owner)
    found = [text for key in labels(p, question) if (text := texts.get(f"{visit.step}.example.{key}"))]
    return p.own(question.owner, "small.examples", examples=", ".join(found)) if found else NOTHING


def buttons(p: Progress, question: Question) -> Buttons:
    """The input's buttons, and under them the ways that are open at every step."""
    known = Asking(
        p.phrases(question.owner),
        labels(p, question),
        question.ticked,
        hours=_hours(p, question),
        usual=_usual(p, question),
    )
    rows = tuple(
        tuple(Button(option.label, p.data(question.asked, option.choice)) for option in row)
        for row in p.asks(question).offers(known)
    )
    return (*rows, _ways(p, question), *repair(p, question))


def _ways(p: Progress, question: Question) -> tuple[Button, ...]:
    """Back (where there is a way back), pause and help."""
    say = p.phrases(question.owner).say
    rest = (Button(say("buttons.pause"), "way:pause"), Button(say("buttons.help"), "way:help"))
    if not may_go_back(p, question.owner):
        return rest
    return (Button(say("buttons.back"), p.data(question.asked, BACK)), *rest)


def wait(p: Progress, answered: Question) -> None:
    """Say that it goes on with the other now; what was just answered can be asked to be started again.

    That a thought is held meanwhile is told the first time: it is so each time, and needn't be read each time.
    """
    user = answered.owner
    said = p.own(user, "shared.waits")
    if not _has_waited(p, answered):
        said = together(said, p.own(user, "shared.meanwhile"))
    p.say(user, said, () if p.session.solo else repair(p, answered))


def _has_waited(p: Progress, answered: Question) -> bool:
    """Whether the floor was handed over by this person before: the other alone was asked something since."""
    user = answered.owner
    own = (answer.asked for answer in p.session.answers if answer.owner == user and not answer.is_thought)
    first = min(own, default=answered.asked)
    since = ((i, visit) for i, visit in enumerate(p.place.trail[: answered.visit]) if visit.by >= first)
    return any(p.step(visit).ask is not None and user not in sit(p, i) for i, visit in since)


def repair(p: Progress, question: Question) -> Buttons:
    """The repair button, in a row of its own: it is a sentence to the other, and has to be read whole."""
    user = question.owner
    others = (each for each in p.session.seats.values() if each != user)
    if p.place.times_anew >= MOST_ANEW or not any(knows_of_it(p, other) for other in others):
        return ()
    return ((Button(p.phrases(user).say("buttons.anew"), p.data(question.asked, ANEW)),),)


def knows_of_it(p: Progress, user: int) -> bool:
    """Whether somebody was told or asked anything in this talk yet (or has it waiting unopened)."""
    return any(user in sit(p, index) for index in range(len(p.place.trail)))


def may_go_back(p: Progress, user: int) -> bool:
    """Whether the last move was this person's own, and nobody else has been told, asked or answered since."""
    by = p.place.trail[-1].by
    if by <= p.place.firm:
        return False
    if p.session.solo:
        return True
    brought = (index for index, visit in enumerate(p.place.trail) if visit.by >= by)
    alone = all(set(sit(p, index)) <= {user} for index in brought)
    alone = alone and all(question.owner == user for question in p.place.questions)
    own = p.answer(by, user) is not None
    given = (answer for answer in p.session.answers if answer.asked >= by and answer.status == "given")
    return own and alone and all(answer.owner == user for answer in given)
