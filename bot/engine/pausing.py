"""The pause that two people share: who calls it chooses its end, both see it, and both look how calm they are.

Nothing is closed by it. What is written meanwhile is kept for the question that waits, and comes back at the return.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.engine.asides import MARK
from bot.engine.asking import called
from bot.engine.deciding import go_on
from bot.engine.fitting import fits
from bot.engine.holding import shut
from bot.engine.hours import HOUR, choices, clock
from bot.engine.inputs import Asking, Reading, Scale, Taken
from bot.engine.progress import Progress
from bot.engine.recap import recap
from bot.engine.rendering import NOTHING, Rendered, together
from bot.engine.said import Chosen
from bot.engine.session import GONE, Pause
from bot.engine.turn import Button, Buttons

BETWEEN = frozenset({"stop", "danger"})
"""What is asked in between in a pause too; what else was, waits."""

NOW = "now"
"""To go on at once, without waiting for the hour."""

RETURNED = "returned"
"""The choice of the button that comes at the hour; it never grows old."""

BREAK = "calm"
"""The dialog that soothes: in a pause each can go through it alone, and in the middle of a step it leads back."""

CALM = 6
"""From here on (of 0 to 10) somebody can take in what the other says (PRACTICE 2.8)."""

PROLONGED = 1
"""How often a pause grows longer before it ends kindly."""

_LOOK = Scale("calm")


def call_pause(p: Progress, user: int) -> str:
    """Both rest from now on: nobody can refuse it, no reason is asked. It ends in an hour, or when its caller says."""
    _rest_until(p, user, p.now + HOUR)
    _tell(p, user, "pause.called")
    for other in _others(p, user):
        _tell(p, other, "pause.notice")
    return ""


def appoint(p: Progress, user: int) -> None:
    """Both rest until the hour that was just chosen: what would be asked next is asked then."""
    p.messages[:] = [message for message in p.messages if not message.asked]
    _rest_until(p, user, choices(p.now, p.session.people[user].zone)[p.meet], agreed=True)
    _tell(p, user, "pause.appointed")
    for other in _others(p, user):
        _tell(p, other, "pause.agreed")


def remind(p: Progress, user: int, before: Rendered = NOTHING) -> str:
    """What is so now: the pause and its end, the look at how calm one is, or that the other isn't back yet."""
    pause = _pause(p)
    if user in pause.back:
        _say(p, user, together(before, p.own(user, "pause.back")))
    elif goes_on(p):
        _go_on(p, user, before)
    elif is_due(p, user):
        _look(p, user, before)
    else:
        _tell(p, user, "pause.agreed" if pause.agreed else "pause.until", before)
    return "pause"


def is_due(p: Progress, user: int) -> bool:
    """Whether this person is asked how calm they are: the hour has come, and they haven't answered that yet."""
    pause = _pause(p)
    return pause.until <= p.now and not pause.agreed and user not in pause.back


def goes_on(p: Progress) -> bool:
    """Whether the hour that was agreed on has come: who comes now goes on, and is asked nothing before."""
    pause = _pause(p)
    return pause.agreed and pause.until <= p.now


def chosen(p: Progress, user: int, choice: str) -> str:
    """A press under one of the pause's own messages: an hour, or how calm one is."""
    if choice.startswith(MARK):
        return _end_at(p, user, choice.removeprefix(MARK))
    if not is_due(p, user) or (calm := _number(_LOOK.press(choice, Asking(p.phrases(user))))) is None:
        return remind(p, user)
    return _looked(p, user, calm)


def typed(p: Progress, user: int, text: str) -> Chosen | None:
    """The button that typed words name: how calm one is, where that is asked, or an hour that can be chosen."""
    asked, ends = _pause(p).asked, hours(p, user)
    calm = _number(_LOOK.read(text, Asking(p.phrases(user)))) if is_due(p, user) else None
    if calm is not None:
        return Chosen(asked, str(calm))
    found = fits(text, ends)
    return Chosen(asked, MARK + found[0]) if len(found) == 1 else None


def _number(reading: Reading) -> int | None:
    return reading.value if isinstance(reading, Taken) and isinstance(reading.value, int) else None


def hours(p: Progress, user: int) -> Mapping[str, str]:
    """The ends that this person can choose, by key, until it has come: a pause is its caller's, an hour both's."""
    pause = _pause(p)
    if pause.until <= p.now or (user != pause.by and not pause.agreed):
        return {}
    keys = (*choices(p.now, p.session.people[user].zone), NOW)
    return {key: p.phrases(user).say(f"pause.hours.{key}") for key in keys}


# --- what changes ---------------------------------------------------------------------------------------


def _rest_until(p: Progress, by: int, until: datetime, prolonged: int = 0, *, agreed: bool = False) -> None:
    asked = p.place.asked + 1
    p.put(replace(p.place, asked=asked, pause=Pause(by, until, asked, prolonged, agreed=agreed)))
    p.be("paused")


