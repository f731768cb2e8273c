"""What comes of Mend's own accord, before the whole house: asked for once, rare, quieter, and gone at one word."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scenes import BREAK, DAY, HOUR, ROUNDS, TWO, linked, sends, talks, two, unlinks
from talk import AGREE, Talk, shipped, talk

from bot.app import read_library
from bot.config import Settings
from bot.engine.library import Library
from bot.engine.reminder import Reminder, Wish
from bot.messengers.messenger import Blocked
from bot.rehearsing.stage import BEGINNING
from bot.reminding.notes import Saying, Unasked
from bot.reminding.unasked import UNASKED

MINUTE = 60
PHRASES = shipped().phrases["en"]
PLAIN, WARM = (PHRASES.words(f"notes.nudge.{tone}") for tone in ("plain", "warm"))
ASK = PHRASES.words("notes.ask")
OWN = "No hurry, it is all here."
MAY = "may I send a quiet note, twice at most?"
ZONE = "So that none comes at night, what hour is it for you now?"
WAYS = ["Later", "Not now", "Less often", "No more of these"]
STEPS = f"""
dialog: steps
title: Two steps
about: Two questions.
command: steps
steps:
  one: {{say: 'First?', ask: {{text: one}}, then: two, nudge: {{after: 1 day, times: 2, say: '{OWN}'}}}}
  two: {{say: 'Second?', ask: {{text: two}}, then: three, nudge: {{after: 2 days}}}}
  three: {{say: 'Third?', ask: {{text: three}}, then: end}}
"""
OTHER = """
dialog: other
title: Another
about: One question.
command: other
steps:
  one: {say: 'Else?', ask: {text: one}, then: end}
