"""Starting and ending a case, and the acts on it that complete no step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from simpul.casework.conductor import carry_out, pause_changes, write
from simpul.casework.hands import check_seen
from simpul.core.directory.leaves import takers
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import LockedCase, OpenTask, lock_case
from simpul.core.procedures.models import Case, ProcedureVersion, Task, TaskState, TicketCounter
from simpul.core.procedures.queries import in_force
from simpul.core.procedures.reach import check_hand_over, may_do
from simpul.features.agreements.signing_plan import withdraw_agreement
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.onewrite import Update
from simpul.rules.procedure.engine import start, waiting, withdraw
from simpul.rules.procedure.model import Step
from simpul.rules.procedure.state import Transition
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal


def next_ticket(institution: Institution, at: datetime) -> str:
    """The next ticket KS-YYYY-NNNN, gapless per institution and local year; the counter's row is the lock."""
    year = at.astimezone(ZoneInfo(institution.zone)).year
    TicketCounter.objects.get_or_create(institution=institution, year=year)
    TicketCounter.objects.filter(institution=institution, year=year).update(last=F("last") + 1)
    last = TicketCounter.objects.get(institution=institution, year=year).last
    return f"{institution.ticket_prefix}-{year}-{last:04d}"


@transaction.atomic
def start_case(
    *,
    institution: Institution,
    version: ProcedureVersion,
    title: str,
    subtitle: str,
    facts: Mapping[str, object],
    by: Actor,
    happened_at: datetime | None = None,
    parent_task: Task | None = None,
) -> Case:
    """Start a case on a published version and open its first step. ``parent_task``: the step that it carries out."""
    at = clock.now()
    begun = happened_at or at
    case = Case.objects.create(
        institution=institution,
        procedure_version=version,
        ticket=next_ticket(institution, at),
        title=title,
        subtitle=subtitle,
        state={"open": [], "rounds": {}, "ended": ""},
        facts=dict(facts),
        parent_task=parent_task,
        started_at=begun,
        updated_at=at,
    )
    locked = lock_case(case.pk)
    procedure = procedure_of(version.pk)
    acting = Acting(case=locked, procedure=procedure, by=by, at=at, happened_at=begun, facts=dict(facts))
    acting.told = {"procedure": procedure.code, "version": procedure.version}
    begun_at = start(procedure, acting.facts)
    carry_out(acting, begun_at, "case.started")
    start_subcases(acting, begun_at)
    case.refresh_from_db()
    return case


def start_subcases(acting: Acting, transition: Transition) -> None:
    """Start the case of every sub-procedure whose step has just opened. Raises Refusal TGS-92 when none is in force."""
    for opening in transition.opened:
        step = acting.procedure.by_id[opening.entry.step]
        if step.subprocedure:
            start_subcase(acting, step, opening.entry.key)


def start_subcase(acting: Acting, step: Step, key: str) -> Case:
    """Start the case of the sub-procedure of the open task ``key``. Raises Refusal TGS-92, TGS-49 (a ring)."""
    if step.subprocedure in _procedures_above(acting.case.id):
        raise Refusal(
            "TGS-49",
            N_("Step %(no)s needs the procedure %(code)s, of which this case is itself a part. Correct the procedure."),
            no=step.no,
            code=step.subprocedure,
        )
    institution = Institution.objects.get(pk=acting.case.institution_id)
    there = in_force(institution_id=institution.pk, day=today_in(institution))
    version = next((one for one in there if one.procedure.code == step.subprocedure), None)
    if version is None:
        raise Refusal(
            "TGS-92",
            N_("Step %(no)s needs the procedure %(code)s, of which no version is in force. Publish it first."),
            no=step.no,
            code=step.subprocedure,
        )
    return start_case(
        institution=institution,
        version=version,
        title=acting.case.title,
        subtitle=procedure_of(version.pk).identity.title[:200],
        facts={name: acting.facts[name] for name in ("pemrakarsa",) if name in acting.facts},
        by=acting.by,
        parent_task=Task.objects.get(case_id=acting.case.id, key=key, state=TaskState.OPEN),
    )


def _procedures_above(case_id: int) -> set[str]:
    """Codes of the case's own procedure and of those that it is a part of."""
    found: set[str] = set()
    number: int | None = case_id
    while number is not None:
        of, number = Case.objects.values_list("procedure_version__procedure__code", "parent_task__case_id").get(
            pk=number
        )
        found.add(of)
    return found


def act_on_case(
    *,
    case_id: int,
    verb: str,
    by: Actor,
    change: Callable[[Acting], None],
    happened_at: datetime | None = None,
) -> None:
    """An act that completes no step: papers added, a draft made, an answer recorded, a task claimed.

    ``change`` makes the feature's own rows and updates ``acting.facts``, ``told`` and ``payload``; clocks that begin to
    stand or run again because of the new facts are written with the act's one event.
    """
    with transaction.atomic():
        locked = lock_case(case_id)
        acting = acting_on(locked, by, happened_at)
        change(acting)
        standing = waiting(acting.procedure, locked.state, acting.facts)
        write(acting, locked.state, verb, pause_changes(acting, locked.state, standing, set()))


