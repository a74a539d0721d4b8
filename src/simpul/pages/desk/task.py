"""`/perkara/<slug>/tugas/<kunci>/`: completing a task; taking it back, correcting it; withdrawing the case."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework.cases import withdraw_case
from simpul.casework.completion import LATE_REASON, NOTE, FormFaults, complete_task
from simpul.casework.retraction import correct, retract_completion
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import drop
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Task
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.case import task_page
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.entries import (
    Taken,
    entered_of,
    files_of,
    happening,
    is_refused,
    is_stored,
    of_refusal,
    raw_of,
)
from simpul.pages.desk.holding import back
from simpul.pages.desk.round_before import round_before
from simpul.pages.desk.step_entries import MORE_ROWS
from simpul.pages.desk.trail import Slip, journey_page
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal


@streams_uploads
@officer_required
def complete(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """Complete the task with what was entered; the faults come back on the page, the loser of a race gets a 409."""
    here = reverse("desk:case", args=[slug])
    if request.method != "POST":
        return redirect(here)
    view = load_case(officer, slug)
    task = next((task for task in view.tasks if task.key == key), None)
    step = view.step(task) if task is not None else None
    files: Taken = {}
    if task is not None and step is not None and task in view.mine:
        files = files_of(request, officer, step, round_before(view, task).files)
    stored, refused = is_stored(files), is_refused(files)
    if request.POST.get(MORE_ROWS):
        return task_page(request, officer, view, key, entered_of(request, stored, refused, None), 200)
    try:
        _send(request, officer, view, key, stored, refused)
    except FormFaults as faults:
        return task_page(request, officer, view, key, entered_of(request, stored, faults.faults, None))
    except Conflict as conflict:
        return render(request, "shell/409.html", {"message": say(conflict), "reload_url": here}, status=409)
    except NotAllowed:
        raise
    except Refusal as refusal:
        if task is None:
            raise
        return task_page(request, officer, view, key, of_refusal(request, stored, refusal))
    messages.success(request, _("Done: %(step)s.") % {"step": step.title if step else key})
    return back(request, slug)


def _send(
    request: HttpRequest,
    officer: Officer,
    view: CaseView,
    key: str,
    stored: Mapping[str, StoredFile],
    refused: Mapping[str, Refusal],
) -> None:
    """Complete the task. The files stay for another attempt; when there is none, those that are in use."""
    when, faults = happening(request, officer, refused)
    try:
        complete_task(
            case_id=view.case.pk, key=key, officer=officer, outcome=request.POST.get("outcome", ""),
            note=request.POST.get(NOTE, "")[:2000], raw=raw_of(request),
            files={name: file.pk for name, file in stored.items()}, happened_at=when,
            late_reason=request.POST.get(LATE_REASON, "")[:300], faults=faults,
        )  # fmt: skip
    except (Conflict, NotAllowed):
        drop(stored.values())
        raise
    drop(stored.values())


@require_POST
@officer_required
def take_back(request: HttpRequest, officer: Officer, slug: str, task_id: int) -> HttpResponse:
    """Take a completion back while no later step has acted."""
    task = get_object_or_404(Task, pk=task_id, case=case_for(officer, slug))
    reason = request.POST.get("alasan", "")[:500]
    try:
        retract_completion(task_id=task.pk, officer=officer, reason=reason)
    except Refusal as refusal:
        return journey_page(request, officer, slug, Slip(task.pk, reason, say(refusal)))
    messages.success(request, _("The step is open again. What it had opened is void."))
    return redirect("desk:case", slug)


@require_POST
@officer_required
def record_correction(request: HttpRequest, officer: Officer, slug: str, task_id: int) -> HttpResponse:
    """Record what was wrong in a completed step once others have built on it."""
    task = get_object_or_404(Task, pk=task_id, case=case_for(officer, slug))
    reason = request.POST.get("alasan", "")[:500]
    try:
        correct(task_id=task.pk, officer=officer, reason=reason)
    except Refusal as refusal:
        return journey_page(request, officer, slug, Slip(task.pk, reason, say(refusal)))
    messages.success(request, _("The correction stands with the step."))
    return redirect("desk:journey", slug)


@require_POST
@officer_required
def withdraw(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """End the case for the partner or the institution; only who works on it, commands it, or an admin."""
    view = load_case(officer, slug)
    commanded = any(task.lane_id in officer.commands for task in view.tasks)
    try:
        if not (view.mine or commanded or officer.is_admin):
            raise Refusal(
                "TGS-04", N_("This task belongs to another team. You can read the case but not act in this step.")
            )
        party = "mitra" if request.POST.get("pihak") == "mitra" else "lembaga"
        reason = request.POST.get("alasan", "")[:500]
        withdraw_case(case_id=view.case.pk, by=officer.actor(), reason=reason, party=party)
        messages.success(request, _("The case is withdrawn. Its papers stay readable."))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("desk:case", slug)
