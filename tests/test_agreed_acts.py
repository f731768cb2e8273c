"""Small acts agreed before the whole house: kept with the turn that agrees them, undone with the answer, private."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from scenes import linked, talks, two
from talk import Talk, talk

from bot.app import read_library
from bot.config import Settings
from bot.engine.act import Act
from bot.engine.reminder import Reminder

LISTS = "gifts: {tea: make tea, hello: say a warm hello}\ncues: {home: I come home, up: I get up}\n"
ALONE = """
dialog: alone
title: A small act
about: One small act.
command: small
steps:
  act: {say: 'What will you do?', ask: {agree: plan, from: gifts, cues: cues}, then: {agreed: last, none: last}}
  last: {say: 'That was it. Go on?', ask: note, then: end}
"""
GIVE = """
dialog: two
title: A talk for two
about: A small act each.
seats: [speaker, listener]
command: two
steps:
  gift:
    to: speaker
    say: 'What will you do for {listener}?'
    ask: {agree: deed, from: gifts, cues: cues, share: listener, if: {glad: good}}
    then: {agreed: glad, kept: last, none: last}
    solo: {skip: yes, then: last}
  glad:
    to: listener
    say: 'An act: "{deed}". Would it feel good?'
    ask: {choice: glad, share: speaker, options: {good: That would feel good, other: Rather something else}}
    then: last
    solo: {skip: yes, then: last}
  last: {to: both, say: That was all., ask: note, then: end}
"""


@asynccontextmanager
async def alone(folder: Path) -> AsyncIterator[Talk]:
    """Somebody alone, asked for a small act."""
    dialogs = folder / "dialogs"
    dialogs.mkdir()
    (dialogs / "alone.yaml").write_text(ALONE)
    (dialogs / "lists.yaml").write_text(LISTS)
    async with talk(folder, read_library(Settings(dialogs=dialogs)), dialogs=dialogs) as ann:
        await ann.meets()
        await ann.says("/small")
        yield ann


async def acts(person: Talk) -> Sequence[Act]:
    """What they give, as it is kept."""
    async with person.house.store.batch() as work:
        user = await work.user_at(person.address)
        assert user is not None
        return await work.acts_of(user.id)


async def plans(person: Talk, *presses: str) -> None:
    """A deed, its moment, its first date, how often, and all of it as it was put together."""
    for label in (*presses, "Use this"):
        await person.presses(label)


TEA = ("make tea", "I come home", "Tomorrow", "Every day for two weeks")


async def test_what_was_agreed_alone_is_kept_with_its_dates(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await plans(ann, *TEA)
        ann.hears("That was it")
        tomorrow = ann.clock().date() + timedelta(days=1)
        (act,) = await acts(ann)
        assert (act.receiver, act.cue, act.deed, act.state) == (0, "I come home", "make tea", "agreed")
        assert (act.first, act.rule, act.zone) == (f"{tomorrow}T12:00", "d1", "UTC")
        assert act.until == str(tomorrow + timedelta(days=13))


async def test_a_restart_in_the_middle_loses_nothing_of_it(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await ann.presses("make tea")
        await ann.presses("I come home")
        await ann.restarts()
        await plans(ann, "Today", "Once")
        assert [act.deed for act in await acts(ann)] == ["make tea"]


async def test_going_back_over_it_takes_it_away_with_all_that_it_had_planned(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await plans(ann, *TEA)
        (act,) = await acts(ann)
        async with ann.house.store.batch() as work:
            await work.remind(
                Reminder(0, "follow_up", act.giver, "", act.id, ann.clock() + timedelta(days=2))
            )
        await ann.says("/back")
        ann.hears("This is your plan")
        assert await acts(ann) == []
        async with ann.house.store.batch() as work:
            assert await work.reminders_of(act.giver) == []
        await ann.says("When I get up, I will make tea")
        assert [(each.cue, each.deed) for each in await acts(ann)] == [("I get up", "make tea")]


async def test_a_talk_that_is_stopped_and_forgotten_leaves_its_act_running(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await plans(ann, *TEA)
        await ann.says("/stop")
        await ann.presses("Stop, and forget it")
        assert [act.deed for act in await acts(ann)] == ["make tea"]


async def test_who_is_forgotten_leaves_no_word_of_it(tmp_path: Path) -> None:
    async with alone(tmp_path) as ann:
        await ann.presses("My own idea")
        await ann.says("water the marigolds")
        await plans(ann, "I come home", "Today", "Once")
        assert b"marigolds" in ann.files()
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        assert b"marigolds" not in ann.files()


@pytest.mark.parametrize(
    ("vague", "suggested"), [("Try to listen.", "listen once"), ("stop moaning", "breath")]
)
async def test_a_vague_deed_gets_two_suggestions_of_its_own_words(
    tmp_path: Path, vague: str, suggested: str
) -> None:
    async with alone(tmp_path) as ann:
        await ann.presses("My own idea")
        await ann.says(vague)
        ann.hears("Perhaps one of these?")
        label = ann.labels[0]
        assert suggested in label
        await ann.says(label)
        ann.hears("And when?")
        await plans(ann, "I come home", "Today", "Once")
        assert [act.deed for act in await acts(ann)] == [label]


async def test_what_controls_is_turned_down_and_the_other_sees_nothing_of_it(tmp_path: Path) -> None:
    """S35."""
    async with two(tmp_path, two=GIVE, lists=LISTS) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await ann.presses("My own idea")
        ben.listens()
        for _ in range(2):
            await ann.says("Share my location with you")
            ann.hears("Nobody here has to tell where they are", 'What fits after "I will"?')
            ann.hears_nothing_of("This is what Ben will read")
        await ann.says("sing")
        await plans(ann, "I come home", "Today", "Once")
        await ann.presses("Change it")
        await ann.says("When I come home, I will send you my live location.")
        ann.hears("I make no act of it")
        ann.hears_nothing_of("This is what Ben will read")
        await ben.waits(60)
        assert "location" not in ben.shown
        assert await acts(ann) == []
        assert b"location" not in ann.files()


async def test_an_act_for_the_other_is_in_force_once_they_say_that_it_would_feel_good(tmp_path: Path) -> None:
    async with two(tmp_path, two=GIVE, lists=LISTS) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await plans(ann, *TEA)
        ann.hears("This is what Ben will read", "When I come home, I will make tea.")
        assert await acts(ann) == []
        await ann.presses("Send it")
        (offered,) = await acts(ann)
        assert (offered.state, offered.receiver > 0) == ("offered", True)
        await ben.waits(60)
        await ben.presses("Open")
        await ben.presses("That would feel good")
        assert await acts(ann) == [replace(offered, state="agreed")]
        assert await acts(ben) == []


async def test_where_they_would_rather_have_something_else_nothing_of_it_is_left(tmp_path: Path) -> None:
    async with two(tmp_path, two=GIVE, lists=LISTS) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await plans(ann, *TEA)
        await ann.presses("Send it")
        await ben.waits(60)
        await ben.presses("Open")
        await ben.presses("Rather something else")
        assert await acts(ann) == []


async def test_kept_at_its_preview_it_is_ones_own(tmp_path: Path) -> None:
    async with two(tmp_path, two=GIVE, lists=LISTS) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await plans(ann, *TEA)
        await ann.presses("Keep it to myself")
        assert [(act.receiver, act.state) for act in await acts(ann)] == [(0, "agreed")]
        await ben.waits(60)
        await ben.presses("Open")
        ben.hears("That was all")
        ben.hears_nothing_of("tea")
