"""An act is looked at after its day, before the whole house: asked kindly, rarely, in one's own hours, and answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import DAY, linked, sends, talks, two, unlinks
from talk import Talk, shipped, talk
from test_acts import WHOLE, are_two, kept, looks, sets_out, with_act

from bot.acts import following
from bot.engine.act import Act
from bot.engine.reminder import Wish
from bot.messengers.messenger import Blocked, Unblocked

PHRASES = shipped().phrases["en"]
NOTES = PHRASES.words("notes.follow_up.plain")
DAILY = {"rule": "d1", "first": "2026-03-02T12:00"}


async def may(ann: Talk, **more: Any) -> None:
    """Somebody said that a note may come after an act."""
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        assert user is not None
        await work.wish(Wish(user.id, "follow_up", wanted=True, **more))


def notes(ann: Talk) -> list[str]:
    """The notes that came since the person last did something."""
    return [line for line in ann.shown.splitlines() if line in NOTES]


async def until(ann: Talk, zone: str, clock: str) -> None:
    """The clock comes to this moment on the wall."""
    at = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone))
    await ann.waits(int((at - ann.clock()).total_seconds()))


# --- asked --------------------------------------------------------------------------------------------


async def test_the_day_after_a_neutral_note_comes_and_asks_how_it_went_once_it_is_opened(
    tmp_path: Path,
) -> None:
    async with with_act(tmp_path) as ann:
        await may(ann)
        await until(ann, "UTC", "2026-03-04T09:59")
        assert ann.shown == ""
        await until(ann, "UTC", "2026-03-04T10:00:01")
        assert len(notes(ann)) == 1
        ann.hears_nothing_of("come home", "ask how")
        await ann.presses("Open")
        ann.hears(f'"{WHOLE}"')
        assert ann.labels == ["Done", "Partly", "Not yet"]
        await ann.presses("Done")
        assert ann.shown in PHRASES.words("acts.said_done")
        assert not await looks(ann)
        await ann.says("/acts")
        ann.hears("Nothing is set here now.")


async def test_nothing_comes_where_nobody_said_that_it_may(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await ann.waits(20 * DAY)
        assert ann.shown == ""
        assert await looks(ann)


async def test_later_less_often_and_no_more_stand_on_the_note_and_do_what_they_say(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await may(ann)
        await until(ann, "UTC", "2026-03-04T10:00:01")
        assert ann.labels == ["Open", "Later", "Not now", "Less often", "No more of these"]
        await ann.presses("Later")
        await until(ann, "UTC", "2026-03-04T18:59")
        assert notes(ann) == []
        await until(ann, "UTC", "2026-03-04T19:00:01")
        assert len(notes(ann)) == 1
        await ann.presses("Open")
        ann.hears(f'"{WHOLE}"')
    folder = tmp_path / "stops"
    folder.mkdir()
    async with with_act(folder, **DAILY) as ann:
        await may(ann)
        await until(ann, "UTC", "2026-03-03T10:00:01")
        await ann.says("stop")
        await ann.waits(30 * DAY)
        assert notes(ann) == []
        await ann.says("/acts")
        ann.hears(WHOLE, "Next")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        *(("done", "done"), ("yes", "done"), ("I did it.", "done"), ("1", "done")),
        *(("partly", "partly"), ("a bit", "partly"), ("2", "partly")),
        *(("half done", "partly"), ("yes and no", "partly"), ("half of it I think", "partly")),
        *(("not yet", "not_yet"), ("no", "not_yet"), ("I forgot", "not_yet")),
        *(("not done", "not_yet"), ("nope, no time", "not_yet"), ("I didn't manage", "not_yet")),
        *(("not yet done", "not_yet"), ("No, I forgot!", "not_yet"), ("Yes I did!", "done")),
    ],
)
async def test_it_is_answered_in_ones_own_words_too(tmp_path: Path, said: str, answer: str) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        await until(ann, "UTC", "2026-03-03T10:00:01")
        await ann.presses("Open")
        await ann.says(said)
        assert ann.shown in PHRASES.words(f"acts.said_{answer}")


@pytest.mark.parametrize("said", ["what a strange week", "yes, but only the half", "no problem, done"])
async def test_where_words_are_none_of_the_answers_they_are_asked_for_again_kindly(
    tmp_path: Path, said: str
) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        await until(ann, "UTC", "2026-03-03T10:00:01")
        await ann.presses("Open")
        await ann.says(said)
        ann.hears("I'm not sure which one it was, so I noted nothing.")
        assert ann.labels == ["Done", "Partly", "Not yet"]
        assert [act.answered for act in await kept(ann)] == [""]
        await ann.says("thank you")
        ann.hears("You're welcome.")
        await ann.presses("Partly")
        assert ann.shown in PHRASES.words("acts.said_partly")


async def test_in_the_middle_of_a_talk_words_right_after_it_are_for_it_and_others_for_the_talk(
    tmp_path: Path,
) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        await ann.says("/calm")
        waits = ann.labels
        await until(ann, "UTC", "2026-03-03T10:00:01")
        await ann.presses("Open")
        await ann.says("half of it")
        assert ann.shown.splitlines()[0] in PHRASES.words("acts.said_partly")
        assert [act.answered for act in await kept(ann)] == ["2026-03-02"]
        assert ann.labels == waits
        await until(ann, "UTC", "2026-03-06T10:00:01")
        await ann.presses("Open")
        await ann.says("calmer than before")
        ann.hears_nothing_of("I'm not sure which one it was")
        await ann.says("done")
        assert [act.done for act in await kept(ann)] == [0]


async def test_once_a_question_of_a_talk_is_opened_words_are_for_that(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, **DAILY)
        await may(ann)
        await until(ann, "UTC", "2026-03-03T10:00:01")
        await talks(ann)
        await sends(ann, "You left.")
        await ann.presses("Open")
        await ben.waits(60)
        await ben.presses("Open")
        await sends(ben, "You say that I left.")
        await ann.waits(60)
        ann.hears_nothing_of("Is that it?")
        await ann.presses("Open")
        ann.hears("Is that it?")
        await ann.says("yes")
        assert [act.done for act in await kept(ann)] == [0]
        assert (await ann.kept())["heard"]


@pytest.mark.parametrize("answer", ["done", "partly", "not_yet"])
async def test_each_answer_has_other_words_than_the_last_time(tmp_path: Path, answer: str) -> None:
    assert len(set(PHRASES.words(f"acts.said_{answer}"))) >= 5
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann, most=7)
        said = []
        for day in range(3, 8):
            await until(ann, "UTC", f"2026-03-{day:02}T20:00")
            await ann.presses("Open")
            await ann.presses({"done": "Done", "partly": "Partly", "not_yet": "Not yet"}[answer])
            said.append(ann.shown.splitlines()[0])
        assert all(one != next_ for one, next_ in pairwise(said))
        assert len(set(said)) > 2


async def test_a_second_tap_counts_nothing_twice(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        await until(ann, "UTC", "2026-03-03T10:00:01")
        await ann.presses("Open")
        asked = ann.message(WHOLE)
        data = asked.buttons[0][0].data
        await ann.presses("Done")
        await ann.presses_old(asked, data, "Done")
        ann.hears(WHOLE, "Next")
        await ann.presses_old(asked, data.replace("done", "not_yet"), "Not yet")
        ann.hears(WHOLE, "Next")
        assert [act.done for act in await kept(ann)] == [1]


async def test_what_was_said_before_anybody_asked_is_not_asked_any_more(tmp_path: Path) -> None:
    async with with_act(tmp_path, first="2026-03-02T12:00", rule="w1.0") as ann:
        await may(ann)
        await ann.says("/acts")
        await ann.presses("Done just now")
        await until(ann, "UTC", "2026-03-09T23:00")
        assert notes(ann) == []
        await until(ann, "UTC", "2026-03-10T10:00:01")
        assert len(notes(ann)) == 1


async def test_a_note_that_was_passed_by_leads_to_what_is_now(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        await until(ann, "UTC", "2026-03-03T10:00:01")
        await ann.says("/acts")
        await ann.presses("Let it go")
        await ann.presses("Open")
        ann.hears("That one isn't open any more.")


# --- answered ------------------------------------------------------------------------------------------


async def test_not_yet_offers_another_form_or_letting_it_go(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        for number, (label, then) in enumerate(
            [
                ("Make it smaller", "so small that it fits into a tired day"),
                ("Tie it to another moment", "At which moment of your day"),
                ("Other days", "On which day, and how often?"),
                ("Leave it as it is", "It stays as it is."),
                ("Let it go", "You have let it go, and that is fine."),
            ]
        ):
            await until(ann, "UTC", f"2026-03-{3 + 5 * number:02}T20:00")
            await ann.presses("Open")
            await ann.presses("Not yet")
            assert ann.labels == [
                "Make it smaller",
                "Tie it to another moment",
                "Other days",
                "Let it go",
                "Leave it as it is",
            ]
            await ann.says(label.lower())
            ann.hears(then)
            await ann.says("no")
        await ann.waits(20 * DAY)
        assert notes(ann) == []


async def test_what_was_for_once_and_came_not_yet_or_in_part_can_have_another_day(tmp_path: Path) -> None:
    for label in ("Not yet", "Partly"):
        folder = tmp_path / label
        folder.mkdir()
        async with with_act(folder) as ann:
            await may(ann)
            await until(ann, "UTC", "2026-03-04T12:00")
            await ann.presses("Open")
            await ann.presses(label)
            await ann.presses("Other days")
            await ann.presses("Tomorrow")
            ann.hears("Next: Thursday 5 March")
            await until(ann, "UTC", "2026-03-06T12:00")
            assert len(notes(ann)) == 1


@pytest.mark.parametrize(
    ("label", "then", "state"),
    [
        ("Keep it as it is", "It stays as it is.", "agreed"),
        ("Let it grow a little", "What would be a little more of it?", "agreed"),
        ("It's a habit now", "Then it is yours, and needs no note any more.", "habit"),
    ],
)
async def test_after_the_third_time_it_may_stay_grow_or_be_a_habit(
    tmp_path: Path, label: str, then: str, state: str
) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        for day in (2, 3):
            await until(ann, "UTC", f"2026-03-{day:02}T20:00")
            await ann.says("/acts")
            await ann.presses("Done just now")
            ann.hears_nothing_of("habit")
        await until(ann, "UTC", "2026-03-04T20:00")
        await ann.says("/acts")
        await ann.presses("Done just now")
        ann.hears("Shall it stay as it is, grow a little, or be a habit that needs no note?")
        await ann.presses(label)
        ann.hears(then)
        assert [act.state for act in await kept(ann)] == [state]
        assert bool(await looks(ann)) == (state != "habit")
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await until(ann, "UTC", "2026-03-05T20:00")
        if state == "agreed":
            await ann.says("/acts")
            await ann.presses("Done just now")
            ann.hears_nothing_of("habit")


async def test_it_ends_quietly_after_its_last_day(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY, until="2026-03-04") as ann:
        await may(ann, most=7)
        await until(ann, "UTC", "2026-03-05T12:00")
        await ann.presses("Open")
        await ann.presses("Done")
        assert ann.shown in PHRASES.words("acts.said_done")
        assert [act.state for act in await kept(ann)] == ["ended"]
        await ann.waits(10 * DAY)
        assert ann.shown == ""


async def test_where_it_comes_again_nothing_sounds_as_if_it_were_over(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        for _ in PHRASES.words("acts.said_done"):
            await ann.says("/acts")
            await ann.presses("Done just now")
            ann.hears_nothing_of("nothing more")
            await ann.waits(DAY)


# --- how often, and when --------------------------------------------------------------------------------


async def test_of_an_act_for_each_day_two_notes_come_in_a_week_and_never_two_in_a_day(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        came: list[datetime] = []
        for _ in range(21):
            await ann.waits(DAY)
            if notes(ann):
                came.append(ann.clock())
                await ann.presses("Open")
                await ann.presses("Done")
                if "keep" in " ".join(ann.labels).casefold():
                    await ann.presses("Keep it as it is")
        assert len(came) in (5, 6)
        assert all(later - one >= timedelta(days=1) for one, later in pairwise(came))


async def test_unanswered_they_come_more_rarely_then_not_at_all_until_the_person_is_back(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path, retention_days=400) as ann:
        await ann.meets()
        await sets_out(ann, rule="w1.0", first="2026-03-02T12:00")
        await may(ann)
        came = []
        for week in range(30):
            before = len(ann.chat)
            await ann.waits(7 * DAY)
            came += [week] * (len(ann.chat) - before)
        assert len(came) == 3
        assert came[1] - came[0] >= 2
        assert came[2] - came[1] >= 4
        await ann.says("/acts")
        ann.hears(WHOLE, "Next")
        await ann.waits(9 * DAY)
        assert len(notes(ann)) == 1


async def test_after_an_outage_one_note_comes_and_not_ten(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        ann.listens()
        ann.clock.goes_on(timedelta(days=5, hours=3))  # nobody is up
        await ann.restarts()
        await ann.waits(60)
        assert notes(ann) == []
        await ann.waits(DAY)
        assert len(notes(ann)) == 1


async def test_on_a_journey_it_is_asked_at_the_same_hour_there(tmp_path: Path) -> None:
    async with with_act(tmp_path, rule="w1.0", first="2026-03-02T12:00") as ann:
        await may(ann)
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("Tokyo")
        await until(ann, "Asia/Tokyo", "2026-03-03T09:59")
        assert notes(ann) == []
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("New York")
        await until(ann, "America/New_York", "2026-03-03T09:00")
        assert notes(ann) == []
        await until(ann, "America/New_York", "2026-03-04T10:01")
        assert len(notes(ann)) == 1
        assert [each.zone for each in await looks(ann)] == ["America/New_York"]


async def test_two_in_two_zones_are_each_asked_on_their_own_morning(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ben.waits(60)
        for each, city in ((ann, "Auckland"), (ben, "London")):
            await each.says("/settings")
            await each.presses("Time zone")
            await each.says(city)
            await may(each)
            await sets_out(each, receiver=ben if each is ann else ann, first="2026-03-04T12:00")
        for each, zone in ((ann, "Pacific/Auckland"), (ben, "Europe/London")):
            each.listens()
            await until(each, zone, "2026-03-05T09:59")
            assert notes(each) == []
            each.listens()
            await until(each, zone, "2026-03-05T10:00:01")
            assert len(notes(each)) == 1


# --- the end -------------------------------------------------------------------------------------------


async def test_after_unlink_nothing_comes_that_has_to_do_with_the_other(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(60)
        await sets_out(ann, receiver=ben, **DAILY)
        await may(ann)
        await until(ann, "UTC", "2026-03-03T09:59:50")
        await unlinks(ann)
        await ann.waits(30 * DAY)
        assert notes(ann) == []


async def test_while_somebody_has_blocked_nothing_piles_up(tmp_path: Path) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        await may(ann)
        await ann.does(Blocked())
        await ann.waits(10 * DAY)
        await ann.does(Unblocked())
        assert notes(ann) == []
        await ann.waits(2 * DAY)
        assert len(notes(ann)) == 1


async def test_an_act_keeps_nobodys_words_longer_than_the_first_card_says(tmp_path: Path) -> None:
    async with with_act(tmp_path, rule="w1.0", first="2026-03-02T12:00", deed="call Zara") as ann:
        await ann.waits(89 * DAY)
        assert await kept(ann)
        await ann.waits(2 * DAY)
        await ann.waits(60)  # the file is cleaned right after
        assert b"Zara" not in ann.files()


# --- whether it may ---------------------------------------------------------------------------------------


async def test_at_the_end_of_a_talk_with_an_act_it_is_asked_once_whether_a_note_may_come(
    tmp_path: Path,
) -> None:
    for number, (does, answer, wanted, then) in enumerate(
        (
            (Talk.presses, "Yes, you may", True, "Good. The day after"),
            (Talk.presses, "No, thank you", False, "That's fine."),
            (Talk.says, "yes", True, "Good. The day after"),
            (Talk.says, "no", False, "That's fine."),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with two(folder) as (ann, _):
            await sets_out(ann, **DAILY)
            await ann.says("/two")
            await ann.says("It rained.")
            ann.hears("may I ask with a quiet note how it went? Twice a week at most")
            await does(ann, answer)
            ann.hears(then)
            async with ann.house.store.batch() as work:
                user = await work.user_at(ann.address)
                assert user is not None
                wishes = {each.kind: each.wanted for each in await work.wishes_of(user.id)}
                assert wishes["follow_up"] == wanted
            await ann.says("/two")
            await ann.says("It rained again.")
            ann.hears_nothing_of("quiet note")


async def test_who_wants_it_and_never_said_where_they_live_is_asked_that(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await sets_out(ann, **DAILY)
        await ann.says("/two")
        await ann.says("It rained.")
        await ann.presses("Yes, you may")
        ann.hears("So that none comes at night, what hour is it for you now?")
        await ann.says("Atlantis")
        ann.hears_nothing_of("Kept")
        await ann.says("Tokyo")
        assert [each.zone for each in await looks(ann)] == ["Asia/Tokyo"]
        await ann.says("/settings")
        ann.hears("Asia/Tokyo")


async def test_left_without_an_answer_it_is_not_asked_again_and_nothing_comes(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await sets_out(ann, **DAILY)
        for text in ("It rained.", "It rained again."):
            await ann.says("/two")
            await ann.says(text)
        ann.hears_nothing_of("quiet note")
        await ann.waits(20 * DAY)
        assert ann.shown == ""


@pytest.mark.parametrize("number", [1, 2])
async def test_who_was_never_asked_can_have_it_by_one_tap_in_acts(tmp_path: Path, number: int) -> None:
    async with with_act(tmp_path, **DAILY) as ann:
        for _ in range(number - 1):
            await sets_out(ann, "make tea for two")
        await ann.says("/acts")
        await ann.says("a quiet note on the day after, please")
        ann.hears("Good. The day after, a quiet note comes.")
        await ann.says("Dublin")
        await ann.says("/acts")
        assert "A quiet note on the day after, please" not in ann.labels
        await ann.waits(2 * DAY)
        assert notes(ann)


async def test_without_an_act_nothing_is_asked_at_the_end(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await ann.says("/two")
        await ann.says("It rained.")
        ann.hears_nothing_of("quiet note")


# --- dates -----------------------------------------------------------------------------------------------


def act(**more: Any) -> Act:
    return Act(1, 1, 0, "talk", 1, "I come home", "say hello", **more)


@pytest.mark.parametrize(
    ("about", "after", "days"),
    [
        ({"first": "2026-03-05T12:00"}, "2026-03-01", ["2026-03-05"]),
        ({"first": "2026-03-05"}, "2026-03-05", []),
        ({"first": ""}, "2026-03-05", []),
        ({"first": "2026-03-05T12:00", "rule": "d2", "until": "2026-03-08"}, "2026-03-05", ["2026-03-07"]),
        (
            {"first": "2026-03-05T12:00", "rule": "w1.06", "until": "2026-03-10"},
            "2020-01-01",
            ["2026-03-08", "2026-03-09"],
        ),
        (
            {"first": "2026-03-01T12:00", "rule": "w2.6", "until": "2026-04-01"},
            "2026-03-01",
            ["2026-03-15", "2026-03-29"],
        ),
    ],
)
def test_the_dates_of_an_act(about: dict[str, str], after: str, days: list[str]) -> None:
    found = following.days(act(**about), date.fromisoformat(after))
    assert [each.isoformat() for each in found] == days


@given(
    first=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    rule=st.sampled_from(["", "d1", "d3", "w1.0", "w1.25", "w2.6", "w3.0123456"]),
    lasts=st.none() | st.integers(0, 90),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 3, 1)),  # noqa: DTZ001
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_the_next_look_is_the_morning_after_one_of_its_dates_and_the_first_to_come(
    first: date, rule: str, lasts: int | None, now: datetime, zone: str
) -> None:
    until = (first + timedelta(days=lasts)).isoformat() if lasts is not None else ""
    one = act(first=first.isoformat(), rule=rule, until=until)
    moment = now.replace(tzinfo=UTC)
    here = moment.astimezone(ZoneInfo(zone))
    look = following.next_look(one, zone, moment)
    reach = here.date() + timedelta(days=400)
    dates = [first] if not rule else []
    for each in following.days(one, date.min) if rule else ():
        if each > reach:
            break
        dates.append(each)
    mornings = [datetime.combine(each + timedelta(days=1), following.ASKED_AT) for each in dates]
    assert look == next((each for each in mornings if each > here.replace(tzinfo=None)), None)
    last = following.last_day(one, here.date())
    assert last == max((each for each in dates if each <= here.date()), default=None)
