"""`/hide`: what stands in a chat goes from it, as far as that can be, in any state, and nobody is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from program import running
from scenes import BREAK, HOUR, in_a_talk, linked, screened, talks, two
from talk import AGREE, Talk, talk

from bot.engine.letter import Letter
from bot.messengers.messenger import Delivered, Leaves, TryLater, nothing
from bot.rehearsing.stage import Stage

DONE = (
    "What I could take away is gone. Anything older than two days stays until you delete this chat. "
    "/start goes on."
)


def there(person: Talk) -> list[str]:
    """What still stands in a chat, of both sides."""
    return [seen.text for seen in person.chat if seen.text]


# --- what goes, and what can't ------------------------------------------------------------------------


async def test_in_one_tap_all_that_both_sides_wrote_is_gone_and_a_neutral_line_says_what_could_not_go(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        await ann.says("Ben")
        await ann.sends("voice")
        await ann.says("/hide")
        assert there(ann) == [DONE]


async def test_what_is_older_than_two_days_stays(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        before = there(ann)
        await ann.waits(50 * HOUR)
        await ann.says("/help")
        await ann.says("/hide")
        assert there(ann) == [*before, DONE]


async def test_after_it_what_waits_goes_on_and_nothing_is_lost(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        await ann.says("Ben")
        await ann.says("/hide")
        await ann.says("You left without a word.")
        await ann.says("/start")
        assert (await ann.kept())["moment"] == "You left without a word."


@dataclass(slots=True)
class Counting(Stage):
    """A stage that counts how many messages are taken away at once, and can fail so many times."""

    lots: list[int] = field(default_factory=list)
    fails: int = 0

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        if self.fails:
            self.fails -= 1
            raise TryLater(1, unknown=True)
        if letter.kind == "delete":
            self.lots.append(len(letter.changes))
        return await Stage.deliver(self, letter, leaves)


async def test_what_was_still_on_its_way_goes_too(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        ann.stage = Counting()
        await ann.restarts()
        await ann.meets()
        ann.stage.fails = 1  # type: ignore[attr-defined]  # it counts
        await ann.says("/settings")
        await ann.says("/hide")
        assert "You are called" not in "".join(there(ann))
        await ann.waits(60)
        assert there(ann) == [DONE]


async def test_many_go_in_several_lots_also_where_one_fails_and_the_program_ends_between(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        ann.stage = Counting()
        await ann.restarts()
        await ann.meets()
        for _ in range(120):
            await ann.says("/help")
        ann.stage.fails = 1  # type: ignore[attr-defined]
        await ann.says("/hide")
        assert there(ann)[-1] == "/hide"
        await ann.restarts(down=60)
        assert there(ann) == [DONE]
        assert ann.stage.lots[:2] == [100, 100]  # type: ignore[attr-defined]
        assert 1 <= ann.stage.lots[2] <= 100  # type: ignore[attr-defined]
        await ann.says("/hide")  # the line goes too
        assert there(ann) == [DONE]
        assert ann.stage.lots[3:] == [2]  # type: ignore[attr-defined]


# --- in any state -------------------------------------------------------------------------------------


async def _nothing(_: Talk, __: Talk) -> None:
    """Where two of them know Mend."""


async def _before_the_cards(ann: Talk, _: Talk) -> None:
    ann.address = "stage:new"
    await ann.says("/start")


async def _in_the_screening(ann: Talk, _: Talk) -> None:
    await ann.says("/together")
    await ann.presses("I'm alone, go on")
    await ann.presses("Yes")


async def _asked_for_a_name(ann: Talk, _: Talk) -> None:
    await ann.says("/together")
    await screened(ann)


async def _at_the_card(ann: Talk, ben: Talk) -> None:
    await in_a_talk(ben, ann)
    await ann.presses("Open")
    await ann.says("You hit me last night in front of the kids.")


async def _at_the_door(ann: Talk, ben: Talk) -> None:
    await _at_the_card(ann, ben)
    await ann.presses("Stop for today")
    await talks(ann)
    ann.hears("Before two people talk here")


async def _in_a_pause(ann: Talk, ben: Talk) -> None:
    await linked(ann, ben)
    await talks(ann)
    await ann.says("/pause")


async def _alone_in_a_break(ann: Talk, _: Talk) -> None:
    await ann.says("/calm")


async def _being_forgotten(ann: Talk, _: Talk) -> None:
    await ann.says("/forget")


STATES: tuple[Callable[[Talk, Talk], Awaitable[None]], ...] = (
    _nothing,
    _before_the_cards,
    _in_the_screening,
    _asked_for_a_name,
    _at_the_card,
    _at_the_door,
    _in_a_pause,
    _alone_in_a_break,
    _being_forgotten,
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.strip("_"))
async def test_it_works_in_any_state_and_the_other_is_told_nothing(
    tmp_path: Path, state: Callable[[Talk, Talk], Awaitable[None]]
) -> None:
    async with two(tmp_path, calm=BREAK) as (ann, ben):
        await state(ann, ben)
        others = there(ben)
        await ann.says("/hide")
        assert there(ann) == [DONE]
        assert there(ben) == others
        await ann.says("yes")  # what was asked can't be read any more, so nothing is done by a yes to it
        ann.hears_nothing_of("It is gone.")


async def test_a_screening_begins_again_after_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await _in_the_screening(ann, ann)
        await ann.says("/hide")
        await ann.says("/together")
        await ann.presses("I'm alone, go on")
        ann.hears("1 of 4")


async def test_it_is_heard_at_any_rate_and_where_a_session_does_not_load(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        for _ in range(40):
            await ann.says("hello", early=True)
        await ann.says("/hide", early=True)
        assert there(ann) == [DONE]


# --- in Telegram, and in a terminal -------------------------------------------------------------------


async def test_in_telegram_both_sides_go_over_real_http(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        ann = program.loopback.person(4711)
        ann.writes("/start")
        await ann.hears("end-to-end")
        ann.presses(AGREE)
        await ann.hears("may I send a quiet note")
        ann.presses("No")
        await ann.hears("What weighs most")
        ann.sends("sticker")
        await program.loopback.settles()
        ann.writes("/hide")
        await ann.hears("What I could take away is gone.")
        assert [seen.text for seen in ann.chat] == [DONE]
        assert program.loopback.calls["deleteMessages"] == 1
