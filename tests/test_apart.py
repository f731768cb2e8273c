"""Apart: what somebody meets whose link was ended in silence, and that it is nothing but silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scenes import (
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
from talk import AGREE, Talk

from bot.engine.letter import Letter
from bot.messengers.messenger import Delivered, Leaves, TryLater, nothing
from bot.rehearsing.stage import Stage

RESTS = "This talk rests now."


async def meets_silence(ben: Talk) -> list[str]:
    """All that Ben reads from now on, whatever he tries: for as long as a rest can take."""
    read = []
    for text in ("/together", "/where", "/start", "/help"):
        await ben.says(text)
        read.append(ben.shown)
    await ben.waits(DAY)
    read.append(ben.shown)
    await ben.says("/together")
    read.append(ben.shown)
    return read


MOMENTS = (
    "nothing began",
    "their turn",
    "one's own turn",
    "a note unopened",
    "in the middle",
    "paused",
    "ended",
)


async def comes_to(moment: str, ann: Talk, ben: Talk) -> None:
    """The two come to this moment of their talk."""
    if moment == "nothing began":
        return
    await talks(ann)
    if moment == "one's own turn":
        return
    await sends(ann, "You left.")
    await ben.waits(1)
    if moment == "a note unopened":
        return
    await ben.presses("Open")
    if moment == "in the middle":
        await ben.says("That I")
    elif moment == "paused":
        await ben.says("/pause")
    elif moment == "ended":
        await sends(ben, "That I left.")
        await ann.waits(1)
        await ann.says("Yes")


@pytest.mark.parametrize("moment", [moment for moment in MOMENTS if moment != "a note unopened"])
async def test_for_the_other_it_is_the_same_as_if_nobody_had_gone(tmp_path: Path, moment: str) -> None:
    read = []
    for name in ("silent", "gone"):
        folder = tmp_path / name
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await linked(ann, ben)
            await comes_to(moment, ann, ben)
            if name == "gone":
                await unlinks(ann)
            else:
                await ann.says("/help")
                await ann.says("/help")
            read.append(await meets_silence(ben))
    assert read[0] == read[1]


async def test_a_note_that_was_not_opened_brings_nothing(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await comes_to("a note unopened", ann, ben)
        await unlinks(ann)
        await ben.presses("Open")
        ben.hears_nothing_of("left")
        await ben.waits(3 * DAY + HOUR)
        ben.hears(RESTS)


MORE = (
    TWO.replace(
        """    ask: {confirm: heard, share: listener}
    then: end
    solo: {skip: yes}
""",
        """    ask: {confirm: heard, share: listener}
    then: more
    solo: {skip: yes}
  more:
    to: listener
    say: '{speaker} has said whether that was it. And you?'
    ask: {text: more, share: speaker}
    then: end
""",
    )
    .replace("dialog: two", "dialog: more")
    .replace("command: two", "command: more")
)

AGAIN = """
dialog: again
title: Again
about: One says it until the other has heard it.
seats: [speaker, listener]
command: again_and_again
start: say
steps:
  say:
    to: speaker
    say: What happened?
    ask: {text: say, share: listener}
    then: heard
    visits: {limit: 3, then: end}
  heard:
    to: listener
    say: '"{say}". Heard?'
    ask: {confirm: heard, share: speaker}
    then: {yes: end, no: say}
    solo: {skip: yes, then: end}
