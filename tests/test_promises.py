"""What was promised is said in the hours that hold when it is said, once, neutrally, and to who still wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scenes import BREAK, DAY, HOUR, in_a_talk, sends, two, unlinks
from talk import Talk, shipped
from test_pause import MINUTE, RETURN, goes_by, speak

from bot.authoring.texts import NUDGE, unsaid
from bot.engine.fitting import plain

NOTE = "A note is here when you like."
RESTS = "This talk rests now"


async def is_quiet(person: Talk, hours: str) -> None:
    """Somebody says when they want to be left in peace."""
    await person.says("/settings")
    await person.presses("Quiet hours")
    await person.says(hours)


@pytest.mark.parametrize("language", shipped().phrases)
def test_all_that_is_said_unasked_is_fit_for_a_lock_screen(language: str) -> None:
    words, texts = shipped().phrases_in(language).words, shipped().phrases_in(language).texts
    notes = [key for key in texts if key.startswith("notes.") and isinstance(texts[key], tuple | list)]
    several = ["pause.return", "pause.appointment", "remind.notes", *notes]
    for key in ("knock.note", "knock.open", "pause.here", "rests", *several):
        for text in words(key):
            assert len(text) <= NUDGE, key
            assert not {"{", "!", "?"} & set(text), key
            assert not {word for each in unsaid(language).values() for word in each} & {
                *plain(text).split()
            }, key
    for key in several:
        assert len(set(words(key))) == len(words(key)) >= (2 if key == "notes.ask" else 5), key


async def test_quiet_hours_that_were_changed_since_hold_for_a_rest(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await sends(ben, "That I left.")
        await is_quiet(ben, "18:00-10:00")
        ben.listens()
        ann.listens()
        await ben.waits(3 * DAY + MINUTE)
        ann.hears(RESTS)
        ben.hears_nothing_of(RESTS)
        await ben.waits(15 * HOUR)
        assert ben.shown.count(RESTS) == 1


async def test_a_knock_that_could_not_be_said_in_its_hours_waits_for_the_next(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await goes_by(ann, datetime(2026, 3, 3, 6, tzinfo=UTC))
        await ann.says("/where")
        await goes_by(ann, datetime(2026, 3, 3, 6, 30, tzinfo=UTC))
        ann.listens()
        await ben.says("/pause")
        ann.clock.time = datetime(2026, 3, 3, 23, tzinfo=UTC)
        await ann.restarts()
        await ann.waits(MINUTE)
        ann.hears_nothing_of(NOTE, RETURN)
        await goes_by(ann, datetime(2026, 3, 4, 8, 1, tzinfo=UTC))
        assert [seen.text for seen in ann.heard() if seen.text in (NOTE, RETURN)] in ([NOTE], [RETURN])


async def test_an_hour_of_long_ago_is_not_kept_for_the_morning_either(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        ann.clock.time = datetime(2026, 3, 4, 23, tzinfo=UTC)
        await ann.restarts()
        ann.listens()
        await ann.waits(12 * HOUR)
        ann.hears_nothing_of(RETURN)


async def test_of_a_pause_and_its_end_one_note_tells(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await goes_by(ann, datetime(2026, 3, 2, 21, 30, tzinfo=UTC))
        await ben.says("/pause")
        ann.listens()
        await ann.waits(12 * HOUR)
        assert ann.shown in (NOTE, RETURN)
        await ann.presses("I'm here" if ann.shown == RETURN else "Open")
        ann.hears("How calm are you now?")


async def test_who_stops_in_a_pause_is_not_told_of_its_hour(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        await ben.says("/stop")
        await ben.presses("Stop, and keep it")
        ann.listens()
        await ben.waits(2 * HOUR)
        ben.hears_nothing_of(RETURN)
        assert ann.shown.count(RETURN) == 1


async def test_who_stopped_in_a_pause_and_is_there_again_is_told_of_its_hour(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        await ben.says("/stop")
        await ben.presses("Stop, and keep it")
        await ben.says("/two")
        await ben.presses("For the two of us")
        ben.hears("We pause until")
        await ben.waits(2 * HOUR)
        assert ben.shown.count(RETURN) == 1


async def test_a_kind_end_is_said_once_and_a_good_night_wakes_nobody(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        for number in ("2", "3"):
            await ben.says("/pause")
            await ben.presses("Now")
            await ann.says("/where")
            await ben.presses(number)
        ann.hears("That's enough for today")
        ben.hears("That's enough for today")
        await ann.says("Good night, sleep well")
        ann.hears("I keep nothing of what is written outside a talk")
        ann.listens()
        await ben.waits(5 * DAY)
        ben.hears_nothing_of(NOTE, RESTS)
        ann.hears_nothing_of(NOTE, RESTS)


async def test_a_pause_that_ended_while_the_program_was_down_is_over_after_its_rest(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        ben.clock.goes_on(timedelta(days=6))
        await ben.restarts()
        await ben.waits(MINUTE)
        await ben.says("/two")
        await ben.presses("For the two of us")
        ben.hears('Ann says: "You left."')


# --- later, on what comes because of the other ----------------------------------------------------------


@pytest.mark.parametrize("way", ["Later", "later", "Not now"])
async def test_a_knock_can_be_put_off_and_no_word_of_what_waits_is_shown(way: str, tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        ann.listens()
        await (ben.presses(way) if way in ben.labels else ben.says(way))
        assert ben.shown == "Good. I'll write then: Tuesday 3 March at 09:00."
        await ben.says("hm")
        ben.hears_nothing_of("You left.")
        ben.listens()
        await goes_by(ben, datetime(2026, 3, 3, 8, 59, tzinfo=UTC))
        assert ben.shown == ""
        await goes_by(ben, datetime(2026, 3, 3, 9, 1, tzinfo=UTC))
        assert ben.shown == NOTE
        assert ann.shown == ""
        await ben.presses("Open")
        ben.hears('Ann says: "You left."')


async def test_a_knock_that_was_put_off_comes_no_more_once_it_was_opened(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        note = ben.message(NOTE)
        later = next(button.data for row in note.buttons for button in row if button.label == "Later")
        await ben.presses("Later")
        await ben.says("/two")
        await ben.presses("For the two of us")
        ben.hears('Ann says: "You left."')
        ben.listens()
        await ben.waits(2 * DAY)
        ben.hears_nothing_of(NOTE)
        await ben.presses_old(note, later)
        ben.hears('Ann says: "You left."')


@pytest.mark.parametrize("way", ["Later", "later"])
async def test_the_end_of_a_pause_can_be_put_off_for_oneself_alone(way: str, tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await speak(ann, ben)
        await ben.says("/pause")
        for each in (ann, ben):
            each.listens()
        await ben.waits(HOUR + MINUTE)
        ann.listens()
        await (ben.presses(way) if way == "Later" else ben.says(way))
        assert ben.shown == "Good. I'll write then: Tuesday 3 March at 09:00."
        ben.listens()
        await goes_by(ben, datetime(2026, 3, 3, 9, 1, tzinfo=UTC))
        assert ben.shown in shipped().phrases_in("en").words("pause.return")
        assert ann.shown == ""
        await ben.presses("I'm here")
        ben.hears("How calm are you now?")


@pytest.mark.parametrize(("first", "looks"), [(True, False), (True, True), (False, False)])
async def test_what_was_put_off_comes_to_who_was_left_as_to_anybody(
    tmp_path: Path, *, first: bool, looks: bool
) -> None:
    read = []
    for gone in (False, True):
        folder = tmp_path / f"{gone}"
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await in_a_talk(ann, ben)
            if gone and not first:
                await unlinks(ann)
            await ben.presses("Later")
            ben.hears("Good. I'll write then: Tuesday 3 March at 09:00.")
            if gone and first:
                await unlinks(ann)
            if looks:
                await ben.says("/two")
                await ben.presses("For the two of us")
            ben.listens()
            await ben.waits(DAY)
            read.append([seen.text for seen in ben.heard()])
    assert read == [[] if looks else [NOTE]] * 2


async def test_the_note_opens_by_its_word_though_a_dialog_has_that_name(tmp_path: Path) -> None:
    named = BREAK.replace("dialog: calm", "dialog: open").replace("command: calm", "command: open")
    async with two(tmp_path, open=named) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.says("open")
        ben.hears('Ann says: "You left."')
        await sends(ben, "That I left.")
        await ann.presses("Yes")
        await ann.says("open")
        ann.hears("What do you hear?")
