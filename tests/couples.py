"""Couples before one bot: linked through the front door, they go through repair for two by what their chats show."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from door import linked
from phone import Person, Seen
from square import Heard, Square
from talk import shipped

CLOSING = json.dumps(shipped().dialogs["repair"].words_in("en").texts["close_two.say"].strip())[1:-1]
"""The last words of a talk, as they are in a call to the Bot API."""

_PHRASES = shipped().phrases_in("en")


def _wordings(*keys: str) -> tuple[str, ...]:
    """All wordings of these phrases, as they are in a call to the Bot API."""
    return tuple(json.dumps(words)[1:-1] for key in keys for words in _PHRASES.words(key))


WAITING = _wordings("shared.waits")
_EARLY = _PHRASES.say("early")
HELD = _wordings("early", "thought.held", "added", "start_words", "thread.start_words")
"""What comes of words that are written while the other is asked; the last, where the talk ended just before."""

NOT_HERE = "Not now"
"""What nobody presses: it leads out of the talk."""

ASIDES = {
    "!take": ("", 0),
    "!as_is": ("", 0),
    "!send": ("!mine", 0.05),
    "!drop": ("!use", 0.5),
    "!safe": ("", 0),
}
"""What is chosen where something is asked in between; what else, and how often."""

AFTER = 20
"""How much both of a pair together have to see after the last kill, before it counts as going on."""

_ASKING = re.compile(r"[0-9a-z]{12}:\d+:(?P<choice>[^<].*)")
MARK = re.compile(r"[ab]\d+m\d+x")


@dataclass(slots=True)
class Half:
    """One of two. Each text of theirs has a mark: `sent` from a preview, a `thought` meanwhile, else private."""

    person: Person
    name: str
    chance: Random
    marks: list[str] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    thoughts: set[str] = field(default_factory=set)
    _acted: set[str] = field(default_factory=set)
    _thought: tuple[int, str] = (0, "")
    _last: int = 0
    _ticking: tuple[str, list[str]] = ("", [])

    @property
    def square(self) -> Square:
        """Where they and the bot meet."""
        assert isinstance(self.person.loopback, Square)
        return self.person.loopback

    def told(self) -> list[Heard]:
        """What the bot has said to them; what came twice right after itself is there once."""
        heard = self.square.taken.get(self.person.id, [])
        return [one for before, one in zip([None, *heard], heard, strict=False) if not _again(before, one)]

    def ends(self) -> int:
        """How many talks they have read the end of."""
        return sum(CLOSING in one.said for one in self.told())

    def reached(self, mark: str) -> int:
        """How often they were told this in the same words; what asks again, as words came too early, is no other.

        A later step may quote it in other words: so do those that sum up.
        """
        told = [json.loads(one.said)[0] for one in self.told() if mark in one.said]
        asked_once = Counter(text for text in told if _EARLY not in text)
        return max(asked_once.values(), default=len(told))

    def reads(self) -> set[str]:
        """All marks that ever stood in their chat in a word of the bot's."""
        texts = (text + json.dumps(seen.buttons) for text, seen in self.person.place.news)
        return {mark for text in texts for mark in MARK.findall(text)}

    def react(self) -> None:
        """Do the next thing that the chat asks for, if it asks for anything new."""
        if self._in_thought():
            return
        told = {one.message for one in self.told()}
        messages = self.person.place.messages[max(self._last - 1, 0) :]  # nobody answers further up
        asking = [seen for seen in messages if seen.id in told and _asks(seen)]
        newest = asking[-1] if asking else None
        if newest is None:
            return
        self._last = newest.id
        data = {b["callback_data"]: b["text"] for row in newest.buttons for b in row if "callback_data" in b}
        choices = {found["choice"]: each for each in data if (found := _ASKING.fullmatch(each))}
        beginning = next((each for each in data if each.startswith("two:")), "")
        aside = next((each for each in ASIDES if each in choices), "")
        if beginning or "!open" in choices:
            self._press(newest, beginning or choices["!open"], f"{newest.id}")
        elif aside:
            self._decide(newest, aside, choices)
        elif "+done" in choices:
            self._tick(newest, choices, data)
        elif options := [choices[each] for each in choices if each[0] not in "!+"]:
            allowed = [each for each in options if data[each] != NOT_HERE]
            hurried = self.chance.random() < 0.6  # the last one is mostly no detour
            self._press(newest, allowed[-1] if hurried else self.chance.choice(allowed), options[0])
        else:
            self._answer(newest, choices)

    def _once(self, what: str) -> bool:
        new = what not in self._acted
        self._acted.add(what)
        return new

    def _press(self, seen: Seen, data: str, key: str) -> bool:
        if new := self._once(key):
            self.person.presses_data(data, seen)
        return new

    def _decide(self, seen: Seen, aside: str, choices: dict[str, str]) -> None:
        """Decide what is asked in between; what a preview showed is sent, mostly."""
        other, how_often = ASIDES[aside]
        choice = other if self.chance.random() < how_often else aside
        if not self._press(seen, choices[choice], choices[aside]):
            return
        own = {*MARK.findall(seen.text)} & {*self.marks}
        if choice == "!send":
            self.sent |= own
        elif choice == "!mine":  # of a preview that came anew, with what was added
            self.sent -= own

    def _tick(self, seen: Seen, choices: dict[str, str], data: dict[str, str]) -> None:
        """Tick one box, and press Done once it shows."""
        question = choices["+done"]
        if self._ticking[0] != question:
            self._ticking = (question, [self.chance.choice([c for c in choices if c[0] not in "!+"])])
        wanted = choices[self._ticking[1][0]]
        self._press(seen, wanted if not data[wanted].startswith("✓") else question, f"{wanted}{data[wanted]}")

    def _answer(self, seen: Seen, choices: dict[str, str]) -> None:
        if not self._once(f"text {seen.id}"):
            return
        if "+skip" in choices and self.chance.random() < 0.3:
            self.person.presses_data(choices["+skip"], seen)
        else:
            self._write()

    def waits(self) -> bool:
        """Whether the last thing that they were told is that the other is asked."""
        return any(each in self.told()[-1].said for each in WAITING)

    def thinks(self) -> None:
        """Write something while the other is asked, and do nothing before they know what came of it."""
        self._thought = (len(self.told()), self._write())
        self.thoughts.add(self._thought[1])

    def _in_thought(self) -> bool:
        since, mark = self._thought
        told = "".join(one.said for one in self.told()[since:])
        return bool(mark) and not any(part in told for part in (mark, *HELD))

    def _write(self) -> str:
        mark = f"{self.name}m{len(self.marks) + 1}x"
        self.marks.append(mark)
        self.person.writes(f"I waited for you with {mark}")
        return mark


