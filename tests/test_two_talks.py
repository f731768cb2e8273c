"""Two dialogs for two: each is taken up by its own name, and one waits beside the other as it is."""

from __future__ import annotations

from pathlib import Path

from scenes import DAY, HOUR, TWO, in_a_talk, sends, talks, two, unlinks

EASY = (
    TWO.replace("dialog: two", "dialog: easy")
    .replace("A talk for two", "An easy talk")
    .replace("command: two", "command: easy")
    .replace("say: What happened?", "say: What went well?")
)


async def test_the_talk_of_that_name_is_taken_up_and_no_other(tmp_path: Path) -> None:
    async with two(tmp_path, easy=EASY) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await talks(ben, "/easy")
        ben.hears('You are in the middle of "A talk for two".')
        await ben.presses("Go on with it")
        ben.hears('Ann says: "You left."')
        await talks(ben, "/easy")
        await ben.presses("Set it aside")
        ben.hears("What went well?", "(Ann will read this")
        await talks(ben)
        ben.hears('Ann says: "You left."')
        await talks(ben, "/easy")
        ben.hears("What went well?")


async def test_another_talk_begins_without_disturbing_who_waits_in_the_first(tmp_path: Path) -> None:
    async with two(tmp_path, easy=EASY) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        ann.listens()
        await talks(ben, "/easy")
        await ben.presses("Set it aside")
        assert ann.shown == ""
        await ann.says("/where")
        ann.hears("It isn't your turn here right now")
        await ben.waits(HOUR)
        ann.listens()
        await sends(ben, "You stayed.")
        await ann.waits(1)
        assert ann.shown == "A note is here when you like."
        await ann.presses("Open")
        ann.hears('Ben says: "You stayed."')
        await talks(ben)
        await sends(ben, "That I left.")
        await ann.waits(HOUR)
        await ann.presses("Open")
        ann.hears('Ben heard: "That I left.". Is that it?')


async def test_a_second_tap_on_setting_aside_begins_nothing_twice(tmp_path: Path) -> None:
    async with two(tmp_path, easy=EASY) as (ann, ben):
        await in_a_talk(ann, ben)
        await talks(ann, "/easy")
        asked = ann.message('You are in the middle of "A talk for two"')
        await ann.presses("Set it aside")
        await ann.presses_old(asked, "two:easy:beside", "Set it aside")
        ann.hears("What went well?")
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says("/start")
        assert ann.labels == [
            "Go on: An easy talk",
            "Go on: A talk for two",
            "An easy talk",
            "A talk for two",
        ]


async def test_beside_a_talk_that_rests_another_begins_at_once(tmp_path: Path) -> None:
    async with two(tmp_path, easy=EASY) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.waits(3 * DAY + HOUR)
        await talks(ben, "/easy")
        ben.hears("What went well?")


async def test_where_the_other_is_gone_both_talks_look_as_ever_and_rest(tmp_path: Path) -> None:
    async with two(tmp_path, easy=EASY) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await unlinks(ann)
        await ben.waits(HOUR)
        await talks(ben, "/easy")
        ben.hears('You are in the middle of "A talk for two".')
        await ben.presses("Set it aside")
        ben.hears("What went well?", "(Ann will read this")
        await sends(ben, "You stayed.")
        ben.hears("that is kept")
        ben.listens()
        await ben.waits(3 * DAY - 60)
        assert ben.shown.count("This talk rests now.") == 1
        await ben.says("/together")
        ben.hears("You and Ann are linked")
        ben.listens()
        await ben.waits(HOUR)
        ben.hears("This talk rests now.")
        await ben.says("/unlink")
        ben.hears("aren't linked")
