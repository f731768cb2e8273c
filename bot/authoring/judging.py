"""What is wrong in a dialog that was walked through, told in its author's words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from bot.authoring.deeds import Deed
from bot.authoring.finding import Finding
from bot.authoring.node import Cast, Node
from bot.authoring.remarks import Remark
from bot.authoring.strict import Source
from bot.authoring.two import at_rest, somebody_went
from bot.engine.dialog import Dialog
from bot.engine.library import Library
from bot.engine.session import Visit

LAST_DEEDS = 8
"""Deeds that a finding tells of, counted from the last."""


@dataclass(slots=True)
class Judge:
    """Keeps what is wrong, once for each step: the first telling has the shortest way."""

    dialog: Dialog
    library: Library
    cast: Cast
    found: dict[tuple[str, str, str], tuple[str, Remark]] = field(default_factory=dict)

    def at_the_beginning(self, remark: Remark) -> None:
        """Something is wrong before anybody does anything."""
        start = Visit(self.dialog.hash, self.dialog.structure.start)
        self._note(start, f"Beginning this dialog, {remark.text}.", remark)

    def in_doing(self, node: Node, deed: Deed, remark: Remark, at: Visit | None = None) -> None:
        """Something is wrong with what comes of a deed; it is told of step `at`, or of where it is done."""
        text = f"At step '{node.step}'{self._after(node)} {self._whose(deed, deed.words)}: {remark.text}."
        self._note(at or node.session.place.trail[-1], text, remark)

    def telling(self, node: Node, one: Deed, two: Deed, remark: Remark) -> None:
        """The other can tell two answers apart that somebody gives in private."""
        question = node.session.question_of(one.who)
        at = node.session.place.trail[question.visit if question is not None else -1]
        deeds = f"{self._whose(one, one.words)}, or {two.words}"
        self._note(at, f"At step '{at.step}'{self._after(node)} {deeds}: {remark.text}.", remark)

    def at_the_ends(self, seen: Mapping[Hashable, Node], onward: Mapping[Hashable, list[Hashable]]) -> None:
        """From every moment somebody must be able to come to the end by answering."""
        before: dict[Hashable, list[Hashable]] = {}
        for at, after in onward.items():
            for key in after:
                before.setdefault(key, []).append(at)
        good = {key for key, node in seen.items() if _ends(node)}
        pending = [*good]
        while pending:
            fresh = [key for key in before.get(pending.pop(), ()) if key not in good]
            good.update(fresh)
            pending += fresh
        for key, node in seen.items():
            if key not in good and node.depth == 0:
                how = " by buttons alone" if self.cast.listens else ""
                text = f"At step '{node.step}'{self._after(node)} no end can be reached any more{how}."
                remark = Remark(text, "Give this step, or one after it, a way that leads to `end`.")
                self._note(node.session.place.trail[-1], text, remark)

    def findings(self, sources: Mapping[str, Source]) -> tuple[Finding, ...]:
        """All that is wrong, each at its step."""
        told = []
        for (name, step, _), (text, remark) in self.found.items():
            told.append(sources[name].finding(("steps", step), text, remark.hint, key=True))
        return tuple(sorted(told))

    def _note(self, at: Visit, text: str, remark: Remark) -> None:
        dialog = self.library.by_hash(at.hash)
        name = dialog.name if dialog is not None else self.dialog.name
        self.found.setdefault((name, at.step, remark.text), (text, remark))

    def _after(self, node: Node) -> str:
        """The way to a moment in an author's words."""
        done = [self._whose(deed, deed.short or deed.words) for deed in node.way()]
        if not done:
            return ","
        return f", after {'…, ' if len(done) > LAST_DEEDS else ''}{', '.join(done[-LAST_DEEDS:])},"

    def _whose(self, deed: Deed, words: str) -> str:
        """Between two, who does it: by the seat in which they began."""
        if self.cast.solo:
            return words
        return next(f"{seat}: {words}" for seat, user in self.cast.seats.items() if user == deed.who)


def _ends(node: Node) -> bool:
    session = node.session
    return session.state == "done" or (somebody_went(session) and at_rest(session))
