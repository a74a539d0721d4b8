"""Changing when rounds of a procedure begin."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.core.directory.officers import Officer
from simpul.core.procedures.round_plans import change_plan
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.studio.forms import PlanForm
from simpul.pages.desk.studio.shelf import procedure_page, shelf_for
from simpul.rules.refusals import Refusal


@require_POST
@officer_required
def plan(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Period, next day, on or off."""
    shelf = shelf_for(officer, code)
    if shelf.plan is None:
        raise Http404
    form = PlanForm(request.POST)
    if form.is_valid():
        try:
            change_plan(plan_id=shelf.plan.pk, officer=officer, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("desk:sop_procedure", code)
        except Refusal as refusal:
            form.add_error("next_on" if refusal.code == "SOP-44" else None, say(refusal))
    return procedure_page(request, officer, shelf, form)
