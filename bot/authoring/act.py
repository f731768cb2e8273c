"""One `agree` as its author wrote it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.authoring.answers import BOTH, Asked, meant
from bot.authoring.around import Around
from bot.authoring.asks import AgreeAsk, ManyAsk
from bot.authoring.finding import Finding, near
from bot.authoring.models import Entry, StepWords
from bot.authoring.strict import Path, Source
from bot.authoring.understanding import Draft
from bot.engine.agreeing import NONE, OWN
from bot.engine.dialog import OF

AGREED, KEPT, ELSE = "agreed", "kept", "else"
"""Where an `agree` leads: there is an act; it was kept at its preview; and `none`."""

PARTS = ("deed", "when", "moment", "begins", "often", "aloud")
"""The steps that follow the one that the author wrote; their names end so."""


@dataclass(frozen=True, slots=True)
class Act:
    """One `agree`, the step in which it stands, and what is around it."""

    name: str
    step: StepWords
    ask: AgreeAsk
    draft: Draft
    around: Around
    asked_for: Mapping[str, tuple[Asked, ...]]

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The deeds: of a list, or of the one from which the other's wishes are."""
        wished = next((one.ask for one in self.wished if isinstance(one.ask, ManyAsk)), None)
        if wished is not None and wished.options:
            return {key: Entry(label=label) for key, label in wished.options.items()}
        return self.around.lists.get(wished.from_ or "" if wished else self.ask.from_, {})

    @property
    def wished(self) -> tuple[Asked, ...]:
        """The places at which the other is asked for wishes, where the deeds are among them."""
        if OF not in self.ask.from_:
            return ()
        return tuple(one for one in meant(self.ask.from_, self.asked_for) if isinstance(one.ask, ManyAsk))

    @property
    def told(self) -> bool:
        """Whether somebody else is told of it."""
        return bool(self.share)

    @property
    def share(self) -> str | None:
        """The seat of who it is for."""
        return None if self.ask.share == BOTH else self.ask.share

    @property
    def giver(self) -> str:
        """The seat of who gives it."""
        return self.step.to if self.step.to in self.seats else self.seats[0]

    @property
    def seats(self) -> tuple[str, ...]:
        """The seats of its dialog."""
        return tuple(self.draft.written.seats)

    @property
    def source(self) -> Source:
        """The file in which it stands."""
        return self.draft.source

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong with it."""
        yield from self._ways()
        yield from self._around()
        yield from self._deeds()
        if self.ask.cues not in self.around.lists and self.around.lists_known:
            yield self._wrong("cues", "Unknown list.", near(self.ask.cues, self.around.lists))
        for part in self.ask.words or {}:
            if part not in PARTS:
                path: Path = ("steps", self.name, "ask", "words", part)
                yield self.source.finding(path, "Unknown part of an act.", near(part, PARTS), key=True)
        for answer in self.ask.if_ or {}:
            yield from self._yes(answer)

    def _ways(self) -> Iterator[Finding]:
        then, path = self.step.then, ("steps", self.name, "then")
        if not isinstance(then, dict):
            return
        known = (AGREED, NONE, *([KEPT] if self.ask.share else []))
        for key in then:
            if key not in (*known, ELSE):
                yield self.source.finding((*path, key), "Unknown way.", near(key, known), key=True)
        missing = [key for key in known if key not in then]
        if missing and ELSE not in then:
            text = f"No way leads on from: {', '.join(missing)}."
            yield self.source.finding(path, text, "Add a way for each, or `else:`.", key=True)
        if KEPT in then and isinstance(then[KEPT], list):
            hint = "Lead to one step, which may have more ways."
            yield self.source.finding((*path, KEPT), "No conditions can stand here.", hint)

    def _around(self) -> Iterator[Finding]:
        path: Path = ("steps", self.name)
        if self.step.to == BOTH:
            hint = "Name one seat, and come here once for each: `then: {swap: …, then: …}`."
            text = "An act is agreed by one person at a time."
            yield self.source.finding((*path, "to"), text, hint)
        if self.ask.share == BOTH:
            yield self._wrong("share", "An act is for one person.", "Name the seat it is for.")
        alone = self.step.alone
        if alone is not None and not alone.skip and (alone.ask or alone.then):
            hint = "It can hold other words, or `skip: yes` with a way on."
            yield self.source.finding((*path, "solo"), "`solo` can't change an `agree`.", hint, key=True)
        for each in (f"{self.name}_{part}" for part in PARTS):
            if each in self.draft.written.steps:
                text = f"'{each}' is the name of a part of the act in '{self.name}'."
                yield self.source.finding(
                    ("steps", each), text, "Give one of the two another name.", key=True
                )

    def _deeds(self) -> Iterator[Finding]:
        name, _, seat = self.ask.from_.partition(OF)
        if not seat:
            if name not in self.around.lists and self.around.lists_known:
                hint = f"{near(name, self.around.lists)} Or name what the other ticked: `wishes of listener`."
                yield self._wrong("from", "Unknown list.", hint)
        elif not self.wished and name not in self.draft.hidden:
            many = [each for each, found in self.asked_for.items() if isinstance(found[0].ask, ManyAsk)]
            hint = near(name, many) if name not in self.asked_for else "Ask with `many:`, and share it."
            yield self._wrong("from", "Nobody is asked for these wishes.", hint)
        elif any(self.giver not in one.readers(self.seats, seat) for one in self.wished):
            hint = f"Add `share: {self.giver}` (or both) to the question in '{self.wished[0].step}'."
            yield self._wrong("from", f"{self.giver} may not read these wishes.", hint)
        for key in (OWN, NONE):
            if key in self.entries:
                hint = f"Take '{key}' out of the list, or use another list."
                yield self._wrong("from", f"'{key}' is offered without being in the list.", hint)

    def _yes(self, answer: str) -> Iterator[Finding]:
        path: Path = ("steps", self.name, "ask", "if", answer)
        found = meant(answer, self.asked_for)
        if not self.ask.share:
            hint = "Add `share:` with the seat it is for, or leave `if` out."
            yield self.source.finding(path, "Nobody else reads this act.", hint, key=True)
        elif not found and answer.partition(OF)[0] not in self.draft.hidden:
            yield self.source.finding(path, "Unknown answer.", near(answer, self.asked_for), key=True)
        elif any(self.giver in one.seats and not one.swaps for one in found):
            hint = "Name an answer of the one it is for."
            yield self.source.finding(path, "This is answered by who gives the act.", hint, key=True)
        keys = sorted({key for one in found for key in one.keys(self.around.lists)})
        condition = (self.ask.if_ or {})[answer]
        for key in condition if isinstance(condition, tuple) and found else ():
            if isinstance(key, str) and key not in keys:
                hint = near(key, keys) if keys else "Words can't be compared."
                yield self.source.finding(path, "This is never answered.", hint)

    def _wrong(self, key: str, text: str, hint: str) -> Finding:
        return self.source.finding(("steps", self.name, "ask", key), text, hint)
