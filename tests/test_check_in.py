"""Checking in, before the whole house: three private taps, one's own weeks, an offer where they fall, taken away."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from phone import Person
from PIL import Image
from program import database, running
from scenes import DAY, HOUR, in_a_talk, linked, two
from talk import Talk, shipped, talk

from bot.engine.check_in import ITEMS, Tap
from bot.engine.letter import Picture
from bot.messengers.messenger import Blocked

STEPS = shipped().phrases["en"].words("check_in.steps")
WEEK = 7 * DAY
LOWER = "a little lower for some weeks"


def card(ann: Talk) -> str:
    """What the newest message with buttons says."""
    return next(seen.text for seen in reversed(ann.chat) if seen.buttons)


def pictures(ann: Talk) -> list[Picture]:
    return [seen.picture for seen in ann.chat if seen.picture is not None]


async def kept(ann: Talk) -> list[Tap]:
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        return list(await work.check_ins_of(user.id)) if user else []


async def keeps(ann: Talk, given: Sequence[int], item: str = "close") -> None:
    """Somebody gave these, one each week, the last a week ago."""
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        assert user is not None
        for ago, step in enumerate(reversed(given), 1):
            await work.check_in(user.id, Tap(ann.clock().date() - timedelta(weeks=ago), item, step))


async def checks_in(ann: Talk, *answers: str) -> None:
    """Somebody goes through the three."""
    await ann.says("/check_in")
    for answer in answers or ("Mostly", "Mostly", "Mostly"):
        await ann.presses(answer)


# --- the three taps -----------------------------------------------------------------------------------


async def test_three_taps_one_after_the_other_in_one_message(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        ann.hears("only you see it", "1 of 3. Did you feel understood?", "our own", "nobody has tested")
        assert ann.labels == [*STEPS, "Skip"]
        messages = len(ann.chat)
        await ann.presses("Mostly")
        assert card(ann) == "2 of 3. Was it safe to say what you feel?"
        await ann.presses("A little")
        assert card(ann) == "3 of 3. Did you feel close?"
        await ann.presses("Very much")
        assert "Thank you. That is kept, for you alone." in card(ann)
        assert len(ann.chat) == messages
        today = ann.clock().date()
        assert await kept(ann) == [
            Tap(today, "close", 5),
            Tap(today, "safe", 2),
            Tap(today, "understood", 4),
        ]


async def test_it_is_said_only_once_that_the_questions_are_our_own(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await checks_in(ann)
        assert sum("our own" in seen.text for seen in ann.chat) == 0
        await ann.says("/check_in")
        assert sum("our own" in seen.text for seen in ann.chat) == 1


async def test_each_can_be_skipped_and_all_of_them(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await checks_in(ann, "Skip", "Half and half", "Skip")
        assert [(tap.item, tap.given) for tap in await kept(ann)] == [("safe", 3)]
        await ann.waits(DAY)
        await checks_in(ann, "Skip", "Skip", "Skip")
        assert "Nothing is kept of today" in ann.chat[-1].text
        assert len(await kept(ann)) == 1


async def test_typed_words_numbers_and_skipping_count_as_taps(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        await ann.says("mostly, I think")
        ann.hears("2 of 3", "Was it safe")
        await ann.says("1")
        ann.hears("3 of 3", "Did you feel close?")
        await ann.says("I'd rather not")
        ann.hears("Thank you. That is kept")
        assert {tap.item: tap.given for tap in await kept(ann)} == {"understood": 4, "safe": 1}


async def test_a_no_is_the_lowest_step_and_never_skipped_in_silence(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        await ann.says("no")
        assert [tap.given for tap in await kept(ann)] == [1]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        *[
            ("Not at all.", 1),
            ("never", 1),
            ("a bit", 2),
            ("not much", 2),
            ("so-so", 3),
            ("half", 3),
            ("3", 3),
        ],
        *[("quite", 4), ("a lot", 4), ("MOSTLY", 4), ("very much so", 5), ("completely", 5), ("very", 5)],
    ],
)
async def test_other_words_for_a_step_mean_it(tmp_path: Path, said: str, step: int) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        await ann.says(said)
        assert [tap.given for tap in await kept(ann)] == [step]


@pytest.mark.parametrize("said", ["yes", "it depends on the day", "7", "somewhere between", "🙂"])
async def test_what_fits_nothing_is_met_kindly_and_asked_still(tmp_path: Path, said: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        await ann.says(said)
        ann.hears("I'm not sure which one you mean", "Skip is fine")
        assert await kept(ann) == []
        await ann.says("Very much")
        ann.hears("2 of 3")
        assert [tap.given for tap in await kept(ann)] == [5]


async def test_a_second_one_on_a_day_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await checks_in(ann, "Mostly", "Mostly", "Mostly")
        await ann.waits(HOUR)
        await checks_in(ann, "A little", "Very much", "Skip")
        assert {tap.item: tap.given for tap in await kept(ann)} == {"understood": 2, "safe": 5}


async def test_one_that_is_left_in_the_middle_takes_nothing_away(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await checks_in(ann, "Mostly", "Mostly", "Mostly")
        await ann.says("/check_in")
        await ann.presses("A little")
        await ann.says("/start")
        assert {tap.item: tap.given for tap in await kept(ann)} == {"understood": 2, "safe": 4, "close": 4}
        await ann.says("Very much")
        ann.hears_nothing_of("3 of 3")


async def test_a_restart_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        await ann.presses("Mostly")
        await ann.restarts()
        await ann.presses("A little")
        await ann.restarts()
        await ann.says("Very much")
        ann.hears("That is kept")
        assert {tap.item: tap.given for tap in await kept(ann)} == {"understood": 4, "safe": 2, "close": 5}


async def test_the_day_is_that_of_where_one_lives_and_when_it_began(tmp_path: Path) -> None:
    async with talk(tmp_path, time_zone="Pacific/Auckland") as ann:
        await ann.meets()
        await checks_in(ann)
        assert {tap.day for tap in await kept(ann)} == {date(2026, 3, 3)}
        await ann.waits(16 * HOUR - 10 * 60)
        await ann.says("/check_in")
        await ann.presses("A little")
        await ann.waits(HOUR)
        await ann.presses("A little")
        await ann.presses("A little")
        assert {tap.day: tap.given for tap in await kept(ann)} == {date(2026, 3, 3): 2}


async def test_a_button_of_an_earlier_day_asks_anew(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        await ann.waits(2 * DAY)
        await ann.presses("Not at all")
        ann.hears("from an earlier day", "1 of 3")
        assert await kept(ann) == []
        await ann.presses("Mostly")
        assert [(tap.day, tap.given) for tap in await kept(ann)] == [(ann.clock().date(), 4)]


async def test_a_button_pressed_twice_counts_once(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        seen = ann.message("1 of 3")
        data = seen.buttons[3][0].data
        await ann.presses_old(seen, data, "Mostly")
        await ann.presses_old(seen, data, "Mostly")
        assert card(ann).startswith("2 of 3")
        assert [tap.given for tap in await kept(ann)] == [4]
        for forged in ("chk:20260302:money:3", "chk:20260302:safe:9", "chk:x:safe:3", "chk:", "chk:0:safe:1"):
            await ann.presses_old(seen, forged)
        assert len(await kept(ann)) == 1


async def test_whatever_people_do_the_last_of_each_day_is_kept(tmp_path: Path) -> None:
    chance = random.Random(6)
    async with talk(tmp_path) as ann:
        await ann.meets()
        model: dict[tuple[date, str], int] = {}
        for _ in range(40):
            await ann.says("/check_in")
            day = ann.clock().date()
            for item in ITEMS[: chance.randint(0, 3)]:
                step = chance.randint(0, 5)
                label = STEPS[step - 1] if step else "Skip"
                model[day, item] = step
                await (ann.says(label) if chance.random() < 0.4 else ann.presses(label))
                if chance.random() < 0.2:
                    await ann.restarts()
                if chance.random() < 0.1:
                    await ann.says("mumble")
            await ann.waits(chance.choice([HOUR, 5 * HOUR, DAY]))
        assert {(tap.day, tap.item): tap.given for tap in await kept(ann) if tap.given} == {
            key: step for key, step in model.items() if step
        }


async def test_who_has_not_met_mend_meets_it_first(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/check_in")
        ann.hears("not therapy")
        ann.hears_nothing_of("1 of 3")


# --- beside other things ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["I want to kill myself", "/check_in I want to kill myself"])
async def test_words_of_danger_get_help(tmp_path: Path, text: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/check_in")
        await ann.says(text)
        ann.hears("findahelpline.com")
        assert await kept(ann) == []
        assert text.encode() not in ann.files()


async def test_a_session_that_waits_is_not_disturbed_and_gets_the_words(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        ann.hears("What shall I call")
        await ann.says("/check_in")
        await ann.presses("Mostly")
        await ann.says("Very much")
        ann.hears("one moment")
        assert [tap.given for tap in await kept(ann)] == [4]
        await ann.presses("A little")
        await ann.presses("A little")
        assert len(await kept(ann)) == 3
        await ann.says("On Monday the door was left open.")
        ann.hears("On Monday the door was left open.")


async def test_the_other_gets_the_same_whatever_one_gives(tmp_path: Path) -> None:
    async def ben_reads(folder: Path, *answers: str) -> list[str]:
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await in_a_talk(ann, ben)
            if answers:
                await keeps(ann, [5, 5, 5, 1, 1])
                await checks_in(ann, *answers)
                await ann.presses("Take my check-ins away")
                await ann.presses("Yes, take them away")
            await ben.waits(DAY)
            await ben.presses("Open")
            await ben.waits(4 * DAY)
            async with ben.house.store.batch() as work:
                user = await work.user_at(ben.address)
                assert user is not None
                reminders = await work.reminders_of(user.id)
            read = [seen.text for seen in ben.chat if not seen.text.startswith("/start ")]
            return [*read, *(f"{each.kind} {each.due_at}" for each in reminders)]

    quiet = await ben_reads(tmp_path / "1")
    assert await ben_reads(tmp_path / "2", "Not at all", "Not at all", "Not at all") == quiet
    assert await ben_reads(tmp_path / "3", "Very much", "Skip", "Very much") == quiet


async def test_each_of_two_sees_their_own_weeks_alone(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await keeps(ann, [5, 5, 5])
        await keeps(ben, [1, 1, 1])
        await checks_in(ann, "Skip", "Skip", "Very much")
        ann.hears("Close: Very much. About the same")
        await checks_in(ben, "Skip", "Skip", "Not at all")
        ben.hears("Close: Not at all. About the same")
        assert pictures(ann)[0] != pictures(ben)[0]


# --- one's own weeks ----------------------------------------------------------------------------------


async def test_before_the_third_there_is_one_warm_line_and_no_picture(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        for _ in range(2):
            await checks_in(ann)
            assert not pictures(ann)
            await ann.waits(WEEK)
        await checks_in(ann)
        assert len(pictures(ann)) == 1


async def test_the_third_shows_a_picture_and_says_the_same_in_words(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [2, 2, 2, 4], "understood")
        await keeps(ann, [4, 4, 4, 2], "safe")
        await checks_in(ann, "Mostly", "A little", "Half and half")
        ann.hears(
            "Your own weeks, for you alone",
            "Understood: Mostly. Higher than in the weeks before.",
            "Safe to say what I feel: A little. Lower than in the weeks before.",
            "Close: Half and half.",
            "one day alone moves little",
        )
        (shown,) = pictures(ann)
        assert Image.open(BytesIO(shown.png)).size == (760, 788)
        assert shown.characters.splitlines()[0].startswith("Understood  ")
        assert "4 weeks ago" in shown.characters
        assert (
            next(seen for seen in ann.heard() if seen.picture).buttons[0][0].label == "Take my check-ins away"
        )


async def test_nothing_is_counted_judged_or_compared(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [5, 3, 1, 2, 4, 3, 1, 1])
        await ann.waits(3 * WEEK)
        await checks_in(ann)
        said = ann.shown.casefold()
        for word in ("missed", "streak", "average", "score", "%", "improved", "worse", "better", "well done"):
            assert word not in said
        assert "!" not in said


async def test_ones_weeks_can_be_seen_without_another_check_in(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [3, 3])
        await ann.says("/check_in")
        assert "Only show my weeks" not in ann.labels
        await keeps(ann, [3, 3, 3])
        await ann.says("/check_in")
        await ann.presses("Only show my weeks")
        ann.hears("Close: Half and half")
        assert len(pictures(ann)) == 1
        assert len(await kept(ann)) == 3


async def test_what_is_older_than_twelve_weeks_is_kept_no_longer(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [3] * 30)
        await checks_in(ann)
        days = {tap.day for tap in await kept(ann)}
        assert min(days) == ann.clock().date() - timedelta(weeks=12)


async def test_who_blocked_the_bot_finds_their_weeks_when_they_are_back(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [3, 3, 3])
        await ann.does(Blocked())
        await checks_in(ann)
        assert len(pictures(ann)) == 1


# --- where a line falls -------------------------------------------------------------------------------


async def test_a_line_that_falls_offers_a_break_or_a_helper_and_nothing_else(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [4, 4, 4, 4, 2, 2])
        await checks_in(ann, "Skip", "Skip", "A little")
        ann.hears("Your own weeks", LOWER, "nothing has to be done")
        ann.hears_nothing_of("once a week")
        assert ann.labels == ["Take my check-ins away", "A short break", "Who can help", "Leave it"]
        await ann.presses("Leave it")
        ann.hears("That's fine.")
        await checks_in(ann, "Skip", "Skip", "A little")
        ann.hears_nothing_of(LOWER)


async def test_it_is_offered_once_in_four_weeks_at_most(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [5, 5, 5, 5, 5, 5, 1, 1])
        offered = []
        for _ in range(6):
            await checks_in(ann, "Skip", "Skip", "Not at all")
            offered.append(LOWER in ann.shown)
            await ann.waits(WEEK)
        assert offered == [True, False, False, False, True, False]


async def test_one_bad_day_and_a_low_line_offer_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [4] * 8)
        await keeps(ann, [1] * 8, "safe")
        await checks_in(ann, "Skip", "Not at all", "Not at all")
        ann.hears_nothing_of(LOWER)


@pytest.mark.parametrize(("label", "heard"), [("A short break", "no clock"), ("Who can help", "befrienders")])
async def test_what_is_offered_is_there_at_one_tap_or_typed(tmp_path: Path, label: str, heard: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [4, 4, 4, 4, 2, 2])
        await checks_in(ann, "Skip", "Skip", "A little")
        await ann.says(label)
        ann.hears(heard)


# --- taken away ---------------------------------------------------------------------------------------


async def test_all_of_it_is_taken_away_after_one_question(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [4, 4, 4])
        await checks_in(ann)
        await ann.presses("Take my check-ins away")
        ann.hears("Shall I take your check-ins away?")
        await ann.presses("No, keep them")
        ann.hears("They stay as they are.")
        assert len(await kept(ann)) == 6
        await ann.says("/check_in")
        await ann.presses("Only show my weeks")
        await ann.presses("Take my check-ins away")
        await ann.says("yes")
        ann.hears("They are gone.")
        assert await kept(ann) == []
        assert not any(day.encode() in ann.files() for day in ("2026-02-16", "2026-03-02"))
        shown = len(pictures(ann))
        await checks_in(ann)
        assert len(pictures(ann)) == shown


async def test_forgetting_takes_them_too(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await keeps(ann, [4, 4, 4])
        await checks_in(ann)
        assert b"2026-02-16" in ann.files()
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        ann.hears("It is gone")
        assert b"2026-02-16" not in ann.files()
        with database(ann.path) as file:
            assert file.execute("SELECT count(*) FROM check_ins").fetchone() == (0,)


# --- in Telegram --------------------------------------------------------------------------------------


async def _three_times(ann: Person, folder: Path) -> None:
    """Somebody has met Mend and checked in before."""
    ann.writes("/start")
    await ann.hears("end-to-end")
    ann.presses("I agree, and I am 18 or over")
    await ann.loopback.settles()
    with database(folder) as file:
        for day in range(1, 10):
            when = (date.today() - timedelta(weeks=day)).isoformat()  # noqa: DTZ011  (the house's own clock, too)
            file.execute("INSERT INTO check_ins VALUES (1, ?, 'close', ?)", (when, b"\x014"))


async def test_over_http_the_message_changes_in_its_place_and_a_picture_comes(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        ann = program.loopback.person(4711)
        await _three_times(ann, program.database)
        ann.writes("/check_in")
        seen = await ann.hears("1 of 3")
        ann.presses("Mostly")
        assert await ann.hears("2 of 3") is seen
        ann.presses("Mostly")
        assert await ann.hears("3 of 3") is seen
        ann.presses("Mostly")
        assert await ann.hears("That is kept") is seen
        shown = await ann.hears("Your own weeks")
        assert Image.open(BytesIO(shown.picture)).width == 760
        assert len(shown.picture) < 40_000
        ann.presses("Take my check-ins away")
        await ann.hears("Shall I take")
        ann.presses("Yes, take them away")
        await ann.hears("They are gone")
        assert shown.labels == []
        await program.loopback.settles()
        with database(program.database) as file:
            assert file.execute("SELECT count(*) FROM check_ins").fetchone() == (0,)
            assert file.execute("SELECT count(*) FROM letters").fetchone() == (0,)


async def test_over_http_a_picture_that_is_refused_leaves_its_words(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="DEBUG") as program:
        ann = program.loopback.person(4711)
        await _three_times(ann, program.database)
        program.loopback.fails("sendPhoto", "refuse", times=5, description="Bad Request: not enough rights")
        ann.writes("/check_in")
        for part in ("1 of 3", "2 of 3", "3 of 3"):
            await ann.hears(part)
            ann.presses("Mostly")
        shown = await ann.hears("Your own weeks")
        assert not shown.picture
        assert "Close: Mostly." in shown.text
        assert shown.labels == ["Take my check-ins away"]
        for word in ("Mostly", "understood", "Close", "check_in"):
            assert word not in program.printed
