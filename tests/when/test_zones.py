"""Time zones by city, by name and by the hour on one's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when.zones import Candidate, zone_names, zone_of, zones_at

WINTER = datetime(2026, 1, 15, 20, 10, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 20, 10, tzinfo=UTC)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (made aware by hypothesis)


def offers(text: str, now: datetime) -> list[str]:
    return [candidate.zone for candidate in zones_at(text, now)]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" BERLIN. ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("New_York", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("St. John's", "America/St_Johns"),
        ("port au prince", "America/Port-au-Prince"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("istanbul", "Europe/Istanbul"),
        ("lord howe", "Australia/Lord_Howe"),
        ("apia", "Pacific/Apia"),
        ("kathmandu", "Asia/Kathmandu"),
        ("chatham", "Pacific/Chatham"),
        ("utc", "UTC"),
        ("japan", "Japan"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_a_zone_is_found_by_its_name_or_city(text: str, zone: str) -> None:
    assert zone_of(text, WINTER) == zone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "home",
        "gmt+5",
        "utc+2",
        "EST",
        "mst",
        "san juan",
        "petersburg",
        "west",
        "europe",
        "localtime",
        "factory",
        "21:40",
        "/",
        "../etc",
    ],
)
def test_what_is_no_zone_or_not_surely_the_one_meant_is_not_guessed(text: str) -> None:
    assert zone_of(text, WINTER) is None


def test_every_iana_name_is_found_in_any_case_and_with_spaces() -> None:
    for name in zone_names().values():
        if name not in {"EST", "MST", "HST"}:
            assert zone_of(name.upper().replace("_", " "), WINTER) == name


@given(st.text(), st.sampled_from([WINTER, SUMMER]))
def test_any_text_gives_a_zone_that_exists_or_none(text: str, now: datetime) -> None:
    zone = zone_of(text, now)
    assert zone is None or ZoneInfo(zone)
    assert all(ZoneInfo(candidate.zone) for candidate in zones_at(text, now))


def test_an_hour_gives_the_zones_where_it_is_that_hour_those_with_many_people_first() -> None:
    assert offers("21:10", WINTER)[0] == "Europe/Berlin"
    assert offers("21:10", SUMMER)[0] == "Europe/London"
    assert offers("3:10 pm", WINTER)[0] == "America/New_York"
    assert offers("4:10 pm", SUMMER)[0] == "America/New_York"


@pytest.mark.parametrize(
    "text",
    [
        "21:12",
        "9:12 pm",
        "9.12PM",
        "21h12",
        "2112",
        "21:12 Uhr",
        "it's 9:12 p.m.",
        "9pm",
        "21",
        "21 h",
        "9 PM.",
    ],
)
def test_an_hour_may_be_written_in_many_ways(text: str) -> None:
    assert offers(text, WINTER)[0] == "Europe/Berlin"


@pytest.mark.parametrize("text", ["", "25:00", "21:70", "nine", "9:5", "12345", "9 pm tomorrow", "-3", "٩"])
def test_what_is_no_hour_gives_nothing(text: str) -> None:
    assert zones_at(text, WINTER) == []


def test_an_hour_up_to_twelve_without_am_or_pm_is_read_both_ways() -> None:
    found = offers("9:10", WINTER)
    assert "Europe/Berlin" in found
    assert any(WINTER.astimezone(ZoneInfo(zone)).hour == 9 for zone in found)
    assert {WINTER.astimezone(ZoneInfo(zone)).hour for zone in offers("09:10", WINTER)} == {9}


def test_a_clock_that_is_some_minutes_wrong_does_not_matter() -> None:
    assert offers("21:04", WINTER) == offers("21:10", WINTER) == offers("21:17", WINTER)


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Asia/Kathmandu", "Kathmandu (UTC+5:45)"),
        ("Pacific/Chatham", "Chatham (UTC+13:45)"),
        ("Australia/Lord_Howe", "Lord Howe (UTC+11)"),
        ("Pacific/Marquesas", "Marquesas (UTC-9:30)"),
        ("America/New_York", "New York (UTC-5)"),
    ],
)
def test_odd_offsets_are_offered_with_city_and_offset(zone: str, label: str) -> None:
    clock = f"{WINTER.astimezone(ZoneInfo(zone)):%H:%M}"
    assert label in [candidate.label for candidate in zones_at(clock, WINTER)]


def test_a_label_without_offset_is_utc_plus_nothing() -> None:
    assert Candidate("Africa/Accra", timedelta()).label == "Accra (UTC+0)"


@pytest.mark.parametrize(
    "now", [WINTER, SUMMER, datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)]
)
def test_wherever_someone_lives_their_hour_leads_to_a_zone_with_their_clock(now: datetime) -> None:
    clocks = {f"{now.astimezone(ZoneInfo(name)):%H:%M}" for name in zone_names().values()}
    assert len(clocks) > 30
    for clock in clocks:
        found = offers(f"{clock} h", now)
        assert {f"{now.astimezone(ZoneInfo(zone)):%H:%M}" for zone in found} == {clock}


@given(instants, st.integers(0, 23), st.integers(0, 59))
def test_there_are_always_some_but_never_many_and_each_once(now: datetime, hour: int, minute: int) -> None:
    found = offers(f"{hour:02}:{minute:02}", now)
    assert 1 <= len(found) <= 6
    assert len(set(found)) == len(found)
