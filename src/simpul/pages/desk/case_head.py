"""What stands at the head of every tab of a case: the three answers, the chips, the tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Task, TaskState
from simpul.core.procedures.reach import may_do
from simpul.features.agreements.destroying import destruction_of
from simpul.features.agreements.models import Agreement, Request
from simpul.lib import clock
from simpul.pages.desk.access import case_for
from simpul.pages.desk.case_links import whole_of
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell import formats
from simpul.pages.shell.navigation import Crumb, Pos
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.working_time import Calendar, remaining

STATUS_WORDS: Mapping[str, tuple[str, object]] = {
    CaseStatus.RUNNING: ("now", gettext_lazy("Running")),
    CaseStatus.FINISHED: ("ok", gettext_lazy("Finished")),
    CaseStatus.REJECTED: ("late", gettext_lazy("Rejected")),
    CaseStatus.WITHDRAWN: ("idle", gettext_lazy("Withdrawn")),
}
TABS: tuple[tuple[str, object], ...] = (
    ("case", gettext_lazy("Task")),
    ("documents", gettext_lazy("Documents")),
    ("drafts", gettext_lazy("Drafts")),
    ("talks", gettext_lazy("Discussion")),
    ("flow", gettext_lazy("Flow")),
    ("trail", gettext_lazy("Audit trail")),
)
OF_A_REQUEST = frozenset({"drafts", "talks"})


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as an officer sees it: ``tasks`` are the open ones, ``mine`` those of them in the officer's lanes."""

    case: Case
    procedure: Procedure
    tasks: tuple[Task, ...]
    mine: tuple[Task, ...]

    def step(self, task: Task) -> Step:
        return self.procedure.by_id[task.step]


def load_case(officer: Officer, slug: str) -> CaseView:
    """Load and authorise: 404 for a case of another institution."""
    case = case_for(officer, slug)
    tasks = tuple(
        Task.objects.filter(case=case, state=TaskState.OPEN)
        .select_related("lane", "unit", "holder", "opened_by", "institution")
        .order_by("opened_at", "id")
    )
    return CaseView(case, procedure_of(case.procedure_version_id), tasks, tuple(t for t in tasks if may_do(officer, t)))


def lane_name(view: CaseView, task: Task) -> str:
    """The unit whose task it is, else the printed name of its lane; the partner's lane has no row of its own."""
    if task.unit is not None:
        return task.unit.name
    return task.lane.name if task.lane is not None else view.procedure.lane_name(view.step(task).performer.lanes[0])


def deadline_chip(task: Task, calendar: Calendar) -> tuple[str, str]:
    """Kind and words of the chip that says how much time is left."""
    now = clock.now()
    if task.paused_since is not None:
        since, today = calendar.local(task.paused_since).date(), calendar.local(now).date()
        return "pause", formats.jam_berhenti(max(0, calendar.index.count(since, today)))
    if task.due_at is None:
        return "bare", _("No deadline")
    left = remaining(now, task.due_at, calendar)
    if left.late:
        return "late", formats.sisa_hk(-left.working_days) if left.working_days else _("Late today")
    if left.working_days == 0:
        return "due", f"{_('Today')}, {formats.jam(task.due_at, calendar.tz)}"
    return "bare", formats.sisa_hk(left.working_days)


def _counted(step: Step, count: int) -> str:
    """The step with its number; how many units have a task of their own."""
    named = f"{step.no}. {step.title}" if step.no != "+" else step.title
    return f"{named} ({_('%(count)s units') % {'count': count}})" if count > 1 else named


def _where(view: CaseView) -> tuple[str, str]:
    if not view.tasks:
        return str(STATUS_WORDS[view.case.status][1]), ""
    open_steps = Counter(task.step for task in view.tasks)
    words = "; ".join(_counted(view.procedure.by_id[step], count) for step, count in open_steps.items())
    version = view.case.procedure_version.version
    return words, _("Procedure version %(version)s") % {"version": version}


