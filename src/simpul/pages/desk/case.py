"""`/perkara/<slug>/`: the case with its journey, the one task of this step, and its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.casework.completion import BESIDE
from simpul.casework.hands import stand_of
from simpul.casework.leaving import heirs_of
from simpul.casework.letters import may_answer_for
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.messages.queries import by_hand
from simpul.core.procedures.escalations import fired_of
from simpul.core.procedures.models import CaseStatus, Task
from simpul.core.procedures.reach import may_do, may_hand_over
from simpul.core.procedures.timeline import timeline
from simpul.features.agreements.models import Request
from simpul.features.agreements.requests import papers_lacking
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, case_tab, lane_name, load_case
from simpul.pages.desk.documents import recent_files
from simpul.pages.desk.entered import Entered
from simpul.pages.desk.joint import joint_of
from simpul.pages.desk.journey import knots
from simpul.pages.desk.outcomes import Button, buttons
from simpul.pages.desk.recorded import needs_of, records_of
from simpul.pages.desk.round_before import Before, earlier_files, round_before
from simpul.pages.desk.sent_back import sent_back
from simpul.pages.desk.standing_in import standing_in
from simpul.pages.desk.step_form import StepForm
from simpul.pages.desk.step_parts import is_wide, parts_of
from simpul.pages.desk.step_text import step_text
from simpul.pages.desk.step_units import units_of
from simpul.pages.desk.subcase import part_of_task, parts_of_case
from simpul.pages.desk.turns_taken import turns_taken
from simpul.pages.desk.workbenches.registry import PAGES
from simpul.pages.desk.workbenches.telaah import told
from simpul.rules.procedure.dates import Days
from simpul.rules.procedure.decisions import needs_note
from simpul.rules.procedure.model import Field
from simpul.rules.working_time import Pause, due, parse

_BESIDE = frozenset(BESIDE.values())


@officer_required
def case(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The tab "Tugas"."""
    return task_page(request, officer, load_case(officer, slug), request.GET.get("tugas", ""))


def task_page(
    request: HttpRequest, officer: Officer, view: CaseView, key: str, entered: Entered | None = None, status: int = 422
) -> HttpResponse:
    """The case with the form of the task ``key``, or of the officer's first one; 200, or 422 with faults."""
    task = _chosen(view, key)
    asked = Request.objects.select_related("institution").filter(case_id=view.case.pk).first()
    records = records_of(view, officer)
    context: dict[str, object] = {
        "thread": knots(timeline(view.case, clock.now()), calendar_for(officer.institution_id), fired_of(view.case)),
        "files": recent_files(view.case, officer),
        "lacking": [_(paper.label) for paper in papers_lacking(asked)] if asked else (),
        "others": _others(view, task),
        "parts": parts_of_case(officer, view.case, task),
        "records": records[::-1],
        "task": task,
        "turns": turns_taken(view),
        "running": view.case.status == CaseStatus.RUNNING,
    }
    if task is not None:
        context |= {
            "job": job_of(officer, view, task, entered),
            "needs": needs_of(view.step(task), records),
            "back": sent_back(view, task),
            "holding": _holding(officer, view, task),
            "joint": joint_of(officer, view, task),
            "part": part_of_task(officer, view.case, task),
        }
    return case_tab(request, officer, view, "case", context, status if entered else 200)


def _others(view: CaseView, task: Task | None) -> list[dict[str, object]]:
    """The tasks that are open beside the one on the page."""
    others = [other for other in view.tasks if other != task]
    return [{"task": other, "step": view.step(other), "lane": lane_name(view, other)} for other in others]


def _chosen(view: CaseView, key: str) -> Task | None:
    """The named task, if open; else the first of the officer's own, else the first."""
    named = [task for task in view.tasks if task.key == key]
    found = [*named, *view.mine, *view.tasks]
    return found[0] if found else None


def job_of(officer: Officer, view: CaseView, task: Task, entered: Entered | None = None) -> dict[str, object]:
    """What the form of a task shows: its fields, its workbench, its buttons, or why there is none."""
    step = view.step(task)
    lane = lane_name(view, task)
    answering = may_answer_for(officer, task)
    mine = may_do(officer, task) or answering
    page = PAGES.get(step.form) if mine else None
    bench = page.context(officer, view.case, task, step) if page else {}
    ways: Sequence[Button] = buttons(view.procedure, step)
    before = round_before(view, task) if mine else Before()
    form = _form(view, task, bench, entered, before) if mine else None
    return {
        "step": step,
        "lane": lane,
        "mine": mine,
        "bench": bench,
        "bench_template": page.template if page else "",
        "text": step_text(view.case, task, step) if mine else None,
        "form": form,
        "parts": parts_of(form) if form else (),
        "before": before,
        "wide": form is not None and is_wide(form),
        "place": lane if task.unit_id else "",
        "buttons": ways,
        "note_wanted": any(needs_note(view.procedure, step, way.value) for way in ways),
        "entered": entered,
        "faults": _faults(step.fields, entered),
        "beside": {name: say(entered.faults[name]) for name in _BESIDE & entered.faults.keys()} if entered else {},
        "error": say(entered.refusal) if entered and entered.refusal else "",
        "answering": answering,
        "action": reverse("desk:record_answer" if answering else "desk:complete", args=[view.case.slug, task.key]),
        "kept": _kept(step.fields, entered, before),
        "reader": _reader(task, lane),
        "cautions": _cautions(task),
        "question": _question(view, task) if task.lane_id is None else {},
        "to_send": by_hand(view.case.institution_id).filter(case_id=view.case.pk).count() if mine else 0,
    }


