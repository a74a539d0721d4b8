"""Plays one case of a procedure by the action and notes what every transition wrote, for those who write it by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bench.transitions.house import UNITS, new_case, officer, paper
from bench.transitions.setting import Act, Played, Row, Written
from simpul.casework.completion import complete_task
from simpul.casework.walking.inventing import Scene, answers
from simpul.casework.walking.route import Route, returns
from simpul.casework.walking.staffing import telling_choices
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Institution, User
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Output, Pause, ProcedureVersion, StepDelta, Task
from simpul.lib import clock
from simpul.rules.pictures.bpmn import bpmn
from simpul.rules.procedure.model import Procedure

NOTE = "Sesuai hasil reviu"
_NOTHING = Written(None, {}, (), (), (), (), (), {}, {}, "", {}, {}, None)
_OF_OPENING = (
    "key", "step", "round", "lane_id", "unit_id", "standard", "unit_count", "also_lanes", "is_joint",
)  # fmt: skip
_TIMES = ("due_at", "timer_at", "paused_since")


def recorded(institution: Institution, user: User, version: ProcedureVersion) -> Played:
    """The procedure with the transitions of one case, every return taken once."""
    procedure = procedure_of(version.pk)
    lane = procedure.by_id[procedure.start].performer.lanes[0]
    played = Played(procedure.code, version.pk, lane, {}, {}, bpmn(procedure), ())
    case, route, handed = new_case(institution.pk, played), Route(procedure), paper(institution)
    acts: list[Act] = []
    while (task := Task.objects.filter(case_id=case, state="open").order_by("id").first()) is not None:
        act = _next_act(procedure, route, task, handed)
        before = _seen(case)
        complete_task(
            case_id=case, key=act.key, officer=officer(user.pk), outcome=act.outcome, note=act.note, raw=act.raw,
            files=act.files,
        )  # fmt: skip
        acts.append(replace(act, written=_written(case, task, before)))
    done = [act.step for act in acts]
    conditions = {step.condition: step.id in done for step in procedure.steps if step.condition}
    units = {step.id: len(UNITS) for step in procedure.steps if step.performer.mode == "masing_masing"}
    return replace(played, conditions=conditions, units=units, acts=tuple(acts))


def _next_act(procedure: Procedure, route: Route, task: Task, handed: int) -> Act:
    step = procedure.by_id[task.step]
    outcome = route.choose(step)
    units = {lane: UNITS[:1] if place else UNITS[1:] for place, lane in enumerate(sorted(procedure.chosen_lanes))}
    # A clock that runs from a date that somebody gives has not begun yet, so nothing of it is used.
    scene = Scene(clock.now().date() + timedelta(days=7), "Jakarta", 1, units, telling_choices(procedure), {})
    files = {field.id: handed for field in step.fields_for(outcome) if field.kind == "berkas"}
    note = NOTE if outcome in returns(procedure, step) else ""
    return Act(task.key, step.id, outcome, note, answers(step, outcome, scene), files, _NOTHING)


def _seen(case: int) -> dict[str, set[int]]:
    """The rows that are there before a transition."""
    return {
        "tasks": set(Task.objects.filter(case_id=case).values_list("pk", flat=True)),
        "open": set(Task.objects.filter(case_id=case, state="open").values_list("pk", flat=True)),
        "outputs": set(Output.objects.filter(case_id=case).values_list("pk", flat=True)),
        "pauses": set(Pause.objects.filter(case_id=case).values_list("pk", flat=True)),
        "standing": set(Pause.objects.filter(case_id=case, ended_at=None).values_list("pk", flat=True)),
    }


def _written(case: int, task: Task, before: dict[str, set[int]]) -> Written:
    """What the transition that completed ``task`` has added and changed."""
    task.refresh_from_db()
    row = Case.objects.get(pk=case)
    tasks = Task.objects.filter(case_id=case)
    pauses = Pause.objects.filter(case_id=case).select_related("task")
    event = AuditEvent.objects.get(chain=f"case:{case}", seq=row.chain_seq)
    outputs = Output.objects.filter(case_id=case).exclude(pk__in=before["outputs"]).order_by("pk")
    ended = pauses.filter(pk__in=before["standing"], ended_at__isnull=False)
    payload = dict(OutboxEvent.objects.get(key=f"case:{case}:{row.chain_seq}").payload)
    delta = StepDelta.objects.filter(version_id=row.procedure_version_id).order_by("-pk").first()
    assert delta is not None
    return Written(
        lane_id=task.lane_id,
        data=task.data,
        opened=tuple(_opening(new) for new in tasks.exclude(pk__in=before["tasks"]).order_by("pk")),
        lapsed=tuple(
            tasks.filter(pk__in=before["open"], state="cancelled").order_by("pk").values_list("key", flat=True)
        ),
        outputs=tuple((made.name, made.file_id, made.record) for made in outputs),
        stood=tuple((new.task.key, new.party, new.reason) for new in pauses.exclude(pk__in=before["pauses"])),
        resumed=tuple(pause.task.key for pause in ended),
        state=row.state,
        facts=row.facts,
        status=row.status,
        event=json.loads(event.body),
        payload={name: value for name, value in payload.items() if name != "task_id"},
        in_time=delta.in_time,
    )


def _opening(task: Task) -> Row:
    found: dict[str, Any] = {name: getattr(task, name) for name in _OF_OPENING}
    return found | {name: getattr(task, name) is not None for name in _TIMES}
