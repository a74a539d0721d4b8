"""Official numbers: gapless per series and year, a void is a recorded hole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max

from simpul.features.agreements.models import IssuedNumber, NumberSeries
from simpul.lib import clock
from simpul.rules.numbering import Issued, NumberValues, SeriesReport, parse, render, report
from simpul.rules.refusals import N_, Refusal


@transaction.atomic
def issue(*, series_id: int, on: date, case_id: int | None, subject: str, user_id: int | None) -> IssuedNumber:
    """The next number of the series in the year of ``on``. The series row is the lock; a rollback gives it back."""
    series = NumberSeries.objects.select_for_update().get(pk=series_id)
    seq = next_seq(series, on.year)
    return IssuedNumber.objects.create(
        series=series,
        year=on.year,
        seq=seq,
        number=written(series, seq, on),
        case_id=case_id,
        subject=subject[:200],
        issued_on=on,
        issued_by_id=user_id,
    )


def next_of(series: NumberSeries, on: date) -> str:
    """The number that would come next; nothing is given out. Raises Refusal NMR-01..08 for a pattern that cannot be."""
    return written(series, next_seq(series, on.year), on)


def report_of(series: NumberSeries, year: int) -> SeriesReport:
    """What an inspector asks of a series: its last number, its recorded holes, and whatever is wrong."""
    return reports_of([series], year)[series.pk]


def reports_of(every: Iterable[NumberSeries], year: int) -> dict[int, SeriesReport]:
    """The reports of many series by their ids, in one query."""
    starts = {series.pk: start_of(series, year) for series in every}
    issued: dict[int, list[Issued]] = defaultdict(list)
    rows = IssuedNumber.objects.filter(series__in=starts, year=year)
    for series_id, seq, voided, reason in rows.values_list("series_id", "seq", "voided_at", "void_reason"):
        issued[series_id].append(Issued(year, seq, reason if voided else None))
    return {series_id: report(issued[series_id], year, first=first) for series_id, first in starts.items()}


def start_of(series: NumberSeries, year: int) -> int:
    """The running number at which the series begins in a year."""
    return series.first_number if series.first_year == year else 1


def last_seq(series: NumberSeries, year: int) -> int | None:
    """The highest running number that was given out in a year, voids included; None for none."""
    last: int | None = IssuedNumber.objects.filter(series=series, year=year).aggregate(last=Max("seq"))["last"]
    return last


def next_seq(series: NumberSeries, year: int) -> int:
    """The running number that comes next in a year."""
    last = last_seq(series, year)
    return start_of(series, year) if last is None else last + 1


def written(series: NumberSeries, seq: int, on: date) -> str:
    """A running number as the series writes it. Raises Refusal NMR-01..08."""
    values = NumberValues(
        seq=seq, on=on, jenis=series.document_code, klasifikasi=series.classification, unit=series.unit_code
    )
    return render(parse(series.pattern), values)


def void(*, number_id: int, reason: str) -> None:
    """Record a hole: the number was given out and will not be used. Raises Refusal NMR-20."""
    if not reason.strip():
        raise Refusal("NMR-20", N_("Say why this number is void. The reason is shown beside the hole."))
    IssuedNumber.objects.filter(pk=number_id, voided_at__isnull=True).update(
        voided_at=clock.now(), void_reason=reason[:300]
    )


def series_for(institution_id: int, code: str) -> NumberSeries:
    """A series of the institution. Raises Refusal NMR-21 when it has none of this code."""
    found = NumberSeries.objects.filter(institution_id=institution_id, code=code).first()
    if found is None:
        raise Refusal(
            "NMR-21", N_("This institution has no number series “%(code)s”. Ask the admin to add it."), code=code
        )
    return found
