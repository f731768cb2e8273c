"""What a person sets for themselves: name, language, time zone, quiet hours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from talk import Talk, shipped, talk

from bot.engine.phrases import Phrases


async def _page(ann: Talk) -> str:
    await ann.says("/settings")
    return ann.shown


async def test_the_page_shows_what_is_set_and_a_button_for_each(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        page = await _page(ann)
        assert "nothing yet" in page
        assert "English" in page
        assert "UTC" in page
        assert "21:00-08:00" in page
        assert ann.labels == ["What to be called", "Time zone", "Quiet hours", "Language", "Country"]


async def test_what_the_host_set_holds_until_one_sets_ones_own(tmp_path: Path) -> None:
    async with talk(tmp_path, time_zone="Europe/Berlin", quiet_hours="none") as ann:
        await ann.meets()
        assert "Europe/Berlin" in await _page(ann)
        ann.hears("none")


async def test_a_name_is_asked_for_and_kept(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("What to be called")
        ann.hears("What shall I call you?")
        await ann.says("Annabella  \n of the Old House")
        ann.hears("Kept", "You are called: Annabella of the Old House")
        await ann.restarts()
        assert "Annabella" in await _page(ann)


async def test_a_name_of_a_whole_story_is_asked_for_again(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("What to be called")
        await ann.says("x" * 41)
        ann.hears("Up to 40 letters")
        await ann.says("x" * 40)
        ann.hears("Kept")


async def test_a_zone_by_its_name(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        for said in ("America/New_York", "america/new_york", "New York"):
            await ann.says("/settings")
            await ann.presses("Time zone")
            ann.hears("What hour is it for you now?")
            await ann.says(said)
            ann.hears("Kept", "America/New_York")


async def test_a_zone_by_the_hour_that_it_is(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Time zone")
        hour = (ann.clock().hour + 1) % 24
        await ann.says(f"{hour}:{ann.clock().minute:02}")
        ann.hears("Which of these is yours?")
        berlin = next(label for label in ann.labels if "Berlin" in label)
        await ann.presses(berlin)
        ann.hears("Kept", "Europe/Berlin")


async def test_a_place_nobody_knows_is_asked_again_kindly(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Time zone")
        for said in ("Atlantis", "25:99", "🙂", "soon"):
            await ann.says(said)
            ann.hears("I don't know that place or hour", "21:40")


async def test_quiet_hours_by_button_by_typing_or_none(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        for act, said, shown in (
            (ann.presses, "22:00-07:00", "22:00-07:00"),
            (ann.says, "23:30 – 6:15", "23:30-06:15"),
            (ann.says, "none", "none"),
            (ann.presses, "None", "none"),
            (ann.says, "no", "none"),
        ):
            await ann.says("/settings")
            await ann.presses("Quiet hours")
            await act(said)
            ann.hears("Kept", f"Quiet hours: {shown}")


async def test_quiet_hours_that_are_none_are_asked_again_kindly(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Quiet hours")
        await ann.says("at night")
        ann.hears("I didn't understand these hours")
        await ann.says("22:00-22:00")
        ann.hears("I didn't understand these hours")


async def test_a_language_is_chosen_from_those_there_are(tmp_path: Path) -> None:
    library = shipped()
    german = {**library.phrases["en"].texts, "language": "Deutsch", "settings.kept": "Behalten."}
    both = replace(library, phrases={**library.phrases, "de": Phrases("de", german)})
    async with talk(tmp_path, both) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Language")
        assert ann.labels == ["English", "Deutsch", "Español"]
        await ann.presses("Deutsch")
        ann.hears("Behalten.", "Language: Deutsch")


async def test_what_stands_on_the_buttons_may_be_typed(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.says("time zone")
        ann.hears("What hour is it for you now?")
        await ann.says("London")
        ann.hears("Kept", "Europe/London")
        await ann.says("language")
        ann.hears("Which language?")
        await ann.says("klingon")
        ann.hears("Which language?")
        await ann.says("english.")
        ann.hears("Kept", "Language: English")
        await ann.says("1")
        ann.hears("What shall I call you?")


async def test_in_the_middle_of_a_session_words_are_for_its_question_until_a_setting_is_chosen(
    tmp_path: Path,
) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.says("/settings")
        await ann.says("1")
        ann.hears("how stirred up are you")


async def test_settings_in_the_middle_of_a_session_take_no_answer_of_it(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        ann.hears("What shall I call the person")
        await ann.says("/settings")
        await ann.presses("What to be called")
        await ann.says("Annabella")
        ann.hears("Kept", "Annabella")
        await ann.says("Ben")
        ann.hears("one moment")
        assert (await ann.kept())["name"] == "Ben"


async def test_a_press_or_command_instead_of_the_answer_lets_the_setting_go(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.presses("Calm")
        await ann.says("/settings")
        await ann.presses("What to be called")
        await ann.says("/where")
        await ann.says("Ben")
        ann.hears("one moment")
        assert "nothing yet" in await _page(ann)


async def test_a_button_of_the_session_lets_the_setting_go(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        await ann.says("/settings")
        await ann.presses("What to be called")
        await ann.presses("Begin")
        await ann.presses("Calm")
        await ann.says("Ben")
        ann.hears("one moment")
        assert "nothing yet" in await _page(ann)


async def test_the_message_that_was_pressed_shows_what_was_chosen(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Quiet hours")
        asked = ann.message("When shall I be quiet?")
        await ann.presses("22:00-07:00")
        assert asked.text.endswith("→ 22:00-07:00")
        assert asked.buttons == ()


async def test_a_city_of_which_there_are_several_is_asked_by_button_with_its_country(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("Time zone")
        await ann.says("Odessa")
        ann.hears("Which of these is yours?")
        await ann.presses(next(label for label in ann.labels if "Ukraine" in label))
        ann.hears("Time zone: Europe/Kyiv")
        await ann.presses("Time zone")
        await ann.says("München")
        ann.hears("I go by the clock of Munich, Germany", "Time zone: Europe/Berlin")
        await ann.presses("Time zone")
        await ann.says("Portugal")
        assert any("Azores" in label for label in ann.labels)
