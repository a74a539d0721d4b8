"""What working time refuses, each with its code, and the reading of hours and standards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from simpul.lib.national_calendar import national_calendar
from simpul.rules.refusals import Refusal
from simpul.rules.working_time import OFFICE, RAMADAN, Calendar, CalendarYear, Hours, RamadanRow, due, parse
from tests.rules.working_time_asking import ask, at


def test_default_hours_are_those_of_the_regulation() -> None:
    assert sum(b - a for day in OFFICE.week for a, b in day) == 37.5 * 60
    assert sum(b - a for day in RAMADAN.week for a, b in day) == 32.5 * 60
    assert Hours.parse(OFFICE.rows()) == OFFICE


@pytest.mark.parametrize("rows", [[], [""] * 7, ["8-16"] + [""] * 6, ["16.00-08.00"] + [""] * 6])
def test_senseless_hours_are_refused(rows: list[str]) -> None:
    with pytest.raises(Refusal, match="KAL-08"):
        Hours.parse(rows)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "HK",
        "3 bulan",
        "-3 HK",
        "3,5 HK",
        "1.5 jam",
        "3 HK per unit",
        "2 menit per",
        "x 24 jam kalender",
        "３ HK",
        "10" * 30 + " HK",
    ],
)
def test_a_standard_that_nobody_understands_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="KAL-01"):
        parse(text)


@pytest.mark.parametrize("text", ["0 HK", "0 menit", "99999 HK", "9999999 jam", "99999 x 99999 jam kalender"])
def test_a_senseless_amount_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="KAL-02"):
        parse(text)


@pytest.mark.parametrize("text", ["3 HK", "3 hk", "  3   HK ", "3HK", "3 hari kerja"])
def test_writings_of_one_standard(text: str) -> None:
    assert (parse(text).unit.value, parse(text).amount) == ("HK", 3)


@pytest.mark.parametrize("units", [None, 0, -1])
def test_a_standard_per_unit_needs_its_units(units: int | None) -> None:
    with pytest.raises(Refusal, match="KAL-03"):
        ask("2026-11-19 15.00 WITA", "2 menit per unit", units)


def test_a_time_without_zone_is_refused() -> None:
    naive = datetime.fromisoformat("2026-11-19T15:00")
    start, calendar = at("2026-11-19 15.00 WIB")
    with pytest.raises(Refusal, match="KAL-04"):
        due(naive, parse("3 HK"), calendar)
    with pytest.raises(Refusal, match="KAL-04"):
        due(start, parse("3 HK"), calendar, pauses=[(naive, naive)])


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refusal, match="KAL-07"):
        ask("2026-11-09 10.00 WIB", "3 HK", pauses="2026-11-11 09.00 > 2026-11-10 09.00")


@pytest.mark.parametrize(
    ("start", "standard"),
    [
        ("2045-12-28 10.00 WIB", "9 HK"),
        ("2045-12-28 10.00 WIB", "9999999 menit"),
        ("2045-12-28 10.00 WIB", "9 hari"),
        ("2046-01-02 10.00 WIB", "hari yang sama"),
        ("2014-12-31 10.00 WIB", "1 HK"),
        ("2014-12-31 10.00 WIB", "1 menit"),
    ],
)
def test_outside_the_calendar_is_refused(start: str, standard: str) -> None:
    with pytest.raises(Refusal, match="KAL-06"):
        ask(start, standard)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(Refusal, match="KAL-05"):
        Calendar(years=(CalendarYear(2026),), zone_name="Europe/Berlin")


@pytest.mark.parametrize(
    "fault",
    [
        lambda calendar: replace(calendar, years=()),
        lambda calendar: replace(calendar, years=(CalendarYear(2026), CalendarYear(2028))),
        lambda calendar: replace(calendar, ramadan=(RamadanRow(date(2026, 3, 20), date(2026, 2, 19)),)),
        lambda calendar: replace(calendar, ramadan_hours=Hours.parse(("08.00-12.00",) * 6 + ("",))),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(fault: Callable[[Calendar], Calendar]) -> None:
    with pytest.raises(Refusal, match="KAL-09"):
        fault(national_calendar())
