"""Quiet hours: what they cover, and when they are over, on every clock of the world."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when.hours import QuietHours, next_open
from bot.when.zones import zone_names

NIGHT = QuietHours.parse("21:00-08:00")

windows = st.tuples(st.times(), st.times()).map(
    lambda ends: QuietHours(*(at.replace(second=0, microsecond=0) for at in ends))
)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (made aware by hypothesis)
zones = st.sampled_from(sorted(zone_names().values()))


def local(zone: str, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("21:00-08:00", time(21), time(8)),
        (" 21:30 – 7:15 ", time(21, 30), time(7, 15)),
        ("13-14", time(13), time(14)),
        ("22:00-24:00", time(22), time(0)),
        ("none", time(0), time(0)),
        ("Off", time(0), time(0)),
    ],
)
def test_quiet_hours_are_read(text: str, begin: time, end: time) -> None:
    assert QuietHours.parse(text) == QuietHours(begin, end)


@pytest.mark.parametrize(
    "text", ["", "21:00", "21:00-25:00", "21:60-08:00", "9pm-8am", "21:00-21:00", "24:01-8", "٢١-٠٨"]
)
def test_what_are_no_quiet_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"quiet hours|clock"):
        QuietHours.parse(text)


@given(windows)
def test_quiet_hours_written_out_are_read_back_the_same(quiet: QuietHours) -> None:
    if quiet.begin == quiet.end:
        assert str(quiet) == "none"
    else:
        assert QuietHours.parse(str(quiet)) == quiet


def test_the_night_covers_its_beginning_but_not_its_end() -> None:
    assert [NIGHT.covers(time(*at)) for at in [(20, 59), (21, 0), (0, 0), (7, 59), (8, 0)]] == [
        False,
        True,
        True,
        True,
        False,
    ]


@given(st.times())
def test_none_covers_nothing(clock: time) -> None:
    assert not QuietHours.parse("none").covers(clock)


def test_by_day_it_is_open_now() -> None:
    noon = local("Europe/Berlin", 2026, 6, 1, 12)
    assert next_open(noon, "Europe/Berlin", NIGHT) == noon


def test_before_midnight_the_night_ends_tomorrow_and_after_midnight_today() -> None:
    eight = local("Europe/Berlin", 2026, 6, 2, 8)
    assert next_open(local("Europe/Berlin", 2026, 6, 1, 21), "Europe/Berlin", NIGHT) == eight
    assert next_open(local("Europe/Berlin", 2026, 6, 2, 7, 59), "Europe/Berlin", NIGHT) == eight


def test_the_night_in_which_the_clock_changes_ends_at_eight_all_the_same() -> None:
    for day in (29, 30):
        assert next_open(local("Europe/Berlin", 2026, 3, day - 1, 23), "Europe/Berlin", NIGHT) == local(
            "Europe/Berlin", 2026, 3, day, 8
        )
    assert next_open(local("Europe/Berlin", 2026, 10, 24, 23), "Europe/Berlin", NIGHT) == local(
        "Europe/Berlin", 2026, 10, 25, 8
    )


def test_an_end_that_the_clock_leaps_over_is_the_moment_of_the_leap() -> None:
    quiet = QuietHours.parse("22:00-02:30")
    assert next_open(local("Europe/Berlin", 2026, 3, 28, 23), "Europe/Berlin", quiet) == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )


def test_an_end_that_the_clock_shows_twice_is_the_first() -> None:
    quiet = QuietHours.parse("22:00-02:30")
    zone = "Europe/Berlin"
    assert next_open(local(zone, 2026, 10, 25, 0), zone, quiet) == local(zone, 2026, 10, 25, 2, 30)
    assert next_open(local(zone, 2026, 10, 25, 2, 10, fold=1), zone, quiet) == local(
        zone, 2026, 10, 25, 2, 30, fold=1
    )


def test_lord_howe_changes_by_half_an_hour() -> None:
    zone = "Australia/Lord_Howe"
    assert next_open(local(zone, 2026, 10, 3, 23), zone, NIGHT) == datetime(2026, 10, 3, 21, tzinfo=UTC)
    leapt_over = QuietHours.parse("22:00-02:15")
    assert next_open(local(zone, 2026, 10, 3, 23), zone, leapt_over) == datetime(
        2026, 10, 3, 15, 30, tzinfo=UTC
    )


def test_apia_slept_through_a_whole_day() -> None:
    zone = "Pacific/Apia"
    assert next_open(local(zone, 2011, 12, 29, 22), zone, NIGHT) == local(zone, 2011, 12, 31, 8)


def test_kathmandu_and_chatham_have_quarters_of_hours() -> None:
    assert next_open(datetime(2026, 6, 1, 16, tzinfo=UTC), "Asia/Kathmandu", NIGHT) == datetime(
        2026, 6, 2, 2, 15, tzinfo=UTC
    )
    assert next_open(local("Pacific/Chatham", 2026, 9, 26, 23), "Pacific/Chatham", NIGHT) == local(
        "Pacific/Chatham", 2026, 9, 27, 8
    )


@given(instants, zones, windows)
def test_it_is_open_when_quiet_hours_are_over_and_no_earlier(
    now: datetime, zone: str, quiet: QuietHours
) -> None:
    opened = next_open(now, zone, quiet)
    assert now <= opened <= now + timedelta(days=2)
    place = ZoneInfo(zone)
    assert not quiet.covers(opened.astimezone(place).time())
    assert opened.utcoffset() == timedelta()
    between = [now + (opened - now) * part / 40 for part in range(40)]
    assert all(quiet.covers(at.astimezone(place).time()) for at in between if at < opened)


@given(instants, zones, windows)
def test_asked_again_at_that_moment_it_is_still_open(now: datetime, zone: str, quiet: QuietHours) -> None:
    opened = next_open(now, zone, quiet)
    assert next_open(opened, zone, quiet) == opened
