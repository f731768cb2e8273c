"""Small acts that somebody set out to do, before the whole house: shown, changed, rested, let go, thanked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from scenes import DAY, HOUR, linked, talks, two, unlinks
from talk import Talk, talk

from bot.acts import following
from bot.engine.act import Act
from bot.engine.reminder import Reminder

WHOLE = "When I come home, I will ask how the day was"


async def sets_out(
    ann: Talk, deed: str = "ask how the day was", receiver: Talk | None = None, **more: Any
) -> Act:
    """An act that Ann has agreed to: by default for tomorrow, Tuesday 3 March, once."""
    about = {"cue": "I come home", "first": "2026-03-03T12:00", "zone": "UTC", **more}
    async with ann.house.store.batch() as work:
        giver = await work.user_at(ann.address)
        other = await work.user_at(receiver.address) if receiver else None
        assert giver is not None
        number = len(await work.acts_of(giver.id))
        await work.keep_acts([Act(0, giver.id, other.id if other else 0, "talk", number, deed=deed, **about)])
        act = (await work.acts_of(giver.id))[-1]
        await following.plan(work, act, giver, ann.settings, ann.clock())
    return act


async def kept(ann: Talk) -> list[Act]:
    """All acts somebody gives, also those that are shown to nobody any more."""
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        return [*(await work.acts_of(user.id))] if user else []


async def looks(ann: Talk) -> list[Reminder]:
    """When somebody is asked how it went, the next first."""
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        found = await work.reminders_of(user.id) if user else []
        return [each for each in found if each.kind == "follow_up"]


NOTE = "A note is here when you like."


def noted(ann: Talk) -> int:
    """How many neutral notes somebody has got so far."""
    return sum(each.text.startswith(NOTE) for each in ann.chat)


@asynccontextmanager
async def are_two(folder: Path, **more: str) -> AsyncIterator[tuple[Talk, Talk]]:
    """Ann and Ben, linked; what was said about that has been read."""
    async with two(folder, **more) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(60)
        yield ann, ben


@asynccontextmanager
async def with_act(folder: Path, **more: Any) -> AsyncIterator[Talk]:
    """Somebody who has one act in mind."""
    async with talk(folder) as ann:
        await ann.meets()
        await sets_out(ann, **more)
        yield ann


# --- what there is ------------------------------------------------------------------------------------


async def test_one_act_is_shown_with_its_next_date_and_all_that_can_be_done_with_it(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        ann.hears(WHOLE, "Next: Tuesday 3 March")
        assert ann.labels == [
            "Done just now",
            "Make it smaller",
            "Tie it to another moment",
            "Other days",
            "Say it in my own words",
            "Let it rest",
            "Let it go",
            "A quiet note on the day after, please",
        ]


async def test_where_there_is_none_it_is_said_where_one_comes_from(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/acts")
        ann.hears("Nothing is set here now.", "/start")


async def test_several_are_listed_and_one_is_opened_by_its_button_its_number_or_its_words(
    tmp_path: Path,
) -> None:
    async with with_act(tmp_path) as ann:
        await sets_out(ann, "make tea for two", cue="the kettle boils", first="2026-03-08T12:00", rule="w1.6")
        await ann.says("/acts")
        ann.hears("What you set out to do", WHOLE, "Tuesday 3 March", "make tea for two", "Sunday 8 March")
        await ann.presses("When the kettle boils, I will make tea…")
        ann.hears("make tea for two", "Next: Sunday 8 March")
        ann.hears_nothing_of("ask how")
        await ann.says("/acts")
        await ann.says("1")
        ann.hears("ask how the day was")
        ann.hears_nothing_of("make tea")
        await ann.says("/acts")
        await ann.says("make tea for two")
        ann.hears("make tea for two", "Next")
        await ann.says("/acts")
        await ann.says("what else is there")
        ann.hears_nothing_of("make tea", "ask how")


async def test_no_word_of_an_act_is_kept_beside_it(tmp_path: Path) -> None:
    async with with_act(tmp_path, deed="call Zara") as ann:
        await sets_out(ann, "make tea for two")
        await ann.says("/acts")
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            assert "Zara" not in user.asks


async def test_an_act_whose_days_are_over_ends_without_a_word(tmp_path: Path) -> None:
    async with with_act(tmp_path, rule="d1", until="2026-03-10") as ann:
        await ann.waits(9 * DAY)
        await ann.says("/acts")
        ann.hears(WHOLE, "Its last day has gone by.")
        await ann.waits(9 * DAY)
        await ann.says("/acts")
        ann.hears("Nothing is set here now.")
        assert [act.state for act in await kept(ann)] == ["ended"]
        assert not await looks(ann)


# --- changing -----------------------------------------------------------------------------------------


async def test_done_before_anybody_asked_and_nothing_is_asked_about_that_day(tmp_path: Path) -> None:
    async with with_act(tmp_path, rule="d1", first="2026-03-02T12:00") as ann:
        assert [each.local for each in await looks(ann)] == ["2026-03-03T10:00"]
        await ann.says("/acts")
        ann.hears("Next: Monday 2 March")
        await ann.presses("Done just now")
        assert len(ann.shown.splitlines()) == 1
        assert [each.local for each in await looks(ann)] == ["2026-03-04T10:00"]
        await ann.says("/acts")
        ann.hears("Next: Tuesday 3 March")


@pytest.mark.parametrize("first", ["2026-03-02T12:00", "2026-03-07T12:00"])
async def test_what_was_for_once_and_is_done_is_over_on_its_day_and_before_it(
    tmp_path: Path, first: str
) -> None:
    async with with_act(tmp_path, first=first) as ann:
        await ann.says("/acts")
        await ann.says("done")
        assert not await looks(ann)
        await ann.says("/acts")
        ann.hears("Nothing is set here now.")


async def test_it_is_made_smaller_by_fewer_minutes_or_in_own_words(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Make it smaller")
        ann.hears("so small that it fits into a tired day")
        assert ann.labels == ["5 minutes at most", "2 minutes at most", "Leave it as it is"]
        await ann.presses("5 minutes at most")
        ann.hears(WHOLE, "Next: Tuesday 3 March. 5 minutes at most.")
        await ann.presses("Make it smaller")
        assert ann.labels == ["2 minutes at most", "Leave it as it is"]
        await ann.says("2 minutes at most")
        ann.hears("2 minutes at most")
        await ann.presses("Make it smaller")
        await ann.says("I will just ask.")
        ann.hears("When I come home, I will just ask", "Next: Tuesday 3 March")


async def test_it_is_tied_to_another_moment(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Tie it to another moment")
        assert ann.labels[0] == "When I get up"
        await ann.presses("When we sit down to eat")
        ann.hears("When we sit down to eat, I will ask how the day was")
        await ann.presses("Tie it to another moment")
        await ann.says("When the train leaves.")
        ann.hears("When the train leaves, I will ask how the day was")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("When it rains, I will bring an umbrella.", "When it rains, I will bring an umbrella"),
        ("when it rains i'll bring an umbrella", "When it rains, I will bring an umbrella"),
        ("I will bring an umbrella", "When I come home, I will bring an umbrella"),
        ("bring an umbrella", "When I come home, I will bring an umbrella"),
    ],
)
async def test_it_is_said_in_own_words(tmp_path: Path, said: str, sentence: str) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says(said)
        ann.hears("That is how it stands now:", sentence, "Next: Tuesday 3 March")


async def test_too_many_words_are_told_kindly_and_nothing_is_lost(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says("very " * 100)
        ann.hears("one sentence is enough")
        await ann.says("bring an umbrella")
        ann.hears("bring an umbrella", "Next: Tuesday 3 March")


@pytest.mark.parametrize("word", ["no", "stop", "leave it as it is"])
async def test_asked_for_a_change_one_can_leave_it(tmp_path: Path, word: str) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says(word)
        assert [act.deed for act in await kept(ann)] == ["ask how the day was"]
        await ann.says("/acts")
        ann.hears(WHOLE)


async def test_words_of_danger_get_help_and_change_nothing(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says("I want to kill myself")
        ann.hears("findahelpline.com")
        assert [act.deed for act in await kept(ann)] == ["ask how the day was"]


@pytest.mark.parametrize(
    ("label", "when", "rule"),
    [
        ("Today", "Monday 2 March", ""),
        ("Tomorrow", "Tuesday 3 March", ""),
        ("At the weekend", "Saturday 7 March", ""),
        ("Every day for two weeks", "Tuesday 3 March", "d1"),
        ("Every week", "Tuesday 3 March", "w1.1"),
    ],
)
async def test_its_days_are_changed_by_one_tap(tmp_path: Path, label: str, when: str, rule: str) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Other days")
        await ann.presses(label)
        ann.hears(WHOLE, f"Next: {when}")
        assert [act.rule for act in await kept(ann)] == [rule]


async def test_what_is_for_each_day_is_for_two_weeks_and_keeps_its_last_day(tmp_path: Path) -> None:
    async with with_act(tmp_path, until="2026-03-03") as ann:
        for label, last in (
            ("Every day for two weeks", "2026-03-16"),
            ("Tomorrow", "2026-03-16"),
            ("Every week", ""),
            ("Every day for two weeks", "2026-03-16"),
            ("Just once", ""),
        ):
            await ann.says("/acts")
            await ann.presses("Other days")
            await ann.presses(label)
            assert [act.until for act in await kept(ann)] == [last]


async def test_what_comes_every_week_comes_on_its_new_day_and_can_be_just_once(tmp_path: Path) -> None:
    async with with_act(tmp_path, rule="w1.1") as ann:
        await ann.says("/acts")
        await ann.presses("Other days")
        await ann.presses("At the weekend")
        ann.hears("Next: Saturday 7 March")
        assert [act.rule for act in await kept(ann)] == ["w1.5"]
        await ann.presses("Other days")
        await ann.says("just once")
        ann.hears("Next: Saturday 7 March")
        assert [act.rule for act in await kept(ann)] == [""]


@pytest.mark.parametrize(
    ("said", "shown", "then"),
    [
        ("on Friday", "Friday 6 March. Shall that be its next day?", "Next: Friday 6 March"),
        ("every Sunday", "Sunday 8 March, and so on. Shall these be its days?", "Next: Sunday 8 March"),
        ("every Sunday at 7 pm", "Sunday 8 March, and so on.", "Next: Sunday 8 March"),
        ("am Freitag", "Friday 6 March.", "Next: Friday 6 March"),
        ("el domingo", "Sunday 8 March.", "Next: Sunday 8 March"),
        ("heute", "Monday 2 March.", "Next: Monday 2 March"),
    ],
)
async def test_a_day_that_is_typed_is_said_back_and_counts_after_a_yes(
    tmp_path: Path, said: str, shown: str, then: str
) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Other days")
        await ann.says(said)
        ann.hears(shown)
        assert [act.first[:10] for act in await kept(ann)] == ["2026-03-03"]
        await ann.says("yes")
        ann.hears(WHOLE, then)


async def test_of_several_days_that_it_could_be_one_is_chosen(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Other days")
        await ann.says("next Sunday")
        ann.hears("That could be more than one day. Which one do you mean?")
        assert ann.labels == ["Sunday 8 March", "Sunday 15 March", "Another day"]
        assert [act.first[:10] for act in await kept(ann)] == ["2026-03-03"]
        await ann.says("2")
        ann.hears(WHOLE, "Next: Sunday 15 March")


async def test_what_is_no_day_is_asked_for_again_with_an_example(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Other days")
        await ann.says("when pigs fly")
        ann.hears("I couldn't find a day in that", '"every Sunday"')
        await ann.says("on Friday")
        await ann.presses("Another day")
        await ann.presses("Today")
        ann.hears("Next: Monday 2 March")


async def test_it_rests_until_it_is_taken_up_again(tmp_path: Path) -> None:
    async with with_act(tmp_path, rule="d1") as ann:
        await ann.says("/acts")
        await ann.presses("Let it rest")
        ann.hears("It rests now.")
        assert not await looks(ann)
        await ann.waits(5 * DAY)
        await ann.says("/acts")
        ann.hears(WHOLE, "It rests until you take it up again.")
        await ann.presses("Take it up again")
        ann.hears("It is here again.", "Next: Saturday 7 March")
        assert [each.local for each in await looks(ann)] == ["2026-03-08T10:00"]


async def test_taken_up_again_after_its_day_it_is_asked_for_another(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Let it rest")
        await ann.waits(30 * DAY)
        await ann.says("/acts")
        await ann.presses("Take it up again")
        ann.hears("On which day, and how often?")
        await ann.presses("Tomorrow")
        ann.hears("Next: Thursday 2 April")


async def test_letting_go_is_answered_as_warmly_and_old_buttons_do_nothing(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        shown = ann.message(WHOLE)
        buttons = shown.buttons
        await ann.presses("Let it go")
        ann.hears("You have let it go, and that is fine.")
        assert not await looks(ann)
        await ann.presses_old(shown, buttons[0][0].data, "Done just now")
        ann.hears("That one isn't open any more.")


async def test_in_the_middle_of_a_talk_words_are_for_its_question_unless_a_change_was_asked_for(
    tmp_path: Path,
) -> None:
    async with with_act(tmp_path) as ann:
        await sets_out(ann, "make tea for two")
        await ann.says("/calm")
        await ann.says("/acts")
        await ann.says("1")
        ann.hears_nothing_of(WHOLE)
        await ann.says("/acts")
        await ann.presses("When I come home, I will ask how the da…")
        await ann.presses("Say it in my own words")
        await ann.says("bring an umbrella")
        ann.hears("When I come home, I will bring an umbrella")


async def test_another_ones_act_can_be_neither_seen_nor_touched(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        act = await sets_out(ann, "call Zara")
        for what in ("see", "now", "end", "how", "words"):
            await ben.presses_old(ben.chat[-1], f"act:{what}:{act.id}")
            ben.hears("That one isn't open any more.")
        assert [each.state for each in await kept(ann)] == ["agreed"]


async def test_forgotten_means_that_acts_are_gone_too(tmp_path: Path) -> None:
    async with with_act(tmp_path, deed="call Zara") as ann:
        await ann.says("/acts")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        assert b"Zara" not in ann.files()


# --- for another --------------------------------------------------------------------------------------


async def test_what_the_other_would_like_to_give_stands_in_acts_as_it_was_sent(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben)
        await ben.says("/acts")
        ben.hears("What Ann would like to give, as they sent it to you:", f'"{WHOLE}"')
        ben.hears_nothing_of("Next", "done")
        assert ben.labels == ["Thanks: When I come home, I will ask ho…"]


async def test_whatever_becomes_of_it_the_other_sees_what_was_sent(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben, rule="d1", first="2026-03-02T12:00")
        await ben.says("/acts")
        before = (ben.shown, ben.labels)
        for deed in ("Done just now", "Say it in my own words", "Let it rest", "Let it go"):
            await ann.says("/acts")
            await ann.presses(deed)
            if "words" in deed:
                ann.hears("What you change stays with you.")
                await ann.says("bring an umbrella")
                ann.hears("bring an umbrella")
            await ben.says("/acts")
            assert (ben.shown, ben.labels) == before
        await ann.says("/acts")
        ann.hears("Nothing is set here now.")


async def test_an_act_that_waits_for_a_yes_is_shown_to_nobody(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben, state="offered")
        for each in (ann, ben):
            await each.says("/acts")
            each.hears("Nothing is set here now.")
        assert not await looks(ann)


async def test_thanks_come_as_one_quiet_note_and_are_read_when_it_is_opened(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben)
        await ben.says("/acts")
        await ben.presses(ben.labels[0])
        ben.hears("Thank you. It is kept.")
        await ann.waits(60)
        assert ann.shown == NOTE
        await ann.presses("Open")
        ann.hears("Ben says thanks for this:", f'"{WHOLE}"')
        await ann.says("/acts")
        ann.hears_nothing_of("thanks")


async def test_thanks_go_at_most_once_a_day_and_wait_behind_one_note(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben)
        await sets_out(ann, "make tea for two", receiver=ben)
        await ben.says("/acts")
        first, second = ben.labels
        before = noted(ann)
        for label in (first, first, second):
            await ben.presses(label)
            ben.hears("Thank you. It is kept.")
            await ann.waits(60)
        assert noted(ann) == before + 1
        await ann.presses("Open")
        ann.hears(WHOLE, "make tea for two")
        await ben.presses(first)
        ben.hears("Thank you. It is kept.")
        await ann.waits(HOUR)
        assert noted(ann) == before + 1
        await ann.waits(DAY)
        await ben.presses(first)
        await ann.waits(60)
        assert noted(ann) == before + 2


async def test_thanks_come_in_the_hours_that_were_chosen(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben)
        await ann.waits(4 * HOUR)  # eleven at night
        await ben.says("/acts")
        await ben.presses(ben.labels[0])
        await ann.waits(8 * HOUR)
        assert ann.shown == ""
        await ann.waits(2 * HOUR)
        assert ann.shown == NOTE


# --- the end of a link --------------------------------------------------------------------------------


async def test_who_unlinks_finds_what_was_for_the_other_resting_and_nothing_comes_of_it(
    tmp_path: Path,
) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben, rule="d1")
        await sets_out(ann, "take ten minutes for myself", cue="I get up", rule="d1")
        await unlinks(ann)
        assert [act.state for act in await kept(ann)] == ["resting", "agreed"]
        assert len(await looks(ann)) == 1
        await ann.says("/acts")
        ann.hears(WHOLE, "It rests until you take it up again.", "ten minutes for myself", "Next")


async def test_what_was_changed_to_own_words_rests_with_the_link_too(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben, rule="d1")
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says("bring an umbrella")
        await unlinks(ann)
        assert [act.state for act in await kept(ann)] == ["ended", "resting"]
        assert not await looks(ann)


async def test_to_who_was_left_all_reads_as_ever(tmp_path: Path) -> None:
    """Ben's own acts, what Ann would like to give, and his thanks: as if Ann merely said nothing."""
    seen: list[list[str]] = []
    for leaves in (False, True):
        folder = tmp_path / str(leaves)
        folder.mkdir()
        async with are_two(folder) as (ann, ben):
            await sets_out(ann, receiver=ben)
            await sets_out(ben, "bring an umbrella", receiver=ann, rule="d1")
            if leaves:
                await unlinks(ann)
            before, notes = len(ben.chat), noted(ann)
            await ben.says("/acts")
            await ben.presses("Thanks: When I come home, I will ask ho…")
            await ben.waits(3 * DAY)
            await ben.says("/acts")
            assert await looks(ben)
            await ben.says("/unlink")
            await ben.presses("Yes, end it")
            await ben.says("/acts")
            ben.hears("bring an umbrella", "It rests until you take it up again.")
            seen.append([each.text for each in ben.chat[before:]])
            assert noted(ann) == notes + (not leaves)
    assert seen[0] == seen[1]


