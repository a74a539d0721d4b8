"""Numbers, dates and lengths of time as the judge reads them, against the words we write ourselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.agreement_text.judging.dates import dates_in, later
from simpul.rules.agreement_text.judging.durations import durations_in
from simpul.rules.agreement_text.judging.numerals import in_figures, in_words
from simpul.rules.agreement_text.words import date_in_words, day_in_words, long_date, number_in_words, thousands


@given(st.one_of(st.integers(0, 20_000), st.integers(0, 10**15)))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    assert in_words(number_in_words(number)) == number
    assert in_words(number_in_words(number).title()) == number
    assert in_figures(thousands(number)) == number


@pytest.mark.parametrize(
    "words", ["dua tiga", "puluh", "ribu", "dua puluh tiga puluh", "dua ratus tiga ratus", "juta ribu", "dua pulu", ""]
)
def test_words_that_make_no_number(words: str) -> None:
    assert in_words(words) is None


@pytest.mark.parametrize(
    ("text", "number"), [("245.000.000,-", 245_000_000), ("1.500,00", 1_500), ("12,5", None), ("1.50", None), ("7", 7)]
)
def test_figures(text: str, number: int | None) -> None:
    assert in_figures(text) == number


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_dates_are_read_as_they_are_written(day: date) -> None:
    for text in (long_date(day), f"{day:%d-%m-%Y}", day_in_words(day), date_in_words(day)):
        assert {each.day for each in dates_in(f"pada {text}, di Jakarta")} == {day}


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.integers(1, 240))
def test_months_later(day: date, months: int) -> None:
    end = later(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and later(end, 0) == end)


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("selama 2 (dua) tahun", [(2, "tahun")]),
        ("dalam tiga puluh hari kalender", [(30, "hari kalender")]),
        ("pada tahun 2026 dan bulan April", []),
        ("14 (empat belas) Hari Kerja, atau 6 bulan", [(14, "hari kerja"), (6, "bulan")]),
    ],
)
def test_lengths_of_time(text: str, lengths: list[tuple[int, str]]) -> None:
    assert [(each.number, each.unit) for each in durations_in(text)] == lengths
