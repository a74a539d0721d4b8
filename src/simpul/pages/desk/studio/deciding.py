"""A proposed version before the second person: what differs, the picture, publish or send back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.core.directory.officers import Officer
from simpul.core.procedures.decisions import publish_concept, send_back
from simpul.core.procedures.judging import judge
from simpul.core.procedures.models import Concept
from simpul.core.procedures.publishing import allowed
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.demands import demands
from simpul.pages.desk.studio.differences import comparison_of
from simpul.pages.desk.studio.drawing import drawn
from simpul.pages.desk.studio.faults import told
from simpul.pages.desk.studio.shelf import HERE, crumbs, shelf_for
from simpul.pages.shell import formats
from simpul.rules.pictures.sop_sheet.content import content_of
from simpul.rules.pictures.sop_sheet.html import flow_table
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.publishing import other_printed_day
from simpul.rules.refusals import Refusal


def decision_page(
    request: HttpRequest, officer: Officer, concept: Concept, error: str = "", reason: str = ""
) -> HttpResponse:
    """Everybody reads it; the buttons are for those who may."""
    shelf = shelf_for(officer, concept.code)
    judgement = judge(concept.institution, concept.code, concept.text)
    against = shelf.now or next(iter(shelf.rows), None)
    old = against.procedure if against else None
    new = judgement.procedure
    context = {
        "concept": concept,
        "shelf": shelf,
        "new": new,
        "against": against,
        "changes": comparison_of(old, new) if old and new else None,
        "picture": drawn(new) if new else None,
        "demands": demands(new) if new else (),
        "sheet": _sheet(new) if new else None,
        "other_day": other_printed_day(new, concept.effective_on) if new and concept.effective_on else "",
        "faults": told(judgement.faults),
        "is_own": concept.submitted_by_id == officer.user_id,
        "may_publish": allowed(officer, "publish", concept.submitted_by_id),
        "may_send_back": allowed(officer, "send_back"),
        "may_write": allowed(officer, "write"),
        "error": error,
        "reason": reason,
    }
    steps = crumbs(shelf, _("Proposed version"))
    status = 422 if error else 200
    return desk_page(request, officer, "desk/studio/decide.html", context, current=HERE, crumbs=steps, status=status)


def _sheet(procedure: Procedure) -> dict[str, object]:
    content = content_of(procedure)
    table = flow_table(content, caption=f"Bagian alur: {content.title}")
    return {"content": content, "table": table}


def _concept(officer: Officer, code: str) -> Concept | None:
    rows = Concept.objects.select_related("institution", "written_by", "submitted_by")
    return rows.filter(institution_id=officer.institution_id, code=code).first()


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("This concept is gone: it was published or discarded meanwhile."))
    return redirect("desk:sop_studio")


@require_POST
@officer_required
def publish(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Publish what was read."""
    concept = _concept(officer, code)
    if concept is None:
        return _gone(request)
    try:
        number = int(request.POST.get("kunci", "")[:9] or -1) if request.POST.get("kunci", "").isdecimal() else -1
        version = publish_concept(concept_id=concept.pk, officer=officer, lock_version=number)
    except ProcedureFaults as faults:
        return decision_page(request, officer, concept, error=_("There are faults now: %(count)d. Send it back.")
                             % {"count": len(faults.faults)})  # fmt: skip
    except Refusal as refusal:
        return decision_page(request, officer, concept, error=say(refusal))
    day = formats.tanggal(version.effective_on) if version.effective_on else ""
    messages.success(
        request,
        _("Version %(version)s is published and takes effect on %(day)s.") % {"version": version.version, "day": day},
    )
    return redirect("desk:sop_procedure", code)


@require_POST
@officer_required
def back(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Send it back with a reason."""
    concept = _concept(officer, code)
    if concept is None:
        return _gone(request)
    reason = request.POST.get("alasan", "")[:500]
    try:
        send_back(concept_id=concept.pk, officer=officer, reason=reason)
    except Refusal as refusal:
        return decision_page(request, officer, concept, error=say(refusal), reason=reason)
    messages.success(request, _("The proposal went back to its writers."))
    return redirect("desk:sop_procedure", code)
