"""D8, `/meja/nomor/`: the series of official numbers, the next number of each, and every hole with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.casework.number_acts import keeps_numbers
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.features.agreements.models import IssuedNumber, NumberSeries
from simpul.features.agreements.numbers import next_seq, report_of, reports_of, written
from simpul.features.agreements.series import is_free
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.series_forms import ReasonForm
from simpul.pages.shell.navigation import Crumb, PageLinks
from simpul.rules.numbering import SeriesReport
from simpul.rules.refusals import Refusal

HERE = "/meja/nomor/"
_SIZE = 100


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series in one year; ``trouble`` says why no next number can be written."""

    series: NumberSeries
    report: SeriesReport
    next: str
    trouble: str = ""


def today_of(officer: Officer) -> date:
    """The day in the institution's zone."""
    return calendar_for(officer.institution_id).local(clock.now()).date()


def row_of(series: NumberSeries, report: SeriesReport, seq: int, today: date) -> SeriesRow:
    """The state of a series with the number that comes next, whose running number is ``seq``."""
    try:
        return SeriesRow(series, report, written(series, seq, today))
    except Refusal as refusal:
        return SeriesRow(series, report, "-", say(refusal))


@require_safe
@officer_required
def numbers(request: HttpRequest, officer: Officer) -> HttpResponse:
    """All series of the institution this year, and the voids of the last years together."""
    today = today_of(officer)
    every = list(NumberSeries.objects.filter(institution_id=officer.institution_id).order_by("name"))
    reports = reports_of(every, today.year)
    holes = IssuedNumber.objects.filter(series__in=every, voided_at__isnull=False)
    context = {
        "rows": [row_of(one, reports[one.pk], reports[one.pk].last + 1, today) for one in every],
        "holes": holes.select_related("series", "case").order_by("-voided_at")[:_SIZE],
        "year": today.year,
        "keeper": keeps_numbers(officer),
    }
    return desk_page(request, officer, "desk/numbers.html", context, current=HERE)


@require_safe
@officer_required
def series(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Every number of one series in one year, holes in their place."""
    return series_page(
        request, officer, get_object_or_404(NumberSeries, institution_id=officer.institution_id, code=code)
    )


def series_page(
    request: HttpRequest, officer: Officer, found: NumberSeries, skipping: ReasonForm | None = None
) -> HttpResponse:
    """The page of a series; ``skipping``: the form of a number to be set aside, with its faults (422)."""
    asked, today = request.GET.get("tahun", ""), today_of(officer)
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    rows = IssuedNumber.objects.filter(series=found, year=year).select_related("case", "issued_by", "agreement")
    before = request.GET.get("sebelum", "")
    if before.isdecimal():
        rows = rows.filter(seq__lt=int(before[:9]))
    shown = list(rows.order_by("-seq")[: _SIZE + 1])
    more = f"?tahun={year}&sebelum={shown[_SIZE - 1].seq}" if len(shown) > _SIZE else ""
    context = {
        "row": row_of(found, report_of(found, year), next_seq(found, today.year), today),
        "numbers": [(number, number.voided_at is None and is_free(number)) for number in shown[:_SIZE]],
        "keeper": keeps_numbers(officer),
        "skipping": skipping or ReasonForm(),
        "year": year,
        "now": year == today.year,
        "years": _years(found, year),
        "page": PageLinks(more, f"?tahun={year}" if before else ""),
    }
    crumbs = (Crumb(_("Numbers"), HERE), Crumb(found.name))
    status = 422 if skipping is not None else 200
    return desk_page(request, officer, "desk/series.html", context, current=HERE, crumbs=crumbs, status=status)


def _years(series: NumberSeries, year: int) -> Sequence[int]:
    """Years with numbers, and the one that is shown."""
    used = set(IssuedNumber.objects.filter(series=series).values_list("year", flat=True).distinct())
    return sorted(used | {year}, reverse=True)
