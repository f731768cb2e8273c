"""Performances: transcripts played line by line before the whole house, and compared with what comes of it."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from bot.authoring.transcripts import Line, Transcript
from bot.config import Settings
from bot.engine.library import Library
from bot.rehearsing.rehearsal import ZONE, Differs, Rehearsal
from bot.rehearsing.stage import Stage
from bot.when.wall import instant


async def play(transcript: Transcript, library: Library, dialogs: Path) -> str:
    """Play a transcript; empty where all is as written, else the conversation up to the line that differs."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/rehearsal.db", dialogs=dialogs)
        first, *others = transcript.people or ("",)
        address = f"stage:{first or 'ann'}"
        stage = Stage(seed=transcript.seed)
        async with Rehearsal(library, settings, Path(folder), address, first, stage=stage) as one:
            people = {first: one, **{name: one.beside(f"stage:{name}", name) for name in others}}
            await _before(transcript, people)
            for number, line in transcript.lines:
                try:
                    if line.follows is not None:
                        await people[line.who or first].follows(people[line.follows])
                    await _play_line(people[line.who or first], line)
                except Differs as differs:
                    so_far = "\n".join(one.said)
                    return f"{so_far}\n\n{transcript.file}:{number}: {transcript.title}\n{differs}"
    return ""


async def _before(transcript: Transcript, people: Mapping[str, Rehearsal]) -> None:
    """What was before the first line: everybody met Mend, unless it is new to them; two became two."""
    first = next(iter(people))
    if transcript.at is not None:
        people[first].clock.time = instant(transcript.at, transcript.zones.get(first, ZONE))
    for name, language in transcript.languages.items():
        people[name].speaks = language
    new = {line.who or first for _, line in transcript.lines if line.new}
    for name, person in people.items():
        if name not in new:
            await person.agreed()
    if transcript.linked:
        one, other = people.values()
        await one.linked(other)
    for name, zone in transcript.zones.items():
        await people[name].lives(zone)


def _folded(text: str) -> str:
    return " ".join(text.split())


async def _play_line(rehearsal: Rehearsal, line: Line) -> None:
    """Do what a line says, then compare what is heard and what is kept."""
    if line.says is not None:
        await rehearsal.says(line.says, early=line.early)
    deeds: tuple[tuple[Any, Callable[[Any], Awaitable[None]]], ...] = (
        (line.presses, rehearsal.presses),
        (line.sends, rehearsal.sends),
        (line.edits, rehearsal.edits),
        (line.wait, rehearsal.waits),
    )
    for what, do in deeds:
        if what is not None:
            await do(what)
    if line.restart or line.down is not None:
        await rehearsal.everybody[0].restarts(down=line.down or 0)
    _compare(rehearsal, line)
    await _compare_kept(rehearsal, line.kept or {})
    if rehearsal.name and (line.hears or line.nothing):
        rehearsal.goes_on()


async def _compare_kept(rehearsal: Rehearsal, expected: Mapping[str, Any]) -> None:
    kept = await rehearsal.kept() if expected else {}
    for name, value in expected.items():
        if _folded(str(kept.get(name))) != _folded(str(value)):
            raise Differs(f"{name} should be {value!r}, and is {kept.get(name)!r}.")


def _compare(rehearsal: Rehearsal, line: Line) -> None:
    heard = _folded(" ".join(seen.text for seen in rehearsal.heard()))
    for part in line.hears:
        if _folded(part) not in heard:
            raise Differs(f"Should be heard: {part}\n{rehearsal.shows()}")
        heard = heard[heard.index(_folded(part)) + len(_folded(part)) :]
    if line.nothing and heard:
        raise Differs(f"Nothing should have come.\n{rehearsal.shows()}")
    if line.buttons is not None and [*line.buttons] != rehearsal.buttons():
        raise Differs(f"The buttons should be: [{'] ['.join(line.buttons)}]\n{rehearsal.shows()}")