@transaction.atomic
def withdraw_case(*, case_id: int, by: Actor, reason: str, party: str) -> None:
    """The partner or the institution withdraws the case, from whatever step it stands in; a reason is required.

    A number that was given out becomes a recorded hole.
    """
    if not reason.strip():
        raise Refusal("TGS-30", N_("Say why the case is withdrawn. The reason is kept with the case."))
    locked = lock_case(case_id)
    procedure = procedure_of(locked.version_id)
    acting = acting_on(locked, by)
    acting.reason = reason
    acting.told = {"party": party}
    acting.payload = {"messages": ["ditarik"]}
    withdraw_agreement(acting, reason)
    carry_out(acting, withdraw(procedure, locked.state), "case.withdrawn")


def acting_on(locked: LockedCase, by: Actor, happened_at: datetime | None = None) -> Acting:
    """An act now that completes no step, with the facts as they stand."""
    at = clock.now()
    return Acting(
        case=locked, procedure=procedure_of(locked.version_id), by=by, at=at, happened_at=happened_at or at,
        facts=dict(locked.facts),
    )  # fmt: skip


def claim(*, case_id: int, key: str, officer: Officer) -> None:
    """Take a task of one's own lane. Raises Refusal TGS-06 (gone), TGS-31 (held by a colleague), NotAllowed TGS-04."""
    _hold(case_id, key, officer, officer.user_id, "task.claimed", "")


def release(*, case_id: int, key: str, officer: Officer) -> None:
    """Give a task back to the lane."""
    _hold(case_id, key, officer, None, "task.released", "")


def reassign(
    *, case_id: int, key: str, officer: Officer, to_user_id: int | None, reason: str, seen: str | None = None
) -> None:
    """Hand a task to somebody else, with a reason; allowed to the lane's superior or its lead, and to an admin.

    ``to_user_id`` None: back to the team; ``seen``: ``stand_of`` the task when the form was made. Raises Refusal ORG-11
    for somebody who may not do the task today or is away, Conflict TGS-18 for the one who holds it already, TGS-99
    where it changed hands since it was seen.
    """
    if not reason.strip():
        raise Refusal("TGS-32", N_("Say why the task is handed over."))
    _hold(case_id, key, officer, to_user_id, "task.reassigned", reason, seen)


def _hold(
    case_id: int, key: str, officer: Officer, holder: int | None, verb: str, reason: str, seen: str | None = None
) -> None:
    def change(acting: Acting) -> None:
        task = acting.case.tasks.get(key)
        if task is None:
            raise Refusal("TGS-06", N_("This task is no longer open. Open the case to see where it stands."))
        _check_hold(officer, task, verb)
        check_seen(task.id, acting.case.institution_id, seen)
        if verb == "task.claimed" and task.holder_id not in (None, officer.user_id):
            raise Refusal("TGS-31", N_("A colleague has already taken this task. Choose another one."))
        if verb == "task.reassigned" and holder is not None:
            _check_heir(acting.case, task, holder)
        acting.writes.append(held(task.id, holder, acting.at))
        acting.reason = reason
        acting.told = {"step": key}
        acting.payload = {"task": key, "task_id": task.id}

    act_on_case(case_id=case_id, verb=verb, by=officer.actor(), change=change)


def _check_hold(officer: Officer, task: OpenTask, verb: str) -> None:
    """Who takes or gives back stands in the lane; who hands over leads it, stands above it, or is an admin."""
    if verb == "task.reassigned":
        check_hand_over(officer, task)
    elif not may_do(officer, task):
        raise NotAllowed(
            "TGS-04", N_("This task belongs to another team. You can read the case but not act in this step.")
        )


def _check_heir(case: LockedCase, task: OpenTask, heir: int) -> None:
    if task.holder_id == heir:
        raise Conflict("TGS-18", N_("This task lies with that colleague already. Nothing has changed."))
    day = today_in(Institution.objects.get(pk=case.institution_id))
    also = () if task.is_joint else task.also_lanes
    if not takers(task.lane_id, task.unit_id, day, also).filter(pk=heir).exists():
        raise Refusal(
            "ORG-11", N_("Choose a colleague who stands in the lane of %(ticket)s today."), ticket=case.ticket
        )


def held(task_id: int, holder: int | None, at: datetime) -> Update:
    """The row of a task that changes hands."""
    since = at if holder is not None else None
    return Update("procedures_task", ("holder_id", "held_since"), (holder, since), ("id", "state"), (task_id, "open"))
