"""When reminders and escalations go off, by the office's own days and hours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.procedure.timers import Relation, Timer, moments
from simpul.rules.refusals import Refusal
from simpul.rules.working_time import deadline, parse
from simpul.rules.working_time.reminders import earlier
from tests.rules.working_time_asking import at, shown

# Entered on a Monday, due at the close of a Friday; Monday 2026-11-23 is worked.
START, CALENDAR = at("2026-11-16 09.00 WIB")
DUE, _ = at("2026-11-20 16.00 WIB")


def moment(relation: Relation, amount: str) -> str:
    found = moments([Timer("ingatkan_pelaksana", relation, amount)], START, DUE, CALENDAR)
    return shown(CALENDAR.local(found[0].at)) if found else "-"


@pytest.mark.parametrize(
    ("relation", "amount", "wanted"),
    [
        ("setelah", "2 HK", "2026-11-18 16.00 WIB"),
        ("setelah", "2 jam", "2026-11-16 11.00 WIB"),
        ("sebelum", "1 HK", "2026-11-19 16.00 WIB"),
        ("sebelum", "2 jam", "2026-11-20 14.00 WIB"),
        ("sebelum", "2 hari", "2026-11-18 16.00 WIB"),
        ("sebelum", "5 HK", "-"),
        ("sesudah", "1 HK", "2026-11-23 16.00 WIB"),
        ("sesudah", "1 hari", "2026-11-23 16.00 WIB"),
        ("sesudah", "60 menit", "2026-11-23 08.00 WIB"),
    ],
)
def test_moments(relation: Relation, amount: str, wanted: str) -> None:
    assert moment(relation, amount) == wanted


def test_before_a_due_time_on_a_day_off() -> None:
    sunday, _ = at("2026-11-22 20.00 WIB")
    for amount, wanted in (("1 HK", "2026-11-20 16.30 WIB"), ("1 hari", "2026-11-20 16.30 WIB")):
        assert shown(earlier(sunday, parse(amount), CALENDAR)) == wanted


def test_in_order_of_time_with_the_place_in_the_list() -> None:
    timers = [
        Timer("ingatkan_atasan", "sesudah", "1 HK"),
        Timer("ingatkan_pelaksana", "sebelum", "1 HK"),
        Timer("ingatkan_mitra", "setelah", "1 jam"),
    ]
    found = moments(timers, START, DUE, CALENDAR)
    assert [(one.position, one.timer.name) for one in found] == [
        (2, "ingatkan_mitra"), (1, "ingatkan_pelaksana"), (0, "ingatkan_atasan"),
    ]  # fmt: skip
    assert {one.at.tzinfo for one in found} == {UTC}


def test_without_a_due_time_only_what_counts_from_entry() -> None:
    timers = [Timer("a", "sebelum", "1 HK"), Timer("b", "setelah", "1 HK"), Timer("c", "sesudah", "1 HK")]
    assert [one.timer.name for one in moments(timers, START, None, CALENDAR)] == ["b"]


@pytest.mark.parametrize("amount", ["hari yang sama", "24 jam kalender", "2 menit per contoh uji", "-"])
def test_what_cannot_be_counted_back(amount: str) -> None:
    with pytest.raises(Refusal, match="KAL-15"):
        earlier(DUE, parse(amount), CALENDAR)


def test_before_the_calendar_begins() -> None:
    first = datetime(CALENDAR.years[0].year, 1, 2, 3, tzinfo=UTC)
    for amount in ("9 HK", "9 hari", "9999 menit"):
        with pytest.raises(Refusal, match="KAL-06"):
            earlier(first, parse(amount), CALENDAR)


FIRST, LAST = (datetime(2026, month, 1, tzinfo=UTC).replace(tzinfo=None) for month in (2, 11))


@given(st.datetimes(FIRST, LAST, timezones=st.just(UTC)), st.integers(1, 30))
def test_forward_again_comes_back(start: datetime, amount: int) -> None:
    """From the moment so many working days before a due time, so many working days lead to it."""
    due = deadline(start, parse("1 HK"), CALENDAR)
    assert due is not None
    standard = parse(f"{amount} HK")
    assert deadline(earlier(due, standard, CALENDAR), standard, CALENDAR) == due