def _again(before: Heard | None, one: Heard) -> bool:
    return before is not None and before.said == one.said


def _asks(seen: Seen) -> bool:
    data = [button.get("callback_data", "") for row in seen.buttons for button in row]
    asks = any(_ASKING.fullmatch(each) or each.startswith(("two:", "way:pause")) for each in data)
    return asks and not seen.own and "pair:unlink" not in data


# --- two of them --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Couple:
    """Two who talk again and again; who begins takes turns."""

    halves: tuple[Half, Half]
    chance: Random
    pace: float = 1.0
    patience: float = 90
    talks: int = 0

    async def link(self) -> None:
        """Become two, as people do it."""
        await linked(*(half.person for half in self.halves))

    async def walk(self, over: asyncio.Event) -> None:
        """Talk until it is `over` and all that was sent has arrived."""
        seen, late = -1, 0
        while True:
            if all(half.ends() == self.talks for half in self.halves):
                if over.is_set():
                    return
                self.halves[self.talks % 2].person.writes("/repair")
                self.talks += 1
            await self._news(seen)
            await asyncio.sleep(self.chance.uniform(0.2, 1.0) * self.pace)
            seen = self._seen()
            for half in self.halves:
                half.react()
            if over.is_set():
                late = late or seen
                if seen > late + AFTER and not list(self.astray()):
                    return
            elif self.chance.random() < 0.05:
                self._think()

    def _think(self) -> None:
        waiting = [half for half in self.halves if half.waits()]
        if waiting:
            waiting[0].thinks()

    def _seen(self) -> int:
        return sum(len(half.person.place.news) for half in self.halves)

    async def _news(self, seen: int) -> None:
        """Wait until more than this was to be seen; no pair is left waiting by a bot that lives."""
        square = self.halves[0].square
        kills = -1
        while self._seen() == seen:
            if square.kills == kills:
                shown = "\n---".join(half.person.shows() for half in self.halves)
                raise AssertionError(f"{self.halves[0].name} is stuck: {shown}")
            kills = square.kills
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.patience):
                    await self._woken(seen)

    async def _woken(self, seen: int) -> None:
        places = [half.person.place for half in self.halves]
        while self._seen() == seen:
            for place in places:
                place.woken.clear()
            waits = [asyncio.create_task(place.woken.wait()) for place in places]
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()

    def astray(self) -> Iterator[str]:
        """Each text that one has sent and that hasn't reached the other exactly once."""
        for half, other in (self.halves, self.halves[::-1]):
            for mark in sorted(half.sent):
                if (times := other.reached(mark)) != 1:
                    yield f"{mark}: reached the other {times} times"


def couple(square: Square, number: int, chance: Random, pace: float) -> Couple:
    """Two people who don't know each other's chat."""
    ids = (6000 + 2 * number, 6001 + 2 * number)
    ann, ben = (
        Half(square.person(id_), f"{letter}{number}", chance) for id_, letter in zip(ids, "ab", strict=True)
    )
    return Couple((ann, ben), chance, pace)
