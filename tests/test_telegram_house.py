"""The whole bot over real HTTP: `mend run`, people with phones, and a Bot API that does as Telegram does."""

from __future__ import annotations

import asyncio
import shutil
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from phone import Person, Seen
from program import Program, database, running
from talk import shipped

from bot.config import shipped_dialogs

AGREE = "I agree, and I am 18 or over"
WORDS = shipped().phrases["en"]


@pytest_asyncio.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    async with running(tmp_path) as started:
        yield started


async def tells(person: Person, text: str) -> Seen:
    """Answer in words, as people do: a moment after the question can be read."""
    await person.loopback.settles(still=0.15)
    return person.writes(text)


async def _at_name(program: Program, number: int = 4711) -> Person:
    """Somebody who is asked for a name."""
    ann = program.loopback.person(number)
    ann.writes("/repair")
    await ann.hears("end-to-end")
    ann.presses(AGREE)
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    await ann.hears("Shall we begin")
    ann.presses("Begin")
    await ann.hears("stirred up")
    ann.presses("A little")
    await ann.hears("What shall I call")
    return ann


async def _at_moment(program: Program, number: int = 4711) -> Person:
    """Somebody who is asked for one moment."""
    ann = await _at_name(program, number)
    await tells(ann, "Ben")
    await ann.hears("one moment")
    return ann


# --- the operator ------------------------------------------------------------------------------------


async def test_one_calm_line_when_it_is_ready_and_an_end_within_two_seconds(program: Program) -> None:
    line = next(line for line in program.printed.splitlines() if "ready" in line)
    assert "@mend_bot" in line
    assert "17 dialogs" in line
    assert "mend.db" in line
    for sign in (signal.SIGTERM, signal.SIGINT):
        began = time.monotonic()
        assert await program.ends(sign) == 0
        assert time.monotonic() - began < 2
        await program.start()
    assert len(program.printed.splitlines()) <= 6
    assert "Traceback" not in program.printed


async def test_it_ends_within_two_seconds_also_while_telegram_cannot_be_reached(tmp_path: Path) -> None:
    for sign in (signal.SIGTERM, signal.SIGINT):
        async with running(tmp_path, start=False, TELEGRAM_API_URL="http://127.0.0.1:9") as program:
            await program.start(ready="No word from Telegram")
            began = time.monotonic()
            assert await program.ends(sign) == 0
            assert time.monotonic() - began < 2
            assert "Traceback" not in program.printed


async def test_the_menu_lists_four_commands_and_is_neutral(program: Program) -> None:
    menu = program.loopback.profile["commands"]
    assert [one["command"] for one in menu] == ["start", "help", "pause", "settings"]
    told = str(program.loopback.profile).lower()
    for word in ("repair", "hurt", "couple", "partner", "relationship", "conflict", "therapy", "mend"):
        assert word not in told.replace("mend_bot", "")


async def test_a_second_run_on_one_database_is_refused_in_one_line(program: Program) -> None:
    second = Program(program.loopback, program.folder, {})
    second._starts = 50
    try:
        await second.start(ready="")
        assert second.process is not None
        assert await asyncio.wait_for(second.process.wait(), 10) == 2
    finally:
        second.kill()
    printed = (program.folder / "printed-51.txt").read_text()
    assert len(printed.splitlines()) == 1
    assert "Traceback" not in printed


async def test_an_edited_dialog_is_in_use_within_two_seconds_and_a_broken_one_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "dialogs"
    shutil.copytree(shipped_dialogs(), folder)
    file = folder / "repair.yaml"
    good = file.read_text()
    async with running(tmp_path, DIALOGS=str(folder)) as program:
        ann = await _at_name(program)
        file.write_text(good.replace("Think of one moment that still hurts.", "Find one moment that stings."))
        await program.prints("in use now", within=2.5)
        await tells(ann, "Ben")
        await ann.hears("Find one moment that stings.")
        file.write_text(good.replace("then: moment", "then: momnet"))
        await program.prints("momnet", within=2.5)
        await program.prints("stay as they were", within=1)
        ann.writes("/where")
        await ann.hears("Find one moment that stings.")
        assert "repair.yaml:" in program.printed


