"""What the line of one's own weeks says, and when it really falls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weeks_examples import ITEMS, TODAY, taps

from bot.engine.check_in import Tap
from bot.weeks.line import FEWEST, LATELY, begins, falls, lines

STEPS = st.integers(1, 5)
DAYS = st.integers(0, 200)
SOMEBODY = st.dictionaries(DAYS, STEPS, max_size=60).map(
    lambda days: [Tap(TODAY - timedelta(days=ago), "close", step) for ago, step in days.items()]
)


def weekly(*given: int) -> bool:
    return falls(taps(given), "understood", TODAY)


def test_a_point_is_the_middle_of_the_last_three() -> None:
    (line,) = lines(taps([4, 4, 1, 4, 4, 5, 5]), ITEMS, TODAY)
    assert [height for _, height in line.points] == [4, 4, 4, 4, 4, 4, 5]
    assert [day for day, _ in line.points] == [tap.day for tap in taps([4] * 7)]


def test_only_twelve_weeks_are_shown_and_no_item_without_an_answer() -> None:
    shown = lines([*taps([3] * 20), *taps([2] * 3, "close"), Tap(TODAY, "safe", 0)], ITEMS, TODAY)
    assert [line.item for line in shown] == ["understood", "close"]
    assert len(shown[0].points) == 12
    assert begins(shown, TODAY) == TODAY - timedelta(weeks=11)


def test_the_first_check_ins_are_not_pressed_to_the_edge() -> None:
    assert begins(lines(taps([3, 3, 3], every=1), ITEMS, TODAY), TODAY) == TODAY - timedelta(weeks=3)


@pytest.mark.parametrize(
    ("steps", "course", "now"),
    [
        ([3], "alone", 3),
        ([3, 4], "same", 4),
        ([3, 3, 3, 3, 3], "same", 3),
        ([2, 2, 2, 4, 4], "higher", 4),
        ([4, 4, 4, 2, 2], "lower", 2),
        ([4, 4, 4, 4, 1], "same", 4),
    ],
)
def test_where_a_line_stands(steps: list[int], course: str, now: int) -> None:
    (line,) = lines(taps(steps), ITEMS, TODAY)
    assert (line.course, line.now) == (course, now)


def test_a_few_days_are_not_beside_any_weeks_before() -> None:
    (line,) = lines(taps([5, 3, 1], every=2), ITEMS, TODAY)
    assert (line.course, line.now) == ("alone", 3)


# --- falling ------------------------------------------------------------------------------------------


def test_three_weeks_a_step_lower_than_the_weeks_before_are_a_fall() -> None:
    assert weekly(4, 4, 4, 3, 3, 3)
    assert weekly(5, 4, 5, 4, 5, 2, 3, 2)


def test_a_week_or_two_a_slow_wave_or_a_low_line_are_none() -> None:
    assert not weekly(4, 4, 4, 4, 4, 1)
    assert not weekly(4, 4, 4, 4, 1, 1)
    assert not weekly(4, 4, 4, 1, 4, 1)
    assert not weekly(1, 1, 1, 1, 1, 1, 1)
    assert not weekly(4, 3, 4, 3, 4, 3, 4, 3)
    assert not weekly(5, 1, 1, 1, 1, 1, 1)


def test_it_needs_several_weeks() -> None:
    assert not weekly(5, 5, 1, 1, 1)
    assert not falls(taps([5] * 10 + [1] * 10, every=1), "understood", TODAY)
    assert falls(taps([5] * 22 + [3] * 21, every=1), "understood", TODAY)


def test_what_is_long_ago_and_other_items_and_offers_do_not_count() -> None:
    assert not falls([*taps([2] * 12), *_long_ago(5)], "understood", TODAY)
    assert not falls(taps([4, 4, 4, 1, 1, 1], "close"), "understood", TODAY)
    assert not falls([replace(tap, given=0) for tap in taps([0] * 12)], "understood", TODAY)


def _long_ago(step: int) -> list[Tap]:
    return [Tap(TODAY - timedelta(weeks=12 + week), "understood", step) for week in range(12)]


@given(st.lists(STEPS, max_size=12))
def test_what_only_rises_never_falls(steps: list[int]) -> None:
    assert not weekly(*sorted(steps))


@given(SOMEBODY)
def test_it_falls_only_with_check_ins_in_six_weeks(own: list[Tap]) -> None:
    weeks = {(TODAY - tap.day).days // 7 for tap in own if (TODAY - tap.day).days < 84}
    assert len(weeks) >= FEWEST or not falls(own, "close", TODAY)


@given(SOMEBODY, STEPS, DAYS, STEPS)
def test_one_day_alone_never_makes_a_quiet_line_fall(own: list[Tap], step: int, ago: int, other: int) -> None:
    quiet = [replace(tap, given=step) for tap in own if tap.day != TODAY - timedelta(days=ago)]
    assert not falls([*quiet, Tap(TODAY - timedelta(days=ago), "close", other)], "close", TODAY)


@given(SOMEBODY)
def test_a_fall_stays_one_where_the_last_weeks_are_lower_still(own: list[Tap]) -> None:
    weeks = sorted({(TODAY - tap.day).days // 7 for tap in own})[:LATELY]
    lower = [
        replace(tap, given=max(1, tap.given - 1)) if (TODAY - tap.day).days // 7 in weeks else tap
        for tap in own
    ]
    assert falls(lower, "close", TODAY) or not falls(own, "close", TODAY)


@given(SOMEBODY)
def test_a_fall_shows_in_weeks_that_are_lower_than_others(own: list[Tap]) -> None:
    if falls(own, "close", TODAY):
        lately = [tap.given for tap in own if (TODAY - tap.day).days < 84]
        assert min(lately) < max(lately)


@given(SOMEBODY, st.randoms())
def test_the_order_in_which_they_are_kept_changes_nothing(own: list[Tap], chance: object) -> None:
    mixed = list(own)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert lines(mixed, ["close"], TODAY) == lines(own, ["close"], TODAY)
    assert falls(mixed, "close", TODAY) == falls(own, "close", TODAY)
