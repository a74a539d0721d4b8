"""Completing a task: who may, when it happened, what it must have produced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from simpul.casework.cases import start_subcases
from simpul.casework.clocks import due_of, used_and_waited
from simpul.casework.conductor import carry_out, figures
from simpul.casework.outside_parties import stop_waiting
from simpul.casework.workbenches import MAKERS
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Unit
from simpul.core.directory.officers import HeldLane, Officer
from simpul.core.procedures import rows
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import LockedCase, OpenTask, lock_case
from simpul.core.procedures.models import Task, TaskState
from simpul.core.procedures.reach import acting_lane, may_do
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.onewrite import Write
from simpul.rules.agreement_text.words import long_date
from simpul.rules.procedure import answers
from simpul.rules.procedure.dates import Days
from simpul.rules.procedure.decisions import check_decision
from simpul.rules.procedure.engine import complete
from simpul.rules.procedure.model import OutputSpec, Procedure, Step
from simpul.rules.procedure.vocabulary import UNIT_COUNT
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal
from simpul.rules.working_time import working_days_between

FileIds = Mapping[str, int]
NOTE = "catatan_keputusan"
HAPPENED = "terjadi_pada"
LATE_REASON = "alasan_terlambat"
BESIDE: Mapping[str, str] = {
    "TGS-34": NOTE, "NSK-41": NOTE, "TGS-07": HAPPENED, "TGS-08": HAPPENED, "TGS-36": HAPPENED, "TGS-09": LATE_REASON,
}  # fmt: skip
"""Which entry beside the step's own fields a refusal means."""


class FormFaults(Refusal):
    """The form has faults: ``faults`` by field id. Nothing was written; the entries stay on the page."""

    def __init__(self, faults: Mapping[str, Refusal]) -> None:
        super().__init__("TGS-26", N_("Some answers are missing or wrong. Correct them and send again."))
        self.faults = faults


@transaction.atomic
def complete_task(
    *,
    case_id: int,
    key: str,
    officer: Officer,
    outcome: str = "",
    note: str = "",
    raw: Mapping[str, str] | None = None,
    files: FileIds | None = None,
    happened_at: datetime | None = None,
    late_reason: str = "",
    faults: Mapping[str, Refusal] | None = None,
) -> None:
    """Complete the task ``key`` of a case as ``officer``.

    ``raw``: texts of the form by field id; ``files``: stored file ids by field id; ``faults``: what was refused before
    it came here (a file, a time), by entry, to be told together with everything else. Raises FormFaults, NotAllowed
    TGS-04 (not in the lane), Conflict TGS-05 (already completed: who and when), Refusal TGS-03 (an output is missing;
    among the FormFaults where fields fill what is), TGS-48 (a sub-procedure completes it).
    """
    case = lock_case(case_id)
    task = _open_task(case, key)
    if not may_do(officer, task):
        raise NotAllowed(
            "TGS-04", N_("This task belongs to another team. You can read the case but not act in this step.")
        )
    procedure, lane = procedure_of(case.version_id), acting_lane(officer, task)
    if procedure.by_id[task.step].subprocedure:
        raise Refusal("TGS-48", N_("This step is completed by its sub-procedure, which is a case of its own."))
    beside = dict(faults or {})
    try:
        check_decision(procedure, procedure.by_id[task.step], outcome, note)
    except Refusal as refusal:
        _note(refusal, beside)
    finish(
        case, task, by=officer.actor(lane), user_id=officer.user_id, outcome=outcome, note=note, raw=raw or {},
        files=files or {}, happened_at=happened_at, late_reason=late_reason, official=officer.acting_in(lane),
        signs_as=officer.signs_as(lane, _unit_name(task)), faults=beside,
    )  # fmt: skip


def _unit_name(task: OpenTask) -> str:
    return Unit.objects.get(pk=task.unit_id).name if task.unit_id else ""


def _note(refusal: Refusal, beside: dict[str, Refusal]) -> None:
    """Note a refusal that means an entry beside the fields, so that the faults of the form are told at once; any other
    is raised."""
    if refusal.code not in BESIDE:
        raise refusal
    beside[BESIDE[refusal.code]] = refusal


