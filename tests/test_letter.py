"""A letter that is never sent: written as it comes, read once whole, kept or really burnt; shown to nobody else."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from phone import Person
from program import Program, running
from scenes import DAY, HOUR, in_a_talk, sends, two
from talk import Talk, talk
from test_terminal import mend
from test_thread import heard, house

from bot.engine.letter import Letter
from bot.engine.unsent import Unsent
from bot.keeping.writing import LONGEST
from bot.messengers.messenger import Delivered, Leaves, TryLater, nothing
from bot.rehearsing.stage import Stage

ONE, TWO = "I never told you how much I liked the garden.", "zeppelin marmalade, all the long way home"
WHOLE = f"{ONE}\n{TWO}"
THREAT = "You hit me again last night and I am scared of you."


async def letters(person: Talk) -> list[Unsent]:
    async with person.house.store.batch() as work:
        user = await work.user_at(person.address)
        assert user is not None
        found = [await work.unsent(user.id, each.id) for each in await work.unsent_of(user.id)]
    return [each for each in found if each is not None]


async def written(ann: Talk) -> None:
    """Somebody wrote a letter in two messages, and read it."""
    await ann.says("/letter")
    await ann.says(ONE)
    await ann.says(TWO)
    await ann.presses("That's all")


async def kept(ann: Talk, text: str = ONE) -> None:
    """Somebody wrote a letter and kept it."""
    await ann.says("/letter")
    if "Write a letter" in ann.labels:
        await ann.presses("Write a letter")
    await ann.says(text)
    await ann.presses("That's all")
    await ann.presses("Keep it")


# --- writing ------------------------------------------------------------------------------------------


async def test_it_is_written_as_it_comes_read_once_whole_and_kept(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        ann.hears(
            "never sent", "as many messages as you like", "I show it to nobody else", "keep it or burn it"
        )
        await ann.says(ONE)
        ann.hears("It is in your letter. Write on")
        assert ann.labels == ["That's all", "Leave it for now"]
        await ann.says(TWO)
        await ann.presses("That's all")
        assert next(seen.text for seen in ann.heard()) == WHOLE
        ann.hears("That was your letter, whole", "just write on")
        assert ann.labels == ["Keep it", "Burn it", "Leave it for now"]
        await ann.presses("Keep it")
        ann.hears("It is kept, for you alone", "burn it on any day", "90 days")
        assert [each.text for each in await letters(ann)] == [WHOLE]


async def test_a_long_letter_comes_back_whole(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        parts = [" ".join(f"{letter}{n}" for n in range(700)) for letter in "abc"]
        for part in parts:
            await ann.says(part)
        await ann.presses("That's all")
        *pieces, asked = [seen.text for seen in ann.heard()]
        assert len(pieces) == 3
        assert " ".join(pieces).split() == " ".join(parts).split()
        assert asked.startswith("That was your letter")


async def test_what_is_more_than_a_letter_holds_is_told_and_takes_nothing_of_it(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        for _ in range(LONGEST // 4000):
            await ann.says("word " * 800)
        await ann.says("x" * 3000)
        ann.hears("as long as I can hold one", "isn't in it")
        (letter,) = await letters(ann)
        assert len(letter.text) <= LONGEST
        assert "xxx" not in letter.text
        await ann.says("the end")
        assert (await letters(ann))[0].text.endswith("the end")


async def test_what_is_added_after_reading_is_part_of_it(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await written(ann)
        await ann.says("PS: and the apples.")
        ann.hears("It is in your letter")
        await ann.says("that's all")
        assert next(seen.text for seen in ann.heard()) == f"{WHOLE}\nPS: and the apples."


async def test_its_buttons_can_be_typed_and_a_sentence_that_has_their_words_is_a_sentence(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        for line in ("keep it up, you used to say", "burn it", "yes", "that's all I ever wanted"):
            await ann.says(line)
            ann.hears("It is in your letter")
        await ann.says("That's all.")
        await ann.says("Burn it")
        ann.hears("Shall I burn it?")
        await ann.says("no")
        ann.hears("It stays as it is", "Write on")
        await ann.says("done")
        await ann.says("keep it")
        ann.hears("It is kept, for you alone")


async def test_one_that_was_left_waits_and_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        await ann.says(ONE)
        await ann.restarts()
        await ann.says(TWO)
        await ann.presses("Leave it for now")
        ann.hears("It waits as it is")
        await ann.says("not for the letter")
        ann.hears_nothing_of("in your letter")
        await ann.waits(3 * DAY)
        await ann.says("/letter")
        ann.hears("as you left it")
        await ann.presses("That's all")
        assert next(seen.text for seen in ann.heard()) == WHOLE


@pytest.mark.parametrize("way", ["/stop", "/pause", "stop"])
async def test_stopping_lays_it_aside(tmp_path: Path, way: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        await ann.says(ONE)
        await ann.says(way)
        ann.hears("It waits as it is")
        assert [each.text for each in await letters(ann)] == [ONE]


@pytest.mark.parametrize("way", ["/help", "/numbers", "/hide", "help"])
async def test_help_takes_it_out_of_nobodys_hands(tmp_path: Path, way: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        await ann.says(ONE)
        await ann.says(way)
        await ann.says(TWO)
        ann.hears("It is in your letter")
        assert [each.text for each in await letters(ann)] == [WHOLE]


async def test_nothing_begun_is_nothing_kept(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        await ann.presses("Not now")
        ann.hears("That's fine. /letter is there")
        assert await letters(ann) == []


async def test_beside_a_talk_the_words_are_for_the_letter_and_the_talk_waits(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.says("/letter")
        await ann.says(ONE)
        await ann.presses("That's all")
        await ann.presses("Keep it")
        ann.hears("It is kept", "stirred up")
        assert [each.text for each in await letters(ann)] == [ONE]
        assert ONE not in str(await ann.kept())


async def test_nothing_of_it_reaches_the_other_of_two(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        before = len(ben.chat)
        await ann.says("/letter")
        await ann.says(ONE)
        await ann.presses("That's all")
        await ann.presses("Keep it")
        await ben.waits(HOUR)
        assert len(ben.chat) == before
        await sends(ben, "You left.")
        assert not any(ONE in seen.text for seen in ben.chat)


async def test_a_talk_that_the_other_ends_meanwhile_takes_the_letter_out_of_nobodys_hands(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as (ann, ben):
        await heard(ann, ben)
        await ben.says("/letter")
        await ben.says(ONE)
        ben.listens()
        await ann.presses("Yes")
        ben.hears_nothing_of("This ends here.")
        await ben.says(TWO)
        ben.hears("It is in your letter")
        assert [each.text for each in await letters(ben)] == [WHOLE]


# --- words of danger ----------------------------------------------------------------------------------


async def test_words_of_danger_bring_help_and_are_part_of_the_letter(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        await ann.says(THREAT)
        assert "I'm safe, go on" in ann.labels
        ann.hears_nothing_of("It is in your letter")
        await ann.presses("I'm safe, go on")
        ann.hears("Your letter is here, as you left it")
        await ann.says(ONE)
        assert [each.text for each in await letters(ann)] == [f"{THREAT}\n{ONE}"]


async def test_whoever_writes_on_beside_the_card_loses_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        await ann.says(THREAT)
        await ann.restarts()
        await ann.says(ONE)
        ann.hears("It is in your letter")
        await ann.says("/letter")
        await ann.says(THREAT)
        await ann.says("I'm safe")
        ann.hears("as you left it")
        assert [each.text for each in await letters(ann)] == [f"{THREAT}\n{ONE}\n{THREAT}"]


async def test_danger_that_a_phone_cut_in_two_is_noticed(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        await ann.says("Some nights I think about killing")
        ann.hears_nothing_of("I'm safe")
        await ann.says("myself, and nobody knows.")
        assert "I'm safe, go on" in ann.labels


async def test_a_changed_message_changes_the_letter_and_is_looked_at_too(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        ann = await _meets(program.loopback.person(4711))
        ann.writes("/letter")
        await ann.hears("never sent")
        first = ann.writes("zeppelin one")
        await ann.hears("It is in your letter")
        ann.writes("two")
        await ann.hears("It is in your letter")
        ann.edits("marmalade one", first)
        await ann.hears("I changed that in your letter")
        ann.presses("That's all")
        assert (await ann.hears("marmalade")).text == "marmalade one\ntwo"
        assert not holds(program, b"zeppelin")
        ann.edits(THREAT, first)
        await ann.hears("sounds heavy")


def holds(program: Program, words: bytes) -> bool:
    """Whether any file of the database has these words, once what is to be cleaned was."""
    files = [file for file in program.folder.iterdir() if file.name.startswith("mend.db")]
    return any(words in file.read_bytes() for file in files)


async def _meets(ann: Person) -> Person:
    ann.starts()
    await ann.hears("end-to-end")
    ann.presses("I agree, and I am 18 or over")
    await ann.hears("may I send a quiet note")
    ann.presses("No")
    await ann.hears("None comes")
    return ann


# --- burning ------------------------------------------------------------------------------------------


async def test_what_is_burnt_is_nowhere_any_more_and_that_is_said_only_then(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await written(ann)
        assert b"zeppelin" in ann.files()
        await ann.presses("Burn it")
        ann.hears("Shall I burn it?", "for good")
        await ann.presses("Yes, burn it")
        ann.hears("It is burnt", "yours to delete", "younger than two days")
        assert await letters(ann) == []
        assert b"zeppelin" not in ann.files()
        assert b"garden" not in ann.files()
        assert any("zeppelin" in seen.text for seen in ann.chat)
        await ann.presses("Take it away here, too")
        assert not any("zeppelin" in seen.text for seen in ann.chat)


class Silent(Stage):
    """A stage on which nothing arrives for now."""

    async def deliver(self, letter: Letter, leaves: Leaves = nothing) -> Delivered:
        del letter, leaves
        raise TryLater(1)


async def test_what_was_to_show_it_and_did_not_arrive_yet_is_burnt_too(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await written(ann)
        (letter,) = await letters(ann)
        ann.stage = Silent(ann.stage.clock, chats=ann.stage.chats, updates=ann.stage.updates)
        await ann.restarts()
        await ann.says("that's all")
        assert b"zeppelin" in ann.files()
        asked = ann.message("That was your letter")
        await ann.presses_old(asked, f"let:burnt:{letter.id}")
        assert b"zeppelin" not in ann.files()


async def test_a_kept_one_can_be_read_again_and_burnt_on_another_day(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await kept(ann, "zeppelin")
        await ann.waits(20 * DAY)
        await kept(ann, "lighthouse")
        await ann.says("/letter")
        ann.hears("Your letters, for you alone")
        assert ann.labels == ["Write a letter", "Sunday 22 March", "Monday 2 March"]
        await ann.presses("Monday 2 March")
        ann.hears("zeppelin", "That was your letter.")
        assert ann.labels == ["Burn it", "‹ All letters"]
        await ann.presses("Burn it")
        await ann.presses("No, not now")
        ann.hears("It stays as it is")
        await ann.says("/letter")
        await ann.presses("Monday 2 March")
        await ann.presses("Burn it")
        await ann.presses("Yes, burn it")
        assert [each.text for each in await letters(ann)] == ["lighthouse"]
        assert b"zeppelin" not in ann.files()


async def test_an_old_button_of_a_letter_that_is_gone_or_of_somebody_else_shows_nothing(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await kept(ann, "zeppelin")
        (letter,) = await letters(ann)
        ben = ann.beside("stage:ben")
        await ben.meets()
        seen = ben.message("None comes")
        for name in ("whole", "keep", "burn", "burnt", "stays", "nonsense"):
            await ben.presses_old(seen, f"let:{name}:{letter.id}")
            ben.hears("That letter isn't here")
        for forged in ("let:", "let:list:x", "let:whole:", "let:whole:99999999999999999999", "let:leave:"):
            await ben.presses_old(seen, forged)
        assert [each.text for each in await letters(ann)] == ["zeppelin"]
        assert not any("zeppelin" in seen.text for seen in ben.chat)


async def test_many_letters_come_page_by_page(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        for n in range(8):
            await kept(ann, f"letter {n}")
            await ann.waits(DAY)
        await ann.says("/letter")
        assert len(ann.labels) == 8
        await ann.presses("Older ones")
        assert ann.labels == ["Write a letter", "Tuesday 3 March", "Monday 2 March"]


def test_in_a_terminal_it_is_written_left_and_burnt_across_two_windows(tmp_path: Path) -> None:
    agreed = "I agree, and I am 18 or over\nNo\n"
    first = mend(tmp_path, "chat", said=f"{agreed}/letter\nzeppelin one\nmarmalade two\n").stdout
    assert "It is in your letter." in first
    second = mend(tmp_path, "chat", said="/letter\nthat's all\nBurn it\nyes\n").stdout
    read = " ".join(second.split())
    assert "zeppelin one marmalade two" in read
    assert "It is burnt. Nothing of it is left with me. What stands on this screen" in read
    files = b"".join(each.read_bytes() for each in tmp_path.iterdir() if each.is_file())
    assert b"zeppelin" not in files


async def test_whatever_people_do_the_letter_is_what_they_wrote_in_their_order(tmp_path: Path) -> None:
    chance = random.Random(9)
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/letter")
        said: list[str] = []
        for number in range(60):
            way = chance.choice(
                ("says", "says", "says", "restarts", "/help", "leaves", "reads", "/where", "danger")
            )
            if way == "says":
                said.append(f"This is line number {number} of it.")
                await ann.says(said[-1])
            elif way == "danger":
                said.append(THREAT)
                await ann.says(THREAT)
            elif way == "restarts":
                await ann.restarts()
            elif way == "reads" and said:
                await ann.says("/letter")
                await ann.presses("That's all")
                assert next(seen.text for seen in ann.heard()) == "\n".join(said)
            elif way == "leaves" and said:
                await ann.says("/letter")
                await ann.presses("Leave it for now")
                await ann.says("/letter")
            elif way.startswith("/"):
                await ann.says(way)
                await ann.says("/letter")
        assert [each.text for each in await letters(ann)] == ["\n".join(said)]


# --- what becomes of all of it ------------------------------------------------------------------------


async def test_forgetting_takes_every_letter_along(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await kept(ann, "zeppelin")
        await ann.says("/letter")
        await ann.presses("Write a letter")
        await ann.says("marmalade")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        assert not re.search(rb"zeppelin|marmalade", ann.files())


async def test_after_the_days_of_keeping_it_goes_by_itself(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await kept(ann, "zeppelin")
        await ann.waits(91 * DAY)
        await ann.house.upkeep.round()
        assert b"zeppelin" not in ann.files()


async def test_in_telegram_the_words_are_in_the_database_and_gone_when_burnt(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        ann = await _meets(program.loopback.person(4711))
        ann.writes("/letter")
        await ann.hears("never sent")
        for n in range(5):
            ann.writes(f"zeppelin {n}")
        await ann.hears("It is in your letter")
        await program.loopback.settles()
        ann.presses("That's all")
        assert (await ann.hears("zeppelin")).text == "\n".join(f"zeppelin {n}" for n in range(5))
        await ann.hears("What would you like to do with it")
        ann.presses("Burn it")
        await ann.hears("Shall I burn it")
        ann.presses("Yes, burn it")
        await ann.hears("It is burnt")
        assert not holds(program, b"zeppelin")
