"""A dialog for one that the private screening comes before: whoever it isn't for meets what comes after "Not now"."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import BREAK, DAY, linked, screened, talks, two
from talk import Talk

DOWN = """
dialog: down
title: Put it down
about: A hurt.
command: down
screened: yes
steps:
  hurt: {say: 'What hurts?', ask: {text: hurt}, then: more}
  more: {say: 'What more?', ask: {text: more}, then: end}
"""
ASKED = ("1 of 4", "2 of 4", "3 of 4", "4 of 4")
YES_IN = ("No", "Yes", "No", "No")


async def begins(person: Talk, *answers: str) -> None:
    """Somebody wants it, and answers the questions."""
    await person.says("/down")
    await screened(person, answers)


def cards(person: Talk) -> list[str]:
    """The questions that can still be read in somebody's chat."""
    texts = "\n".join(seen.text for seen in person.chat)
    return [number for number in ASKED if number in texts]


async def test_it_begins_once_the_questions_are_answered(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, _):
        await ann.says("/down")
        ann.hears("four short questions", "look over your shoulder")
        await screened(ann)
        ann.hears("What hurts?")
        assert cards(ann) == []


async def test_they_are_typed_as_well(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, _):
        await ann.says("/down")
        await ann.says("I'm alone, go on")
        for _answer in ASKED:
            await ann.says("no")
        ann.hears("What hurts?")


async def test_nothing_is_asked_where_the_last_time_is_less_than_30_days_ago(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(29 * DAY)
        await ann.says("/down")
        ann.hears("What hurts?")
        await ann.says("/stop")
        await ann.waits(2 * DAY)
        await ann.says("/down")
        ann.hears("four short questions")


WAYS = ("not now", "typed", "yes", "rather not", "stop", "pause", "lately", "an hour ago")


async def it_is_not_for(ann: Talk, way: str) -> None:
    """One of the ways to not come to it."""
    if way in ("lately", "an hour ago"):
        await ann.says("/together")
        await screened(ann, YES_IN)
        await ann.waits(9 * DAY if way == "lately" else 3600)
    await ann.says("/down")
    if way in ("not now", "typed"):
        await (ann.presses("Not now") if way == "not now" else ann.says("Not now"))
        return
    await ann.presses("I'm alone, go on")
    if way in ("stop", "pause"):
        await ann.presses("No")
        await ann.says(f"/{way}")
    elif way in ("yes", "rather not"):
        for answer in YES_IN:
            await ann.presses("I'd rather not say" if way == "rather not" and answer == "Yes" else answer)


async def test_whoever_it_is_not_for_reads_what_is_read_after_not_now(tmp_path: Path) -> None:
    seen = {}
    for way in WAYS:
        folder = tmp_path / way
        folder.mkdir()
        async with two(folder, down=DOWN, calm=BREAK) as (ann, _):
            await it_is_not_for(ann, way)
            ann.hears("a few quiet minutes instead", "/help", "What do you hear?")
            ann.hears_nothing_of("What hurts?", "isn't open", "That was the last one")
            seen[way] = (ann.shown, ann.labels, cards(ann))
    assert len({str(each) for each in seen.values()}) == 1, seen


async def sets_it_aside(ann: Talk) -> None:
    """It is begun, and then set aside for another talk."""
    await begins(ann, *("No",) * 4)
    await ann.says("It was in May.")
    await ann.says("/two")
    await ann.presses("Set it aside")


async def test_no_old_button_opens_it_past_the_questions(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, _):
        await ann.says("/start")
        first = ann.chat[-1]
        await sets_it_aside(ann)
        await ann.says("/down")
        await ann.presses("Set it aside")
        ann.hears("You began this before")
        ways = [(ann.chat[-1], row[0].data) for row in ann.chat[-1].buttons]
        assert [data.partition(":")[0] for _, data in ways] == ["take", "new"]
        await ann.waits(31 * DAY)
        for seen, data in [(first, "open:down"), (first, "aside:down"), *ways]:
            await ann.presses_old(seen, data)
            ann.hears("four short questions")
            ann.hears_nothing_of("What hurts?", "What more?")


async def test_it_goes_on_where_it_was_after_the_questions(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, _):
        await sets_it_aside(ann)
        await ann.waits(31 * DAY)
        await ann.says("/down")
        await screened(ann)
        await ann.presses("Set it aside")
        ann.hears("You began this before")
        await ann.presses("Go on where I was")
        ann.hears("What more?")


async def test_after_words_of_danger_the_questions_come_again(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, ben):
        await linked(ann, ben)
        await ann.says("He said he would kill me")
        await ann.presses("I'm safe, go on")
        await ann.says("/down")
        ann.hears("four short questions")
        await screened(ann, YES_IN)
        ann.hears("a few quiet minutes instead")


@pytest.mark.parametrize("why", ["danger", "a no"])
async def test_what_is_answered_before_it_opens_no_talk_of_two_that_was_closed(
    tmp_path: Path, why: str
) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, ben):
        await linked(ann, ben)
        if why == "danger":
            await ann.says("He said he would kill me")
            await ann.presses("I'm safe, go on")
        else:
            await ann.waits(31 * DAY)
            await talks(ann)
            await screened(ann, YES_IN)
            await ann.waits(31 * DAY)
        await ann.says("/calm")
        await begins(ann, *("No",) * 4)  # about somebody else, it may be
        await ann.presses("Set it aside")
        ann.hears("What hurts?")
        await ann.says("It was in May.")
        await ann.says("It was cold.")
        await talks(ann)
        ann.hears("Before two people talk here")
        await ann.waits(DAY)
        await ann.says("/down")
        ann.hears("four short questions")


async def test_a_restart_begins_the_questions_again_and_still_leads_there(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, _):
        await ann.says("/down")
        await ann.presses("I'm alone, go on")
        await ann.presses("No")
        await ann.restarts()
        await ann.presses("No")
        ann.hears("the questions begin again", "1 of 4")
        for _answer in ASKED:
            await ann.presses("No")
        ann.hears("What hurts?")


async def test_a_talk_of_ones_own_is_asked_about_before_it_is_set_aside(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN, calm=BREAK) as (ann, _):
        await ann.says("/two")
        await begins(ann, *YES_IN)
        ann.hears("a few quiet minutes instead", "What do you hear?")
        await ann.says("rain")
        ann.hears("What happened, for you?")


async def test_where_there_is_no_break_the_words_stand_alone(tmp_path: Path) -> None:
    async with two(tmp_path, down=DOWN) as (ann, _):
        await begins(ann, *YES_IN)
        ann.hears("a few quiet minutes instead")
