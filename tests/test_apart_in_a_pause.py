"""Somebody goes in a pause, before an hour that was chosen, or behind a preview: to the other it is silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import BEN, HOUR, linked, sends, unlinks
from talk import Talk, talk

TO_HEAR = "Below is what Ann would like you to hear"


async def previews(ann: Talk, ben: Talk) -> None:
    """Ann sees what Ben would read."""
    await linked(ann, ben)
    await ann.says("/repair")
    for label in ("For the two of us", "Yes, now", "Calm"):
        await ann.presses(label)
    await ann.says("You left.")
    await ann.presses("Skip")
    await ann.says("You left and I waited.")


async def is_asked(ann: Talk, ben: Talk) -> None:
    """Ben opened the note of Ann's words, and is asked whether now is a good time."""
    await previews(ann, ben)
    await ann.presses("Send it")
    await ben.waits(60)
    await ben.presses("Open")


async def says_back(ann: Talk, ben: Talk) -> None:
    """Ben is asked to say back what Ann sent."""
    await is_asked(ann, ben)
    await ben.presses("Yes, now")
    await ben.presses("Calm")
    ben.hears(TO_HEAR)


async def comes_to(moment: str, ann: Talk, ben: Talk) -> None:
    """The two come to this moment of their talk."""
    if moment == "behind her preview":
        await previews(ann, ben)
    elif moment == "before his hour":
        await is_asked(ann, ben)
        await ben.presses("Not now")
        await ben.presses("In an hour")
    else:
        await says_back(ann, ben)
        who = ann if moment == "in her pause" else ben
        await who.says("/pause")
        await who.presses("In 20 minutes")
        if moment == "after his return":
            await ben.waits(HOUR)
            await ben.presses("I'm here")
            await ben.says("8")


async def goes_on(ben: Talk) -> list[str]:
    """All that Ben reads who goes on wherever he is let."""
    read = []
    for _ in range(15):
        await ben.waits(6 * HOUR)
        read.append(ben.shown)
        for label in ("I'm here", "Calm", "8"):
            if label in ben.labels:
                await ben.presses(label)
                read.append(ben.shown)
        for text in ("/where", "/together"):
            await ben.says(text)
            read.append(ben.shown)
    return read


@pytest.mark.parametrize(
    "moment", ["behind her preview", "before his hour", "in her pause", "in his pause", "after his return"]
)
async def test_for_the_other_it_is_the_same_as_if_nobody_had_gone(tmp_path: Path, moment: str) -> None:
    read = []
    for name in ("silent", "gone"):
        folder = tmp_path / name
        folder.mkdir()
        async with talk(folder) as ann:
            ben = ann.beside(BEN)
            for each in (ann, ben):
                await each.meets()
            await comes_to(moment, ann, ben)
            if name == "gone":
                await unlinks(ann)
            else:
                await ann.says("/help")
                await ann.says("/help")
            read.append(await goes_on(ben))
    rests = next(number for number, text in enumerate(read[0]) if "This talk rests now." in text)
    assert read[0][:rests] == read[1][:rests]
    assert "This talk rests now." in read[1][rests]


async def test_who_chose_an_hour_goes_on_at_it_though_the_other_has_gone(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.meets()
        await comes_to("before his hour", ann, ben)
        await unlinks(ann)
        ben.listens()
        await ben.waits(HOUR + 60)
        ben.hears("This is the hour that was chosen.")
        await ben.presses("I'm here")
        await ben.presses("Calm")
        ben.hears(TO_HEAR)
        await sends(ben, "That you waited for me, and I left.")
        ben.hears("that is kept")
