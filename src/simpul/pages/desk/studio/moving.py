"""Moving running cases to a newer version: one case with its hindrances, or those of a version together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from simpul.casework.moving import move_case, running_on, ways_of
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, CaseStatus, ProcedureVersion
from simpul.core.procedures.publishing import allowed, need
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.shelf import HERE, crumbs, shelf_for
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Refusal


@officer_required
def one_case(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The version of a case, and the newer ones to which it can move."""
    view = load_case(officer, slug)
    error = ""
    if request.method == "POST":
        error = _moved(request, officer, view.case)
        if not error:
            return redirect("desk:case", slug)
    ways = ways_of(view.case) if view.case.status == CaseStatus.RUNNING else []
    first = next((way.version.pk for way in ways if not way.hindered), 0)
    context = {
        "case": view.case,
        "view": view,
        "ways": ways,
        "may_move": allowed(officer, "move_cases"),
        "chosen": _number(request.POST.get("versi", "")) or first,
        "reason": request.POST.get("alasan", ""),
        "error": error,
    }
    steps = [Crumb(view.case.ticket, f"/perkara/{slug}/"), Crumb(_("Version of the procedure"))]
    status = 422 if error else 200
    return desk_page(request, officer, "desk/studio/case_version.html", context, crumbs=steps, status=status)


def _moved(request: HttpRequest, officer: Officer, case: Case) -> str:
    """The refusal in words, or "" when the case has moved."""
    try:
        move_case(
            case_id=case.pk, version_id=_number(request.POST.get("versi", "")), officer=officer,
            reason=request.POST.get("alasan", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return say(refusal)
    messages.success(request, _("The case goes on under the newer version."))
    return ""


@officer_required
def of_version(request: HttpRequest, officer: Officer, code: str, number: int) -> HttpResponse:
    """The running cases of a version; those that are ticked move together, each by itself."""
    need(officer, "move_cases")
    shelf = shelf_for(officer, code)
    version = get_object_or_404(
        ProcedureVersion.objects.select_related("procedure"),
        pk=number, procedure__code=code, procedure__institution_id=officer.institution_id,
    )  # fmt: skip
    if request.method == "POST" and _move_all(request, officer, version):
        return redirect(f"{request.path}?ke={_number(request.POST.get('ke', ''))}")
    rows = [(case, ways_of(case)) for case in running_on(version)]
    targets = rows[0][1] if rows else []
    wanted = request.POST.get("ke") or request.GET.get("ke", "")
    target = next((way.version for way in targets if str(way.version.pk) == wanted), None)
    target = target or (targets[0].version if targets else None)
    lines = [(case, next((way.hindered for way in ways if way.version == target), ())) for case, ways in rows]
    context = {
        "shelf": shelf, "version": version, "target": target, "targets": [way.version for way in targets],
        "lines": lines, "able": sum(not hindered for _case, hindered in lines),
        "reason": request.POST.get("alasan", ""), "chosen": request.POST.getlist("perkara"),
    }  # fmt: skip
    steps = crumbs(shelf, _("Running cases"))
    return desk_page(request, officer, "desk/studio/cases.html", context, current=HERE, crumbs=steps)


def _move_all(request: HttpRequest, officer: Officer, version: ProcedureVersion) -> bool:
    """Move the ticked cases; says how many went and why the others did not. False when none was asked for."""
    ticked = Case.objects.filter(procedure_version=version, slug__in=request.POST.getlist("perkara")[:500])
    cases = list(ticked.order_by("pk"))
    target, reason = _number(request.POST.get("ke", "")), request.POST.get("alasan", "")
    moved = 0
    for case in cases:
        try:
            move_case(case_id=case.pk, version_id=target, officer=officer, reason=reason)
            moved += 1
        except Refusal as refusal:
            messages.error(request, f"{case.ticket}: {say(refusal)}")
            if refusal.code == "SOP-52":
                return False
    if moved:
        messages.success(request, _("Cases moved: %(count)d.") % {"count": moved})
    if not cases:
        messages.error(request, _("Tick the cases that move."))
    return bool(moved)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
