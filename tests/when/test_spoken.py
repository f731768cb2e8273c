"""Times as people say them: what each phrase means, and that nothing is guessed."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.when.grammar import LANGUAGES
from bot.when.saying import say
from bot.when.spoken import read, read_any, time_in
from bot.when.understood import Refused, Understood
from bot.when.wall import Every, instants, next_date

TIMES = Path(__file__).parent / "times"
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")


@dataclass(frozen=True)
class Said:
    """One line of a table."""

    language: str
    now: datetime
    zone: str
    text: str
    means: str


def _table(language: str) -> list[Said]:
    groups = yaml.load((TIMES / f"{language}.yaml").read_text(), yaml.BaseLoader)
    found = []
    for group in groups:
        clock, zone = group["now"].rsplit(" ", 1)
        now = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        found += [Said(language, now, zone, text, means) for text, means in group["said"].items()]
    return found


TABLES = {language: _table(language) for language in LANGUAGES}
ALL = [said for table in TABLES.values() for said in table]


def _shown(found: Understood | Refused, said: Said) -> str:
    """What was read, as the table writes it."""
    if isinstance(found, Refused):
        return found.reason
    local = found.at.astimezone(ZoneInfo(said.zone))
    offset = f"{local:%z}" if re.search(r":\d\d[+-]", said.means) else ""
    rule = f" {found.every.code}" if found.every else ""
    return f"{local:%Y-%m-%d %H:%M}{offset and f'{offset[:3]}:{offset[3:]}'}{rule}"


@pytest.mark.parametrize("said", ALL, ids=lambda said: f"{said.language}: {said.text} ({said.now:%m-%d %H})")
def test_a_phrase_means_this(said: Said) -> None:
    assert _shown(read(said.text, said.language, said.now, said.zone), said) == said.means


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_long_and_a_third_of_it_is_hard(language: str) -> None:
    table = TABLES[language]
    hard = [said for said in table if not said.means[:1].isdigit()]
    assert len(table) >= 60
    assert len(hard) >= len(table) / 3


@pytest.mark.parametrize("said", ALL, ids=lambda said: f"{said.language}: {said.text} ({said.now:%m-%d %H})")
def test_all_that_can_be_meant_is_said_so_that_it_can_be_read_again(said: Said) -> None:
    found = read(said.text, said.language, said.now, said.zone)
    all_of_them = found.options if isinstance(found, Refused) else (found, *found.others)
    for each in all_of_them:
        for language in LANGUAGES:
            back = say(each, language, said.now)
            again = read(back, language, said.now, said.zone)
            assert isinstance(again, Understood), (back, again)
            assert (again.at, again.every) == (each.at, each.every), back


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_language_people_say_it_in_it_never_means_another_time(language: str) -> None:
    for said in ALL:
        found = read_any(said.text, language, said.now, said.zone)
        own = read(said.text, said.language, said.now, said.zone)
        if isinstance(own, Understood):
            assert isinstance(found, Understood), said.text
            assert (found.at, found.every) == (own.at, own.every), said.text
        else:
            assert isinstance(found, Refused), said.text


@settings(max_examples=300, deadline=None)
@given(
    minutes=st.integers(1, 60 * 24 * 800),
    begin=st.integers(0, 60 * 24 * 365 * 20),
    zone=st.sampled_from(ZONES),
    language=st.sampled_from(LANGUAGES),
)
@example(minutes=390, begin=60 * 24 * 297, zone="Europe/Berlin", language="en")
def test_what_is_said_back_and_read_again_is_the_same_instant(
    minutes: int, begin: int, zone: str, language: str
) -> None:
    now = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=begin)
    meant = Understood(now + timedelta(minutes=minutes), zone)
    back = say(meant, language, now)
    again = read(back, language, now, zone)
    assert isinstance(again, Understood), (back, again)
    assert again.at == meant.at, back


@settings(max_examples=200, deadline=None)
@given(
    unit=st.sampled_from(["d", "w"]),
    each=st.integers(1, 30),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    clock=st.integers(0, 24 * 60 - 1),
    begin=st.integers(0, 60 * 24 * 365 * 20),
    zone=st.sampled_from(ZONES),
    language=st.sampled_from(LANGUAGES),
)
def test_what_comes_again_is_said_back_and_read_as_the_same(  # noqa: PLR0917  (what a rule is made of)
    unit: str, each: int, weekdays: set[int], clock: int, begin: int, zone: str, language: str
) -> None:
    now = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=begin)
    every = Every("d", each) if unit == "d" else Every("w", each, tuple(sorted(weekdays)))
    local = datetime(2010, 1, 1, clock // 60, clock % 60)  # noqa: DTZ001  (a clock on a wall)
    back = say(Understood(now, zone, local, every), language, now)
    again = read(back, language, now, zone)
    assert isinstance(again, Understood), (back, again)
    assert again.every == every == Every.parse(every.code), back
    assert again.local is not None
    assert again.local.time() == local.time(), back
    assert again.at > now


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_is_once_a_day_on_the_wall_at_its_hour_or_when_the_clock_jumps_over_it(zone: str) -> None:
    place, every = ZoneInfo(zone), Every("d")
    for clock in ("00:00", "02:15", "01:45", "02:30", "09:00"):
        begin = datetime.fromisoformat(f"2011-06-01T{clock}")
        at, days = next_date(every, begin, zone, datetime(2011, 6, 1, tzinfo=UTC)), []
        for _ in range(500):
            local = at.astimezone(place)
            days.append(local.date())
            wanted = datetime.combine(local.date(), begin.time())
            assert local.replace(tzinfo=None) == wanted or not instants(wanted, zone)
            following = next_date(every, begin, zone, at)
            assert following > at
            at = following
        assert len(set(days)) == len(days)


@given(text=st.text(max_size=60))
def test_no_text_is_too_odd_to_be_answered(text: str) -> None:
    for language in LANGUAGES:
        assert isinstance(read(text, language, datetime(2026, 3, 2, tzinfo=UTC), "UTC"), Refused | Understood)


def test_only_words_that_say_when_are_given_back() -> None:
    assert time_in("Tomorrow at 8 to tell Anna everything", "en") == "tomorrow at 8"
    assert time_in("today at 3 in the morning", "en") == "today at 3 in the morning"
    assert not time_in("Anna tomorrow at 8", "en")
    assert not time_in("", "en")


def test_a_phrase_takes_less_than_a_millisecond() -> None:
    for language, table in TABLES.items():
        times = []
        for said in table:
            begin = time.thread_time()
            for _ in range(5):
                read(said.text, language, said.now, said.zone)
            times.append((time.thread_time() - begin) / 5)
        assert sum(times) / len(times) < 0.001, language


def test_a_long_text_of_many_times_takes_no_long_time() -> None:
    begin = time.thread_time()
    for text in (
        "8 " * 2000,
        "one of the " * 500,
        "at the " * 2000 + "8",
        "monday and " * 12,
        "tomorrow to " * 500,
    ):
        assert isinstance(read(text, "en", datetime(2026, 3, 2, tzinfo=UTC), "UTC"), Refused), text[:20]
    assert time.thread_time() - begin < 0.5
