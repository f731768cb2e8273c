"""Becoming two: the screening, the invitation, the yes that is heard and all else that isn't, the silent end."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import BEN, DAY, HOUR, QUIET, in_a_talk, invites, linked, screened, sends, talks, two
from talk import Talk, talk


async def test_two_become_linked_and_the_inviter_gets_a_neutral_note(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        ann.hears("no is a fine answer", "you can take the link back")
        await ben.says(link)
        ben.hears("Ann would like to talk something over", "reads only what you write to be read")
        await ben.presses("Look at the questions first")
        ben.hears("What happened?", "Say it back.")
        await ben.presses("Yes")
        await screened(ben)
        ben.hears("Whatever you answered: /help")
        await ben.says("Ben")
        await ben.says("London")
        ann.listens()
        await ben.presses(QUIET)
        ben.hears("You and Ann are linked.")
        await ann.waits(60)
        assert ann.shown == "A note is here when you like."
        await ann.presses("Open")
        ann.hears("You and Ben are linked.")


async def test_who_invited_chooses_too_when_a_note_may_come(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(60)
        await ann.presses("Open")
        ann.hears("You and Ben are linked.", "what hour is it for you now?")
        await ann.says("nowhere at all")
        ann.hears("I don't know that place")
        await ann.says("20:01")
        ann.hears("Which of these is yours?")
        await ann.says("Paris")
        ann.hears("When may I leave you a short, neutral note", "Ben's words are never in it")
        await ann.presses("09:00-18:00")
        ann.hears("Kept.", "You and Ben are linked.")
        ann.hears_nothing_of("When may I leave you")
        await talks(ben)
        ann.listens()
        await sends(ben, "You left.")
        await ann.waits(12 * HOUR)  # seven in the evening in UTC, eight in the morning in Paris
        assert ann.shown == ""
        await ann.waits(HOUR)
        assert ann.shown == "A note is here when you like."


async def test_the_hours_for_a_note_are_no_hindrance_for_who_invited(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.says("/together")
        ann.hears("what hour is it for you now?", "It can wait")
        await ann.presses("A talk for two")
        ann.hears("What happened?", "(Ben will read this")
        await ann.says("/together")
        ann.hears("You and Ben are linked.")
        ann.hears_nothing_of("what hour")
        await ann.says("You left.")
        ann.hears("This is what Ben will read", "You left.")
        await ann.presses("Send it")
        await ben.says("/together")
        ben.hears("You and Ann are linked.")
        ben.hears_nothing_of("what hour", "When may I")


async def test_who_is_invited_may_look_at_the_questions_for_two_and_at_no_others(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        ben = ann.beside(BEN)
        for each in (ann, ben):
            await each.meets()
        await ben.says(await invites(ann))
        ben.hears("takes the two of you under 40 minutes")
        await ben.presses("Look at the questions first")
        ben.hears(
            "Is now a good time?", "What would you like the other person to hear?", "One word of thanks"
        )
        ben.hears_nothing_of("How stirred up are you?", "Talk, wait, or get help?", "{", "Come back when")


async def test_words_go_to_the_other_behind_a_neutral_note(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(HOUR)
        await talks(ann)
        ann.hears("What happened?", "(Ben will read this")
        await ann.says("You left.")
        ann.hears("This is what Ben will read", "You left.")
        ben.listens()
        await ann.presses("Send it")
        ann.hears("that is kept")
        await ben.waits(1)
        assert ben.shown == "A note is here when you like."
        await ben.presses("Open")
        ben.hears('Ann says: "You left."', "(Ann will read this")
        await ben.says("That I left.")
        ann.listens()
        await ben.presses("Send it")
        ann.hears('Ben heard: "That I left.". Is that it?')  # Ann wrote within the last ten minutes


async def test_at_night_the_note_waits_for_the_morning(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(3 * HOUR)
        await talks(ann)
        await ann.says("You left.")
        ben.listens()
        await ann.presses("Send it")
        await ben.waits(HOUR)
        assert ben.shown == ""
        await ben.waits(9 * HOUR)
        assert ben.shown == "A note is here when you like."


async def test_a_talk_in_which_nobody_moves_rests_in_the_same_words_for_both(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await talks(ann)
        await sends(ann, "You left.")
        for each in (ann, ben):
            each.listens()
        await ann.waits(3 * DAY + HOUR)
        ann.hears("This talk rests now.")
        assert ben.shown == ann.shown
        await ann.says("/start")
        await ann.presses("Go on: A talk for two")
        ann.hears("It isn't your turn here right now")


async def screening_says_no(person: Talk, topic: int, choice: str) -> str:
    """All that a person reads who answers so, but for the answers themselves."""
    answers = ["No"] * 4
    answers[topic] = choice
    await person.says("/together")
    await screened(person, answers)
    return "\n".join(seen.text for seen in person.chat if not seen.own)


async def test_a_screening_that_says_no_looks_the_same_whatever_was_answered(tmp_path: Path) -> None:
    texts = set()
    for number, (topic, choice) in enumerate([(0, "Yes"), (1, "I'd rather not say"), (3, "Yes")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with two(folder) as (ann, _):
            texts.add(await screening_says_no(ann, topic, choice))
            ann.hears("Whatever you answered: /help", "Talking here as two isn't open right now")
            assert "→" not in "\n".join(seen.text for seen in ann.chat[-8:])
            await ann.says("/together")
            ann.hears("isn't open right now")
            await ann.waits(DAY)
            await ann.says("/together")
            ann.hears("Before two people talk here")
    assert len(texts) == 1


async def test_a_typed_answer_of_the_screening_goes_from_the_chat(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await ann.says("/together")
        await ann.presses("I'm alone, go on")
        await ann.says("yes")
        ann.hears("2 of 4")
        assert [seen.text for seen in ann.chat[-3:] if "1 of 4" in seen.text or seen.text == "yes"] == []


async def test_after_a_restart_the_screening_begins_again(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await ann.says("/together")
        await ann.presses("I'm alone, go on")
        await ann.presses("No")
        await ann.restarts()
        await ann.presses("No")
        ann.hears("begin again", "1 of 4")


async def test_an_invitation_is_for_the_first_who_opens_it_and_for_nobody_twice(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        await ann.says(link)
        ann.hears("your own invitation")
        await ben.says(link)
        await ben.presses("Not now")
        ben.hears("nobody is told")
        eve = ann.beside("stage:eve")
        await eve.meets()
        await eve.says(link)
        eve.hears("can't be opened here")
        await ben.says(link)
        ben.hears("Ann would like to talk")
        await ben.waits(2 * DAY + HOUR)
        await ben.says(link)
        ben.hears("can't be opened here")


async def test_who_refuses_tells_nobody_and_can_keep_somebody_away(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        ann.listens()
        await ben.presses("No")
        await ben.presses("No more invitations from them")
        await ann.waits(DAY)
        assert ann.shown == ""
        await ann.says("/together")
        await ann.presses("Make the invitation")
        again = next(line for line in ann.shown.splitlines() if line.startswith("/start "))
        await ben.says(again)
        ben.hears("can't be opened here")


async def test_apart_in_two_taps_and_the_other_only_meets_silence(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        ben.listens()
        await ann.says("/unlink")
        await ann.presses("Yes, end it")
        ann.hears("The link has ended")
        await ben.waits(HOUR)
        assert ben.shown == ""
        await ben.says("That I left.")
        ben.hears("This is what Ann will read")
        ann.listens()
        await ben.presses("Send it")
        ben.hears("that is kept")
        await ann.waits(DAY)
        assert ann.shown == ""
        await ben.says("/together")
        ben.hears("You and Ann are linked")
        ben.listens()
        await ben.waits(2 * DAY + HOUR)
        ben.hears("This talk rests now.")
        await ben.says("/together")
        ben.hears_nothing_of("Ann")


async def test_words_that_were_not_opened_are_dropped_with_the_link(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben, "Some heliotrope words.")
        await ann.says("/unlink")
        await ann.presses("Yes, end it")
        await ann.house.upkeep.round()
        assert b"heliotrope" not in ann.files()
        await ben.presses("Open")
        ben.hears_nothing_of("heliotrope")
        ben.hears("It isn't your turn here right now")


async def test_who_forgets_leaves_nothing_with_the_other_but_what_they_have_read(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben, "Some heliotrope words.")
        await ben.presses("Open")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        await ann.house.upkeep.round()
        assert b"heliotrope" not in ann.files()
        await ben.says("where was I?")
        ben.hears_nothing_of("heliotrope", "wrong")
        await ben.says("That you left.")
        ben.hears_nothing_of("wrong")


async def test_who_says_back_gets_a_hint_alone_and_the_other_reads_only_what_was_sent(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben, "You looked at your phone while I told you about my day.")
        await ben.presses("Open")
        ben.hears("Say it back.")
        ann.listens()
        await ben.says("That's not true, I was listening the whole time.")
        ben.hears("First only what you heard; your side has its turn.")
        ben.hears_nothing_of("This is what Ann will read")
        await ben.restarts()
        await ben.presses("Rewrite it")
        ben.hears("Say it back.")
        await ben.says("I looked at my phone while you told me about your day.")
        ben.hears("This is what Ann will read", "I looked at my phone")
        assert ann.shown == ""
        await ben.presses("Send it")
        ann.hears('Ben heard: "I looked at my phone while you told me about your day."')
        ann.hears_nothing_of("not true", "has its turn")


async def test_a_thought_is_held_over_a_restart_and_given_back_to_who_wrote_it_alone(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        ben.listens()
        await ann.says("I wanted to talk about the periwinkle")
        ann.hears("I hold that thought for your turn.")
        await ann.restarts()
        await ben.waits(3 * HOUR)
        assert ben.shown in ("", "A note is here when you like.")
        await ben.presses("Open")
        await sends(ben, "You looked at your phone while I talked.")
        await ann.says("/start")
        await ann.presses("Yes")
        ann.hears("Here it is again", "I wanted to talk about the periwinkle")
        assert "periwinkle" not in "".join(seen.text for seen in ben.chat)


@pytest.mark.parametrize("way", ["/forget", "stop"])
async def test_who_forgets_takes_a_held_thought_along(tmp_path: Path, way: str) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        session = ben.message("A note is here").buttons[0][0].data.partition(":")[0]
        await ann.says("I wanted to talk about the periwinkle")
        assert b"periwinkle" in ann.files()
        if way == "stop":
            await ann.presses_old(ann.chat[-1], f"{session}:0:!forget")
        else:
            await ann.says("/forget")
            await ann.presses("Yes, forget everything")
        await ann.waits(1)
        assert b"periwinkle" not in ann.files()
