"""Who can help: what stands in the file, and what of it is shown in which order at which hour."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.care import helplines as module
from bot.care.helplines import FIELDS, MAY_BE_EMPTY, Helplines, Hours, helplines
from bot.care.pattern import Unusable
from bot.engine.fitting import plain

FILE = Path(module.__file__).with_name("helplines.yaml")
WRITTEN = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
LINES = helplines().lines
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday
A_LINE: dict[str, Any] = {
    "country": "DK",
    "kind": "suicide",
    "name": "Livslinien",
    "english": "crisis line",
    "area": "",
    "for": "all",
    "dial": ["70 201 201"],
    "text": "",
    "chat": "",
    "hours": "1-7 09:00-05:00",
    "zone": "Europe/Copenhagen",
    "languages": ["da"],
    "cost": "unknown",
    "bill": "unknown",
    "source": "https://www.livslinien.dk/",
    "checked_on": "2026-10-07",
    "checked_how": "its own page names it",
}
AN_EMERGENCY = {**A_LINE, "kind": "emergency", "name": "Alarm", "dial": ["112"], "hours": "24/7"}


def of(*lines: dict[str, Any], **changed: Any) -> Helplines:
    """A file with these lines in Denmark, the last of them changed."""
    *first, last = lines or (A_LINE,)
    names = {"en": "Denmark", "de": "Dänemark", "es": "Dinamarca", "also": ["Danmark"]}
    data = {"directories": WRITTEN["directories"], "countries": {"DK": names}}
    return Helplines({**data, "lines": [*first, {**last, **changed}]})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- what stands in the file --------------------------------------------------------------------------


def test_every_line_has_an_https_source_and_says_when_and_how_it_was_checked() -> None:
    for line in LINES:
        assert line.source.startswith("https://"), line.name
        assert line.checked_on <= datetime.now(UTC).date(), line.name
        assert len(line.checked_how) > len("it is so"), line.name


@pytest.mark.parametrize("field", FIELDS)
def test_a_line_with_a_missing_field_is_refused(field: str) -> None:
    without = {key: value for key, value in A_LINE.items() if key != field}
    with pytest.raises(Unusable, match=r"missing|both names and lines"):
        of(without)
    if field not in MAY_BE_EMPTY:
        with pytest.raises(Unusable):
            of(**{field: "" if isinstance(A_LINE[field], str) else []})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "http://www.livslinien.dk/"),
        ("source", "www.livslinien.dk"),
        ("kind", "other"),
        ("for", "children"),
        ("cost", "cheap"),
        ("bill", "maybe"),
        ("dial", "70 201 201"),
        ("dial", []),
        ("languages", "da"),
        ("hours", "9-17"),
        ("hours", "1-5 9:00-17:00"),
        ("hours", "5-1 09:00-17:00"),
        ("hours", "1-5 09:00-25:00"),
        ("hours", "1-5 09:60-17:00"),
        ("hours", "1-5 09:00-09:00"),
        ("zone", "Europe/Atlantis"),
        ("zone", "../etc"),
        ("checked_on", "October 2026"),
        ("country", "SE"),
    ],
)
def test_a_line_that_says_what_cannot_be_is_refused(field: str, value: object) -> None:
    with pytest.raises(Unusable):
        of(**{field: value})


def test_a_word_that_no_field_is_called_is_refused() -> None:
    with pytest.raises(Unusable, match="phone"):
        of(phone="112")


def test_what_is_dialled_stands_as_it_was_written_and_never_with_a_country_code_put_before_it() -> None:
    written = [dial for line in WRITTEN["lines"] for dial in line["dial"]]
    assert [dial for line in LINES for dial in line.dial] == written
    assert not [dial for dial in written if dial.startswith("+") or dial.strip("0123456789 -") != ""]
    shown = {line.country: line.dial for line in LINES if line.kind == "suicide"}
    assert shown["FR"] == ("3114",)
    assert "09 2525 0111" in shown["FI"]  # a zero in front stays


def test_every_country_has_an_emergency_number_first_and_nothing_stands_twice() -> None:
    for country in helplines().countries:
        kinds = [line.kind for line in LINES if line.country == country]
        assert kinds[0] == "emergency", country
        assert len(set(kinds)) > 1, country
    counted = Counter((line.country, dial) for line in LINES for dial in line.dial)
    assert [each for each, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(
    ("country", "dial"),
    [
        ("NZ", "1737"),
        ("NO", "113"),
        ("NL", "113"),
        ("AT", "142"),
        ("US", "988"),
        ("CA", "988"),
        ("SE", "116 016"),
        ("PT", "1411"),
    ],
)
def test_a_number_stands_with_the_country_in_which_it_is_that_line(country: str, dial: str) -> None:
    assert dial in {dial for line in LINES if line.country == country for dial in line.dial}


@pytest.mark.parametrize(
    "number", ["08000 116 016", "1-800-363-9010", "1712", "02 2327 2327", "808 24 24 24"]
)
def test_what_could_not_be_supported_is_not_there(number: str) -> None:
    assert number not in {dial for line in LINES for dial in line.dial}


def test_no_name_means_two_countries() -> None:
    meant: dict[str, set[str]] = {}
    for name, country in helplines().names():
        meant.setdefault(plain(name), set()).add(country)
    assert [name for name, countries in meant.items() if len(countries) > 1 or not name] == []


# --- what is shown, and in which order ----------------------------------------------------------------


def test_the_emergency_number_comes_first_then_who_answers_now_then_the_directories() -> None:
    ways = helplines().ways("GB", NOON)
    assert ways.emergency[0].dial == ("999", "112")
    assert ways.open[0].name == "Samaritans"
    assert [each.address for each in ways.directories][:2] == ["findahelpline.com", "befrienders.org"]


def test_without_a_country_or_with_one_that_has_no_lines_there_are_the_directories() -> None:
    for country in ("", "XX", "KE"):
        ways = helplines().ways(country, NOON)
        assert not (ways.emergency)
        assert not (ways.open)
        assert not (ways.vary)
        assert not (ways.later)
        assert not (ways.old)
        assert {each.kind for each in ways.directories} == {"talk", "violence"}


@pytest.mark.parametrize("country", ["", "XX", *helplines().countries])
def test_at_any_hour_and_in_ten_years_there_are_two_ways_at_least(country: str) -> None:
    for hours in (*range(0, 7 * 24, 5), 10 * 365 * 24):
        ways = helplines().ways(country, NOON + timedelta(hours=hours))
        assert len(ways.directories) >= 2
        assert not country or country == "XX" or ways.emergency


def test_no_line_is_lost_or_shown_twice() -> None:
    for country in helplines().countries:
        for hours in range(0, 7 * 24, 7):
            ways = helplines().ways(country, NOON + timedelta(hours=hours))
            later = [line for line, _ in ways.later]
            shown = [*ways.emergency, *ways.open, *ways.vary, *later, *ways.old]
            assert sorted(shown, key=id) == sorted((x for x in LINES if x.country == country), key=id)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-26T03:59", None),  # a minute before five in Copenhagen
        ("2026-11-26T04:00", "2026-11-26T08:00"),
        ("2026-11-26T07:59", "2026-11-26T08:00"),
        ("2026-11-26T08:00", None),
        ("2026-11-26T23:30", None),
        ("2026-07-01T03:30", "2026-07-01T07:00"),  # in summer an hour earlier
        ("2026-10-25T04:30", "2026-10-25T08:00"),  # the night in which the clock is set back
    ],
)
def test_where_the_hour_is_past_a_lines_hours_it_is_said_when_it_opens(now: str, opens: str | None) -> None:
    ways = of(AN_EMERGENCY, A_LINE).ways("DK", at(now))
    assert [line.name for line in ways.open] == ([] if opens else ["Livslinien"])
    assert [when for _, when in ways.later] == ([at(opens)] if opens else [])


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-26T19:00", "2026-11-27T07:00"),  # Thursday evening, Friday morning
        ("2026-11-27T14:00", "2026-11-30T07:00"),  # on Friday it closes at three: Monday
        ("2026-11-29T12:00", "2026-11-30T07:00"),  # Sunday
    ],
)
def test_over_a_weekend_it_is_the_next_day_on_which_somebody_answers(now: str, opens: str) -> None:
    men = next(line for line in LINES if line.country == "DE" and line.whom == "men")
    assert not men.hours.open_at(at(now))
    assert men.hours.opens(at(now)) == at(opens)


def test_of_several_that_are_closed_the_one_that_opens_first_comes_first() -> None:
    noon = {**A_LINE, "name": "Noon", "hours": "1-7 12:00-14:00"}
    ways = of(noon, A_LINE).ways("DK", at("2026-11-26T05:00"))
    assert [line.name for line, _ in ways.later] == ["Livslinien", "Noon"]


def test_hours_that_vary_are_never_said_to_be_open() -> None:
    ways = of(hours="vary").ways("DK", NOON)
    assert [line.name for line in ways.vary] == ["Livslinien"]
    assert not ways.open
    assert not Hours.parse("vary", "Asia/Tokyo").open_at(NOON)


def test_a_line_older_than_a_year_stands_after_the_directories() -> None:
    seen = datetime(2026, 10, 7, 12, tzinfo=UTC)
    file = of(AN_EMERGENCY, A_LINE, hours="24/7")
    assert [line.name for line in file.ways("DK", seen + timedelta(days=365)).open] == ["Livslinien"]
    after = file.ways("DK", seen + timedelta(days=366))
    assert not after.open
    assert [line.name for line in after.old] == ["Livslinien"]
    assert after.emergency  # that one is always first


def test_by_age_the_one_that_was_seen_longest_ago_comes_first() -> None:
    ages = [line.checked_on for line in helplines().by_age()]
    assert ages == sorted(ages)
    assert len(ages) == len(LINES)


@pytest.mark.parametrize("language", ["de", "es"])
def test_what_a_line_is_can_be_read_in_more_languages(language: str) -> None:
    lines = helplines()
    own_names = {"Suicide Crisis Helpline", "Yorisoi Hotline", "Inochi SOS"}
    for line in lines.lines:
        assert (lines.what(line, language) != line.english) == (line.english not in own_names), line.english
        assert lines.what(line, "en") == lines.what(line, "fi") == line.english
