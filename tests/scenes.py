"""People in the middle of a conversation: linked, in a talk of two, where their next words are an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from talk import Talk, talk

from bot.app import read_library
from bot.config import Settings
from bot.engine.library import Library

ANN, BEN = "stage:ann", "stage:ben"
QUIET = "08:00-21:00"
HOUR, DAY = 3600, 24 * 3600
TWO = """
dialog: two
title: A talk for two
about: One says it, the other says it back.
seats: [speaker, listener]
command: two
start: moment
steps:
  moment:
    to: speaker
    say: What happened?
    ask: {text: moment, share: listener}
    then: mirror
    solo: {say: "What happened, for you?"}
  mirror:
    to: listener
    say: '{speaker} says: "{moment}". Say it back.'
    ask: {text: mirror, share: speaker, mirrors: moment}
    then: heard
    solo: {skip: yes}
  heard:
    to: speaker
    say: '{listener} heard: "{mirror}". Is that it?'
    ask: {confirm: heard, share: listener}
    then: end
    solo: {skip: yes}
"""
ROUNDS = """
dialog: two
title: A talk for two
about: Each says it once, the other says it back.
seats: [speaker, listener]
command: two
start: when
steps:
  when:
    to: speaker
    say: When?
    ask: {appointment: when}
    then: {now: calm, later: calm, open: calm}
    solo: {skip: yes, then: calm}
  calm:
    to: speaker
    say: How calm?
    ask: {text: calm, optional: yes}
    then: moment
  moment:
    to: speaker
    say: What happened?
    recap: 'It was "{moment}"'
    ask: {text: moment, share: listener}
    then: mirror
    listens: passed
  passed:
    to: speaker
    say: We go on.
    then: {swap: when, then: thanks}
  mirror:
    to: listener
    say: '{speaker} says: "{moment}". Say it back.'
    ask: {text: mirror, share: speaker, mirrors: moment, draft: '{moment}'}
    then: heard
    solo: {skip: yes}
  heard:
    to: speaker
    say: '{listener} heard: "{mirror}". Is that it?'
    ask: {confirm: heard, share: listener}
    then: {yes: {swap: when, then: thanks}, no: mirror}
    visits: {limit: 2, then: turn}
    solo: {skip: yes, then: thanks}
  turn:
    to: speaker
    say: It may stay so.
    then: {swap: when, then: thanks}
    solo: {skip: yes, then: thanks}
  thanks:
    to: both
    say: One word of thanks?
    ask: {text: thanks, share: both, optional: yes}
    then: [{when: {thanks of speaker: skipped}, go: last}, {when: {thanks of listener: skipped}, go: last}, told]
    solo: One word of thanks, to yourself?
  told:
    to: both
    say: '{thanks of speaker} {thanks of listener}'
    then: last
    solo: {skip: yes}
  last:
    to: both
    say: That was all.
    then: end
    solo: That was it.
"""
BREAK = """
dialog: calm
title: A short break
about: A breath.
command: calm
steps:
  breath: {say: 'What do you hear?', ask: {text: breath}, then: end}
"""


_READ: dict[frozenset[tuple[str, str]], Library] = {}


def read_once(folder: Path, texts: Mapping[str, str]) -> Library:
    """The library of a folder that holds these dialogs alone, read once for all tests that have the same ones."""
    known = frozenset(texts.items())
    if known not in _READ:
        _READ[known] = read_library(Settings(dialogs=folder))
    return _READ[known]


@asynccontextmanager
async def two(folder: Path, **more: str) -> AsyncIterator[tuple[Talk, Talk]]:
    """Ann and Ben, who both know Mend, with a dialog for two and `more`; it is a Monday evening at seven in UTC."""
    dialogs = folder / "dialogs"
    dialogs.mkdir()
    texts = {"two": TWO, **more}
    for name, text in texts.items():
        (dialogs / f"{name}.yaml").write_text(text)
    async with talk(folder, read_once(dialogs, texts), dialogs=dialogs) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.meets()
        yield ann, ben


async def screened(person: Talk, answers: Sequence[str] = ("No",) * 4) -> None:
    """Somebody goes through the screening that was just offered."""
    await person.presses("I'm alone, go on")
    for answer in answers:
        await person.presses(answer)


async def invites(ann: Talk) -> str:
    """Ann makes an invitation; gives what its reader types."""
    await ann.says("/together")
    await screened(ann)
    await ann.says("Ann")
    await ann.presses("Make the invitation")
    return next(line for line in ann.shown.splitlines() if line.startswith("/start "))


async def linked(ann: Talk, ben: Talk) -> None:
    """Both are linked."""
    await ben.says(await invites(ann))
    await ben.presses("Yes")
    await screened(ben)
    await ben.says("Ben")
    await ben.says("London")
    await ben.presses(QUIET)


async def talks(person: Talk, command: str = "/two") -> None:
    """Somebody begins the talk for two."""
    await person.says(command)
    await person.presses("For the two of us")


async def sends(person: Talk, text: str) -> None:
    """Somebody writes, and sends it from the preview."""
    await person.says(text)
    await person.presses("Send it")


async def unlinks(person: Talk) -> None:
    """Apart, in two taps."""
    await person.says("/unlink")
    await person.presses("Yes, end it")
    person.hears("The link has ended")


async def in_a_talk(ann: Talk, ben: Talk, text: str = "You left.") -> None:
    """Both are linked, Ann has begun the talk for two and sent something, and Ben is knocked for."""
    await linked(ann, ben)
    await talks(ann)
    await sends(ann, text)
    await ben.waits(60)


@asynccontextmanager
async def tells(folder: Path) -> AsyncIterator[Talk]:
    """Somebody alone, asked for words of their own."""
    async with talk(folder) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        yield ann


@asynccontextmanager
async def says_back(folder: Path) -> AsyncIterator[Talk]:
    """One of two, asked to say back what the other sent."""
    async with two(folder) as (ann, ben):
        await in_a_talk(ann, ben, "You looked at your phone while I told you about my day.")
        await ben.presses("Open")
        yield ben
