"""Only listening: offered with a yes, told to the inviter with it, changed with one tap, and never a word needed."""

from __future__ import annotations

from pathlib import Path

from scenes import HOUR, QUIET, invites, linked, screened, two
from talk import Talk

OFFERED = "Ben said yes, and offers to listen"
TURN = "I'd like a turn, too"


async def arrives(ann: Talk, ben: Talk) -> None:
    """Ben opens Ann's invitation, offers to only listen, and is asked for the last tap."""
    await ben.says(await invites(ann))
    assert ben.labels == ["Look at the questions first", "Only listen", "Yes", "Not now", "No"]
    await ben.presses("Only listen")
    ben.hears("buttons are enough", "as good as any other yes", "Ann reads it together with your yes")
    await ben.presses("Yes, and only listen")
    await screened(ben)
    await ben.says("Ben")
    await ben.says("London")
    ben.hears("You offer to only listen, and Ann reads that together with your yes.")


async def test_who_is_invited_offers_to_only_listen_and_the_inviter_reads_it_with_the_yes(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (ann, ben):
        await arrives(ann, ben)
        ann.listens()
        await ben.presses(QUIET)
        ben.hears("It is done.", "You and Ann are linked", "Where Ann begins a talk, you only listen")
        await ann.waits(60)
        assert ann.shown == "A note is here when you like."
        await ann.presses("Open")
        ann.hears(OFFERED, "as good as any other yes", "You and Ben are linked.")


async def test_a_yes_without_it_says_nothing_of_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await arrives(ann, ben)
        await ben.presses(TURN)
        ben.hears_nothing_of("only listen, and Ann")
        ann.listens()
        await ben.presses(QUIET)
        ben.hears("you can also only listen")
        await ann.waits(60)
        await ann.presses("Open")
        ann.hears("You and Ben are linked.")
        ann.hears_nothing_of(OFFERED)


async def test_after_a_restart_the_last_tap_does_what_stands_above_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await arrives(ann, ben)
        await ann.restarts()
        ann.listens()
        await ben.presses(QUIET)
        ben.hears("you only listen")
        await ann.waits(60)
        await ann.presses("Open")
        ann.hears(OFFERED)


async def test_it_can_also_be_offered_at_the_last_tap(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("Yes")
        await screened(ben)
        await ben.says("Ben")
        await ben.says("London")
        await ben.presses("Only listen")
        await ben.presses("Yes, and only listen")
        ben.hears("You offer to only listen", "One last thing")


async def test_who_only_reads_about_it_has_said_nothing_yet(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        ann.listens()
        await ben.presses("Only listen")
        await ben.presses("Read the invitation")
        ben.hears("Ann would like to talk something over")
        await ben.presses("No")
        await ann.waits(2 * HOUR)
        assert ann.shown == ""


async def test_the_note_of_the_yes_reads_the_same_once_the_other_is_gone(tmp_path: Path) -> None:
    shown = []
    for number, gone in enumerate([False, True]):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await arrives(ann, ben)
            await ben.presses(QUIET)
            if gone:
                await ben.says("/unlink")
                await ben.presses("Yes, end it")
            await ann.waits(60)
            await ann.presses("Open")
            ann.hears(OFFERED)
            shown.append(
                [(seen.text, [b.label for row in seen.buttons for b in row]) for seen in ann.heard()]
            )
    assert shown[0] == shown[1]


async def test_an_old_note_says_nothing_of_another_link(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await arrives(ann, ben)
        await ben.presses(QUIET)
        await ann.waits(60)
        note = ann.message("A note is here when you like.")
        await ann.says("/unlink")
        await ann.presses("Yes, end it")
        await ann.says("/together")
        await ann.presses("Make the invitation")
        eve = ann.beside("stage:eve")
        await eve.meets()
        await eve.says(next(line for line in ann.shown.splitlines() if line.startswith("/start ")))
        await eve.presses("Yes")
        await screened(eve)
        await eve.says("Eve")
        await eve.says("London")
        await eve.presses(QUIET)
        await ann.presses_old(note, note.buttons[0][0].data)
        ann.hears("You and Eve are linked.")
        ann.hears_nothing_of("offers to listen")


async def test_one_tap_changes_it_either_way_and_nobody_is_told_then(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(60)
        ann.listens()
        await ben.says("/together")
        ben.hears("you can also only listen", "Ann then reads in the talk that you listen")
        await ben.presses("Only listen")
        ben.hears("Where Ann begins a talk, you only listen.")
        assert TURN in ben.labels
        await ben.presses(TURN)
        ben.hears("you can also only listen")
        await ann.waits(HOUR)
        assert ann.shown == ""


async def test_a_tap_after_the_end_of_the_link_changes_nothing(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ben.says("/together")
        page = ben.message("You and Ann are linked")
        await ben.says("/unlink")
        await ben.presses("Yes, end it")
        await ben.presses_old(page, "pair:listens:yes")
        ben.hears("I can make an invitation")
        ben.hears_nothing_of("only listen")
