"""Time zones by city, by name and by the hour on one's clock."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when.cities import cities_named, folded
from bot.when.zones import Candidate, zone_names, zone_of, zones_at, zones_meant

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


# --- cities and countries -----------------------------------------------------------------------------

TABLE = Path(__file__).parents[2] / "bot" / "when" / "world" / "cities.tsv"


def meant(text: str, now: datetime = WINTER) -> list[str]:
    return [candidate.zone for candidate in zones_meant(text, now)]


def shown(text: str) -> list[str]:
    return [candidate.label for candidate in zones_meant(text, WINTER)]


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        (
            "Europe/Berlin",
            ["München", "munich", "Múnich", "Мюнхен", "Muenchen", "Köln", "Cologne", "Francfort"],
        ),
        ("Europe/Moscow", ["Москва", "Moscou", "Moskau", "Moscú", "Санкт-Петербург", "Nizhny Novgorod"]),
        ("America/New_York", ["Nueva York", "Нью-Йорк", "Brooklyn", "Washington DC", "Boston", "miami"]),
        ("Europe/Zurich", ["Genève", "Genf", "Ginebra", "Женева", "basel"]),
        ("Europe/London", ["London", "Лондон", "Londres", "Edinburgh", "Leeds", "Birmingham, UK"]),
        ("America/Sao_Paulo", ["Rio de Janeiro", "Río de Janeiro", "Curitiba", "são paulo"]),
        ("Asia/Kolkata", ["Bombay", "Mumbai", "Delhi", "bengaluru", "Hyderabad, India"]),
        ("Europe/Kyiv", ["Львов", "Lviv", "Харків", "Odessa, Ukraine"]),
        ("America/Chicago", ["Springfield, MO", "springfield missouri", "Dallas", "San Antonio"]),
        ("America/Toronto", ["London, Canada", "Québec", "Hamilton, Canada", "mississauga"]),
        ("America/Los_Angeles", ["Portland Oregon", "Oregon", "San Francisco", "Portland, OR"]),
    ],
)
def test_a_city_is_known_by_the_names_that_people_have_for_it(zone: str, names: list[str]) -> None:
    for name in names:
        found = zones_meant(name, WINTER)
        assert len(found) == 1, (name, found)
        at = [WINTER + timedelta(days=days) for days in (0, 60, 120, 180)]
        clocks = [each.astimezone(ZoneInfo(found[0].zone)).utcoffset() for each in at]
        assert clocks == [each.astimezone(ZoneInfo(zone)).utcoffset() for each in at], name


def test_of_namesakes_in_several_zones_it_is_asked_which_with_the_country() -> None:
    assert shown("Springfield") == [f"Springfield, United States (UTC-{hours})" for hours in (6, 5, 8)]
    assert shown("Valencia")[:2] == ["Valencia, Venezuela (UTC-4)", "Valencia, Spain (UTC+1)"]
    assert "Cambridge, United Kingdom (UTC+0)" in shown("Cambridge")
    assert shown("Odessa") == ["Odesa, Ukraine (UTC+2)", "Odessa, United States (UTC-6)"]
    assert shown("Sakata") == ["Jakarta, Indonesia (UTC+7)", "Sakata, Japan (UTC+9)"]
    assert len(meant("San José")) > 1
    assert len(meant("St. Petersburg")) == len(meant("Saint Petersburg")) == 2


def test_namesakes_that_keep_the_same_time_are_no_question_and_neither_are_far_smaller_ones() -> None:
    assert {city.zone for city in cities_named("New Delhi")} == {"Asia/Kolkata"}
    assert len(cities_named("New Delhi")) == 2
    assert meant("New Delhi") == ["Asia/Kolkata"]
    assert meant("Boston") == ["America/New_York"]
    assert meant("San Francisco") == ["America/Los_Angeles"]


@pytest.mark.parametrize(
    ("country", "zones"),
    [
        ("Germany", ["Europe/Berlin"]),
        ("Deutschland", ["Europe/Berlin"]),
        ("Японии", []),
        ("japan", ["Asia/Tokyo"]),
        ("Portugal", ["Europe/Lisbon", "Atlantic/Azores"]),
        ("España", ["Europe/Madrid", "Atlantic/Canary"]),
        ("Nepal", ["Asia/Kathmandu"]),
        ("Georgia", ["Asia/Tbilisi", "America/New_York"]),
        ("Washington", ["America/Los_Angeles", "America/New_York"]),
        ("hi", []),
        ("me", []),
        ("OK", []),
    ],
)
def test_a_country_alone_is_enough_where_it_has_one_time(country: str, zones: list[str]) -> None:
    assert meant(country) == zones


def test_a_country_with_many_times_is_asked_about_where_most_people_live_first() -> None:
    assert meant("USA")[:3] == ["America/New_York", "America/Chicago", "America/Los_Angeles"]
    assert shown("Portugal") == ["Lisbon (UTC+0)", "Azores (UTC-1)"]
    assert len(meant("Russia")) == 6


@pytest.mark.parametrize(
    "text", ["", " ", "home", "Atlantis", "EST", ",", "Atlantis, Germany", "Berlin, Atlantis"]
)
def test_what_names_no_place_surely_gives_nothing(text: str) -> None:
    assert meant(text) == []


def test_an_hour_is_still_an_hour_and_a_zone_a_zone() -> None:
    assert meant("21:10")[0] == "Europe/Berlin"
    assert meant("Australia/Lord_Howe") == ["Australia/Lord_Howe"]


def test_all_zones_in_the_table_are_zones_and_each_city_leads_to_its_own() -> None:
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(lines) > 5000
    assert {zone for _, _, zone, _ in lines} <= {*zone_names().values()}
    for name, region, zone, _ in lines[::17]:
        assert any((city.region, city.zone) == (region, zone) for city in cities_named(name)), name
        assert folded(name)
    assert TABLE.stat().st_size < 600_000


def test_a_place_is_looked_up_in_far_less_than_a_millisecond() -> None:
    cities_named("Berlin")
    names = [
        "München",
        "Springfield",
        "Portland Oregon",
        "Atlantis",
        "Nowhere at all, Germany",
        "Москва",
    ] * 50
    begin = time.thread_time()
    for name in names:
        cities_named(name)
    assert (time.thread_time() - begin) / len(names) < 0.0005


@given(st.text(max_size=40), st.sampled_from([WINTER, SUMMER]))
def test_whatever_is_said_of_a_place_there_are_few_zones_and_each_exists(text: str, now: datetime) -> None:
    found = zones_meant(text, now)
    assert len(found) <= 6
    assert all(ZoneInfo(each.zone) and len(each.label) < 64 for each in found)
