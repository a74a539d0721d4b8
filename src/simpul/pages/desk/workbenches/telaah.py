"""3d, study: the disposition, the letter and the papers to judge by, and what an earlier round asked and got."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Task, TaskState
from simpul.features.agreements.models import Request
from simpul.features.agreements.requests import papers_lacking
from simpul.pages.desk.answer_words import shown
from simpul.pages.desk.documents import papers_of
from simpul.rules.procedure.model import Step
from simpul.rules.requirements import TYPE_BY_CODE


def told(case: Case, forms: Iterable[str]) -> list[dict[str, object]]:
    """The answers of the completed steps with one of these forms, newest first, as label and value."""
    procedure = procedure_of(case.procedure_version_id)
    wanted = [step.id for step in procedure.steps if step.form in set(forms)]
    tasks = Task.objects.filter(case=case, state=TaskState.DONE, step__in=wanted).order_by("-completed_at", "-id")
    return [
        {
            "task": task,
            "title": procedure.by_id[task.step].title,
            "answers": [
                (field.label, shown(field, task.data[field.id]))
                for field in procedure.by_id[task.step].fields
                if field.id in task.data
            ],
        }
        for task in tasks
    ]


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """What the study rests on."""
    asked = Request.objects.get(case=case)
    kind = TYPE_BY_CODE[asked.cooperation_type]
    scope = [_(kind.items[code]) for code in asked.scope_items if code in kind.items]
    return {
        "asked": asked,
        "kind": _(kind.label),
        "scope": [*scope, *([asked.scope_other] if asked.scope_other else [])],
        "papers": papers_of(asked),
        "lacking": [_(paper.label) for paper in papers_lacking(asked)],
        "before": told(case, ("disposisi", "menunggu_mitra", "telaah")),
    }
