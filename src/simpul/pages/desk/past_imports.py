"""`/meja/perjanjian/impor/`: agreements of the past from a spreadsheet, decided by a person, then recorded."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.adapters.scan_archive import ENDING
from simpul.casework.past_imports import By, add_scan, begin, check_keeper, give_up, keep_answers, plan_of, sheet_of
from simpul.casework.past_jobs import ask_to_open, ask_to_record, is_late, why_not
from simpul.casework.past_matches import written
from simpul.casework.tasks import wake_for_old_agreements
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer
from simpul.features.agreements.models import ImportBatch, ImportRun, ImportState
from simpul.features.agreements.past_plan import Answers
from simpul.lib.uploads import ReceivedFile
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.agreements import HERE, signed_of
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.past_forms import SheetForm, answers_from
from simpul.pages.desk.past_report import ROWS, Asked, paged, report_context
from simpul.pages.desk.past_report_file import MEDIA_TYPE, write_report
from simpul.pages.shell.intake import streams_scans
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import N_, Refusal

IMPORTS = f"{HERE}impor/"
_NEWEST = 20
_AT_WORK = (ImportState.OPENING, ImportState.RECORDING)


def _by(officer: Officer) -> By:
    return By(officer.actor(), officer.user_id)


def _crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Agreements"), HERE), Crumb(_("Old agreements"), IMPORTS if more else ""), *more)


def _mine(officer: Officer, slug: str) -> ImportBatch:
    check_keeper(officer)
    rows = ImportBatch.objects.filter(institution_id=officer.institution_id)
    return get_object_or_404(rows.select_related("institution", "sheet", "made_by"), slug=slug)


@streams_scans
@officer_required
def imports(request: HttpRequest, officer: Officer) -> HttpResponse:
    """A new sheet with its scans, and those that came before."""
    check_keeper(officer)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:past_import", _begun(request, officer, form).slug)
        except Refusal as refusal:
            form.add_error("sheet", say(refusal))
    there = ImportBatch.objects.filter(institution_id=officer.institution_id)
    context = {"form": form, "batches": there.select_related("sheet", "made_by").order_by("-created_at")[:_NEWEST]}
    return desk_page(
        request, officer, "desk/past_imports.html", context, current=HERE, crumbs=_crumbs(),
        status=422 if form.errors else 200,
    )  # fmt: skip


def _begun(request: HttpRequest, officer: Officer, form: SheetForm) -> ImportBatch:
    sheet = form.cleaned_data["sheet"]
    assert isinstance(sheet, ReceivedFile)
    house = Institution.objects.get(pk=officer.institution_id)
    batch = begin(institution=house, sheet=sheet.path(), name=sheet.full_name, by=_by(officer))
    try:
        _scanned(request, officer, batch)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return batch


def _scanned(request: HttpRequest, officer: Officer, batch: ImportBatch) -> int:
    """Each scan is judged by itself, a refused one is told on the page; the ZIP is left to the worker."""
    files = [file for file in request.FILES.getlist("scans") if isinstance(file, ReceivedFile)]
    archives = [file for file in files if file.full_name.casefold().endswith(ENDING)]
    if len(archives) > 1:
        raise Refusal("IMP-58", N_("Send one ZIP at a time: the next one when the first has been opened."))
    scans = [file for file in files if file not in archives]
    for file in scans:
        add_scan(batch, file.path(), file.full_name, _by(officer))
    for file in archives:
        ask_to_open(batch, file.path(), file.full_name, _by(officer))
        wake_for_old_agreements()
    return len(scans)


@officer_required
def batch(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The report, and what a person decides about it."""
    found = _mine(officer, slug)
    if found.state == ImportState.TAKEN:
        return _taken(request, officer, found)
    if found.state in _AT_WORK:
        return desk_page(
            request, officer, "desk/past_recording.html", _progress(found), current=HERE,
            crumbs=_crumbs(Crumb(found.sheet.name)),
        )  # fmt: skip
    error = _failed(found)
    if request.method == "POST":
        try:
            return _decided(request, officer, found)
        except Refusal as refusal:
            error = say(refusal)
        found.refresh_from_db()
    return _report(request, officer, found, error)


def _progress(found: ImportBatch) -> dict[str, object]:
    return {"batch": found, "run": found.run, "late": is_late(found.run)}


def _failed(found: ImportBatch) -> str:
    """Why the last job came to nothing."""
    run = ImportRun.objects.filter(batch=found).first()
    refusal = why_not(run) if run is not None else None
    return say(refusal) if refusal is not None else ""


@require_safe
@officer_required
def progress(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """How far the job has come, asked for again until it has ended (204)."""
    found = _mine(officer, slug)
    if found.state in _AT_WORK:
        return render(request, "desk/_past_progress.html", _progress(found))
    return HttpResponse(status=204)


def _decided(request: HttpRequest, officer: Officer, found: ImportBatch) -> HttpResponse:
    before = Answers.read(found.answers)
    sheet = sheet_of(found)
    answers = answers_from(request.POST, plan_of(found, before, sheet), before)
    keep_answers(found, answers)
    here = reverse("desk:past_import", args=[found.slug])
    if "catat" not in request.POST:
        messages.success(request, _("Your decisions are kept."))
        return redirect(here + Asked.read(request.GET).url())
    ask_to_record(found, answers, _by(officer), sheet)
    wake_for_old_agreements()
    return redirect(here)


def _report(request: HttpRequest, officer: Officer, found: ImportBatch, error: str) -> HttpResponse:
    answers = Answers.read(found.answers)
    told = report_context(found, plan_of(found, answers), answers, Asked.read(request.GET))
    return desk_page(
        request, officer, "desk/past_import.html", {**told, "error": error}, current=HERE,
        crumbs=_crumbs(Crumb(found.sheet.name)), status=422 if error and request.method == "POST" else 200,
    )  # fmt: skip


def _taken(request: HttpRequest, officer: Officer, found: ImportBatch) -> HttpResponse:
    rows = signed_of(officer).filter(batch=found).order_by("batch_row", "pk")
    shown, links = paged(Asked.read(request.GET), found.taken, ROWS)
    context = {"batch": found, "run": ImportRun.objects.filter(batch=found).first(), "rows": rows[shown], "page": links}
    crumbs = _crumbs(Crumb(found.sheet.name))
    return desk_page(request, officer, "desk/past_taken.html", context, current=HERE, crumbs=crumbs)


@streams_scans
@require_POST
@officer_required
def scans(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """More scans to a sheet that is not recorded yet."""
    found = _mine(officer, slug)
    try:
        if count := _scanned(request, officer, found):
            messages.success(request, _("%(count)s files were checked.") % {"count": count})
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("desk:past_import", found.slug)


@require_safe
@officer_required
def matches(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The decisions as a CSV for the command line, or to talk about them."""
    found = _mine(officer, slug)
    answers = Answers.read(found.answers)
    response = HttpResponse(written(plan_of(found, answers), answers), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="putusan.csv"'
    return response


@require_safe
@officer_required
def report_file(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The report per row as XLSX, before and after the recording."""
    found = _mine(officer, slug)
    out = io.BytesIO()
    write_report(plan_of(found), found.scans.all(), out)
    response = HttpResponse(out.getvalue(), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="laporan-{found.slug}.xlsx"'
    return response


@require_POST
@officer_required
def forget(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Give up a sheet that was not recorded."""
    give_up(_mine(officer, slug))
    messages.success(request, _("The sheet and its scans were given up. Nothing of them was recorded."))
    return redirect("desk:past_imports")
