"""Which small acts are asked about, and which are none: the patterns' own examples, and a corpus."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from bot.care.deeds import HARMS, HINTS, LONGEST, Deeds
from bot.care.notice import Care
from bot.care.pattern import Pattern, Unusable
from bot.engine.senses import Doable

CARE = Care()
ENGLISH = CARE.acts["en"]
CORPUS = yaml.safe_load((Path(__file__).parent / "deeds.yaml").read_text())
GOOD = CORPUS["good"]
"""The last 80 of these, and the first 29 of those that do harm, were written after the patterns: when they were first
tried, 74 of the 80 passed (two were asked about, four turned down), and 22 of the 29 were found."""

BAD = [(kind, deed) for kind in (*HARMS, *HINTS) for deed in CORPUS.get(kind, ())]


def looked(text: str) -> str:
    found = CARE.doable(text, "en")
    return found.harm or next(iter(found.hints), "")


def fires(pattern: Pattern, text: str) -> bool:
    return any(each.pattern is pattern for each in ENGLISH._found(text))


@pytest.mark.parametrize("pattern", ENGLISH.patterns.patterns, ids=lambda each: f"{each.kind}: {each.reason}")
def test_each_pattern_finds_its_examples_and_leaves_the_others_alone(pattern: Pattern) -> None:
    assert [each for each in pattern.fires if not fires(pattern, each)] == []
    assert [each for each in pattern.passes if fires(pattern, each)] == []


def test_half_of_the_corpus_is_good_and_passes_unasked() -> None:
    assert len(GOOD) >= 120
    assert len(GOOD) + len(BAD) > 240
    assert {each: found for each in GOOD if (found := looked(each))} == {}  # 145 of 145


def test_what_does_harm_is_turned_down() -> None:
    harmful = [(kind, deed) for kind, deed in BAD if kind in HARMS]
    assert len(harmful) >= 70
    assert {deed: looked(deed) for kind, deed in harmful if looked(deed) != kind} == {}  # 78 of 78


def test_what_is_too_big_or_vague_or_only_stops_something_is_asked_about() -> None:
    asked = [(kind, deed) for kind, deed in BAD if kind in HINTS]
    assert len(asked) >= 30
    assert {deed: looked(deed) for kind, deed in asked if looked(deed) != kind} == {}  # 30 of 30


@pytest.mark.parametrize("deed", [deed for kind, deed in BAD if kind in HINTS])
def test_two_suggestions_are_good_acts_themselves_and_fit_on_a_button(deed: str) -> None:
    suggested = next(iter(CARE.doable(deed, "en").hints.values()))
    assert len(suggested) == len(set(suggested)) == 2
    assert all(0 < len(each) <= LONGEST for each in suggested)
    assert [each for each in suggested if CARE.doable(each, "en").harm] == []
    assert deed not in suggested


@pytest.mark.parametrize(
    ("deed", "suggested"),
    [
        ("Go for a walk with you for an hour.", "Go for a walk with you for ten minutes"),
        ("talk for 45 minutes", "talk for ten minutes"),
        ("try to listen", "listen once"),
        ("always say hello", "say hello once"),
        ("stop complaining", "take one slow breath instead of complaining"),
        ("no more complaining", "take one slow breath instead of complaining"),
        ("apologize", 'say "I was short with you, and I am sorry"'),
        ("not forget Ben's cup", "take one slow breath where I would forget Ben's cup"),
        ("listen more", "listen for ten minutes"),
    ],
)
def test_suggestions_are_made_of_ones_own_words(deed: str, suggested: str) -> None:
    assert next(iter(CARE.doable(deed, "en").hints.values()))[0] == suggested


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("When I come home, I will let you check my phone.", "control"),
        ("make tea and share my location", "whereabouts"),
        ("GIVE YOU MY P4SSWORD", "control"),
        ("never ask for your password", ""),
        ("stop checking your phone", ""),
        ("not spy on you", ""),
    ],
)
def test_harm_is_found_anywhere_and_the_contrary_of_it_is_none(text: str, harm: str) -> None:
    assert CARE.doable(text, "en").harm == harm


@pytest.mark.parametrize(
    "cue", ["I have time", "sometime", "it fits", "I feel like it", "I'm in the mood", "whenever I can"]
)
def test_a_moment_that_could_be_any_time_is_asked_about(cue: str) -> None:
    assert "when" in CARE.doable(cue, "en").hints


@pytest.mark.parametrize(
    "cue",
    ["I come home", "the kettle boils", "I get up", "we next see each other", "whenever the bell rings"],
)
def test_a_moment_that_comes_anyway_is_not(cue: str) -> None:
    assert CARE.doable(cue, "en") == Doable()


def test_a_language_without_patterns_gives_no_hints_but_harm_is_found_in_english_too() -> None:
    assert CARE.doable("be nicer", "de") == Doable()
    assert CARE.doable("give you my password", "pt-br").harm == "control"


def test_a_file_that_cannot_work_is_refused() -> None:
    with pytest.raises(Unusable, match="kind is one of"):
        Deeds({"patterns": [{"kind": "dull", "reason": "x"}], "instead": dict.fromkeys(HINTS, ())})


def test_it_takes_well_under_a_millisecond_for_a_deed_and_never_long() -> None:
    begun = time.perf_counter()
    for each in GOOD:
        CARE.doable(each, "en")
    assert (time.perf_counter() - begun) / len(GOOD) < 0.005
    begun = time.perf_counter()
    CARE.doable("stop " * 300, "en")
    assert time.perf_counter() - begun < 2


def test_no_words_are_in_what_is_printed() -> None:
    assert "complaining" not in repr(CARE.doable("stop complaining", "en"))
