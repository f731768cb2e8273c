"""The engine's two doors: begin a session, and speak in it. Pure: the same input gives the same turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine.answering import ask_of, heard, joined, pressed, read
from bot.engine.asides import ANSWERS, MARK, danger, let_go, offer, too_long, typed_choice
from bot.engine.asking import BACK, ask_again
from bot.engine.dialog import Dialog
from bot.engine.early import add_or_offer, could_be_read, edited, offer_edited
from bot.engine.fitting import plain
from bot.engine.inputs import Slip, Text
from bot.engine.library import Library
from bot.engine.moving import enter
from bot.engine.progress import Progress
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.senses import Senses
from bot.engine.session import Part, Participant, Place, Question, Session, Visit
from bot.engine.turn import Turn
from bot.engine.ways import (
    WAYS,
    break_off,
    keep,
    nothing_waits,
    resume,
    undo,
    welcome_back,
    withdraw,
)

AWAY = timedelta(hours=12)
"""Who was away so long is welcomed with what was said so far, and their words are offered, not taken."""


def begin(
    dialog: Dialog,
    id_: str,
    seats: Mapping[str, int],
    people: Mapping[int, Participant],
    library: Library,
    now: datetime,
) -> Turn:
    """Begin a session of a dialog and ask its first question.

    `id_` has at most 12 characters; one person alone sits in every seat.
    """
    session = Session(id_, dialog.name, dialog.hash, seats, people, Place(), library, moved_at=now)
    p = Progress(session, now)
    enter(p, Visit(dialog.hash, dialog.structure.start), 0)
    return p.turn()


def speak(session: Session, who: int, said: Event, now: datetime, senses: Senses) -> Turn:
    """What comes of one thing that one person did: never an exception for anything that people can do."""
    p = Progress(session, now)
    if session.state == "done":
        return p.turn(nothing_waits(p, who))
    if withdraw(p, who) and isinstance(said, Said):
        said = replace(said, at=datetime.min.replace(tzinfo=now.tzinfo))
    match said:
        case Said():
            return p.turn(_said(p, who, said, senses))
        case Chosen():
            return _chosen(p, who, said)
        case Edited():
            return p.turn(_edited(p, who, said, senses))
        case Sent():
            return p.turn(_sent(p, who, said))
        case Wanted(way="call"):
            return p.turn(break_off(p, who, said.what))
        case Wanted():
            return p.turn(WAYS[said.way](p, who))


# --- words --------------------------------------------------------------------------------------------


def _said(p: Progress, who: int, said: Said, senses: Senses) -> str:
    question = p.session.question_of(who)
    if question is None:
        return nothing_waits(p, who)
    part = Part(said.text, said.message)
    if choice := typed_choice(p, question, said.text):
        return _aside(p, question, choice)
    if senses.notice(said.text, p.session.people[who].language):
        return danger(p, question, part)
    if question.aside == "danger":
        return _still_danger(p, question, part)
    if way := _typed_way(p, who, said.text):
        return WAYS[way](p, who)
    if _was_away(p):
        return _back_again(p, who, part)
    if not could_be_read(said, p.session.shown.get(question.asked)):
        return add_or_offer(p, question, said)
    return _answered(p, question, part, said.at or p.now)


def _answered(p: Progress, question: Question, part: Part, at: datetime) -> str:
    """Take words as the answer; what was asked in between no longer is."""
    let_go(p, question)
    question = p.change(replace(question, aside=""))
    reading = read(p, question, (part,))
    if isinstance(reading, Slip) and reading.phrase == "refused.long":
        return too_long(p, question, part)
    return heard(p, question, (part,), at)


def _still_danger(p: Progress, question: Question, part: Part) -> str:
    """More words while the card is open: kept with those before, and the card stands."""
    danger(p, question, part)
    last = p.messages.pop()
    p.messages.append(replace(last, text=p.phrases(question.owner).say("danger.still")))
    return "danger"


def _typed_way(p: Progress, who: int, text: str) -> str:
    """The way that a whole message names ('stop', 'where was I?'), if any."""
    phrases = p.phrases(who)
    said = plain(text).rstrip("?")
    for way in ("back", "pause", "stop", "where", "over"):
        if said in {plain(word) for word in phrases.words(f"words.{way}")}:
            return way
    return ""


def _was_away(p: Progress) -> bool:
    moved = p.session.moved_at
    return p.session.state != "running" or (moved is not None and p.now - moved >= AWAY)


def _back_again(p: Progress, who: int, part: Part) -> str:
    """Somebody writes after a long time or a pause: what fits a choice is taken, other words are offered."""
    question = p.session.question_of(who)
    if question is None:
        return nothing_waits(p, who)
    p.be("running")
    fits = not isinstance(read(p, question, (part,)), Slip)
    if not isinstance(ask_of(p, question), Text):
        if fits:
            return _answered(p, question, part, p.now)
        return resume(p, who)
    p.say(who, welcome_back(p, who))
    ask_again(p, p.change(replace(question, aside="")), whole=True)
    return offer(p, question, part)


# --- buttons ------------------------------------------------------------------------------------------


def _chosen(p: Progress, who: int, said: Chosen) -> Turn:
    question = p.session.question_of(who)
    choice = said.choice.removeprefix(MARK)
    if said.asked == 0 and choice == "forget":
        p.phrase(who, "stopped.forgotten")
        return p.turn(forget=True)
    if said.asked == 0 and choice == "keep":
        return p.turn(keep(p, who))
    if question is None:
        return p.turn(nothing_waits(p, who))
    if said.asked != question.asked:
        return p.turn(_moved_on(p, question))
    if p.session.state != "running":
        p.be("running")
    if said.choice == BACK:
        return p.turn(WAYS["back"](p, who))
    if said.choice.startswith(MARK):
        return p.turn(_aside(p, question, choice))
    let_go(p, question)
    return p.turn(pressed(p, p.change(replace(question, aside="")), said.choice))


def _moved_on(p: Progress, question: Question) -> str:
    """An old button: it says so kindly and shows the question that waits."""
    if p.session.state != "running":
        return resume(p, question.owner)
    ask_again(p, question, p.phrases(question.owner).say("moved_on"))
    return "moved_on"


def _aside(p: Progress, question: Question, choice: str) -> str:
    """The choice of something asked in between."""
    if choice in ANSWERS:
        return ANSWERS[choice](p, question)
    if choice in WAYS:
        return WAYS[choice](p, question.owner)
    return _moved_on(p, question)


# --- what was changed, and what isn't words -----------------------------------------------------------


def _edited(p: Progress, who: int, said: Edited, senses: Senses) -> str:
    question = p.session.question_of(who)
    answer, parts = edited(p, who, said.text, said.message)
    if question is None or (answer is not None and answer.parts == parts):
        return "" if answer is not None else nothing_waits(p, who)
    if answer is None:
        ask_again(p, question, p.phrases(who).say("edited.unknown"))
        return "edited.unknown"
    if answer.asked == question.asked:
        return _edited_held(p, question, answer.asked, parts, senses)
    if p.place.trail[-1].by != answer.asked or answer.asked <= p.place.firm:
        ask_again(p, question, p.phrases(who).say("edited.late"))
        return "edited.late"
    return _taken_anew(p, question, parts, senses)


def _edited_held(
    p: Progress, question: Question, asked: int, parts: tuple[Part, ...], senses: Senses
) -> str:
    answer = p.answer(asked, question.owner)
    if answer is None:
        return ""
    if question.aside == "danger" or senses.notice(joined(parts), p.session.people[question.owner].language):
        p.drop(answer)
        return danger(p, question, Part(joined(parts), parts[-1].message))
    offer_edited(p, question, answer, parts)
    return ""


def _taken_anew(p: Progress, question: Question, parts: tuple[Part, ...], senses: Senses) -> str:
    """The last answer was changed: it is given again, with the new words."""
    who = question.owner
    undo(p, question)
    reopened = _reopen(p, who)
    if senses.notice(joined(parts), p.session.people[who].language):
        return danger(p, reopened, Part(joined(parts), parts[-1].message))
    p.phrase(who, "edited.taken")
    return heard(p, reopened, parts, p.now)


def _reopen(p: Progress, who: int) -> Question:
    """The question of the step entered last, open again without being said."""
    asked = p.place.asked + 1
    question = Question(asked, who, len(p.place.trail) - 1)
    p.put(replace(p.place, asked=asked, questions=(*p.place.questions, question)))
    return question


def _sent(p: Progress, who: int, said: Sent) -> str:
    """A voice note where one may be given is kept; anything else is asked to be written."""
    question = p.session.question_of(who)
    if question is None:
        return nothing_waits(p, who)
    key = f"sent.{said.kind}"
    phrases = p.phrases(who)
    ask_again(p, question, phrases.say(key if key in phrases.texts else "sent.other"))
    return key

