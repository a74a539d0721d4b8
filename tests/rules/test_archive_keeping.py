"""Retention counts from the closed file, and four eyes decide on what is destroyed."""

from __future__ import annotations

from datetime import date

import pytest

from simpul.rules.archive_keeping import (
    Act,
    Periods,
    Person,
    copy_due,
    destroyed_after,
    is_long_kept,
    may,
    periods,
    report_due,
)

LEAP = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("closed", "active", "inactive", "expected"),
    [
        (LEAP, 1, 1, Periods(date(2029, 2, 28), date(2030, 2, 28))),
        (LEAP, 4, None, Periods(date(2032, 2, 29), date(2032, 2, 29))),
        (date(2028, 11, 30), 2, 3, Periods(date(2030, 11, 30), date(2033, 11, 30))),
        (date(2028, 11, 30), 0, 0, Periods(date(2028, 11, 30), date(2028, 11, 30))),
        (None, 2, 3, Periods()),
        (LEAP, None, 3, Periods()),
    ],
)
def test_years_count_from_the_closed_file(
    closed: date | None, active: int | None, inactive: int | None, expected: Periods
) -> None:
    assert periods(closed, active, inactive) == expected
    assert destroyed_after(closed, active, inactive, "musnah") == expected.inactive_until
    assert destroyed_after(closed, active, inactive, "permanen") is None
    assert destroyed_after(closed, active, inactive, "dinilai") is None


def test_ten_years_is_long() -> None:
    assert [is_long_kept(*years) for years in ((2, 7), (2, 8), (10, None), (None, None))] == [False, True, True, False]


def test_arsip_terjaga_has_a_year_and_another() -> None:
    assert report_due(LEAP) == date(2029, 2, 28)
    assert copy_due(date(2026, 11, 23)) == date(2027, 11, 23)
    assert (report_due(None), copy_due(None)) == (None, None)


ARCHIVIST, ANALYST, HEAD = Person(1, archives=True), Person(2, judges=True), Person(3, commands=True)
ADMIN, CLERK = Person(4, is_admin=True), Person(5)
INSPECTOR = Person(6, archives=True, judges=True, commands=True, is_admin=True, reads_only=True)


@pytest.mark.parametrize(
    ("act", "people"),
    [
        ("keep", {1}), ("schedule", {1, 4}), ("hold", {1, 2}), ("propose", {1}), ("carry_out", {1}), ("decide", {3, 4}),
    ],
)  # fmt: skip
def test_who_may(act: Act, people: set[int]) -> None:
    everybody = (ARCHIVIST, ANALYST, HEAD, ADMIN, CLERK, INSPECTOR)
    assert {person.ref for person in everybody if may(person, act, proposed_by=1)} == people


def test_nobody_decides_on_the_own_proposal() -> None:
    both = Person(7, archives=True, commands=True, is_admin=True)
    assert may(both, "propose")
    assert not may(both, "decide", proposed_by=7)
    assert may(both, "decide", proposed_by=1)