"""


@pytest.mark.parametrize("command", ["/two", "/more"])
async def test_behind_a_note_that_was_not_opened_is_what_was_there_before(
    tmp_path: Path, command: str
) -> None:
    """Ann's yes ends the talk for two, and leads on in the other one; Ben hasn't opened the note of it."""
    read = []
    for name in ("silent", "gone"):
        folder = tmp_path / name
        folder.mkdir()
        async with two(folder, more=MORE) as (ann, ben):
            await linked(ann, ben)
            await talks(ann, command)
            await sends(ann, "You left.")
            await ben.waits(60)
            note = ben.message("A note is here")
            opens = note.buttons[0][0]
            await ben.presses("Open")
            await sends(ben, "That I left.")
            await ben.waits(HOUR)
            if name == "gone":
                await ann.says("Yes")
                await ben.waits(60)
                assert ben.shown == "A note is here when you like."
                await unlinks(ann)
            else:
                await ann.says("/help")
                await ben.waits(60)
                await ann.says("/help")
            texts = []
            for _ in range(2):
                await ben.presses_old(note, opens.data, opens.label)
                texts.append(ben.shown)
                await ben.says("Something else comes to mind.")
                texts.append(ben.shown)
                texts += await meets_silence(ben)
            await ben.waits(DAY + 2 * HOUR)
            read.append([*texts, ben.shown])
    assert read[0] == read[1]
    assert "It isn't your turn here right now" in read[0][0]
    assert RESTS in read[0][-1]


async def test_behind_a_first_note_it_is_as_if_the_talk_had_only_begun(tmp_path: Path) -> None:
    read = []
    for name in ("silent", "gone"):
        folder = tmp_path / name
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await linked(ann, ben)
            await talks(ann)
            async with ann.house.store.batch() as work:
                user = await work.user_at(ann.address)
            assert user is not None
            if name == "gone":
                await sends(ann, "You left.")
                await ben.waits(60)
                await unlinks(ann)
            else:
                await ann.says("/help")
                await ben.waits(60)
                await ann.says("/help")
            await ben.presses_old(ben.chat[1], f"{user.session}:0:!open", "Open")
            texts = [ben.shown]
            for text in ("Hello, what is it?", "/back", "/over"):
                await ben.says(text)
                texts.append(ben.shown)
            texts += await meets_silence(ben)
            await ben.waits(2 * DAY + HOUR)
            read.append([*texts, ben.shown])
    assert read[0] == read[1]
    assert "It isn't your turn here right now" in read[0][0]
    assert RESTS in read[0][-1]


async def test_the_note_of_an_end_is_opened_from_anywhere(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await sends(ben, "That I left.")
        await ben.says("/two")
        await ben.presses("Just for me")
        await ben.waits(HOUR)
        await ann.says("Yes")
        await ben.waits(60)
        await ben.presses("Open")
        ben.hears("This ends here.")
        await ben.waits(4 * DAY)
        ben.hears_nothing_of(RESTS)


@pytest.mark.parametrize("moment", MOMENTS)
async def test_in_the_end_their_link_reads_none_and_there_is_a_way_on(tmp_path: Path, moment: str) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await comes_to(moment, ann, ben)
        await unlinks(ann)
        ann.listens()
        if moment in ("nothing began", "ended"):
            await ben.waits(4 * DAY)
            await ben.says("/together")
            ben.hears("You and Ann are linked")
            await talks(ben)
            ben.hears("What happened?", "(Ann will read this")
            await sends(ben, "Some heliotrope words.")
            ben.hears("that is kept")
        await ben.waits(3 * DAY + HOUR)
        ben.hears(RESTS)
        await ben.says("/unlink")
        ben.hears("aren't linked")
        await ben.says("/start")
        assert ben.labels == ["A talk for two"]
        await ben.says("/together")
        ben.hears("I can make an invitation")
        assert all("heliotrope" not in seen.text for seen in ann.chat)


async def test_a_talk_that_rested_before_looks_taken_up_and_rests_again(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await comes_to("their turn", ann, ben)
        await ben.waits(3 * DAY + HOUR)
        await unlinks(ann)
        await ben.says("/start")
        await ben.presses("Go on: A talk for two")
        ben.hears('Ann says: "You left."')
        await sends(ben, "That I left.")
        ben.hears("that is kept")
        await ben.waits(3 * DAY + HOUR)
        ben.hears(RESTS)


async def test_an_invitation_from_before_opens_nothing_after_the_end(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)  # Ann asked
        await unlinks(ben)
        await unlinks(ann)
        from_ann = await invites_again(ann)
        from_ben = await invites_again(ben)
        await ben.says(from_ann)
        await ann.says(from_ben)  # each asked the other
        await ann.presses("Yes")
        await ann.says("Paris")
        await ann.presses(QUIET)
        ann.hears("You and Ben are linked")
        await unlinks(ann)
        await unlinks(ben)
        await ben.says(from_ann)
        ben.hears("can't be opened here")
        await ben.says("/together")
        ben.hears("I can make an invitation")


async def invites_again(person: Talk) -> str:
    """An invitation of somebody who was screened lately."""
    await person.says("/together")
    await person.presses("Make the invitation")
    return next(line for line in person.shown.splitlines() if line.startswith("/start "))


async def test_linked_anew_they_begin_anew(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await comes_to("in the middle", ann, ben)
        await unlinks(ann)
        await ben.says(await invites_again(ann))
        await ben.presses("Yes")
        ben.hears("One link at a time", "You and Ann are linked")
        await unlinks(ben)
        await ben.says("/start")
        await ben.presses("Read the invitation")
        await ben.presses("Yes")
        await ben.presses(QUIET)
        ben.hears("You and Ann are linked")
        await ben.says("/start")
        assert "Go on: A talk for two" not in ben.labels
        await talks(ann)
        await sends(ann, "Once more.")
        await ben.waits(1)
        await ben.presses("Open")
        ben.hears('Ann says: "Once more."')


class Held:
    """A messenger that can't reach one person for the moment."""

    def __init__(self, stage: Stage, address: str) -> None:
        self.stage, self.prefix, self.address = stage, stage.prefix, address

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        """Reach anybody but that one."""
        if letter.address == self.address:
            raise TryLater(60)
        return await self.stage.deliver(letter, leaves)