async def test_no_thanks_come_after_an_unlink(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ann, receiver=ben)
        await ben.says("/acts")
        await ann.waits(4 * HOUR)
        await ben.presses(ben.labels[0])
        await unlinks(ben)
        ann.listens()
        await ann.waits(2 * DAY)
        assert ann.shown == ""
        await ann.says("/acts")
        ann.hears(WHOLE)
        ann.hears_nothing_of("thanks")


async def test_once_the_link_reads_none_what_was_for_the_other_rests(tmp_path: Path) -> None:
    async with are_two(tmp_path) as (ann, ben):
        await sets_out(ben, "bring an umbrella", receiver=ann, rule="d1")
        await unlinks(ann)
        await talks(ben)
        await ben.says("I miss you.")
        await ben.presses("Send it")
        assert await looks(ben)
        await ben.waits(4 * DAY)
        await ben.says("/unlink")
        ben.hears("You aren't linked with anybody here.")
        assert not await looks(ben)
        await ben.says("/acts")
        ben.hears("bring an umbrella", "It rests until you take it up again.")


# --- what is no small act -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "deed",
    ["show you my phone every evening", "tell you where I am all day", "give up seeing my friends"],
)
async def test_what_does_harm_is_turned_down_kindly_each_time_and_not_kept(tmp_path: Path, deed: str) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        for _ in range(2):
            await ann.says(deed)
            ann.hears("can't be an act here")
        await ann.says("bring an umbrella")
        ann.hears("When I come home, I will bring an umbrella")
        assert [act.deed for act in await kept(ann)] == ["bring an umbrella"]


async def test_what_could_be_clearer_is_kept_and_asked_about_once(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says("be nicer")
        ann.hears("When I come home, I will be nicer", "What would somebody see you do?")
        assert ann.labels[-1] == "Keep it as it is"
        assert len(ann.labels) == 3
        assert [act.deed for act in await kept(ann)] == ["be nicer"]
        suggested = ann.labels[0]
        await ann.presses(suggested)
        ann.hears("That is how it stands now:", f"When I come home, I will {suggested}", "Next:")


@pytest.mark.parametrize("said", ["keep it as it is", "Keep it as it is", "leave it"])
async def test_what_could_be_clearer_can_stay_as_it_is(tmp_path: Path, said: str) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says("be nicer")
        await ann.says(said)
        ann.hears("It stays as it is.")
        assert [act.deed for act in await kept(ann)] == ["be nicer"]


async def test_other_words_after_it_was_asked_are_taken_as_they_are(tmp_path: Path) -> None:
    async with with_act(tmp_path) as ann:
        await ann.says("/acts")
        await ann.presses("Say it in my own words")
        await ann.says("be nicer")
        await ann.says("be kinder")
        ann.hears("That is how it stands now:", "When I come home, I will be kinder", "Next:")