def _who(view: CaseView) -> tuple[str, str]:
    holders = [task.holder.full_name for task in view.tasks if task.holder is not None]
    lanes = list(dict.fromkeys(lane_name(view, task) for task in view.tasks))
    if not lanes:
        return _("Nobody: the case has ended"), ""
    if holders:
        return ", ".join(dict.fromkeys(holders)), ", ".join(lanes)
    return ", ".join(lanes), _who_note(view)


def _who_note(view: CaseView) -> str:
    """What is to be said of tasks that nobody holds; the partner's and those of a sub-case are taken by nobody."""
    parts = [task for task in view.tasks if view.step(task).subprocedure]
    if is_of_request(view.case) and all(task.paused_since is not None for task in view.tasks):
        return _("Waiting for the partner")
    if any(task.lane_id is not None for task in view.tasks if task not in parts):
        return _("Nobody has taken it yet")
    return _("A sub-procedure does it") if parts else ""


def _until(view: CaseView, calendar: Calendar) -> tuple[str, str, str]:
    """The deadline, its note, and the kind of chip of the note where it is late or due today."""
    dated = [task for task in view.tasks if task.due_at is not None]
    if not dated:
        ended = view.case.ended_at
        return (
            (formats.saat(ended, calendar.tz), _("Ended"), "") if ended else (_("No deadline in the procedure"), "", "")
        )
    task = min(dated, key=lambda one: (one.paused_since is not None, one.due_at))
    kind, words = deadline_chip(task, calendar)
    if kind == "pause" or task.due_at is None:
        return words, _("The deadline moves until the answer is in"), ""
    return formats.saat(task.due_at, calendar.tz), words, kind if kind in ("late", "due") else ""


def pos_of(view: CaseView) -> Pos:
    """Where the file is, who holds it, until when."""
    calendar = calendar_for(view.case.institution_id)
    (where, where_note), (who, who_note) = _where(view), _who(view)
    until, until_note, until_kind = _until(view, calendar)
    return Pos(where, who, until, where_note, who_note, until_note, until_kind, "id" if view.tasks else "")


def case_chips(view: CaseView) -> list[tuple[str, str, str]]:
    """At most two: the state of the case and the round beyond the first."""
    kind, words = STATUS_WORDS[view.case.status]
    chips = [(kind, str(words), "")]
    rounds = max((task.round for task in view.tasks), default=1)
    if rounds > 1:
        chips.append(("idle", formats.putaran(rounds), "repeat"))
    return chips


def is_of_request(case: Case) -> bool:
    """Whether a partner's request began it, so that it has drafts and talks."""
    return case.parent_task_id is None and not case.facts.get("pemrakarsa")


def _has_own_text(case: Case) -> bool:
    """Whether the officers began a text of their own. An agreement that came signed from elsewhere has none."""
    recorded = Exists(Agreement.objects.filter(case=case))
    begun = Q(drafts__isnull=False) | Q(talks__isnull=False) | ~recorded
    return Request.objects.filter(begun, case=case).exists()


def case_tabs(case: Case, current: str) -> list[dict[str, object]]:
    """The tabs with the current one marked; drafts and talks also where the officers began a text of their own."""
    asked = is_of_request(case) or _has_own_text(case)
    return [
        {"label": label, "url": reverse(f"desk:{name}", args=[case.slug]), "current": name == current}
        for name, label in TABS
        if asked or name not in OF_A_REQUEST
    ]


def case_tab(
    request: HttpRequest,
    officer: Officer,
    view: CaseView,
    tab: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """The page of one tab (name of its address and of its template)."""
    crumbs: Sequence[Crumb] = (Crumb(_("Worklist"), "/meja/"), Crumb(view.case.ticket))
    head = {
        "view": view,
        "case": view.case,
        "whole": whole_of(officer, view.case),
        "pos": pos_of(view),
        "chips": case_chips(view),
        "tabs": case_tabs(view.case, tab),
        "destruction": destruction_of(view.case.pk) if view.case.status != CaseStatus.RUNNING else None,
    }
    return desk_page(request, officer, f"desk/{tab}.html", {**head, **context}, crumbs=crumbs, status=status)
