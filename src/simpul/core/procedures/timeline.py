"""The journey of a case, entry by entry: what was done, what runs, what lies ahead with the dates to expect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Pause, Task, TaskState
from simpul.rules.procedure.model import END, Procedure, Step
from simpul.rules.working_time import Calendar, Used, deadline, parse, used, working_days_between
from simpul.rules.working_time import Pause as Stretch

KnotState = Literal["done", "now", "later", "lapsed", "retracted"]
_STATES: dict[str, KnotState] = {
    TaskState.DONE: "done",
    TaskState.OPEN: "now",
    TaskState.CANCELLED: "lapsed",
    TaskState.RETRACTED: "retracted",
}


@dataclass(frozen=True, slots=True)
class Hold:
    """A stretch in which the clock stood: on whose account (printed name), since and until when, working days not
    counted."""

    party: str
    reason: str
    started_at: datetime
    ended_at: datetime | None
    working_days: int


@dataclass(frozen=True, slots=True)
class Knot:
    """One entry of a step. ``round`` from 1; ``lane`` its printed name; ``who`` completed or holds it ("" nobody).

    ``used``: what the step has used of what it is allowed; ``due_at`` None where the step has no clock. ``expected``:
    the local date by which an entry that lies ahead is expected, None where nothing can be said. ``capacity`` and
    ``acting_for``: of an acting official who did it, and the definitive holder of that day.
    """

    state: KnotState
    step: Step
    lane: str
    round: int = 1
    key: str = ""
    task_id: int = 0
    who: str = ""
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    due_at: datetime | None = None
    outcome: str = ""
    note: str = ""
    used: Used | None = None
    holds: tuple[Hold, ...] = ()
    stands: bool = False
    late: bool = False
    expected: date | None = None
    corrections: tuple[str, ...] = ()
    capacity: str = ""
    acting_for: str = ""


def timeline(case: Case, now: datetime) -> tuple[Knot, ...]:
    """Every entry in order of opening, then the steps that still lie on the straight way. Three queries."""
    procedure, calendar = procedure_of(case.procedure_version_id), calendar_for(case.institution_id)
    tasks = list(
        Task.objects.filter(case=case)
        .select_related("holder", "lane", "unit", "completed_by", "acting_for")
        .prefetch_related("pauses", "corrections")
        .order_by("opened_at", "id")
    )
    past = [_knot(task, procedure, calendar, now) for task in tasks]
    past.sort(key=lambda knot: knot.state == "now")
    if case.status != CaseStatus.RUNNING:
        return tuple(past)
    return (*past, *_ahead(case, procedure, [task for task in tasks if task.state == TaskState.OPEN], calendar, now))


def _knot(task: Task, procedure: Procedure, calendar: Calendar, now: datetime) -> Knot:
    step = procedure.by_id[task.step]
    ended = task.happened_at if task.state == TaskState.DONE else None
    until = max(ended or now, task.started_at)
    pauses = list(task.pauses.all())
    late = task.due_at is not None and until > task.due_at and task.paused_since is None
    holder = task.holder.full_name if task.holder is not None else ""
    return Knot(
        state=_STATES[task.state],
        step=step,
        lane=_lane_name(task, procedure, step),
        round=task.round,
        key=task.key,
        task_id=task.pk,
        who=task.completed_by_name or holder,
        opened_at=task.opened_at,
        ended_at=ended,
        due_at=task.due_at,
        outcome=step.outcome_label(task.outcome) if task.outcome else "",
        note=task.note,
        used=_used(task, calendar, until, pauses),
        holds=tuple(
            _hold(pause, procedure, calendar, now) for pause in sorted(pauses, key=lambda pause: pause.started_at)
        ),
        stands=task.paused_since is not None,
        late=late,
        corrections=tuple(correction.reason for correction in task.corrections.all()),
        capacity=task.capacity,
        acting_for=task.acting_for.full_name if task.acting_for is not None else "",
    )


def _lane_name(task: Task, procedure: Procedure, step: Step) -> str:
    if task.unit is not None:
        return task.unit.name
    if task.lane is not None and not _goes_by_printed(step):
        return task.lane.name
    return performer_name(procedure, step, {})


def performer_name(procedure: Procedure, step: Step, facts: Mapping[str, object]) -> str:
    """Who does the step: the lanes that would do it as things stand; several together as the source calls them.

    One lane goes by its own name everywhere: a second name out of the source would look like another team.
    """
    if _goes_by_printed(step):
        return step.performer.printed
    return ", ".join(procedure.lane_name(lane) for lane in procedure.lanes_of(step, facts))


def _goes_by_printed(step: Step) -> bool:
    return bool(step.performer.printed) and len(step.performer.lanes) > 1


def _used(task: Task, calendar: Calendar, until: datetime, pauses: Iterable[Pause]) -> Used | None:
    standard = parse(task.standard or "-")
    if task.due_at is None:
        return None
    stretches = tuple(
        Stretch(pause.started_at, min(pause.ended_at or until, until)) for pause in pauses if pause.started_at < until
    )
    return used(task.started_at, until, standard, calendar, stretches, task.unit_count)


def _hold(pause: Pause, procedure: Procedure, calendar: Calendar, now: datetime) -> Hold:
    first, last = calendar.local(pause.started_at).date(), calendar.local(pause.ended_at or now).date()
    days = max(0, working_days_between(first, last, calendar))
    return Hold(procedure.lane_name(pause.party), pause.reason, pause.started_at, pause.ended_at, days)


def straight_way(procedure: Procedure, after: str) -> tuple[str, ...]:
    """The ids of the steps that follow ``after`` when every decision takes its first way and nothing is returned."""
    found: list[str] = []
    heads = [after]
    while heads:
        step = procedure.by_id[heads.pop(0)]
        for target in _first_ways(procedure, step):
            if target not in found and target != after:
                found.append(target)
                heads.append(target)
    order = {step.id: place for place, step in enumerate(procedure.steps)}
    return tuple(sorted(found, key=lambda name: order[name]))


def _first_ways(procedure: Procedure, step: Step) -> tuple[str, ...]:
    ways = step.targets()
    if not ways:
        return ()
    onward = procedure.onward[step.id]
    first = next((label for label, target in ways if target in onward or target == END), ways[0][0])
    return tuple(target for label, target in ways if label == first and target in onward)


def _ahead(
    case: Case, procedure: Procedure, open_tasks: Sequence[Task], calendar: Calendar, now: datetime
) -> list[Knot]:
    """The steps to come with the date by which each is expected: the standards from the latest open due time on."""
    open_steps = {task.step for task in open_tasks}
    coming: set[str] = set()
    for name in open_steps:
        if name in procedure.by_id:
            coming.update(straight_way(procedure, name))
    moment = max([now, *(task.due_at for task in open_tasks if task.due_at is not None)])
    certain = all(task.paused_since is None for task in open_tasks)
    knots = []
    for step in procedure.steps:
        if (
            step.id not in coming
            or step.id in open_steps
            or (step.condition and not procedure.holds(step.condition, case.facts))
        ):
            continue
        standard = parse(procedure.standard_of(step, case.facts))
        due = None if standard.per else deadline(moment, standard, calendar)
        moment = due or moment
        expected = calendar.local(moment).date() if certain and due is not None else None
        knots.append(Knot("later", step, performer_name(procedure, step, case.facts), expected=expected))
    return knots
