"""A step that is a case of its own: the way to that case and back, and how it is begun again."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework.subcases import gave_nothing, may_start_again, start_again
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Task, TaskState
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.case_head import STATUS_WORDS
from simpul.pages.desk.case_links import CaseLink, link_to
from simpul.pages.desk.holding import to_task
from simpul.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Part:
    """A case that carries out a step: its state as a chip, its open steps, and why it ended without a result."""

    link: CaseLink
    chip: tuple[str, str]
    where: str
    reason: str


def parts_of_case(officer: Officer, case: Case, shown: Task | None) -> list[Part]:
    """The cases that carry out steps of this one, in the order in which they began; not those of the step shown."""
    rows = Case.objects.filter(parent_task__case=case).exclude(parent_task=shown).select_related("parent_task")
    rows = rows.order_by("pk")
    return [_part(officer, row, case) for row in rows]


def part_of_task(officer: Officer, case: Case, task: Task) -> dict[str, object] | None:
    """What the page of a step says that is done by another case; None for a step with a form of its own."""
    if not procedure_of(case.procedure_version_id).by_id[task.step].subprocedure:
        return None
    rows = list(task.sub_cases.select_related("parent_task").order_by("-pk"))
    ended = bool(rows) and gave_nothing(rows[0])
    return {
        "newest": _part(officer, rows[0], case) if rows else None,
        "earlier": [_part(officer, row, case) for row in rows[1:]],
        "ended": ended,
        "may_start": ended and may_start_again(officer, task),
    }


def _part(officer: Officer, part: Case, whole: Case) -> Part:
    assert part.parent_task is not None
    step = procedure_of(whole.procedure_version_id).by_id[part.parent_task.step]
    kind, words = STATUS_WORDS[part.status]
    return Part(link_to(officer, part, step.title), (kind, str(words)), _where(part), _reason(part))


def _where(part: Case) -> str:
    """The open steps of a part, with who does them."""
    procedure = procedure_of(part.procedure_version_id)
    tasks = part.tasks.filter(state=TaskState.OPEN).select_related("lane", "unit").order_by("opened_at", "id")
    return "; ".join(f"{procedure.by_id[task.step].title} ({_doer(task)})" for task in tasks)


def _doer(task: Task) -> str:
    place = task.unit or task.lane
    return place.name if place is not None else _("Partner")


def _reason(part: Case) -> str:
    """Why a part ended without a result: as it was withdrawn with, or as its last step said."""
    if part.status == CaseStatus.WITHDRAWN:
        events = AuditEvent.objects.filter(chain=f"case:{part.pk}", verb="case.withdrawn").values("seq")
        said = part.reasons.filter(seq__in=events).first()
        return said.text if said is not None else ""
    if part.status != CaseStatus.REJECTED:
        return ""
    last = part.tasks.filter(state=TaskState.DONE).exclude(note="").order_by("-completed_at", "-pk").first()
    return last.note if last is not None else ""


@require_POST
@officer_required
def begin_again(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """Begin the sub-procedure of a step anew."""
    case = case_for(officer, slug)
    try:
        part = start_again(case_id=case.pk, key=key, officer=officer, reason=request.POST.get("alasan", "")[:500])
        messages.success(request, _("The sub-procedure runs again as %(ticket)s.") % {"ticket": part.ticket})
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return to_task(slug, key)
