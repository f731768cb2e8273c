"""A conversation with the engine, saved and read again between any two turns, so that tests read as a chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.authoring.reading import read
from bot.engine.dialog import Dialog, Exit, Step, Structure, Words
from bot.engine.early import UNKNOWN
from bot.engine.library import Library, library
from bot.engine.phrases import Phrases
from bot.engine.said import Chosen, Edited, Event, Said, Sent, Wanted
from bot.engine.senses import Doable, Kinder, Notice, Paraphrase
from bot.engine.session import Answer, Participant, Session, Shown
from bot.engine.speak import begin, speak
from bot.engine.turn import Message, Turn
from bot.storage.codec import from_given, from_place, to_given, to_place
from bot.when.clocks import Clocks

SHIPPED = Path(__file__).parents[2] / "dialogs"
START = datetime(2026, 3, 4, 18, tzinfo=UTC)
ANN, BEN = 1, 2


def phrases() -> Phrases:
    """The bot's own words, as they are shipped."""
    found = read(SHIPPED, shipped=SHIPPED).library
    assert found is not None
    return found.phrases["en"]


PHRASES = phrases()


class Alarm(Clocks):
    """Senses that notice the word 'danger', and read times as anywhere."""

    def notice(self, text: str, language: str) -> Notice:
        return Notice(frozenset({"self_harm"} if language and "danger" in text.casefold() else ()))

    def paraphrase(self, heard: str, said: str, language: str) -> Paraphrase:
        return Paraphrase(("rebuttal",) if language and said and heard.casefold().startswith("but") else ())

    def apology(self, text: str, language: str) -> Kinder:
        return Kinder({"but": ""} if language and " but " in text.casefold() else {})

    def kinder(self, text: str, language: str) -> Kinder:
        return Kinder({"absolute": ""} if language and text.casefold().startswith("you never") else {})

    def doable(self, text: str, language: str) -> Doable:
        harm = "control" if language and "password" in text else ""
        return Doable(harm, {"vague": ("smile once", "hum")} if text.casefold().startswith("be ") else {})


def dialog(
    *steps: Step,
    words: Mapping[str, str] | None = None,
    name: str = "talk",
    seats: tuple[str, ...] = ("speaker",),
    phases: tuple[str, ...] = (),
    calls: Mapping[str, str] | None = None,
    withdrawn: Mapping[str, str] | None = None,
) -> Dialog:
    """A dialog of these steps; where no words are given, a step asks 'STEP?' and labels are the keys."""
    texts: dict[str, str] = {}
    for step in steps:
        texts[f"{step.name}.say"] = f"{step.name}?"
        for key in (
            getattr(step.ask, "options", ())
            if getattr(step.ask, "kind", "") not in ("confirm", "note")
            else ()
        ):
            texts[f"{step.name}.option.{key}"] = key
    texts.update(words or {})
    structure = Structure(name, seats, steps[0].name, {s.name: s for s in steps}, phases, calls or {})
    return Dialog(structure, {"en": Words(name, "", texts)}, structure.hash, name, 5, withdrawn or {})


def shelf(*dialogs: Dialog) -> Library:
    """A library of dialogs with the shipped phrases."""
    return replace(library(dialogs, {"en": PHRASES}), times=Clocks())


def saved(session: Session) -> Session:
    """The session as the store gives it back."""
    answers = tuple(_again(answer) for answer in session.answers)
    return replace(session, place=to_place(from_place(session.place)), answers=answers)


def _again(answer: Answer) -> Answer:
    value, parts = to_given(from_given(answer.value, answer.parts))
    return replace(answer, value=value, parts=parts)


