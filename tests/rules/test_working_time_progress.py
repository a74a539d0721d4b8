"""How far a clock has come, and what a changed calendar moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from simpul.rules.refusals import Refusal
from simpul.rules.working_time import (
    DayOff,
    Moved,
    OpenClock,
    Pause,
    Reason,
    Remaining,
    Unit,
    parse,
    recompute,
    remaining,
    used,
    working_days_between,
)
from tests.rules.working_time_asking import at


@pytest.mark.parametrize(
    ("until", "standard", "amount"),
    [
        # entered on Monday 9 November 2026, 10.00: Tuesday is day 1
        ("2026-11-09 15.00 WIB", "3 HK", 0),
        ("2026-11-10 08.00 WIB", "3 HK", 1),
        ("2026-11-11 08.00 WIB", "3 HK", 2),
        ("2026-11-12 23.00 WIB", "3 HK", 3),
        ("2026-11-15 08.00 WIB", "3 HK", 4),
        ("2026-11-16 08.00 WIB", "3 HK", 5),
        ("2026-11-15 08.00 WIB", "3 hari", 6),
        ("2026-11-09 11.30 WIB", "120 menit", 90),
        ("2026-11-10 08.00 WIB", "2 jam", 330),
        ("2026-11-09 10.00 WIB", "hari yang sama", 0),
        ("2026-11-09 15.00 WIB", "hari yang sama", 0),
        ("2026-11-10 15.00 WIB", "hari yang sama", 1),
        ("2026-11-15 15.00 WIB", "hari yang sama", 4),
        ("2026-11-10 10.30 WIB", "24 jam kalender", 1470),
        ("2026-11-10 10.30 WIB", "N/A", 0),
    ],
)
def test_used(until: str, standard: str, amount: int) -> None:
    start, calendar = at("2026-11-09 10.00 WIB")
    assert used(start, at(until)[0], parse(standard), calendar).amount == amount


@pytest.mark.parametrize(
    ("standard", "unit", "allowed"),
    [
        ("3 HK", Unit.WORKING_DAY, 3),
        ("3 hari", Unit.DAY, 3),
        ("2 jam", Unit.MINUTE, 120),
        ("hari yang sama", Unit.SAME_DAY, 0),
        ("3 x 24 jam kalender", Unit.MINUTE, 4320),
        ("2 menit per unit", Unit.MINUTE, 90),
        ("-", Unit.NONE, None),
    ],
)
def test_allowed(standard: str, unit: Unit, allowed: int | None) -> None:
    start, calendar = at("2026-11-09 10.00 WIB")
    answer = used(start, start, parse(standard), calendar, units=45)
    assert (answer.unit, answer.allowed) == (unit, allowed)


@pytest.mark.parametrize(
    ("standard", "begin", "end", "amount"),
    [
        ("3 HK", "2026-11-10 09.00 WIB", "2026-11-11 10.00 WIB", 2),
        ("3 HK", "2026-11-10 09.00 WIB", "2026-11-30 10.00 WIB", 1),  # still standing: only what has passed
        ("3 hari", "2026-11-10 09.00 WIB", "2026-11-11 10.00 WIB", 2),
        ("2 jam", "2026-11-09 15.00 WIB", "2026-11-12 07.30 WIB", 270),
        ("3 HK", "2026-11-13 09.00 WIB", "2026-11-14 10.00 WIB", 3),  # begins afterwards
    ],
)
def test_pauses_are_not_used_time(standard: str, begin: str, end: str, amount: int) -> None:
    start, calendar = at("2026-11-09 10.00 WIB")
    until = at("2026-11-12 08.00 WIB")[0]
    pause = Pause(at(begin)[0], at(end)[0])
    assert used(start, until, parse(standard), calendar, (pause,)).amount == amount


@pytest.mark.parametrize(
    ("start", "until", "pause", "amount"),
    [
        ("2026-11-22 09.00 WIB", "2026-11-22 10.00 WIB", None, 0),  # a Sunday: the day is Monday
        ("2026-11-22 09.00 WIB", "2026-11-23 15.00 WIB", None, 0),
        ("2026-11-20 17.00 WIB", "2026-11-23 15.00 WIB", None, 0),  # after the close: the next working day
        ("2026-11-20 17.00 WIB", "2026-11-24 15.00 WIB", None, 1),
        ("2026-11-20 08.00 WIB", "2026-11-23 15.00 WIB", ("2026-11-20 10.00 WIB", "2026-11-23 09.00 WIB"), 0),
        ("2026-11-20 08.00 WIB", "2026-11-24 15.00 WIB", ("2026-11-20 10.00 WIB", "2026-11-23 09.00 WIB"), 1),
        ("2026-11-20 08.00 WIB", "2026-11-24 15.00 WIB", ("2026-11-23 07.00 WIB", "2026-11-24 14.00 WIB"), 2),  # late
    ],
)
def test_what_is_to_be_done_the_same_day_uses_nothing_until_its_day_is_over(
    start: str, until: str, pause: tuple[str, str] | None, amount: int
) -> None:
    moment, calendar = at(start)
    pauses = [Pause(at(pause[0])[0], at(pause[1])[0])] if pause else []
    assert used(moment, at(until)[0], parse("hari yang sama"), calendar, pauses).amount == amount


def test_an_end_before_the_start_is_refused() -> None:
    start, calendar = at("2026-11-09 10.00 WIB")
    with pytest.raises(Refusal, match="KAL-10"):
        used(start, at("2026-11-09 09.59 WIB")[0], parse("3 HK"), calendar)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # due on Thursday 12 November 2026, 16.00
        ("2026-11-09 10.00 WIB", Remaining(late=False, working_days=3, minutes=300 + 3 * 450)),
        ("2026-11-12 10.00 WIB", Remaining(late=False, working_days=0, minutes=300)),
        ("2026-11-12 16.00 WIB", Remaining(late=False, working_days=0, minutes=0)),
        ("2026-11-12 17.00 WIB", Remaining(late=True, working_days=0, minutes=0)),
        ("2026-11-13 08.00 WIB", Remaining(late=True, working_days=1, minutes=30)),
        ("2026-11-15 08.00 WIB", Remaining(late=True, working_days=1, minutes=450)),
    ],
)
def test_remaining(now: str, expected: Remaining) -> None:
    moment, calendar = at("2026-11-12 16.00 WIB")
    assert remaining(at(now)[0], moment, calendar) == expected


def test_working_days_between() -> None:
    calendar = at("2026-11-12 16.00 WIB")[1]
    assert working_days_between(date(2026, 12, 23), date(2026, 12, 30), calendar) == 3
    assert working_days_between(date(2026, 12, 30), date(2026, 12, 23), calendar) == -3


def test_a_changed_calendar_moves_what_is_open_and_leaves_breaches() -> None:
    start, old = at("2026-11-09 10.00 WIB")
    new = replace(old, days=(*old.days, DayOff(date(2026, 11, 11), Reason.JOINT_LEAVE)))
    tasks = [
        OpenClock("moves", start, parse("3 HK")),
        OpenClock("not touched", start, parse("1 HK")),
        OpenClock("no clock", start, parse("-")),
        OpenClock("breached", at("2026-10-05 10.00 WIB")[0], parse("3 HK")),
        OpenClock("paused", start, parse("1 HK"), None, (Pause(*_stretch()),)),
    ]
    moved = recompute(tasks, old, new, at("2026-11-10 09.00 WIB")[0])
    assert moved == [
        Moved("moves", _iso("2026-11-12T16:00"), _iso("2026-11-13T16:30")),
        Moved("paused", _iso("2026-11-11T16:00"), _iso("2026-11-12T16:00")),
    ]


def test_a_holiday_withdrawn_moves_back() -> None:
    start, calendar = at("2026-12-23 10.00 WIB")
    without = replace(calendar, days=tuple(entry for entry in calendar.days if entry.day != date(2026, 12, 24)))
    moved = recompute([OpenClock(7, start, parse("1 HK"))], calendar, without, start)
    assert moved == [Moved(7, _iso("2026-12-28T16:00"), _iso("2026-12-24T16:00"))]


def _stretch() -> tuple[datetime, datetime]:
    return at("2026-11-10 10.00 WIB")[0], at("2026-11-10 17.00 WIB")[0]


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")
