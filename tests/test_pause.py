"""A pause of two, before the whole house: when each hears of it, and when each is asked back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from talk import Talk, talk
from test_apart import sends, talks
from test_together import BEN, linked, two

MINUTE, HOUR, DAY = 60, 3_600, 86_400
RETURN = "This is the hour for going on."
PAUSED = "There is a pause, for both of you, until"


async def lives(person: Talk, city: str) -> None:
    """Somebody says where they live."""
    await person.says("/settings")
    await person.presses("Time zone")
    await person.says(city)


async def speak(ann: Talk, ben: Talk, *, of: str = "London") -> None:
    """Ann has sent something and Ben has opened it; Ben lives in another city perhaps."""
    await linked(ann, ben)
    await lives(ann, "London")
    await lives(ben, of)
    await talks(ann)
    await sends(ann, "You left.")
    await ben.waits(1)
    await ben.presses("Open")


async def goes_by(person: Talk, until: datetime) -> None:
    """The clock comes to this moment."""
    await person.waits(int((until - person.clock()).total_seconds()))


async def test_both_see_the_same_hour_each_on_their_own_clock(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben, of="New York")
        await ben.says("/pause")
        ben.hears("We pause, both of you, until", "Ann sees the same hour")
        await ben.presses("Tomorrow")
        ben.hears("We pause until tomorrow at 09:00, and Ann sees the same hour.")
        await ann.says("/where")
        ann.hears("until tomorrow at 14:00")


async def test_the_return_comes_at_its_hour_to_who_chose_it_and_is_neutral(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        ben.listens()
        await ben.waits(HOUR - 10)
        assert RETURN not in ben.shown
        await ben.waits(20)
        assert ben.shown == RETURN
        await ben.presses("I'm here")
        ben.hears("How calm are you now?", "Ann sees only: not yet")


async def test_a_pause_reaches_who_is_not_here_behind_the_knock(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ann.waits(30 * MINUTE)
        ann.listens()
        await ben.says("/pause")
        await ann.waits(MINUTE)
        assert ann.shown == "A note is here when you like."
        await ann.presses("Open")
        ann.hears("We pause until")


async def test_in_the_quiet_hours_the_other_is_not_woken_by_an_hour_they_did_not_choose(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await goes_by(ben, datetime(2026, 3, 2, 21, 30, tzinfo=UTC))
        await ben.says("/pause")
        ben.listens()
        ann.listens()
        await goes_by(ben, datetime(2026, 3, 2, 22, 31, tzinfo=UTC))
        assert ben.shown == RETURN
        assert RETURN not in ann.shown
        await goes_by(ben, datetime(2026, 3, 3, 7, 59, tzinfo=UTC))
        assert RETURN not in ann.shown
        await goes_by(ben, datetime(2026, 3, 3, 8, 1, tzinfo=UTC))
        assert ann.shown.count(RETURN) == 1


async def test_who_wrote_just_now_gets_the_return_at_its_hour_in_quiet_hours_too(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await goes_by(ben, datetime(2026, 3, 2, 21, 30, tzinfo=UTC))
        await ben.says("/pause")
        await goes_by(ben, datetime(2026, 3, 2, 22, 25, tzinfo=UTC))
        await ann.says("/where")
        ann.listens()
        await goes_by(ben, datetime(2026, 3, 2, 22, 31, tzinfo=UTC))
        assert RETURN in ann.shown


async def test_what_was_written_meanwhile_comes_back_as_a_preview_after_a_restart_too(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ann.says("/where")
        await ann.says("/pause")
        await ann.presses("In 20 minutes")
        ann.hears("We pause until")
        await ben.says("That I left without a word.")
        ben.hears("I kept that", "it goes nowhere before")
        await ann.restarts()
        await ann.waits(21 * MINUTE)
        await ben.presses("I'm here")
        await ben.presses("8")
        ben.hears("once you are both here")
        ann.hears(RETURN)
        await ann.presses("I'm here")
        await ann.says("7")
        ann.hears("You are both back", "It isn't your turn here right now")
        ben.hears("You are both back", "This is what Ann will read", "That I left without a word.")
        await ben.presses("Send it")
        ann.hears("That I left without a word.")


async def test_nobody_comes_back_and_it_rests_in_the_same_words(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ann.says("/pause")
        await ann.waits(HOUR + 3 * DAY - MINUTE)
        ann.listens()
        ben.listens()
        await ann.waits(DAY)
        assert ann.shown == ben.shown
        ann.hears("This talk rests now.")
        await ann.says("/start")
        await ann.presses("Go on: A talk for two")
        ann.hears("It isn't your turn here right now")


async def test_a_pause_that_ends_for_today_reaches_the_other_as_any_rest_does(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        await ben.waits(HOUR + 1)
        await ben.says("2")
        ben.hears("Then we pause once more", "Ann sees only: not yet")
        ann.listens()
        await ben.waits(HOUR + 1)
        await ben.says("3")
        ben.hears("That's enough for today", "Everything is kept")
        await ben.waits(DAY)
        ann.hears("This talk rests now.")
        ann.hears_nothing_of("enough for today")


async def test_something_that_calms_can_be_gone_through_alone_meanwhile(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.meets()
        await linked(ann, ben)
        await ann.says("/repair")
        await ann.presses("For the two of us")
        await ann.says("/pause")
        await ann.presses("Something that calms")
        ann.hears("short break")
        ann.listens()
        await ann.waits(HOUR + 1)
        assert ann.message(RETURN)
        await ann.presses("I'm here")
        ann.hears("How calm are you now?")


async def test_the_end_of_the_link_in_a_pause_is_silence(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ann.says("/pause")
        await ben.says("/unlink")
        await ben.presses("Yes, end it")
        ann.listens()
        await ann.waits(HOUR + 1)
        assert ann.shown == RETURN
        await ann.presses("I'm here")
        await ann.presses("9")
        ann.hears("once you are both here")
        await ann.waits(4 * DAY)
        ann.hears("This talk rests now.")


async def test_an_hour_of_long_ago_is_not_said_and_nobody_is_stuck(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        ben.clock.goes_on(timedelta(days=2))
        ben.listens()
        await ben.restarts()
        await ben.waits(MINUTE)
        ben.hears_nothing_of(RETURN)
        await ben.says("/start")
        ben.hears("How calm are you now?")


async def test_who_goes_on_at_once_is_not_told_of_the_hour_and_the_other_is(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        ann.listens()
        await ben.presses("Now")
        ben.hears("How calm are you now?")
        await ben.waits(2 * HOUR)
        ben.hears_nothing_of(RETURN)
        assert ann.shown.count(RETURN) == 1