# --- buttons -----------------------------------------------------------------------------------------


async def test_a_pressed_button_shows_what_was_chosen_and_loses_its_keyboard(program: Program) -> None:
    ann = program.loopback.person(4711)
    ann.writes("/repair")
    cards = await ann.hears("end-to-end")
    query = ann.presses(AGREE)
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    asked = await ann.hears("Shall we begin")
    assert cards.text.endswith(f"→ {AGREE}")
    assert cards.labels == []
    ann.presses("Begin")
    await ann.hears("stirred up")
    assert asked.text.endswith("→ Begin")
    assert asked.labels == []
    await program.loopback.settles()
    assert program.loopback.queries[query]


async def test_a_second_press_says_kindly_that_it_moved_on_and_shows_the_question(program: Program) -> None:
    ann = program.loopback.person(4711)
    ann.writes("/repair")
    await ann.hears("end-to-end")
    ann.presses(AGREE)
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    asked = await ann.hears("Shall we begin")
    data = asked.buttons[0][0]["callback_data"]
    ann.presses_data(data, asked)
    ann.presses_data(data, asked)
    await ann.hears("stirred up")
    again = await ann.hears("How stirred up are you?")
    assert any(each in again.text for each in WORDS.words("moved_on"))
    assert "A little" in again.labels
    await program.loopback.settles()
    assert all(program.loopback.queries.values())


async def test_a_press_on_a_message_that_telegram_no_longer_shows_counts(program: Program) -> None:
    ann = program.loopback.person(4711)
    ann.writes("/repair")
    await ann.hears("end-to-end")
    ann.presses(AGREE)
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    asked = await ann.hears("Shall we begin")
    ann.presses_data(asked.buttons[0][0]["callback_data"], asked, accessible=False)
    await ann.hears("stirred up")


async def test_a_typed_answer_removes_the_keyboard(program: Program) -> None:
    ann = program.loopback.person(4711)
    ann.writes("/repair")
    await ann.hears("end-to-end")
    ann.presses(AGREE)
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    asked = await ann.hears("Shall we begin")
    await tells(ann, "begin.")
    await ann.hears("stirred up")
    await program.loopback.settles()
    assert asked.labels == []
    assert "→" not in asked.text


