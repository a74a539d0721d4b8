"""Entering the partner's answer for a partner who does not use the tracking page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework.completion import LATE_REASON, FormFaults
from simpul.casework.letters import answer_for_partner, may_answer_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import drop
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case import task_page
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.entries import entered_of, files_of, happening, is_refused, is_stored, of_refusal, raw_of
from simpul.pages.desk.round_before import round_before
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import Conflict, Refusal


@require_POST
@streams_uploads
@officer_required
def record(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """Complete the partner's step with what came by WhatsApp, e-mail or by hand."""
    view = load_case(officer, slug)
    here = reverse("desk:case", args=[slug])
    task = next((task for task in view.tasks if task.key == key), None)
    allowed = task is not None and may_answer_for(officer, task)
    files = files_of(request, officer, view.step(task), round_before(view, task).files) if task and allowed else {}
    stored = is_stored(files)
    try:
        when, faults = happening(request, officer, is_refused(files))
        answer_for_partner(
            case_id=view.case.pk, key=key, officer=officer,
            raw=raw_of(request),
            files={name: file.pk for name, file in stored.items()},
            happened_at=when, late_reason=request.POST.get(LATE_REASON, "")[:300], faults=faults,
        )  # fmt: skip
    except FormFaults as found:
        return task_page(request, officer, view, key, entered_of(request, stored, found.faults, None))
    except Conflict as conflict:
        drop(stored.values())
        return render(request, "shell/409.html", {"message": say(conflict), "reload_url": here}, status=409)
    except Refusal as refusal:
        if not allowed:
            raise
        return task_page(request, officer, view, key, of_refusal(request, stored, refusal))
    drop(stored.values())  # what the act used stays; what it did not ask for goes
    messages.success(request, _("The partner's answer is entered."))
    return redirect(here)
