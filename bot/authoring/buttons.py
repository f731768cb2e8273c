"""A walk in which one of two only listens: whatever the other says, buttons alone lead them to the end."""

from __future__ import annotations

from collections.abc import Iterator

from bot.authoring.deeds import WRITING, Deed, deeds
from bot.authoring.listening import met_without_buttons
from bot.authoring.node import Node
from bot.authoring.two import present
from bot.authoring.walk import Walk
from bot.engine.said import Chosen


class ByButtons(Walk):
    """It is the talk alone: who is away, goes in silence or does something aside is played where both speak."""

    __slots__ = ()

    def begin(self) -> None:
        """The first question, both being here."""
        self._begin(self.cast.people)

    def expand(self, node: Node) -> None:
        """Each answer that can be given here."""
        for who in present(node.session):
            for deed in self._answers(node, who):
                self._do(node, node.moment, deed)

    def ends(self) -> None:
        """From every moment there must be a way to the end; where words can't be spared, that is told already."""
        if not met_without_buttons(self.dialog):
            self.judge.at_the_ends(self.seen, self.onward)

    def _answers(self, node: Node, who: int) -> Iterator[Deed]:
        """What answers: any button; who speaks writes too."""
        for deed in deeds(node.moment, who, self.likeness, ""):
            pressed = isinstance(deed.said, Chosen) and deed.onward and not deed.later
            if pressed or (deed.words == WRITING and not self.cast.people[who].listens):
                yield deed