def finish(
    case: LockedCase,
    task: OpenTask,
    *,
    by: Actor,
    user_id: int | None,
    outcome: str,
    note: str,
    raw: Mapping[str, str],
    files: FileIds,
    happened_at: datetime | None,
    late_reason: str,
    made: Sequence[rows.NewOutput] = (),
    official: HeldLane | None = None,
    signs_as: str = "",
    faults: Mapping[str, Refusal] | None = None,
) -> None:
    """Complete a task that is locked and allowed. Partners' acts, filing and sub-procedures come in here too.

    ``made``: outputs that exist already, beside those of the form. ``official``: how an acting official holds the lane
    (Plh, Plt, a.n.); ``signs_as``: what stands above the name on paper.
    """
    procedure = procedure_of(case.version_id)
    step = procedure.by_id[task.step]
    at, beside = clock.now(), dict(faults or {})
    happened = _happening(case.institution_id, task.opened_at, at, happened_at, late_reason, beside)
    acting = Acting(
        case=case, procedure=procedure, by=by, at=at, user_id=user_id, task=task, outcome=outcome, note=note,
        happened_at=happened,
        files=dict(files), facts=dict(case.facts), signs_as=signs_as,
    )  # fmt: skip
    acting.made += made
    _read_form(acting, step, raw, beside)
    if step.form in MAKERS:
        MAKERS[step.form](acting)
    _check_outputs(acting, step)
    _tell(acting, task, official)
    deadline = due_of(case.institution_id, task, acting.happened_at)
    used, waited = used_and_waited(case.institution_id, task, acting.happened_at)
    closing = rows.done(
        task,
        rows.Completion(
            outcome=outcome, note=note, user_id=user_id, name=by.name, entered_at=at, happened_at=acting.happened_at,
            late_reason=late_reason, data=acting.data, due_at=deadline, used_minutes=used, waited_minutes=waited,
            acting_as=(official.capacity[:200], official.stands_for) if official is not None else None,
        ),
    )  # fmt: skip
    _move_on(acting, task, closing, figures(acting, deadline, used))


def _move_on(acting: Acting, task: OpenTask, *written: Write) -> None:
    """The case goes on from the completed task; everything is written at once."""
    stop_waiting(acting, task.step)
    moved = complete(acting.procedure, acting.case.state, task.key, acting.outcome, acting.facts)
    ends = () if task.paused_since is None else rows.pause_closes(task, acting.happened_at)
    carry_out(acting, moved, "task.completed", *ends, *written)
    start_subcases(acting, moved)


def _happening(
    institution_id: int, opened: datetime, at: datetime, given: datetime | None, reason: str, beside: dict[str, Refusal]
) -> datetime:
    """When it happened; a time that cannot be is noted ``beside`` and counts as now."""
    try:
        return check_happening(institution_id, opened, at, given, reason)
    except Refusal as refusal:
        _note(refusal, beside)
        return at


def _tell(acting: Acting, task: OpenTask, official: HeldLane | None) -> None:
    """What the log and the outbox say of the completion."""
    outputs = sorted(output.name for output in acting.made)
    told = {"step": task.key, "outcome": acting.outcome, "outputs": outputs}
    acting.told = {**told, **_told_of(official), **acting.told}
    acting.payload = {"task": task.key, "task_id": task.id, "outcome": acting.outcome, **acting.payload}


def _told_of(official: HeldLane | None) -> dict[str, object]:
    """By which place somebody acts, and for whom, by number: the names stay out of the log."""
    if official is None:
        return {}
    return {"acting": {"basis": official.basis, "assignment": official.assignment, "holder": official.stands_for}}


def _open_task(case: LockedCase, key: str) -> OpenTask:
    task = case.tasks.get(key)
    if task is not None:
        return task
    done = Task.objects.filter(case_id=case.id, key=key, state=TaskState.DONE).order_by("-completed_at").first()
    if done is None or done.completed_at is None:
        raise Conflict("TGS-06", N_("This task is no longer open. Open the case to see where it stands."))
    calendar = calendar_for(case.institution_id)
    raise Conflict(
        "TGS-05",
        N_("This task was already completed by %(name)s at %(time)s. Open the case to see what came next."),
        name=done.completed_by_name,
        time=_told_time(calendar.local(done.completed_at)),
    )


def _told_time(local: datetime) -> str:
    """ "2 November 2026, pukul 10.12 WIB" """
    return f"{long_date(local.date())}, pukul {local:%H.%M %Z}"


