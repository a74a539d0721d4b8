"""A step that comes again: who sent it back and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Output, Task
from simpul.pages.desk.answer_words import shown
from simpul.pages.desk.case_head import CaseView
from simpul.rules.procedure.decisions import goes_back
from simpul.rules.procedure.model import Field, Step


@dataclass(frozen=True, slots=True)
class SentBack:
    """The decision that led back here: the step, what was chosen, by whom, its reasons and its files by label."""

    step: Step
    chosen: str
    by: str
    at: datetime | None
    reasons: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, StoredFile], ...]


def sent_back(view: CaseView, task: Task) -> SentBack | None:
    """Why the step is here again; None where it came in its turn."""
    asked = task.opened_by
    if asked is None or (step := view.procedure.by_id.get(asked.step)) is None:
        return None
    if not goes_back(view.procedure, step, asked.outcome):
        return None
    told = [field for field in step.fields if asked.outcome in field.outcomes]
    reasons = [(field.label, shown(field, asked.data[field.id])) for field in told if asked.data.get(field.id)]
    return SentBack(
        step=step,
        chosen=step.outcome_labels.get(asked.outcome, asked.outcome),
        by=asked.completed_by_name,
        at=asked.happened_at,
        reasons=(*reasons, *((("", asked.note),) if asked.note else ())),
        files=_files(asked, told),
    )


def _files(asked: Task, told: list[Field]) -> tuple[tuple[str, StoredFile], ...]:
    labels = {field.fills or field.id: field.label for field in told if field.kind == "berkas"}
    rows = Output.objects.filter(task=asked, name__in=labels, file__isnull=False, voided=False).select_related("file")
    return tuple((labels[row.name], row.file) for row in rows.order_by("id") if row.file is not None)
