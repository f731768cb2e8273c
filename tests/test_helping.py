"""Who can help, before the whole house: asked for a country, never guessing, moving nothing, seen by nobody else."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scenes import BEN, DAY, in_a_talk, invites, says_back, tells, two
from talk import AGREE, Talk, shipped, talk

from bot.care.helplines import helplines
from bot.engine.people import User

ASKED = "Which country shall the numbers be for?"
KEPT = "Your place is kept"
DANGER = "I want to kill myself"


async def user(person: Talk) -> User:
    async with person.house.store.batch() as work:
        found = await work.user_at(person.address)
        assert found is not None
        return found


async def asks(person: Talk) -> None:
    """Somebody opens help, and asks for the numbers of their country."""
    await person.says("/help")
    await person.presses("Numbers for my country")
    person.hears(ASKED)


async def lives_in(person: Talk, country: str) -> None:
    await asks(person)
    await person.says(country)


async def place(person: Talk) -> Any:
    """The session in the database as it is: place, version, state."""
    async with person.house.store.batch() as work:
        rows = await work.sessions_of((await work.user_at(person.address)).id)  # type: ignore[union-attr]
        return [(row.id, row.place, row.version, row.state, row.moved_at) for row in rows]


# --- the country is asked for -------------------------------------------------------------------------


async def test_without_a_country_the_directories_are_shown_and_no_number(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/help")
        ann.hears("call your local emergency number", "findahelpline.com", "befrienders.org")
        ann.hears("nomoredirectory.org", "lila.help", "I can't call anyone")
        assert ann.labels == ["Numbers for my country", "What you can do here"]
        assert not any(sign.isdigit() for sign in ann.shown)


async def test_the_country_is_asked_for_and_never_guessed_from_language_or_zone(tmp_path: Path) -> None:
    library = shipped()
    texts = library.phrases["en"]
    german = replace(library, phrases={**library.phrases, "de": replace(texts, language="de")})
    async with talk(tmp_path, german, language="de", time_zone="Europe/Berlin") as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("Berlin")
        ann.hears("Europe/Berlin", "Country, for the numbers in /help: (nothing yet)")
        await ann.says("/help")
        ann.hears("local emergency number")
        ann.hears_nothing_of("112", "Germany", "Deutschland")
        assert (await user(ann)).country == ""


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Germany", "0800 111 0 111"),
        ("deutschland", "0800 111 0 111"),
        ("Alemania.", "0800 111 0 111"),
        ("I live in Germany", "0800 111 0 111"),
        ("DÄNEMARK", "70 201 201"),
        ("danmark", "70 201 201"),
        ("from the Netherlands", "0800-0113"),
        ("Holland", "0800-0113"),
        ("UK", "116 123"),
        ("Scotland", "0800 027 1234"),
        ("Northern Ireland", "0808 802 1414"),
        ("Éire", "1800 341 900"),
        ("españa", "024"),
        ("Estados Unidos", "988"),
        ("the United States of America", "988"),
        ("日本", "0120-279-338"),
        ("대한민국", "109"),
        ("भारत", "14416"),
        ("Sverige", "90101"),
        ("Suomi", "09 2525 0111"),
        ("Norge", "116 006"),
    ],
)
async def test_a_country_is_known_by_the_names_that_people_give_it(
    tmp_path: Path, said: str, number: str
) -> None:
    async with talk(tmp_path) as ann:
        await lives_in(ann, said)
        ann.hears(number, "findahelpline.com")


@pytest.mark.parametrize(
    "said", ["Iceland", "Island", "New Mexico", "New South Wales", "in", "no", "Austrlia"]
)
async def test_a_name_that_only_looks_like_one_gives_nobody_a_wrong_number(tmp_path: Path, said: str) -> None:
    async with talk(tmp_path) as ann:
        await lives_in(ann, said)
        ann.hears("no checked numbers", "findahelpline.com", "nomoredirectory.org", "I haven't kept it")
        assert not any(sign.isdigit() for sign in ann.shown)
        assert (await user(ann)).country == ""
        await ann.presses("Show me the list")
        await ann.presses("Australia")
        ann.hears("000", "13 11 14", "0477 13 11 14", "1800 737 732")


async def test_the_word_for_help_in_ones_own_language_opens_the_page_and_marks_nothing(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("hilfe")
        ann.hears("What you wrote sounds heavy")
        await ann.presses("I'm safe, go on")
        await ann.says("/language Deutsch")
        before = await user(ann)
        await ann.says("Hilfe")
        ann.hears("findahelpline.com", "Ich bin ein Programm")
        after = await user(ann)
        assert (after.still_until, after.offer_help) == (before.still_until, before.offer_help)
        await ann.says("Hilfe, ich will sterben")
        ann.hears("findahelpline.com", "Niemand erfährt")


async def test_the_card_of_danger_names_the_number_of_a_country_that_was_said(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("I want to die")
        ann.hears("please call your local emergency number")
        await lives_in(ann, "Germany")
        await ann.says("I want to die")
        ann.hears("please call 112 or 110.")
        await ann.says("/calm")
        await ann.says("I want to die")
        ann.hears("please call 112 or 110.")


async def test_the_list_has_every_country_there_is_and_none_of_these(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await asks(ann)
        assert len(ann.labels) == len(helplines().countries) + 1
        assert ann.labels[:2] == ["Australia", "Austria"]
        asked = ann.message(ASKED)
        await ann.presses("Portugal")
        ann.hears("112", "1411")
        assert asked.text.endswith("→ Portugal")
        await ann.presses("Another country")
        await ann.presses("None of these")
        ann.hears("local emergency number", "findahelpline.com")
        assert (await user(ann)).country == ""


async def test_it_is_kept_over_a_restart_changed_in_settings_and_forgotten(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await lives_in(ann, "Ireland")
        await ann.restarts()
        await ann.says("help")
        ann.hears("112 or 999", "116 123", "1800 341 900")
        await ann.says("/settings")
        ann.hears("Country, for the numbers in /help: Ireland")
        await ann.presses("Country")
        await ann.says("Finland")
        ann.hears("09 2525 0111")
        await ann.says("/settings")
        ann.hears("Finland")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        await ann.says("/help")
        ann.hears("local emergency number")
        ann.hears_nothing_of("09 2525 0111")


# --- it moves nothing ---------------------------------------------------------------------------------


async def test_before_the_cards_a_country_can_be_asked_and_answered_and_they_still_wait(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await lives_in(ann, "New Zealand")
        ann.hears("111", "1737")
        await ann.says("/help")
        ann.hears("1737")
        await ann.says("yes")
        await ann.presses("No")
        ann.hears("Shall we begin?")


async def test_who_turns_the_cards_down_can_still_ask_for_numbers(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/start")
        await ann.presses("Not now, or I am under 18")
        await ann.presses("Numbers for my country")
        await ann.presses("Spain")
        ann.hears("112", "024", "016")


async def test_in_the_middle_of_a_question_nothing_moves(tmp_path: Path) -> None:
    async with tells(tmp_path) as ann:
        await ann.says("Ben")
        before = await place(ann)
        await lives_in(ann, "France")
        ann.hears("3114", "3919", KEPT)
        await ann.presses("What you can do here")
        await ann.presses("Who can help")
        ann.hears("3114", KEPT)
        assert await place(ann) == before
        await ann.says("He left.")
        assert (await ann.kept())["moment"] == "He left."


async def test_an_answer_written_where_a_country_was_asked_goes_to_its_question(tmp_path: Path) -> None:
    async with tells(tmp_path) as ann:
        await ann.says("Ben")
        await asks(ann)
        await ann.says("He left while I was talking about France.")
        assert (await ann.kept())["moment"] == "He left while I was talking about France."
        assert (await user(ann)).country == ""


async def test_a_few_words_that_are_no_country_are_not_kept_and_that_is_said_once(tmp_path: Path) -> None:
    async with tells(tmp_path) as ann:
        await ann.says("Ben")
        await asks(ann)
        await ann.says("He left")
        ann.hears("no checked numbers", "send it again", KEPT)
        await ann.says("He left")
        assert (await ann.kept())["moment"] == "He left"


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/where", "What happened"),
        ("back", "call the person"),
        ("stop", "We can stop here"),
        ("pause", "Paused"),
        ("/forget", "Shall I forget you?"),
    ],
)
async def test_every_way_out_works_where_a_country_is_asked(tmp_path: Path, said: str, heard: str) -> None:
    async with tells(tmp_path) as ann:
        await ann.says("Ben")
        await asks(ann)
        await ann.says(said)
        ann.hears(heard)
        ann.hears_nothing_of("no checked numbers")


@pytest.mark.parametrize("said", [DANGER, "he hit me"])
async def test_words_of_danger_get_help_also_where_a_country_is_asked(tmp_path: Path, said: str) -> None:
    async with tells(tmp_path) as ann:
        await ann.says("Ben")
        await asks(ann)
        await ann.says(said)
        ann.hears("I am a program", "emergency number")
        assert ann.labels == ["Who can help", "I'm safe, go on", "Stop for today"]


async def test_in_the_screening_a_country_is_no_answer_and_no_answer_is_a_country(tmp_path: Path) -> None:
    async with two(tmp_path) as (ann, ben):
        link = await invites(ann)
        await ben.says(link)
        await ben.presses("Yes")
        await ben.presses("I'm alone, go on")
        await lives_in(ben, "Sweden")
        ben.hears("90101")
        await ben.says("no")
        ben.hears("2 of 4")
        await ben.says("/numbers")
        ben.hears("90101")
        await ben.says("no")
        ben.hears("3 of 4")


async def test_nothing_of_it_is_seen_by_the_other_or_changes_what_they_get(tmp_path: Path) -> None:
    chats = []
    for folder, opens in (("quiet", False), ("helped", True)):
        (tmp_path / folder).mkdir()
        async with two(tmp_path / folder) as (ann, ben):
            await in_a_talk(ann, ben)
            if opens:
                was = ann.clock.time
                before = await place(ben)
                await lives_in(ben, "Norway")
                await ben.presses("What you can do here")
                assert await place(ben) == before
                ann.clock.time = was
            await ann.waits(3 * DAY)
            chats.append([seen.text for seen in ann.chat if "/start " not in seen.text])
    assert chats[0] == chats[1]


async def test_in_a_talk_of_two_the_next_words_are_still_the_answer(tmp_path: Path) -> None:
    async with says_back(tmp_path) as ben:
        assert ben.address == BEN
        await lives_in(ben, "Singapore")
        ben.hears("999", "995", "1767", "1771", KEPT)
        await ben.says("I looked at my phone while you told me about your day.")
        ben.hears("This is what")


# --- what is shown ------------------------------------------------------------------------------------


async def test_numbers_after_words_of_danger_lead_straight_to_them(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says(DANGER)
        await ann.presses("Who can help")
        ann.hears("local emergency number", "findahelpline.com", ASKED)
        await ann.presses("Canada")
        ann.hears("911", "988", "Ontario")
        await ann.says(DANGER)
        await ann.presses("Who can help")
        ann.hears("911", "988")
        ann.hears_nothing_of(ASKED)


async def test_the_first_page_is_short_and_the_commands_are_a_tap_away(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await lives_in(ann, "Denmark")
        ann.hears_nothing_of("/remind", "/together")
        await ann.presses("What you can do here")
        ann.hears("/start", "/remind", "/numbers", "not therapy", "Ann Example")
        await ann.presses("Who can help")
        ann.hears("70 201 201")


async def test_emergency_first_then_who_answers_now_each_with_hours_and_the_date_it_was_checked(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        ann.clock.time = datetime(2026, 11, 26, 12, tzinfo=UTC)
        await lives_in(ann, "Germany")
        ann.hears(
            *("danger now (Germany)", "112", "day and night", "checked 8 October 2026", "110"),
            *("TelefonSeelsorge", "0800 111 0 111 or 0800 111 0 222 or 116 123", "day and night", "free"),
            *("checked 7 October 2026", "Gewalt gegen Frauen", "for women", "116 016"),
            *(
                "Gewalt an Männern",
                "for men",
                "0800 1239900",
                "Monday-Thursday 08:00-20:00, Friday 08:00-15:00",
            ),
            *("on the clock in Berlin", "findahelpline.com", "nomoredirectory.org", "phone's own list"),
        )
        ann.hears_nothing_of("Nobody answers here", "Older than a year")


async def test_at_an_hour_when_nobody_answers_it_says_when_it_opens_on_ones_own_clock(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        ann.clock.time = datetime(2026, 11, 28, 5, tzinfo=UTC)  # a Saturday, six in Copenhagen
        await lives_in(ann, "Denmark")
        ann.hears("112", "1888", "Nobody answers here", "Livslinien", "70 201 201")
        ann.hears("Open again on Saturday 28 November at 09:00", "findahelpline.com")
        await ann.says("/start")
        await ann.presses(AGREE)
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("Kathmandu")
        await ann.says("/help")
        ann.hears("Open again on Saturday 28 November at 13:45")


async def test_what_is_older_than_a_year_stands_last_with_its_date(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        ann.clock.time = datetime(2028, 1, 10, 12, tzinfo=UTC)
        await lives_in(ann, "Norway")
        ann.hears("112", "113", "findahelpline.com", "Older than a year", "116 123", "checked 7 October 2026")


async def test_in_a_language_without_phrases_there_are_english_words_and_the_numbers(tmp_path: Path) -> None:
    async with talk(tmp_path, language="fi") as ann:
        for word in ("/help", "help"):
            await ann.says(word)
            ann.hears("If someone is in danger now")
        await ann.presses("Numbers for my country")
        await ann.says("Suomi")
        ann.hears("112", "09 2525 0111", "116 016 or 080 005 005", "not shown on the bill")


async def test_it_is_there_in_well_under_a_second_for_every_country(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await asks(ann)
        for country in helplines().countries:
            await ann.says(helplines().name_of(country, "en"))
            began = time.perf_counter()
            await ann.says("/help")
            assert time.perf_counter() - began < 1, country
            ann.hears("danger now", "findahelpline.com")
            await ann.presses("Another country")


async def test_an_old_button_still_shows_what_is_so_now(tmp_path: Path) -> None:
    async with tells(tmp_path) as ann:
        await ann.says("/help")
        old = ann.message("local emergency number")
        await ann.presses("Numbers for my country")
        await ann.presses("Italy")
        await ann.says("Ben")
        await ann.waits(40 * DAY)
        await ann.presses_old(old, "help:country", "Numbers for my country")
        ann.hears(ASKED)
        await ann.presses_old(old, "help:is:TW", "Taiwan")
        ann.hears("110", "119", "1925", "113")
        await ann.presses_old(old, "help:is:XX", "Nowhere")
        ann.hears("local emergency number")
