"""On the way to being two: the name that is shown, a link that is over meanwhile, the ways back and for one."""

from __future__ import annotations

from pathlib import Path

from scenes import BEN, DAY, HOUR, QUIET, invites, linked, screened, sends, talks, two, unlinks
from talk import AGREE, talk

ALONE = "Just for me: A talk for two"
BACK = "Take the last link back"


async def test_a_name_given_to_mend_is_shown_to_the_other_only_once_its_owner_was_told(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says("/settings")
        await ben.presses("What to be called")
        await ben.says("Bunny")
        await ben.says(await invites(ann))
        await ben.presses("Yes")
        await screened(ben)
        await ben.says("London")
        ben.hears('Ann will read "Bunny" as your name.')
        await ben.presses("Only listen")
        await ben.presses("Yes, and only listen")
        await ben.presses("Another name")
        await ben.says("Ben")
        ben.hears("You offer to only listen", 'Ann will read "Ben" as your name.')
        await ben.presses(QUIET)
        await ann.waits(60)
        await ann.presses("Open")
        ann.hears("You and Ben are linked.")
        assert all("Bunny" not in seen.text for seen in ann.chat)


async def test_a_link_that_is_taken_back_during_the_screening_is_told_to_be_over(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("Yes")
        await ben.presses("I'm alone, go on")
        await ann.presses("Take it back")
        for _ in range(4):
            await ben.presses("No")
        ben.hears("That was the last one", "can't be opened here")
        ben.hears_nothing_of("your name", "I can make an invitation")
        await ben.says("/together")
        ben.hears("your name")
        ben.hears_nothing_of("can't be opened here")


async def test_a_link_that_is_over_is_not_spoken_of_to_who_said_no_to_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("No")
        await ben.says("/together")
        await screened(ben)
        ben.hears("your name")
        ben.hears_nothing_of("can't be opened here")


async def test_a_link_that_nobody_knows_any_more_is_told_to_be_over(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        await ben.says(link)
        ben.hears("can't be opened here", "/start shows")
        await ben.says("/start something")
        ben.hears("What would help right now?")


async def test_the_last_link_can_be_taken_back_as_long_as_it_could_be_opened(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        await ann.says("/help")
        await ann.says("/together")
        assert ann.labels == ["Make the invitation", "Another name", BACK, ALONE]
        await ann.presses(BACK)
        ann.hears("Taken back.")
        await ben.says(link)
        ben.hears("can't be opened here")
        await ann.waits(2 * DAY)
        await ann.says("/together")
        assert BACK not in ann.labels


async def test_whether_the_last_link_was_refused_does_not_show_in_the_way_back(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("No")
        await ben.says("/forget")
        await ben.presses("Yes, forget everything")
        await ann.waits(HOUR)
        await ann.says("/together")
        assert BACK in ann.labels


async def test_the_way_for_one_is_a_tap_away_from_the_invitation(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await ann.says("/together")
        await screened(ann)
        await ann.says("Ann")
        await ann.presses(ALONE)
        ann.hears("What happened, for you?")
        await ann.says("/together")
        await ann.presses("Make the invitation")
        ann.hears("Without Telegram: ten minutes each")
        await ann.presses(ALONE)
        ann.hears("What happened, for you?")


async def test_who_begins_with_becoming_two_is_led_there_after_the_first_meeting(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/together")
        await ann.presses(AGREE)
        await ann.presses("No")
        ann.hears("Before two people talk here")


async def test_after_the_end_of_a_link_nothing_is_said_of_its_invitation(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("Yes")
        await screened(ben)
        await ben.says("Ben")
        await ben.says("London")
        await ben.presses(QUIET)
        await unlinks(ben)
        await ben.says("/together")
        ben.hears("I can make an invitation")
        ben.hears_nothing_of("can't be opened here")


async def test_no_note_of_a_yes_comes_to_who_ended_the_link_before_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await unlinks(ann)
        ann.listens()
        await ann.waits(DAY)
        assert ann.shown == ""


async def test_who_looks_first_reads_which_answers_the_other_would_get(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.meets()
        await ben.says(await invites(ann))
        await ben.presses("Look at the questions first")
        ben.hears('Where it says "shared"', "all else stays with whoever gives it")
        questions = [line for line in ben.shown.splitlines() if line.startswith("• ")]
        assert "• What happened, as a camera would have seen it?" in questions
        assert "• Is there an hour that would be better? (shared)" in questions
        assert "• What would you like the other person to hear? (shared)" in questions
        assert "• Say back in your own words what you heard. (shared)" in questions
        assert "• Write the plan once, or use it (shared)" in questions
        assert [line for line in questions if line.removesuffix(" (shared)").endswith(":")] == []


async def test_when_a_note_may_come_can_be_changed_later(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ben.says("/together")
        await ben.presses("When a note may come")
        ben.hears("When may I leave you a short, neutral note")
        await ben.presses("17:00-22:00")
        ben.hears("Kept.", "You and Ann are linked.")
        await ann.waits(14 * HOUR)  # nine in the morning
        await talks(ann)
        ben.listens()
        await sends(ann, "You left.")
        await ben.waits(7 * HOUR)
        assert ben.shown == ""
        await ben.waits(HOUR + 60)
        assert ben.shown == "A note is here when you like."