"""
TWICE = "\n    nudge: {after: 1 day, times: 2}"
NUDGED = TWO.replace('for you?"}', f'for you?"}}{TWICE}').replace(
    "{skip: yes}\n  heard", f"{{skip: yes}}{TWICE}\n  heard"
)
NUDGED += "    nudge: {after: 1 day}\n"


@asynccontextmanager
async def asked(folder: Path, *, wanted: bool = True) -> AsyncIterator[Talk]:
    """Somebody who said whether notes may come, and has left in the middle, a Monday evening at seven."""
    async with talk(folder, _library(folder, steps=STEPS, other=OTHER)) as ann:
        await ann.says("/steps")
        await ann.presses(AGREE)
        await ann.presses("Yes" if wanted else "No")
        if wanted:
            ann.hears(ZONE)
            await ann.presses("Skip")
        ann.hears("First?")
        ann.listens()
        yield ann


def _library(folder: Path, **dialogs: str) -> Library:
    place = folder / "dialogs"
    place.mkdir()
    for name, text in dialogs.items():
        (place / f"{name}.yaml").write_text(text)
    return read_library(Settings(dialogs=place))


def notes(person: Talk) -> list[str]:
    """The notes that came since the person last did something, or a while began to go by."""
    known = {*PLAIN, *WARM, *ASK, OWN, *PHRASES.words("remind.notes")}
    return [line for line in person.shown.splitlines() if line in known]


async def until(person: Talk, *clock: int) -> None:
    """The clock comes to this moment (UTC)."""
    at = datetime(2026, *clock, tzinfo=UTC)
    await person.waits(int((at - person.clock()).total_seconds()))


async def answers(person: Talk, text: str) -> None:
    """Who was away for long is asked whether their words are the answer."""
    await person.says(text)
    person.hears(text, "Shall I take it as your answer?")
    await person.presses("Yes, take it")


async def wishes(person: Talk) -> dict[str, Wish]:
    async with person.house.store.batch() as work:
        user = await work.user_at(person.address)
        return {wish.kind: wish for wish in await work.wishes_of(user.id)} if user else {}


# --- a nudge ------------------------------------------------------------------------------------------


async def test_a_step_that_waits_is_brought_to_mind_twice_and_then_no_more(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY - MINUTE)
        assert notes(ann) == []
        await ann.waits(2 * MINUTE)
        assert notes(ann) == [OWN]
        assert ann.labels == ["Open", *WAYS]
        await until(ann, 3, 5, 18)  # a wait twice as long
        assert notes(ann) == []
        await until(ann, 3, 5, 20)
        assert notes(ann) == [PLAIN[0]]
        await ann.waits(80 * DAY)
        assert notes(ann) == []


async def test_who_said_no_or_nothing_gets_none(tmp_path: Path) -> None:
    async with asked(tmp_path, wanted=False) as ann:
        await ann.waits(30 * DAY)
        assert ann.shown == ""


async def test_a_step_without_one_has_none_and_one_without_words_gets_ours(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("a")
        ann.listens()
        await ann.waits(5 * DAY)
        assert notes(ann) == [PLAIN[0]]
        await answers(ann, "b")
        ann.hears("Third?")
        ann.listens()
        await ann.waits(60 * DAY)
        assert notes(ann) == []


async def test_open_shows_the_question_and_the_answer_goes_to_it(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await ann.presses("Open")
        ann.hears("Your place was kept", "First?")
        await ann.says("now then")
        ann.hears("Second?")
        assert (await ann.kept())["one"] == "now then"


async def test_an_answer_typed_right_after_a_note_is_an_answer(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await answers(ann, "It was later than I thought.")
        ann.hears("Second?")


async def test_an_answer_just_before_it_takes_its_place(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY - MINUTE)
        await answers(ann, "a")
        ann.hears("Second?")
        await ann.waits(DAY)
        assert notes(ann) == []


async def test_to_do_something_else_in_it_is_to_be_here_and_the_time_begins_anew(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY - HOUR)
        await ann.says("/where")
        ann.listens()
        await ann.waits(20 * HOUR)
        assert notes(ann) == []
        await ann.waits(5 * HOUR)
        assert notes(ann) == [OWN]


@pytest.mark.parametrize(
    "leaves",
    [
        ["/pause"],
        ["/stop", "Stop, and keep it"],
        ["/stop", "Stop, and forget it"],
        ["/other", "Set it aside"],
        ["/forget", "Yes, forget everything"],
        ["a", "b", "c"],
    ],
)
async def test_whoever_paused_stopped_went_elsewhere_or_ended_is_left_in_peace(
    leaves: list[str], tmp_path: Path
) -> None:
    async with asked(tmp_path) as ann:
        for each in leaves:
            await (ann.says(each) if each[0] == "/" or len(each) == 1 else ann.presses(each))
        ann.listens()
        await ann.waits(30 * DAY)
        assert ann.shown == ""


async def test_quiet_hours_days_and_hours_that_were_chosen_since_hold(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("/reminders")
        await ann.presses("When you leave in the middle")
        await ann.presses("Days")
        await ann.presses("Saturday")
        await ann.presses("Done")
        await ann.presses("Hours")
        await ann.says("10:00 - 11:00")
        ann.hears("Days: Saturday. Hours: 10:00-11:00.")
        ann.listens()
        await until(ann, 3, 7, 9, 59)
        assert notes(ann) == []
        await until(ann, 3, 7, 10, 1)
        assert notes(ann) == [OWN]


async def test_after_words_of_danger_it_is_still_for_a_week(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("I want to kill myself")
        await ann.presses("I'm safe, go on")
        ann.listens()
        await ann.waits(7 * DAY - HOUR)
        assert notes(ann) == []
        await ann.waits(14 * HOUR)
        assert notes(ann) == [PLAIN[0]]


async def test_of_a_bot_that_was_down_for_three_days_nothing_old_comes_and_nothing_in_a_burst(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path) as ann:
        ann.clock.goes_on(timedelta(days=4))
        ann.listens()
        await ann.restarts()
        assert notes(ann) == []
        await ann.waits(20 * DAY)
        assert notes(ann) == [OWN, PLAIN[0]]
        await ann.says("/where")
        ann.hears("First?")
        ann.clock.goes_on(timedelta(hours=40))  # less than a day late
        ann.listens()
        await ann.restarts()
        await ann.waits(MINUTE)
        assert len(notes(ann)) == 1


async def test_who_blocked_the_bot_gets_none(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.does(Blocked())
        await ann.waits(5 * DAY)
        assert notes(ann) == []


# --- what can be done about it ------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["Later", "later today"])
async def test_later_comes_this_evening_at_an_hour_that_is_told(way: str, tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("/settings")
        await ann.presses("Quiet hours")
        await ann.says("17:00-12:00")
        await ann.waits(2 * DAY)
        assert notes(ann) == [OWN]
        ann.clock.time = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
        await (ann.presses(way) if way in WAYS else ann.says(way))
        ann.hears("I'll write then: Wednesday 4 March at 19:00")
        ann.listens()
        await until(ann, 3, 4, 18, 59)
        assert notes(ann) == []
        await until(ann, 3, 4, 19, 1)  # though it is quiet then, and they were here today
        assert notes(ann) == [PLAIN[0]]


async def test_where_it_is_evening_later_is_tomorrow_morning(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await ann.presses("Later")
        ann.hears("Wednesday 4 March at 09:00")
        ann.listens()
        await until(ann, 3, 4, 9, 1)
        assert len(notes(ann)) == 1


@pytest.mark.parametrize("way", ["Not now", "not now", "Not today, please."])
async def test_not_now_is_free_of_comment(way: str, tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        note = ann.message(OWN)
        await (ann.presses(way) if way in WAYS else ann.says(way))
        assert ann.shown == ""
        assert (note.buttons == ()) is (way in WAYS)
        await ann.says("/where")
        ann.hears("First?")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Later, please", "Good. I'll write then"),
        ("please stop", "Good, no more of these notes."),
        ("Less often, please", "half as often"),
    ],
)
async def test_who_is_polite_is_understood_too(said: str, answer: str, tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await ann.says(said)
        ann.hears(answer)


async def test_a_request_is_left_for_now_without_comment_and_goes_on(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("London")
        await ann.says("/remind every day at 8 am")
        await ann.presses("Yes")
        await until(ann, 3, 3, 8, 1)
        await ann.says("not now")
        assert ann.shown == ""
        await until(ann, 3, 4, 8, 1)
        assert len(notes(ann)) == 1


@pytest.mark.parametrize("way", ["Less often", "quieter"])
async def test_less_often_is_half_as_often(way: str, tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await (ann.presses(way) if way in WAYS else ann.says(way))
        ann.hears("half as often", "/reminders")
        assert (await wishes(ann))["nudge"].less == 2
        await ann.says("/reminders")
        await ann.presses("When you leave in the middle")
        ann.hears("less often now")
        await ann.presses("As often as before")
        ann.hears_nothing_of("less often now")
        assert (await wishes(ann))["nudge"].less == 1


@pytest.mark.parametrize("way", ["No more of these", "no more"])
async def test_no_more_ends_the_kind_and_one_line_says_how_it_comes_back(way: str, tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await (ann.presses(way) if way in WAYS else ann.says(way))
        ann.hears("no more of these notes", "/reminders brings them back")
        ann.listens()
        await ann.waits(30 * DAY)
        assert notes(ann) == []
        await ann.says("/reminders")
        ann.hears("When you leave in the middle: no")
        await ann.presses("When you leave in the middle")
        await ann.presses("Yes, please")
        await ann.says("skip")
        ann.hears("Then I go by the clock of UTC", "First?")
        await ann.says("a")
        await ann.waits(3 * DAY)
        assert len(notes(ann)) == 1


async def test_stop_typed_after_a_note_ends_the_notes_and_asks_about_the_talk(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await ann.says("stop")
        ann.hears("no more of these notes", "We can stop here.")
        await ann.presses("Go on")
        ann.hears("First?")
        assert not (await wishes(ann))["nudge"].wanted


async def test_the_same_words_are_answers_where_no_note_came(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("later")
        ann.hears("Second?")
        await ann.waits(3 * DAY)
        await ann.says("/where")
        await ann.says("quieter")
        ann.hears("Third?")


async def test_what_was_written_before_the_note_came_is_not_about_it(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        ann.clock.time -= timedelta(minutes=2)  # it was on its way
        await ann.says("later", early=True)
        ann.hears_nothing_of("I'll write then")


async def test_an_old_button_of_a_note_does_what_it_says_and_a_made_up_one_nothing(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        note = ann.message(OWN)
        stop = next(b for row in note.buttons for b in row if b.label == "No more of these")
        await ann.says("a")
        await ann.presses_old(note, stop.data, stop.label)
        assert not (await wishes(ann))["nudge"].wanted
        for data in (
            "note:later:nudge:nosession:1",
            "note:stop:knock::0",
            "note:what:nudge::0",
            "note:most:nudge:99",
            "note:tone:nudge:loud",
            "note:days:nudge:9",
            "note:hours:nudge:never",
            "note:later:nudge:::::",
            "note",
        ):
            before = await wishes(ann)
            await ann.presses_old(note, data)
            assert await wishes(ann) == before, data


async def test_later_on_the_note_of_a_question_that_was_answered_shows_the_one_that_waits(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        note = ann.message(OWN)
        later = note.buttons[1][0]
        await answers(ann, "a")
        await ann.presses_old(note, later.data, later.label)
        ann.hears("That button belongs to an earlier moment", "Second?")
        await until(ann, 3, 5, 19)
        assert notes(ann) == []
        await until(ann, 3, 5, 19, 30)
        assert notes(ann) == [PLAIN[0]]


async def test_a_request_can_be_put_off_and_stopped_in_words_right_after_it(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("London")
        await ann.says("/remind every day at 8 am")
        await ann.presses("Yes")
        await until(ann, 3, 3, 8, 1)
        assert len(notes(ann)) == 1
        await ann.says("later")
        ann.hears("Tuesday 3 March at 19:00")
        await until(ann, 3, 4, 8, 1)
        await ann.says("stop")
        ann.hears("Nothing more comes of it.")
        ann.listens()
        await ann.waits(3 * DAY)
        assert notes(ann) == []


# --- backing off, and the return ----------------------------------------------------------------------


@pytest.fixture
def weekly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that comes each week, with the wordings of nudges."""

    async def says(*_: object) -> Saying:
        return Saying("notes.nudge")

    monkeypatch.setitem(UNASKED, "check_in", Unasked(says))  # type: ignore[arg-type]  # a table is a dict


