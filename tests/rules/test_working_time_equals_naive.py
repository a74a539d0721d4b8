"""The compiled clock equals the naive one on 10,000 generated cases: all units, zones, pauses and settings."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.rules.working_time import (
    Calendar,
    CalendarYear,
    DayOff,
    Hours,
    Pause,
    RamadanRow,
    Reason,
    Unit,
    deadline,
    due,
    parse,
    used,
)
from tests.rules import naive_working_time as naive

CASES = 10_000
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Pontianak")
DAY0 = date(2027, 11, 1)  # the window holds a year end and the leap day of 2028
# An office that works on Saturdays and has breaks of its own, beside the default one.
SIX_DAYS = ("08.00-12.00 12.45-15.15",) * 4 + ("07.00-11.00", "08.00-12.00", "")
SIX_DAYS_RAMADAN = ("08.00-14.00",) * 4 + ("08.00-11.00", "08.00-09.30 10.00-11.00", "")
DEFAULT = ("07.30-12.00 13.00-16.00",) * 4 + ("07.30-11.30 13.00-16.30", "", "")
DEFAULT_RAMADAN = ("08.00-12.00 12.30-15.00",) * 4 + ("08.00-11.30 12.30-15.30", "", "")

Stretch: TypeAlias = tuple[datetime, datetime]
PLANS = 120  # so many calendars, each told to both; a fixed number keeps what they compile
# Where mistakes live: the edges of the office day and midnight, on the wall clock of the calendar.
EDGES = (0, 420, 450, 480, 660, 690, 720, 750, 765, 780, 840, 900, 915, 930, 960, 990)
# A moment as days and minutes after the beginning of the window.
moments = st.tuples(
    st.integers(0, 140), st.one_of(st.integers(0, 1439), st.sampled_from(EDGES), st.sampled_from(EDGES))
)
amounts = st.one_of(
    st.tuples(st.just("HK"), st.integers(1, 35)),
    st.tuples(st.just("hari"), st.integers(1, 45)),
    st.tuples(st.just("hari yang sama"), st.just(1)),
    st.tuples(st.just("menit"), st.one_of(st.integers(1, 2_000), st.sampled_from((150, 180, 240, 270, 450, 900)))),
    st.tuples(st.just("jam kalender"), st.integers(1, 200)),
)
# A pause as days after the start and minutes of the day, at both ends; it may begin before the start.
ends = st.tuples(st.integers(-1, 9), st.one_of(st.integers(0, 1439), st.sampled_from(EDGES), st.sampled_from(EDGES)))
pauses = st.lists(st.tuples(ends, ends), max_size=3)
# One more pause that begins or ends within a minute of the due time, or that begins where another one ends.
hinges = st.tuples(st.sampled_from(("none", "begins", "ends", "touches")), st.integers(-1, 1), st.integers(1, 2_000))


@cache
def _plans(seed: int) -> tuple[Calendar, naive.Plan]:
    """One description, told to both."""
    chance = random.Random(seed)
    zone, six = ZONES[seed % len(ZONES)], chance.random() < 0.5
    joint_counts, receipt_counts = chance.random() < 0.3, chance.random() < 0.3
    holidays, joint, own = (chance.sample(range(260), chance.randint(0, most)) for most in (14, 14, 4))
    ramadan = chance.randint(0, 120) if chance.random() < 0.7 else None
    rows, fast = (SIX_DAYS, SIX_DAYS_RAMADAN) if six else (DEFAULT, DEFAULT_RAMADAN)
    days = {
        kind: {DAY0 + timedelta(days=offset) for offset in chosen}
        for kind, chosen in ((Reason.HOLIDAY, holidays), (Reason.JOINT_LEAVE, joint), (Reason.OWN_HOLIDAY, own))
    }
    row = [(DAY0 + timedelta(days=ramadan), DAY0 + timedelta(days=ramadan + 29))] if ramadan is not None else []
    calendar = Calendar(
        years=tuple(CalendarYear(year) for year in range(2027, 2030)),
        days=tuple(DayOff(day, kind) for kind, chosen in days.items() for day in chosen),
        ramadan=tuple(RamadanRow(first, last) for first, last in row),
        zone_name=zone,
        hours=Hours.parse(rows),
        ramadan_hours=Hours.parse(fast),
        joint_leave_counts=joint_counts,
        receipt_counts=receipt_counts,
    )
    plan = {
        "zone": zone,
        "hours": _minutes(rows),
        "ramadan_hours": _minutes(fast),
        "ramadan": row,
        "holidays": days[Reason.HOLIDAY],
        "joint_leave": days[Reason.JOINT_LEAVE],
        "own": days[Reason.OWN_HOLIDAY],
        "joint_leave_counts": joint_counts,
        "receipt_counts": receipt_counts,
    }
    return calendar, plan


def _minutes(rows: tuple[str, ...]) -> dict[int, list[tuple[int, int]]]:
    """The lines read without the program's own parser: ``07.30-12.00`` is (450, 720)."""

    def minute(text: str) -> int:
        return int(text[:2]) * 60 + int(text[3:])

    return {i: [(minute(s[:5]), minute(s[6:])) for s in row.split()] for i, row in enumerate(rows) if row}


def _at(day: date, moment: tuple[int, int], calendar: Calendar) -> datetime:
    return datetime.combine(day + timedelta(days=moment[0]), time(), calendar.tz) + timedelta(minutes=moment[1])


def _hinged(hinge: tuple[str, int, int], moment: datetime, paused: list[Stretch]) -> list[Stretch]:
    kind, offset, length = hinge
    at, long = moment + timedelta(minutes=offset), timedelta(minutes=length)
    if kind == "touches" and paused:
        return [(paused[-1][1], paused[-1][1] + long)]
    return {"begins": [(at, at + long)], "ends": [(at - long, at)]}.get(kind, [])


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(seed=st.integers(0, PLANS - 1), begin=moments, amount=amounts, stretches=pauses, hinge=hinges)
def test_every_due_time_equals_the_naive_one(
    seed: int,
    begin: tuple[int, int],
    amount: tuple[str, int],
    stretches: list[tuple[tuple[int, int], tuple[int, int]]],
    hinge: tuple[str, int, int],
) -> None:
    calendar, plan = _plans(seed)
    unit, n = amount
    start = _at(DAY0, begin, calendar)
    held = [sorted(_at(DAY0 + timedelta(days=begin[0]), end, calendar) for end in pair) for pair in stretches]
    paused = [(first, last) for first, last in held]
    standard = parse(unit if unit == "hari yang sama" else f"{n} {unit}")
    paused += _hinged(hinge, deadline(start, standard, calendar, pauses=paused) or start, paused)
    answer = due(start, standard, calendar, pauses=paused)
    assert answer.due == naive.due(start, n, unit, plan, paused)
    if unit == "hari yang sama":
        until = start + timedelta(minutes=97 * n + 31 * hinge[2])
        late = naive.days_past_same_day(start, until, plan, paused)
        assert used(start, until, standard, calendar, [Pause(*one) for one in paused]).amount == late
    # ... and the days tell the same: no day twice, in order, as many as asked for, the last of them the due day
    counted, skipped = list(answer.counted), [skip.date for skip in answer.skipped]
    assert not set(counted) & set(skipped)
    assert counted == sorted(set(counted))
    assert skipped == sorted(set(skipped))
    assert answer.due is not None
    assert (counted[-1] == answer.due.date()) or unit == "menit"
    if standard.unit in (Unit.WORKING_DAY, Unit.DAY):
        assert len(counted) == n