def _end_at(p: Progress, user: int, key: str) -> str:
    """Who called it chooses another end; both see it. To go on at once is to ask both how calm they are."""
    if key not in hours(p, user):
        return remind(p, user)
    until = p.now if key == NOW else choices(p.now, p.session.people[user].zone)[key]
    p.put(replace(p.place, pause=replace(_pause(p), by=user, until=until)))
    if key == NOW:
        return remind(p, user)
    _tell(p, user, "pause.chosen")
    for other in _others(p, user):
        _tell(p, other, "pause.moved")
    return ""


def _looked(p: Progress, user: int, calm: int) -> str:
    """Calm enough: it goes on once both are. Else it grows longer once, and then ends for today."""
    pause = _pause(p)
    if calm < CALM:
        _prolong(p, user) if pause.prolonged < PROLONGED else _end_for_today(p, user)
        return ""
    p.put(replace(p.place, pause=replace(pause, back=(*pause.back, user))))
    if {*p.session.seats.values()} <= {*_pause(p).back}:
        _go_on(p, user)
    else:
        remind(p, user)
    return ""


def _prolong(p: Progress, user: int) -> None:
    _rest_until(p, user, p.now + HOUR, _pause(p).prolonged + 1)
    _tell(p, user, "pause.longer")
    for other in _others(p, user):
        _tell(p, other, "pause.not_yet")


def _go_on(p: Progress, user: int, first: Rendered = NOTHING) -> None:
    """Where it stopped: with what was said so far, and each their question, what they wrote meanwhile before it."""
    agreed = _pause(p).agreed
    key = "pause.here_again" if agreed else "pause.over"
    p.put(replace(p.place, pause=None))
    p.be("running")
    for each in (user, *_others(p, user)):
        before = together(first if each == user else NOTHING, p.own(each, key), so_far(p, each))
        question = p.session.question_of(each)
        if question is not None:
            go_on(p, question, before, whole=True)
        elif each == user or (p.session.people[each].here and not agreed):
            p.say(each, together(before, p.own(each, "shared.turn")))


def so_far(p: Progress, user: int) -> Rendered:
    """What was said so far, where there is anything."""
    said = recap(p, user)
    return replace(p.own(user, "where.so_far", recap=said.text), owners=said.owners) if said.text else NOTHING


def _end_for_today(p: Progress, user: int) -> None:
    """It rests, in the same words for both; the one who isn't here gets those of any rest."""
    p.put(replace(p.place, pause=None))
    p.be("aside")
    for each in (user, *_others(p, user)):
        if each == user or p.session.people[each].here:
            p.phrase(each, "pause.ends")


# --- what is said ---------------------------------------------------------------------------------------


def _tell(p: Progress, user: int, key: str, before: Rendered = NOTHING) -> None:
    """A line about the pause, its end on this person's own clock, and what they can do meanwhile."""
    zone, phrases = p.session.people[user].zone, p.phrases(user)
    hour = clock(_pause(p).until, p.now, zone, phrases)
    said = p.own(user, key, hour=hour, name=_name(p, user))
    _say(p, user, together(before, said), _meanwhile(p, user))


def _say(p: Progress, user: int, said: Rendered, rows: Buttons = ()) -> None:
    """Something of the pause itself: what is typed next is about it, and not about what was asked in between."""
    question = p.session.question_of(user)
    if question is not None and question.aside in BETWEEN and p.session.people[user].here:
        shut(p, question)
    p.say(user, said, rows, replaces="pause")


def _meanwhile(p: Progress, user: int) -> Buttons:
    asked = _pause(p).asked
    ends = [Button(label, p.data(asked, MARK + key)) for key, label in hours(p, user).items()]
    rows = tuple(tuple(ends[at : at + 2]) for at in range(0, len(ends), 2))
    if BREAK not in p.session.library.dialogs:
        return rows
    return (*rows, (Button(p.phrases(user).say("pause.soothe"), f"open:{BREAK}"),))


def _look(p: Progress, user: int, before: Rendered) -> None:
    """How calm is one now? Before the answer it is told what the other can see of it."""
    asked, phrases = _pause(p).asked, p.phrases(user)
    rows = tuple(
        tuple(Button(option.label, p.data(asked, option.choice)) for option in row)
        for row in _LOOK.offers(Asking(phrases))
    )
    key = "pause.look" if _pause(p).prolonged < PROLONGED else "pause.last_look"
    _say(p, user, together(before, p.own(user, key, name=_name(p, user))), rows)


def _pause(p: Progress) -> Pause:
    if p.place.pause is None:
        raise TypeError("no pause")
    return p.place.pause


def _others(p: Progress, user: int) -> tuple[int, ...]:
    return tuple(other for other in dict.fromkeys(p.session.seats.values()) if other not in (user, GONE))


def _name(p: Progress, user: int) -> str:
    return called(p, frozenset(p.session.seats.values()) - {user}, user)
