"""The tab "Alur": the swimlane of the case's own procedure version with the present position; in words; on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task, TaskState
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, case_tab, deadline_chip, load_case
from simpul.pages.desk.frame import desk_page
from simpul.rules.pictures.from_procedure import sentences, status_of, swimlane
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.model import Status
from simpul.rules.pictures.sheets import print_sheets
from simpul.rules.pictures.svg import Part, render


def standing(view: CaseView) -> Status:
    """Where the case stands in its procedure."""
    calendar = calendar_for(view.case.institution_id)
    done = Task.objects.filter(case=view.case, state=TaskState.DONE).order_by("completed_at", "id")
    lanes = dict(done.filter(lane__isnull=False).values_list("step", "lane__code"))
    rounds = view.case.state.get("rounds", {})
    return status_of(
        view.procedure,
        completed=list(done.values_list("step", "outcome")),
        current={task.step: deadline_chip(task, calendar)[1] for task in view.tasks},
        rounds=rounds,
        lanes=lanes | {task.step: task.lane.code for task in view.tasks if task.lane},
    )


def _title(view: CaseView) -> str:
    steps = ", ".join(view.step(task).title for task in view.tasks)
    return _("Flow of %(ticket)s, now at: %(steps)s") % {"ticket": view.case.ticket, "steps": steps or _("the end")}


@officer_required
def flow(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """On the screen: the lane names stay in sight while the flow scrolls."""
    view = load_case(officer, slug)
    status = standing(view)
    drawing = swimlane(view.procedure, status)

    def part(name: Part, ident: str) -> Markup:
        return render(drawing, title=_title(view), desc=_("The same in words stands below."), ident=ident, part=name)

    context = {
        "lanes": part("lanes", "lajur"),
        "picture": part("flow", "alur"),
        "sentences": sentences(view.procedure, status),
        "print_url": reverse("desk:flow_print", args=[slug]),
    }
    return case_tab(request, officer, view, "flow", context)


@officer_required
def flow_print(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """On paper: A4 landscape, black on white."""
    view = load_case(officer, slug)
    sheets = print_sheets(
        swimlane(view.procedure, standing(view)), title=_title(view), desc=_("The same in words stands on the screen.")
    )
    context = {"sheets": sheets, "view": view, "back_url": reverse("desk:flow", args=[slug])}
    return desk_page(request, officer, "desk/flow_print.html", context)
