"""Figures of conformance: what an entry used of its own standard, and medians as the statistics module has them."""

from __future__ import annotations

import random
import statistics
from datetime import UTC, datetime, timedelta

import pytest

from simpul.lib.national_calendar import national_calendar
from simpul.rules.procedure.figures import LEAST, Amounts, Entered, Figure, amount_of, figures, spread
from simpul.rules.working_time import Pause, Unit

WIB = national_calendar()
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=WIB.tz)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB.tz)


@pytest.mark.parametrize(
    ("standard", "until", "units", "unit", "used", "allowed"),
    [
        ("3 HK", at(2, 15), None, Unit.WORKING_DAY, 0, 3),
        ("3 HK", at(4, 9), None, Unit.WORKING_DAY, 2, 3),
        ("3 HK", at(9, 9), None, Unit.WORKING_DAY, 5, 3),
        ("3 hari", at(7, 9), None, Unit.DAY, 5, 3),
        ("120 menit", at(2, 11, 30), None, Unit.MINUTE, 90, 120),
        ("2 jam", at(2, 14, 0), None, Unit.MINUTE, 180, 120),
        ("2 menit per contoh uji", at(2, 10, 30), 20, Unit.MINUTE, 1.5, 2),
        ("24 jam kalender", at(2, 22), None, Unit.MINUTE, 720, 1440),
    ],
)
def test_an_entry_is_measured_in_the_unit_of_its_standard(
    standard: str, until: datetime, units: int | None, unit: Unit, used: float, allowed: float
) -> None:
    found = amount_of(MONDAY, until, standard, WIB, (), units)
    assert found == Amounts(unit, (used,), allowed)
    assert found.shares == [used / allowed]


def test_work_of_the_same_day_is_counted_by_the_days_past_it_and_has_no_share_of_a_standard() -> None:
    for until, past in ((at(2, 15), 0), (at(3, 9), 1), (at(9, 9), 5)):
        found = amount_of(MONDAY, until, "hari yang sama", WIB, (), None)
        assert found == Amounts(Unit.SAME_DAY, (past,), 0)
        assert found.shares == []
    kept = Figure((), [entered("a", 0, unit=Unit.SAME_DAY, allowed=0)] * LEAST)
    assert (kept.used, kept.shares, kept.shared, kept.share) == (spread([[0]]), None, 0, 1.0)
    both = Figure((), [*kept.entries, entered("a", 2)])
    assert (both.used, both.shares, both.shared, both.timed) == (None, spread([[0.5]]), 1, LEAST + 1)


@pytest.mark.parametrize("standard", ["-", "", "N/A", "2 menit per contoh uji"])
def test_without_a_clock_nothing_is_measured(standard: str) -> None:
    assert amount_of(MONDAY, at(3, 9), standard, WIB, (), None) is None


def test_what_waited_is_not_used() -> None:
    pause = Pause(at(3, 8), at(5, 8))
    assert amount_of(MONDAY, at(5, 9), "3 HK", WIB, (pause,), None) == Amounts(Unit.WORKING_DAY, (1,), 3)
    assert amount_of(MONDAY, at(2, 9), "3 HK", WIB, (), None) == Amounts(Unit.WORKING_DAY, (0,), 3), "before it began"


def test_spread_is_the_inclusive_quantile() -> None:
    rolls = random.Random(7)
    for size in range(2, 40):
        values = [rolls.uniform(0, 900) for _ in range(size)]
        found = spread([values[: size // 3], values[size // 3 :]])
        assert found is not None
        assert found.median == pytest.approx(statistics.median(values))
        assert found.p90 == pytest.approx(statistics.quantiles(values, n=10, method="inclusive")[8])
    assert spread([]) is None


def entered(
    step: str, used: float | None, *, in_time: bool = True, unit: Unit = Unit.WORKING_DAY, allowed: float = 4
) -> Entered:
    amounts = None if used is None else Amounts(unit, (used,), allowed)
    timed = used is not None
    return Entered(step, "4 HK", "Loket", "", "2026-11", 1, timed, timed and in_time, amounts, (60,), (30,), (5.0,))


def test_a_row_counts_its_entries_and_gives_no_percentage_below_five() -> None:
    rows = [entered("a", used, in_time=used < 3) for used in (1, 2, 3)] + [entered("a", None), entered("b", 4)]
    first, second = figures(rows, lambda row: (row.step,))
    assert (first.key, first.n, first.timed, first.in_time) == (("a",), 4, 3, 2)
    assert (first.used, first.worked_sum, first.waited_sum) == (spread([[1, 2, 3]]), 240, 120)
    assert first.share is None
    assert second.n == 1
    assert Figure((), [entered("a", 1)] * LEAST).share == 1.0


def test_entries_of_different_units_have_only_shares_in_common() -> None:
    mixed = Figure((), [entered("a", 1), entered("b", 2, unit=Unit.MINUTE)])
    assert (mixed.unit, mixed.used) == (None, None)
    assert mixed.shares == spread([[0.25, 0.5]])
    with pytest.raises(ValueError, match="needs an entry"):
        assert Figure((), []).lag


def test_seconds_do_not_matter_to_minutes() -> None:
    begun = MONDAY.astimezone(UTC) + timedelta(microseconds=1)
    found = amount_of(begun, begun + timedelta(minutes=30), "1 jam", WIB, (), None)
    assert found == Amounts(Unit.MINUTE, (30,), 60)
