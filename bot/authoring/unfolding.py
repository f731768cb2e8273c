"""What one `agree` becomes: plain steps, so that back, previews and all checks need know nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.authoring.act import AGREED, ELSE, KEPT, PARTS, Act
from bot.authoring.answers import by_name
from bot.authoring.around import Around
from bot.authoring.asks import AgreeAsk, ChoiceAsk, DeedChoice, PlanText
from bot.authoring.compiling import test_of
from bot.authoring.fields import SKIPPED
from bot.authoring.finding import Finding
from bot.authoring.models import Case, Limited, StepWords
from bot.authoring.strict import Path, Source
from bot.authoring.understanding import Draft
from bot.engine.agreeing import BEGINS, NONE, OFTEN, OWN
from bot.engine.dialog import OF, Agrees

WHAT, WHEN, FROM, OFTEN_ = "what", "when", "begins", "often"
"""The answers that they give; their names end so."""

LONGEST_DEED, LONGEST_CUE, LONGEST_PLAN = 140, 100, 300
SLIPS = 3
"""So often is a choice asked again before its own words, or nothing, take its place."""


def unfolded(draft: Draft, around: Around, findings: list[Finding]) -> Draft:
    """The draft with each `agree` as the steps it stands for; what is wrong with one is added to the findings."""
    asked_for = by_name(draft.written)
    steps: dict[str, StepWords] = {}
    source = draft.source
    for name, step in draft.written.steps.items():
        ask = step.asks
        if step.alone is not None and isinstance(step.alone.ask, AgreeAsk):
            path: Path = ("steps", name, "solo", "ask", "agree")
            hint = "Ask for it in a step of its own, and lead there: `solo: {skip: yes, then: …}`."
            findings.append(source.finding(path, "An act can't be asked for here.", hint, key=True))
            step = step.model_copy(update={"solo": None})  # noqa: PLW2901  (what is wrong is left out)
        if not isinstance(ask, AgreeAsk):
            steps.setdefault(name, step)
            continue
        act = Act(name, step, ask, draft, around, asked_for)
        findings += act.findings()
        steps |= dict(_Unfolding(act).steps())
        source = _placed(source, name)
    written = draft.written.model_copy(update={"steps": steps})
    return replace(draft, source=source, written=written)


def _placed(source: Source, name: str) -> Source:
    """The same document, where what is found in a part is told at the `agree` it is a part of."""
    path: Path = ("steps", name)
    spots = {(*path[:1], f"{name}_{part}"): source.at((*path, "ask")) for part in PARTS}
    last = (*path[:1], f"{name}_aloud", "then")
    spots |= {last: source.at((*path, "then", AGREED))}
    return replace(source, values={**source.values, **spots})


@dataclass(frozen=True, slots=True)
class _Unfolding:
    act: Act

    def steps(self) -> Iterator[tuple[str, StepWords]]:
        what, when = self._answer(WHAT), self._answer(WHEN)
        deed = DeedChoice.model_construct(
            choice=what,
            options=self._options,
            entries=self.act.entries,
            among=self.act.ask.from_ if OF in self.act.ask.from_ else "",
            always=(OWN, NONE),
        )
        then = {OWN: self._part("deed"), NONE: self._way(NONE), ELSE: self._part("when")}
        first = {
            "ask": deed,
            "then": then,
            "recap": None,
            "reveals": self.act.step.reveals or self.act.told,
            "to": self.act.giver,
        }
        yield self.act.name, self.act.step.model_copy(update=first)
        own = PlanText.model_construct(
            text=what, limit=LONGEST_DEED, within=True, small="deed", draft=self._say("deed.draft")
        )
        yield self._made("deed", own, self._part("when"))
        cues = DeedChoice.model_construct(
            choice=when, options=self._options_of_cues, entries=self._cues, among="", always=()
        )
        yield self._made("when", cues, {OWN: self._part("moment"), ELSE: self._part("begins")}, "moment")
        moment = PlanText.model_construct(
            text=when, limit=LONGEST_CUE, within=True, small="cue", draft=self._say("moment.draft")
        )
        yield self._made("moment", moment, self._part("begins"))
        begins = ChoiceAsk.model_construct(choice=self._answer(FROM), options=self._labels("begins", BEGINS))
        yield self._made("begins", begins, self._part("often"), "often")
        often = ChoiceAsk.model_construct(choice=self._answer(OFTEN_), options=self._labels("often", OFTEN))
        yield self._made("often", often, self._part("aloud"), "aloud")
        yield self._part("aloud"), self._aloud()

    def _aloud(self) -> StepWords:
        """The plan said once more: what it is made of, and one press where that is right as it is."""
        plan = PlanText.model_construct(
            text=self.act.ask.agree,
            limit=LONGEST_PLAN,
            share=self.act.share,
            hints=False,
            small="plan",
            draft=self._say("aloud.draft"),
            agrees=self._agrees(),
        )
        then = self._way(AGREED)
        if self.act.told:
            kept = Case.model_construct(when={self.act.ask.agree: SKIPPED}, go=self._way(KEPT))
            then = [kept, *(then if isinstance(then, list) else [then])]
        _, made = self._made("aloud", plan, then)
        return made.model_copy(update={"recap": self.act.step.recap})

    def _agrees(self) -> Agrees:
        tests = tuple(test_of(answer, condition) for answer, condition in (self.act.ask.if_ or {}).items())
        what, begins, often = (self._answer(each) for each in (WHAT, FROM, OFTEN_))
        return Agrees(what, begins, often, self.act.share or "", tests, self.act.ask.minutes)

    def _made(self, part: str, ask: Any, then: Any, slipped: str = "") -> tuple[str, StepWords]:
        said = (self.act.ask.words or {}).get(part) or self._say(f"{part}.say")
        alone = self.act.step.alone
        limit = Limited.model_construct(limit=SLIPS, then=self._part(slipped)) if slipped else None
        made = StepWords.model_construct(
            phase=self.act.step.phase,
            to=self.act.giver,
            say=said,
            again=self._say(f"{part}.again"),
            ask=ask,
            then=then,
            tries=limit,
            solo=said if alone is not None and alone.say else None,  # they suit one alone as well
        )
        return self._part(part), made

    def _way(self, key: str) -> Any:
        then = self.act.step.then
        return (then.get(key) or then.get(ELSE) or "end") if isinstance(then, dict) else then

    def _part(self, part: str) -> str:
        return f"{self.act.name}_{part}"

    def _answer(self, which: str) -> str:
        return f"{self.act.ask.agree}_{which}"

    def _say(self, key: str) -> str:
        """The builder's own words, their places those of the answers that they quote."""
        said = self._words(key)
        return said.replace("{deed}", f"{{{self._answer(WHAT)}}}").replace(
            "{cue}", f"{{{self._answer(WHEN)}}}"
        )

    def _words(self, key: str) -> str:
        """One of the builder's own phrases; where they can't be read, which is told there, its key."""
        phrases = self.act.around.own
        said = phrases.texts.get(f"small.{key}") if phrases is not None else None
        return said if isinstance(said, str) else key

    def _labels(self, part: str, keys: tuple[str, ...]) -> dict[str, str]:
        return {key: self._words(f"{part}.{key}") for key in keys}

    @property
    def _options(self) -> dict[str, str]:
        labels = {key: entry.label for key, entry in self.act.entries.items()}
        return {**labels, **self._labels("what", (OWN, NONE))}

    @property
    def _cues(self) -> dict[str, Any]:
        return dict(self.act.around.lists.get(self.act.ask.cues, {}))

    @property
    def _options_of_cues(self) -> dict[str, str]:
        labels = {key: entry.label for key, entry in self._cues.items()}
        return {**labels, **self._labels("when", (OWN,))}
