"""M1: what cooperation is for, its five kinds, how long it takes by the procedure in force, what to prepare."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.casework.intake import version_in_force
from simpul.core.directory.models import Institution
from simpul.core.procedures.loaded import procedure_of
from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from simpul.lib import clock
from simpul.pages.portal.drafts import drafts_here
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.refusals import Refusal
from simpul.rules.requirements import TYPES
from simpul.rules.working_time.standard import Unit, parse

_ICONS = {
    "pelayanan": "microscope", "teknis": "tools", "litbang": "flask", "magang": "school",
    "lainnya": "dots-circle-horizontal",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One kind of cooperation as a row to choose."""

    code: str
    label: str | Promise
    summary: str | Promise
    icon: str


@dataclass(frozen=True)
class Stage:
    """One knot of "how long it takes" (shape of ``shell/_thread.html``)."""

    title: str
    meta: str
    state: str = "next"


def kinds() -> list[Kind]:
    """The five kinds with the words of the active language."""
    return [Kind(kind.code, _(kind.label), _(kind.summary), _ICONS[kind.code]) for kind in TYPES]


def duration(standard: str) -> str:
    """A standard time of the SOP in the partner's words; "" where the SOP sets none."""
    found = parse(standard)
    match found.unit:
        case Unit.WORKING_DAY:
            return ngettext("at most %(n)s working day", "at most %(n)s working days", found.amount) % {
                "n": found.amount
            }
        case Unit.DAY:
            return ngettext("at most %(n)s day", "at most %(n)s days", found.amount) % {"n": found.amount}
        case Unit.SAME_DAY:
            return _("the same day")
        case Unit.NONE:
            return ""
        case _:
            return _("at most %(time)s") % {"time": standard}


def stages(procedure: Procedure) -> list[Stage]:
    """The institution's own steps of the source in order; neighbours without a standard time stand together."""
    found: list[Stage] = []
    untimed: list[str] = []

    def gather() -> None:
        if untimed:
            joined = ", ".join([untimed[0], *(title[0].lower() + title[1:] for title in untimed[1:])])
            found.append(Stage(joined, _("no time limit in the SOP")))
            untimed.clear()

    for step in procedure.steps:
        if step.origin.step != "sumber" or set(step.performer.lanes) == {"mitra"}:
            continue
        meta = _time_of(step)
        if not meta:
            untimed.append(step.title)
            continue
        gather()
        found.append(Stage(step.title, meta))
    gather()
    return found


def _time_of(step: Step) -> str:
    times = [text for text in (duration(timing.standard) for timing in step.timings) if text]
    if times:
        return " / ".join(times)
    return _("your time; our clock stands") if any(wait.party == "mitra" for wait in step.waits) else ""


def choose(request: HttpRequest) -> HttpResponseBase:
    """Which institution; with one only, its page at once. Drafts of this browser stand on top."""
    open_now = list(Institution.objects.exclude(intake_procedure="").order_by("id"))
    drafts = own_drafts(request)
    if len(open_now) == 1 and not drafts:
        return redirect("portal:institution", code=open_now[0].code)
    return render(request, "portal/choose.html", {"institutions": open_now, "drafts": drafts})


def own_drafts(request: HttpRequest) -> list[Request]:
    """The unsent drafts that this browser may continue."""
    return list(
        Request.objects.filter(
            slug__in=drafts_here(request), state=RequestState.DRAFT, keep_until__gte=clock.now()
        ).order_by("-id")
    )


def institution(request: HttpRequest, code: str) -> HttpResponse:
    """The service page of one institution."""
    found = get_object_or_404(Institution.objects.exclude(intake_procedure=""), code=code)
    try:
        procedure = procedure_of(version_in_force(Request(institution=found)).pk)
    except Refusal:
        procedure = None
    return render(request, "portal/home.html", {
        "institution": found, "kinds": kinds(), "thread": stages(procedure) if procedure else [],
        "is_open": found.accepts_requests and procedure is not None,
        "drafts": [draft for draft in own_drafts(request) if draft.institution_id == found.pk],
    })  # fmt: skip
