"""The tabs "Jejak audit" (every act in the log's words and hashes) and the full journey with corrections."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.procedures.escalations import fired_of
from simpul.core.procedures.models import Task
from simpul.core.procedures.timeline import timeline
from simpul.lib import clock
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, case_tab, load_case
from simpul.pages.desk.journey import done_by, reminded
from simpul.pages.shell import formats
from simpul.pages.shell.navigation import PageLinks
from simpul.rules.procedure.decisions import goes_back
from simpul.rules.procedure.model import END

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
    "task.left": gettext_lazy("Task handed on: the holder is on leave"),
    "task.contributed": gettext_lazy("Contribution added"),
    "subcase.restarted": gettext_lazy("Sub-procedure started again"),
    "party.asked": gettext_lazy("Outside party asked"),
    "party.answered": gettext_lazy("Answer of an outside party recorded"),
    "timer.fired": gettext_lazy("Timer went off"),
    "case.due_dates_moved": gettext_lazy("Due dates moved: the calendar changed"),
    "values.changed": gettext_lazy("Values of the text changed"),
    "wording.changed": gettext_lazy("Own wording of an article changed"),
    "text.begun": gettext_lazy("Text begun from a template"),
    "kind.chosen": gettext_lazy("Kind of document and template chosen"),
    "variant.chosen": gettext_lazy("Wording of a clause chosen"),
    "template.moved": gettext_lazy("Moved to the newer version of the template"),
    "contacts.changed": gettext_lazy("Contacts changed"),
    "draft.made": gettext_lazy("Draft made"),
    "clauses.recognised": gettext_lazy("Doubtful clauses of the partner's text recognised"),
    "changes.taken": gettext_lazy("Changes of the partner taken into a draft"),
    "partner_text.taken_whole": gettext_lazy("The partner's text taken over as a whole"),
    "partner_text.noted": gettext_lazy("Note on the partner's text written"),
    "draft.offered": gettext_lazy("Draft offered to the partner"),
    "draft.answered": gettext_lazy("Partner answered the draft"),
    "answer.recorded": gettext_lazy("Answer of the partner recorded"),
    "draft.judged": gettext_lazy("Draft judged"),
    "remarks.answered": gettext_lazy("Findings of the judge answered"),
    "findings.recorded": gettext_lazy("Findings of the legal analysis recorded"),
    "message.sent_by_hand": gettext_lazy("Message sent by hand"),
    "message.tried_again": gettext_lazy("Message tried again"),
    "talk.noted": gettext_lazy("Note added"),
    "paper.added": gettext_lazy("Paper added"),
    "papers.added": gettext_lazy("Papers added"),
    "srikandi.noted": gettext_lazy("Srikandi number noted"),
    "agreement.signed": gettext_lazy("Signature put under the agreement"),
    "agreement.refused": gettext_lazy("Signature refused"),
    "agreement.addendum": gettext_lazy("Addendum recorded"),
    "agreement.renewal": gettext_lazy("Renewal recorded"),
    "agreement.termination": gettext_lazy("Termination recorded"),
    "agreement.replacement": gettext_lazy("Replacement recorded"),
    "agreement.placed": gettext_lazy("Document above it recorded"),
    "agreement.duty": gettext_lazy("Stamp duty stated"),
    "agreement.preserved": gettext_lazy("Proofs for the years after added: revocation data and a time stamp"),
    "agreement.ended": gettext_lazy("The last day is over"),
    "original.recorded": gettext_lazy("Original recorded"),
    "signing.file_returned": gettext_lazy("Signed file handed in"),
    "signing.file_decided": gettext_lazy("Decided on a signed file"),
    "duty.stamped": gettext_lazy("e-Meterai put on the text"),
    "duty.failed": gettext_lazy("e-Meterai could not be had"),
    "duty.slip": gettext_lazy("Stamp duty paid by a tax payment slip"),
    "duty.relieved": gettext_lazy("No stamp duty owed"),
    "duty.count": gettext_lazy("Number of stamped originals changed"),
    "duty.resolved": gettext_lazy("Purchase of an e-Meterai settled"),
    "duty.handed_in": gettext_lazy("Text stamped by hand handed in"),
    "duty.decided": gettext_lazy("Decided on a text stamped by hand"),
    "signing.order": gettext_lazy("Order of signing changed"),
    "signing.void": gettext_lazy("Signing round void"),
    "signing.round": gettext_lazy("New signing round"),
    "signing.sign_by": gettext_lazy("Last day to sign changed"),
    "signing.sign_by_near": gettext_lazy("The last day to sign comes near"),
    "signing.sign_by_past": gettext_lazy("The last day to sign has passed"),
    "signing.duty_owed": gettext_lazy("Who runs the signing was told that stamp duty is owed"),
    "signing.originals_lack": gettext_lazy("Who runs the signing was told that originals are not complete"),
    "signing.acting": gettext_lazy("Signer for the institution changed"),
    "signing.asked_again": gettext_lazy("Signer asked again"),
    "signing.service_asked": gettext_lazy("Signature asked of the signing service"),
    "signing.service_failed": gettext_lazy("The signing service has not signed"),
    "signing.service_unsure": gettext_lazy("No answer of the signing service: outcome unknown"),
    "signing.service_blocked": gettext_lazy("The signing service gave back another file: blocked"),
    "signing.service_compared": gettext_lazy("The blocked file was compared and not taken"),
    "signing.service_handed_in": gettext_lazy("A file of the signing service was handed in"),
    "signing.service_declared": gettext_lazy("Declared that the signing service has not signed"),
    "signing.service_late": gettext_lazy("An answer of the signing service came too late"),
    "signing.service_back": gettext_lazy("The signing service answers again"),
    "agreements.imported": gettext_lazy("Taken over from an old archive"),
    "archive.retention": gettext_lazy("Retention completed"),
    "archive.srikandi": gettext_lazy("Srikandi number of the archive noted"),
    "archive.closed": gettext_lazy("File closed"),
    "archive.guarded": gettext_lazy("Mark as arsip terjaga changed"),
    "archive.reported": gettext_lazy("Reported to the national archive"),
    "archive.copied": gettext_lazy("Authentic copy handed in"),
    "archive.held": gettext_lazy("Destruction held"),
    "archive.lifted": gettext_lazy("Hold on destruction lifted"),
    "archive.certified": gettext_lazy("Certified copy made"),
    "archive.destroyed": gettext_lazy("Files and texts destroyed"),
    "archive.duty": gettext_lazy("Reminded of what arsip terjaga owes"),
    "evidence.packed": gettext_lazy("Inspection file made"),
    "proofs.lacking": gettext_lazy("Proofs for the years after could not be had"),
    "proofs.had": gettext_lazy("Proofs for the years after are no longer lacking"),
    "proofs.reported": gettext_lazy("Written about proofs that lack"),
    "file.damaged": gettext_lazy("Stored file found damaged"),
    "file.whole_again": gettext_lazy("Stored file is whole again"),
    "files.reported": gettext_lazy("Written about damaged files"),
}


TIMERS: Mapping[str, object] = {
    "ingatkan_pelaksana": gettext_lazy("Performer reminded"),
    "ingatkan_atasan": gettext_lazy("Brought before the superior"),
    "ingatkan_mitra": gettext_lazy("Partner reminded"),
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
    more: tuple[str, ...] = ()


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


def people_in(institution_id: int, events: list[AuditEvent], others: Collection[int] = ()) -> dict[int, str]:
    """Names of the officers who did it, and of ``others`` named in it, by their ids."""
    numbers = {int(event.actor_ref) for event in events if event.actor_kind == "user" and event.actor_ref.isdecimal()}
    found = User.objects.filter(institution_id=institution_id, pk__in=numbers | set(others))
    return dict(found.values_list("pk", "full_name"))


def who_did(event: AuditEvent, people: Mapping[int, str]) -> str:
    """An officer by name; the partner, and the program itself, as such."""
    who = people.get(int(event.actor_ref), "") if event.actor_kind == "user" and event.actor_ref.isdecimal() else ""
    names = {"partner": _("Partner"), "system": _("Simpul"), "user": _("Officer")}
    return who or names.get(event.actor_kind, event.actor_kind)


def _lines(view: CaseView, events: list[AuditEvent]) -> list[Line]:
    facts = {event.seq: json.loads(event.body) for event in events}
    holders = {holder for body in facts.values() if (holder := _holder(body)) is not None}
    people = people_in(view.case.institution_id, events, holders)
    said = view.case.reasons.filter(seq__in=list(facts))
    reasons = dict(said.values_list("seq", "text"))
    return [_line(view, event, facts[event.seq], people, reasons.get(event.seq, "")) for event in events]


def _holder(body: Mapping[str, Any]) -> int | None:
    """The definitive holder for whom an acting official acted."""
    acting = body.get("facts", {}).get("acting")
    holder = acting.get("holder") if isinstance(acting, Mapping) else None
    return holder if isinstance(holder, int) else None


def _line(view: CaseView, event: AuditEvent, body: Mapping[str, Any], people: Mapping[int, str], reason: str) -> Line:
    facts = body.get("facts", {})
    act = TIMERS.get(facts.get("timer", "")) or VERBS.get(event.verb, event.verb)
    return Line(
        event.seq, event.at, str(act), _title(view, str(facts.get("step", ""))),
        who_did(event, people), reason, event.hash,
        (*_decided(view, facts), *_as_whom(body, people), *_moved(view, facts), *_versions(event, facts)),
    )  # fmt: skip


def _title(view: CaseView, key: str) -> str:
    step = view.procedure.by_id.get(key.partition("#")[0])
    return step.title if step else ""


def _decided(view: CaseView, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """ "Keputusan: Minta kelengkapan. Lanjut ke Lengkapi permohonan." of a step that decides; a return says so."""
    step, outcome = view.procedure.by_id.get(str(facts.get("step", "")).partition("#")[0]), facts.get("outcome", "")
    if step is None or not outcome:
        return ()
    label = step.outcome_label(outcome)
    if outcome not in step.decisions:  # the case has moved to a version that decides otherwise
        return (_("Decided: %(outcome)s.") % {"outcome": label},)
    back = goes_back(view.procedure, step, outcome)
    ways = [view.procedure.by_id[to].title for way, to in step.targets() if way == outcome and to != END]
    words = _("Decided: %(outcome)s. Back to %(steps)s.") if back else _("Decided: %(outcome)s. On to %(steps)s.")
    words = words if ways else _("Decided: %(outcome)s. The case ended.")
    return (words % {"outcome": label, "steps": ", ".join(ways)},)


def _versions(event: AuditEvent, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """From which version to which a case was moved."""
    if event.verb != "case.moved":
        return ()
    return (_("From version %(old)s to version %(new)s.") % {"old": facts.get("from"), "new": facts.get("to")},)


def _as_whom(body: Mapping[str, Any], people: Mapping[int, str]) -> tuple[str, ...]:
    """ "Plh. Kepala Balai, menggantikan ..." of an acting official."""
    if "acting" not in body.get("facts", {}):
        return ()
    capacity, holder = str(body.get("actor", {}).get("capacity", "")), people.get(_holder(body) or 0, "")
    return (
        _("%(capacity)s, instead of %(holder)s") % {"capacity": capacity, "holder": holder} if holder else capacity,
    )


def _moved(view: CaseView, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Old and new due time of each task that a changed calendar moved."""
    tz = calendar_for(view.case.institution_id).tz
    return tuple(
        _("%(step)s: from %(old)s to %(new)s")
        % {
            "step": _title(view, str(one["step"])),
            "old": formats.saat(datetime.fromisoformat(one["old"]), tz),
            "new": formats.saat(datetime.fromisoformat(one["new"]), tz),
        }
        for one in facts.get("moved", ())
    )


@dataclass(frozen=True, slots=True)
class Slip:
    """What was typed to take a completion back or to correct it, and why it was refused."""

    task_id: int
    reason: str
    error: str


@officer_required
def journey(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Every entry of every step with its times; here a completion is taken back or corrected."""
    return journey_page(request, officer, slug)


def journey_page(request: HttpRequest, officer: Officer, slug: str, slip: Slip | None = None) -> HttpResponse:
    """The journey; after a refusal with what was typed."""
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
    calendar, fired = calendar_for(view.case.institution_id), fired_of(view.case)
    rows = [
        {"knot": knot, "who": done_by(knot), "notes": reminded(fired.get(knot.task_id, ()), calendar)}
        for knot in entries
    ]
    context = {"rows": rows, "may": may, "slip": slip}
    return case_tab(request, officer, view, "journey", context, 422 if slip else 200)
