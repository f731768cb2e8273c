"""What people do while two of them pause: it suspends questions and closes none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.engine.asides import MARK, danger, danger_alone, danger_unheld, typed_choice
from bot.engine.changing import belongs_to, stands
from bot.engine.holding import held, hold_more, joined, shut
from bot.engine.inputs import Text
from bot.engine.inputs.text import KEPT
from bot.engine.naming import is_thanks, sent_phrase, typed_way
from bot.engine.pausing import BETWEEN, call_pause, chosen, goes_on, is_due, remind, so_far, typed
from bot.engine.progress import Progress
from bot.engine.rendering import NOTHING
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.session import Part
from bot.engine.thoughts import change_thought, hold_thought, is_nod
from bot.engine.ways import WAYS

STOPPING = frozenset({"keep", "forget", "rest"})
"""Choices that act on what is so now, in a pause too."""


def in_pause(p: Progress, who: int, said: Event) -> str:
    """What comes of anything that somebody does in a pause of two."""
    match said:
        case Chosen():
            return _pressed(p, who, said)
        case Wanted():
            return _wants(p, who, said.way)
        case Edited():
            return _edited(p, who, said)
        case Said():
            return _says(p, who, said)
        case Sent():
            return _sent(p, who, said)


def _wants(p: Progress, who: int, way: str) -> str:
    """To stop, what was said so far, a pause where an hour has come; other ways wait until the pause is over."""
    if way == "stop":
        return WAYS[way](p, who)
    if way == "pause" and goes_on(p):
        return call_pause(p, who)
    return remind(p, who, so_far(p, who) if way == "where" and not goes_on(p) else NOTHING)


def _pressed(p: Progress, who: int, said: Chosen) -> str:
    """A button of the pause, or of what was asked in between (stop, danger); others wait until it is over."""
    pause, question = p.place.pause, p.session.question_of(who)
    choice = said.choice.removeprefix(MARK)
    if pause is not None and said.asked == pause.asked:
        return chosen(p, who, said.choice)
    if said.choice.startswith(MARK) and choice in STOPPING:
        return WAYS[choice](p, who)
    if question is not None and said.asked == question.asked and question.aside in BETWEEN:
        p.safe = question.aside == "danger" and choice == "safe"
        shut(p, question)
    return remind(p, who)


def _says(p: Progress, who: int, said: Said) -> str:
    """What names something does it; other words are kept for the question, or for one's turn."""
    part, at, question = Part(said.text.strip(), said.message), said.at or p.now, p.session.question_of(who)
    if (meant := _meant(p, who, part.text)) is not None:
        return in_pause(p, who, meant)
    if p.notices(who, part.text):
        return danger_alone(p, who) if question is None else danger(p, question, part, at, early=False)
    if is_thanks(p, who, part.text):
        p.phrase(who, "thanks")
        return "thanks"
    return _keep(p, who, part, at)


def _meant(p: Progress, who: int, text: str) -> Chosen | Wanted | None:
    """The way, the button of what is asked in between, the number or the hour that typed words name, if any."""
    question = p.session.question_of(who)
    if question is not None and question.aside in BETWEEN and (choice := typed_choice(p, question, text)):
        return Chosen(question.asked, MARK + choice)
    if way := typed_way(p, who, text):
        return Wanted(way)
    return typed(p, who, text)


def _keep(p: Progress, who: int, part: Part, at: datetime) -> str:
    question = p.session.question_of(who)
    if is_nod(p, who, part.text) and not part.file:
        return remind(p, who)
    if question is None:
        return "" if hold_thought(p, who, part, at) else remind(p, who)
    if not isinstance(p.asks(question), Text) or not (part.text or part.file):
        return remind(p, who, p.own(who, "refused.scale" if is_due(p, who) else "pause.not_kept"))
    before = held(p, question)
    if before is not None and len(joined((*before.parts, part))) > KEPT:
        return remind(p, who, p.own(who, "refused.long"))
    hold_more(p, question, part, at)
    return remind(p, who, p.own(who, "pause.kept"))


def offer_later(p: Progress, who: int) -> None:
    """What somebody wrote before they read the words that waited is offered at the return, and not previewed."""
    question = p.session.question_of(who)
    answer = held(p, question) if question is not None else None
    if answer is not None:
        p.keep(replace(answer, status="offered"))


def _sent(p: Progress, who: int, said: Sent) -> str:
    """Words that came with a picture are looked at for danger; a voice note is kept where one may be given."""
    question = p.session.question_of(who)
    if p.notices(who, said.text):
        return danger_unheld(p, who)
    asks = p.asks(question) if question is not None else None
    if question is not None and said.kind == "voice" and said.file and isinstance(asks, Text) and asks.voice:
        return _keep(p, who, Part("", said.message, said.file), said.at or p.now)
    key = sent_phrase(p.phrases(who), said.kind)
    return remind(p, who, p.own(who, key))


def _edited(p: Progress, who: int, said: Edited) -> str:
    """A change of what is held is taken; what was given stands while nothing is asked."""
    answer, parts = belongs_to(p, who, said)
    if answer is not None and answer.parts == parts:
        return ""
    noticed = p.notices(who, said.text)
    if answer is not None and answer.is_thought:
        p.drop(answer) if noticed else change_thought(p, answer, parts)
    elif answer is not None and answer.status != "given":
        p.keep(replace(answer, parts=parts))
    if noticed:
        return danger_unheld(p, who)
    taken = answer is not None and answer.status != "given"
    return remind(p, who, p.own(who, "edited.taken" if taken else stands(p, answer)))
