"""Lines between two talks: in every state one that fits or silence, never to whom it isn't for, never soon again."""

from __future__ import annotations

import random
import re
from itertools import combinations
from typing import get_args

import pytest
from talk import shipped

from bot.authoring.between import states
from bot.authoring.texts import MESSAGE, unsaid
from bot.engine.between import APART, Between, Felt, Line, State
from bot.engine.journey import FELT

SHIPPED = shipped().between
DIALOGS = tuple(shipped().dialogs)


def ours() -> Between:
    assert SHIPPED is not None
    return SHIPPED


def test_there_are_enough_and_all_short_and_quiet() -> None:
    lines = ours().words["en"]
    assert len(lines) >= 15
    for key, text in lines.items():
        assert len(text) <= MESSAGE, key
        assert not re.search(r"[!{}]|\bpartner|\bshould\b|\bmust\b|\b(he|she|his|her)\b|\d+ days", text), key
        assert all(char.isascii() or char in "äöü" for char in text), key


def test_no_two_say_nearly_the_same() -> None:
    def words(text: str) -> set[str]:
        return {word for word in re.findall(r"[a-z]+", text.casefold()) if len(word) > 3}

    for (one, first), (other, second) in combinations(ours().words["en"].items(), 2):
        both = words(first) & words(second)
        assert len(both) / len(words(first) | words(second)) < 0.25, (one, other, both)


def test_what_can_be_chosen_after_a_talk_is_what_lines_can_ask_for() -> None:
    assert get_args(Felt) == FELT


def test_in_every_state_there_is_always_a_line_and_never_one_of_the_last_three() -> None:
    for state in states(DIALOGS):
        told: list[str] = []
        for _ in range(3 * len(ours().lines)):
            key = ours().choose(state, told)
            assert key, state
            assert key not in told[-APART:]
            assert ours().lines[key].fits(state)
            told = [*(each for each in told if each != key), key]


def test_whoever_is_careful_hears_only_what_is_for_everybody() -> None:
    lines = ours().lines
    for state in states(DIALOGS):
        if state.careful:
            fit = [key for key, line in lines.items() if line.fits(state)]
            assert all(lines[key].for_everybody for key in fit)


def test_what_is_for_everybody_asks_nothing_for_the_other() -> None:
    asked = re.compile(r"other person|both of|two of you|sorry|forgive|apolog|understand them|each other")
    for key, line in ours().lines.items():
        if line.for_everybody:
            assert not asked.search(ours().words["en"][key]), key
            assert line.felt + line.who + line.act == (), key


def test_whatever_people_go_through_nothing_comes_to_whom_it_is_not_for() -> None:
    chance = random.Random(8)
    every = list(states(DIALOGS))
    for _ in range(300):
        told: list[str] = []
        for _ in range(12):
            state = chance.choice(every)
            key = ours().choose(state, told)
            assert not key or (ours().lines[key].fits(state) and key not in told[-APART:])
            told = [*(each for each in told if each != key), *([key] if key else [])]


def test_what_was_said_to_somebody_in_particular_comes_first_and_then_what_was_told_longest_ago() -> None:
    lines = {"any": Line(), "done": Line(act=("done",)), "one": Line(who=("one",), act=("done",))}
    between = Between({**lines, "more": Line(), "most": Line()}, {"en": dict.fromkeys(lines, "x")})
    state, told = State(act="done"), list[str]()
    for _ in range(7):
        key = between.choose(state, told)
        told = [*(each for each in told if each != key), key]
        if len(told) == len(between.lines):
            break
    assert told == ["one", "done", "any", "more", "most"]
    assert between.choose(state, told) == "one"


def test_where_nothing_fits_but_what_was_just_said_there_is_silence() -> None:
    between = Between({"a": Line(), "b": Line(who=("two",))}, {"en": {"a": "x", "b": "y"}})
    assert between.choose(State(), []) == "a"
    assert not between.choose(State(), ["a"])
    assert not between.choose(State(careful=True), [])


def test_another_language_is_a_matter_of_words_alone() -> None:
    between = Between({"a": Line(), "b": Line()}, {"en": {"a": "yes", "b": "no"}, "de": {"a": "ja"}})
    assert [between.said(key, "de-AT") for key in "ab"] == ["ja", "no"]
    assert between.said("a", "xx") == "yes"


@pytest.mark.parametrize("tone", ["plain", "warm"])
def test_the_notes_tell_nothing_on_a_lock_screen(tone: str) -> None:
    notes = shipped().phrases["en"].words(f"notes.between.{tone}")
    assert len(notes) >= 5
    for note in notes:
        assert len(note) <= 80
        assert not {*re.findall(r"[a-z]+", note.casefold())} & unsaid("en")["telling"]
        assert not re.search(r"[?!]", note)