def _question(view: CaseView, task: Task) -> dict[str, object]:
    """What the partner was asked, as the step that asked wrote it."""
    asked = task.opened_by
    return {"before": told(view.case, (view.procedure.by_id[asked.step].form,))[:1] if asked is not None else ()}


def _cautions(task: Task) -> list[str]:
    """What the due date rests on that nobody has confirmed: a year or a Ramadan without its decree."""
    if task.due_at is None:
        return []
    calendar = calendar_for(task.institution_id)
    stretches = [Pause(one.started_at, one.ended_at or clock.now()) for one in task.pauses.all()]
    answer = due(task.started_at, parse(task.standard), calendar, task.unit_count, stretches)
    return [_(caution.text) % caution.params for caution in answer.warnings]


def _reader(task: Task, lane: str) -> str:
    """Why the officer only reads, and who can act."""
    if task.lane_id is None:
        return _("We wait for the partner. The partner answers by the tracking page; you can read everything.")
    if task.holder is not None:
        return _("%(name)s (%(lane)s) holds it. You can read everything.") % {
            "name": task.holder.full_name,
            "lane": lane,
        }
    return _("It lies with %(lane)s. You can read everything.") % {"lane": lane}


def _faults(fields: Sequence[object], entered: Entered | None) -> list[dict[str, str]]:
    """Every fault as a link to its entry."""
    if entered is None:
        return []
    labels = {getattr(one, "id", ""): getattr(one, "label", "") for one in fields}
    return [
        {
            "id": name if name in _BESIDE else f"id_{name}",
            "label": _once(labels.get(name, ""), say(refusal)),
            "text": say(refusal),
        }
        for name, refusal in entered.faults.items()
    ]


def _kept(fields: Sequence[Field], entered: Entered | None, before: Before) -> list[dict[str, str]]:
    """The files that need not be chosen again, by the label of their entry; those of the round before stand there."""
    labels = {field.id: field.label for field in fields}
    old = {name: file.slug for name, file in before.files.items()}
    kept = entered.kept.items() if entered else ()
    return [{"name": name, "slug": slug, "label": labels.get(name, "")} for name, slug in kept if old.get(name) != slug]


def _once(label: str, text: str) -> str:
    """The label that stands before a fault; empty where the fault names the entry itself."""
    return "" if label in text else label


def _form(
    view: CaseView, task: Task, bench: Mapping[str, object], entered: Entered | None, before: Before
) -> StepForm | None:
    step = view.step(task)
    if not step.fields:
        return None
    days = Days.of(_today(view))
    if entered is not None:
        told = {name: say(fault) for name, fault in entered.faults.items()}
        return StepForm(
            view.procedure, step, facts=view.case.facts, days=days, units=units_of(step, task), data=entered.data,
            faults=told, earlier=earlier_files(before, entered.kept),
        )  # fmt: skip
    first = {**_first_answers(view, task), **before.answers, **_given(bench)}
    return StepForm(
        view.procedure, step, facts=view.case.facts, days=days, units=units_of(step, task), initial=first,
        earlier=earlier_files(before, None),
    )  # fmt: skip


def _given(bench: Mapping[str, object]) -> Mapping[str, object]:
    """Answers that the workbench proposes (``initial`` in its context)."""
    given = bench.get("initial", {})
    return given if isinstance(given, Mapping) else {}


def _first_answers(view: CaseView, task: Task) -> dict[str, object]:
    """The date of a document that this very step prints is today unless the officer says otherwise.

    Any other date is a fact that only the officer knows.
    """
    step = view.step(task)
    printed = {output.id for output in step.outputs if output.made_by_form}
    today = _today(view)
    return {
        entry.id: today
        for entry in step.fields
        if entry.role == "tanggal" and entry.fills in printed and entry.id not in view.procedure.clock_dates
    }


def _today(view: CaseView) -> date:
    """The day of the institution."""
    return calendar_for(view.case.institution_id).local(clock.now()).date()


def _holding(officer: Officer, view: CaseView, task: Task) -> dict[str, object]:
    """Who holds the task and what the officer may do about that."""
    mine = may_do(officer, task)
    can_claim = mine and task.holder_id is None
    people = heirs_of(task) if may_hand_over(officer, task) else []
    return {
        "holder": task.holder,
        "is_me": task.holder_id == officer.user_id,
        "can_claim": can_claim,
        "can_release": mine and task.holder_id == officer.user_id,
        # Who may take the task takes it: handing it over to oneself would be the same in other words.
        "people": [one for one in people if not can_claim or one.pk != officer.user_id],
        "seen": stand_of(task),
        "standing_in": standing_in(officer, task),
    }
