"""Answers that are read (in a text or a condition) where they may not be known, or may not be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.authoring.answers import BOTH, ME, Asked, by_name, meant
from bot.authoring.asks import Ask, ManyAsk, TextAsk
from bot.authoring.finding import Finding, near
from bot.authoring.flow import Flow, flow, has
from bot.authoring.graph import graphs
from bot.authoring.mirrors import mirrors
from bot.authoring.models import StepWords, asked
from bot.authoring.strict import Path
from bot.authoring.understanding import Draft
from bot.engine.dialog import OF, Dialog, Exit

PLACE = re.compile(r"\{([^{}]*)\}")
"""A placeholder in a text."""

LONGEST = 4_096
"""UTF-16 units of a Telegram message (core.telegram.org/bots/api#sendmessage)."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One text of a step: who reads it, whether after its own answer, in which way of playing (None: all).

    `mirrors`: it is no text but names an answer that is said back.
    """

    step: str
    path: Path
    text: str
    readers: tuple[str, ...]
    after: bool = False
    solo: bool | None = None
    mirrors: bool = False


def quotes(draft: Draft, dialog: Dialog) -> Iterator[Finding]:
    """What is wrong with the answers that a dialog reads."""
    written = draft.written
    seats = tuple(written.seats)
    flows = tuple(flow(graph, seats, dialog.withdrawn) for graph in graphs(dialog))
    scene = _Scene(draft, by_name(written), flows, seats)
    for name, step in written.steps.items():
        to = step.to or seats[0]
        for quote in texts_of(name, step, seats if to == BOTH else (to,)):
            readers = scene.recalling(name, quote.readers) if quote.after else quote.readers
            yield from scene.quote(replace(quote, readers=readers))
        yield from mirrors(draft, name, scene.asked_for)
        for quote in _mirrored(name, step, (to,)):
            yield from scene.quote(quote)
        yield from scene.conditions(name)


def texts_of(name: str, step: StepWords, readers: tuple[str, ...]) -> Iterator[Quote]:
    """Every text of a step that may quote answers."""
    path: Path = ("steps", name)
    alone = step.alone
    instead = None if alone is None or not (alone.say or alone.skip) else False
    yield Quote(name, (*path, "say"), step.say, readers, solo=instead)
    skipped = False if alone is not None and alone.skip else None
    for part, text in (("again", step.again), ("copy", step.copy_)):
        if text:
            yield Quote(name, (*path, part), text, readers, solo=skipped)
    if step.recap:
        yield Quote(name, (*path, "recap"), step.recap, readers, after=True, solo=skipped)
    ask = asked(alone.ask) if alone else None
    yield from _draft(name, step.asks, (*path, "ask"), readers, solo=False if ask is not None else skipped)
    if alone is not None:
        if alone.say:
            where = (*path, "solo") if isinstance(step.solo, str) else (*path, "solo", "say")
            yield Quote(name, where, alone.say, readers, solo=True)
        yield from _draft(name, ask, (*path, "solo", "ask"), readers, solo=True)


def _draft(
    name: str, ask: Ask | None, path: Path, readers: tuple[str, ...], *, solo: bool | None
) -> Iterator[Quote]:
    if isinstance(ask, TextAsk) and ask.draft:
        yield Quote(name, (*path, "draft"), ask.draft, readers, solo=solo)


def _mirrored(name: str, step: StepWords, readers: tuple[str, ...]) -> Iterator[Quote]:
    """What is said back was known, and shown, to who says it: it is checked as if it were quoted to them."""
    if isinstance(step.asks, TextAsk):
        path: Path = ("steps", name, "ask", "mirrors")
        for place in step.asks.mirrors:
            yield Quote(name, path, "{" + place + "}", readers, solo=False, mirrors=True)


@dataclass(frozen=True, slots=True)
class _Scene:
    draft: Draft
    asked_for: Mapping[str, tuple[Asked, ...]]
    flows: tuple[Flow, ...]
    seats: tuple[str, ...]

    def quote(self, quote: Quote) -> Iterator[Finding]:
        for place in dict.fromkeys(PLACE.findall(quote.text[:LONGEST])):
            name = place.partition(OF)[0]
            if place not in (ME, *self.seats) and name not in self.draft.hidden:
                yield from self._place(place, quote)

    def recalling(self, step: str, readers: tuple[str, ...]) -> tuple[str, ...]:
        """Who reads a step's recap: everybody who may read its answer."""
        asked_here = [one for found in self.asked_for.values() for one in found if one.step == step]
        shared = {seat for one in asked_here for seat in one.readers(self.seats)}
        return tuple(seat for seat in self.seats if seat in {*readers, *shared})

    def conditions(self, step: str) -> Iterator[Finding]:
        told: set[tuple[str, str]] = set()
        for one in self.flows:
            for exit_, facts in one.at_exits(step):
                for answer, name, seat in _tests(exit_):
                    known = not self.asked_for.get(name) or name in self.draft.hidden
                    if known or has(facts, name, "" if one.graph.solo else seat, words=False):
                        continue
                    if (step, answer) not in told:
                        told.add((step, answer))
                        yield self._early(self._condition_path(step, answer), answer, "", one)

    def _place(self, place: str, quote: Quote) -> Iterator[Finding]:
        source, found = self.draft.source, meant(place, self.asked_for)
        words = place if quote.mirrors else "{" + place + "}"
        if not found:
            known = self._known() if quote.mirrors else [*self._known(), ME, *self.seats]
            text = "Unknown answer." if quote.mirrors else "Unknown placeholder."
            yield source.finding(quote.path, text, near(place, known), words=words)
            return
        name, _, seat = place.partition(OF)
        owners = {owner for one in found for owner in one.seats}
        if not seat and len(owners) > 1 and quote.solo is not True:
            exact = f"{name}{OF}{self.seats[0]}"
            hint = f"Write {exact}." if quote.mirrors else f"Write {{{exact}}}."
            yield source.finding(quote.path, "It isn't clear whose answer this is.", hint, words=words)
            return
        if quote.solo is not True and len(self.seats) > 1:
            yield from self._audience(found, seat, quote, words)
        yield from self._known_here(quote, place, words)

    def _known(self) -> list[str]:
        alone = list(self.asked_for)
        return alone + [f"{name}{OF}{seat}" for name in alone for seat in self.seats if len(self.seats) > 1]

    def _audience(self, found: tuple[Asked, ...], seat: str, quote: Quote, words: str) -> Iterator[Finding]:
        for reader in quote.readers:
            closed = [one for one in found if reader not in one.readers(self.seats, seat) and not one.solo]
            if closed:
                hint = f"Add `share: {reader}` to the question in '{closed[0].step}', or leave it out here."
                text = f"{reader} may not read this answer."
                yield self.draft.source.finding(quote.path, text, hint, words=words)
                return

    def _known_here(self, quote: Quote, place: str, words: str) -> Iterator[Finding]:
        name, _, seat = place.partition(OF)
        for one in self.flows:
            if quote.solo is not None and quote.solo != one.graph.solo:
                continue
            if not one.given(quote.step, name, seat, after=quote.after, words=False):
                yield self._early(quote.path, place, words, one)
                return
            skips = quote.after or quote.mirrors or quote.path[-1] == "copy"  # there its line falls away
            if not skips and not one.given(quote.step, name, seat):
                hint = f"Lead those who skip it another way: {{when: {{{place}: skipped}}, go: …}}."
                if any(isinstance(found.ask, ManyAsk) for found in meant(place, self.asked_for)):
                    hint = "Ask for one at least: `least: 1`."
                text = "This may have been skipped."
                yield self.draft.source.finding(quote.path, text, hint, words=words, warn=True)
                return

    def _early(self, path: Path, answer: str, words: str, one: Flow) -> Finding:
        asking = ", ".join(dict.fromkeys(found.step for found in meant(answer, self.asked_for)))
        alone = " when one person goes alone" if one.graph.solo and len(self.seats) > 1 else ""
        text = f"'{answer}' may not have been answered yet{alone}."
        hint = f"It is asked in {asking}; some way leads here without it."
        gone = [old for old in self.draft.written.withdrawn if old not in self.draft.written.steps]
        if gone and self._but_for_withdrawn(str(path[1]), answer, one, after=not words):
            hint = (
                f"It is asked in {asking}; `withdrawn` leads here from anywhere. "
                f"Leave the step '{gone[0]}' in the file, and what comes before it counts."
            )
        return self.draft.source.finding(path, text, hint, key=not words, words=words)

    def _but_for_withdrawn(self, step: str, answer: str, one: Flow, *, after: bool) -> bool:
        """Whether the answer is sure to be there but for those who come from a withdrawn step."""
        name, _, seat = answer.partition(OF)
        return flow(one.graph, self.seats, {}).given(step, name, seat, after=after, words=False)

    def _condition_path(self, step: str, answer: str) -> Path:
        """Where the condition stands: the first `when` of this step that names the answer."""
        found = [
            path
            for path in self.draft.source.keys
            if path[:2] == ("steps", step) and path[-2:] == ("when", answer)
        ]
        return min(found, key=lambda path: self.draft.source.keys[path].start, default=("steps", step))


def _tests(exit_: Exit) -> Iterator[tuple[str, str, str]]:
    for test in exit_.when:
        yield (f"{test.answer}{OF}{test.of}" if test.of else test.answer), test.answer, test.of
