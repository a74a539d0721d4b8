"""`/meja/keutuhan/`: whether the stored files are whole, when that was last seen, what is damaged or lacks proofs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.casework.duty_leftovers import left_over_in
from simpul.casework.file_notices import keeps_files
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import Fault, FileIncident, IntegrityRun, StoredFile
from simpul.features.agreements.file_sorts import sort_of
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.proofs import lacking_in
from simpul.rules.reading import Sort
from simpul.rules.refusals import N_, NotAllowed

HERE = "/meja/keutuhan/"
_SHOWN = 50
_FAULTS = {Fault.MISSING: N_("The bytes are missing"), Fault.CHANGED: N_("The bytes were changed")}


@dataclass(frozen=True, slots=True)
class Row:
    """One incident with the files of the institution that it strikes; the name of an unfiled paper is not shown."""

    incident: FileIncident
    fault: str
    name: str
    others: int


@require_safe
@officer_required
def integrity(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Open incidents, then the newest closed ones; searched by number or hash."""
    if not keeps_files(officer):
        raise NotAllowed("SIS-12", N_("Only administrators, inspectors and archivists may open this page."))
    search = request.GET.get("q", "").strip()[:64]
    mine = FileIncident.objects.filter(institution_id=officer.institution_id)
    if search:
        mine = mine.filter(number__iexact=search) | mine.filter(sha256=search.lower())
    damaged = mine.filter(closed_at=None)
    context = {
        "search": search,
        "count": damaged.count(),
        "damaged": list(_rows(damaged.order_by("-pk"))),
        "mended": list(_rows(mine.exclude(closed_at=None).order_by("-closed_at"))),
        "lacking": list(lacking_in(officer.institution_id, search)),
        "duties": left_over_in(officer.institution_id, search),
        "shown": _SHOWN,
        "last": IntegrityRun.objects.exclude(finished_at=None).order_by("-finished_at").first(),
        "now": IntegrityRun.objects.filter(finished_at=None).first(),
    }
    return desk_page(request, officer, "desk/integrity.html", context, current=HERE)


def _rows(found: QuerySet[FileIncident]) -> Iterator[Row]:
    incidents = list(found[:_SHOWN])
    files: dict[str, list[StoredFile]] = {}
    hashes = [one.sha256 for one in incidents]
    theirs = StoredFile.objects.filter(institution__in={one.institution_id for one in incidents}, sha256__in=hashes)
    for each in theirs.order_by("pk"):
        files.setdefault(each.sha256, []).append(each)
    for one in incidents:
        mine = files.get(one.sha256, [])
        file = next((one_file for one_file in mine if sort_of(one_file).sort is not Sort.UNFILED), None)
        name = file.name if file is not None else _("a paper that is not filed yet") if mine else _("no file any more")
        yield Row(one, _(_FAULTS[Fault(one.fault)]), name, max(len(mine) - 1, 0))
