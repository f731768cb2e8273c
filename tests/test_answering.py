"""What becomes of words of danger: help, a way on, and for the other of two nothing that could be seen."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from scenes import BREAK, DAY, HOUR, ROUNDS, in_a_talk, linked, screened, sends, talks, two
from talk import Talk, talk

from bot.engine.letter import Letter
from bot.engine.people import User
from bot.messengers.messenger import Delivered, Leaves, nothing
from bot.rehearsing.stage import Stage

SELF = "I want to kill myself"
ABUSE = "You hit me last night in front of the kids."
CARD = "call your local emergency number"
SAFE = "I'm safe, go on"
REST = "Stop for today"
WATCHED = "Whoever can open this phone can read this chat."
AGAIN = "One thing first, for whenever you may want it. /help has people to talk to, at any hour."
RESTS = "This talk rests now."
SCREENING = "Before two people talk here"
CHANCE = re.compile(r"\b[0-9a-f]{12}\b|(?<=/start )[\w-]{32}")
"""Numbers of talks, and the keys of invitations."""


@contextmanager
def watching() -> Iterator[list[tuple[datetime, str, str]]]:
    """All that reaches anybody, to the second: when, who, and every letter of it."""
    came: list[tuple[datetime, str, str]] = []
    deliver = Stage.deliver

    async def watched(self: Stage, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        said = repr((letter.kind, letter.text, letter.buttons, letter.changes))
        came.append((self.clock(), letter.address, CHANCE.sub("(chance)", said)))
        return await deliver(self, letter, leaves)

    Stage.deliver = watched  # type: ignore[method-assign]
    try:
        yield came
    finally:
        Stage.deliver = deliver  # type: ignore[method-assign]


async def known(person: Talk) -> User:
    """What is kept of a person."""
    async with person.house.store.batch() as work:
        user = await work.user_at(person.address)
    assert user is not None
    return user


async def reads(ben: Talk) -> None:
    """Ben opens what he was knocked for."""
    await ben.presses("Open")
    ben.hears("Say it back.")


# --- the card -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [SELF, ABUSE])
async def test_going_on_works_at_once_and_leads_back_to_the_preview(tmp_path: Path, text: str) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says(text)
        ben.hears("I am a program", CARD)
        assert ben.labels == ["Who can help", SAFE, REST]
        await ben.presses(SAFE)
        ben.hears("This is what Ann will read", text)
        assert ben.labels[0] == "Send it"


async def test_the_card_speaks_of_a_watched_phone_to_who_writes_of_being_hurt_and_to_nobody_else(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says(ABUSE)
        ben.hears("emergency number", "nomoredirectory.org", WATCHED, "/hide", "Nobody is told.")
        await ben.says("/where")  # shown once more, it is the same
        ben.hears(WATCHED)
        await ben.restarts()
        await ben.says("/where")
        ben.hears(WATCHED)
        await ann.says("/settings")
        await ann.says(SELF)
        ann.hears(CARD)
        ann.hears_nothing_of(WATCHED)


@pytest.mark.parametrize("text", [SELF, ABUSE])
async def test_outside_a_talk_the_same_card_comes_and_going_on_leads_on(tmp_path: Path, text: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says(text)
        ann.hears(CARD, *([WATCHED] if text == ABUSE else []))
        await ann.presses(SAFE)
        ann.hears("What weighs most today?")


async def test_while_the_card_is_open_the_talk_of_two_waits_whatever_else_is_done(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        question = ben.chat[-1]
        await ben.says(ABUSE)
        ann.listens()
        for text in ("/back", "/again", "/over", "/where", "/start"):
            await ben.says(text)
            ben.hears(CARD)
            assert SAFE in ben.labels, text
        for button in (button for row in question.buttons for button in row if ":" in button.data):
            if not button.data.startswith("way:"):
                await ben.presses_old(question, button.data)
                ben.hears(CARD)
        await ben.says("and more words")
        ben.hears("I kept that too")
        await ben.waits(13 * HOUR)
        await ben.says("and more the next day")
        ben.hears("I kept that too")
        assert ann.shown == ""
        await ben.presses(SAFE)
        ben.hears("This is what Ann will read", ABUSE, "and more words", "and more the next day")


async def test_who_pauses_at_the_card_rests_alone_and_the_other_is_not_told(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says(ABUSE)
        ann.listens()
        await ben.says("/pause")
        ben.hears("Paused. Your place is kept.")
        await ann.waits(HOUR)
        assert ann.shown == ""


# --- what is kept of it -------------------------------------------------------------------------------


async def test_of_words_of_danger_nothing_is_kept_with_the_person_but_three_marks(tmp_path: Path) -> None:
    marks = []
    for name, text in (("self", SELF), ("abuse", ABUSE)):
        folder = tmp_path / name
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await in_a_talk(ann, ben)
            await reads(ben)
            before = await known(ben)
            await ben.says(text)
            after = await known(ben)
            changed = {
                each for each in User.__slots__ if getattr(before, each) != getattr(after, each)
            }  # of how much was written, and when, every text leaves a mark
            assert changed - {"heard_at", "minute", "minute_texts"} == {
                "still_until",
                "screen_before",
                "offer_help",
            }
            await ben.presses(SAFE)
            await ben.presses("Change it")
            marks.append((after.still_until, after.screen_before, after.offer_help))
            async with ben.house.store.batch() as work:
                assert await work.fact("danger.cards") == "1"
            assert not re.search(rb"self_harm|abuse|harm_other", ben.files())
    assert marks[0] == marks[1]


async def test_help_is_offered_once_more_when_the_next_talk_begins_and_then_no_more(tmp_path: Path) -> None:
    async with two(tmp_path, calm=BREAK) as (ann, _):
        await ann.says(SELF)
        await ann.presses(SAFE)
        ann.hears_nothing_of(AGAIN)
        await ann.presses("A short break")
        ann.hears(AGAIN, "What do you hear?")
        await ann.says("a bird")
        await ann.says("/calm")
        ann.hears("What do you hear?")
        ann.hears_nothing_of(AGAIN)


async def test_help_is_offered_once_more_to_who_stopped_for_the_day_and_comes_back(tmp_path: Path) -> None:
    async with two(tmp_path, calm=BREAK) as (ann, _):
        await ann.says("/calm")
        await ann.says(SELF)
        await ann.presses(REST)
        await ann.waits(DAY)
        await ann.says("/start")
        ann.hears(AGAIN, SELF)
        await ann.says("/start")
        ann.hears_nothing_of(AGAIN)


# --- the other of two ---------------------------------------------------------------------------------


async def tries_everything(ann: Talk) -> None:
    """All that Ann can do to find out."""
    for text in ("/where", "/start", "/together", "/help", "/reminders"):
        await ann.says(text)
    await ann.waits(DAY)
    await ann.says("/where")
    await ann.waits(4 * DAY)
    await ann.says("/together")
    await talks(ann)
    await ann.waits(8 * DAY)


@pytest.mark.parametrize("knocked", ["opened", "unopened"])
@pytest.mark.parametrize("end", ["", REST, "/pause", "/hide", "/help"])
async def test_for_the_other_it_is_to_the_letter_and_the_second_as_if_nothing_had_been_said(
    tmp_path: Path, end: str, knocked: str
) -> None:
    came = []
    for name, said in (("nothing", ""), ("self", SELF), ("abuse", ABUSE)):
        folder = tmp_path / name
        folder.mkdir()
        with watching() as seen:
            async with two(folder) as (ann, ben):
                await in_a_talk(ann, ben)
                if knocked == "opened":
                    await reads(ben)
                else:
                    await ben.says("/help")
                await ben.says(said or "/help")
                if end == REST:
                    await (ben.presses(end) if said and knocked == "opened" else ben.says("/help"))
                elif end:
                    await ben.says(end if said else "/help")
                await tries_everything(ann)
        came.append([each for each in seen if each[1] == ann.address])
    assert came[0] == came[1] == came[2]
    assert any(RESTS in each[2] for each in came[0])


async def _her_turn(ann: Talk, ben: Talk) -> None:
    await in_a_talk(ann, ben)
    await reads(ben)
    await sends(ben, "That I left.")


async def _his_preview(ann: Talk, ben: Talk) -> None:
    await in_a_talk(ann, ben)
    await reads(ben)
    await ben.says("That I left.")


async def _a_pause(ann: Talk, ben: Talk) -> None:
    await in_a_talk(ann, ben)
    await ann.says("/pause")


async def _after_the_end(ann: Talk, ben: Talk) -> None:
    await _her_turn(ann, ben)
    await ann.waits(60)
    await ann.presses("Open")
    await ann.presses("Yes")
    await ben.waits(60)
    await ben.says("/where")


async def _asked_outside(ann: Talk, ben: Talk) -> None:
    await in_a_talk(ann, ben)
    await reads(ben)
    await ben.says("/remind")


MOMENTS = (_her_turn, _his_preview, _a_pause, _after_the_end, _asked_outside)


@pytest.mark.parametrize("comes_to", MOMENTS, ids=lambda moment: moment.__name__.strip("_"))
async def test_at_any_moment_the_other_gets_just_what_they_would_have_got(
    tmp_path: Path, comes_to: Callable[[Talk, Talk], Awaitable[None]]
) -> None:
    came = []
    for name, said in (("nothing", "/help"), ("self", SELF), ("abuse", ABUSE)):
        folder = tmp_path / name
        folder.mkdir()
        with watching() as seen:
            async with two(folder) as (ann, ben):
                await comes_to(ann, ben)
                await ben.says(said)
                if said != "/help":
                    ben.hears(CARD)
                await tries_everything(ann)
        came.append([each for each in seen if each[1] == ann.address])
    assert came[0] == came[1] == came[2]


async def test_no_log_tells_of_which_kind_words_of_danger_were(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        for text in (SELF, ABUSE):
            await ben.says(text)
            await ben.presses(SAFE)
            await ben.presses("Change it")
        await ben.says(ABUSE)
        await ben.presses(REST)
        await tries_everything(ann)
    told = " ".join(
        f"{each.getMessage()} {each.args}" for each in caplog.records if each.name.startswith("bot")
    )
    assert not re.search(r"danger|abuse|harm|alarm|notice|kind|level|span|hit|kill", told, re.IGNORECASE)


async def test_who_goes_on_is_read_by_the_other_like_anybody(tmp_path: Path) -> None:
    came = []
    for said in ("That I went away.", SELF):
        folder = tmp_path / said[:6].strip()
        folder.mkdir()
        with watching() as seen:
            async with two(folder) as (ann, ben):
                await in_a_talk(ann, ben)
                await reads(ben)
                await ben.says(said)
                await ben.presses(SAFE if said == SELF else "Change it")
                if said == SELF:
                    await ben.presses("Change it")
                else:
                    await ben.says("/where")
                await sends(ben, "That I left.")
                await ann.waits(HOUR)
                await ann.waits(8 * DAY)
        came.append([each for each in seen if each[1] == ann.address])
    assert came[0] == came[1]


async def test_words_of_danger_wake_no_talk_that_rests_and_nobody(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        async with ben.house.store.batch() as work:
            user = await work.user_at(ben.address)
            assert user is not None
            await work.save_user(replace(user, quiet="18:00-22:00"))
        await talks(ann)
        await sends(ann, "You left.")
        await ben.waits(60)
        await reads(ben)
        await ann.waits(3 * DAY + 10)
        ann.hears(RESTS)
        assert RESTS not in ben.shown  # it is quiet for him, and he isn't told yet
        ann.listens()
        await ben.says(SELF)
        ben.hears(CARD)
        await ann.waits(60)
        assert ann.shown == ""
        await ben.presses(SAFE)
        ben.hears(SELF)
        assert "Yes, take it" in ben.labels


# --- how the talk of two goes on, or rests ------------------------------------------------------------


@pytest.mark.parametrize("text", [SELF, ABUSE])
async def test_after_going_on_this_talk_goes_on_to_its_end_and_before_the_next_the_screening_stands(
    tmp_path: Path, text: str
) -> None:
    async with two(
        tmp_path,
        rounds=ROUNDS.replace("dialog: two", "dialog: rounds").replace("command: two", "command: rounds"),
    ) as (ann, ben):
        await linked(ann, ben)
        await talks(ann, "/rounds")
        await ann.presses("Now")
        await ann.presses("Skip")
        await sends(ann, "You left.")
        await ben.waits(60)
        await reads(ben)
        await ben.says(text)
        await ben.presses(SAFE)
        await ben.presses("Change it")
        await sends(ben, "That I left.")
        await ben.waits(HOUR)
        await ann.presses("Open")
        await ann.presses("Yes")
        await ben.waits(60)
        await ben.presses("Open")  # it is the same talk
        ben.hears("When?")
        ben.hears_nothing_of(SCREENING)
        await ben.says("/together")
        await ben.presses("A talk for two")
        ben.hears(SCREENING)


@pytest.mark.parametrize("text", [SELF, ABUSE])
async def test_who_stopped_for_the_day_is_screened_before_they_come_back_and_comes_to_the_preview(
    tmp_path: Path, text: str
) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says(text)
        await ben.presses(REST)
        await ben.waits(DAY)
        await ben.says("/start")
        await _takes_up(ben)
        ben.hears(SCREENING)
        await screened(ben)
        await _takes_up(ben)
        ben.hears("This is what Ann will read", text)


async def _takes_up(person: Talk) -> None:
    await person.says("/start")
    label = next(each for each in person.labels if "A talk for two" in each)
    await person.presses(label)


async def test_where_the_card_was_left_going_on_works_later_too_and_an_answer_to_nothing_else(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says(ABUSE)
        await ben.waits(2 * DAY)
        await ben.says("im safe")
        ben.hears("This is what Ann will read", ABUSE)


async def test_where_it_rested_meanwhile_the_screening_comes_first(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says(ABUSE)
        await ben.waits(3 * DAY + HOUR)
        ben.hears(RESTS)
        await _takes_up(ben)
        ben.hears(SCREENING)
        await screened(ben)
        await _takes_up(ben)
        ben.hears("This is what Ann will read", ABUSE)


async def test_a_card_outside_a_talk_that_is_not_answered_lets_the_talk_of_two_rest(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says("/remind")
        await ben.says(ABUSE)
        ben.hears(WATCHED)
        await ben.says("/where")
        ben.hears(SCREENING)
        await ben.presses("Not now")
        await ben.presses(SAFE)
        ben.hears('Ann says: "You left."')
        await ben.says("That you left.")
        ben.hears("This is what Ann will read")


async def test_what_both_know_of_still_comes_in_the_still_days(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await reads(ben)
        await ben.says("/pause")
        await ben.says(SELF)
        await ben.presses(SAFE)
        await ben.waits(2 * HOUR)
        ben.hears("This is the hour")
        assert ben.labels == ["I'm here", "Later"]
