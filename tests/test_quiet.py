"""`/quiet`: all that comes unasked is one plain line, whatever it is about, until it is asked for again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from scenes import DAY, HOUR, QUIET, TWO, in_a_talk, invites, linked, screened, sends, talks, two
from talk import Talk, talk

from bot.app import read_library
from bot.config import Settings
from bot.engine.reminder import Wish

PLAIN = "A note is here."


def last(person: Talk) -> tuple[str, list[list[str]]]:
    """What came last, and its buttons."""
    seen = [each for each in person.chat if not each.own][-1]
    return seen.text, [[button.label for button in row] for row in seen.buttons]


async def test_it_is_confirmed_in_neutral_words_and_the_same_command_changes_it_back(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/quiet")
        ann.hears("From now on every note is one plain line.")
        await ann.restarts()
        await ann.says("/quiet")
        ann.hears("Notes come as before.")


async def test_a_knock_is_plain_and_opens_what_waits(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ben.says("/quiet")
        await talks(ann)
        await sends(ann, "You left.")
        await ben.waits(60)
        assert last(ben) == (PLAIN, [["Open"]])
        await ben.presses("Open")
        ben.hears('Ann says: "You left."')


async def test_the_hour_of_a_return_is_plain_and_opens_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await ben.says("/pause")
        await ben.says("/quiet")
        await ben.waits(2 * HOUR)
        assert last(ben) == (PLAIN, [["Open"]])
        await ben.presses("Open")
        ben.hears("How calm")


async def test_what_one_asked_for_oneself_is_plain_too_and_what_is_typed_about_it_still_counts(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/quiet")
        await ann.says("/remind")
        await ann.says("London")
        await ann.says("in two hours")
        await ann.says("yes")
        await ann.waits(3 * HOUR)
        assert last(ann) == (PLAIN, [["Open"]])
        await ann.says("later")
        ann.hears("I'll write")
        await ann.says("/quiet")
        await ann.waits(DAY)
        text, buttons = last(ann)
        assert text != PLAIN
        assert len(buttons) > 1


async def test_a_note_that_brings_a_step_to_mind_is_plain_too(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    step = "    ask: {text: moment, share: listener}\n"
    nudged = TWO.replace(step, f"{step}    nudge: {{after: 1 day, times: 2, say: Take your time.}}\n", 1)
    (folder / "two.yaml").write_text(nudged)
    library = read_library(Settings(dialogs=folder))
    async with talk(tmp_path, library, dialogs=folder) as ann:
        await ann.meets()
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            await work.wish(Wish(user.id, "nudge", wanted=True))
        await ann.says("/two")
        await ann.says("/quiet")
        ann.clock.goes_on(timedelta(minutes=1))
        await ann.waits(3 * DAY)
        assert last(ann) == (PLAIN, [["Open"]])
        await ann.presses("Open")
        ann.hears("What happened, for you?")


async def test_the_note_of_a_yes_is_plain_too(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ann.says("/quiet")
        await ben.presses("Yes")
        await screened(ben)
        await ben.says("Ben")
        await ben.says("London")
        await ben.presses(QUIET)
        await ann.waits(60)
        assert last(ann) == (PLAIN, [["Open"]])
        await ann.presses("Open")
        ann.hears("You and Ben are linked.")
