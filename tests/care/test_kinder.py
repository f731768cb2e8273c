"""Looking at words that another will read: every example of the data, and what people write that needs no hint."""

from pathlib import Path

import pace
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.care.kinder import HINTS, Kindness
from bot.care.notice import Care
from bot.care.pattern import Pattern, Unusable, load
from bot.engine.senses import Kinder, Senses

CARE = Care()
ENGLISH = CARE.opening["en"]
HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "bot" / "care" / "opening" / "en.yaml"
TOLD = sorted({pair["said"] for pair in yaml.safe_load((HERE / "paraphrases.yaml").read_text())})
HARD = yaml.safe_load((HERE / "kinder_openings.yaml").read_text())


def hints(text: str, language: str = "en") -> dict[str, str]:
    return dict(CARE.kinder(text, language).hints)


def examples(which: str) -> list[object]:
    return [
        pytest.param(pattern, text, id=f"{pattern.kind}: {text}")
        for pattern in ENGLISH.patterns.patterns
        for text in getattr(pattern, which)
    ]


@pytest.mark.parametrize(("pattern", "text"), examples("fires"))
def test_an_example_says_its_pattern(pattern: Pattern, text: str) -> None:
    assert pattern.kind in hints(text)


@pytest.mark.parametrize(("pattern", "text"), examples("passes"))
def test_a_near_miss_gets_no_hint_at_all(pattern: Pattern, text: str) -> None:
    assert pattern
    assert hints(text) == {}


@pytest.mark.parametrize("text", HARD["none"])
def test_what_tells_of_a_moment_or_of_oneself_gets_no_hint(text: str) -> None:
    assert hints(text) == {}


@pytest.mark.parametrize(("text", "opening"), HARD["openings"].items())
def test_an_opening_is_made_of_what_was_written(text: str, opening: str) -> None:
    assert next(iter(hints(text).values())) == opening


@pytest.mark.parametrize("text", HARD["force"])
def test_whoever_writes_of_force_or_fear_is_left_alone_with_their_words(text: str) -> None:
    assert hints(text) == {}


BLAMING = HARD["blaming"]
"""The hurts of the paraphrases in which something is hard to hear, each with the hint that it gets first."""


@pytest.mark.parametrize("text", TOLD)
def test_people_who_tell_of_a_hurt_get_a_hint_only_where_they_blame(text: str) -> None:
    assert next(iter(hints(text)), "") == BLAMING.get(text, "")


def test_most_people_who_tell_of_a_hurt_get_none() -> None:
    assert len(TOLD) >= 90
    assert len(BLAMING) <= len(TOLD) / 5


def test_the_weightiest_comes_first() -> None:
    text = "You never help. You are so selfish. If you don't change, I'm leaving."
    assert list(hints(text)) == ["threat", "verdict", "absolute"]


def test_much_at_once_gets_a_hint_without_an_opening() -> None:
    point = "I sat there for an hour and looked at the door. "
    assert hints(point * 3) == {}
    assert hints(point * 8) == {"several": ""}
    assert hints("I was waiting at the station in the rain with the bags " * 10) == {"several": ""}


def test_a_threat_and_much_else_have_a_pattern_to_fill() -> None:
    assert hints("This is your last chance.") == {"threat": "I need …, because …"}
    assert hints("You idiot") == {"verdict": "I saw …, and I felt …"}


def test_care_answers_what_the_engine_asks() -> None:
    senses: Senses = CARE
    assert senses.kinder("You never call", "en-gb") == Kinder({"absolute": "I feel … when you don't call"})
    assert not senses.kinder("I was sad", "en")


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_a_language_without_patterns_gives_no_hints(language: str) -> None:
    assert hints("You never listen to me", language) == {}


@pytest.mark.parametrize(
    "text",
    [
        "YOU NEVER LISTEN",
        "  you — never listen!!",
        "yooou neeever listen",
        "Hm.\nyou never listen",
        "u never listen",
    ],
)
def test_phones_and_fingers_change_nothing(text: str) -> None:
    assert list(hints(text)) == ["absolute"]


@given(st.text())
def test_any_text_gets_known_hints_in_their_order_and_the_same_again(text: str) -> None:
    found = hints(text)
    assert list(found) == [hint for hint in HINTS if hint in found]
    assert found == hints(text)


OPENINGS = [*ENGLISH.openings._openings.values(), *ENGLISH.openings._begins.values()]
WORDS = sorted(
    {word for pattern in ENGLISH.patterns.patterns for text in pattern.fires for word in text.split()}
)
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@given(SENTENCES)
def test_no_opening_says_more_than_what_was_written_and_its_own_words(text: str) -> None:
    its_own = {word for opening in OPENINGS for word in opening.split()}
    for opening in hints(text).values():
        assert all(word in its_own or word in text.split() for word in opening.split())


@given(SENTENCES)
def test_words_that_are_only_quoted_get_no_hint(text: str) -> None:
    words = text.replace('"', "").replace("\n", " ")[:300]
    assert set(hints(f'I heard this: "{words}"')) <= {"several"}


def milliseconds(text: str) -> float:
    return pace.milliseconds(lambda: hints(text))


@pytest.mark.parametrize(
    "words",
    [
        "you never ",
        "you ",
        "if you dont ",
        "you are so ",
        "or else ",
        "aaabbb",
        "you. ",
        '"you ',
        " ".join(TOLD),
    ],
)
def test_no_text_takes_long(words: str) -> None:
    # A quarter of one on a quiet machine; room is left for a busy one.
    assert milliseconds((words * 500)[:500]) < 1.5


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "rebuttal"},
        {"reason": ""},
        {"fires": []},
        {"passes": []},
        {"say": ["<nobody> am"]},
        {"times": 2},
    ],
)
def test_a_pattern_that_could_not_work_is_refused_at_load(change: dict[str, object], tmp_path: Path) -> None:
    data = yaml.load(DATA.read_text(), yaml.BaseLoader)
    pattern = {"kind": "reproach", "reason": "Because.", "say": ["you"], "fires": ["you"], "passes": ["i"]}
    Kindness({**data, "patterns": [pattern]})
    (tmp_path / "xx.yaml").write_text(yaml.safe_dump({**data, "patterns": [pattern | change]}))
    with pytest.raises(Unusable, match=r"xx\.yaml: "):
        load(tmp_path / "xx.yaml", Kindness)


def test_nothing_is_logged_or_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    assert "listen" not in repr(CARE.kinder("You never listen to me", "en"))
    assert caplog.records == []
