"""An act agreed in a talk, before the whole house: it is in /acts from then on, and what undoes it undoes all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from scenes import DAY, linked, screened, talks, two, unlinks
from talk import Talk
from test_acts import are_two, kept, looks, noted, sets_out

ACT = """
dialog: act
title: A small act
about: One small act each.
seats: [speaker, listener]
command: act
steps:
  gift:
    to: speaker
    say: What will you do?
    ask: {agree: deed, from: gifts, cues: cues, share: listener, if: {glad: good}}
    then: {agreed: glad, kept: last, none: last}
    visits: {limit: 2, then: last}
  glad:
    to: listener
    say: 'An act: "{deed}". Good?'
    ask: {choice: glad, share: speaker, options: {good: That is good, other: Rather not}}
    then: {good: good, other: gift}
    solo: {skip: yes, then: last}
  good: {to: speaker, say: It would feel good., then: last, solo: {skip: yes}}
  last: {to: speaker, say: 'Last?', ask: {text: last, optional: yes}, then: end}
"""
LISTS = """
gifts:
  hello: say a warm hello
  tea: make tea for two
cues: {home: I come home tomorrow, meet: we next meet}
"""
PLAN = "When I come home tomorrow, I will say a warm hello"
TELLS = "That is good"


async def agrees(ann: Talk) -> None:
    """Ann builds her act by taps, up to its preview where there is one."""
    for label in ("say a warm hello", "I come home tomorrow", "Tomorrow", "Every week", "Use this"):
        await ann.presses(label)


@asynccontextmanager
async def offered(folder: Path) -> AsyncIterator[tuple[Talk, Talk]]:
    """Ann has sent her act, and Ben was knocked for."""
    async with two(folder, act=ACT, lists=LISTS) as (ann, ben):
        await linked(ann, ben)
        await talks(ann, "/act")
        await agrees(ann)
        await ann.presses("Send it")
        await ben.waits(60)
        yield ann, ben


async def test_alone_it_is_in_acts_at_once_and_a_note_may_come_if_it_may(tmp_path: Path) -> None:
    async with two(tmp_path, act=ACT, lists=LISTS) as (ann, _):
        await ann.says("/act")
        await agrees(ann)
        ann.hears("Last?")
        await ann.says("Good night.")
        ann.hears("may I ask with a quiet note how it went?")
        await ann.presses("Yes, you may")
        await ann.says("/acts")
        ann.hears(PLAN, "Next: Tuesday 3 March")
        assert [(each.rule, each.state) for each in await kept(ann)] == [("w1.1", "agreed")]
        await ann.waits(2 * DAY)
        await ann.presses("Open")
        ann.hears(f'"{PLAN}"')


async def test_going_back_over_it_calls_it_off_with_all_it_had_planned(tmp_path: Path) -> None:
    async with two(tmp_path, act=ACT, lists=LISTS) as (ann, _):
        await ann.says("/act")
        await agrees(ann)
        assert await looks(ann)
        await ann.says("/back")
        assert not await kept(ann)
        assert not await looks(ann)
        await ann.presses("Use this")
        assert len(await looks(ann)) == 1


async def test_a_talk_that_is_forgotten_leaves_it_running(tmp_path: Path) -> None:
    async with two(tmp_path, act=ACT, lists=LISTS) as (ann, _):
        await ann.says("/act")
        await agrees(ann)
        await ann.says("/stop")
        await ann.presses("Stop, and forget it")
        ann.hears("The small act you agreed to", "It stays in /acts")
        await ann.says("/acts")
        ann.hears(PLAN, "Next: Tuesday 3 March")
        assert await looks(ann)


async def test_for_another_it_is_in_force_once_they_said_that_it_would_feel_good(tmp_path: Path) -> None:
    async with offered(tmp_path) as (ann, ben):
        await ann.says("/acts")
        ann.hears("Nothing is set here now.")
        assert not await looks(ann)
        await ben.presses("Open")
        await ben.presses(TELLS)
        await ann.says("/acts")
        ann.hears(PLAN)
        assert len(await looks(ann)) == 1
        await ben.says("/acts")
        ben.hears("What Ann would like to give", f'"{PLAN}"')


async def test_forgotten_before_the_other_said_yes_it_is_gone_with_the_talk(tmp_path: Path) -> None:
    async with offered(tmp_path) as (ann, ben):
        await ann.says("/stop")
        await ann.presses("Stop, and forget it")
        ann.hears_nothing_of("/acts")
        assert not await kept(ann)
        await ben.presses("Open")
        await ben.waits(DAY)
        assert not await kept(ann)


async def test_where_they_would_rather_have_another_it_is_gone(tmp_path: Path) -> None:
    async with offered(tmp_path) as (ann, ben):
        await ben.presses("Open")
        await ben.presses("Rather not")
        assert not await kept(ann)
        await ben.says("/acts")
        ben.hears("Nothing is set here now.")


async def test_the_message_by_which_they_said_yes_has_a_button_for_thanks_and_keeps_it(
    tmp_path: Path,
) -> None:
    async with offered(tmp_path) as (ann, ben):
        await ben.presses("Open")
        await ben.presses(TELLS)
        said_yes = ben.message("→ That is good")
        assert [button.label for row in said_yes.buttons for button in row] == ["Thanks"]
        await ann.waits(DAY)
        before = noted(ann)
        await ben.presses("Thanks")
        ben.hears("Thank you. It is kept.")
        await ann.waits(60)
        assert noted(ann) == before + 1
        await ann.says("/acts")
        ann.hears("Ben says thanks for this:", f'"{PLAN}"')
        said_yes = ben.message("→ That is good")
        assert [button.label for row in said_yes.buttons for button in row] == ["Thanks"]


async def test_after_a_silent_end_what_waits_for_a_yes_is_as_if_nobody_said_anything(tmp_path: Path) -> None:
    """Ann's act after she has gone, and Ben's, once she has: nothing of either is agreed by it."""
    async with offered(tmp_path) as (ann, ben):
        await ben.presses("Open")
        await unlinks(ann)
        await ben.presses(TELLS)
        await ann.says("/acts")
        ann.hears("Nothing is set here now.")
        assert not await looks(ann)
        assert not await kept(ann)


@pytest.mark.parametrize(
    ("does", "then"), [("Send it", "Nothing is set here now."), ("Keep it to myself", PLAN)]
)
async def test_an_act_for_who_went_in_silence_reads_like_one_for_who_says_nothing(
    tmp_path: Path, does: str, then: str
) -> None:
    seen: list[list[str]] = []
    for goes in (False, True):
        folder = tmp_path / str(goes)
        folder.mkdir()
        async with two(folder, act=ACT, lists=LISTS) as (ann, ben):
            await linked(ann, ben)
            await talks(ann, "/act")
            if goes:
                await unlinks(ben)
            before = len(ann.chat)
            await agrees(ann)
            await ann.presses(does)
            await ann.says("/acts")
            ann.hears(then)
            assert bool(await looks(ann)) == (then == PLAN)
            await ann.says("/where")
            seen.append([each.text for each in ann.chat[before:]])
    assert seen[0] == seen[1]


async def test_to_whom_two_is_not_open_any_more_nothing_comes_that_was_for_the_other(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben, rule="d1")
        await sets_out(ann, "take ten minutes for myself", cue="I get up", rule="d1")
        await ann.waits(31 * DAY)
        await talks(ann)
        await screened(ann, ("No", "Yes", "No", "No"))
        assert [act.state for act in await kept(ann)] == ["resting", "agreed"]
        assert len(await looks(ann)) == 1


async def test_a_yes_that_comes_then_brings_nothing_up_for_them(tmp_path: Path) -> None:
    async with offered(tmp_path) as (ann, ben):
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            await work.save_user(replace(user, mode="solo"))
        await ben.presses("Open")
        await ben.presses(TELLS)
        assert [act.state for act in await kept(ann)] == ["resting"]
        assert not await looks(ann)
