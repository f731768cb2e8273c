"""Whether notes may come: asked once, changed in /reminders, and where somebody lives, so that none comes at night."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scenes import DAY
from talk import AGREE, talk
from test_notes import MAY, MINUTE, WARM, ZONE, asked, notes, wishes

from bot.engine.reminder import Wish

# --- asked once ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "wanted"), [("Yes", True), ("No", False), ("ok", True), ("nah", False), ("2", False)]
)
async def test_it_is_asked_once_at_the_end_of_the_first_meeting_and_both_answers_are_fine(
    answer: str, wanted: object, tmp_path: Path
) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.presses(AGREE)
        ann.hears(MAY, "Yes and no are both fine")
        await (ann.presses(answer) if answer in ann.labels else ann.says(answer))
        ann.hears("Good." if wanted else "That's fine.", ZONE if wanted else "Shall we begin?")
        assert (await wishes(ann))["nudge"].wanted == wanted


async def test_without_an_answer_it_is_a_no_and_is_never_asked_again(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/start")
        await ann.presses(AGREE)
        ann.hears(MAY)
        await ann.says("/repair")
        ann.hears("Shall we begin?")
        assert not (await wishes(ann))["nudge"].wanted
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            await work.save_user(replace(user, agreed=0))
        await ann.says("/start")
        await ann.presses(AGREE)
        ann.hears_nothing_of(MAY)


async def test_a_second_tap_changes_ones_mind_and_begins_nothing_again(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.presses(AGREE)
        question = ann.message(MAY)
        yes = question.buttons[0][0]
        await ann.presses("No")
        await ann.presses("Begin")
        await ann.presses_old(question, yes.data, yes.label)
        ann.hears("Good. If it ever comes at a bad time", ZONE)
        ann.hears_nothing_of("Shall we begin?", "in the middle of")
        assert (await wishes(ann))["nudge"].wanted
        await ann.says("Berlin")
        ann.hears("How stirred up are you?")


@pytest.mark.parametrize("says", [["Sydney"], ["6 am", "Sydney"], ["skip"], ["/repair"]])
async def test_where_notes_may_come_it_is_asked_where_one_lives_so_that_none_comes_at_night(
    says: list[str], tmp_path: Path
) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.presses(AGREE)
        await ann.presses("Yes")
        ann.hears(ZONE)
        for each in says:
            found = [label for label in ann.labels if each in label]
            await (ann.presses(found[0]) if found else ann.says(each))
        ann.hears("Shall we begin?")
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            assert user.zone == ("Australia/Sydney" if "Sydney" in says else "")


async def test_who_brings_notes_back_is_asked_where_they_live_unless_it_is_known(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/reminders")
        await ann.presses("When you leave in the middle")
        await ann.presses("Yes, please")
        ann.hears("When you leave in the middle: yes.", ZONE)
        await ann.says("London")
        await ann.says("/reminders")
        await ann.presses("When you leave in the middle")
        await ann.presses("No more of these")
        await ann.presses("Yes, please")
        ann.hears_nothing_of(ZONE)


async def test_what_was_wanted_before_is_kept_in_the_buttons_and_no_longer_than_they_hold(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/" + "x" * 300)
        await ann.presses(AGREE)
        assert all(len(b.data) <= 64 for seen in ann.chat for row in seen.buttons for b in row)
        await ann.presses("No")
        ann.hears("What weighs most today?")


async def test_who_wrote_of_danger_is_not_asked_for_notes(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says("I want to kill myself")
        await ann.presses("I'm safe, go on")
        await ann.presses(AGREE)
        ann.hears_nothing_of(MAY)


# --- /reminders ---------------------------------------------------------------------------------------


async def test_all_of_it_is_shown_and_changed_by_buttons(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/reminders")
        ann.hears("When you leave in the middle: no", "Nothing is set. /remind")
        await ann.presses("When you leave in the middle")
        assert ann.labels == ["Yes, please", "‹ All notes"]
        await ann.presses("Yes, please")
        ann.hears(
            "Days: any. Hours: any but your quiet ones. Tone: plain.",
            "Notes in seven days, of whatever kind: 2 at most.",
        )
        await ann.presses("At most 1 in seven days")
        ann.hears("of whatever kind: 1 at most.")
        await ann.presses("At most 3 in seven days")
        ann.hears("of whatever kind: 3 at most.")
        await ann.presses("In warmer words")
        ann.hears("Tone: warm")
        await ann.presses("Hours")
        await ann.presses("17:00-21:00")
        ann.hears("Hours: 17:00-21:00")
        await ann.presses("Hours")
        await ann.says("sometime")
        ann.hears("I didn't understand these hours")
        await ann.says("22:00-23:00")
        ann.hears("in your quiet hours", "/settings")
        await ann.presses("any but your quiet ones")
        ann.hears("Hours: any but")
        await ann.presses("Days")
        for day in ("Monday", "Wednesday"):
            await ann.presses(day)
        assert "✓ Monday" in ann.labels
        await ann.presses("Done")
        ann.hears("Days: Monday and Wednesday")
        await ann.presses("Days")
        await ann.presses("✓ Monday")
        await ann.presses("Done")
        ann.hears("Days: Wednesday.")
        user = (await wishes(ann))["nudge"].user
        kept = Wish(user, "nudge", wanted=True, days="3", tone="warm", most=3)
        assert (await wishes(ann))["nudge"] == kept
        await ann.presses("No more of these")
        await ann.presses("‹ All notes")
        ann.hears("When you leave in the middle: no")


async def test_the_tone_that_was_chosen_is_the_one_that_comes(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("/reminders")
        await ann.presses("When you leave in the middle")
        await ann.presses("In warmer words")
        await ann.says("a")
        ann.listens()
        await ann.waits(3 * DAY)
        assert notes(ann) == [WARM[0]]


async def test_in_the_middle_of_a_talk_words_are_for_its_question(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.says("/reminders")
        await ann.says("When you leave in the middle")
        ann.hears("Second?")


async def test_forgetting_takes_wishes_and_what_was_told_along(tmp_path: Path) -> None:
    async with asked(tmp_path) as ann:
        await ann.waits(DAY + MINUTE)
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        assert await ann.house.store.next_reminder(ann.stage.prefix) is None
        await ann.says("/start")
        assert await wishes(ann) == {}
