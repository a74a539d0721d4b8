"""Answers of running cases by the role (``peran``) of their fields, whatever their steps are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Case, CaseStatus, Task, TaskState
from simpul.rules.procedure.form_parts import Field

MOST = 500
Answers = dict[str, object]


def answers_of(case: Case, roles: Collection[str]) -> Answers:
    """Role -> latest answer of one case, whether it runs or not."""
    procedure = readable(case.procedure_version_id)
    done = Task.objects.filter(case=case, state=TaskState.DONE).order_by("completed_at", "id")
    found: Answers = {}
    for step_id, data in done.values_list("step", "data"):
        step = procedure.by_id.get(step_id) if procedure is not None else None
        found |= _told(step.fields if step is not None else (), data, roles)
    return found


def _told(fields: Iterable[Field], data: Mapping[str, object], roles: Collection[str]) -> Answers:
    return {field.role: data[field.id] for field in fields if field.role in roles and field.id in data}


def answers_by_role(case: Case, roles: Collection[str]) -> dict[int, tuple[Case, Answers]]:
    """The running cases of the same procedure in the same institution, this one among them: case id -> (case, role ->
    latest answer). A case that has answered none of them is left out; at most the 500 newest cases are read."""
    running = Case.objects.filter(
        institution_id=case.institution_id, procedure_version__procedure_id=case.procedure_version.procedure_id,
        status=CaseStatus.RUNNING,
    ).order_by("-id")  # fmt: skip
    cases = {one.pk: one for one in running[:MOST]}
    found: dict[int, Answers] = defaultdict(dict)
    done = Task.objects.filter(case_id__in=cases, state=TaskState.DONE).order_by("completed_at", "id")
    for case_id, step_id, data in done.values_list("case_id", "step", "data"):
        procedure = readable(cases[case_id].procedure_version_id)
        step = procedure.by_id.get(step_id) if procedure is not None else None
        told = _told(step.fields if step is not None else (), data, roles)
        if told:
            found[case_id] |= told
    return {case_id: (cases[case_id], answers) for case_id, answers in found.items()}
