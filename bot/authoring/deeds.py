"""What somebody can do at any moment of a conversation, each kind of it once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.authoring.likeness import Likeness, sorts_of
from bot.engine.asides import MARK
from bot.engine.asking import ANEW, BACK
from bot.engine.dialog import Step
from bot.engine.inputs import Choice, Confirm, Input, Many, Number, Scale, Text, Time
from bot.engine.inputs.scale import TOP
from bot.engine.knocks import OPEN
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.senses import Doable, Kinder, Named, Notice, Paraphrase, When
from bot.engine.session import Answer, Question, Session
from bot.engine.turn import Button
from bot.engine.ways import WAYS

DANGER = "(words of danger)"
"""What the explorer's senses take for words of danger; it stands for all of them."""

A_TIME = "(a time)"
ONE_OF_TWO = "(one of two times)"
"""What the explorer's senses take for a time, and for one that isn't clear."""

UNFIT = "qzx"
"""Words that fit no option."""

WRITING = "writing a text"
TOO_LONG = "writing a text that is too long"
MORE = "more"
LONGEST = 4_100
"""Characters of the longest sample: a message that quotes it is too long for one already."""

SHORT = 80
"""Characters of a sample where two play: what comes of long ones is seen as one plays."""

AWAY = timedelta(hours=13)
UNKNOWN = 10**9
"""The number of a message that no answer belongs to."""

LEAVING = frozenset({MARK + "again", MARK + "keep", MARK + "forget", MARK + "rest", BACK, ANEW})
"""Choices that lead out of the way through the dialog, or back on it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that `who` can do, and how an author would say it; `onward` where it may answer the question.

    `later` is how long they let pass before. `spare`: it leads where another deed does that is done here too.
    """

    who: int
    said: Event = field(repr=False)
    words: str
    short: str = ""
    later: timedelta = timedelta()
    onward: bool = False
    spare: bool = False

    def at(self, session: Session, who: int) -> Event:
        """The same deed by somebody in another conversation that stands at the same step."""
        question = session.question_of(who)
        if isinstance(self.said, Chosen) and self.said.asked and question is not None:
            return replace(self.said, asked=question.asked)
        return self.said


class Marked:
    """Senses that notice the explorer's own words of danger; what real words tell is care's matter."""

    def notice(self, text: str, language: str) -> Notice:
        """Whether this text holds the mark."""
        return Notice(frozenset({language}) if DANGER in text else frozenset())

    def paraphrase(self, heard: str, said: str, language: str) -> Paraphrase:  # noqa: ARG002  (as it is asked)
        """Every paraphrase is as good as another."""
        return Paraphrase()

    def kinder(self, text: str, language: str) -> Kinder:  # noqa: ARG002  (as it is asked)
        """All words are kind enough."""
        return Kinder()

    def apology(self, text: str, language: str) -> Kinder:  # noqa: ARG002  (as it is asked)
        """All apologies arrive."""
        return Kinder()

    def doable(self, text: str, language: str) -> Doable:  # noqa: ARG002  (as it is asked)
        """Every act is small enough."""
        return Doable()

    def time(self, text: str, language: str, now: datetime, zone: str) -> Named:  # noqa: ARG002  (as it is asked)
        """The time that is marked, and another that it could be; what else words can mean is when's matter."""
        found = (When(now + AWAY + AWAY), When(now + AWAY + AWAY + AWAY))
        if text == ONE_OF_TWO:
            return Named(found, "ambiguous")
        return Named(found) if text == A_TIME else Named((), "nothing")


@dataclass(frozen=True, slots=True)
class Moment:
    """Where somebody stands: the conversation, what time it is, the buttons under what they were shown."""

    session: Session
    now: datetime
    shown: tuple[Button, ...] = ()
    message: int = 1


