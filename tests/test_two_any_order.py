"""Two people and a third in any order: nobody reads what isn't theirs, nothing fails, everybody has a way on."""

from __future__ import annotations

import asyncio
import logging
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scenes import linked, two
from talk import Talk

from bot.messengers.messenger import Blocked, Pressed

WAITS = (2, 11 * 60, 14 * 3600, 25 * 3600, 73 * 3600)
COMMANDS = (
    "/start",
    "/two",
    "/together",
    "/unlink",
    "/where",
    "/pause",
    "/stop",
    "/back",
    "/over",
    "/again",
    "/help",
)
KINDS = ("on",) * 8 + ("text", "press", "old", "command", "wait", "wait", "other")
WHO = ("ann", "ben", "eve")
Deeds = Sequence[tuple[str, str, int]]
deeds = st.lists(
    st.tuples(
        st.sampled_from((*WHO[:2] * 3, "eve")),
        st.sampled_from(KINDS),
        st.integers(0, 2**16),
    ),
    min_size=8,
    max_size=25,
)
"""Who does what; the number chooses among what there is."""

_MARK = re.compile(r"mark(\d+)x")


@dataclass(slots=True)
class Story:
    """What happened so far: whose each mark is, which were sent, who has read which, whether the two are apart."""

    people: dict[str, Talk]
    owner: dict[int, str] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    apart: bool = False
    read: dict[str, set[int]] = field(default_factory=dict)

    async def text(self, who: str) -> None:
        """Somebody writes words that are nobody else's; some of them could be kinder."""
        mark = len(self.owner) + 1
        self.owner[mark] = who
        await self.people[who].says(
            f"You never write mark{mark}x." if mark % 3 == 2 else f"A word: mark{mark}x."
        )

    async def go_on(self, who: str) -> None:
        """What somebody does who simply goes on: opens, sends, agrees, writes, begins."""
        person = self.people[who]
        said = [seen for seen in person.chat if not seen.own and seen.text]
        data = [button.data for row in said[-1].buttons for button in row if button.data]
        if any(each.endswith((":!send", ":!open", ":yes")) or each.startswith("two:") for each in data):
            await self.press(who, 0, old=False)
        elif "Nothing waits" in said[-1].text or "linked" in said[-1].text or "rests now" in said[-1].text:
            await person.says("/two")
        else:
            await self.text(who)

    async def press(self, who: str, number: int, *, old: bool) -> None:
        """Somebody presses a button: of the newest message that has some, or of any."""
        person = self.people[who]
        having = [seen for seen in person.chat if not seen.own and seen.buttons]
        if not having:
            return
        seen = having[number % len(having)] if old else having[-1]
        buttons = [button for row in seen.buttons for button in row if button.data]
        button = buttons[(number // 7) % len(buttons)]
        if "set:forget" in button.data:
            return
        if button.data.endswith(":!send"):
            self.sent |= {int(each) for each in _MARK.findall(seen.text)}
        self.apart = self.apart or (button.data == "pair:part" and who != "eve")
        await person.does(Pressed(button.data, seen.number, seen.text, button.label))

    async def part(self, who: str) -> None:
        """Somebody ends the link, if it hasn't ended yet; from here on nothing passes any more."""
        person = self.people[who]
        if "Yes, end it" in person.labels:
            await person.presses("Yes, end it")
        self.apart = True

    async def does(self, who: str, kind: str, number: int) -> None:
        """One deed."""
        person = self.people[who]
        if kind == "on":
            await self.go_on(who)
        elif kind == "text":
            await self.text(who)
        elif kind in ("press", "old"):
            await self.press(who, number, old=kind == "old")
        elif kind == "command":
            await person.says(COMMANDS[number % len(COMMANDS)])
        elif kind == "wait":
            await person.waits(WAITS[number % len(WAITS)])
        elif number % 3 == 0:
            await person.does(Blocked())
        elif number % 3 == 1 and any(seen.own for seen in person.chat):
            await person.edits(
                person.chat[[i for i, s in enumerate(person.chat) if s.own][-1]].text + " more"
            )
        else:
            await person.sends("voice")
        self.look()

    def look(self) -> None:
        """Every mark that anybody can read is theirs, or was sent to them; eve reads nothing of anybody's."""
        for name, person in self.people.items():
            for seen in person.chat:
                if seen.own:
                    continue
                for mark in map(int, _MARK.findall(seen.text)):
                    whose = self.owner[mark]
                    if whose == name:
                        continue
                    assert "eve" not in (name, whose), f"{name} reads {whose}'s mark {mark}"
                    assert mark in self.sent, f"{name} reads {whose}'s mark {mark}, which wasn't sent"
                    if mark not in self.read.setdefault(name, set()):
                        assert not self.apart, f"{name} reads {whose}'s mark {mark} after they parted"
                        self.read[name].add(mark)


class Errors(logging.Handler):
    """A turn that failed is tried again and passed over: only the log tells."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was logged."""
        self.said.append(record.getMessage())


async def play(before: Deeds, who: str, after: Deeds) -> Story:
    """A story before one house: linked, and from some moment on apart."""
    logging.getLogger("bot").addHandler(errors := Errors())
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with two(Path(folder)) as (ann, ben):
                await linked(ann, ben)
                eve = ann.beside("stage:eve")
                await eve.meets()
                story = Story({"ann": ann, "ben": ben, "eve": eve})
                for deed in before:
                    await story.does(*deed)
                await story.people[who].says("/unlink")
                await story.part(who)
                for deed in after:
                    await story.does(*deed)
                for person in story.people.values():
                    await has_a_way_on(person)
    finally:
        logging.getLogger("bot").removeHandler(errors)
    assert errors.said == []
    return story


async def has_a_way_on(person: Talk) -> None:
    """Whatever happened: something can be done next, and help is there."""
    await person.says("/stop")
    await person.says("/start")
    assert person.labels, person.shows()
    await person.says("/help")
    person.hears("emergency number")


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(deeds, st.sampled_from(WHO[:2]), deeds)
def test_no_word_shows_up_where_it_may_not(before: Deeds, who: str, after: Deeds) -> None:
    asyncio.run(play(before, who, after))


def test_such_stories_do_bring_words_to_the_other() -> None:
    begins = [("ann", "on", 0)] * 6
    answers = [("ben", "wait", 0), *[("ben", "on", 0)] * 3]
    story = asyncio.run(play([*begins, *answers, ("ann", "wait", 0)], "ann", answers))
    assert {name: len(marks) for name, marks in story.read.items()} == {"ben": 1, "ann": 1}
    assert any("I feel … when you don't write mark2x" in seen.text for seen in story.people["ann"].chat)
