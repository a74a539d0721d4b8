"""Working time by table: the published examples, pauses, zones, year ends, leap days, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from simpul.lib.national_calendar import national_calendar
from simpul.rules.refusals import Refusal
from simpul.rules.working_time import ZONES, DayOff, Reason, deadline, due, parse
from tests.rules.working_time_asking import ask, at, days, shown

PUBLISHED = [
    ("2026-03-16 10.00 WIB", "3 HK", None, "2026-03-26 16.00 WIB"),
    ("2026-03-02 09.00 WIB", "1 HK", None, "2026-03-03 15.00 WIB"),
    ("2026-11-22 09.00 WIB", "1 HK", None, "2026-11-23 16.00 WIB"),
    ("2026-12-23 14.00 WITA", "3 HK", None, "2026-12-30 16.00 WITA"),
    ("2026-11-19 15.30 WIB", "120 menit", None, "2026-11-20 09.00 WIB"),
    ("2026-11-20 11.00 WIB", "60 menit", None, "2026-11-20 13.30 WIB"),
    ("2026-11-20 17.00 WIB", "hari yang sama", None, "2026-11-23 16.00 WIB"),
    ("2026-11-19 08.00 WIB", "3 hari", None, "2026-11-23 16.00 WIB"),
    ("2026-11-19 15.00 WITA", "2 menit per unit", 45, "2026-11-20 08.00 WITA"),
]

PAUSED = [
    ("2026-11-09 10.00 WIB", "3 HK", "2026-11-10 09.00 > 2026-11-11 10.00", "2026-11-13 16.30 WIB"),
    ("2026-11-09 10.00 WIB", "3 HK", "2026-11-10 09.00 > 2026-11-10 10.00", "2026-11-12 16.00 WIB"),
    ("2026-11-20 08.00 WIB", "120 menit", "2026-11-20 09.00 > 2026-11-20 13.30", "2026-11-20 14.30 WIB"),
    ("2026-11-20 08.00 WIB", "hari yang sama", "2026-11-20 10.00 > 2026-11-23 09.00", "2026-11-23 16.00 WIB"),
    # the close belongs to the pause when it begins at it, not when it ends at it
    ("2026-11-09 10.00 WIB", "3 HK", "2026-11-10 16.00 > 2026-11-10 16.01", "2026-11-13 16.30 WIB"),
    ("2026-11-09 10.00 WIB", "3 HK", "2026-11-10 15.00 > 2026-11-10 16.00", "2026-11-12 16.00 WIB"),
    # the close of the day of receipt lies inside: one day more
    ("2026-11-09 10.00 WIB", "3 HK", "2026-11-09 14.00 > 2026-11-10 09.00", "2026-11-13 16.30 WIB"),
    # weekend closes are none
    ("2026-11-13 10.00 WIB", "1 HK", "2026-11-14 09.00 > 2026-11-15 20.00", "2026-11-16 16.00 WIB"),
    # overlapping pauses merge: the closes of the 10th and the 11th, each once
    (
        "2026-11-09 10.00 WIB",
        "3 HK",
        "2026-11-10 09.00 > 2026-11-11 10.00;2026-11-10 12.00 > 2026-11-12 08.00",
        "2026-11-16 16.00 WIB",
    ),
    # the second pause begins after the first due time, but not after the moved one
    (
        "2026-11-09 10.00 WIB",
        "1 HK",
        "2026-11-11 12.00 > 2026-11-12 09.00;2026-11-10 12.00 > 2026-11-11 09.00",
        "2026-11-12 16.00 WIB",
    ),
    # begins after the due time
    ("2026-11-09 10.00 WIB", "1 HK", "2026-11-10 16.01 > 2026-11-20 09.00", "2026-11-10 16.00 WIB"),
    # what lies before the start held no clock
    ("2026-11-09 10.00 WIB", "1 HK", "2026-11-01 08.00 > 2026-11-09 10.00", "2026-11-10 16.00 WIB"),
    # hari: the ends of the 10th and the 11th lie inside; Saturday rolls on to Monday
    ("2026-11-09 10.00 WIB", "3 hari", "2026-11-10 09.00 > 2026-11-12 10.00", "2026-11-16 16.00 WIB"),
    ("2026-11-09 10.00 WIB", "3 hari", "2026-11-10 09.00 > 2026-11-10 23.00", "2026-11-12 16.00 WIB"),
    # same day: no further than the close of the day on which the pause ends, the next one when it ends after it
    ("2026-11-20 08.00 WIB", "hari yang sama", "2026-11-20 10.00 > 2026-11-20 16.30", "2026-11-20 16.30 WIB"),
    ("2026-11-20 08.00 WIB", "hari yang sama", "2026-11-20 10.00 > 2026-11-20 16.31", "2026-11-23 16.00 WIB"),
    # minutes: the night and the weekend inside a pause weigh nothing
    ("2026-11-20 08.00 WIB", "120 menit", "2026-11-20 09.00 > 2026-11-23 07.30", "2026-11-23 08.30 WIB"),
    ("2026-11-20 08.00 WIB", "2 jam", "2026-11-20 11.30 > 2026-11-20 13.00", "2026-11-20 10.00 WIB"),
    ("2026-11-20 08.00 WIB", "24 jam kalender", "2026-11-20 09.00 > 2026-11-22 09.00", "2026-11-21 08.00 WIB"),
]

HAND_MADE = [
    # minutes that fill at a close are due at that close
    ("2026-11-19 15.00 WIB", "60 menit", None, "2026-11-19 16.00 WIB"),
    ("2026-11-19 15.00 WIB", "61 menit", None, "2026-11-20 07.31 WIB"),
    ("2026-11-19 11.00 WIB", "1 jam", None, "2026-11-19 12.00 WIB"),
    ("2026-11-19 11.30 WIB", "1 jam", None, "2026-11-19 13.30 WIB"),
    ("2026-11-22 09.00 WIB", "10 menit", None, "2026-11-23 07.40 WIB"),
    ("2026-11-19 05.00 WIB", "10 menit", None, "2026-11-19 07.40 WIB"),
    ("2026-11-19 12.15 WIB", "10 menit", None, "2026-11-19 13.10 WIB"),
    ("2026-11-19 23.59 WIB", "450 menit", None, "2026-11-20 16.30 WIB"),
    ("2026-12-23 15.30 WIB", "2 jam", None, "2026-12-28 09.00 WIB"),
    # Ramadan: shorter days
    ("2026-03-02 14.30 WIB", "60 menit", None, "2026-03-03 08.30 WIB"),
    ("2026-03-06 11.00 WIB", "60 menit", None, "2026-03-06 13.00 WIB"),
    ("2026-02-18 15.30 WIB", "60 menit", None, "2026-02-19 08.30 WIB"),
    ("2026-03-17 14.30 WIB", "60 menit", None, "2026-03-25 08.00 WIB"),
    ("2026-03-02 15.30 WIB", "hari yang sama", None, "2026-03-03 15.00 WIB"),
    # same day: up to the close, not at it
    ("2026-11-20 16.29 WIB", "hari yang sama", None, "2026-11-20 16.30 WIB"),
    ("2026-11-20 16.30 WIB", "hari yang sama", None, "2026-11-23 16.00 WIB"),
    ("2026-11-19 05.00 WIB", "hari yang sama", None, "2026-11-19 16.00 WIB"),
    ("2026-11-22 05.00 WIB", "hari yang sama", None, "2026-11-23 16.00 WIB"),
    # HK at the edges of day, week and year
    ("2026-11-19 23.59 WIB", "1 HK", None, "2026-11-20 16.30 WIB"),
    ("2026-11-20 00.00 WIB", "1 HK", None, "2026-11-23 16.00 WIB"),
    ("2026-12-31 10.00 WIB", "1 HK", None, "2027-01-04 16.00 WIB"),
    ("2026-12-23 10.00 WIB", "1 HK", None, "2026-12-28 16.00 WIB"),
    ("2026-12-23 10.00 WIB", "3 HK", None, "2026-12-30 16.00 WIB"),
    ("2026-01-02 10.00 WIB", "45 HK", None, "2026-03-11 15.00 WIB"),
    # leap days
    ("2028-02-28 10.00 WIB", "1 HK", None, "2028-02-29 16.00 WIB"),
    ("2028-02-28 10.00 WIB", "2 hari", None, "2028-03-01 16.00 WIB"),
    ("2024-02-28 15.30 WIB", "1 jam", None, "2024-02-29 08.00 WIB"),
    # hari: rolled over holidays as well as weekends
    ("2026-11-19 08.00 WIB", "1 hari", None, "2026-11-20 16.30 WIB"),
    ("2026-12-23 08.00 WIB", "1 hari", None, "2026-12-28 16.00 WIB"),
    ("2026-11-19 08.00 WIB", "45 hari", None, "2027-01-04 16.00 WIB"),
    # plain hours
    ("2026-11-21 22.15 WIT", "24 jam kalender", None, "2026-11-22 22.15 WIT"),
    ("2026-03-19 10.00 WIB", "3 x 24 jam kalender", None, "2026-03-22 10.00 WIB"),
    ("2026-11-19 15.00 WIB", "N/A", None, "-"),
    ("2026-11-19 15.00 WIB", "-", None, "-"),
    ("2026-11-19 08.00 WIB", "2 menit per contoh uji", 3, "2026-11-19 08.06 WIB"),
    ("2026-11-19 08.00 WIT", "1 jam per unit", 2, "2026-11-19 10.00 WIT"),
]


@pytest.mark.parametrize(("start", "standard", "units", "expected"), PUBLISHED + HAND_MADE)
def test_due_time(start: str, standard: str, units: int | None, expected: str) -> None:
    assert shown(ask(start, standard, units).due) == expected


@pytest.mark.parametrize(("start", "standard", "pauses", "expected"), PAUSED)
def test_due_time_with_pauses(start: str, standard: str, pauses: str, expected: str) -> None:
    assert shown(ask(start, standard, pauses=pauses).due) == expected


@pytest.mark.parametrize(
    ("start", "standard", "pauses", "counted", "skipped"),
    [
        (
            "2026-03-16 10.00 WIB",
            "3 HK",
            "",
            "2026-03 17 25 26",
            "18 joint leave,19 holiday,20 joint leave,21 weekend,22 weekend,23 joint leave,24 joint leave",
        ),
        (
            "2026-12-23 14.00 WITA",
            "3 HK",
            "",
            "2026-12 28 29 30",
            "24 joint leave,25 holiday,26 weekend,27 weekend",
        ),
        ("2026-11-19 08.00 WIB", "3 hari", "", "2026-11 20 21 23", "22 weekend"),
        ("2026-11-19 15.30 WIB", "120 menit", "", "2026-11 19 20", ""),
        ("2026-11-20 17.00 WIB", "hari yang sama", "", "2026-11 23", "21 weekend,22 weekend"),
        ("2026-11-22 09.00 WIB", "1 HK", "", "2026-11 23", ""),
        ("2026-11-09 10.00 WIB", "3 HK", "2026-11-10 09.00 > 2026-11-11 10.00", "2026-11 11 12 13", "10 pause"),
        ("2026-11-09 10.00 WIB", "2 HK", "2026-11-09 14.00 > 2026-11-10 09.00", "2026-11 11 12", "10 pause"),
        (
            "2026-11-09 10.00 WIB",
            "3 hari",
            "2026-11-10 09.00 > 2026-11-12 10.00",
            "2026-11 12 13 16",
            "10 pause,11 pause,14 weekend,15 weekend",
        ),
        (
            "2026-11-20 08.00 WIB",
            "hari yang sama",
            "2026-11-20 10.00 > 2026-11-23 09.00",
            "2026-11 23",
            "20 pause,21 weekend,22 weekend",
        ),
        (
            "2026-11-19 15.30 WIB",
            "60 menit",
            "2026-11-19 16.00 > 2026-11-21 09.00",
            "2026-11 19 23",
            "20 pause,21 weekend,22 weekend",
        ),
        ("2026-11-20 22.00 WIB", "24 jam kalender", "", "2026-11 20 21", ""),
    ],
)
def test_days_counted_and_skipped(start: str, standard: str, pauses: str, counted: str, skipped: str) -> None:
    answer = ask(start, standard, pauses=pauses)
    assert list(answer.counted) == days(counted)
    assert ",".join(f"{skip.date.day} {skip.reason}" for skip in answer.skipped) == skipped


@pytest.mark.parametrize(
    ("start", "standard", "pauses", "codes"),
    [
        ("2026-03-16 10.00 WIB", "3 HK", "", []),  # counts a day of Ramadan, but its close decides nothing
        ("2026-03-02 09.00 WIB", "1 HK", "", ["KAL-12"]),
        ("2026-02-18 15.30 WIB", "60 menit", "", ["KAL-12"]),
        ("2026-03-10 10.00 WIB", "9 HK", "", []),
        ("2026-03-10 10.00 WIB", "9 HK", "2026-03-11 09.00 > 2026-03-11 15.30", ["KAL-12"]),
        ("2026-03-17 15.30 WIB", "hari yang sama", "", ["KAL-12"]),  # late only because Ramadan closes at 15.00
        ("2026-11-19 08.00 WIB", "3 HK", "", []),
        ("2026-12-31 10.00 WIB", "1 HK", "", ["KAL-11"]),
        ("2025-12-31 10.00 WIB", "1 HK", "", ["KAL-11"]),
        ("2026-12-31 10.00 WIB", "200 HK", "", ["KAL-11"]),
        ("2026-12-31 10.00 WIB", "300 HK", "", ["KAL-11", "KAL-11"]),
        ("2027-03-01 10.00 WIB", "30 menit", "", ["KAL-11"]),
        ("2027-03-01 10.00 WIB", "24 jam kalender", "", []),  # rests on no calendar
        ("2027-03-01 10.00 WIB", "N/A", "", []),
    ],
)
def test_what_is_not_confirmed_warns_where_it_decides(start: str, standard: str, pauses: str, codes: list[str]) -> None:
    assert [caution.code for caution in ask(start, standard, pauses=pauses).warnings] == codes


def test_a_decree_ends_the_warning() -> None:
    start, calendar = at("2026-03-02 09.00 WIB")
    rows = tuple(replace(row, decree="KMA 1/2026") for row in calendar.ramadan)
    assert due(start, parse("1 HK"), replace(calendar, ramadan=rows)).warnings == ()


def test_warnings_read_as_sentences() -> None:
    warning = ask("2026-12-31 10.00 WIB", "1 HK").warnings[0]
    assert "2027" in str(warning)


@pytest.mark.parametrize("zone", sorted(ZONES))
def test_a_start_in_any_zone_is_the_same_moment(zone: str) -> None:
    start, calendar = at("2026-11-19 23.30 WIB")
    elsewhere = start.astimezone(ZONES[zone])
    assert due(elsewhere, parse("2 HK"), calendar) == due(start.astimezone(UTC), parse("2 HK"), calendar)


def test_the_local_date_decides_not_the_utc_one() -> None:
    # 23.30 UTC on Thursday is Friday in every zone of the country.
    start = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    assert shown(deadline(start, parse("1 HK"), national_calendar("Asia/Jakarta"))) == "2026-11-23 16.00 WIB"
    # 15.30 UTC is still Thursday in the west and already Friday in the east.
    start = datetime(2026, 11, 19, 15, 30, tzinfo=UTC)
    assert shown(deadline(start, parse("1 HK"), national_calendar("Asia/Jakarta"))) == "2026-11-20 16.30 WIB"
    assert shown(deadline(start, parse("1 HK"), national_calendar("Asia/Jayapura"))) == "2026-11-23 16.00 WIT"


def test_seconds_are_kept() -> None:
    start, calendar = at("2026-11-19 15.30 WIB")
    answer = deadline(start + timedelta(seconds=30), parse("40 menit"), calendar)
    assert answer == datetime.fromisoformat("2026-11-20T07:40:30+07:00")


def test_joint_leave_added_later_moves_the_due_day() -> None:
    start, calendar = at("2026-11-09 10.00 WIB")
    later = replace(calendar, days=(*calendar.days, DayOff(date(2026, 11, 11), Reason.JOINT_LEAVE, "Cuti tambahan")))
    assert shown(deadline(start, parse("3 HK"), calendar)) == "2026-11-12 16.00 WIB"
    assert shown(deadline(start, parse("3 HK"), later)) == "2026-11-13 16.30 WIB"
    assert later.name(date(2026, 11, 11)) == "Cuti tambahan"


def test_joint_leave_may_count_as_worked() -> None:
    start, calendar = at("2026-12-23 14.00 WITA")
    answer = due(start, parse("3 HK"), replace(calendar, joint_leave_counts=True))
    assert list(answer.counted) == days("2026-12 24 28 29")


def test_own_holidays_are_the_last_explanation() -> None:
    start, calendar = at("2026-11-09 10.00 WIB")
    own = [DayOff(date(2026, 11, 10), Reason.OWN_HOLIDAY, "HUT Balai"), DayOff(date(2026, 12, 25), Reason.OWN_HOLIDAY)]
    calendar = replace(calendar, days=(*own, *calendar.days))
    assert due(start, parse("1 HK"), calendar).skipped == ((date(2026, 11, 10), Reason.OWN_HOLIDAY),)
    assert calendar.reason(date(2026, 12, 25)) is Reason.HOLIDAY
    assert calendar.reason(date(2026, 3, 21)) is Reason.WEEKEND  # Idul Fitri on a Saturday


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-11-19 10.00 WIB", "2026-11-19 16.00 WIB"),
        ("2026-11-19 15.59 WIB", "2026-11-19 16.00 WIB"),
        ("2026-11-19 16.00 WIB", "2026-11-20 16.30 WIB"),
        ("2026-11-22 10.00 WIB", "2026-11-23 16.00 WIB"),
    ],
)
def test_the_day_of_receipt_may_count(start: str, expected: str) -> None:
    moment, calendar = at(start)
    assert shown(deadline(moment, parse("1 HK"), replace(calendar, receipt_counts=True))) == expected


@pytest.mark.parametrize("n", [1, 3, 60])
def test_every_day_at_once_equals_one_by_one(n: int) -> None:
    index = national_calendar().index
    answers = index.every(n)
    assert list(answers) == [index.add(index.first + timedelta(days=offset), n) for offset in range(len(answers))]
    with pytest.raises(Refusal, match="KAL-06"):
        index.add(index.first + timedelta(days=len(answers)), n)


def test_more_working_days_than_the_calendar_has() -> None:
    index = national_calendar().index
    assert index.every(9_999) == ()
    with pytest.raises(Refusal, match="KAL-06"):
        index.every(0)