def deeds(moment: Moment, who: int, likeness: Likeness, break_: str) -> Iterator[Deed]:
    """Everything that this person can do now; `break_` is the hash of the dialog for a break (or empty)."""
    question = moment.session.question_of(who)
    if any(user == who for user, _ in moment.session.place.unopened):
        yield Deed(who, Chosen(0, MARK + OPEN), "opening the note", onward=True)
    if question is not None:
        step = _step(moment.session, question)
        presses = [*_presses(moment, question, step, likeness)]
        yield from presses
        yield from _typed(moment, question, step, likeness)
        yield from _absent(moment, question, step.ask, presses)
        yield from _stale(question)
        yield from _edits(moment, question)
    yield Deed(who, Said(DANGER, None, moment.message), "writing words of danger", "words of danger")
    yield Deed(who, Edited(MORE, UNKNOWN), "changing some other message")
    for kind in ("voice", "photo"):
        yield Deed(who, Sent(kind), f"sending a {kind}")
    for way in ("back", "pause", "resume", "where", "show", "stop", "over"):
        yield Deed(who, Wanted(way), f"asking for '{way}'", f"'{way}'")
    if not moment.session.solo:
        yield Deed(who, Wanted("anew"), "asking to start this bit again", "asking to start it again")
    if break_:
        yield Deed(who, Wanted("call", break_), "asking for a break", "a break")


def _step(session: Session, question: Question) -> Step:
    visit = session.place.trail[question.visit]
    dialog = session.library.by_hash(visit.hash)
    if dialog is None:
        raise KeyError(visit.hash)
    step = dialog.structure.steps[visit.step]
    return step.alone() if session.solo else step


# --- pressing -----------------------------------------------------------------------------------------


def _presses(moment: Moment, question: Question, step: Step, likeness: Likeness) -> Iterator[Deed]:
    """Every button shown; of boxes that conditions can't tell apart one, once some are ticked (or two play)."""
    few = _few_boxes(moment.session, question, step.ask, likeness)
    alike = _alike(moment.session, question, step.ask, likeness)
    for button in moment.shown:
        words = f'pressing "{button.label}"'
        if button.data.startswith("way:"):
            way = button.data.removeprefix("way:")
            if way in WAYS:
                yield Deed(question.owner, Wanted(way), words, f'"{button.label}"')
            continue
        said = press_of(button)
        if said is not None and said.asked in (0, question.asked) and (few is None or said.choice not in few):
            onward = said.choice not in LEAVING
            spare = said.choice in alike
            yield Deed(question.owner, said, words, f'"{button.label}"', onward=onward, spare=spare)


def press_of(button: Button) -> Chosen | None:
    """What a button of a session brings when it is pressed; None for others."""
    return _press_of(button.data)


@lru_cache(maxsize=100_000)
def _press_of(data: str) -> Chosen | None:
    _, asked, choice = (*data.split(":", 2), "", "")[:3]
    return Chosen(int(asked), choice) if choice and asked.isdecimal() else None


def _few_boxes(
    session: Session, question: Question, asks: Input | None, likeness: Likeness
) -> frozenset[str] | None:
    """The boxes that needn't be pressed, as others of their sort are."""
    if not isinstance(asks, Many) or (likeness.solo and not question.ticked):
        return None
    visit = session.place.trail[question.visit]
    spare = set(asks.options)
    for keys in sorts_of(asks.options, likeness, session, visit):
        ticked = [key for key in keys if key in question.ticked]
        others = [key for key in keys if key not in question.ticked]
        spare -= {*ticked[:1], *others[:1]}
    return frozenset(spare)


def _alike(session: Session, question: Question, asks: Input | None, likeness: Likeness) -> frozenset[str]:
    """The options that lead to the same as one before them."""
    if not isinstance(asks, Choice | Confirm | Scale):
        return frozenset()
    options = asks.options or tuple(str(number) for number in range(TOP + 1))
    sorts = sorts_of(options, likeness, session, session.place.trail[question.visit])
    return frozenset(key for keys in sorts for key in keys[1:])


# --- writing ------------------------------------------------------------------------------------------


def _typed(moment: Moment, question: Question, step: Step, likeness: Likeness) -> Iterator[Deed]:
    who, message, asks = question.owner, moment.message, step.ask
    for text in _fitting(moment, question, asks, likeness):
        short = "a text" if isinstance(asks, Text) else f'"{text}" (written)'
        words = WRITING if isinstance(asks, Text) else f'writing "{text}"'
        spare = isinstance(asks, Choice | Confirm)  # its button is pressed
        yield Deed(who, Said(text, None, message), words, short, onward=True, spare=spare)
    unfit = "x" * (asks.limit + 1) if isinstance(asks, Text) else UNFIT
    words = TOO_LONG if isinstance(asks, Text) else "writing what fits no option"
    onward = step.tries is not None
    yield Deed(who, Said(unfit, None, message), words, words.removeprefix("writing "), onward=onward)
    yield Deed(who, Said("", None, message), "writing nothing", "nothing")
    before = moment.now - timedelta(seconds=1)
    early = Said(MORE, before, message)
    yield Deed(who, early, "writing before the question could be read", "an early text")
    for word in (getattr(asks, "gently", ()) or ())[:1]:
        yield Deed(who, Said(_gentle(moment.session, question, word), None, message), f'writing "{word}"')