async def test_only_the_question_that_waits_has_a_keyboard(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    ann.writes("/where")
    await ann.hears("So far")
    ann.writes("/help")
    await ann.hears("emergency number")
    await program.loopback.settles()
    data = [[b.get("callback_data", "help:") for row in seen.buttons for b in row] for seen in ann.heard]
    assert sum(any(not each.startswith("help:") for each in buttons) for buttons in data) == 1


async def test_ticks_are_redrawn_in_place(program: Program) -> None:
    ann = await _at_moment(program)
    await tells(ann, "He left.")
    await ann.hears("Would a camera")
    ann.presses("A camera saw this")
    asked = await ann.hears("Choose up to three")
    before = len(ann.heard)
    for label in ("hurt", "sad"):
        ann.presses(label)
        await program.loopback.settles()
    ticked = [label for label in asked.labels if "hurt" in label or "sad" in label]
    assert all(label not in ("hurt", "sad") for label in ticked)
    assert len(ann.heard) == before
    assert "Choose up to three" in asked.text
    assert "→" not in asked.text
    ann.presses("Done")
    await ann.hears("Under a hurt")
    assert "hurt and sad" in asked.text


async def _to_the_sentence(ann: Person, short: str) -> None:
    await tells(ann, "He left.")
    await ann.hears("Would a camera")
    ann.presses("A camera saw this")
    await ann.hears("Choose up to three")
    await tells(ann, "sad")
    await ann.hears()
    await tells(ann, "done")
    await ann.hears("Under a hurt")
    await tells(ann, "1")
    await ann.hears()
    await tells(ann, "done")
    await ann.hears("other side")
    ann.presses("Leave it out")
    await ann.hears("a sentence that")
    await tells(ann, "You left the room.")
    await ann.hears("put together")
    await tells(ann, short)
    await ann.hears("Does it sound like you?")
    ann.presses("It's right")


async def test_what_can_be_copied_has_a_button_that_copies_it(program: Program) -> None:
    ann = await _at_moment(program)
    await _to_the_sentence(ann, "I felt sad when you left. I need rest.")
    await ann.hears("This is your sentence")
    ann.presses("Copy")
    assert ann.clipboard == "I felt sad when you left. I need rest."
    own = next(seen for seen in ann.heard if "Copy" in seen.labels)
    assert own.text == ann.clipboard


async def test_what_is_too_long_for_the_button_stands_in_a_monospaced_block(program: Program) -> None:
    ann = await _at_moment(program)
    long = "I felt sad when you left. " * 12
    await _to_the_sentence(ann, long)
    await ann.hears("This is your sentence")
    block = next(seen for seen in ann.heard if seen.entities)
    assert block.text == long.strip()
    assert block.entities[0]["type"] == "pre"
    assert "Copy" not in block.labels


# --- what people send --------------------------------------------------------------------------------


async def test_what_is_no_text_is_answered_kindly_with_the_question(program: Program) -> None:
    ann = await _at_moment(program)
    for kind, kindly in {
        "voice": "can't listen to voice notes",
        "audio": "can't listen",
        "video_note": "only read words",
        "photo": "can't look at pictures",
        "sticker": "a sticker",
        "location": "don't need to know where you are",
        "contact": "anybody's number",
        "document": "only read words",
        "dice": "only read words",
    }.items():
        ann.sends(kind)
        said = await ann.hears(kindly)
        assert "camera would have seen" in said.text


async def test_a_forwarded_text_is_not_taken_as_ones_own(program: Program) -> None:
    ann = await _at_moment(program)
    ann.writes("You never listen", forward_origin={"type": "user", "date": 1, "sender_user": ann.user})
    await ann.hears("written by someone else")
    await tells(ann, "He left.")
    said = await ann.hears("You wrote")
    assert "never listen" not in said.text


async def test_a_changed_answer_that_is_still_the_last_is_taken_anew(program: Program) -> None:
    ann = await _at_moment(program)
    wrote = await tells(ann, "He lfet.")
    await ann.hears("He lfet.")
    ann.edits("He left.", wrote)
    await ann.hears("your changed words")
    said = await ann.hears("He left.")
    assert "Would a camera have seen all of it?" in said.text
    ann.presses("A camera saw this")
    await ann.hears("Choose up to three")
    await program.loopback.settles()
    ann.edits("He went.", wrote)
    await ann.hears("further back")


async def test_a_text_of_5000_characters_is_cut_by_nobody_but_its_writer(program: Program) -> None:
    ann = await _at_moment(program)
    await tells(ann, "a" * 4096)
    asked = await ann.hears("I cut nothing unless you say so")
    assert "800" in asked.text
    assert asked.labels == ["Keep the first part", "I'll write it shorter"]
    ann.presses("I'll write it shorter")
    await ann.hears("camera would have seen")
    await tells(ann, "b" * 4096)
    await ann.hears("I cut nothing")
    ann.presses("Keep the first part")
    await ann.hears("b" * 800)


async def test_a_text_in_two_parts_is_one_answer(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    program.loopback.step = 0
    now = int(time.time()) + 60
    program.loopback.clock = lambda: now
    ann.writes("He came home.")
    ann.writes("Then he left.")
    await program.loopback.settles()
    assert any("He came home.\nThen he left." in seen.text for seen in ann.heard)


async def test_only_an_emoji_is_asked_about_once(program: Program) -> None:
    ann = await _at_moment(program)
    await tells(ann, "😢")
    await ann.hears("Could you say it in a few words?")
    await tells(ann, "😢")
    await ann.hears("Would a camera have seen all of it?")


async def test_a_command_in_the_middle_of_a_text_is_part_of_it(program: Program) -> None:
    ann = await _at_moment(program)
    await tells(ann, "I wrote /stop and he left")
    await ann.hears("I wrote /stop and he left")


async def test_a_message_over_telegrams_limit_becomes_several_with_the_buttons_under_the_last(
    program: Program,
) -> None:
    ann = await _at_name(program)
    program.loopback.step = 0  # written in the second in which the question came: before it could be read
    now = ann.place.last_date
    program.loopback.clock = lambda: now
    before = len(ann.heard)
    ann.writes("🙂 and so on " * 310)
    await ann.hears("as your answer?")
    first, last = ann.heard[before:]
    assert first.labels == []
    assert last.labels == ["Yes, take it", "No, I'll write it anew"]
    assert all(len(seen.text.encode("utf-16-le")) // 2 <= 4096 for seen in (first, last))


# --- who else is met ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_group_hears_one_polite_sentence_and_is_left(program: Program, kind: str) -> None:
    ann = program.loopback.person(4711)
    group = ann.in_group("hello all", kind=kind)
    ann.in_group("/start", kind=kind)
    await program.loopback.settles()
    said = [seen.text for seen in group.messages if not seen.own]
    assert len(said) == 1
    assert "one person at a time" in said[0]
    assert group.left


async def test_other_bots_are_ignored(program: Program) -> None:
    ann = program.loopback.person(4711)
    user = {**ann.user, "is_bot": True}
    ann.writes("/start", **{"from": user})
    await program.loopback.settles()
    assert ann.heard == []


async def test_who_blocks_and_comes_back_gets_one_recap_and_nothing_old(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    ann.blocks()
    await program.loopback.settles()
    before = len(ann.heard)
    ann.unblocks()
    said = await ann.hears("Ben")
    await program.loopback.settles()
    assert "What happened" in said.text
    assert len(ann.heard) == before + 1


async def test_the_start_that_a_phone_sends_after_unblocking_brings_no_second_recap(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    ann.blocks()
    await program.loopback.settles()
    before = len(ann.heard)
    ann.unblocks()
    await program.loopback.settles(still=0.3)
    ann.starts()
    said = await ann.hears("Ben")
    await program.loopback.settles(still=2)
    assert "What happened" in said.text
    assert len(ann.heard) == before + 1
    assert said.labels


async def test_who_comes_back_with_nothing_under_way_is_left_in_peace(program: Program) -> None:
    ann = program.loopback.person(4711)
    ann.starts()
    await ann.hears("end-to-end")
    ann.blocks()
    ann.unblocks()
    await program.loopback.settles(still=2)
    assert len(ann.heard) == 3
    ann.starts()
    await ann.hears("end-to-end")


async def test_what_was_unsent_when_somebody_blocked_is_dropped(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    ann.blocked = True  # the bot finds out when it sends
    await tells(ann, "He left.")
    await program.loopback.settles()
    ann.unblocks()
    said = await ann.hears("He left.")
    assert said.text.split(".")[0] in ("Good that you're here", "Here you are", "It's good to read from you")
    await program.loopback.settles()
    assert ann.heard[-1] is said


async def test_a_deactivated_account_stops_deliveries(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    program.loopback.fails(
        "sendMessage", "refuse", description="Forbidden: user is deactivated", chat=4711, times=9
    )
    ann.writes("/where")
    await program.loopback.settles()
    calls = program.loopback.calls["sendMessage"]
    await asyncio.sleep(1.2)
    assert program.loopback.calls["sendMessage"] == calls
    program.loopback.faults.clear()
    await tells(ann, "hello")
    await ann.hears("Would a camera")


# --- too much ----------------------------------------------------------------------------------------


async def test_31_texts_a_minute_get_one_kind_sentence_and_stop_is_still_heard(program: Program) -> None:
    program.loopback.step = 0
    minute = int(time.time()) // 60 * 60 + 600
    program.loopback.clock = lambda: minute + 1
    ann = program.loopback.person(4711)
    for number in range(40):
        ann.writes(f"text number {number} of many")
    await program.loopback.settles(within=30, still=0.5)
    said = [seen.text for seen in ann.heard if "more than I can hear" in seen.text]
    assert len(said) == 1
    assert "text number 30 of many" in said[0]


async def test_help_stop_pause_forget_and_danger_are_heard_at_any_rate(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    program.loopback.step = 0
    minute = int(time.time()) // 60 * 60 + 600
    program.loopback.clock = lambda: minute + 1
    await program.ends()
    for number in range(32):
        ann.writes(f"{number}")
    for text in ("/help", "/numbers", "I want to kill myself", "pause", "stop", "/forget"):
        ann.writes(text)
    await program.start()
    await program.loopback.settles(within=30, still=0.5)
    heard = " ".join(seen.text for seen in ann.heard)
    for part in (
        "befrienders.org",
        "Which country",
        "sounds heavy",
        "forget it?",
        "Shall I forget you?",
    ):
        assert part in heard, part
    assert any(each in heard for each in WORDS.words("paused"))


async def test_many_lines_at_once_tell_from_which_on_there_was_no_room_and_what_was_kept(
    program: Program,
) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    program.loopback.step = 0
    now = (int(time.time()) // 60 + 2) * 60
    program.loopback.clock = lambda: now
    before = len(ann.heard)
    for number in range(9, 20):
        ann.writes(f"line {number} " + "x" * 92)
    await program.loopback.settles(still=0.4)
    said = "\n".join(seen.text for seen in ann.heard[before:])
    assert said.count('From the message that begins "line 16 xx') == 1
    assert said.index("no more room") < said.rindex("line 9 x") < said.rindex("line 15 x")
    assert "line 17" not in said
    assert ann.heard[-1].labels[0] == "A camera saw this"


async def test_starts_count_as_texts_too(program: Program) -> None:
    ann = program.loopback.person(4711)
    program.loopback.step = 0
    now = (int(time.time()) // 60 + 1) * 60
    program.loopback.clock = lambda: now
    for number in range(36):
        ann.starts(f"guess-{number}")
    said = await ann.hears("more than I can hear at once")
    assert '"/start guess-30"' in said.text
    await program.loopback.settles()
    assert ann.heard[-1] is said


async def test_an_album_outside_a_session_is_answered_once(program: Program) -> None:
    ann = program.loopback.person(4711)
    ann.starts()
    await ann.hears("end-to-end")
    ann.presses(AGREE)
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    await ann.hears("What weighs most")
    await program.loopback.settles()
    before = len(ann.heard)
    for _ in range(6):
        ann.sends("photo", media_group_id="9")
    await ann.hears("can't look at pictures")
    await program.loopback.settles(still=0.4)
    assert len(ann.heard) <= before + 2  # the first may be on its way already


async def test_forty_texts_after_an_outage_arrive_at_once_and_none_is_lost(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    await program.ends()
    program.loopback.step = 3
    for number in range(40):
        ann.writes(f"line {number}")
    await program.start()
    await program.loopback.settles(within=30, still=0.5)
    assert not [seen for seen in ann.heard if "more than I can hear" in seen.text]
    ann.writes("/where")
    await ann.hears("What happened")
    heard = " ".join(seen.text for seen in ann.heard)
    assert all(f"line {number}" in heard for number in range(40))


# --- when something fails ----------------------------------------------------------------------------


async def test_an_update_that_fails_is_tried_three_times_and_then_calmly_passed_over(
    program: Program,
) -> None:
    ann, ben = await _at_moment(program), await _at_name(program, 5812)
    await program.loopback.settles()
    with database(program.database) as broken:
        broken.execute(
            "UPDATE sessions SET place = '{\"trail\": 7}'"
            " WHERE id = (SELECT session FROM users WHERE address = 'telegram:4711')"
        )
    ann.writes("A private zeppelin.")
    ann.writes("/where")
    ben.writes("Cleo")
    await ben.hears("one moment")
    await program.prints("passed over", within=10)
    said = await ann.hears("Something went wrong on my side")
    assert "send it again" in said.text
    ann.writes("/help")
    await ann.hears("local emergency number", within=15)
    ben.writes("/where")
    await ben.hears("Cleo")
    assert program.printed.count(" failed (") in (3, 4, 5, 6)
    assert "passed over" in program.printed
    assert "zeppelin" not in program.printed


async def test_help_stop_and_forget_work_while_a_session_does_not_load(program: Program) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    with database(program.database) as broken:
        broken.execute("UPDATE sessions SET place = '{\"trail\": 7}'")
    ann.writes("/help")
    await ann.hears("local emergency number")
    for text in ("help", "I want to kill myself", "stop"):
        ann.writes(text)
    await ann.hears("local emergency number")
    await ann.hears("sounds heavy")
    await ann.hears("Nothing waits")
    ann.writes("/numbers")
    await ann.hears("Which country")
    ann.presses("Poland")
    await ann.hears("116 123")
    ann.writes("hello")
    await ann.hears("Nothing waits")
    ann.writes("/forget")
    await ann.hears("Shall I forget you?")
    ann.presses("Yes, forget everything")
    await ann.hears("It is gone")
    ann.writes("/repair")
    await ann.hears("end-to-end")
    assert "failed" not in program.printed


async def test_while_the_database_is_locked_nothing_is_acknowledged_and_nothing_lost(
    program: Program,
) -> None:
    ann = await _at_moment(program)
    await program.loopback.settles()
    with database(program.database) as other:
        other.execute("BEGIN IMMEDIATE")
        await tells(ann, "He left the house.")
        await asyncio.sleep(2.5)
        assert program.loopback.waiting
        assert not any("He left" in seen.text for seen in ann.heard)
        other.execute("ROLLBACK")
    await ann.hears("He left the house.", within=15)
    assert len([line for line in program.printed.splitlines() if "lock" in line.lower()]) <= 2
    assert "Traceback" not in program.printed


async def test_after_more_than_a_day_down_who_wrote_shortly_before_reads_one_neutral_line(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, QUIET_HOURS="none") as program:
        ann, ben = await _at_moment(program), await _at_name(program, 5812)
        await program.loopback.settles()
        await program.ends()
        day = 86_400_000_000
        with database(program.database) as other:
            down = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - 3 * 86_400))
            other.execute("UPDATE facts SET value = ? WHERE name = 'awake'", (down,))
            other.execute("UPDATE users SET heard_at = heard_at - ?", (3 * day + 3_600_000_000,))
            other.execute(
                "UPDATE users SET heard_at = heard_at - ? WHERE address = 'telegram:5812'", (4 * day,)
            )
        await program.start()
        said = await ann.hears("If you wrote meanwhile, please send it again")
        assert "Ben" not in said.text
        assert said.labels == []
        await program.loopback.settles()
        assert not any("meanwhile" in seen.text for seen in ben.heard)
        await program.ends()
        await program.start()
        await program.loopback.settles()
        assert len([seen for seen in ann.heard if "meanwhile" in seen.text]) == 1


async def test_a_second_bot_with_the_same_token_is_one_line(program: Program) -> None:
    program.loopback.fails("getUpdates", "conflict", times=2)
    program.loopback._came.set()
    ann = program.loopback.person(4711)
    ann.writes("/start")
    await ann.hears("end-to-end", within=10)
    assert program.printed.count("same token") <= 1


async def test_a_refused_token_is_one_line(tmp_path: Path) -> None:
    async with running(tmp_path, start=False, TELEGRAM_TOKEN="1:" + "x" * 40) as program:
        await program.start(ready="")
        assert program.process is not None
        assert await asyncio.wait_for(program.process.wait(), 10) == 2
        assert len(program.printed.splitlines()) == 1
        assert "xxxx" not in program.printed
        assert program.database.stat().st_mode & 0o777 == 0o600
