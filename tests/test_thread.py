"""The thread from one talk to the next, before the whole house: what weighs, what is offered, what is asked after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from program import running
from scenes import (
    BREAK,
    DAY,
    HOUR,
    QUIET,
    TWO,
    in_a_talk,
    invites,
    linked,
    screened,
    sends,
    talks,
    two,
    unlinks,
)
from talk import AGREE, Talk, shipped, talk
from test_acts_from_talks import ACT, LISTS, agrees
from test_terminal import mend

from bot.engine.people import Mode

EYES = """
dialog: eyes
title: With other eyes
about: Three quiet questions, for you alone.
command: eyes
minutes: 7
steps:
  see: {say: 'What would they see?', ask: {text: see}, then: end}
"""
WALK = """
dialog: walk
title: A walk
about: A walk for two.
command: walk
seats: [speaker, listener]
steps:
  when: {to: both, say: 'When do you walk?', ask: {note: when}, then: end}
"""
THREAD = """
weighs:
  fight: {label: We had a fight, one: [calm, eyes, two], two: [two, walk]}
  unsure: {label: I don't know, one: [eyes, calm]}
after:
  two: {one: [eyes, calm], two: [walk]}
  calm: {one: [eyes, two]}
  eyes: {one: [calm, two]}
  walk: {one: [eyes, two], two: [two]}
for_everybody: [calm]
"""
HURT = """
dialog: hurt
title: A hurt
about: A hurt, for you alone.
command: hurt
steps:
  what: {say: 'What happened?', ask: {text: what}, then: fear}
  fear:
    say: What is it?
    ask: {choice: fear, options: {them: I'm afraid of them, other: It's something else}}
    then: sure
  sure: {say: 'Is that so?', ask: {note: sure, on: Go on}, then: last}
  last: {say: 'That was all.', then: end}
"""
AFRAID = """
weighs:
  fight: {label: We had a fight, one: [eyes, calm], two: [two]}
  unsure: {label: I don't know, one: [eyes, calm], two: [two]}
after:
  two: {one: [eyes, calm]}
  calm: {one: [eyes, hurt]}
  eyes: {one: [calm, hurt]}
  hurt: {one: [eyes, calm], two: [two]}
for_everybody: [calm]
afraid: {hurt: {fear: [them]}}
"""
WEIGHS = ["We had a fight", "I don't know"]
FELT = "What did you feel in this talk"
SENTENCE = "one sentence from today"


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[tuple[Talk, Talk]]:
    """Ann and Ben before dialogs of which a table says when they fit."""
    async with two(folder, calm=BREAK, eyes=EYES, walk=WALK, thread=THREAD) as both:
        yield both


async def stands(person: Talk, mode: Mode = "", *, still: bool = False) -> None:
    """Somebody whose last screening said this, and who perhaps wrote words of danger an hour ago."""
    async with person.house.store.batch() as work:
        user = await work.user_at(person.address)
        assert user is not None
        until = person.clock() + timedelta(days=6) if still else None
        screened_at = person.clock() if mode else None
        await work.save_user(replace(user, mode=mode, screened_at=screened_at, still_until=until))


async def breathes(ann: Talk) -> None:
    """Ann goes through the short break, to its end."""
    await ann.says("/calm")
    await ann.says("The clock.")


async def tells_of_a_hurt(ann: Talk, *taps: str) -> None:
    """Ann tells of a hurt; of several taps each but the last is taken back."""
    await ann.says("/hurt")
    await ann.says("You left.")
    for tap in taps[:-1]:
        await ann.presses(tap)
        await ann.says("/back")
    await ann.presses(taps[-1])
    await ann.presses("Go on")


# --- what weighs --------------------------------------------------------------------------------------


async def test_start_asks_what_weighs_and_a_press_offers_one_dialog(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/start")
        ann.hears("What weighs most today?")
        assert ann.labels == WEIGHS
        await ann.presses("We had a fight")
        ann.hears("A short break", "A breath.")
        assert ann.labels == ["Begin", "Something else", "All talks"]
        await ann.presses("Begin")
        ann.hears("What do you hear?")


async def test_something_else_is_the_next_that_fits_until_there_is_none(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/start")
        await ann.presses("We had a fight")
        await ann.presses("Something else")
        ann.hears("With other eyes", "Three quiet questions, for you alone.", "At most 7 minutes.")
        await ann.presses("Something else")
        ann.hears("A talk for two", "One says it, the other says it back.")
        assert ann.labels == ["Begin", "All talks"]
        await ann.presses("All talks")
        assert ann.labels == ["A short break", "With other eyes", "A talk for two", "A walk"]
        await ann.presses("With other eyes")
        ann.hears("What would they see?")


async def test_all_of_it_can_be_typed(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/start")
        await ann.says("we had a fight")
        ann.hears("A short break")
        await ann.says("something else")
        ann.hears("With other eyes")
        await ann.says("yes")
        ann.hears("What would they see?")


async def test_a_number_is_one_of_the_things_that_weigh_and_other_words_go_on_as_ever(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/start")
        await ann.says("2")
        ann.hears("With other eyes")
        await ann.says("/start")
        await ann.says("he forgot my birthday and laughed about it")
        ann.hears("I keep nothing of what is written outside a talk", "What weighs most today?")
        assert ann.labels == WEIGHS
        await ann.says("With other eyes")
        ann.hears("What would they see?")


async def test_what_can_be_taken_up_comes_first(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/eyes")
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says("/start")
        assert ann.labels == ["Go on: With other eyes", *WEIGHS]


async def test_a_command_goes_straight_to_its_dialog(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/eyes")
        ann.hears("What would they see?")


async def test_an_old_button_offers_anew_and_takes_no_answer_away(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/start")
        menu = ann.message("What weighs")
        await ann.says("/eyes")
        await ann.presses_old(menu, "weigh:fight", "We had a fight")
        ann.hears("A short break")
        await ann.says("That we were both tired.")
        assert (await ann.kept())["see"] == "That we were both tired."
        await ann.presses_old(menu, "weigh:gone", "Gone since")
        ann.hears("What weighs most today?")


async def test_a_folder_of_ones_own_without_the_table_shows_its_dialogs(tmp_path: Path) -> None:
    async with two(tmp_path, calm=BREAK) as (ann, _):
        await ann.says("/start")
        ann.hears("What would help right now?")
        assert ann.labels == ["A short break", "A talk for two"]
        await ann.presses("A short break")
        await ann.says("The clock.")
        ann.hears("This ends here.")
        ann.hears_nothing_of(FELT)


# --- what is offered to whom --------------------------------------------------------------------------


async def offered(person: Talk) -> list[str]:
    """The titles that somebody is offered where they had a fight, one after the other."""
    await person.says("/start")
    await person.presses("We had a fight")
    found = [person.shown.split("\n")[0]]
    while "Something else" in person.labels:
        await person.presses("Something else")
        found.append(person.shown.split("\n")[0])
    return found


ALONE = ["A short break", "With other eyes", "A talk for two"]


async def test_two_who_are_linked_are_offered_what_is_for_two_first(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        assert await offered(ann) == ALONE
        await linked(ann, ben)
        for each in (ann, ben):
            assert await offered(each) == [
                *("A talk for two (for the two of you)", "A walk (for the two of you)"),
                *("A short break", "With other eyes"),
            ]


async def test_for_two_it_begins_for_two_or_just_for_oneself(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.says("/start")
        await ann.presses("We had a fight")
        assert ann.labels == ["Begin", "Just for me", "Something else", "All talks"]
        ann.hears_nothing_of("minutes")
        await ann.presses("Just for me")
        ann.hears("What happened, for you?")
        await ben.says("/start")
        await ben.presses("We had a fight")
        await ben.presses("Begin")
        ben.hears("What happened?", "Ann will read this")


async def test_what_two_can_do_side_by_side_is_offered_on_one_phone_too(tmp_path: Path) -> None:
    walk = WALK.replace("seats:", "side_by_side: yes\nseats:")
    table = THREAD.replace("one: [calm, eyes, two], two: [two, walk]", "one: [eyes, walk], two: [walk]")
    async with two(tmp_path, calm=BREAK, eyes=EYES, walk=walk, thread=table) as (ann, ben):
        await linked(ann, ben)
        await ann.says("/start")
        await ann.presses("We had a fight")
        assert ann.labels == ["Begin", "On this one phone", "Something else", "All talks"]
        await ann.presses("On this one phone")
        ann.hears("When do you walk?")


async def test_only_invited_is_not_linked(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        assert await offered(ann) == ALONE


@pytest.mark.parametrize(("mode", "still"), [("solo", False), ("solo", True), ("joint", True), ("", True)])
async def test_whoever_may_be_harmed_is_offered_only_what_is_for_everybody(
    tmp_path: Path, mode: Mode, *, still: bool
) -> None:
    async with house(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await stands(ann, mode, still=still)
        assert await offered(ann) == ["A short break"]
        for label in WEIGHS:
            await ann.says("/start")
            await ann.presses(label)
            ann.hears("A short break")
            assert ann.labels == ["Begin", "All talks"]


async def test_who_says_by_button_that_they_are_afraid_is_offered_only_what_is_for_everybody(
    tmp_path: Path,
) -> None:
    async with two(tmp_path, calm=BREAK, eyes=EYES, hurt=HURT, thread=AFRAID) as (ann, ben):
        await linked(ann, ben)
        before = len(ben.chat)
        await tells_of_a_hurt(ann, "I'm afraid of them")
        ann.hears("That was all.")
        ann.hears_nothing_of(FELT)
        assert await offered(ann) == ["A short break"]
        assert len(ben.chat) == before
        assert (await offered(ben))[0] == "A talk for two (for the two of you)"
        await ann.waits(7 * DAY + HOUR)
        assert (await offered(ann))[0] == "A talk for two (for the two of you)"


async def test_what_was_taken_back_or_is_something_else_is_no_fear(tmp_path: Path) -> None:
    async with two(tmp_path, calm=BREAK, eyes=EYES, hurt=HURT, thread=AFRAID) as (ann, _):
        await tells_of_a_hurt(ann, "It's something else")
        ann.hears("That was all.", FELT)
        await ann.waits(2 * DAY)
        await tells_of_a_hurt(ann, "I'm afraid of them", "It's something else")
        ann.hears("That was all.", FELT)


async def test_of_the_dialogs_that_ship_whoever_fears_the_other_is_offered_nothing_toward_them(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/safe")
        for tap in ("Begin", "Go on", "Seldom or never", "More than that", "End here"):
            await ann.presses(tap)
        ann.hears("Take good care of yourself.")
        ann.hears_nothing_of(FELT, "Another day")
        await ann.says("/start")
        await ann.presses("I can't forgive")
        ann.hears("Ask somebody to help")
        assert ann.labels == ["Begin", "Something else", "All talks"]


def test_every_dialog_that_ships_and_asks_about_fear_stands_in_the_table() -> None:
    library = shipped()
    assert library.thread is not None
    asks = {
        name
        for name, dialog in library.dialogs.items()
        for step in dialog.structure.steps.values()
        if step.ask is not None and step.ask.name == "fear"
    }
    assert {"repair", "trust_broken"} <= asks
    assert {name for name in asks if "fear" not in library.thread.afraid.get(name, {})} == set()


async def test_a_screening_before_all_else_closes_what_is_for_two_alone(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await linked(ann, ben)
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            await work.save_user(replace(user, screen_before=ann.clock()))
        assert await offered(ann) == ALONE


async def test_whose_other_went_in_silence_is_offered_the_same_as_ever(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await linked(ann, ben)
        before = await offered(ann)
        await unlinks(ben)
        assert await offered(ann) == before


async def test_what_ended_today_is_not_offered_until_tomorrow(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        assert await offered(ann) == ["With other eyes", "A talk for two"]
        await ann.waits(DAY)
        assert await offered(ann) == ALONE


# --- after a talk -------------------------------------------------------------------------------------


async def test_after_a_talk_what_one_felt_a_sentence_and_one_offer_for_another_day(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        ann.hears("This ends here.", "only for you", FELT)
        assert ann.labels == ["Understood", "Respected", "Cared for", "Done"]
        await ann.presses("Understood")
        assert ann.buttons() == ["✓ Understood", "Respected", "Cared for", "Done"]
        await ann.presses("Cared for")
        await ann.presses("✓ Understood")
        await ann.presses("Done")
        ann.hears(SENTENCE)
        assert ann.labels == ["Nothing"]
        await ann.says("I can stop and listen.")
        ann.hears("It is kept, for you alone", "Another day, perhaps: With other eyes, with /eyes.")
        assert ann.labels == []
        await ann.says("/journey")
        ann.hears("You went through: A short break.", "cared for.", '"I can stop and listen."')
        ann.hears_nothing_of("understood")


async def test_it_can_all_be_typed_and_none_and_nothing_are_answers(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.says("understood and respected")
        ann.hears(SENTENCE)
        await ann.says("nothing")
        ann.hears("That's fine.", "Another day, perhaps: With other eyes")
        await ann.says("/eyes")
        await ann.says("Two tired people.")
        await ann.says("none")
        ann.hears(SENTENCE)
        await ann.presses("Nothing")
        ann.hears("Another day, perhaps: A short break, with /calm.")
        await ann.says("/journey")
        ann.hears("You went through: A short break and With other eyes.", "understood and respected.")
        ann.hears_nothing_of("What you keep")


async def test_anything_else_passes_it_over_and_is_heard_as_ever(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.says("thanks")
        ann.hears("You're welcome.")
        await ann.says("it was a long day and I am going to bed now")
        ann.hears("I keep nothing of what is written outside a talk")
        await ann.says("/eyes")
        ann.hears("What would they see?")


async def test_a_command_or_silence_passes_it_over_and_the_old_card_asks_nothing_further(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.says("/eyes")
        await ann.presses("Understood")
        await ann.presses("Done")
        ann.hears("Thank you, that is kept.", "What would they see?")
        ann.hears_nothing_of(SENTENCE)
        await ann.says("Two tired people.")
        assert (await ann.kept())["see"] == "Two tired people."
        await ann.says("/journey")
        ann.hears("even for a moment: understood.")


async def test_a_card_from_before_takes_nothing_out_of_anybodys_hands(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.says("/letter")
        for tap in ("Understood", "Respected", "Done"):
            await ann.presses(tap)
            await ann.says("It was long ago.")
            ann.hears("It is in your letter.")


async def test_an_old_nothing_leaves_what_is_asked_since(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.presses("Done")
        await ann.says("/letter")
        await ann.presses("Nothing")
        await ann.says("It was long ago.")
        ann.hears("It is in your letter.")


async def test_a_sentence_that_is_long_is_asked_for_again_and_nothing_is_cut(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.presses("Done")
        await ann.says("We made soup and he told me about his day. " * 8)
        ann.hears("longer than the 300 characters")
        await ann.says("We made soup.")
        ann.hears("It is kept")
        await ann.says("/journey")
        ann.hears('"We made soup."')


async def test_words_of_danger_are_no_sentence_to_keep(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.presses("Done")
        await ann.says("I want to kill myself")
        ann.hears("What you wrote sounds heavy")
        await ann.says("/journey")
        ann.hears_nothing_of("kill")


async def test_after_stopping_after_danger_and_after_a_rest_nothing_is_asked(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await ann.says("/eyes")
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        ann.hears_nothing_of(FELT)
        await ann.says("/calm")
        await ann.says("I want to kill myself")
        await ann.presses("I'm safe, go on")
        ann.hears("This ends here.")
        ann.hears_nothing_of(FELT)
        await ann.waits(8 * DAY)
        await in_a_talk(ann, ben)
        ann.listens()
        await ann.waits(4 * DAY)
        ann.hears("This talk rests now.")
        ann.hears_nothing_of(FELT)


async def test_who_leaves_at_the_first_questions_is_asked_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/sorry")
        await ann.presses("Leave it out")
        ann.hears("nothing is missing")
        ann.hears_nothing_of(FELT)
        await ann.says("/journey")
        ann.hears("Nothing is here yet.")


async def test_a_break_in_the_middle_of_a_talk_asks_nothing(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/eyes")
        await ann.says("/calm")
        await ann.says("The clock.")
        ann.hears("What would they see?")
        ann.hears_nothing_of(FELT)
        await ann.says("Two tired people.")
        ann.hears(FELT)
        await ann.says("/journey")
        ann.hears("You went through: With other eyes.")


async def test_a_restart_loses_nothing_of_it(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.presses("Respected")
        await ann.restarts()
        await ann.presses("Done")
        ann.hears(SENTENCE)
        await ann.restarts()
        await ann.says("Slowly is fine.")
        await ann.restarts()
        await ann.says("/journey")
        ann.hears("respected.", '"Slowly is fine."')


async def test_a_talk_that_is_forgotten_is_no_part_of_the_way_any_more(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await breathes(ann)
        await ann.presses("Done")
        await ann.presses("Nothing")
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            assert [each.dialog for each in await work.journey_of(user.id)] == ["calm"]
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        async with ann.house.store.batch() as work:
            assert await work.journey_of(user.id) == []


async def test_whether_a_note_may_come_is_asked_first_and_then_what_one_felt(tmp_path: Path) -> None:
    table = "weighs: {act: {label: Something kind, one: [act, calm]}}\nafter: {act: {one: [calm]}, calm: {one: [act]},"
    table += " two: {one: [act]}}\nfor_everybody: [calm]\n"
    async with two(tmp_path, act=ACT, lists=LISTS, calm=BREAK, thread=table) as both:
        for each, may in zip(both, ("Yes, you may", "No, thank you"), strict=True):
            await each.says("/act")
            await agrees(each)
            await each.says("Good night.")
            each.hears("may I ask with a quiet note how it went?")
            each.hears_nothing_of(FELT)
            await each.presses(may)
            if may.startswith("Yes"):
                each.hears("a city near you")
                each.hears_nothing_of(FELT)
                await each.says("Berlin")
            each.hears(FELT)
            await each.says("cared for")
            each.hears(SENTENCE)
            await each.presses("Nothing")
            each.hears("Another day, perhaps: A short break, with /calm.")


# --- of two -------------------------------------------------------------------------------------------


async def heard(ann: Talk, ben: Talk) -> None:
    """The talk for two, to the answer that ends it, which Ann is asked."""
    await in_a_talk(ann, ben)
    await ben.presses("Open")
    await sends(ben, "You were alone then.")
    await ann.waits(60)


async def test_each_is_asked_right_after_the_last_words_reached_them(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await heard(ann, ben)
        ben.listens()
        await ann.presses("Yes")
        ann.hears("This ends here.", FELT)
        ben.hears("This ends here.", FELT)
        await ben.presses("Understood")
        await ben.presses("Done")
        ben.hears(SENTENCE)
        await ben.says("She was alone then.")
        ben.hears("It is kept", "Another day, perhaps, for the two of you: A walk, with /walk.")
        ann.listens()
        await ann.presses("Done")
        ann.hears(SENTENCE)
        ann.hears_nothing_of("She was")
        await ann.says("/journey")
        ann.hears("You went through: A talk for two.")
        ann.hears_nothing_of("understood", "She was alone")


async def test_who_is_away_is_asked_once_they_have_opened_the_end(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await heard(ann, ben)
        await ann.waits(HOUR)
        ben.listens()
        await ann.presses("Yes")
        ben.hears_nothing_of(FELT, "ends here")
        await ben.waits(60)
        await ben.presses("Open")
        ben.hears("This ends here.", FELT)
        await ben.says("respected")
        ben.hears(SENTENCE)


async def test_who_never_opens_the_end_has_no_part_of_it_on_their_way(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await heard(ann, ben)
        await ann.waits(HOUR)
        await ann.presses("Yes")
        await unlinks(ann)
        await ben.waits(4 * DAY)
        await ben.says("/journey")
        ben.hears("Nothing is here yet.")


async def test_whether_the_other_is_gone_or_silent_the_same_is_asked_after_the_last_words(
    tmp_path: Path,
) -> None:
    read = []
    for goes in ("", "/unlink", "/forget"):
        folder = tmp_path / f"x{goes.strip('/')}"
        folder.mkdir()
        async with house(folder) as (ann, ben):
            await heard(ann, ben)
            if goes:
                await ben.says(goes)
                await ben.presses("Yes, end it" if goes == "/unlink" else "Yes, forget everything")
            await ann.presses("Yes")
            await ann.presses("Understood")
            await ann.presses("Done")
            await ann.presses("Nothing")
            await ann.says("/journey")
            await ann.says("/start")
            await ann.presses("We had a fight")
            read.append([seen.text for seen in ann.chat if not seen.own and "/start " not in seen.text])
    assert read[0] == read[1] == read[2]


@pytest.mark.parametrize("felt", [("Understood", "Done"), ("Done",), ()])
async def test_what_one_says_after_a_talk_changes_nothing_for_the_other(
    tmp_path: Path, felt: tuple[str, ...]
) -> None:
    async with house(tmp_path) as (ann, ben):
        await heard(ann, ben)
        await ann.presses("Yes")
        ben.listens()
        for label in felt:
            await ann.presses(label)
        await ann.says("He stayed.")
        await ann.waits(HOUR)
        assert ben.shown == ""
        await ben.says("/start")
        await ben.presses("We had a fight")
        ben.hears("A walk (for the two of you)")


async def test_the_screening_is_asked_again_before_a_talk_of_two_that_was_offered(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(31 * DAY)
        await ann.says("/start")
        await ann.presses("We had a fight")
        ann.hears("for the two of you")
        await ann.presses("Begin")
        ann.hears("I ask each of them four questions")
        await screened(ann)
        ann.hears("You and Ben are linked")
        await talks(ann)
        ann.hears("What happened?")


# --- one's own way ------------------------------------------------------------------------------------


async def test_ones_own_way_is_told_without_days_and_numbers(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/journey")
        ann.hears("Nothing is here yet.", "/start")
        for _ in range(2):
            await breathes(ann)
            await ann.says("/eyes")
            await ann.says("Two tired people.")
            await ann.waits(DAY)
        await ann.says("/journey")
        ann.hears("Nobody else reads this.", "You went through: A short break and With other eyes.")
        assert not any(char.isdigit() for char in ann.shown)


async def test_what_is_kept_stays_where_all_else_goes_in_time(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        for each, sentence in ((ann, "I can ask."), (ben, "")):
            await breathes(each)
            await each.presses("Done")
            await (each.says(sentence) if sentence else each.presses("Nothing"))
        await ann.waits(91 * DAY)
        async with ann.house.store.batch() as work:
            kept = await work.user_at(ann.address)
            assert kept is not None
            assert await work.user_at(ben.address) is None
            assert await work.journey_of(kept.id) == []
            assert await work.sessions_of(kept.id) == []
            assert [each.words for each in await work.keepsakes_of(kept.id)] == ["I can ask."]
        await ann.waits(400 * DAY)
        await ann.says("/journey")
        ann.hears('"I can ask."')
        ann.hears_nothing_of("went through")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        assert b"I can ask." not in ann.files()


async def test_the_dialogs_that_ship_are_reached_by_what_weighs(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/start")
        labels = ann.labels
        assert 4 < len(labels) <= 8
        for label in labels:
            await ann.says("/start")
            await ann.presses(label)
            assert ann.labels[0] == "Begin"
            assert ann.labels[-1] == "All talks"


# --- many talks for two -------------------------------------------------------------------------------


async def test_of_many_talks_for_two_some_are_shown_before_a_yes_and_all_are_a_tap_away(
    tmp_path: Path,
) -> None:
    more = {
        name: WALK.replace("walk", name, 1).replace("A walk", name.title(), 1).replace("/walk", name)
        for name in ("sea", "hill")
    }
    more = {name: text.replace("command: walk", f"command: {name}") for name, text in more.items()}
    after = "  sea: {one: [eyes]}\n  hill: {one: [eyes]}\nfor_everybody"
    table = THREAD.replace("for_everybody", after).replace("two: [two, walk]}", "two: [walk, sea, hill]}")
    async with two(tmp_path, calm=BREAK, eyes=EYES, walk=WALK, thread=table, **more) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("Look at the questions first")
        ben.hears("A walk: what would be asked", "There are other talks, too.")
        ben.hears_nothing_of("Sea: what would be asked")
        await ben.presses("Yes")
        await screened(ben)
        await ben.says("Ben")
        await ben.says("London")
        await ben.presses(QUIET)
        await ann.says("/together")
        await ann.presses("All talks")
        assert ann.labels == ["Hill", "Sea", "A talk for two", "A walk"]
        await ann.presses("Sea")
        ann.hears("When do you walk?")


# --- in Telegram, and in a terminal -------------------------------------------------------------------


def _dialogs(folder: Path) -> str:
    dialogs = folder / "dialogs"
    dialogs.mkdir()
    for name, text in {"two": TWO, "calm": BREAK, "eyes": EYES, "walk": WALK, "thread": THREAD}.items():
        (dialogs / f"{name}.yaml").write_text(text)
    return str(dialogs)


async def test_in_telegram_the_boxes_change_in_their_card_and_a_kill_loses_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, DIALOGS=_dialogs(tmp_path), LOG_LEVEL="DEBUG") as program:
        ann = program.loopback.person(4711)
        ann.writes("/start")
        await ann.hears("end-to-end")
        ann.presses(AGREE)
        await ann.hears("may I send a quiet note")
        ann.presses("No")
        await ann.hears("What weighs most today?")
        ann.presses("We had a fight")
        await ann.hears("A breath.")
        ann.presses("Begin")
        await ann.hears("What do you hear?")
        ann.writes("The clock.")
        card = await ann.hears(FELT)
        ann.presses("Understood", card)
        await program.loopback.settles()
        assert card.labels == ["✓ Understood", "Respected", "Cared for", "Done"]
        program.kill()
        await program.start()
        ann.presses("Done", card)
        await ann.hears(SENTENCE)
        assert card.labels == []
        program.kill()
        await program.start()
        ann.writes("I can stop and listen.")
        await ann.hears("Another day, perhaps: With other eyes")
        ann.writes("/journey")
        shown = await ann.hears("Your way so far")
        assert "understood." in shown.text
        assert '"I can stop and listen."' in shown.text
        await program.loopback.settles()
        for word in ("understood", "stop and listen", "keepsake"):
            assert word not in program.printed


def test_in_a_terminal_it_goes_by_typing(tmp_path: Path) -> None:
    lines = ["1", "no", "I don't know", "1", "Two tired people.", "1, 3", "Slowly is fine.", "/journey"]
    shown = mend(tmp_path, "chat", said="\n".join(lines) + "\n", DIALOGS=_dialogs(tmp_path)).stdout
    said = " ".join(shown.split())
    parts = ["What weighs most today?", "1. We had a fight", "With other eyes", "What would they see?", FELT]
    parts += [SENTENCE, "It is kept", "Another day, perhaps: A short break, with /calm.", "Your way so far."]
    for part in (
        *parts,
        "You went through: With other eyes.",
        "understood and cared for.",
        '"Slowly is fine."',
    ):
        assert part in said
        said = said[said.index(part) + len(part) :]