def _fitting(moment: Moment, question: Question, asks: Input | None, likeness: Likeness) -> Iterator[str]:
    """Words that answer the question: a label and a number, several labels, a text at its limit."""
    if isinstance(asks, Text):
        yield sample(asks.limit if likeness.solo else min(asks.limit, SHORT))
        return
    if isinstance(asks, Number | Scale):
        yield str(asks.high if isinstance(asks, Number) else (asks.options or ("7",))[-1])
        return
    if isinstance(asks, Time):
        yield from (A_TIME, ONE_OF_TWO)
        return
    labels = _labels(moment, question, asks)
    if isinstance(asks, Many):
        visit = moment.session.place.trail[question.visit]
        firsts = [keys[0] for keys in sorts_of(asks.options, likeness, moment.session, visit)]
        yield from [", ".join(labels[key] for key in firsts[: asks.pick] if key in labels)] if labels else []
        return
    yield from list(labels.values())[:1]
    yield from [str(len(labels))] if len(labels) > 1 else []


def _labels(moment: Moment, question: Question, asks: Input | None) -> dict[str, str]:
    """The labels of the question's own buttons, as they are shown; once they were, they are known without them."""
    options = getattr(asks, "options", ())
    shown = {
        said.choice: button.label.removeprefix("✓ ")
        for button in moment.shown
        if (said := press_of(button)) is not None and said.asked == question.asked
    }
    if question.aside or shown.keys() & {*options}:
        return {key: shown[key] for key in options if key in shown}
    visit = moment.session.place.trail[question.visit]
    dialog = moment.session.library.by_hash(visit.hash)
    texts = next(iter(dialog.words.values())).texts if dialog is not None else {}
    return {key: label for key in options if (label := texts.get(f"{visit.step}.option.{key}"))}


def sample(limit: int) -> str:
    """A text that leaves just enough room for a few more letters."""
    length = min(limit, LONGEST) - len(MORE) - 1
    return ("word " * (length // 5 + 1))[: length - 1] + "s" if length > 1 else "x"


def _gentle(session: Session, question: Question, key: str) -> str:
    visit = session.place.trail[question.visit]
    dialog = session.library.by_hash(visit.hash)
    language = session.people[question.owner].language
    return dialog.words_in(language).texts.get(f"{visit.step}.gently.{key}", key) if dialog else key


# --- late, old, changed -------------------------------------------------------------------------------


def _absent(
    moment: Moment, question: Question, asks: Input | None, presses: Sequence[Deed]
) -> Iterator[Deed]:
    long = "after half a day, "
    who = question.owner
    if isinstance(asks, Text):
        yield Deed(who, Said(MORE, None, moment.message), f"{long}writing a text", "a late text", AWAY)
    else:
        yield Deed(who, Said(UNFIT, None, moment.message), f"{long}writing", "a late text", AWAY)
    for deed in presses[:1]:
        yield replace(deed, words=long + deed.words, later=AWAY)
    yield Deed(who, Wanted("resume"), f"{long}coming back", "coming back", AWAY)


def _stale(question: Question) -> Iterator[Deed]:
    who = question.owner
    yield Deed(who, Chosen(question.asked + 1, "yes"), "pressing a button of another question")
    yield Deed(who, Chosen(0, MARK + "keep"), 'pressing an old "Stop, and keep it"', "stopping")
    yield Deed(who, Chosen(0, MARK + "forget"), 'pressing an old "Stop, and forget it"', "stopping")


def _edits(moment: Moment, question: Question) -> Iterator[Deed]:
    """Changes of what was written last, and of what is held."""
    numbers = (moment.session.place.trail[-1].by, question.asked)
    for answer in moment.session.answers:
        if answer.owner == question.owner and answer.asked in numbers and _numbered(answer):
            message = answer.parts[-1].message
            for text, what in ((MORE, "their last text"), (DANGER, "their last text to words of danger")):
                yield Deed(question.owner, Edited(text, message), f"changing {what}", f"changing {what}")


def _numbered(answer: Answer) -> bool:
    return bool(answer.parts) and answer.parts[-1].message > 0
