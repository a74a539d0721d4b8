"""`/meja/disposisi/`: the head's letters, one after the other, made for a telephone: read, choose, one tap."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.pages import can_preview, first_page
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Task, TaskState
from simpul.features.agreements.models import Request
from simpul.lib import clock
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.channels import CHANNELS
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.uses import DISPOSITION
from simpul.pages.shell import formats
from simpul.rules.procedure.model import Field, Procedure, Step
from simpul.rules.requirements import LETTER
from simpul.rules.working_time import deadline, parse

_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to dispose: ``value`` answers the step's choice; the team that gets it, and until when."""

    value: str
    label: str
    team: str
    until: str


def letter_of(case_id: int) -> StoredFile | None:
    """The letter of the case as it came in."""
    asked = Request.objects.filter(case_id=case_id).first()
    paper = (
        asked.papers.filter(requirement=LETTER, replaced_at__isnull=True).select_related("file").first()
        if asked
        else None
    )
    return paper.file if paper is not None else None


def choice_field(step: Step) -> Field | None:
    """The field that holds the instruction: the first choice of the step."""
    return next((field for field in step.fields if field.kind == "pilihan"), None)


def note_field(step: Step) -> Field | None:
    """The field for the head's own words."""
    return next((field for field in step.fields if field.kind == "uraian"), None)


def suggestions(procedure: Procedure, step: Step, institution_id: int) -> list[Suggestion]:
    """At most three: the choices of the instruction, each with the team and the day that the standard time gives."""
    field = choice_field(step)
    following = next((procedure.by_id[name] for name in procedure.ways[step.id]), None)
    team = procedure.lane_name(following.performer.lanes[0]) if following is not None else ""
    until = _until(following, institution_id) if following is not None else ""
    return [Suggestion(one.id, one.label, team, until) for one in field.choices[:_SUGGESTED]] if field else []


def _until(step: Step, institution_id: int) -> str:
    """ "paling lambat Rabu, 25 November 2026", or nothing where the step has no standard."""
    standard = parse(step.timings[0].standard if step.timings else "-")
    calendar = calendar_for(institution_id)
    due = None if standard.per else deadline(clock.now(), standard, calendar)
    return _("by %(day)s at the latest") % {"day": formats.hari_tanggal(due.date())} if due else ""


def waiting(officer: Officer) -> list[Task]:
    """The letters on this officer's table, oldest first."""
    tasks = Task.objects.filter(lane_id__in=list(officer.lanes), state=TaskState.OPEN).select_related("case", "lane")
    return [
        task
        for task in tasks.order_by("opened_at", "id")[:200]
        if procedure_of(task.case.procedure_version_id).by_id[task.step].form == DISPOSITION
    ]


@officer_required
def disposition(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The named letter, else the oldest, with what to do about it."""
    tasks = waiting(officer)
    chosen = request.GET.get("surat", "")
    task = next((one for one in tasks if one.case.slug == chosen), tasks[0] if tasks else None)
    context: dict[str, object] = {"total": len(tasks)}
    if task is not None:
        place = tasks.index(task)
        following = tasks[(place + 1) % len(tasks)] if len(tasks) > 1 else None
        context |= {"task": task, "position": place + 1, "following": following, **_letter(task)}
    return desk_page(request, officer, "desk/disposition.html", context, current="/meja/disposisi/")


def _letter(task: Task) -> dict[str, object]:
    procedure = procedure_of(task.case.procedure_version_id)
    step = procedure.by_id[task.step]
    asked = Request.objects.get(case_id=task.case_id)
    letter = letter_of(task.case_id)
    return {
        "step": step,
        "asked": asked,
        "channel": CHANNELS[asked.channel],
        "letter": letter,
        "previewed": letter is not None and can_preview(letter),
        "suggestions": suggestions(procedure, step, task.institution_id),
        "choice": choice_field(step),
        "note": note_field(step),
        "label": step.title,
    }


@officer_required
def letter_page(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The first page of the letter as a picture."""
    file = letter_of(case_for(officer, slug).pk)
    if file is None or not can_preview(file):
        raise Http404
    response = HttpResponse(first_page(file), content_type="image/png")
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
