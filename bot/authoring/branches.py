"""Whether every answer leads somewhere: options without a way, ways without an option, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.authoring.answers import BOTH, Asked, by_name, meant
from bot.authoring.around import Around
from bot.authoring.asks import AppointmentAsk, Ask, ChoiceAsk, ConfirmAsk, ManyAsk, name_of
from bot.authoring.compiling import options_of
from bot.authoring.fields import SKIPPED, Condition
from bot.authoring.finding import Finding, near
from bot.authoring.models import Case, StepWords, asked
from bot.authoring.strict import Path
from bot.authoring.understanding import Draft, Lists
from bot.engine.dialog import OF
from bot.engine.inputs.appointment import LATER, NOW, OPEN
from bot.engine.inputs.scale import TOP

ELSE = "else"
RESERVED = (ELSE, "call", "swap", SKIPPED)
"""Words that mean something else in a `then`."""


def branches(draft: Draft, around: Around) -> Iterator[Finding]:
    """What is wrong with the ways out of each step."""
    scene = _Scene(draft, around, by_name(draft.written))
    for name, step in draft.written.steps.items():
        yield from scene.step(name, step)


def outcomes_of(ask: Ask | None, lists: Lists) -> tuple[str, ...] | None:
    """The option keys that can choose a way; None where the question has none."""
    if isinstance(ask, ConfirmAsk):
        return ("yes", "no")
    if isinstance(ask, AppointmentAsk):
        return (NOW, LATER, OPEN)
    return tuple(options_of(ask, lists)) if isinstance(ask, ChoiceAsk) else None


@dataclass(frozen=True, slots=True)
class _Scene:
    draft: Draft
    around: Around
    asked_for: Mapping[str, tuple[Asked, ...]]

    def step(self, name: str, step: StepWords) -> Iterator[Finding]:
        path: Path = ("steps", name)
        yield from self._last_decides(name, step)
        yield from self._then(step.then, (*path, "then"), step.asks)
        alone = step.alone
        if alone is None or (alone.then is None and alone.ask is None and not alone.skip):
            return
        ask = None if alone.skip else asked(alone.ask) or step.asks
        if alone.then is not None:
            yield from self._then(alone.then, (*path, "solo", "then"), ask)
        elif isinstance(step.then, dict) and ELSE not in step.then:
            outcomes = set(self._outcomes(ask) or ())
            if outcomes != set(self._outcomes(step.asks) or ()):
                text = "The ways under `then` don't fit what one person alone is asked."
                hint = "Write `then` under `solo` too."
                yield self.draft.source.finding((*path, "solo"), text, hint, key=True)

    def _last_decides(self, name: str, step: StepWords) -> Iterator[Finding]:
        """Of two who answer in any order neither may choose the way for both by being the last."""
        seats, ask = self.draft.written.seats, step.asks
        if step.to != BOTH or len(seats) == 1 or ask is None or not isinstance(step.then, dict):
            return
        if isinstance(ask, AppointmentAsk):  # two can't choose one at all
            return
        chosen = [key for key in step.then if key in (self._outcomes(ask) or ())]
        if not chosen:
            return
        both = ", ".join(f"{name_of(ask, name)}{OF}{seat}: {chosen[0]}" for seat in seats)
        text = "Both answer here, so whoever is last would choose the way for both."
        hint = f"Write a list that looks at both answers: {{when: {{{both}}}, go: …}}."
        yield self.draft.source.finding(("steps", name, "then"), text, hint, key=True)

    def _outcomes(self, ask: Ask | None) -> tuple[str, ...] | None:
        return outcomes_of(ask, self.around.lists)

    def _then(self, then: object, path: Path, ask: Ask | None) -> Iterator[Finding]:
        if isinstance(then, dict):
            yield from self._fork(then, path, ask)
            for key, way in then.items():
                yield from self._cases(way, (*path, key))
        else:
            yield from self._cases(then, path)

    def _fork(self, then: dict[str, object], path: Path, ask: Ask | None) -> Iterator[Finding]:
        source, keys = self.draft.source, self._outcomes(ask)
        if keys is None:
            hint = "Write one step's name, or a list of {when: …, go: …}."
            yield source.finding(path, "Nothing here has options to choose a way by.", hint, key=True)
            return
        if not keys:
            return
        for key in then:
            if key != ELSE and key not in keys:
                yield source.finding((*path, key), "Unknown option.", near(key, keys), key=True)
        missing = [key for key in keys if key not in then]
        if missing and ELSE not in then:
            text = f"No way leads on from: {', '.join(missing)}."
            yield source.finding(path, text, "Add a way for each, or `else:`.", key=True)

    def _cases(self, way: object, path: Path) -> Iterator[Finding]:
        if not isinstance(way, list):
            return
        source = self.draft.source
        for i, case in enumerate(way):
            last = i == len(way) - 1
            if isinstance(case, Case):
                for answer, condition in case.when.items():
                    yield from self._condition(answer, condition, (*path, i, "when", answer))
                if last:
                    hint = "End the list with a plain step's name: the way where no condition holds."
                    yield source.finding((*path, i), "Where none of these holds, it leads nowhere.", hint)
            elif not last:
                hint = "Put it last, or remove what follows."
                yield source.finding((*path, i), "What stands below this is never reached.", hint)

    def _condition(self, answer: str, condition: Condition, path: Path) -> Iterator[Finding]:
        source = self.draft.source
        name, _, seat = answer.partition(OF)
        if name in self.draft.hidden:
            return
        found = meant(answer, self.asked_for)
        if not found:
            yield source.finding(path, "Unknown answer.", near(answer, self._answers(seat)), key=True)
            return
        if len({one.seats for one in found}) > 1 or (not seat and len(found[0].seats) > 1):
            hint = f"Write '{name} of {found[0].seats[0]}'."
            yield source.finding(path, "It isn't clear whose answer this is.", hint, key=True)
        yield from self._fits(found, condition, path)

    def _answers(self, seat: str) -> list[str]:
        return [f"{name}{OF}{seat}" if seat else name for name in self.asked_for]

    def _fits(self, found: tuple[Asked, ...], condition: Condition, path: Path) -> Iterator[Finding]:
        source = self.draft.source
        if condition == SKIPPED:
            if not any(one.skippable for one in found):
                hint = "Only a text with `optional: yes` can be, or one with `share` that was kept."
                yield source.finding(path, "This is never skipped.", hint)
        elif isinstance(condition[0], int):
            if not any(one.numeric for one in found):
                hint = "Write an option's key."
                yield source.finding(path, "This answer isn't a number.", hint)
            elif not any(one.between(int(condition[0]), int(condition[1])) for one in found):
                yield source.finding(path, "This never holds.", "No such number can be given.")
        else:
            known = list(dict.fromkeys(key for one in found for key in one.keys(self.around.lists)))
            for key in condition:
                if str(key) not in known and not self._open(found):
                    hint = (
                        near(str(key), sorted(known, key=_counted)) if known else "Words can't be compared."
                    )
                    yield source.finding(path, "This is never answered.", hint)

    def _open(self, found: tuple[Asked, ...]) -> bool:
        """Whether a list that isn't known leaves it open what can be answered."""
        lists = self.around.lists
        asks = [one.ask for one in found if isinstance(one.ask, ChoiceAsk | ManyAsk)]
        return any(ask.from_ is not None and ask.from_ not in lists for ask in asks)


def _counted(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (TOP + 1, key)
