"""Moving a running case to a newer version of its procedure, where its open steps allow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of, readable
from simpul.core.procedures.models import Case, CaseStatus, FiredTimer, ProcedureVersion, Task, TaskState
from simpul.core.procedures.publishing import need
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.moving import hindrances
from simpul.rules.procedure.publishing import version_key
from simpul.rules.procedure.state import State
from simpul.rules.refusals import N_, NotAllowed, Refusal

_SET_ASIDE = 10_000
"""Added to the position of a timer that went off and that the newer version does not have: kept, in nobody's way."""


@dataclass(frozen=True, slots=True)
class Way:
    """A version to which a case could move; ``hindered``: what stands in the way, empty when it can."""

    version: ProcedureVersion
    hindered: tuple[Refusal, ...]


def ways_of(case: Case) -> list[Way]:
    """The newer versions that are in force already, newest first."""
    own = case.procedure_version
    rows = ProcedureVersion.objects.filter(
        procedure_id=own.procedure_id, published_at__isnull=False, effective_on__lte=today_in(case.institution)
    )
    newer = [row for row in rows if version_key(row.version) > version_key(own.version)]
    newer.sort(key=lambda row: version_key(row.version), reverse=True)
    return [Way(row, hindered_by(case, row)) for row in newer]


def hindered_by(case: Case, version: ProcedureVersion) -> tuple[Refusal, ...]:
    """Everything that keeps the case, as it stands, from the version."""
    old, new = readable(case.procedure_version_id), readable(version.pk)
    if old is None or new is None:
        return (_unreadable(),)
    return hindrances(old, new, State.from_data(case.state))


def _unreadable() -> Refusal:
    return Refusal("SOP-51", N_("The text of one of the two versions cannot be read any more."))


def running_on(version: ProcedureVersion) -> Sequence[Case]:
    """The running cases of a version, oldest first."""
    cases = Case.objects.filter(procedure_version=version, status=CaseStatus.RUNNING)
    return list(cases.select_related("institution", "procedure_version").order_by("started_at", "id"))


@transaction.atomic
def move_case(*, case_id: int, version_id: int, officer: Officer, reason: str) -> None:
    """Let the case go on under a newer version, judged as it stands under its lock; its open tasks keep their clocks.

    Raises NotAllowed SOP-32 or SOP-50, Refusal SOP-52 (no reason), SOP-53 (no such newer version), or the first of
    the hindrances.
    """
    need(officer, "move_cases")
    if not reason.strip():
        raise Refusal("SOP-52", N_("Say why the case moves to another version. The reason is kept with the case."))

    def change(acting: Acting) -> None:
        if acting.case.institution_id != officer.institution_id:
            raise NotAllowed("SOP-50", N_("This case belongs to another institution."))
        old, new = acting.procedure, _newer(acting, version_id)
        for hindrance in hindrances(old, new, acting.case.state):
            raise hindrance
        acting.changes["procedure_version_id"] = version_id
        acting.procedure = new
        acting.reason = reason.strip()[:500]
        acting.told = {"procedure": new.code, "from": old.version, "to": new.version}
        _carry_timers(acting, old, new)

    act_on_case(case_id=case_id, verb="case.moved", by=officer.actor(), change=change)


def _newer(acting: Acting, version_id: int) -> Procedure:
    """The procedure of a newer version of the same one, in force today."""
    own = ProcedureVersion.objects.get(pk=acting.case.version_id)
    today = today_in(Institution.objects.get(pk=acting.case.institution_id))
    found = ProcedureVersion.objects.filter(
        pk=version_id, procedure_id=own.procedure_id, published_at__isnull=False, effective_on__lte=today
    ).first()
    if found is None or version_key(found.version) <= version_key(own.version):
        raise Refusal("SOP-53", N_("Choose a newer version of the same procedure that is in force today."))
    return procedure_of(found.pk)


def _carry_timers(acting: Acting, old: Procedure, new: Procedure) -> None:
    """What went off stays gone off, under the position that the timer has in the newer version."""
    for task in acting.case.tasks.values():
        before, after = old.timers_of(old.by_id[task.step]), new.timers_of(new.by_id[task.step])
        if before == after:
            continue
        gone = list(FiredTimer.objects.filter(task_id=task.id, position__lt=_SET_ASIDE).order_by("position"))
        places = [_place(before[row.position], after, row.position) for row in gone]
        for offset, positions in ((2 * _SET_ASIDE, [row.position for row in gone]), (0, places)):
            for row, position in zip(gone, positions, strict=True):
                FiredTimer.objects.filter(pk=row.pk).update(position=offset + position)
        Task.objects.filter(pk=task.id, state=TaskState.OPEN).update(timer_at=acting.at if after else None)


def _place(timer: object, after: Sequence[object], position: int) -> int:
    return after.index(timer) if timer in after else _SET_ASIDE + position
