"""Terbilang, dates and money, against a table made by hand and against num2words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from simpul.rules.agreement_text import words

TABLE = {
    0: "nol",
    1: "satu",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    21: "dua puluh satu",
    99: "sembilan puluh sembilan",
    100: "seratus",
    101: "seratus satu",
    111: "seratus sebelas",
    200: "dua ratus",
    999: "sembilan ratus sembilan puluh sembilan",
    1_000: "seribu",
    1_001: "seribu satu",
    1_100: "seribu seratus",
    2_026: "dua ribu dua puluh enam",
    11_000: "sebelas ribu",
    21_000: "dua puluh satu ribu",
    100_000: "seratus ribu",
    1_000_000: "satu juta",
    1_000_100: "satu juta seratus",
    1_001_000: "satu juta seribu",
    1_500_000: "satu juta lima ratus ribu",
    10**9: "satu miliar",
    10**12: "satu triliun",
    10**15: "satu kuadriliun",
    1_234_567_890: "satu miliar dua ratus tiga puluh empat juta lima ratus enam puluh tujuh ribu "
    "delapan ratus sembilan puluh",
}


@pytest.mark.parametrize(("number", "expected"), TABLE.items())
def test_terbilang(number: int, expected: str) -> None:
    assert words.number_in_words(number) == expected


@given(st.integers(0, 10**15 - 1))
@example(479_001_000)
@example(1_021_000)
@example(5_101_000)
def test_terbilang_agrees_with_num2words(number: int) -> None:
    """It says "satu ribu" after a higher scale; a single thousand is "seribu" everywhere here."""
    said = re.sub(r"(?<!puluh )(?<!ratus )\bsatu ribu", "seribu", num2words(number, lang="id"))
    assert words.number_in_words(number) == said


@pytest.mark.parametrize("number", [-1, 10**18])
def test_terbilang_refuses_what_it_cannot_say(number: int) -> None:
    with pytest.raises(ValueError, match="terbilang"):
        words.number_in_words(number)


@pytest.mark.parametrize(
    ("amount", "figure", "said"),
    [
        (0, "Rp0,00", "nol rupiah"),
        (10_000, "Rp10.000,00", "sepuluh ribu rupiah"),
        (1_500_000, "Rp1.500.000,00", "satu juta lima ratus ribu rupiah"),
        (Decimal("1500000.5"), "Rp1.500.000,50", "satu juta lima ratus ribu rupiah lima puluh sen"),
        (Decimal("0.01"), "Rp0,01", "nol rupiah satu sen"),
        (Decimal("999.999"), "Rp1.000,00", "seribu rupiah"),
    ],
)
def test_money_in_figures_and_words(amount: int | Decimal, figure: str, said: str) -> None:
    assert words.rupiah(amount) == figure
    assert words.rupiah_in_words(amount) == said
    assert words.rupiah_full(amount) == f"{figure} ({said})"


def test_money_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        words.rupiah(-1)


def test_opening_sentence() -> None:
    assert words.opening_sentence(date(2026, 11, 22), "Jakarta") == (
        "Pada hari ini, Minggu, tanggal dua puluh dua, bulan November, tahun dua ribu dua puluh enam (22-11-2026), "
        "bertempat di Jakarta"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            date(2024, 2, 29),
            "Kamis, tanggal dua puluh sembilan, bulan Februari, tahun dua ribu dua puluh empat (29-02-2024)",
        ),
        (date(2027, 1, 1), "Jumat, tanggal satu, bulan Januari, tahun dua ribu dua puluh tujuh (01-01-2027)"),
    ],
)
def test_dates_in_words(day: date, expected: str) -> None:
    assert words.date_in_words(day) == expected


@pytest.mark.parametrize(("number", "sign"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (2026, "MMXXVI")])
def test_roman(number: int, sign: str) -> None:
    assert words.roman(number) == sign


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")],
)
def test_enumeration(parts: list[str], expected: str) -> None:
    assert words.enumeration(parts) == expected


def test_party_labels() -> None:
    assert [words.party_label(n) for n in (1, 2, 3, 11)] == [
        "PIHAK KESATU",
        "PIHAK KEDUA",
        "PIHAK KETIGA",
        "PIHAK KE-11",
    ]
