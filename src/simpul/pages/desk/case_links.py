"""From one case to another: of a sub-procedure to the case that waits for it, and the other way."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Task
from simpul.pages.desk.access import may_see


@dataclass(frozen=True, slots=True)
class CaseLink:
    """Another case by its ticket; ``url`` is empty for who may not see it, ``step`` the step that joins the two."""

    ticket: str
    url: str
    step: str


def link_to(officer: Officer, case: Case, step: str) -> CaseLink:
    """The case, with its address if the officer may open it."""
    return CaseLink(case.ticket, reverse("desk:case", args=[case.slug]) if may_see(officer, case) else "", step)


def whole_of(officer: Officer, case: Case) -> CaseLink | None:
    """The case of which this one is a part; None for a case of its own."""
    if case.parent_task_id is None:
        return None
    task = Task.objects.select_related("case").get(pk=case.parent_task_id)
    return link_to(officer, task.case, procedure_of(task.case.procedure_version_id).by_id[task.step].title)
