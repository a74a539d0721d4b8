"""F12: numbers stay sequential and unique when fifty take them at once and a tenth of the acts roll back."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from random import Random

import pytest
from django.db import connection, transaction

from simpul.core.directory.models import Institution
from simpul.features.agreements.models import IssuedNumber, NumberSeries
from simpul.features.agreements.numbers import issue, next_of, report_of, void
from simpul.rules.refusals import Refusal

WORKERS, LETTERS = 50, 8
ON = date(2026, 11, 22)


class _Broken(Exception):
    """An act that fails after its number was taken."""


@pytest.fixture
def series(transactional_db: None) -> NumberSeries:
    institution = Institution.objects.create(
        code="lomba", name="Balai Lomba Contoh", short_name="BLC", city="Jakarta", province="DKI Jakarta"
    )
    return NumberSeries.objects.create(
        institution=institution, code="pks", name="Perjanjian", pattern="{seq:3}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
        document_code="PKS", unit_code="BBLBK",
    )  # fmt: skip


def _take(series_id: int, breaks: bool) -> str:
    with transaction.atomic():
        taken = issue(series_id=series_id, on=ON, case_id=None, subject="lomba", user_id=None)
        if breaks:
            raise _Broken
        return taken.number


def _worker(series_id: int, seed: int, gate: threading.Barrier) -> tuple[list[str], int]:
    chance, kept, broken = Random(seed), [], 0
    gate.wait()
    try:
        for _ in range(LETTERS):
            breaks = chance.random() < 0.1
            with suppress(_Broken):
                kept.append(_take(series_id, breaks))
            broken += breaks
    finally:
        connection.close()
    return kept, broken


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_leave_no_gap_and_no_double(series: NumberSeries) -> None:
    gate = threading.Barrier(WORKERS)
    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(lambda seed: _worker(series.pk, seed, gate), range(WORKERS)))
    given = [number for kept, _ in done for number in kept]
    broken = sum(count for _, count in done)
    assert broken > WORKERS * LETTERS // 20, "the test must have seen acts that failed"
    assert len(given) == len(set(given)) == WORKERS * LETTERS - broken
    state = report_of(series, 2026)
    assert state.sound
    assert state.last == len(given)


@pytest.mark.django_db
def test_years_count_anew_and_a_void_is_a_hole_with_its_reason(series: NumberSeries) -> None:
    first = issue(series_id=series.pk, on=ON, case_id=None, subject="a", user_id=None)
    assert first.number == "001/PKS/BBLBK/XI/2026"
    assert next_of(series, date(2027, 1, 4)) == "001/PKS/BBLBK/I/2027"
    with pytest.raises(Refusal, match="NMR-20"):
        void(number_id=first.pk, reason=" ")
    void(number_id=first.pk, reason="Mitra menarik diri")
    void(number_id=first.pk, reason="alasan kedua tidak menimpa")
    first.refresh_from_db()
    assert first.void_reason == "Mitra menarik diri"
    second = issue(series_id=series.pk, on=ON, case_id=None, subject="b", user_id=None)
    assert (second.seq, IssuedNumber.objects.count()) == (2, 2), "a void number is never given again"
    assert report_of(series, 2026).sound
