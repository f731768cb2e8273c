"""The sentences one chose to keep: shown with the talk they came from, to nobody else, and let go by a button."""

from __future__ import annotations

from pathlib import Path

from scenes import DAY
from talk import Talk
from test_thread import house

from bot.engine.journey import Keepsake

SENTENCE = "We both wanted the same evening."


async def keeps(ann: Talk, sentence: str = SENTENCE) -> None:
    """Ann goes through a talk, and keeps a sentence."""
    await ann.says("/eyes")
    await ann.says("A mess.")
    await ann.presses("Done")
    await ann.says(sentence)


async def kept(ann: Talk) -> list[str]:
    async with ann.house.store.batch() as work:
        user = await work.user_at(ann.address)
        assert user is not None
        return [each.words for each in await work.keepsakes_of(user.id)]


async def test_nothing_kept_yet_is_said_kindly(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await ann.says("/keepsakes")
        ann.hears("Nothing is kept here yet", "one sentence you would like to keep")
        assert ann.labels == []


async def test_each_stands_with_the_talk_it_came_from_the_latest_first(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await keeps(ann, "zeppelin {words}")
        ann.hears("It is kept, for you alone. /keepsakes shows it.")
        await ann.waits(DAY)
        await keeps(ann)
        await ann.says("/keepsakes")
        ann.hears(
            "for you alone", f'1. "{SENTENCE}"', "With other eyes", '2. "zeppelin {words}"', "With other eyes"
        )
        assert ann.labels == ["Let 1 go", "Let 2 go"]
        assert not any("zeppelin" in seen.text for seen in ben.chat)


async def test_one_is_let_go_after_a_yes_and_is_nowhere_any_more(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await keeps(ann, "zeppelin")
        await keeps(ann)
        await ann.says("/keepsakes")
        await ann.presses("Let 2 go")
        ann.hears('"zeppelin"', "Shall I let it go?")
        await ann.presses("No, keep it")
        ann.hears("It stays as it is.")
        await ann.says("/keepsakes")
        await ann.presses("Let 2 go")
        await ann.presses("Yes, let it go")
        ann.hears("It is gone. These stay", SENTENCE)
        ann.hears_nothing_of("zeppelin")
        assert await kept(ann) == [SENTENCE]
        assert b"zeppelin" not in ann.files()
        await ann.presses("Let 1 go")
        await ann.presses("Yes, let it go")
        ann.hears("It is gone. Nothing is kept here now.")
        assert await kept(ann) == []


async def test_an_old_button_or_somebody_elses_takes_nothing_away(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, ben):
        await keeps(ann)
        await ann.says("/keepsakes")
        await ann.presses("Let 1 go")
        seen = ann.message("Shall I let it go?")
        data = next(
            button.data for row in seen.buttons for button in row if button.data.startswith("sen:yes")
        )
        await ben.says("/keepsakes")
        card = ben.chat[-1]
        for forged in (
            data,
            data.replace("yes", "ask"),
            data.replace("yes", "no"),
            "sen:",
            "sen:list:x",
            "sen:yes:",
        ):
            await ben.presses_old(card, forged)
        assert await kept(ann) == [SENTENCE]
        assert not any(SENTENCE in each.text for each in ben.chat)
        await ann.presses_old(seen, data)
        await ann.presses_old(seen, data)
        assert await kept(ann) == []
        await ann.presses_old(seen, data.replace("yes", "ask"))
        ann.hears("That sentence isn't here any more.")


async def test_many_come_page_by_page_and_a_talk_that_is_no_more_takes_none_away(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
            assert user is not None
            for n in range(8):
                await work.keep_words(
                    Keepsake(user.id, "gone" if n == 0 else "eyes", f"number {n}", ann.clock())
                )
        await ann.says("/keepsakes")
        assert ann.labels == [*(f"Let {n} go" for n in range(1, 7)), "Older ones"]
        await ann.presses("Older ones")
        ann.hears('7. "number 1"', "With other eyes", '8. "number 0"')
        assert ann.labels == ["Let 7 go", "Let 8 go"]


async def test_beside_a_talk_its_question_is_asked_again(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await keeps(ann)
        await ann.says("/eyes")
        await ann.says("/keepsakes")
        await ann.presses("Let 1 go")
        await ann.presses("No, keep it")
        ann.hears("It stays as it is.", "What would they see?")
        await ann.says("A mess, again.")
        ann.hears("What did you feel in this talk")


async def test_all_of_them_go_with_whoever_is_forgotten(tmp_path: Path) -> None:
    async with house(tmp_path) as (ann, _):
        await keeps(ann, "zeppelin")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        assert b"zeppelin" not in ann.files()
