"""A line between two talks, before the whole house: asked for once, neutral until opened, chosen by what one did."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from scenes import BREAK, DAY, HOUR, linked, two, unlinks
from talk import Talk, shipped
from test_acts_from_talks import ACT, LISTS, agrees
from test_thread import EYES, THREAD, WALK, stands

from bot.engine.between import State
from bot.reminding import between

LINES = """
lines:
  heard: {felt: [understood], say: You felt understood.}
  eyes: {last: [eyes], offer: yes, say: You looked at it.}
  two: {who: [two], say: For both of you.}
  done: {act: [done], say: It is done.}
  ahead: {act: [ahead], say: It is ahead.}
  rest: {for_everybody: yes, offer: yes, say: Rest a little.}
  breath: {for_everybody: yes, say: One breath.}
  way: {for_everybody: yes, say: A short way.}
  sleep: {for_everybody: yes, say: An early night.}
"""
EVERYBODY = {"Rest a little.", "One breath.", "A short way.", "An early night."}
ASK = "May I leave you a short line now and then"
NOTES = {
    *shipped().phrases["en"].words("notes.between.plain"),
    *shipped().phrases["en"].words("notes.between.warm"),
}
WAYS = ["Open", "Later", "Not now", "Less often", "No more of these"]
WEEK = 7 * DAY


@asynccontextmanager
async def house(folder: Path, lines: str = LINES) -> AsyncIterator[tuple[Talk, Talk]]:
    """Ann and Ben before dialogs with a thread, and with lines between them."""
    more = {"between": lines} if lines else {}
    thread = THREAD.replace("walk:", "act: {one: [eyes, calm]}\n  walk:", 1)
    async with two(
        folder, calm=BREAK, eyes=EYES, walk=WALK, act=ACT, lists=LISTS, thread=thread, **more
    ) as both:
        yield both


async def ends(ann: Talk, *felt: str) -> None:
    """Ann goes through a talk to its end, says what she felt, and keeps no sentence."""
    await ann.says("/eyes")
    await ann.says("A mess.")
    for label in felt:
        await ann.presses(label)
    await ann.presses("Done")
    await ann.presses("Nothing")


@asynccontextmanager
async def wants(folder: Path, *felt: str) -> AsyncIterator[tuple[Talk, Talk]]:
    """Ann has ended a talk, wants lines, and lives in London."""
    async with house(folder) as (ann, ben):
        await ends(ann, *felt)
        await ann.presses("Yes, now and then")
        await ann.says("London")
        ann.listens()
        yield ann, ben


def notes(person: Talk) -> list[str]:
    """The notes that came since they last did something."""
    return [seen.text for seen in person.heard() if seen.text in NOTES]


async def opens(ann: Talk) -> str:
    """Wait for the next note, open it; gives the line, without what is offered."""
    for _ in range(60):
        await ann.waits(6 * HOUR)
        if notes(ann):
            await ann.presses("Open")
            return ann.heard()[-1].text.partition("\n")[0]
    raise AssertionError(ann.shows())


# --- whether it is wanted -----------------------------------------------------------------------------


async def test_it_is_asked_once_at_the_end_of_a_talk_and_yes_brings_it(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ends(ann)
        ann.hears("Another day, perhaps", ASK, "Twice a week at most")
        assert ann.labels == ["Yes, now and then", "No"]
        await ann.presses("Yes, now and then")
        ann.hears("The first one comes in some days", "what hour is it for you now?")
        await ann.says("London")
        await ann.waits(2 * DAY + 20 * HOUR)
        assert notes(ann) == []
        await ann.waits(5 * HOUR)
        assert len(notes(ann)) == 1
        assert ann.labels == WAYS
        await ends(ann)
        ann.hears_nothing_of(ASK)


async def test_no_is_just_as_good_and_nothing_ever_comes(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ends(ann)
        await ann.says("no")
        ann.hears("That's fine. None comes.")
        await ends(ann)
        ann.hears_nothing_of(ASK)
        await ann.waits(30 * DAY)
        assert notes(ann) == []


async def test_without_an_answer_nothing_comes(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ends(ann)
        await ann.waits(30 * DAY)
        assert notes(ann) == []


async def test_where_no_lines_were_written_nothing_is_asked(tmp_path: Path) -> None:
    async with house(tmp_path, lines="") as (ann, _):
        await ends(ann)
        ann.hears("Another day, perhaps")
        ann.hears_nothing_of(ASK)


async def test_reminders_shows_it_and_turns_it_on_and_off(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/reminders")
        ann.hears("A line between the talks: no")
        await ann.presses("A line between the talks")
        await ann.presses("Yes, please")
        await ann.says("London")
        await ann.waits(4 * DAY)
        assert len(notes(ann)) == 1
        await ann.says("/reminders")
        await ann.presses("A line between the talks")
        await ann.presses("No more of these")
        await ann.waits(20 * DAY)
        assert notes(ann) == []


async def test_one_tap_on_the_note_stops_them_all(tmp_path: Path) -> None:
    async with wants(tmp_path) as (ann, _):
        await ann.waits(4 * DAY)
        await ann.presses("No more of these")
        ann.hears("Good, no more of these notes")
        await ann.waits(30 * DAY)
        assert notes(ann) == []


# --- the note -----------------------------------------------------------------------------------------


async def test_they_come_rarely_in_open_hours_and_ever_more_quietly(tmp_path: Path) -> None:
    async with wants(tmp_path) as (ann, _):
        came = []
        for _ in range(90 * 4):
            before = len(ann.chat)
            await ann.waits(6 * HOUR)
            if len(ann.chat) > before:
                came.append(ann.clock())
        assert len(came) == 3  # then it is still until they write
        assert came[1] - came[0] > timedelta(days=5)
        assert came[2] - came[1] > came[1] - came[0]
        await ann.says("hello")
        ann.listens()
        await ann.waits(10 * DAY)
        assert notes(ann)


async def test_whoever_opens_them_reads_at_most_two_in_seven_days_and_none_twice_within_three(
    tmp_path: Path,
) -> None:
    async with wants(tmp_path) as (ann, _):
        read, at = [], []
        for _ in range(14):
            read.append(await opens(ann))
            at.append(ann.clock())
        for n, line in enumerate(read):
            assert line not in read[max(0, n - 3) : n]
        for n in range(len(at) - 2):
            assert at[n + 2] - at[n] > timedelta(days=7) - timedelta(hours=12)
        assert {*read} == EVERYBODY | {"You looked at it."}


async def test_quiet_hours_hold(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.waits(7 * HOUR)
        await ends(ann)
        await ann.presses("Yes, now and then")
        await ann.says("London")
        for _ in range(40):
            await ann.waits(HOUR)
            await ann.waits(3 * HOUR)
            if notes(ann):
                break
        (note,) = await _noted(ann)
        assert 8 <= note.hour < 21


async def _noted(ann: Talk) -> list[object]:
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        assert user is not None
        return [each.at for each in await work.notes_of(user.id, ann.clock() - timedelta(days=80))]


async def test_a_talk_that_ends_moves_it_and_in_the_middle_of_one_none_comes(tmp_path: Path) -> None:
    async with wants(tmp_path) as (ann, _):
        await ann.waits(2 * DAY)
        await ends(ann)
        await ann.waits(2 * DAY + 12 * HOUR)
        assert notes(ann) == []
        await ann.says("/eyes")
        await ann.waits(10 * DAY)
        assert notes(ann) == []


async def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    async with wants(tmp_path) as (ann, _):
        await ann.restarts()
        await ann.waits(4 * DAY)
        assert len(notes(ann)) == 1
        await ann.restarts()
        await ann.presses("Open")
        ann.hears("You looked at it.")


async def test_whoever_wants_all_notes_plain_gets_it_plain(tmp_path: Path) -> None:
    async with wants(tmp_path) as (ann, _):
        await ann.says("/quiet")
        ann.listens()
        await ann.waits(5 * DAY)
        assert notes(ann) == []
        await ann.presses(shipped().phrases["en"].say("plain.open"))
        ann.hears("You looked at it.")


# --- the line -----------------------------------------------------------------------------------------


async def test_what_they_chose_after_the_talk_decides_and_their_words_never(tmp_path: Path) -> None:
    async with wants(tmp_path, "Understood") as (ann, _):
        assert await opens(ann) in {"You felt understood.", "You looked at it."}
        assert await opens(ann) in {"You felt understood.", "You looked at it."}


async def test_a_dialog_is_offered_with_it_that_they_have_not_done_and_it_begins_by_a_tap(
    tmp_path: Path,
) -> None:
    async with wants(tmp_path) as (ann, _):
        assert await opens(ann) == "You looked at it."
        ann.hears("If you like, there is something that could fit: A short break.")
        assert ann.labels == ["Begin", "Not now"]
        await ann.presses("Not now")
        ann.hears("It is there on any other day, too.")
        while not ann.heard()[-1].text.startswith("Rest a little."):
            await opens(ann)
        await ann.presses("Begin")
        ann.hears("What do you hear?")


async def test_whoever_may_be_harmed_reads_only_what_is_for_everybody_and_is_offered_nothing_else(
    tmp_path: Path,
) -> None:
    async with wants(tmp_path, "Understood") as (ann, _):
        await stands(ann, "solo")
        for _ in range(6):
            line = await opens(ann)
            assert line in EVERYBODY
            ann.hears_nothing_of("With other eyes", "A talk for two", "A walk")


async def test_after_words_of_danger_it_is_silent_for_seven_days(tmp_path: Path) -> None:
    async with wants(tmp_path) as (ann, _):
        await ann.waits(2 * DAY)
        await ann.says("I want to kill myself")
        ann.listens()
        await ann.waits(WEEK - HOUR)
        assert notes(ann) == []
        await ann.waits(2 * DAY)
        assert len(notes(ann)) == 1


async def test_an_act_is_spoken_of_as_it_stands(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/act")
        await agrees(ann)
        await ann.says("skip")
        assert (await _state(ann)).act == "ahead"
        await ann.says("/acts")
        await ann.presses("Done just now")
        assert (await _state(ann)).act == "done"
        await ann.waits(30 * DAY)
        assert (await _state(ann)).act == "none"


async def _state(ann: Talk) -> State:
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        assert user is not None
        return await between.state_of(work, user, ann.clock())


async def test_two_who_are_linked_are_spoken_to_as_two_also_where_the_other_went_in_silence(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as (ann, ben):
        await linked(ann, ben)
        assert (await _state(ann)).who == "two"
        await unlinks(ben)
        assert (await _state(ann)).who == "two"
        assert (await _state(ben)).who == "one"


async def test_a_note_that_is_opened_when_nothing_fits_any_more_says_so_kindly(tmp_path: Path) -> None:
    async with house(tmp_path, "lines:\n  heard: {felt: [understood], say: You felt understood.}\n") as (
        ann,
        _,
    ):
        await ends(ann, "Understood")
        await ann.presses("Yes, now and then")
        await ann.says("London")
        await ann.waits(4 * DAY)
        note = ann.heard()[-1]
        await ann.presses("Open")
        ann.hears("You felt understood.")
        await ann.presses_old(note, "btw:open")
        ann.hears("There is nothing new here for today")
        await ann.waits(30 * DAY)
        assert notes(ann) == []


@pytest.mark.parametrize("data", ["btw:", "btw:nonsense", "btw:later:3"])
async def test_a_forged_button_does_nothing(tmp_path: Path, data: str) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/help")
        await ann.presses_old(ann.chat[-1], data)
        assert not [seen for seen in ann.heard() if seen.text]
