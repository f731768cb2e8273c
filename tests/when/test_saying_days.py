"""A day said without an hour, in each language."""

from __future__ import annotations

from datetime import date

import pytest

from bot.when.grammar import LANGUAGES
from bot.when.saying import say_day


@pytest.mark.parametrize(
    ("language", "this_year", "next_year"),
    [
        ("en", "Tuesday 3 March", "Monday 4 January 2027"),
        ("de", "Dienstag, 3. März", "Montag, 4. Januar 2027"),
        ("es", "martes 3 de marzo", "lunes 4 de enero de 2027"),
    ],
)
def test_a_day_is_said_with_its_weekday_and_with_its_year_where_that_is_another(
    language: str, this_year: str, next_year: str
) -> None:
    today = date(2026, 3, 2)
    assert say_day(date(2026, 3, 3), language, today).removeprefix("el ") == this_year
    assert say_day(date(2027, 1, 4), language, today).removeprefix("el ") == next_year


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_leaves_anything_of_the_hour_behind(language: str) -> None:
    said = say_day(date(2026, 3, 3), language, date(2026, 3, 2))
    assert "{" not in said
    assert said.rstrip(" ,") == said