class Talk:
    """People in one session; what the bot says is delivered a second after it was said."""

    def __init__(
        self,
        *dialogs: Dialog,
        seats: Mapping[str, int] | None = None,
        names: Iterable[str] = ("Ann", "Ben"),
        deliver: bool = True,
    ) -> None:
        self.now = START
        self.delivers = deliver
        self.senses = Alarm()
        self.library = shelf(*dialogs)
        self.message = 100
        seats = seats or dict.fromkeys(dialogs[0].structure.seats, ANN)
        people = {n: Participant(n, name) for n, name in enumerate(names, 1) if n in seats.values()}
        self.heard: list[Message] = []
        self._took(begin(dialogs[0], "abcdefabcdef", seats, people, self.library, self.now))

    def _took(self, turn: Turn) -> Turn:
        self.turn = turn
        self.heard = list(turn.messages)
        self.session = saved(turn.session)
        assert self.session == turn.session  # to save and to read again changes nothing
        if self.delivers:
            self.deliver()
        return turn

    def deliver(self, *, certain: bool = True) -> None:
        """What was said reaches its people, a second later; not certain: nobody knows whether it does."""
        self.now += timedelta(seconds=1)
        shown = dict(self.session.shown)
        for message in self.turn.messages:
            if message.asked:
                self.message += 1
                shown[message.asked] = Shown(self.now if certain else UNKNOWN, self.message, certain)
        self.session = replace(self.session, shown=shown)
        self.now += timedelta(seconds=1)

    def wait(self, **time: int) -> None:
        """Time goes by."""
        self.now += timedelta(**time)

    def does(self, event: Event, who: int = ANN) -> Turn:
        """Somebody does something."""
        self.now += timedelta(seconds=1)
        return self._took(speak(self.session, who, event, self.now, self.senses))

    def says(self, text: str, *, who: int = ANN, ago: float | None = None, message: int = 0) -> Turn:
        """Somebody writes (`ago` seconds before now, where the chat service's date matters)."""
        at = None if ago is None else self.now - timedelta(seconds=ago)
        return self.does(Said(text, at, message), who)

    def presses(self, label: str, *, who: int = ANN, messages: list[Message] | None = None) -> Turn:
        """Somebody presses the button with this label, under what was heard last."""
        for message in reversed(messages or self.heard):
            for button in (b for row in message.buttons for b in row if message.to == who):
                if button.label.removeprefix("✓ ").removeprefix("‹ ") == label:
                    return self.press(button.data, who)
        raise AssertionError(f"no button {label!r} in {self.labels()}")

    def press(self, data: str, who: int = ANN) -> Turn:
        """Somebody presses a button, perhaps an old one, by its data."""
        if data.startswith("way:"):
            return self.wants(data.removeprefix("way:"), who=who)
        _, asked, choice = data.split(":", 2)
        return self.does(Chosen(int(asked), choice), who)

    def wants(self, way: str, what: str = "", *, who: int = ANN) -> Turn:
        """Somebody asks for one of the ways that are always open."""
        return self.does(Wanted(way, what), who)

    def returns(self) -> None:
        """The hour of the pause comes, and both are calm."""
        pause = self.session.place.pause
        assert pause is not None
        self.now = max(self.now, pause.until)
        for who in self.session.people:
            self.says("8", who=who)

    def edits(self, text: str, message: int, *, who: int = ANN) -> Turn:
        """Somebody changes a message."""
        return self.does(Edited(text, message), who)

    def sends(self, kind: str, file: str = "file", *, who: int = ANN, message: int = 0) -> Turn:
        """Somebody sends something that isn't text."""
        return self.does(Sent(kind, file, message), who)

    # --- looking --------------------------------------------------------------------------------

    def text(self, who: int = ANN) -> str:
        """All that one person heard last."""
        return "\n---\n".join(m.text for m in self.heard if m.to == who)

    def hears(self, *pieces: str, who: int = ANN) -> None:
        """Every piece was said to them last."""
        for piece in pieces:
            assert piece in self.text(who), (piece, self.text(who))

    def labels(self, who: int = ANN) -> list[str]:
        """The labels under what was heard last."""
        return [b.label for m in self.heard[-1:] if m.to == who for row in m.buttons for b in row]

    def step(self, who: int = ANN) -> str:
        """The step that waits for them."""
        question = self.session.question_of(who)
        return self.session.place.trail[question.visit].step if question else self.session.state

    def asked(self, who: int = ANN) -> int:
        """The number of the question that waits."""
        question = self.session.question_of(who)
        assert question is not None
        return question.asked

    def aside(self, who: int = ANN) -> str:
        """What is asked in between."""
        question = self.session.question_of(who)
        return question.aside if question else ""

    def answer(self, name: str) -> object:
        """The last answer of this name: its value, or its text."""
        found = [a for a in self.session.answers if a.name == name and a.status == "given"]
        if not found:
            return None
        return found[-1].text if found[-1].value is None else found[-1].value


def asks(name: str, asked: object, to: str = "end", **more: object) -> Step:
    """A step that asks one thing and leads on."""
    return Step(name, str(more.pop("seat", "speaker")), (Exit(to),), ask=asked, **more)  # type: ignore[arg-type]  # told by its examples