async def comes_weekly(person: Talk, **chosen: object) -> None:
    """Somebody wishes a note each Sunday at ten."""
    async with person.house.store.batch() as work:
        user = await work.user_at(person.address)
        assert user is not None
        await work.wish(Wish(user.id, "check_in", wanted=True, **chosen))  # type: ignore[arg-type]  # its own
        due = datetime(2026, 3, 8, 10, tzinfo=UTC)
        await work.remind(Reminder(0, "check_in", user.id, "", 0, due, "2026-03-01T10:00", "UTC", "w1.6"))


@pytest.mark.usefixtures("weekly")
async def test_unanswered_it_comes_ever_more_rarely_asks_once_is_silent_and_comes_back(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await comes_weekly(ann)
        came = []
        for day in ((3, 8), (3, 22), (4, 19)):
            await until(ann, *day, 9, 59)
            assert notes(ann) == []
            await until(ann, *day, 10, 1)
            came += notes(ann)
        assert came == [PLAIN[0], PLAIN[1], ASK[0]]
        assert ann.labels == ["Less often", "Later", "No more of these"]
        await until(ann, 5, 29, 12)
        assert notes(ann) == []
        await ann.says("/start")
        await until(ann, 5, 31, 10, 1)
        assert len(notes(ann)) == 1
        assert notes(ann)[0] not in came


@pytest.mark.usefixtures("weekly")
async def test_over_all_kinds_no_more_than_was_chosen_come_in_a_week(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await comes_weekly(ann, most=1)
        await until(ann, 3, 3, 19, 1)
        await ann.presses("Not now")
        await until(ann, 3, 4, 19, 1)
        assert notes(ann) == []
        await until(ann, 3, 10, 18)  # on Sunday there was one less than seven days ago
        assert notes(ann) == [PLAIN[0]]
        assert await kinds(ann) == ["nudge", "nudge"]


async def kinds(person: Talk) -> list[str]:
    """What somebody was told unasked so far, by kind."""
    async with person.house.store.batch() as work:
        user = await work.user_at(person.address)
        return [note.kind for note in await work.notes_of(user.id, BEGINNING)] if user else []


# --- of two -------------------------------------------------------------------------------------------


@asynccontextmanager
async def pair(folder: Path, *, wanted: bool) -> AsyncIterator[tuple[Talk, Talk]]:
    """Two are linked; Ben wishes notes or doesn't; it is Ben's turn, and he has read that it is."""
    async with two(folder, two=NUDGED, calm=BREAK) as (ann, ben):
        await linked(ann, ben)
        async with ben.house.store.batch() as work:
            user = await work.user_at(ben.address)
            assert user is not None
            await work.wish(Wish(user.id, "nudge", wanted=wanted))
        await talks(ann)
        await sends(ann, "You left.")
        await ben.waits(MINUTE)
        await ben.presses("Open")
        ben.hears("You left.")
        ann.listens()
        ben.listens()
        yield ann, ben


async def test_a_nudge_is_for_the_one_whose_question_waits_and_the_other_sees_no_difference(
    tmp_path: Path,
) -> None:
    seen = []
    for wanted in (True, False):
        folder = tmp_path / str(wanted)
        folder.mkdir()
        async with pair(folder, wanted=wanted) as (ann, ben):
            await ben.waits(5 * DAY)
            assert len(notes(ben)) == (1 if wanted else 0)
            assert notes(ann) == []
            seen.append([(each.text, [b.label for row in each.buttons for b in row]) for each in ann.heard()])
    assert seen[0] == seen[1]


async def test_what_was_not_opened_is_not_brought_to_mind(tmp_path: Path) -> None:
    async with two(tmp_path, two=NUDGED) as (ann, ben):
        await linked(ann, ben)
        async with ben.house.store.batch() as work:
            user = await work.user_at(ben.address)
            assert user is not None
            await work.wish(Wish(user.id, "nudge", wanted=True))
        await ben.waits(HOUR)
        await talks(ann)
        await sends(ann, "You left.")
        ben.listens()
        await ben.waits(2 * DAY)
        assert ben.shown == "A note is here when you like."


async def test_while_somebody_is_elsewhere_nothing_is_brought_to_mind_and_after_it_again(
    tmp_path: Path,
) -> None:
    for ends in (False, True):
        folder = tmp_path / str(ends)
        folder.mkdir()
        async with pair(folder, wanted=True) as (_, ben):
            await ben.says("/calm")
            ben.hears("What do you hear?")
            if ends:
                await ben.says("A clock.")
            await ben.waits(2 * DAY)
            assert len(notes(ben)) == ends


async def test_what_the_other_sent_meanwhile_and_was_not_opened_is_not_brought_to_mind(
    tmp_path: Path,
) -> None:
    async with pair(tmp_path, wanted=True) as (ann, ben):
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            await work.wish(Wish(user.id, "nudge", wanted=True))
        await ann.waits(HOUR)
        ann.listens()
        await sends(ben, "That I left.")
        await ann.waits(36 * HOUR)
        assert ann.shown == "A note is here when you like."
        await ann.presses("Open")
        ann.hears("That I left.")
        ann.listens()
        await ann.waits(DAY + HOUR)
        assert ann.shown in PLAIN


@pytest.mark.parametrize("leaves", ["unlink", "stop", "pause"])
async def test_whoever_leaves_a_talk_of_two_is_left_in_peace(leaves: str, tmp_path: Path) -> None:
    async with pair(tmp_path, wanted=True) as (_, ben):
        if leaves == "unlink":
            await unlinks(ben)
        elif leaves == "stop":
            await ben.says("/stop")
            await ben.presses("Stop, and keep it")
        else:
            await ben.says("/pause")
            await ben.presses("Tomorrow")
        ben.listens()
        await ben.waits(20 * DAY)
        assert notes(ben) == []


async def test_where_talking_as_two_is_not_open_any_more_nothing_is_brought_to_mind(tmp_path: Path) -> None:
    async with pair(tmp_path, wanted=True) as (_, ben):
        async with ben.house.store.batch() as work:
            user = await work.user_at(ben.address)
            assert user is not None
            await work.save_user(replace(user, mode="solo"))
        await ben.waits(5 * DAY)
        assert notes(ben) == []


async def test_the_other_who_is_gone_in_silence_is_as_one_who_says_nothing(tmp_path: Path) -> None:
    seen = []
    for gone in (True, False):
        folder = tmp_path / str(gone)
        folder.mkdir()
        async with pair(folder, wanted=True) as (ann, ben):
            if gone:
                await unlinks(ann)
            ben.listens()
            await ben.waits(9 * DAY)
            seen.append(ben.shown)
    assert seen[0] == seen[1]
    assert seen[0].splitlines()[0] in PLAIN


# --- an hour of two -----------------------------------------------------------------------------------


async def test_an_hour_that_two_agreed_on_comes_in_words_of_its_own_and_a_pause_in_others(
    tmp_path: Path,
) -> None:
    async with two(tmp_path, two=ROUNDS) as (ann, ben):
        await linked(ann, ben)
        await until(ann, 3, 3, 9)
        await talks(ann)
        await ann.presses("In an hour")
        await ann.waits(HOUR - MINUTE)
        for each in (ann, ben):
            each.listens()
        await ann.waits(2 * MINUTE)
        assert ann.shown == ben.shown == PHRASES.words("pause.appointment")[0]
        await ann.presses("I'm here")
        said = []
        for _ in range(6):
            await ann.says("/pause")
            await ann.presses("In 20 minutes")
            ann.listens()
            await ann.waits(21 * MINUTE)
            said.append(ann.shown)
            await ann.presses("I'm here")
            await ann.presses("8")
            await ben.presses("I'm here")
            await ben.presses("8")
        returns = PHRASES.words("pause.return")
        assert said == [returns[n % len(returns)] for n in range(6)]
        assert (await kinds(ann)) == ["knock", "appointment", *["return"] * 6]


async def test_an_hour_of_two_that_is_moved_or_given_up_comes_once_or_not_at_all(tmp_path: Path) -> None:
    async with two(tmp_path, two=ROUNDS) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await ann.presses("In an hour")
        await ben.waits(MINUTE)
        await ben.presses("Open")
        await ben.presses("Tomorrow")
        ben.hears("tomorrow at 09:00")
        ann.listens()
        ben.listens()
        await ann.waits(12 * HOUR)
        assert ann.shown == ben.shown == ""
        await ann.waits(2 * HOUR)
        hour = PHRASES.words("pause.appointment")[0]
        assert (ann.shown.count(hour), ben.shown.count(hour)) == (1, 1)


# --- all kinds of days --------------------------------------------------------------------------------

WAYS_OUT = [["/stop", "Stop, and keep it"], ["/stop", "Stop, and forget it"], ["/pause"], ["/forget"]]
"""However somebody goes: by what they say and press."""


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_somebody_did_before_it_stops_at_once_and_what_they_asked_for_comes(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    async with asked(tmp_path) as ann:
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("London")
        await ann.says("/remind every Sunday evening")
        await ann.presses("Yes")
        for _ in range(12):
            await _does_something(ann, chance)
            await ann.waits(chance.choice([HOUR, 9 * HOUR, 2 * DAY, 5 * DAY]))
        await ann.says("/steps")
        if ann.labels[:1] == ["Go on where I was"]:
            await ann.presses("Go on where I was")
        way = chance.choice(WAYS_OUT)
        await ann.says(way[0])
        for label in way[1:] or (["Yes, forget everything"] if way == ["/forget"] else []):
            await ann.presses(label)
        ann.listens()
        await ann.waits(8 * 7 * DAY)
        came = notes(ann)
        assert not {*came} & {OWN, *PLAIN, *WARM, *ASK}
        assert len(came) == (0 if way == ["/forget"] else 8)


async def _does_something(ann: Talk, chance: random.Random) -> None:
    """Something that people do, with what is there to be pressed or without it."""
    deed = chance.choice(
        ["/steps", "/where", "a word", "later", "less often", "Open", "Later", "Not now", ""]
    )
    if deed in ann.buttons():
        await ann.presses(deed)
    elif deed and deed[0].islower() | (deed[0] == "/"):
        await ann.says(deed)
