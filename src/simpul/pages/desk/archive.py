"""D8, `/meja/arsip/`: archived agreements with retention, hash and place, and the way to Srikandi and back."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.casework.archive_acts import complete_retention, keeps_the_archive, record_srikandi
from simpul.casework.evidence.sheet import evidence_sheet
from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import Damaged
from simpul.core.signing.models import Mode
from simpul.features.agreements.archiving import ACCESS, Retention, copy_sheet
from simpul.features.agreements.finding import sought
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.features.agreements.officer_files import reads_original
from simpul.features.agreements.retention import FATES
from simpul.features.agreements.signing_plan import last_signed_on
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.archive_forms import RetentionForm, SrikandiForm
from simpul.pages.desk.archive_keeping import keeping
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.proofs import proofs_of
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.pages.shell.navigation import Crumb, PageLinks
from simpul.rules.refusals import NotAllowed, Refusal

_SIZE = 50
HERE = "/meja/arsip/"


@require_safe
@officer_required
def archive(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Archived agreements, newest first; searched by number, title or place."""
    search, before = request.GET.get("q", "").strip()[:100], request.GET.get("sebelum", "")
    rows = records(officer)
    if search:
        rows = rows.filter(sought(search, "agreement__") | Q(location__icontains=search))
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: _SIZE + 1])
    kept = {"q": search} if search else {}
    more = f"?{urlencode({**kept, 'sebelum': str(found[_SIZE - 1].pk)})}" if len(found) > _SIZE else ""
    context = {
        "records": found[:_SIZE], "search": search, "page": PageLinks(more, f"?{urlencode(kept)}" if before else "")
    }  # fmt: skip
    return desk_page(request, officer, "desk/archive.html", context, current=HERE)


def records(officer: Officer) -> QuerySet[ArchiveRecord]:
    rows = ArchiveRecord.objects.filter(agreement__institution_id=officer.institution_id)
    return rows.select_related(
        "file", "archived_by", "srikandi_file", "retention_class", "agreement__number", "agreement__case",
        "agreement__request", "agreement__institution", "agreement__reading_copy", "agreement__batch",
    )  # fmt: skip


def record_for(officer: Officer, slug: str) -> ArchiveRecord:
    return get_object_or_404(records(officer), agreement__slug=slug)


@require_safe
@officer_required
def record(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """One archived agreement."""
    return record_page(request, officer, record_for(officer, slug))


def record_page(
    request: HttpRequest, officer: Officer, found: ArchiveRecord, sent: forms.Form | None = None, error: str = ""
) -> HttpResponse:
    names = ("classification", "access_class", "active_years", "inactive_years", "final_fate", "location")
    known = {name: getattr(found, name) for name in names} | {"line": str(found.retention_class_id or "")}
    retention_form = RetentionForm(officer.institution_id, initial=known)
    context = {
        **keeping(officer, found, sent),
        "record": found,
        "agreement": found.agreement,
        "keeper": keeps_the_archive(officer, found.agreement),
        "access": _(ACCESS[found.access_class]) if found.access_class in ACCESS else "",
        "fate": _(FATES[found.final_fate]) if found.final_fate in FATES else "",
        "retention": sent if isinstance(sent, RetentionForm) else retention_form,
        "srikandi": sent if isinstance(sent, SrikandiForm) else SrikandiForm(initial={"number": found.srikandi_number}),
        "error": error,
        "last_signed": last_signed_on(found.agreement),
        **proofs_of(found.agreement),
        "reads_original": reads_original(officer, found.agreement),
        "by_code": found.agreement.signing_mode == Mode.ELECTRONIC,
    }
    title = found.agreement.called
    crumbs = (Crumb(_("Archive"), HERE), Crumb(title))
    status = 422 if sent is not None else 200
    return desk_page(request, officer, "desk/archive_record.html", context, current=HERE, crumbs=crumbs, status=status)


def carry_out(
    request: HttpRequest, officer: Officer, found: ArchiveRecord, form: forms.Form, act: Callable[[Agreement], None]
) -> HttpResponse:
    """One act of a form on this page. Raises NotAllowed and Damaged as the act does."""
    if not form.is_valid():
        return record_page(request, officer, found, form)
    try:
        act(found.agreement)
    except (NotAllowed, Damaged):  # the rim gives each its page, with the number of the incident
        raise
    except Refusal as refusal:
        return record_page(request, officer, found, form, say(refusal))
    messages.success(request, _("Kept with the archived agreement."))
    return redirect("desk:archive_record", found.agreement.slug)


@require_POST
@officer_required
def retention(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Complete classification, retention and place."""
    form = RetentionForm(officer.institution_id, request.POST)

    def act(agreement: Agreement) -> None:
        complete_retention(agreement=agreement, officer=officer, given=Retention(**form.cleaned_data))

    return carry_out(request, officer, record_for(officer, slug), form, act)


@streams_uploads
@require_POST
@officer_required
def srikandi(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Srikandi's number and PDF back on the case."""
    form = SrikandiForm(request.POST, request.FILES)

    def act(agreement: Agreement) -> None:
        upload = form.cleaned_data["file"]
        with transaction.atomic():
            file = keep_upload(upload, "srikandi", officer, ("pdf",)) if isinstance(upload, UploadedFile) else None
            record_srikandi(agreement=agreement, officer=officer, number=form.cleaned_data["number"], file=file)

    return carry_out(request, officer, record_for(officer, slug), form, act)


@require_safe
@officer_required
def sheet(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The sheet from which the archivist copies into Srikandi."""
    agreement = record_for(officer, slug).agreement
    return _pdf(copy_sheet(agreement), f"Lembar salinan Srikandi {file_name(agreement)}.pdf")


@require_safe
@officer_required
def evidence(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The evidence sheet (lembar jejak), for those who may read the signed original."""
    agreement = record_for(officer, slug).agreement
    if not reads_original(officer, agreement):
        raise Http404
    return _pdf(evidence_sheet(agreement), f"Lembar jejak {file_name(agreement)}.pdf")


def file_name(agreement: Agreement) -> str:
    return agreement.reference.replace("/", "-").replace('"', "")


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
