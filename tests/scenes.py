"""People in the middle of a conversation, where their next words are an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from talk import Talk, talk
from test_together import linked, two


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
        await linked(ann, ben)
        await ann.says("/two")
        await ann.presses("For the two of us")
        await ann.says("You looked at your phone while I told you about my day.")
        await ann.presses("Send it")
        await ben.waits(60)
        await ben.presses("Open")
        yield ben
