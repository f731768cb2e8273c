"""The policy of reminders, clause by clause, and over random years of people's behaviour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.reminder import KINDS, OWN, Kind, Note, Reminder, Wish
from bot.when.hours import QuietHours
from bot.when.policy import DAY, HERE, MOST, WEEK, Wishes, closes, policy, rarer, unanswered, wording
from bot.when.wall import Every, next_date

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NIGHT = QuietHours.parse("21:00-08:00")
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


def wants(*kinds: Kind, **chosen: object) -> dict[Kind, Wish]:
    return {kind: Wish(1, kind, wanted=True, **chosen) for kind in kinds or OWN}  # type: ignore[arg-type]  # its own


def wishes(**chosen: object) -> Wishes:
    usual = {"by_kind": wants(), "heard_at": MONDAY - 3 * DAY}
    return Wishes("UTC", NIGHT, **(usual | chosen))  # type: ignore[arg-type]  # its own


def reminder(kind: Kind = "nudge", due: datetime = MONDAY, **more: object) -> Reminder:
    return Reminder(0, kind, 1, "", 0, due, **more)  # type: ignore[arg-type]  # its own


def told(*before: timedelta, kind: Kind = "nudge") -> list[Note]:
    return [Note(1, MONDAY - each, kind, n) for n, each in enumerate(before)]


# --- clause by clause ---------------------------------------------------------------------------------


def test_what_nobody_said_they_want_never_comes() -> None:
    for kind in OWN:
        assert policy(reminder(kind), wishes(by_kind={}), [], MONDAY) is None
        assert policy(reminder(kind), wishes(by_kind={kind: Wish(1, kind, wanted=False)}), [], MONDAY) is None
        assert policy(reminder(kind), wishes(by_kind=wants(kind)), [], MONDAY) == MONDAY


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_a_day_old_is_not_said(kind: Kind) -> None:
    assert policy(reminder(kind), wishes(), [], MONDAY + DAY) is None
    assert policy(reminder(kind), wishes(), [], MONDAY + DAY - 5 * HOUR) is not None


def test_what_a_person_set_comes_at_its_hour_whatever_else_holds() -> None:
    night = datetime(2026, 3, 3, 2, tzinfo=UTC)
    full = told(3 * HOUR, 2 * HOUR, HOUR)
    busy = wishes(heard_at=night - 2 * HOUR)
    assert policy(reminder("request", night), busy, full, night) == night
    for kind in ("return", "appointment", *OWN):
        assert policy(reminder(kind, night, chosen=True), busy, full, night) == night
        assert policy(reminder(kind, night), busy, full, night) != night


def test_the_end_of_a_pause_comes_at_its_hour_to_who_is_here_and_else_in_the_morning() -> None:
    night = datetime(2026, 3, 2, 22, tzinfo=UTC)
    here = wishes(heard_at=night - HERE + MINUTE)
    assert policy(reminder("return", night), here, [], night) == night
    assert policy(reminder("return", night), wishes(), [], night) == datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert policy(reminder("knock", night), here, [], night) == datetime(2026, 3, 3, 8, tzinfo=UTC)


def test_a_knock_comes_in_its_chosen_hours_in_quiet_ones_too() -> None:
    night = datetime(2026, 3, 2, 20, tzinfo=UTC)
    late = wishes(knocks=QuietHours.parse("22:00-23:00"))
    assert policy(reminder("knock", night), late, [], night) == datetime(2026, 3, 2, 22, tzinfo=UTC)


def test_the_days_and_the_hours_that_were_chosen_hold() -> None:
    weekends = wishes(by_kind=wants(days="67", hours="10:00-11:00"))
    assert policy(reminder(), weekends, [], MONDAY) == datetime(2026, 3, 7, 10, tzinfo=UTC)
    never = wishes(by_kind=wants(hours="22:00-23:00"))
    assert policy(reminder(), never, [], MONDAY) is None


def test_never_two_within_a_day_of_whatever_kind() -> None:
    lately = wishes(heard_at=MONDAY - DAY - HOUR)
    answered = replace(lately, heard_at=MONDAY - DAY)
    assert policy(reminder(), answered, told(DAY + HOUR, kind="check_in"), MONDAY) == MONDAY
    last = told(23 * HOUR, kind="check_in")
    seen = replace(answered, heard_at=MONDAY - 22 * HOUR)
    assert policy(reminder(), seen, last, MONDAY) == MONDAY + HOUR


def test_at_most_so_many_in_seven_days_over_all_kinds() -> None:
    heard = wishes(heard_at=MONDAY - DAY)
    week = [*told(5 * DAY, kind="follow_up"), *told(2 * DAY)]
    assert policy(reminder(), heard, week, MONDAY) == MONDAY + 2 * DAY
    assert policy(reminder(), replace(heard, by_kind=wants(most=3)), week, MONDAY) == MONDAY
    assert policy(reminder(), replace(heard, by_kind=wants(most=1)), week, MONDAY) == MONDAY + 5 * DAY


def test_requests_and_returns_use_nothing_of_the_cap_up() -> None:
    heard = wishes(heard_at=MONDAY - DAY)
    asked = [Note(1, MONDAY - n * HOUR, kind, n) for n in range(1, 9) for kind in ("request", "return")]
    assert policy(reminder(), heard, sorted(asked, key=lambda note: note.at), MONDAY) == MONDAY


@pytest.mark.parametrize(
    ("ignored", "wait"), [(0, timedelta(0)), (1, 2 * DAY), (2, 4 * DAY), (3, None), (4, None)]
)
def test_the_less_it_is_answered_the_longer_it_waits_until_it_is_silent(
    ignored: int, wait: timedelta | None
) -> None:
    last = MONDAY - HOUR
    notes = [Note(1, last - (ignored - n - 1) * 10 * DAY, "nudge", n) for n in range(ignored)]
    away = wishes(heard_at=MONDAY - 50 * DAY, by_kind=wants(most=9))
    found = policy(reminder(), away, notes, MONDAY)
    assert found == (None if wait is None else max(MONDAY, last + wait if ignored else MONDAY))
    back = replace(away, heard_at=MONDAY)
    assert policy(reminder(due=MONDAY + DAY), back, notes, MONDAY) == MONDAY + DAY


@pytest.mark.parametrize(("ignored", "weeks"), [(0, 1), (1, 2), (2, 4)])
def test_what_comes_each_week_leaves_out_weeks_and_keeps_its_day(ignored: int, weeks: int) -> None:
    sunday = datetime(2026, 3, 1, 18, 5, tzinfo=UTC)  # a little late
    notes = [Note(1, sunday - 30 * DAY * n, "check_in", n) for n in reversed(range(max(1, ignored)))]
    due = datetime(2026, 3, 8, 18, tzinfo=UTC)
    weekly = reminder("check_in", due, local="2026-02-01T18:00", zone="UTC", rule="w1.6")
    heard = sunday + HOUR if not ignored else sunday - 60 * DAY
    found = policy(weekly, wishes(heard_at=heard), notes, due)
    assert found == due + (weeks - 1) * WEEK


def test_less_often_makes_it_twice_as_rare() -> None:
    sunday = datetime(2026, 3, 1, 18, tzinfo=UTC)
    due = sunday + WEEK
    weekly = reminder("check_in", due, local="2026-02-01T18:00", zone="UTC", rule="w1.6")
    rare = wishes(heard_at=sunday + HOUR, by_kind=wants(less=2))
    assert policy(weekly, rare, [Note(1, sunday, "check_in", 0)], due) == due + WEEK
    assert rarer("check_in", rare, []) == 2


def test_who_was_just_here_is_left_in_peace_until_another_day() -> None:
    morning = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert policy(reminder(), wishes(heard_at=morning), [], MONDAY) == datetime(2026, 3, 3, 8, tzinfo=UTC)
    there = Wishes("Asia/Tokyo", QuietHours.parse("none"), wants(), heard_at=morning)
    assert policy(reminder(due=MONDAY + 3 * HOUR), there, [], MONDAY) == MONDAY + 3 * HOUR  # midnight there


def test_after_words_of_danger_it_is_still_for_a_while_but_for_what_was_set() -> None:
    still = wishes(still_until=MONDAY + 6 * DAY)
    assert policy(reminder(), still, [], MONDAY) == MONDAY + 6 * DAY
    assert policy(reminder(chosen=True), still, [], MONDAY) == MONDAY + 6 * DAY
    assert policy(reminder("return", chosen=True), still, [], MONDAY) == MONDAY
    assert policy(reminder("request"), still, [], MONDAY) == MONDAY


def test_no_wording_comes_again_within_three_of_its_kind() -> None:
    history: list[Note] = []
    for n in range(40):
        kind: Kind = "nudge" if n % 3 else "check_in"
        of = 5 + n // 7 % 3  # a release may have others
        number = wording(kind, history, of)
        assert number < of
        assert number not in [note.wording for note in history if note.kind == kind][-3:]
        history.append(Note(1, MONDAY + n * DAY, kind, number))


# --- random years -------------------------------------------------------------------------------------

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "UTC",
)
RULES = {"follow_up": "d1", "check_in": "w1.6"}


@dataclass
class Year:
    """A person, what they wish, when they do something; and what comes to them, by the policy alone."""

    wishes: Wishes
    heard: Sequence[datetime]
    begin: datetime
    chosen: Sequence[datetime] = ()
    said: list[tuple[datetime, Reminder, Wishes]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    waiting: list[Reminder] = field(default_factory=list)

    def lives(self) -> Year:
        """A year goes by: each thing in its order, reminders before what the person does at the same moment."""
        local = f"{self.begin:%Y-%m-%dT}19:00"
        for kind, rule in RULES.items():
            due = next_date(Every.parse(rule), datetime.fromisoformat(local), self.wishes.zone, self.begin)
            self.waiting.append(Reminder(0, kind, 1, "", 1, due, local, self.wishes.zone, rule))  # type: ignore[arg-type]
        self.waiting += [Reminder(0, "request", 1, "", n, at) for n, at in enumerate(self.chosen)]
        end = self.begin + 400 * DAY
        for at in [*sorted(self.heard), end]:
            while (due := min((each.due_at for each in self.waiting), default=end)) < at:
                self.falls_due(due)
            self.wishes = replace(self.wishes, heard_at=at)
            self.waiting = [each for each in self.waiting if each.kind != "nudge"]
            self.waiting.append(Reminder(0, "nudge", 1, "s", 1, at + DAY))
        return self

    def falls_due(self, now: datetime) -> None:
        """As the house does it."""
        due = next(each for each in self.waiting if each.due_at == now)
        self.waiting.remove(due)
        at = policy(due, self.wishes, self.notes, now)
        if at is not None and at > now:
            moved = replace(due, due_at=at)
            assert policy(moved, self.wishes, self.notes, at) == at  # it isn't put off again and again
            self.waiting.append(moved)
            return
        if at is not None:
            self.said.append((now, due, self.wishes))
            number = wording(due.kind, self.notes, 5)
            self.notes.append(Note(1, now, due.kind, number))
        if due.rule:
            local = datetime.fromisoformat(due.local)
            following = next_date(Every.parse(due.rule), local, due.zone, now)
            self.waiting.append(replace(due, due_at=following))


@st.composite
def years(draw: st.DrawFn) -> Year:
    begin = datetime.combine(
        draw(st.dates(date(2010, 6, 1), date(2027, 1, 1))), draw(st.times()), UTC
    ).replace(microsecond=0)
    minutes = st.integers(0, 390 * 24 * 60)
    heard = [begin + each * MINUTE for each in draw(st.lists(minutes, max_size=40))]
    chosen = [begin + each * MINUTE for each in draw(st.lists(minutes, max_size=6, unique=True))]
    clocks = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))
    wish = st.builds(
        Wish,
        st.just(1),
        st.just("nudge"),
        st.booleans(),
        days=st.sampled_from(["", "12345", "67", "3"]),
        hours=st.sampled_from(["", "09:00-12:00", "18:00-20:30"]),
        most=st.integers(1, 3),
        less=st.sampled_from([1, 1, 2, 4]),
    )
    by_kind = {kind: replace(draw(wish), kind=kind) for kind in OWN}
    quiet = QuietHours(draw(clocks), draw(clocks)) if draw(st.booleans()) else NIGHT
    chosen_zone = draw(st.sampled_from(ZONES))
    return Year(Wishes(chosen_zone, quiet, by_kind, heard_at=begin), heard, begin, chosen)


@settings(max_examples=50, deadline=None)
@given(years())
def test_what_mend_chooses_is_never_quiet_hours_nor_over_the_cap_nor_two_in_a_day(year: Year) -> None:
    own: list[datetime] = []
    for at, due, then in year.lives().said:
        if due.kind not in OWN:
            continue
        wish, here = then.by_kind[due.kind], at.astimezone(ZoneInfo(then.zone))
        assert wish.wanted
        assert not then.quiet.covers(here.time())
        assert not wish.hours or QuietHours.parse(wish.hours).covers(here.time())
        assert not wish.days or str(here.isoweekday()) in wish.days
        assert then.heard_at is not None
        assert then.heard_at.astimezone(ZoneInfo(then.zone)).date() != here.date()
        assert sum(at - each < WEEK for each in own) < wish.most
        assert all(at - each >= DAY for each in own)
        own.append(at)


@settings(max_examples=50, deadline=None)
@given(years())
def test_it_is_always_quieter_when_nothing_is_answered_until_it_is_silent(year: Year) -> None:
    since: list[datetime] = []
    last_heard = None
    for at, due, then in year.lives().said:
        if due.kind not in OWN:
            continue
        since = since if then.heard_at == last_heard else []
        last_heard = then.heard_at
        if since:
            assert at - since[-1] >= DAY * (2 << len(since) - 1)
        since.append(at)
        assert len(since) <= 3
        assert unanswered(then, year.notes[: year.notes.index(_note(year, at, due)) + 1]) == len(since)


def _note(year: Year, at: datetime, due: Reminder) -> Note:
    return next(note for note in year.notes if (note.at, note.kind) == (at, due.kind))


@settings(max_examples=50, deadline=None)
@given(years())
def test_what_a_person_set_always_comes_at_its_hour_and_nothing_they_asked_for_is_lost(year: Year) -> None:
    year.lives()
    assert [at for at, due, _ in year.said if due.kind == "request"] == sorted(year.chosen)
    assert {each.kind for each in year.waiting} >= {*RULES}


@settings(max_examples=40, deadline=None)
@given(years(), st.integers(0, 300))
def test_whoever_writes_again_is_written_to_again(year: Year, day: int) -> None:
    back = year.begin + day * DAY
    year.heard = [at for at in year.heard if at < back] + [back]
    usual = {kind: Wish(1, kind, wanted=True) for kind in OWN}
    year.wishes = replace(year.wishes, by_kind=usual, quiet=NIGHT)
    came = [at for at, due, _ in year.lives().said if due.kind in OWN and at > back]
    assert came
    assert came[0] - back <= 9 * DAY
    assert len(came) <= 3


def test_the_default_is_two_a_week() -> None:
    assert Wish(1, "nudge", wanted=True).most == MOST


# --- until when a note may go -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "now", "ends"),
    [
        ("nudge", "12:00", "17:00"),  # their hours for it
        ("check_in", "12:00", "21:00"),  # the quiet hours
        ("knock", "12:00", "18:00"),  # the hours for knocks
        ("request", "12:00", "21:00"),
        ("request", "23:00", None),  # it comes in the quiet hours, too
        ("knock", "20:00", None),
    ],
)
def test_the_hours_in_which_a_note_may_go_end(kind: Kind, now: str, ends: str | None) -> None:
    wishes = Wishes(
        "Europe/Berlin",
        QuietHours.parse("21:00-08:00"),
        {"nudge": Wish(1, "nudge", wanted=True, hours="09:00-17:00")},
        QuietHours.parse("10:00-18:00"),
    )

    def at(clock: str) -> datetime:
        return datetime.fromisoformat(f"2026-03-03T{clock}+01:00").astimezone(UTC)

    found = closes(Reminder(0, kind, 1, "", 0, at(now)), wishes, at(now))
    assert found == (None if ends is None else at(ends))
