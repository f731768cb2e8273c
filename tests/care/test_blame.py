"""The building half of blame: what was learned is known, and the figures hold no sentence."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.care.kinder import HINTS
from bot.care.notice import Care

HERE = Path(__file__).resolve().parent
FILE = HERE / "building" / "blame_en.yaml"
HALF = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CARE = Care()


def is_hinted(text: str) -> bool:
    return bool(set(CARE.kinder(text, "en").hints) - {"several"})


def test_the_half_is_wide_and_each_sentence_has_a_life_of_its_own() -> None:
    kinds = Counter(kind for each in HALF for kind in each["kinds"])
    assert len(HALF) >= 400
    assert len({each["text"].casefold() for each in HALF}) == len(HALF)
    assert 0.35 <= sum(not each["kinds"] for each in HALF) / len(HALF) <= 0.65
    assert set(kinds) == set(HINTS) - {"reproach", "several"}
    assert min(kinds.values()) >= 20


def test_what_was_learned_is_noticed_and_good_sentences_are_left_alone() -> None:
    blame = [is_hinted(each["text"]) for each in HALF if each["kinds"]]
    good = [is_hinted(each["text"]) for each in HALF if not each["kinds"]]
    assert sum(blame) / len(blame) >= 0.95
    assert sum(good) / len(good) <= 0.01


def test_the_figures_of_a_half_are_printed_without_its_sentences() -> None:
    run = [sys.executable, str(HERE / "measure_blame.py"), str(FILE)]
    told = subprocess.run(run, capture_output=True, text=True, check=True, cwd=HERE.parents[1]).stdout
    assert "blame noticed" in told
    assert "good ones hinted at" in told
    assert not any(each["text"] in told for each in HALF)


@pytest.mark.parametrize(
    "text",
    [
        "You had an affair for a year and I feel betrayed.",
        "You slept with my brother. I feel used.",
        "you lied about the hotel and i feel so betrayed",
        "You cheated on me, and I feel rejected.",
    ],
)
def test_a_breach_of_trust_is_not_corrected_away(text: str) -> None:
    assert CARE.kinder(text, "en").hints == {}


@pytest.mark.parametrize("word", ["abused", "controlled", "forced", "intimidated", "threatened", "trapped"])
def test_words_of_abuse_get_no_hint_on_style(word: str) -> None:
    assert CARE.kinder(f"I feel {word}", "en").hints == {}
    assert CARE.kinder(f"You never listen, you are so selfish, and I feel {word}", "en").hints == {}


def test_what_no_pattern_knows_can_still_be_heard_as_a_reproach() -> None:
    text = "you have more patience with strangers than with your own son"
    assert not list(CARE.opening["en"].patterns.found([f"{text} "]))
    assert CARE.kinder(text, "en").hints == {"reproach": "I felt … when …"}
