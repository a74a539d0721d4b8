"""Posts of the page of an archived agreement, and what leaves it: the certified copy and its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from simpul.casework import archive_acts, certifying
from simpul.core.directory.officers import Officer
from simpul.features.agreements.metadata import AT_ONCE, WRITERS, rows_of
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.archive import carry_out, file_name, record_for, records
from simpul.pages.desk.archive_keeping import FORMS

_ACTS: Mapping[str, Callable[..., object]] = {
    "tutup": archive_acts.close_file,
    "tahan": archive_acts.hold,
    "lepas": archive_acts.lift,
    "terjaga": archive_acts.mark_guarded,
    "lapor-anri": archive_acts.record_report,
    "salinan-autentik": archive_acts.record_copy,
    "salinan": certifying.certify,
}


@require_POST
@officer_required
def act(request: HttpRequest, officer: Officer, slug: str, what: str) -> HttpResponse:
    """Close the file, hold or lift, mark, report, copy, certify."""
    if what not in _ACTS:
        raise Http404
    form = FORMS[what](request.POST, prefix=what)
    form.act = what

    def carry(agreement: Agreement) -> None:
        partial(_ACTS[what], **form.cleaned_data)(agreement=agreement, officer=officer)

    return carry_out(request, officer, record_for(officer, slug), form, carry)


@require_safe
@officer_required
def metadata(request: HttpRequest, officer: Officer, slug: str, kind: str) -> HttpResponse:
    """The fields of one archived agreement."""
    record = record_for(officer, slug)
    return _written([record], kind, f"metadata-{file_name(record.agreement)}")


@require_safe
@officer_required
def every_metadata(request: HttpRequest, officer: Officer, kind: str) -> HttpResponse:
    """The fields of the whole archive, newest first."""
    found = records(officer).prefetch_related("agreement__request__parties").order_by("-pk")
    return _written(found.iterator(chunk_size=AT_ONCE), kind, "metadata-arsip")


def _written(found: Iterable[ArchiveRecord], kind: str, name: str) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    media_type, write = WRITERS[kind]
    response = HttpResponse(write(rows_of(found)), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
