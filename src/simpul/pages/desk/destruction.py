"""`/meja/arsip/musnah/`: what is due, its proposal, the decision of another person, the minutes."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from simpul.casework import destruction_acts
from simpul.casework.archive_acts import person_of
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.features.agreements.destroying import Carried, Decision, due, items_of
from simpul.features.agreements.models import Destruction
from simpul.features.agreements.models_archive import DestructionState
from simpul.features.agreements.retention import open_holds
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.archive import HERE
from simpul.pages.desk.archive_forms import CarriedForm, DecisionForm, ReasonForm
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell import formats
from simpul.pages.shell.navigation import Crumb
from simpul.rules.archive_keeping import is_long_kept, may
from simpul.rules.refusals import N_, NotAllowed, Refusal

_SHOWN = 200
STATES = {
    DestructionState.PROPOSED: ("due", N_("Waits for a decision")),
    DestructionState.APPROVED: ("now", N_("Approved")),
    DestructionState.REJECTED: ("idle", N_("Rejected")),
    DestructionState.DONE: ("ok", N_("Carried out")),
}


def _list(request: HttpRequest, officer: Officer, form: ReasonForm, error: str = "") -> HttpResponse:
    house = Institution.objects.get(pk=officer.institution_id)
    over = list(due(house.pk, today_in(house))[:_SHOWN])
    holds = open_holds(over)
    rows = [(one, holds.get(one.pk), is_long_kept(one.active_years, one.inactive_years)) for one in over]
    mine = Destruction.objects.filter(institution=house).select_related("proposed_by").order_by("-pk")
    listed = mine.annotate(agreements=Count("items"))[:_SHOWN]
    proposable = any(hold is None for _record, hold, _long in rows)
    context = {
        "rows": rows, "form": form, "error": error, "proposes": proposable and may(person_of(officer), "propose"),
        "listed": [(one, _called(one, one.agreements), *_state(one)) for one in listed],
        "chosen": request.POST.getlist("pilih"),
    }  # fmt: skip
    crumbs = (Crumb(_("Archive"), HERE), Crumb(_("Destruction")))
    status = 422 if error or form.is_bound else 200
    return desk_page(request, officer, "desk/destructions.html", context, current=HERE, crumbs=crumbs, status=status)


def _called(found: Destruction, agreements: int) -> str:
    """By the number of its minutes; until they are made, what it is, since when, and of how many agreements."""
    if found.number:
        return _("Destruction %(number)s") % {"number": found.number}
    day = calendar_for(found.institution_id).local(found.proposed_at).date()
    words = ngettext(
        "Proposed destruction, %(day)s, %(count)s agreement", "Proposed destruction, %(day)s, %(count)s agreements",
        agreements,
    )  # fmt: skip
    return words % {"day": formats.tanggal(day), "count": agreements}


def _state(found: Destruction) -> tuple[str, str]:
    kind, words = STATES[DestructionState(found.state)]
    return kind, _(words)


@require_safe
@officer_required
def destructions(request: HttpRequest, officer: Officer) -> HttpResponse:
    """What is due, and every proposal."""
    return _list(request, officer, ReasonForm())


@require_POST
@officer_required
def propose(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Propose what was ticked."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _list(request, officer, form)
    try:
        made = destruction_acts.propose(
            officer=officer, slugs=request.POST.getlist("pilih"), reason=form.cleaned_data["reason"]
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _list(request, officer, form, say(refusal))
    messages.success(request, _("Proposed. Another person decides on it."))
    return redirect("desk:destruction", made.slug)


def _page(
    request: HttpRequest, officer: Officer, found: Destruction, sent: forms.Form | None = None, error: str = ""
) -> HttpResponse:
    person = person_of(officer)
    proposed, approved = found.state == DestructionState.PROPOSED, found.state == DestructionState.APPROVED
    decision = sent if isinstance(sent, DecisionForm) else DecisionForm(long_kept=found.long_kept)
    items = items_of(found)
    called = _called(found, len(items))
    context = {
        "destruction": found, "called": called, "items": items, "state": _state(found), "error": error,
        "decision": decision if proposed and may(person, "decide", found.proposed_by_id) else None,
        "carried": (sent if isinstance(sent, CarriedForm) else CarriedForm())
        if approved and may(person, "carry_out") else None,
        "own": proposed and found.proposed_by_id == officer.user_id,
    }  # fmt: skip
    crumbs = (Crumb(_("Archive"), HERE), Crumb(_("Destruction"), f"{HERE}musnah/"), Crumb(called))
    status = 422 if sent is not None else 200
    return desk_page(request, officer, "desk/destruction.html", context, current=HERE, crumbs=crumbs, status=status)


def _found(officer: Officer, slug: str) -> Destruction:
    rows = Destruction.objects.filter(institution_id=officer.institution_id)
    return get_object_or_404(rows.select_related("proposed_by", "decided_by", "done_by", "minutes"), slug=slug)


@require_safe
@officer_required
def destruction(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """One proposal and what became of it."""
    return _page(request, officer, _found(officer, slug))


def _carry(
    request: HttpRequest, officer: Officer, found: Destruction, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, officer, found, form)
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, officer, found, form, say(refusal))
    messages.success(request, _("Recorded."))
    return redirect("desk:destruction", found.slug)


@require_POST
@officer_required
def decide(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Approve or reject."""
    found = _found(officer, slug)
    form = DecisionForm(request.POST, long_kept=found.long_kept)
    approves = request.POST.get("putusan") == "setuju"

    def act() -> None:
        destruction_acts.decide(officer=officer, slug=slug, decision=Decision(approves, **form.cleaned_data))

    return _carry(request, officer, found, form, act)


@require_POST
@officer_required
def carry_out(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Destroy, with the minutes."""
    form = CarriedForm(request.POST)

    def act() -> None:
        destruction_acts.carry_out(officer=officer, slug=slug, carried=Carried(**form.cleaned_data))

    return _carry(request, officer, _found(officer, slug), form, act)
