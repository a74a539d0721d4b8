"""A step that comes again: who sent it back and why, and what was entered in the round before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Output, Task, TaskState
from simpul.pages.desk.case_head import CaseView
from simpul.pages.desk.workbenches.telaah import shown
from simpul.rules.procedure.decisions import goes_back
from simpul.rules.procedure.model import Field, Step
from simpul.rules.procedure.vocabulary import GENERAL_FORM

_KEPT_KINDS = frozenset({"teks", "uraian", "pilihan", "angka", "rupiah"})
_OF_ITS_DOCUMENT = frozenset({"nomor", "tanggal"})


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


def earlier_answers(view: CaseView, task: Task) -> dict[str, object]:
    """What the general form of this step said in its last round, for the officer to correct.

    Not what belongs to one decision, and not the number and date of a document: those are new each time. A choice that
    another step has asked under the same name is proposed here too.
    """
    step = view.step(task)
    if step.form != GENERAL_FORM:
        return {}
    kept = [field for field in step.fields if _is_kept(field)]
    before = _before(view, task)
    chosen = view.case.facts.get("jawaban", {})
    found = {field.id: chosen[field.id] for field in kept if field.kind == "pilihan" and field.id in chosen}
    return found | {field.id: before.data[field.id] for field in kept if before and before.data.get(field.id)}


def _is_kept(field: Field) -> bool:
    return field.kind in _KEPT_KINDS and not field.outcomes and field.role not in _OF_ITS_DOCUMENT


def _before(view: CaseView, task: Task) -> Task | None:
    """The last completed entry of the same step, of the same unit where each has its own."""
    done = Task.objects.filter(case=view.case, step=task.step, state=TaskState.DONE)
    own = done.filter(unit_id=task.unit_id) if task.unit_id else done.filter(unit__isnull=True)
    return own.order_by("-completed_at", "-id").first()
