"""Whether what one of two answers in private tells the other: found by playing, whatever the reason.

`floors` reads it off the exits: it knows where an answer chooses by an option or a condition, and nothing of tries,
visits, signs or of what else the engine does. Here every answer that was walked is compared, whichever rule it met:

- In the turn. From one conversation, whatever its owner answers in private, the other gets the same to the letter:
  words, buttons, a knock. Where one answer brings nothing at once, what comes to the other *first* after it counts.
- Later. After any two such answers the other is told of the same steps in the same order, whatever both go on to do:
  two moments that must be alike to them are carried on in step, pair by pair (as Hopcroft and Karp compare automata),
  through all that was walked. What an answer leaves behind works only through what a moment is known by (its step,
  answers as conditions see them, counters with limits), so answers that lead to one moment need no look, and all
  others are a pair. What is asked in between leads back to where it was asked, and is left out.

Words after the turn aren't compared, as moments that are alike can have come from other words: that no private answer
is in them is what the renderer refuses. How long somebody takes isn't compared either: nothing tells of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.authoring.deeds import TOO_LONG, Deed
from bot.authoring.judging import Judge
from bot.authoring.node import Node
from bot.authoring.noticed import Heard, asked_of, given_in, heard, in_between, is_private, letters, named
from bot.authoring.remarks import Remark
from bot.authoring.two import AWAY, somebody_went
from bot.engine.turn import Turn

First = tuple[Hashable, Heard]
"""What the other gets next: by an answer that they may know of (or None), and what."""

TELLS = Remark(
    "the other could tell which by what comes to them",
    "Lead both to the same for the other, share the answer, or add `reveals: yes`: it is said before the answer.",
)


@dataclass(frozen=True, slots=True)
class Way:
    """One answer that was walked: what it brought the other and its owner, and where it led.

    `private`: nobody else is to know what is answered there. `given`: an answer that the other may know of, or None.
    `moved`: its owner is asked something else now.
    """

    deed: Deed
    private: bool
    given: Hashable
    other: Heard
    own: Heard
    to: Hashable
    moved: bool

    @property
    def quiet(self) -> bool:
        """Whether the other knows nothing of it."""
        return self.given is None and not self.other


@dataclass(slots=True)
class Telling:
    """Keeps what was answered between two, and finds what tells the other what is private."""

    judge: Judge
    ways: dict[Hashable, list[Way]] = field(default_factory=dict)
    brought: dict[Hashable, tuple[Deed, Hashable]] = field(default_factory=dict)

    def note(self, node: Node, after: Node, turn: Turn, deed: Deed) -> None:
        """An answer led from one moment to another; `turn` is the last of that."""
        before, then = node.session, after.session
        aside = not deed.onward or deed.later or deed.words.startswith(TOO_LONG)
        if (
            aside or node.depth or somebody_went(before) or before.place.pause
        ):  # a pause says before what it shows
            return
        other = next(user for user in before.people if user != deed.who)
        private = is_private(before, deed)
        if private:
            self._compare(node, turn, deed, other)
        if in_between(before) or in_between(then):
            return
        given = None if private else given_in(turn, deed.who)
        told, own = heard(before, turn, other), heard(before, turn, deed.who)
        moved = bool(own) or asked_of(before, deed.who) != asked_of(then, deed.who)
        way = Way(deed, private, given, told, own, after.key, moved)
        self.ways.setdefault(node.key, []).append(way)

    def _compare(self, node: Node, turn: Turn, deed: Deed, other: int) -> None:
        """To the letter: all private answers to one asking that bring the other something bring the same."""
        got = letters(turn, other)
        if not got:
            return
        place = node.session.place
        theirs = tuple(question for question in place.questions if question.owner == other)
        asking = (deed.who, place.trail, theirs, place.unopened, node.session.answers, bool(turn.knocks))
        first, before = self.brought.setdefault(asking, (deed, got))
        if before != got:
            self.judge.telling(node, first, deed, TELLS)

    def judge_all(self, seen: Mapping[Hashable, Node]) -> None:
        """All of it, once everything was walked: what comes first, and what comes later."""
        for reader in sorted({way.deed.who for ways in self.ways.values() for way in ways}):
            _Later(self.judge, seen, self.ways, reader).look()


@dataclass(frozen=True, slots=True)
class _Origin:
    """Two private answers at one moment, after which all must be the same for the other."""

    node: Node
    one: Deed
    two: Deed


@dataclass(slots=True)
class _Later:
    """What one of the two gets after what the other answered in private."""

    judge: Judge
    seen: Mapping[Hashable, Node]
    ways: Mapping[Hashable, list[Way]]
    reader: int
    firsts: dict[Hashable, dict[First, list[Hashable]]] = field(default_factory=dict)
    alike: dict[Hashable, Hashable] = field(default_factory=dict)
    met: set[tuple[Hashable, Hashable]] = field(default_factory=set)
    pending: list[tuple[Hashable, Hashable, _Origin]] = field(default_factory=list)

    def look(self) -> None:
        """From every private answer on."""
        for key in self.ways:
            self._privately(key)
        while self.pending:
            self._carry_on(*self.pending.pop())

    def _privately(self, key: Hashable) -> None:
        """All private answers at one moment must bring the same first, and lead to what is alike."""
        groups: dict[str, dict[First, list[Hashable]]] = {}
        deeds: dict[str, Deed] = {}
        for way in self._theirs(key):
            if way.private:
                name = named(way.deed)
                deeds.setdefault(name, way.deed)
                found = groups.setdefault(name, {})
                after = self._first(way.to) if way.quiet else {(None, way.other): [way.to]}
                for first, to in after.items():
                    found.setdefault(first, []).extend(to)
        for name in [*groups][1:]:
            one = next(iter(groups))
            origin = _Origin(self.seen[key], deeds[one], deeds[name])
            self._same(groups[one], groups[name], origin)
        quiet = [way for way in self._theirs(key) if way.private and way.quiet]
        for way in quiet[1:]:
            origin = _Origin(self.seen[key], quiet[0].deed, way.deed)
            self._together([*self._settled(quiet[0].to), *self._settled(way.to)], origin)

    def _same(
        self, one: Mapping[First, list[Hashable]], two: Mapping[First, list[Hashable]], origin: _Origin
    ) -> None:
        asked_alike = {given for given, _ in one} == {given for given, _ in two}
        differ = one.keys() != two.keys() if asked_alike else self._aloud(one) != self._aloud(two)
        if differ:
            self.judge.telling(origin.node, origin.one, origin.two, TELLS)
            return
        for first in (each for each in one if each in two):
            self._together([*one[first], *two[first]], origin)

    def _aloud(self, firsts: Mapping[First, list[Hashable]]) -> set[Heard]:
        """What comes to the reader first, also past answers that are shared and bring nothing yet."""
        found: set[Heard] = set()
        done: set[Hashable] = set()
        pending = [firsts]
        while pending:
            for (_, told), to in pending.pop().items():
                fresh = [] if told else [key for key in to if key not in done]
                found.update([told] if told else ())
                done.update(fresh)
                pending += map(self._first, fresh)
        return found

    def _together(self, keys: Iterable[Hashable], origin: _Origin) -> None:
        """These must be alike; where the other person is asked the same, also in what the reader does."""
        by_step: dict[Hashable, Hashable] = {}
        for key in dict.fromkeys(each for to in keys for each in (to, *self._settled(to))):
            first = by_step.setdefault(self._step(key), key)
            self.pending.append((first, key, origin))
        lone = [*by_step.values()]
        self.pending += [(lone[0], each, origin) for each in lone[1:]]

    def _carry_on(self, one: Hashable, two: Hashable, origin: _Origin) -> None:
        same_step = self._step(one) == self._step(two)
        if same_step:
            one, two = self._class(one), self._class(two)
        if one == two or (one, two) in self.met:
            return
        self.met.add((one, two))
        self._same(self._first(one), self._first(two), origin)
        if same_step:
            self.alike[two] = one
            self._by_oneself(one, two, origin)

    def _by_oneself(self, one: Hashable, two: Hashable, origin: _Origin) -> None:
        """What the reader does themselves comes to the same at both moments."""
        ways, others = self._mine(one), self._mine(two)
        for deed in (each for each in ways if each in others):
            if ways[deed].own != others[deed].own:
                self.judge.telling(origin.node, origin.one, origin.two, TELLS)
            else:
                self._together([ways[deed].to, others[deed].to], origin)

    def _mine(self, key: Hashable) -> Mapping[tuple[str, bool], Way]:
        mine = (way for way in self.ways.get(key, ()) if way.deed.who == self.reader)
        return {(named(way.deed), way.deed.words.endswith(AWAY)): way for way in mine}

    def _class(self, key: Hashable) -> Hashable:
        while (parent := self.alike.get(key, key)) != key:
            key = parent
        return key

    def _step(self, key: Hashable) -> Hashable:
        """What the other person is asked at a moment."""
        session = self.seen[key].session
        return next(asked_of(session, user) for user in session.people if user != self.reader)

    def _theirs(self, key: Hashable) -> Iterator[Way]:
        return (way for way in self.ways.get(key, ()) if way.deed.who != self.reader)

    def _first(self, key: Hashable) -> dict[First, list[Hashable]]:
        """What comes to the reader first from a moment on, by what the other does alone, and where that leads."""
        if key not in self.firsts:
            found = self.firsts[key] = {}
            for at in self._quietly(key):
                for way in self._theirs(at):
                    if not way.quiet:
                        found.setdefault((way.given, way.other), []).append(way.to)
        return self.firsts[key]

    def _settled(self, key: Hashable) -> Iterator[Hashable]:
        """Where the other can come to alone and unnoticed, and no further without being noticed."""
        for at in self._quietly(key):
            if not any(way.quiet and way.moved for way in self._theirs(at)):
                yield at

    def _quietly(self, key: Hashable) -> Iterator[Hashable]:
        """Where the other can come to alone, this moment first, while the reader is told nothing."""
        done: set[Hashable] = set()
        pending = [key]
        while pending:
            at = pending.pop()
            if at not in done:
                done.add(at)
                yield at
                pending += [way.to for way in self._theirs(at) if way.quiet]
