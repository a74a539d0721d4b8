"""Beginning, end and duration of an agreement agree with each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from simpul.rules.agreement_text.slots import SLOTS, TERM, due_stage
from tests.documents.agreement_cases import LAB


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 12, 1), 24, date(2028, 11, 30)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 22), 36, date(2029, 11, 21)),
    ],
)
def test_months_make_the_end_and_the_end_makes_months(start: date, months: int, end: date) -> None:
    by_months = replace(LAB, start_date=start, duration_months=months)
    assert by_months.ends == end
    by_end = replace(LAB, start_date=start, duration_months=None, end_date=end)
    assert by_end.months == months


def test_an_uneven_period_has_no_months() -> None:
    uneven = replace(LAB, start_date=date(2026, 12, 1), duration_months=None, end_date=date(2027, 3, 15))
    assert uneven.months is None


def test_without_a_start_it_begins_on_the_day_of_signing() -> None:
    assert replace(LAB, start_date=None).begins == LAB.sign_date


def test_a_term_without_a_first_day_gets_its_dates_at_the_signing() -> None:
    unsigned = replace(LAB, start_date=None, sign_date=None, end_date=None, duration_months=24)
    stages = {slot.field: due_stage(slot, unsigned) for slot in SLOTS.values() if slot.field in TERM}
    assert set(stages.values()) == {"tanda_tangan"}
    unplanned = replace(unsigned, duration_months=None)
    stages = {slot.field: due_stage(slot, unplanned) for slot in SLOTS.values() if slot.field in TERM}
    assert stages.pop("start_date") == "tanda_tangan", "it begins on the day of signing"
    assert set(stages.values()) == {"naskah"}
