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
from scenes import BREAK, ROUNDS, linked, two
from talk import Talk

from bot.messengers.messenger import Blocked, Pressed

WAITS = (2, 11 * 60, 14 * 3600, 25 * 3600, 73 * 3600)
COMMANDS = (
    "/start",
    "/two",
    "/calm",
    "/forget",
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
KINDS = ("on",) * 8 + (
    "text",
    "press",
    "old",
    "command",
    "wait",
    "wait",
    "blocked",
    "edit",
    "voice",
    "restart",
    "back",
    "listens",
)
WHO = ("ann", "ben", "eve")
Deed = tuple[str, str, int]
Deeds = Sequence[Deed]
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
            f"You never write mark{mark}x." if mark % 3 == 0 else f"A word: mark{mark}x."
        )

    async def on(self, who: str) -> None:
        """What somebody does who simply goes on: opens, sends, agrees, writes, begins."""
        person = self.people[who]
        said = [seen for seen in person.chat if not seen.own and seen.text]
        data = [button.data for row in said[-1].buttons for button in row if button.data]
        if any(
            each.endswith((":!send", ":!open", ":yes", ":now")) or each.startswith("two:") for each in data
        ):
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
            await self.forgets(who)
            return
        if button.data.endswith(":!send"):
            self.sent |= {int(each) for each in _MARK.findall(seen.text)}
        self.apart = self.apart or (button.data == "pair:part" and who != "eve")
        await person.does(Pressed(button.data, seen.number, seen.text, button.label))

    async def forgets(self, who: str) -> None:
        """Somebody has all of theirs taken away, and meets Mend anew."""
        person = self.people[who]
        await person.says("/forget")
        await person.presses("Yes, forget everything")
        self.apart = self.apart or who != "eve"
        await person.meets()

    async def part(self, who: str) -> None:
        """Somebody ends the link, if it hasn't ended yet; from here on nothing passes any more."""
        person = self.people[who]
        if "Yes, end it" in person.labels:
            await person.presses("Yes, end it")
        self.apart = True

    async def does(self, who: str, kind: str, number: int) -> None:
        """One deed."""
        person = self.people[who]
        if kind in ("press", "old"):
            await self.press(who, number, old=kind == "old")
        elif kind == "command":
            await person.says(COMMANDS[number % len(COMMANDS)])
        elif kind == "wait":
            await person.waits(WAITS[number % len(WAITS)])
        elif kind == "restart":
            await person.everybody[0].restarts()
        elif kind == "blocked":
            await person.does(Blocked())
        elif kind == "voice":
            await person.sends("voice")
        else:
            await getattr(self, kind)(who)
        self.look()
        await self.waits_end()

    async def listens(self, who: str) -> None:
        """Somebody offers to only listen, or takes that back, if they are linked."""
        person = self.people[who]
        await person.says("/together")
        buttons = [button for seen in person.heard() for row in seen.buttons for button in row]
        for button in buttons:
            if button.data.startswith("pair:listens:"):
                await person.presses(button.label)

    async def edit(self, who: str) -> None:
        """Somebody changes the last text they wrote."""
        person = self.people[who]
        own = [seen for seen in person.chat if seen.own]
        if own:
            await person.edits(own[-1].text + " more")

    async def back(self, who: str) -> None:
        """Somebody comes back after an hour, as a pause asks them to, and is calm."""
        person = self.people[who]
        await person.waits(3_700)
        await person.says("/start")
        if "10" in person.labels:
            await person.presses("8")

    async def waits_end(self) -> None:
        """Each talk of two that is under way waits for somebody, and that wait has an end."""
        house = self.people["ann"].house
        for name, person in self.people.items():
            async with house.store.batch() as work:
                user = await work.user_at(person.address)
                if user is None:
                    continue
                promised = await work.reminders_of(user.id)
                for row in await work.sessions_of_two(user.id):
                    if row.state not in ("running", "paused"):
                        continue
                    rests = [each for each in promised if each.session == row.id and each.kind == "rest"]
                    assert rests, f"{name} waits without an end in {row}"
                    assert row.place.questions or row.place.pause, f"nobody is asked in {row}"

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
            async with two(Path(folder), two=ROUNDS, calm=BREAK) as (ann, ben):
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
    """Whatever happened: one can stop, then something can be done next, and help is there."""
    await person.says("/stop")
    if "Stop, and keep it" in person.labels:
        await person.presses("Stop, and keep it")
    await person.says("/start")
    assert person.labels, person.shows()
    await person.says("/help")
    person.hears("emergency number")


BEGINS = [("ann", "on", 0)] * 8
ANSWERS = [("ben", "wait", 0), *[("ben", "on", 0)] * 3, ("ann", "wait", 0)]
"""Ann begins and sends something; Ben opens it, says it back and sends that."""


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.sampled_from(([], BEGINS, BEGINS + ANSWERS)), deeds, st.sampled_from(WHO[:2]), deeds)
def test_no_word_shows_up_where_it_may_not(begun: list[Deed], before: Deeds, who: str, after: Deeds) -> None:
    asyncio.run(play([*begun, *before], who, after))


def test_such_stories_do_bring_words_to_the_other() -> None:
    story = asyncio.run(play([*BEGINS, *ANSWERS], "ann", ANSWERS))
    assert {name: len(marks) for name, marks in story.read.items()} == {"ben": 1, "ann": 1}
    assert any("I feel … when you don't write mark3x" in seen.text for seen in story.people["ann"].chat)
