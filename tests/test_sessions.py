"""Sessions: begun, left, taken up, set aside for another, and the ways that are open at every step."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from talk import Talk, shipped, talk

from bot.app import Unready, read_library
from bot.config import shipped_dialogs

HOUR = 3600
TALKS = [
    "After a fight",
    "Something to look forward to",
    "Say sorry",
    "Words for an apology",
    "A short break",
    "Two kind weeks",
    "Ask somebody to help",
    "Say something honest",
    "Put an old hurt down",
    "Listen to each other",
    "One true thing",
    "With other eyes",
    "One small promise",
    "Repair a hurt",
    "Feeling safe with each other",
    "A word of thanks",
    "When trust was broken",
]
WEIGHS = [*shipped().thread.labels("en").values()]


async def _in_the_middle(ann: Talk) -> None:
    """Up to the question for one moment."""
    await ann.meets()
    await ann.says("/repair")
    await ann.presses("Begin")
    await ann.presses("Calm")
    await ann.says("Ben")
    ann.hears("one moment")


async def test_start_shows_what_we_can_do_and_begins_it(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        assert ann.labels == WEIGHS
        await ann.presses(WEIGHS[-1])
        await ann.presses("All talks")
        assert ann.labels == TALKS
        await ann.presses("Repair a hurt")
        ann.hears("at most 12 minutes", "Shall we begin?")


async def test_start_with_a_session_under_way_takes_it_up(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/start")
        ann.hears("About: Ben", "What happened?")
        ann.hears_nothing_of("What weighs most today?")


async def test_its_own_command_takes_a_session_up_too(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/repair")
        ann.hears("About: Ben", "What happened?")


async def test_calm_in_the_middle_is_played_and_leads_back(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/calm")
        ann.hears_nothing_of("set it aside")
        for _ in range(20):
            if "one moment" in ann.shown:
                break
            await ann.presses(ann.buttons()[0])
        ann.hears("one moment that still hurts")
        await ann.says("He looked at his phone.")
        assert (await ann.kept())["moment"] == "He looked at his phone."


async def test_another_dialog_in_the_middle_asks_go_on_or_set_aside(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/calm")
        first = ann.message("")
        await ann.says("/repair")
        ann.hears('in the middle of "A short break"')
        assert ann.labels == ["Go on with it", "Set it aside"]
        await ann.presses("Go on with it")
        assert first.text.split("\n")[0] in ann.shown
        await ann.says("/repair")
        await ann.presses("Set it aside")
        ann.hears("This is for one hurt")
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says("/calm")
        ann.hears("You began this before")


async def test_stop_asks_once_and_keeps_and_repair_takes_it_up_again(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("stop")
        ann.hears("keep what you said so far, or forget it?")
        await ann.presses("Stop, and keep it")
        ann.hears("What you said is kept")
        await ann.restarts()
        await ann.says("hello")
        ann.hears("Nothing waits for you here")
        await ann.says("/start")
        assert ann.labels == ["Go on: Repair a hurt", *WEIGHS]
        await ann.says("/repair")
        ann.hears("You began this before", "Go on there?")
        assert ann.labels == ["Go on where I was", "Begin anew"]
        await ann.presses("Go on where I was")
        ann.hears("About: Ben", "What happened?")
        await ann.says("He left the room.")
        assert (await ann.kept())["moment"] == "He left the room."


async def test_stop_and_keep_twice_keeps_twice(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/stop")
        asked = ann.message("Shall I keep")
        data = asked.buttons[0][0].data
        await ann.presses("Stop, and keep it")
        await ann.presses_old(asked, data, "Stop, and keep it")
        await ann.says("/repair")
        await ann.presses("Go on where I was")
        ann.hears("About: Ben")


async def test_after_stopping_one_may_begin_anew(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says("/start")
        await ann.presses(WEIGHS[-1])
        await ann.presses("All talks")
        await ann.presses("Repair a hurt")
        ann.hears("You began this before")
        await ann.presses("Begin anew")
        ann.hears("This is for one hurt")
        await ann.says("/where")
        ann.hears_nothing_of("Ben")


async def test_an_old_button_lets_nothing_go_that_it_was_not_about(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        menu = ann.message("What weighs most today?")
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says("/repair")
        asked = ann.message("You began this before")
        anew = asked.buttons[1][0]
        await ann.says("/repair")
        await ann.presses("Begin anew")
        for answer in ("Begin", "Calm"):
            await ann.presses(answer)
        await ann.says("Charlie")
        await ann.presses_old(asked, anew.data, anew.label)
        ann.hears("Charlie", "What happened?")
        await ann.presses_old(menu, "open:repair", "Repair a hurt")
        ann.hears("Charlie", "What happened?")
        await ann.presses_old(menu, "take:0123456789ab", "Go on where I was")
        ann.hears("What happened")


async def test_a_button_of_a_forgotten_session_shows_the_question_that_waits(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        first = ann.chat[-1]
        data = first.buttons[0][0].data
        await ann.says("/stop")
        await ann.presses("Stop, and forget it")
        await ann.presses_old(first, data, "Begin")
        ann.hears("Nothing waits for you here")
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses_old(first, data, "Begin")
        ann.hears("earlier moment", "stirred up")


async def test_a_button_of_an_ended_session_does_not_take_the_floor(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/calm")
        old = ann.chat[-1]
        data = old.buttons[0][0].data
        await ann.presses("I'm all right now")
        while ann.labels:
            await ann.presses(ann.labels[0])
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses_old(old, data)
        ann.hears("earlier moment", "stirred up")
        await ann.says("Calm")
        ann.hears("What shall I call the person")


async def test_a_pause_keeps_the_place_and_any_word_wakes_it(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/pause")
        ann.hears("Paused. Your place is kept.")
        await ann.waits(2 * HOUR)
        await ann.says("hello")
        ann.hears("Good that you're here", "About: Ben", "What happened")


async def test_who_was_away_gets_what_was_said_and_the_question_not_a_cold_prompt(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.waits(3 * 24 * HOUR)
        await ann.says("We stood in the kitchen.")
        ann.hears("Good that you're here", "About: Ben", "What happened?")
        ann.hears("We stood in the kitchen.", "Shall I take it")
        await ann.presses("Yes, take it")
        assert (await ann.kept())["moment"] == "We stood in the kitchen."


async def test_a_restart_in_the_middle_is_not_noticed(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.restarts()
        await ann.says("She left the room.")
        ann.hears("You wrote", "She left the room.")


async def test_where_was_i_shows_what_was_said_so_far(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        for said in ("/where", "where was I?", "Where am I"):
            await ann.says(said)
            ann.hears("So far:", "About: Ben", "What happened?")


async def test_back_undoes_answer_after_answer_to_the_beginning(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/back")
        ann.hears("What shall I call the person")
        await ann.says("back")
        ann.hears("how stirred up")
        await ann.presses("‹ Back")
        ann.hears("Shall we begin?")
        await ann.says("/back")
        ann.hears("This is the beginning")
        assert await ann.kept() == {}


async def test_start_over_asks_once(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/over")
        await ann.presses("No, go on")
        ann.hears("What happened")
        await ann.says("start over")
        await ann.presses("Yes, start over")
        ann.hears("This is for one hurt")


async def test_help_in_the_middle_does_not_move_anything(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/help")
        ann.hears("local emergency number")
        await ann.says("He left.")
        assert (await ann.kept())["moment"] == "He left."


async def test_words_of_danger_hold_the_answer_and_show_a_way_on(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("He said he will kill me")
        ann.hears("emergency number", "nomoredirectory.org")
        assert ann.labels == ["Who can help", "I'm safe, go on", "Stop for today"]
        await ann.presses("Who can help")
        ann.hears("befrienders.org")
        await ann.presses("I'm safe, go on")
        assert (await ann.kept())["moment"] == "He said he will kill me"


async def test_stop_for_today_after_words_of_danger(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("I want to kill myself")
        await ann.presses("Stop for today")
        ann.hears("place is kept")


async def test_an_unknown_command_says_so_and_shows_the_question(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        await ann.says("/reapir")
        ann.hears("I don't know that command", "What happened")


async def test_a_session_of_somebody_else_can_be_neither_read_nor_answered(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        question = ann.chat[-1]
        data = question.buttons[-1][0].data
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
        assert user is not None
        ann.address = "stage:ben"
        await ann.meets()
        for pressed in (f"take:{user.session}", f"{user.session}:0:!forget", f"{user.session}:3:x", data):
            await ann.presses_old(ann.chat[-1], pressed)
            ann.hears_nothing_of("Ben", "What happened")
        ann.address = "stage:ann"
        await ann.says("/where")
        ann.hears("Ben")


async def test_odd_buttons_harm_nobody(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        for data in (
            "",
            ":",
            "::",
            "x",
            "way:",
            "way:nonsense",
            "new:",
            "new:nonsense",
            "take:",
            "set:",
            "set:x:y",
        ):
            await ann.presses_old(ann.chat[-1], data)
        for data in (
            "way:safe",
            "aaaaaaaaaaaa:1:2:3:4",
            "a:b:c",
            "way:again",
            "way:show",
            "way:call",
            "take:x:y",
        ):
            await ann.presses_old(ann.chat[-1], data)
        await ann.says("/where")
        ann.hears("Ben")


async def test_words_outside_a_session_are_met_with_what_one_can_do(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        for text in ("hi", "He left me yesterday and I can't sleep.", "can you help?"):
            await ann.says(text)
            ann.hears("keep nothing", "What weighs most today?")
            assert ann.labels == WEIGHS
        await ann.says("2")
        assert ann.labels[0] == "Begin"


async def test_thanks_outside_a_session_are_answered(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("Thank you!")
        ann.hears("You're welcome.")
        await ann.says("/calm")
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says("thanks")
        ann.hears("You're welcome.")


async def test_the_end_of_a_session_leaves_nothing_waiting(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/calm")
        await ann.presses("I'm all right now")
        while ann.labels:
            await ann.presses(ann.labels[0])
        await ann.says("hello")
        ann.hears("Nothing waits for you here")
        await ann.says("Thanks!")
        ann.hears("You're welcome.")
        await ann.says("/where")
        ann.hears("Nothing waits for you here")
        await ann.says("/calm")
        ann.hears_nothing_of("You began this before")


async def test_a_session_finishes_on_the_structure_it_began_with(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _in_the_middle(ann)
        library = ann.house.facilitator.library
        without = {name: dialog for name, dialog in library.dialogs.items() if name != "repair"}
        ann.house.facilitator.library = replace(library, dialogs=without, pinned={})
        await ann.says("He left.")
        ann.hears("Would a camera have seen all of it?")
        await ann.says("/repair")
        ann.hears("I don't know that command")


async def test_a_mistake_in_an_edited_dialog_keeps_the_good_one(tmp_path: Path) -> None:
    folder = tmp_path / "dialogs"
    shutil.copytree(shipped_dialogs(), folder)
    async with talk(tmp_path, dialogs=folder) as ann:
        (folder / "calm.yaml").write_text("dialog: calm\nsteps: [")
        os.utime(folder / "calm.yaml")
        with pytest.raises(Unready, match=r"calm\.yaml:"):
            read_library(ann.settings)


async def test_words_that_name_a_dialog_open_it_where_nothing_else_is_under_way(tmp_path: Path) -> None:
    for text in ("i want to repair", "Repair a hurt", "repair"):
        (tmp_path / text).mkdir()
        async with talk(tmp_path / text) as ann:
            await ann.meets()
            await ann.says(text)
            ann.hears("Shall we begin?")
            await ann.says("no repair now")
            ann.hears("I'm not sure")


async def test_what_is_asked_outside_a_session_can_be_typed(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/calm")
        await ann.says("/repair")
        ann.hears("in the middle of", "set it aside")
        await ann.says("set it aside")
        ann.hears("Shall we begin?")
        await ann.says("/calm")
        ann.hears_nothing_of("began this before")