def check_happening(
    institution_id: int, opened_at: datetime, now: datetime, given: datetime | None, reason: str
) -> datetime:
    """The time at which the work happened (terjadi_pada): not before the step began, not in the future, and with a
    reason when it lies more than one working day back (working-time.md)."""
    if given is None:
        return now
    if given > now:
        raise Refusal("TGS-07", N_("The time at which it happened lies in the future. Correct it."))
    if given < opened_at:
        raise Refusal("TGS-08", N_("The time at which it happened lies before this step began. Correct it."))
    calendar = calendar_for(institution_id)
    back = working_days_between(calendar.local(given).date(), calendar.local(now).date(), calendar)
    if back > 1 and not reason.strip():
        raise Refusal("TGS-09", N_("This happened more than one working day ago. Say why it is entered only now."))
    return given


def _read_form(acting: Acting, step: Step, raw: Mapping[str, str], beside: Mapping[str, Refusal]) -> None:
    procedure, outcome = acting.procedure, acting.outcome
    there = acting.files.keys() | beside.keys()
    read = answers.read(procedure, step, outcome, raw, there, acting.facts, _days(acting))
    _tell_all_at_once(acting, step, read, beside)
    acting.data, acting.facts = dict(read.values), dict(read.facts)
    acting.facts |= _for_clocks(procedure, step, read.values)
    for name, record in answers.records(procedure, step, outcome, read.values, read.facts).items():
        acting.made.append(rows.NewOutput(name, record=dict(record)))
    asked = answers.fields_of(procedure, step, outcome, read.facts)
    # A file that fills no output stands in the case under its entry: nothing handed in is lost.
    fills = {field.id: field.fills or field.id for field in asked if field.kind == "berkas"}
    acting.made += [rows.NewOutput(fills[f], file_id=number) for f, number in acting.files.items() if f in fills]


def _days(acting: Acting) -> Days:
    """The days of the institution against which dates are held."""
    calendar = calendar_for(acting.case.institution_id)
    return Days(entered=calendar.local(acting.at).date(), happened=calendar.local(acting.happened_at).date())


def _tell_all_at_once(acting: Acting, step: Step, read: answers.Answers, beside: Mapping[str, Refusal]) -> None:
    """Every fault of the form in one answer: of its fields in their order, then of what stands beside them.

    One that means no field and stands alone is raised as it is.
    """
    if not read.faults and len(beside) == 1 and beside.keys() <= set(BESIDE.values()):
        raise next(iter(beside.values()))
    faults = {**read.faults, **beside}
    if not faults:
        return
    due = answers.outputs_of(acting.procedure, step, acting.outcome, read.facts)
    for field in answers.fields_of(acting.procedure, step, acting.outcome, read.facts):
        output = step.left_to(field)
        if output in due and field.id not in read.values.keys() | acting.files.keys():
            faults.setdefault(field.id, _lacking([output]))
    places = [field.id for field in step.fields] + [NOTE, HAPPENED, LATE_REASON]
    raise FormFaults({name: faults[name] for name in sorted(faults, key=places.index)})


def _for_clocks(procedure: Procedure, step: Step, values: Mapping[str, object]) -> dict[str, object]:
    """What clocks will read: dates from which they run, and the number of units that a standard time counts."""
    dates = {name: values[name] for name in procedure.clock_dates & values.keys()}
    counts = [values[field.id] for field in step.fields if field.role == UNIT_COUNT and field.id in values]
    return {**dates, "jumlah_unit": counts[0]} if counts else dates


def _check_outputs(acting: Acting, step: Step) -> None:
    assert acting.task is not None
    there = acting.task.outputs | {output.name for output in acting.made}
    lacking = answers.missing(acting.procedure, step, acting.outcome, there, acting.facts)
    if not lacking:
        return
    asked = answers.fields_of(acting.procedure, step, acting.outcome, acting.facts)
    fillers = [next((field.id for field in asked if field.fills == output.id), "") for output in lacking]
    if all(fillers):
        raise FormFaults({field: _lacking([output]) for field, output in zip(fillers, lacking, strict=True)})
    raise _lacking(lacking)


def _lacking(outputs: Sequence[OutputSpec]) -> Refusal:
    return Refusal(
        "TGS-03",
        N_("This step cannot be completed yet. Still missing: %(outputs)s."),
        outputs=", ".join(output.name for output in outputs),
    )
