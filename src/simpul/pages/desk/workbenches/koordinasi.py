"""4b, coordination: the result of the study at hand; the internal note is printed once the step is done."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Request
from simpul.pages.desk.workbenches.telaah import told
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """What the study found, and whom to reach."""
    return {"asked": Request.objects.get(case=case), "before": told(case, ("telaah",))[:1]}
