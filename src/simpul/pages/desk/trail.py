"""The tabs "Jejak audit" (every act in the log's words and hashes) and the full journey with corrections."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task
from simpul.core.procedures.timeline import timeline
from simpul.lib import clock
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, case_tab, load_case
from simpul.pages.shell.navigation import PageLinks

PAGE = 50
VERBS: Mapping[str, object] = {
    "case.started": gettext_lazy("Case started"),
    "case.withdrawn": gettext_lazy("Case withdrawn"),
    "case.moved": gettext_lazy("Moved to a newer version of the procedure"),
    "task.completed": gettext_lazy("Step completed"),
    "task.claimed": gettext_lazy("Task taken"),
    "task.released": gettext_lazy("Task given back"),
    "task.reassigned": gettext_lazy("Task handed over"),
    "task.retracted": gettext_lazy("Completion taken back"),
    "task.corrected": gettext_lazy("Correction recorded"),
    "talk.noted": gettext_lazy("Note added"),
    "paper.added": gettext_lazy("Paper added"),
    "srikandi.noted": gettext_lazy("Srikandi number noted"),
    "agreement.signed": gettext_lazy("Agreement signed"),
    "agreement.refused": gettext_lazy("Signature refused"),
    "original.recorded": gettext_lazy("Original recorded"),
    "signing.order": gettext_lazy("Order of signing changed"),
    "signing.void": gettext_lazy("Signing round void"),
    "signing.round": gettext_lazy("New signing round"),
    "signing.asked_again": gettext_lazy("Signer asked again"),
    "archive.retention": gettext_lazy("Retention completed"),
    "archive.srikandi": gettext_lazy("Srikandi number of the archive noted"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the page shows it."""

    seq: int
    at: datetime
    act: str
    step: str
    who: str
    reason: str
    hash: str


@officer_required
def trail(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The chain of this case, newest first."""
    view = load_case(officer, slug)
    events = AuditEvent.objects.filter(chain=f"case:{view.case.pk}").order_by("-seq")
    before = request.GET.get("sebelum", "")
    if before.isdecimal():
        events = events.filter(seq__lt=int(before[:9]))
    found = list(events[: PAGE + 1])
    more = f"?sebelum={found[PAGE - 1].seq}" if len(found) > PAGE else ""
    page = PageLinks(more, "?" if before else "", _("%(count)s entries") % {"count": view.case.chain_seq})
    return case_tab(request, officer, view, "trail", {"lines": _lines(view, found[:PAGE]), "page": page})


def _lines(view: CaseView, events: list[AuditEvent]) -> list[Line]:
    people = dict(
        User.objects.filter(
            institution_id=view.case.institution_id,
            pk__in={
                int(event.actor_ref) for event in events if event.actor_kind == "user" and event.actor_ref.isdecimal()
            },
        ).values_list("pk", "full_name")
    )
    said = view.case.reasons.filter(seq__in=[event.seq for event in events])
    reasons = dict(said.values_list("seq", "text"))
    return [_line(view, event, people, reasons.get(event.seq, "")) for event in events]


def _line(view: CaseView, event: AuditEvent, people: Mapping[int, str], reason: str) -> Line:
    facts = json.loads(event.body).get("facts", {})
    key = str(facts.get("step", ""))
    step = view.procedure.by_id.get(key.partition("#")[0])
    who = people.get(int(event.actor_ref), "") if event.actor_kind == "user" and event.actor_ref.isdecimal() else ""
    names = {"partner": _("Partner"), "system": _("Simpul"), "user": _("Officer")}
    return Line(
        event.seq, event.at, str(VERBS.get(event.verb, event.verb)), step.title if step else "",
        who or names.get(event.actor_kind, event.actor_kind), reason, event.hash,
    )  # fmt: skip


@officer_required
def journey(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Every entry of every step with its times; here a completion is taken back or corrected."""
    view = load_case(officer, slug)
    entries = timeline(view.case, clock.now())
    own = set(
        Task.objects.filter(case=view.case, state="done", completed_by_id=officer.user_id).values_list("pk", flat=True)
    )
    lanes = dict(Task.objects.filter(case=view.case, state="done").values_list("pk", "lane_id"))
    may = {
        pk
        for pk, lane in lanes.items()
        if pk in own or officer.is_admin or (lane is not None and lane in officer.commands)
    }
    return case_tab(request, officer, view, "journey", {"entries": entries, "may": may})
