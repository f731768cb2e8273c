"""The first meeting: the cards, the access code, help and stop before them, words of danger at any time."""

from __future__ import annotations

import hmac
from dataclasses import replace
from pathlib import Path

import pytest
from talk import AGREE, shipped, talk

from bot.engine.phrases import Phrases
from bot.engine.said import Sent

DANGER = "I want to kill myself"
DECLINE = "Not now, or I am under 18"


async def test_a_newcomer_reads_three_short_cards_before_anything_is_asked(tmp_path: Path) -> None:
    async with talk(tmp_path, retention_days=30) as ann:
        await ann.says("/start")
        what, kept, who = ann.heard()
        assert "program" in what.text
        assert "not therapy" in what.text
        assert "no help in an emergency" in what.text
        assert "Nobody reads along" in what.text
        assert "30 days" in kept.text
        assert "/forget" in kept.text
        assert "not end-to-end encrypted" in who.text
        assert "Ann Example, ann@example.org" in who.text
        assert ann.labels == [AGREE, DECLINE]
        assert all(len(card.text) < 400 for card in ann.heard())


async def test_one_tap_agrees_and_the_cards_never_come_again(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/start")
        await ann.presses(AGREE)
        await ann.presses("No")
        ann.hears("What weighs most today?")
        assert "We had a fight" in ann.labels
        await ann.says("/start")
        ann.hears_nothing_of("encrypted")
        await ann.restarts()
        await ann.says("/start")
        ann.hears_nothing_of("encrypted")


async def test_what_one_wanted_before_agreeing_is_done_after_it(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        ann.hears("end-to-end")
        await ann.restarts()
        await ann.presses(AGREE)
        await ann.presses("No")
        ann.hears("This is for one hurt", "Shall we begin?")


async def test_what_stands_on_the_button_may_be_written(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says("what is this??")
        ann.hears("please choose one of these two")
        await ann.says("i agree, and i am 18 or over.")
        await ann.presses("No")
        ann.hears("Shall we begin?")


@pytest.mark.parametrize("text", ["yes", "ok, I agree", "i agree", "1"])
async def test_a_yes_agrees(tmp_path: Path, text: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says(text)
        await ann.presses("No")
        ann.hears("Shall we begin?")


async def test_a_no_does_not(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says("no im 16")
        ann.hears("That's all right", "local emergency number")


@pytest.mark.parametrize("text", ["agree", "I agree", "Agreed."])
async def test_what_the_button_says_may_be_typed(tmp_path: Path, text: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/start")
        await ann.says(text)
        await ann.presses("No")
        ann.hears("What weighs most today?")


@pytest.mark.parametrize("text", ["ok but I'm 16", "yes but I am 15", "sure, who are you?", "yes?"])
async def test_a_yes_with_a_but_or_a_question_is_asked_again(tmp_path: Path, text: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says(text)
        ann.hears("please choose one of these two")
        assert ann.labels == [AGREE, DECLINE]


@pytest.mark.parametrize("text", ["I'm under 18", "under 18", "I am not 18 yet.", "not really"])
async def test_who_says_in_words_to_be_under_18_gets_the_kind_end(tmp_path: Path, text: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says(text)
        ann.hears("That's all right", "local emergency number")


async def test_who_takes_the_agreement_back_is_led_on_only_after_agreeing_again(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/start")
        await ann.says("/repair")
        await ann.presses(AGREE)
        await ann.presses("No")
        ann.hears("Shall we begin?")
        cards = next(seen for seen in ann.chat if seen.buttons and seen.buttons[0][0].label == AGREE)
        await ann.presses_old(cards, "set:decline", DECLINE)
        ann.hears("That's all right", "local emergency number")
        ann.hears_nothing_of("answer the last question")
        await ann.says("begin")
        ann.hears("end-to-end")
        await ann.presses(AGREE)
        ann.hears("Shall we begin?")


async def test_the_cards_come_again_for_a_new_version_of_their_text(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/repair")
        library = ann.house.facilitator.library
        texts = {**library.phrases["en"].texts, "cards.version": "2"}
        ann.house.facilitator.library = replace(library, phrases={"en": Phrases("en", texts)})
        await ann.says("hello")
        ann.hears("end-to-end")
        await ann.says("/start")
        ann.hears("end-to-end")
        await ann.presses(AGREE)
        ann.hears("Shall we begin?")


async def test_who_does_not_agree_or_is_under_18_gets_help_and_a_kind_end(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.presses(DECLINE)
        ann.hears("That's all right", "local emergency number", "findahelpline.com")
        assert ann.labels == ["Numbers for my country", "What you can do here"]
        await ann.waits(3 * 24 * 3600)
        ann.hears_nothing_of("Mend")
        await ann.says("/repair")
        ann.hears("end-to-end")


async def test_nothing_else_is_answered_before_the_cards_are_agreed_to(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        for text in (
            "hello",
            "/repair",
            "/settings",
            "/where",
            "/pause",
            "/back",
            "/over",
            "/calm",
            "/nonsense",
        ):
            await ann.says(text)
            ann.hears("end-to-end" if text != "/nonsense" else "encrypted")
            assert ann.labels == [AGREE, DECLINE]


async def test_help_works_before_the_cards_danger_first_on_one_page(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        for text in ("/help", "help", "/help@mend_bot", "Help"):
            await ann.says(text)
            ann.hears(
                "danger",
                "local emergency number",
                "findahelpline.com",
                "befrienders.org",
                "nomoredirectory.org",
                "I am a program",
            )
            assert len(ann.heard()) == 1
            await ann.presses("What you can do here")
            ann.hears("/start", "/pause", "/forget", "I am a program", "Ann Example")
            ann.hears("/reminders shows and changes all notes")
            assert len(ann.heard()) == 1


async def test_a_slip_that_is_changed_to_help_gets_help(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/hlep")
        await ann.edits("/help")
        ann.hears("local emergency number")
        await ann.presses(AGREE)
        await ann.says("/repair")
        await ann.presses("Begin")
        await ann.says("hepl")
        await ann.edits("Help!")
        ann.hears("local emergency number", "Your place is kept")


async def test_stop_and_forget_work_before_the_cards(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/stop")
        ann.hears("Nothing waits")
        await ann.says("/forget")
        await ann.presses("Yes, forget everything")
        ann.hears("It is gone")


async def test_typed_stop_is_heard_before_the_cards(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/start")
        await ann.says("stop")
        ann.hears("Nothing waits")


async def test_words_of_danger_get_help_before_the_cards_and_are_not_kept(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says(DANGER)
        ann.hears("emergency number", "findahelpline.com", "nomoredirectory.org")
        assert ann.labels == ["Who can help", "I'm safe, go on"]
        assert b"kill myself" not in ann.files()
        await ann.presses("I'm safe, go on")
        ann.hears("end-to-end")


async def test_words_of_danger_get_help_while_the_cards_wait(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says("I am afraid of him, he hit me")
        ann.hears("emergency number")
        await ann.presses("Who can help")
        ann.hears("nomoredirectory.org")
        await ann.presses(AGREE)
        ann.hears("Shall we begin?")


async def test_words_of_danger_get_help_outside_a_session(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says(DANGER)
        ann.hears("emergency number")
        await ann.presses("I'm safe, go on")
        ann.hears("What weighs most today?")


@pytest.mark.parametrize("text", ["safe", "I'm safe, go on", "go on", "I'm okay."])
async def test_after_the_card_outside_a_session_one_can_go_on_in_words(tmp_path: Path, text: str) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says(DANGER)
        await ann.says(text)
        ann.hears("What weighs most today?")
        await ann.says(DANGER)
        await ann.says("who can help")
        ann.hears("local emergency number", "nomoredirectory.org")


@pytest.mark.parametrize("text", ["ok", "yes", "1", "I'm safe, go on"])
async def test_an_answer_to_the_card_of_danger_is_none_to_the_cards_before_it(
    tmp_path: Path, text: str
) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair")
        await ann.says(DANGER)
        await ann.says(text)
        ann.hears_nothing_of("Shall we begin?", "What weighs most today?")
        assert ann.labels == [AGREE, DECLINE]
        await ann.says("yes")
        ann.hears("What weighs most today?" if "safe" in text or text in {"ok", "yes"} else "Shall we begin?")


async def test_a_yes_after_words_of_danger_forgets_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/forget")
        await ann.says(DANGER)
        ann.hears("emergency number")
        await ann.says("yes")
        ann.hears_nothing_of("gone")
        await ann.says("/start")
        ann.hears("What weighs most today?")


async def test_words_of_danger_get_help_after_the_last_word_of_a_session(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/calm")
        await ann.says("/stop")
        await ann.presses("Stop, and keep it")
        await ann.says(DANGER)
        ann.hears("emergency number")


async def test_words_of_danger_get_help_in_the_middle_of_a_command(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/repair " + DANGER)
        ann.hears("emergency number")


async def test_words_of_danger_in_a_changed_message_get_help_before_the_cards(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("hello")
        await ann.edits(DANGER)
        ann.hears("emergency number")


async def test_words_of_danger_in_answer_to_a_setting_get_help(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.meets()
        await ann.says("/settings")
        await ann.presses("What to be called")
        await ann.says(DANGER)
        ann.hears("emergency number")


async def test_an_access_code_is_asked_for_first(tmp_path: Path) -> None:
    async with talk(tmp_path, access="code", access_code="willow-7") as ann:
        await ann.says("/start")
        ann.hears("given a code")
        ann.hears_nothing_of("encrypted")
        await ann.says("willow")
        ann.hears("isn't the code")
        await ann.says("/help")
        ann.hears("local emergency number")
        await ann.says(DANGER)
        ann.hears("emergency number")
        await ann.says("/repair")
        ann.hears("given a code")
        await ann.says(" willow-7 ")
        ann.hears("end-to-end")
        await ann.presses(AGREE)
        ann.hears("Shall we begin?")
        assert b"willow" not in ann.files()


async def test_who_was_not_asked_for_a_code_yet_is_not_told_that_theirs_is_wrong(tmp_path: Path) -> None:
    async with talk(tmp_path, access="code", access_code="willow-7") as ann:
        await ann.says("hi")
        ann.hears("given a code")
        ann.hears_nothing_of("isn't the code")
        await ann.says("my code is willow-7")
        ann.hears("isn't the code", "only the code")
        await ann.says("willow-7")
        ann.hears("end-to-end")


async def test_the_access_code_may_be_forwarded(tmp_path: Path) -> None:
    async with talk(tmp_path, access="code", access_code="willow-7") as ann:
        await ann.says("/start")
        await ann.does(Sent("forwarded", message=7, text="willow-7"))
        ann.hears("end-to-end")
        await ann.does(Sent("forwarded", message=8, text="willow-7"))
        ann.hears("please choose one of these two")


async def test_the_access_code_may_come_in_the_link(tmp_path: Path) -> None:
    async with talk(tmp_path, access="code", access_code="willow-7") as ann:
        await ann.says("/start willow-7")
        ann.hears("end-to-end")


async def test_who_was_admitted_is_not_asked_for_the_code_again(tmp_path: Path) -> None:
    async with talk(tmp_path, access="code", access_code="willow-7") as ann:
        await ann.says("willow-7")
        await ann.presses(AGREE)
        await ann.restarts()
        await ann.says("/repair")
        ann.hears("Shall we begin?")


async def test_an_old_button_does_not_get_anybody_past_the_code(tmp_path: Path) -> None:
    async with talk(tmp_path, access="code", access_code="willow-7") as ann:
        await ann.says("/start")
        for data in (
            "set:agree",
            "new:repair",
            "take:abc",
            "way:start",
            "set:settings",
            "set:name",
            "0123456789ab:1:yes",
        ):
            await ann.presses_old(ann.chat[-1], data)
            ann.hears("code")
            ann.hears_nothing_of("Repair", "You are called")


async def test_a_button_of_settings_does_not_get_anybody_past_the_cards(tmp_path: Path) -> None:
    async with talk(tmp_path) as ann:
        await ann.says("/start")
        for data in ("set:settings", "set:name", "set:zone", "set:quiet:none", "new:repair"):
            await ann.presses_old(ann.chat[-1], data)
            ann.hears("choose one of these two")


async def test_the_code_is_compared_in_constant_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def watching(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", watching)
    async with talk(tmp_path, access="code", access_code="willow-7") as ann:
        await ann.says("/start")
        await ann.says("wíllow \ud83d")
        ann.hears("isn't the code")
        await ann.says("willow-7")
    assert compared[-1] == (b"willow-7", b"willow-7")


async def test_somebody_is_met_in_their_own_language_where_there_are_words_for_it(tmp_path: Path) -> None:
    library = shipped()
    german = {**library.phrases["en"].texts, "language": "Deutsch", "cards.agree": "Ja, und ich bin 18"}
    both = replace(library, phrases={**library.phrases, "de": Phrases("de", german)})
    async with talk(tmp_path, both) as ann:
        ann.settings = ann.settings.model_copy(update={"language": "de"})
        await ann.says("/start")
        assert "Ja, und ich bin 18" in ann.labels
        ann.address = "stage:ben"
        ann.settings = ann.settings.model_copy(update={"language": "fr"})
        await ann.says("/start")
        assert AGREE in ann.labels
