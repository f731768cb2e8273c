"""Leaving: everything forgotten in two taps, one conversation forgotten, and what goes by itself in time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from talk import Talk, talk

from bot.engine.letter import Letter
from bot.messengers.messenger import Delivered, Leaves, Pressed

YES = "Yes, forget everything"
NO = "No, keep everything"
DAY = 24 * 3600
ADDRESS = "stage:annabella4711"
WORDS = ("lighthouse", "marmalade", "Annabella", "zeppelin", ADDRESS)


async def _says_much(ann: Talk) -> None:
    """Ann leaves words of hers everywhere."""
    ann.address = ADDRESS
    await ann.meets()
    await ann.says("/settings")
    await ann.presses("What to be called")
    await ann.says("Annabella")
    await ann.says("/repair")
    await ann.presses("Begin")
    await ann.presses("A little")
    await ann.says("zeppelin")
    await ann.says("We stood at the lighthouse.")
    await ann.presses("Not all of it")
    await ann.says("/back")
    await ann.presses("Not all of it")
    await ann.says("He ate the marmalade.")
    await ann.presses("Not all of it")
    await ann.says("I want to kill myself at the lighthouse")  # held, with the card


def _left(ann: Talk, *words: str) -> list[str]:
    everything = ann.files()
    return [word for word in words if word.encode() in everything]


async def test_everything_goes_in_two_taps(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        assert _left(ann, *WORDS) == list(WORDS)
        await ann.says("/forget")
        ann.hears("Shall I forget you?")
        assert ann.labels == [YES, NO]
        await ann.presses(YES)
        ann.hears("It is gone.")
        await ann.house.upkeep.round()
        assert _left(ann, *WORDS) == []


async def test_after_being_forgotten_one_is_a_stranger(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/forget")
        await ann.presses(YES)
        async with ann.house.store.batch() as work:
            assert await work.user_at(ADDRESS) is None
            assert await work.message_ids(ADDRESS, datetime(1970, 1, 1, tzinfo=UTC)) == []
        await ann.says("/repair")
        ann.hears("not therapy", "end-to-end")


async def test_the_message_that_was_pressed_loses_its_button(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/forget")
        await ann.presses(YES)
        assert ann.message("Shall I forget you?").buttons == ()


async def test_an_old_press_of_the_last_tap_forgets_nobody_twice(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/forget")
        asked = ann.message("Shall I forget you?")
        await ann.presses(YES)
        await ann.presses_old(asked, "set:forget", YES)
        ann.hears("It is gone.")
        await ann.house.upkeep.round()
        assert _left(ann, "stage:ann") == []


async def test_one_tap_alone_forgets_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/forget")
        await ann.says("/where")
        ann.hears("marmalade")


async def test_undelivered_letters_go_too(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        async with ann.house.store.batch() as work:
            user = await work.user_at(ADDRESS)
            assert user is not None
            letter = ann.house.upkeep._missed(user)
            later = ann.clock() + timedelta(days=3)
            await work.post([replace(letter, text="a marmalade letter", due_at=later)])
        await ann.does(Pressed("set:forget"))
        ann.hears("It is gone")
        await ann.house.upkeep.round()
        assert _left(ann, *WORDS) == []
        assert await ann.house.store.due("stage:", ann.clock() + timedelta(days=9), 9) == []


async def test_forgetting_waits_for_another_reader_and_then_is_whole(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        reads = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);c.execute('BEGIN');"
            "c.execute('SELECT count(*) FROM users').fetchone();print('reading', flush=True);sys.stdin.read()"
        )
        reader = subprocess.Popen(
            [sys.executable, "-c", reads, str(ann.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            assert reader.stdout is not None
            assert reader.stdout.readline() == b"reading\n"
            await ann.says("/forget")
            await ann.presses(YES)
            ann.hears_nothing_of("gone")
            await ann.house.upkeep.round()
            assert await ann.house.store.owes()
        finally:
            reader.kill()
            reader.communicate()
        await ann.house.upkeep.round()
        assert not await ann.house.store.owes()
        assert _left(ann, *[word for word in WORDS if word != ADDRESS]) == []
        await ann.house.outbox.drain()
        ann.hears("It is gone.")
        await ann.house.upkeep.round()
        assert _left(ann, *WORDS) == []


async def test_when_it_says_that_all_is_gone_it_is_gone(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/forget")
        words = [word for word in WORDS if word != ADDRESS]  # the address goes with the last line to it
        left: list[list[str]] = []
        deliver = ann.house.outbox.messenger.deliver

        async def looks_first(letter: Letter, leaves: Leaves) -> Delivered:
            if "It is gone" in letter.text:
                left.append(_left(ann, *words))
            return await deliver(letter, leaves)

        with patch.object(type(ann.house.outbox.messenger), "deliver", side_effect=looks_first):
            await ann.presses(YES)
        ann.hears("It is gone.")
        assert left == [[]]


async def test_a_typed_yes_forgets_and_anything_else_tells_that_nothing_was_forgotten(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.presses("I'm safe, go on")
        await ann.presses("A camera saw this")
        await ann.says("/forget")
        await ann.says("no")
        ann.hears("Nothing was forgotten")
        await ann.says("/forget")
        await ann.says("Sad, angry")
        ann.hears("Nothing was forgotten", "What was it?")
        await ann.says("/forget")
        await ann.says("Yes.")
        ann.hears("It is gone.")
        await ann.house.upkeep.round()
        assert _left(ann, *WORDS) == []


async def test_keep_and_forget_may_be_typed_as_they_come(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.presses("I'm safe, go on")
        for text in ("keep it", "keep", "no, keep everything", "not now"):
            await ann.says("/forget")
            await ann.says(text)
            ann.hears("Nothing was forgotten", "Would a camera")
            ann.hears_nothing_of("which one you mean")
        await ann.says("/forget")
        await ann.says("forget")
        ann.hears("It is gone.")


async def test_what_is_owed_is_done_at_the_next_start(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/forget")
        await ann.presses(YES)
        await ann.restarts()
        await ann.house.upkeep.round()
        assert _left(ann, *WORDS) == []


async def test_stop_and_forget_takes_one_conversation_away(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/stop")
        ann.hears("keep what you said so far, or forget it?")
        assert ann.labels == ["Stop, and keep it", "Stop, and forget it", "Go on"]
        await ann.presses("Stop, and forget it")
        ann.hears("what you said is forgotten")
        await ann.house.upkeep.round()
        assert _left(ann, "lighthouse", "marmalade", "zeppelin") == []
        await ann.says("/settings")
        ann.hears("Annabella")
        await ann.says("/repair")
        ann.hears("This is for one hurt")


async def test_stop_and_forget_works_hours_later_from_the_old_message(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/stop")
        await ann.presses("Go on")
        ann.hears("only what could be seen and heard")
        await ann.says("/stop")
        await ann.waits(5 * 3600)
        await ann.presses("Stop, and forget it")
        ann.hears("forgotten")
        await ann.house.upkeep.round()
        assert _left(ann, "lighthouse", "marmalade", "zeppelin") == []


async def test_starting_over_takes_away_what_was_said(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/over")
        ann.hears("will be forgotten")
        await ann.presses("Yes, start over")
        ann.hears("This is for one hurt")
        await ann.house.upkeep.round()
        assert _left(ann, "lighthouse", "marmalade", "zeppelin") == []


async def test_beginning_anew_takes_away_the_earlier_run(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says("/repair")
        await ann.presses("Begin anew")
        ann.hears("This is for one hurt")
        await ann.house.upkeep.round()
        assert _left(ann, "lighthouse", "marmalade", "zeppelin") == []


async def test_a_step_back_does_not_sweep_the_whole_file(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/calm")
        await ann.presses(ann.labels[0])
        await ann.says("/back")
        assert not ann.house.facilitator.to_clean
        assert not await ann.house.store.owes()


async def test_long_after_the_last_word_the_same_happens_by_itself(tmp_path: Path) -> None:
    async with talk(tmp_path, retention_days=30) as ann:
        await _says_much(ann)
        await ann.waits(29 * DAY)
        assert _left(ann, *WORDS) == list(WORDS)
        await ann.waits(DAY + 3600)
        await ann.house.upkeep.round()
        assert _left(ann, *WORDS) == []


async def test_a_name_that_can_not_be_read_keeps_nobody_from_being_forgotten_in_time(tmp_path: Path) -> None:
    async with talk(tmp_path, retention_days=30) as ann:
        await _says_much(ann)
    with sqlite3.connect(ann.path) as broken:
        broken.execute("UPDATE users SET name = CAST('marmalade' AS BLOB)")
    broken.close()
    async with talk(tmp_path, retention_days=30) as ann:
        ann.clock.goes_on(timedelta(days=31))
        await ann.house.upkeep.round()
        await ann.house.upkeep.round()
        assert _left(ann, *WORDS) == []


async def test_a_word_now_and_then_keeps_everything(tmp_path: Path) -> None:
    async with talk(tmp_path, retention_days=30) as ann:
        await _says_much(ann)
        for _ in range(3):
            await ann.waits(20 * DAY)
            await ann.says("/where")
        ann.hears("marmalade")


async def test_others_keep_what_they_said(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await _says_much(ann)
        ann.address = "stage:ben"
        await ann.meets()
        await ann.says("/repair")
        ann.address = ADDRESS
        await ann.says("/forget")
        await ann.presses(YES)
        ann.address = "stage:ben"
        await ann.says("/where")
        ann.hears("Shall we begin?")
