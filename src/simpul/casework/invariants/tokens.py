"""1. A running case has exactly one active token per branch, on steps of the version it was started on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from simpul.casework.invariants.broken import Broken
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Task, TaskState
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.state import Entry, State
from simpul.rules.refusals import N_

NO_TOKEN = N_("case %(case)s runs but has no open task")
ENDED = N_("case %(case)s has ended but has open tasks: %(keys)s")
OTHER_TASKS = N_("case %(case)s: its state and its open tasks differ (%(keys)s)")
NO_STEP = N_("case %(case)s: task %(key)s stands on a step that its version does not have")
TWO_TOKENS = N_("case %(case)s: %(one)s and %(other)s are both open in one branch")


def broken() -> Iterator[Broken]:
    """Every case against its state, its tasks and its procedure."""
    tasks: dict[int, set[str]] = defaultdict(set)
    for case_id, key in Task.objects.filter(state=TaskState.OPEN).values_list("case_id", "key").iterator():
        tasks[case_id].add(key)
    for case in Case.objects.only("ticket", "status", "state", "procedure_version_id").iterator():
        yield from _case(case, tasks.pop(case.pk, set()))


def _case(case: Case, keys: set[str]) -> Iterator[Broken]:
    state = State.from_data(case.state)
    if set(state.open) != keys:
        yield _said(case, OTHER_TASKS, keys=", ".join(sorted(set(state.open) ^ keys)))
    if case.status != CaseStatus.RUNNING:
        if state.open:
            yield _said(case, ENDED, keys=", ".join(sorted(state.open)))
        return
    if not state.open:
        yield _said(case, NO_TOKEN)
    procedure = procedure_of(case.procedure_version_id)
    known = []
    for entry in state.open.values():
        if entry.step in procedure.by_id:
            known.append(entry)
        else:
            yield _said(case, NO_STEP, key=entry.key)
    for one, other in combinations(known, 2):
        if not _apart(procedure, one, other):
            yield _said(case, TWO_TOKENS, one=one.key, other=other.key)


def _apart(procedure: Procedure, one: Entry, other: Entry) -> bool:
    """In different branches of a fork, or the same step for two units."""
    if one.step == other.step:
        return one.unit != other.unit
    branches = dict(procedure.places.get(one.step, ()))
    return any(branches.get(fork, branch) != branch for fork, branch in procedure.places.get(other.step, ()))


def _said(case: Case, text: str, **params: object) -> Broken:
    return Broken("tokens", f"case:{case.pk}", text, {"case": case.ticket, **params})
