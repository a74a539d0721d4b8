"""What was entered when a step was done before: in its last round, or in the completion that was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Output, Task, TaskState
from simpul.pages.desk.case_head import CaseView
from simpul.pages.desk.step_entries import EarlierFile
from simpul.pages.desk.step_form import KEPT
from simpul.rules.procedure.decisions import goes_back
from simpul.rules.procedure.model import Field, Procedure, Step
from simpul.rules.procedure.vocabulary import GENERAL_FORM

STUDY = "telaah"
_OF_ITS_DOCUMENT = frozenset({"nomor", "tanggal"})


@dataclass(frozen=True, slots=True)
class Before:
    """``answers`` as the entries of the form want them and ``files``, both by field; ``round`` 0 where nothing of an
    earlier one stands; ``anew``: labels of what was answered then and has to be given again."""

    answers: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    round: int = 0
    anew: tuple[str, ...] = ()


def round_before(view: CaseView, task: Task) -> Before:
    """For the general form and the study of the wish, which goes on where it stopped; any other workbench proposes by
    itself what it kept.

    Asked anew: the number and date of a document and the file that took its place, for they belong to the earlier
    document, and what belongs to a decision that sent the case back. Nothing of that where the step is open again
    because its completion was taken back. A choice that another step has asked under the same name is proposed too.
    """
    step = view.step(task)
    if step.form not in (GENERAL_FORM, STUDY):
        return Before()
    done = task if task.data else _last(view, task)
    chosen = view.case.facts.get("jawaban", {})
    known = {one.id: chosen[one.id] for one in step.fields if one.kind == "pilihan" and one.id in chosen}
    if done is None:
        return Before({name: answer for name, answer in known.items() if not _limited(step, name)})
    files = _files(step, done)
    given = [one for one in step.fields if one.id in done.data or one.id in files]
    kept = [one for one in given if done.pk == task.pk or _holds_still(view.procedure, step, one, done.outcome)]
    names = {one.id for one in kept}
    return Before(
        answers={name: answer for name, answer in known.items() if not _limited(step, name)}
        | {one.id: _entered(one, done.data[one.id]) for one in kept if one.id in done.data},
        files={name: file for name, file in files.items() if name in names},
        round=done.round if kept else 0,
        anew=tuple(one.label for one in given if one.id not in names and not one.outcomes),
    )


def earlier_files(before: Before, kept: Mapping[str, str] | None) -> dict[str, EarlierFile]:
    """What the entries offer to go on with. ``kept``: slugs by field of a form that was sent; None for a new one.

    Where another file was chosen meanwhile the earlier one is offered no more.
    """
    return {
        name: EarlierFile(KEPT + name, file, before.round, kept is None or name in kept)
        for name, file in before.files.items()
        if kept is None or kept.get(name, file.slug) == file.slug
    }


def _limited(step: Step, name: str) -> bool:
    return any(one.outcomes for one in step.fields if one.id == name)


def _holds_still(procedure: Procedure, step: Step, one: Field, outcome: str) -> bool:
    if one.kind == "berkas":
        printed = any(output.id == one.fills and output.made_by_form for output in step.outputs)
    else:
        printed = one.role in _OF_ITS_DOCUMENT
    # what was asked of the partner in the study belongs to that question, which has been answered
    asked = step.form == STUDY or goes_back(procedure, step, outcome)
    return not printed and not (one.outcomes and asked)


def _entered(one: Field, answer: object) -> object:
    """A table by (row, column), as its entry takes it; the rest as it stands."""
    if one.kind == "tabel" and isinstance(answer, list):
        return {(row, column): text for row, cells in enumerate(answer) for column, text in cells.items()}
    return answer


def _files(step: Step, done: Task) -> dict[str, StoredFile]:
    """The files of the completion by the field that took them, as far as one field alone can have done so."""
    takers: dict[str, list[Field]] = {}
    for one in step.fields:
        if one.kind == "berkas" and (not one.outcomes or done.outcome in one.outcomes):
            takers.setdefault(one.fills or one.id, []).append(one)
    rows = Output.objects.filter(task=done, name__in=takers, file__isnull=False).select_related("file")
    return {
        takers[row.name][0].id: row.file
        for row in rows.order_by("id")
        if row.file is not None and len(takers[row.name]) == 1
    }


def _last(view: CaseView, task: Task) -> Task | None:
    """The last completed entry of the same step; where each lane or unit has its own, the one of the same."""
    done = Task.objects.filter(case=view.case, step=task.step, state=TaskState.DONE)
    if view.step(task).performer.mode == "masing_masing":
        done = done.filter(lane=task.lane)
    own = done.filter(unit_id=task.unit_id) if task.unit_id else done.filter(unit__isnull=True)
    return own.order_by("-completed_at", "-id").first()
