"""Patterns of numbers, the next number, and what an inspector finds in a series."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.numbering import (
    TOKENS,
    Issued,
    NumberValues,
    faults,
    next_number,
    parse,
    read,
    render,
    report,
)
from simpul.rules.refusals import Refusal

LETTER = "{klasifikasi}/{unit}/{seq}/{tahun}"
AGREEMENT = "{seq:3}/{jenis}/DIR/RSIA/{bulan_romawi}/{tahun}"


@pytest.mark.parametrize(
    ("pattern", "values", "number"),
    [
        (AGREEMENT, NumberValues(78, date(2022, 3, 9), jenis="PKS"), "078/PKS/DIR/RSIA/III/2022"),
        (LETTER, NumberValues(681, date(2023, 5, 2), klasifikasi="KN.01.01", unit="B.VI"), "KN.01.01/B.VI/681/2023"),
        ("{seq:4}.{bulan}.{tahun}", NumberValues(12345, date(2026, 1, 31)), "12345.01.2026"),
        (
            "No. {seq} ({jenis} {unit}) th {tahun}",
            NumberValues(1, date(2026, 1, 1), "MoU", "", "B"),
            "No. 1 (MoU B) th 2026",
        ),
        ("{seq:9}/{bulan_romawi}/{tahun}", NumberValues(1, date(2026, 12, 1)), "000000001/XII/2026"),
        ("{jenis}-{seq}-{tahun}", NumberValues(7, date(2026, 2, 1), jenis=" PKS "), "PKS-7-2026"),
        ("{jenis}/{seq}/{tahun}", NumberValues(7, date(2026, 2, 1), jenis="{seq}%s\\1"), "{seq}%s\\1/7/2026"),
    ],
)
def test_rendered(pattern: str, values: NumberValues, number: str) -> None:
    assert render(parse(pattern), values) == number
    assert read(parse(pattern), number) == Issued(values.on.year, values.seq)


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("", ["NMR-01"]),
        ("   ", ["NMR-01"]),
        ("{seq}/{tahun}\n", ["NMR-01"]),
        ("{seq}/{tahun}" + "x" * 100, ["NMR-01"]),
        ("{seq}/{tahun", ["NMR-02", "NMR-04"]),
        ("{seq}/{tahun}}", ["NMR-02"]),
        ("{seq}/{{tahun}}", ["NMR-02", "NMR-02"]),
        ("{seq}/{tahun}/{nomor}", ["NMR-03"]),
        ("{seq}/{tahun}/{}", ["NMR-03"]),
        ("{seq}/{tahun}/{TAHUN}", ["NMR-03"]),
        ("{seq.__class__}/{tahun}", ["NMR-03", "NMR-04"]),
        ("{tahun}/{jenis}", ["NMR-04"]),
        ("{seq}/{jenis}", ["NMR-04"]),
        ("PKS", ["NMR-04", "NMR-04"]),
        ("{seq}/{seq:3}/{tahun}", ["NMR-04"]),
        ("{seq:0}/{tahun}", ["NMR-05"]),
        ("{seq:10}/{tahun}", ["NMR-05"]),
        ("{seq:}/{tahun}", ["NMR-05"]),
        ("{seq:x}/{tahun:2}", ["NMR-05", "NMR-05"]),
        ("{unit}{seq}/{tahun}", ["NMR-06"]),
        ("{seq}{tahun}", ["NMR-06"]),
        ("2{seq}/{tahun}", ["NMR-06"]),
        ("{seq}0/{tahun}", ["NMR-06"]),
        ("{nomor}{seq}/{bulan:2}", ["NMR-03", "NMR-05", "NMR-04", "NMR-06"]),
    ],
)
def test_all_faults_of_a_pattern_at_once(pattern: str, codes: list[str]) -> None:
    found = faults(pattern)
    assert [fault.code for fault in found] == codes
    assert all(fault.text % fault.params if fault.params else fault.text for fault in found)
    with pytest.raises(Refusal) as refused:
        parse(pattern)
    assert refused.value.code == codes[0]


@pytest.mark.parametrize(
    ("pattern", "values", "code"),
    [
        (AGREEMENT, NumberValues(1, date(2026, 1, 1)), "NMR-08"),
        (LETTER, NumberValues(1, date(2026, 1, 1), klasifikasi="HK", unit="  "), "NMR-08"),
        (AGREEMENT, NumberValues(0, date(2026, 1, 1), jenis="PKS"), "NMR-07"),
        (AGREEMENT, NumberValues(-3, date(2026, 1, 1), jenis="PKS"), "NMR-07"),
    ],
)
def test_values_that_are_missing(pattern: str, values: NumberValues, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        render(parse(pattern), values)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "number", ["", "KN.01.01/B.VI/2023", "KN.01.01/B.VI/x/2023", "KN.01.01/B.VI/681/23", "a/b/0/2023"]
)
def test_a_foreign_number_is_not_read(number: str) -> None:
    assert read(parse(LETTER), number) is None


ISSUED = [Issued(2025, 40), Issued(2026, 1), Issued(2026, 2, "Salah penandatangan"), Issued(2026, 3)]


@pytest.mark.parametrize(
    ("issued", "year", "first", "number"),
    [
        ([], 2026, 1, 1),
        ([], 2026, 682, 682),
        (ISSUED, 2026, 1, 4),
        (ISSUED, 2027, 1, 1),
        (ISSUED, 2025, 1, 41),
        ([Issued(2026, 9, "Ditarik")], 2026, 1, 10),
    ],
)
def test_next_number(issued: list[Issued], year: int, first: int, number: int) -> None:
    assert next_number(issued, year, first=first) == number


def test_a_void_is_a_recorded_hole() -> None:
    found = report(ISSUED, 2026)
    assert found.sound
    assert (found.last, found.voids) == (3, (ISSUED[2],))


@pytest.mark.parametrize(
    ("issued", "missing", "doubled", "unexplained"),
    [
        ([Issued(2026, 1), Issued(2026, 4)], (2, 3), (), ()),
        ([Issued(2026, 1), Issued(2026, 1)], (), (1,), ()),
        ([Issued(2026, 1), Issued(2026, 2, " ")], (), (), (2,)),
        ([Issued(2025, 1), Issued(2026, 2)], (1,), (), ()),
    ],
)
def test_what_is_wrong_with_a_series(
    issued: list[Issued], missing: tuple[int, ...], doubled: tuple[int, ...], unexplained: tuple[int, ...]
) -> None:
    found = report(issued, 2026)
    assert not found.sound
    assert (found.missing, found.doubled, found.unexplained) == (missing, doubled, unexplained)


def test_an_empty_year_and_a_year_begun_elsewhere_are_sound() -> None:
    assert report([], 2026) == report(ISSUED, 2030).__class__(2026, 0)
    assert report([Issued(2026, 682), Issued(2026, 683)], 2026, first=682).sound


patterns = st.builds(
    lambda order, width, sign: sign.join(order).replace("{seq}", width),
    st.permutations(["{seq}", "{tahun}", "{jenis}", "{bulan_romawi}", "{bulan}"]),
    st.sampled_from(["{seq}", "{seq:1}", "{seq:4}", "{seq:9}"]),
    st.sampled_from(["/", ".", "-", " / "]),
)
dates = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@given(patterns, st.integers(1, 10**10), dates, st.text("ABC./-", min_size=1).filter(lambda text: text.strip() == text))
def test_a_rendered_number_reads_back(pattern: str, seq: int, on: date, jenis: str) -> None:
    parsed = parse(pattern)
    assert read(parsed, render(parsed, NumberValues(seq, on, jenis=jenis))) == Issued(on.year, seq)


@given(st.text(alphabet="{}:seqtahun/0123 _", max_size=40))
def test_any_text_is_either_a_pattern_or_refused(text: str) -> None:
    found = faults(text)
    if found:
        return
    values = NumberValues(5, date(2026, 3, 1), **dict.fromkeys(("jenis", "klasifikasi", "unit"), "X"))
    assert read(parse(text), render(parse(text), values)) == Issued(2026, 5)


@given(st.lists(st.booleans(), max_size=60))
def test_issuing_one_after_the_other_leaves_a_sound_series(voided: list[bool]) -> None:
    issued: list[Issued] = []
    for void in voided:
        issued.append(Issued(2026, next_number(issued, 2026), "Ditarik" if void else None))
    found = report(issued, 2026)
    assert (found.sound, found.last, len(found.voids)) == (True, len(voided), sum(voided))


def test_every_token_is_described() -> None:
    assert set(TOKENS) == {"seq", "jenis", "klasifikasi", "unit", "bulan_romawi", "bulan", "tahun"}
