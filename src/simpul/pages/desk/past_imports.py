"""`/meja/perjanjian/impor/`: agreements of the past from a spreadsheet, decided by a person, then recorded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.casework.past_imports import By, add_scan, begin, check_keeper, give_up, keep_answers, plan_of, take_over
from simpul.casework.past_matches import written
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer
from simpul.features.agreements.models import ImportBatch, ImportState
from simpul.features.agreements.past_plan import Answers
from simpul.lib.uploads import ReceivedFile
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.agreements import HERE, signed_of
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.past_forms import (
    ScansForm,
    SheetForm,
    answers_from,
    counted,
    lines_of,
    partners_of,
    refused_scans,
)
from simpul.pages.shell.intake import streams_uploads
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Refusal

IMPORTS = f"{HERE}impor/"
_SHOWN = 300
_NEWEST = 20


def _by(officer: Officer) -> By:
    return By(officer.actor(), officer.user_id)


def _crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Agreements"), HERE), Crumb(_("Old agreements"), IMPORTS if more else ""), *more)


def _mine(officer: Officer, slug: str) -> ImportBatch:
    check_keeper(officer)
    rows = ImportBatch.objects.filter(institution_id=officer.institution_id)
    return get_object_or_404(rows.select_related("institution", "sheet", "made_by"), slug=slug)


@streams_uploads
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
    _scanned(request, officer, batch)
    return batch


def _scanned(request: HttpRequest, officer: Officer, batch: ImportBatch) -> int:
    """Each scan is judged by itself; a refused one is told on the page."""
    files = [file for file in request.FILES.getlist("scans") if isinstance(file, ReceivedFile)]
    for file in files:
        add_scan(batch, file.path(), file.full_name, _by(officer))
    return len(files)


@officer_required
def batch(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The report, and what a person decides about it."""
    found = _mine(officer, slug)
    if found.state == ImportState.TAKEN:
        return _taken(request, officer, found)
    error = ""
    if request.method == "POST":
        try:
            if (answer := _decided(request, officer, found)) is not None:
                return answer
        except Refusal as refusal:
            error = say(refusal)
        found.refresh_from_db()
    return _report(request, officer, found, error)


def _decided(request: HttpRequest, officer: Officer, found: ImportBatch) -> HttpResponse | None:
    before = Answers.read(found.answers)
    answers = answers_from(request.POST, plan_of(found, before), before)
    keep_answers(found, answers)
    if "catat" not in request.POST:
        messages.success(request, _("Your decisions are kept."))
        return redirect("desk:past_import", found.slug)
    taken = take_over(found, answers, _by(officer))
    told = {"count": taken.agreements, "addenda": taken.addenda, "scans": taken.scans}
    messages.success(request, _("%(count)s agreements, %(addenda)s addenda and %(scans)s scans are recorded.") % told)
    return redirect("desk:past_import", found.slug)


def _report(request: HttpRequest, officer: Officer, found: ImportBatch, error: str) -> HttpResponse:
    answers = Answers.read(found.answers)
    plan = plan_of(found, answers)
    lines = lines_of(plan, answers)
    context = {
        "batch": found, "error": error, "plan": plan, "counts": counted(plan), "lines": lines[:_SHOWN],
        "hidden": max(0, len(lines) - _SHOWN), "partners": partners_of(plan, answers), "public": answers.public,
        "scans_form": ScansForm(), "refused_scans": refused_scans(found.scans.all()),
        "loose": [scan for scan in plan.loose if scan.file_id is not None],
        "ready": plan.count("ready", "scan"), "open": plan.count("open"), "waiting": plan.count("refused"),
        "scans": found.scans.count(),
    }  # fmt: skip
    return desk_page(
        request, officer, "desk/past_import.html", context, current=HERE,
        crumbs=_crumbs(Crumb(found.sheet.name)), status=422 if error else 200,
    )  # fmt: skip


def _taken(request: HttpRequest, officer: Officer, found: ImportBatch) -> HttpResponse:
    rows = signed_of(officer).filter(batch=found).order_by("batch_row")
    context = {"batch": found, "rows": rows[:_SHOWN], "hidden": max(0, found.taken - _SHOWN)}
    crumbs = _crumbs(Crumb(found.sheet.name))
    return desk_page(request, officer, "desk/past_taken.html", context, current=HERE, crumbs=crumbs)


@streams_uploads
@require_POST
@officer_required
def scans(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """More scans to a sheet that is not recorded yet."""
    found = _mine(officer, slug)
    try:
        count = _scanned(request, officer, found)
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


@require_POST
@officer_required
def forget(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Give up a sheet that was not recorded."""
    give_up(_mine(officer, slug))
    messages.success(request, _("The sheet and its scans were given up. Nothing of them was recorded."))
    return redirect("desk:past_imports")
