"""The private screening, as somebody meets it who is afraid of whoever looks at their phone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from scenes import DAY, HOUR, QUIET, TWO, in_a_talk, invites, linked, screened, sends, talks, two
from talk import Talk

from bot.messengers.messenger import Blocked, Pressed
from bot.storage.store import StorageFailed, Store, Work

ASKED = ("1 of 4", "2 of 4", "3 of 4", "4 of 4")


def cards(person: Talk) -> list[str]:
    """The questions that can still be read in somebody's chat, by their number."""
    texts = "\n".join(seen.text for seen in person.chat)
    return [number for number in ASKED if number in texts]


async def begins(person: Talk) -> None:
    """Somebody begins the screening."""
    await person.says("/together")
    await person.presses("I'm alone, go on")


async def test_a_second_tap_on_the_last_answer_begins_nothing(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await begins(ann)
        for answer in ("No", "No", "No"):
            await ann.presses(answer)
        last = ann.message("4 of 4")
        await ann.presses("Yes")
        ann.hears("That was the last one")
        await ann.presses_old(last, "scr:hurt:no", "No")
        assert ann.shown == ""
        await ann.presses_old(last, "scr:go", "I'm alone, go on")
        ann.hears("isn't open right now")
        assert cards(ann) == []


async def test_an_old_card_opens_nothing_on_the_same_day(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await begins(ann)
        first = ann.message("1 of 4")
        for answer in ("Yes", "No", "No", "No"):
            await ann.presses(answer)
        for topic in ("put_down", "afraid", "forced", "hurt"):
            await ann.presses_old(first, f"scr:{topic}:no", "No")
        await ann.says("/together")
        ann.hears("isn't open right now")


async def test_a_typed_answer_hides_its_own_card_and_nothing_else(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        await ben.says(link)
        await ben.presses("Yes")
        await ben.presses("I'm alone, go on")
        await ben.says("/help")
        help_page = ben.shown
        await ben.says("no")
        ben.hears("2 of 4")
        assert cards(ben) == ["2 of 4"]
        assert help_page in "\n".join(seen.text for seen in ben.chat)
        assert "no" not in [seen.text for seen in ben.chat]


async def test_two_answers_typed_at_once_answer_one_question(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await begins(ann)
        await ann.says("no")
        await ann.says("no", early=True)  # before the second card can have been read
        assert cards(ann) == ["2 of 4"]
        for _answer in range(3):
            await ann.says("no")
        ann.hears("That was the last one")
        assert "no" not in [seen.text for seen in ann.chat]


async def test_an_answer_that_is_heard_again_answers_the_same_question(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await begins(ann)
        failing = _FailsOnce(ann.house.store)
        ann.house.facilitator.store = failing  # type: ignore[assignment]  # all that is used
        await ann.says("no")
        ann.house.facilitator.store = ann.house.store
        assert failing.failed
        ann.stage.updates -= 1  # Telegram brings what wasn't acknowledged once more
        ann.clock.goes_on(-timedelta(seconds=5))
        await ann.says("no")
        ann.hears("2 of 4")


class _FailsOnce:
    """A store whose commits fail after everything in them was done."""

    def __init__(self, store: Store) -> None:
        self.store, self.failed = store, False

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[Work]:
        async with self.store.batch() as work:
            yield work
            self.failed = True
            raise StorageFailed("full")


async def test_a_text_of_danger_in_the_screening_gets_help_and_goes_from_the_chat(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await begins(ann)
        await ann.says("I want to kill myself")
        ann.hears("call your local emergency number")
        assert "kill" not in "\n".join(seen.text for seen in ann.chat)
        await ann.presses("No")
        ann.hears("2 of 4")


async def test_what_is_typed_in_the_screening_never_answers_a_talk(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.says("/two")
        await ann.presses("Just for me")
        ann.hears("What happened, for you?")
        await ann.waits(31 * DAY)
        await ann.says("/two")
        await ann.presses("Just for me")
        await ann.presses_old(ann.message("What happened"), "two:two", "For the two of us")
        ann.hears("Before two people talk here")
        await ann.presses("I'm alone, go on")
        await ann.says("/help")
        await ann.says("heliotrope")
        ann.hears("1 of 4")
        await ann.house.upkeep.round()
        assert b"heliotrope" not in ann.files()


async def test_after_thirty_days_it_comes_again_before_a_talk_of_two(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(31 * DAY)
        await talks(ann)
        await screened(ann)
        ann.hears("You and Ben are linked")
        await talks(ann)
        ann.hears("What happened?")


async def test_who_is_not_screened_in_reads_as_linked_and_can_end_it(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(31 * DAY)
        ben.listens()
        await talks(ann)
        await screened(ann, ("No", "Yes", "No", "No"))
        ann.hears("isn't open right now")
        await talks(ann)
        ann.hears("isn't open right now")
        await ann.says("/together")
        ann.hears("You and Ben are linked")
        await ben.waits(DAY)
        assert ben.shown == ""
        await ann.says("/unlink")
        await ann.presses("Yes, end it")
        ann.hears("The link has ended")


async def trace(folder: Path, answers: tuple[str, ...]) -> bytes:
    """All that is kept on disk after a screening, and all that is in the chat."""
    folder.mkdir()
    async with two(folder) as (ann, _):
        await begins(ann)
        for answer in answers:
            await ann.presses(answer)
        async with ann.house.store.batch() as work:
            user = await work.user_at(ann.address)
        chat = "\n".join(f"{seen.number} {seen.text} {seen.buttons}" for seen in ann.chat)
        return f"{user}\n{chat}".encode()


async def test_which_answer_it_was_is_nowhere(tmp_path: Path) -> None:
    traces = {
        await trace(tmp_path / str(number), answers)
        for number, answers in enumerate(
            [
                ("Yes", "No", "No", "No"),
                ("No", "I'd rather not say", "No", "No"),
                ("Yes", "Yes", "Yes", "Yes"),
                ("No", "No", "No", "I'd rather not say"),
            ]
        )
    }
    assert len(traces) == 1


async def test_nothing_that_the_other_does_with_an_invitation_shows_but_a_yes(tmp_path: Path) -> None:
    seen = set()
    for number, fate in enumerate(TAPS):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with two(folder) as (ann, ben):
            link = await invites(ann)
            await answered_so(ben, link, fate)
            await ann.waits(DAY)
            await ann.says("/together")
            await ann.says("/start")
            await ann.waits(DAY + DAY)
            await ann.says("/together")
            token = link.removeprefix("/start ")
            chat = "\n".join(f"{each.text} {each.buttons}" for each in ann.chat)
            seen.add(chat.replace(token, "TOKEN"))
    assert len(seen) == 1


TAPS = {
    "never": (),
    "later": ("Not now",),
    "no": ("No",),
    "away": ("No", "No more invitations from them"),
    "busy": ("Yes", "Not now"),
    "screened out": ("Yes", "I'm alone, go on", "No", "No", "Yes", "No"),
    "blocked": (),
    "declined": (),
}
"""What somebody presses who says nothing to an invitation."""


async def answered_so(ben: Talk, link: str, fate: str) -> None:
    """Ben's way to say nothing."""
    if fate != "never":
        await ben.says(link)
    for label in TAPS[fate]:
        await ben.presses(label)
    if fate == "blocked":
        await ben.does(Blocked())
    if fate == "declined":
        await ben.presses_old(ben.chat[0], "set:decline")


async def test_two_taps_on_the_beginning_leave_one_card(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await ben.says(await invites(ann))
        await ben.presses("Yes")
        about = ben.message("Before two people talk here")
        await ben.presses("I'm alone, go on")
        await ben.does(Pressed("scr:go", about.number, about.text, "I'm alone, go on"))
        assert [seen.text[:6] for seen in ben.chat].count("1 of 4") == 1
        for answer in ("No",) * 4:
            await ben.presses(answer)
        await ben.says("Ben")
        await ben.says("London")
        await ben.presses(QUIET)
        ben.hears("You and Ann are linked")


async def note_after_long(ann: Talk, ben: Talk) -> None:
    """A month after both were screened Ann is screened again and sends something; a note waits for Ben."""
    await linked(ann, ben)
    await ann.waits(31 * DAY)
    await talks(ann)
    await screened(ann)
    await talks(ann)
    await sends(ann, "You left.")
    await ben.waits(60)


async def test_after_thirty_days_it_comes_before_a_note_is_opened(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await note_after_long(ann, ben)
        await ben.presses("Open")
        ben.hears("Before two people talk here")
        ben.hears_nothing_of("You left")
        await screened(ben)
        ben.hears("You and Ann are linked")
        await ben.presses("A talk for two")
        ben.hears('Ann says: "You left."', "Say it back.")
        await sends(ben, "That I left.")
        ben.hears("that is kept")


async def test_after_thirty_days_it_comes_before_a_talk_is_taken_up(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await in_a_talk(ann, ben)
        session = ben.message("A note is here").buttons[0][0].data.partition(":")[0]
        await ben.presses("Open")
        note = ben.message("A note is here")
        await ben.waits(31 * DAY)
        ann.listens()
        await ben.says("/start")
        await ben.presses("Go on: A talk for two")
        ben.hears("Before two people talk here")
        ben.hears_nothing_of("You left")
        await ben.presses_old(note, f"{session}:0:!open", "Open")
        ben.hears("Before two people talk here")
        ben.hears_nothing_of("You left")
        await ben.presses("Not now")
        await ben.waits(DAY)
        assert ann.shown == ""  # it rests as before
        await ben.says("/two")
        await ben.presses("For the two of us")
        await screened(ben)
        await ben.presses("A talk for two")
        ben.hears('Ann says: "You left."')


@pytest.mark.parametrize("answers", [(), ("No", "Yes", "No", "No")])
async def test_who_is_not_screened_in_opens_nothing_and_it_is_silence_to_the_other(
    tmp_path: Path, answers: tuple[str, ...]
) -> None:
    read = []
    for opens in (False, True):
        folder = tmp_path / str(opens)
        folder.mkdir()
        async with two(folder) as (ann, ben):
            await note_after_long(ann, ben)
            if opens:
                await ben.presses("Open")
                if answers:
                    await screened(ben, answers)
                    ben.hears("isn't open right now", "/start shows it")
                await ben.says("/start")
                ben.hears("What would help right now?")
                await ben.says("/unlink")
                ben.hears("End the link with Ann?")
            for text in ("/where", "/together"):
                await ann.says(text)
            await ann.waits(4 * DAY)
            await ann.says("/together")
            read.append([seen.text for seen in ann.chat if "/start " not in seen.text])
            assert all("You left" not in seen.text for seen in ben.chat)
    assert read[0] == read[1]


async def test_at_the_door_words_are_told_to_be_lost_and_danger_and_leaving_come_first(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (ann, ben):
        await note_after_long(ann, ben)
        await ben.says("and what is it now")
        ben.hears("I haven't kept what you just sent", "Before two people talk here")
        await ben.presses("Not now")
        await ben.says("I want to kill myself")
        ben.hears("call your local emergency number")
        ben.hears_nothing_of("You left", "Before two people")


@pytest.mark.parametrize("way", ["keep", "forget"])
async def test_at_the_door_an_old_button_that_stops_or_forgets_opens_nothing(
    tmp_path: Path, way: str
) -> None:
    async with two(tmp_path) as (ann, ben):
        await note_after_long(ann, ben)
        note = ben.message("A note is here")
        session, _, _ = note.buttons[0][0].data.partition(":")
        await ben.presses_old(note, f"{session}:0:!{way}")
        ben.hears("We stop here")
        ben.hears_nothing_of("You left", "Before two people")


async def test_at_the_door_in_the_middle_of_a_talk_every_way_out_is_open(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(29 * DAY)
        await talks(ben)
        await sends(ben, "You left.")
        await ann.waits(12 * HOUR)
        await ann.presses("Open")
        await ann.waits(DAY)
        await ann.says("That I left.")
        await ann.presses("Yes, take it")
        await ann.presses("Send it")
        await ben.waits(60)
        assert ben.shown == "A note is here when you like."
        for text, heard in (
            ("/help", "findahelpline.com"),
            ("I want to kill myself", "call your local emergency number"),
            ("/start", "What would help right now?"),
            ("pause", "Paused. Your place is kept."),
        ):
            await ben.says(text)
            ben.hears(heard)
            ben.hears_nothing_of("Before two people", "That I left")


@pytest.mark.parametrize("text", ["/stop", "stop", "/pause", "Pause"])
async def test_who_leaves_the_screening_leaves_no_question_in_the_chat(tmp_path: Path, text: str) -> None:
    async with two(tmp_path) as (ann, ben):
        await linked(ann, ben)
        await ann.says("/two")
        await ann.presses("Just for me")
        await ann.waits(31 * DAY)
        await talks(ann)
        await ann.presses("I'm alone, go on")
        await ann.presses("No")
        await ann.says(text)
        ann.hears("That's all right. /together is there whenever it suits you.")
        assert cards(ann) == []
        await ann.says("/where")
        ann.hears("What happened, for you?")
        await talks(ann)
        await ann.presses("I'm alone, go on")
        assert cards(ann) == ["1 of 4"]


LIGHT = TWO.replace("seats:", "light: yes\nseats:")


async def test_a_light_talk_needs_no_new_screening_after_thirty_days(tmp_path: Path) -> None:
    async with two(tmp_path, two=LIGHT) as (ann, ben):
        await linked(ann, ben)
        await ann.waits(31 * DAY)
        await talks(ann)
        await sends(ann, "You left.")
        await ben.waits(60)
        await ben.presses("Open")
        ben.hears('Ann says: "You left."')
        await ben.waits(4 * DAY)
        await ben.says("/two")
        await ben.presses("For the two of us")
        ben.hears('Ann says: "You left."')


async def test_a_light_talk_is_not_open_to_who_was_screened_out_since(tmp_path: Path) -> None:
    light = LIGHT.replace("dialog: two", "dialog: light").replace("command: two", "command: light")
    async with two(tmp_path, light=light) as (ann, ben):
        await linked(ann, ben)
        await ben.waits(31 * DAY)
        await talks(ben)
        await screened(ben, ("No", "Yes", "No", "No"))
        await talks(ben, "/light")
        ben.hears("isn't open right now")
        ben.hears_nothing_of("What happened")


@pytest.mark.parametrize("dialog", [TWO, LIGHT])
async def test_after_words_of_danger_it_comes_again_before_the_next_talk_of_two(
    tmp_path: Path, dialog: str
) -> None:
    async with two(tmp_path, two=dialog) as (ann, ben):
        await in_a_talk(ann, ben)
        await ben.presses("Open")
        await ben.says("I want to kill myself")
        ben.hears("call your local emergency number")
        await ben.presses("I'm safe, go on")
        await ben.presses("Change it")
        await sends(ben, "That I left.")
        ann.hears("Is that it?")
        await ann.presses("Yes")  # this talk went on to its end
        await ben.waits(60)
        await talks(ann)
        ann.hears("What happened?")
        await sends(ann, "Once more.")
        await ben.waits(60)
        await ben.presses("Open")
        ben.hears("Before two people talk here")
        await screened(ben)
        await ben.presses("A talk for two")
        ben.hears('Ann says: "Once more."')


async def test_words_of_danger_open_the_screening_to_nobody_on_the_same_day(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await ann.says("/together")
        await screened(ann, ("No", "Yes", "No", "No"))
        await ann.says("I want to kill myself")
        ann.hears("call your local emergency number")
        await ann.says("/together")
        ann.hears("isn't open right now")


async def test_typed_words_that_fit_no_answer_are_kindly_told_so_and_asked_again(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, _):
        await begins(ann)
        await ann.says("it's complicated with us")
        ann.hears("I'm not sure which one you mean", "1 of 4")
        await ann.says("rather not")
        ann.hears("2 of 4")
        await ann.says("no")
        ann.hears("3 of 4")
        assert cards(ann) == ["3 of 4"]
        texts = [seen.text for seen in ann.chat]
        assert {"it's complicated with us", "rather not", "no"}.isdisjoint(texts)