async def test_words_that_are_still_on_their_way_come_no_more(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await talks(ben)
        await sends(ben, "You left.")
        await ann.waits(1)
        await ann.presses("Open")
        ann.house.outbox.messenger = Held(ann.stage, ben.address)  # type: ignore[assignment]  # all that is used
        await sends(ann, "Some heliotrope words.")
        await unlinks(ann)
        ann.house.outbox.messenger = ann.stage
        await ben.waits(HOUR)
        for text in ("/where", "/start", "and now?", "/back", "/together"):
            await ben.says(text)
        assert all("heliotrope" not in seen.text for seen in ben.chat)
        await ann.house.upkeep.round()
        assert b"heliotrope" not in ann.files()


async def test_who_forgets_one_talk_stays_linked_and_their_words_are_gone(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await talks(ben)
        await sends(ben, "You left.")
        await ann.waits(1)
        await ann.presses("Open")
        await ann.says("Some heliotrope words.")
        await ann.says("/stop")
        await ann.presses("Stop, and forget it")
        await ann.house.upkeep.round()
        assert b"heliotrope" not in ann.files()
        await ann.says("/together")
        ann.hears("You and Ben are linked")
        await ben.waits(3 * DAY + HOUR)
        ben.hears(RESTS)
        await ben.says("/together")
        ben.hears("You and Ann are linked")
        await talks(ben)
        await sends(ben, "Once more.")
        await ann.waits(12 * HOUR)
        await ann.presses("Open")
        ann.hears('Ben says: "Once more."')


async def test_what_was_kept_reads_as_kept_after_the_end_of_the_link(tmp_path: Path) -> None:
    async with two(tmp_path, again=AGAIN) as (ann, ben):
        await linked(ann, ben)
        await talks(ann, "/again_and_again")
        await sends(ann, "You left.")
        await ben.waits(60)
        await ben.presses("Open")
        await ben.presses("No")
        await ann.waits(1)
        await ann.says("You left me there.")
        await ann.presses("Keep it to myself")
        await ben.waits(60)
        assert ben.message("(kept to themselves)")
        await unlinks(ann)
        await ben.says("/where")
        ben.hears('"(kept to themselves)". Heard?')
        assert b"me there" not in ann.files()


async def test_unlinking_needs_no_agreement_and_leaves_a_talk_of_ones_own_alone(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.says("/two")
        await ann.presses("Just for me")
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            await work.save_user(replace(user, agreed=0))
        await unlinks(ann)
        await ann.says("/start")
        await ann.presses(AGREE)
        await ann.says("/where")
        ann.hears("What happened, for you?")


async def test_what_is_offered_first_tells_nothing_of_the_other(tmp_path: Path) -> None:
    offered = []
    for name in ("silent", "acts"):
        folder = tmp_path / name
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await in_a_talk(ann, ben)
            await ben.presses("Open")
            await ann.says("/two")
            await ann.presses("Just for me")
            await ann.says("/stop")
            await ann.presses("Stop, and keep it")
            await ann.waits(HOUR)
            await (sends(ben, "That I left.") if name == "acts" else ben.says("/help"))
            await ann.says("/start")
            assert ann.labels[:2] == ["Go on: A talk for two"] * 2
            await ann.presses("Go on: A talk for two")
            offered.append(ann.shown)
    assert offered[0] == offered[1]
    assert "What happened, for you?" in offered[0]


async def test_while_the_other_has_the_floor_there_is_all_else_to_do(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await comes_to("their turn", ann, ben)
        await ann.says("/start")
        ann.hears("It isn't your turn here right now", "What would help right now?")
        assert ann.labels == ["A talk for two"]
        await ann.says("hello?")
        ann.hears("hold")


async def test_the_yes_is_known_to_who_takes_the_link_back_too_late(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.presses("Take it back")
        ann.hears("You and Ben are linked")
        ann.hears_nothing_of("Taken back")


async def test_two_taps_on_making_make_one_invitation(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        await ann.presses_old(ann.message("I can make an invitation"), "pair:make")
        assert ann.shown == ""
        await ben.says(link)
        ben.hears("Ann would like to talk")


async def test_a_no_is_not_asked_again_and_a_later_is_one_of_many_things(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("Not now")
        await ben.says("/start")
        assert ben.labels == ["Read the invitation", "A talk for two"]
        await ben.presses("Read the invitation")
        await ben.presses("No")
        await ben.says("/start")
        assert ben.labels == ["A talk for two"]


async def test_of_two_invitations_the_button_is_about_its_own(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        eve = ann.beside("stage:eve")
        await eve.meets()
        await ben.says(await invites(ann))
        from_ann = ben.message("Ann would like")
        await eve.says("/together")
        await screened(eve)
        await eve.says("Eve")
        await eve.presses("Make the invitation")
        await ben.says(next(line for line in eve.shown.splitlines() if line.startswith("/start ")))
        ben.hears("Eve would like to talk")
        yes, no = (b for row in from_ann.buttons for b in row if b.label in ("Yes", "No"))
        await ben.presses_old(from_ann, no.data, no.label)
        await ben.presses("No more invitations from them")
        await ben.says("/start")
        await ben.presses("Read the invitation")
        ben.hears("Eve would like to talk")
        await ben.presses_old(from_ann, yes.data, yes.label)
        ben.hears("can't be opened here")


async def test_who_is_kept_away_is_so_though_they_took_the_link_back(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("No")
        await ann.presses("Take it back")
        await ben.presses("No more invitations from them")
        ben.hears("Done.")
        await ben.says(await invites_again(ann))
        ben.hears("can't be opened here")


async def test_a_yes_that_comes_too_late_is_told(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("Yes")
        await screened(ben)
        await ben.says("Ben")
        await ben.says("London")
        await ann.presses("Take it back")
        await ben.presses(QUIET)
        ben.hears("can't be opened here")
        ben.hears_nothing_of("linked")
        await ben.says("/together")
        ben.hears("I can make an invitation")


async def test_an_invitation_ends_after_forty_eight_hours_to_the_second(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        await ben.waits(2 * DAY - 6)
        await ben.says(link)  # a second before
        ben.hears("Ann would like to talk")
        await ben.says(link)
        ben.hears("can't be opened here")
        await ben.presses("Yes")
        ben.hears("can't be opened here")


async def test_who_forgets_before_the_yes_has_asked_nobody(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        asked = ben.message("Ann would like")
        yes, no = (b for row in asked.buttons for b in row if b.label in ("Yes", "No"))
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        await ben.presses_old(asked, yes.data, yes.label)
        ben.hears("can't be opened here")
        await ben.says("/start")
        assert ben.labels == ["A talk for two"]
        await ben.presses_old(asked, no.data, no.label)
        await ben.presses("No more invitations from them")
        ben.hears("can't tell any more")


async def test_a_link_stands_for_the_code_and_who_is_under_age_is_not_told_on(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        ann.house.facilitator.settings = ann.house.settings.model_copy(
            update={"access": "code", "access_code": None}
        )
        link = await invites(ann)
        ann.listens()
        kim = ann.beside("stage:kim")
        await kim.says(link)
        kim.hears("Mend is a program")
        await kim.presses("Not now, or I am under 18")
        kim.hears("That's all right")
        await ann.waits(DAY)
        assert ann.shown == ""
        await kim.says("/start")
        await kim.presses(AGREE)
        await kim.presses("No")
        kim.hears("Ann would like to talk")
