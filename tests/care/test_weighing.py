"""Weighing words beside the patterns: the same sum on every machine, where it stands, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.notice import Care
from bot.care.noticing import Danger
from bot.care.pattern import KINDS, Patterns, Unusable
from bot.care.weighing import Groups, Weighed, Weights, features
from bot.care.wording import sentences, standing
from bot.engine.senses import DANGER, NOW, WORRY
from tests.care.corpus import BUILDING, languages, own_words, read

CARE = Care()
LEARNED = Path(__file__).resolve().parents[2] / "bot" / "care" / "weights"
LANGUAGES = {"en", "es", "pt", "de", "fr", "ru"}


def said(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in CARE.notice(text, language).spans]


def test_a_span_says_where_the_words_stand_as_they_were_written() -> None:
    assert said("Well. He   HIT me, and I was quiet") == [("He   HIT me", "abuse_victim")]
    assert ("I dont wan to live", "self_harm") in said("honestly? I dont wan to live 😭")
    assert said("ich weiß nicht. mein Mann schlägt mich!", "de")[0][0] == "mein Mann schlägt mich"


def test_a_cry_for_help_now_is_of_the_highest_level_and_a_pattern_of_the_next() -> None:
    assert CARE.notice("SOS", "en").level == NOW
    assert CARE.notice("i want to die", "en").level == DANGER
    assert CARE.notice("nice weather", "en").level == 0


def test_what_no_pattern_says_can_still_weigh_and_its_strongest_words_are_the_reason() -> None:
    weighed = [
        notice
        for path in languages(BUILDING)["en"]
        for each in read(path)[:400]
        if (notice := CARE.notice(each.text, "en")) and notice.spans[0].reason.startswith("Weighed: ")
    ]
    assert len(weighed) > 20
    assert {notice.level for notice in weighed} <= {WORRY, DANGER}
    assert all(
        notice.kinds <= KINDS and len(notice.spans[0].reason) > len("Weighed: .") for notice in weighed
    )


def test_neither_words_nor_reasons_can_be_seen_where_a_notice_is_printed() -> None:
    assert "hit" not in repr(CARE.notice("he hit me", "en"))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_weighing_adds_up_exactly_what_was_learned(language: str) -> None:
    danger = CARE.languages[language]
    assert danger.weights
    weights = {}
    for line in (LEARNED / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        feature, _, weight = line.partition("\t")
        weights[feature] = int(weight)
    for each in read(BUILDING / f"danger_{language}.yaml")[:60]:
        for written in sentences(each.text):
            words = danger.meant(written)
            summed = sum(weights.get(feature, 0) for feature in features(words, danger.weights.groups))
            assert danger.weights.weigh(words) == Weighed(summed, len(words))


def test_the_weights_of_all_languages_are_less_than_two_megabytes() -> None:
    danger = {path.stem: path.stat().st_size for path in LEARNED.glob("*.tsv") if "blame" not in path.stem}
    assert danger.keys() == LANGUAGES
    assert sum(danger.values()) < 2_000_000


def test_a_bar_is_for_the_length_of_a_text() -> None:
    assert Weighed(40, 2).over(19)
    assert not Weighed(40, 2).over(20)
    assert not Weighed(40, 14).over(10)
    assert not Weighed(-40, 2).over(10)
    assert Weighed(30, 1) + Weighed(10, 1) == Weighed(40, 2)


def test_a_word_that_nobody_taught_is_kept_nowhere() -> None:
    weights = Weights(Groups({"me": ["i"]}), ["u i\t1", "c _i_\t2"])
    weights.weigh(["i", "xylophonist"])
    assert "xylophonist" not in repr(vars(weights))


@given(st.text())
def test_every_word_of_a_text_stands_somewhere_in_it(text: str) -> None:
    places = standing(text)
    assert [len(words) for words in places] == [len(words) for words in sentences(text)]
    assert all(0 <= start < end <= len(text) for words in places for start, end in words)


@pytest.mark.parametrize(
    "text",
    [
        "ten years ago I wanted to die. Today I'm well",
        "i used to self harm as a teenager and she helped me through it",
        "hypothetically if he ever hit me id be gone",
    ],
)
def test_long_ago_and_healed_or_only_thought_of_is_no_danger(text: str) -> None:
    assert not CARE.notice(text, "en")


def test_long_ago_alone_takes_nothing_back() -> None:
    assert CARE.notice("years ago it began. he hit me again last night", "en")
    assert CARE.notice("ten years ago i wanted to die and i want to die today", "en")


PATTERN = {
    "kind": "self_harm",
    "reason": "Because.",
    "say": ["so sad"],
    "fires": ["so sad"],
    "passes": ["sad"],
}


def told(danger: Danger, text: str) -> set[str]:
    """The kinds of danger that a language's own patterns find in a text."""
    said = sentences(text)
    return {span.kind for _, span in danger.spans(text, said)} if danger.says(said) else set()


def wrong_examples(danger: Danger) -> Iterator[str]:
    """The examples that its own patterns take otherwise than they say."""
    for pattern in danger.patterns.patterns:
        yield from (f"{text!r} must fire" for text in pattern.fires if pattern.kind not in told(danger, text))
        yield from (f"{text!r} must not" for text in pattern.passes if told(danger, text))


def one(change: dict[str, object]) -> Danger:
    return Danger(Patterns({"patterns": [PATTERN | change]}, KINDS, frozenset({"level"})))


@pytest.mark.parametrize("language", CARE.languages)
def test_every_example_of_a_language_holds_by_its_own_patterns(language: str) -> None:
    assert [*wrong_examples(CARE.languages[language])] == []


def test_an_example_that_does_not_hold_is_found() -> None:
    assert [*wrong_examples(one({}))] == []
    assert [*wrong_examples(one({"fires": ["sad"]}))] == ["'sad' must fire"]
    assert [*wrong_examples(one({"passes": ["oh so sad"]}))] == ["'oh so sad' must not"]


def test_a_level_is_checked_at_load() -> None:
    with pytest.raises(Unusable, match="level is one of"):
        one({"level": "enormous"})


def test_english_is_weighed_in_another_language_only_where_nearly_all_of_it_is_english() -> None:
    english = next(
        each.text
        for each in read(BUILDING / "danger_en.yaml")
        if len(each.text) > 60
        and (notice := CARE.notice(each.text, "en"))
        and notice.spans[0].reason.startswith("Weighed: ")
    )
    assert CARE.notice(english, "xx")
    assert not CARE.notice("das ist die kleine katze von nebenan und die will nur spielen", "xx")


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_nothing_that_mend_says_or_that_a_transcript_writes_weighs_as_danger(language: str) -> None:
    danger = CARE.languages[language]
    own = [sentences(text) for text in own_words(language)]
    assert [said for said in own if danger.weigh(said) and not danger.says(said)] == []


@pytest.mark.parametrize(
    "text", ["k1*@$! k1*@$ k1 *@$ k1 k1", "bugun hava cok guzel parka gidelim mi", "asdf jkl qwer uiop asdf"]
)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_words_that_nobody_knows_weigh_nothing(text: str, language: str) -> None:
    assert not CARE.notice(text, language)
