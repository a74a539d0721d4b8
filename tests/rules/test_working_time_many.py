"""What many entries used, told at once, is what each used, told alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.lib.national_calendar import national_calendar
from simpul.rules.procedure.figures import amount_of, amounts_of
from simpul.rules.refusals import Refusal
from simpul.rules.working_time import OFFICE, RAMADAN, Calendar, Hours, parse, used, used_by_each
from tests.rules.test_working_time_equals_naive import EDGES, SIX_DAYS, SIX_DAYS_RAMADAN

TICK, EPOCH = timedelta(microseconds=1), datetime(1970, 1, 1, tzinfo=UTC)
STANDARDS = ("3 HK", "hari yang sama", "4 hari", "90 menit", "2 jam", "2 menit per contoh uji", "24 jam kalender", "-")
SIX = (Hours.parse(list(SIX_DAYS)), Hours.parse(list(SIX_DAYS_RAMADAN)))
CALENDARS = [
    replace(national_calendar(zone), receipt_counts=counts, hours=hours, ramadan_hours=fasting)
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    for counts in (False, True)
    for hours, fasting in ((OFFICE, RAMADAN), SIX)
]
# Days, minutes of the day (often where office hours begin or end), and a microsecond to either side of them.
moments = st.tuples(
    st.integers(0, 700), st.one_of(st.integers(0, 1439), st.sampled_from(EDGES)), st.sampled_from((-1, 0, 0, 1, 30_000))
)
spans = st.lists(st.tuples(moments, moments), max_size=8)


def ticks(moment: datetime) -> int:
    return (moment - EPOCH) // TICK


def told(rows: Sequence[tuple[tuple[int, int, int], ...]], calendar: Calendar) -> list[list[datetime]]:
    """Starts and ends on the wall clock of the calendar."""
    first = datetime(2026, 1, 1, tzinfo=calendar.tz)
    return [
        [first + timedelta(days=row[end][0], minutes=row[end][1], microseconds=row[end][2]) for row in rows]
        for end in (0, 1)
    ]


@given(rows=spans, standard=st.sampled_from(STANDARDS), calendar=st.sampled_from(CALENDARS), units=st.integers(1, 9))
def test_many_are_told_as_each_alone(
    rows: list[tuple[tuple[int, int, int], ...]], standard: str, calendar: Calendar, units: int
) -> None:
    starts, untils = told(rows, calendar)
    pairs = list(zip(starts, untils, strict=True))
    meaning = parse(standard)
    alone = [used(start, max(start, until), meaning, calendar, (), units).amount for start, until in pairs]
    assert list(used_by_each(list(map(ticks, starts)), list(map(ticks, untils)), meaning, calendar)) == alone
    found = amounts_of(list(map(ticks, starts)), list(map(ticks, untils)), standard, calendar, units)
    single = [amount_of(start, until, standard, calendar, (), units) for start, until in pairs]
    assert [found and (found.unit, amount, found.allowed) for amount in (found.used if found else ())] == [
        (one.unit, one.used[0], one.allowed) for one in single if one
    ]


def test_pieces_that_were_not_counted_are_not_measured() -> None:
    assert amounts_of([0], [1], "2 menit per contoh uji", national_calendar(), None) is None


@pytest.mark.parametrize("year", [1999, 2400])
def test_a_day_outside_the_calendar_is_refused(year: int) -> None:
    calendar, inside = national_calendar(), datetime(2026, 3, 2, tzinfo=UTC)
    outside = datetime(year, 1, 4, tzinfo=UTC)
    starts, untils = sorted([ticks(inside), ticks(outside)])[:1], sorted([ticks(inside), ticks(outside)])[1:]
    with pytest.raises(Refusal, match=str(year)):
        used_by_each(starts, untils, parse("3 HK"), calendar)
