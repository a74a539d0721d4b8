"""What the completed steps of a case recorded: every answer, file and contribution, by step and round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.casework.joint_acts import ANSWER
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Unit
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Contribution, Output, Task, TaskState
from simpul.features.agreements.officer_files import closed_files
from simpul.pages.desk.answer_words import shown
from simpul.pages.desk.case_head import CaseView, lane_name
from simpul.pages.desk.documents import output_title
from simpul.pages.shell import formats
from simpul.rules.procedure.model import Step
from simpul.rules.procedure.sheet_words import Grid, grid_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was recorded; ``note`` says where it came from. ``closed``: this officer does not get the file."""

    label: str
    text: str = ""
    grid: Grid | None = None
    file: StoredFile | None = None
    closed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A completed step: ``number`` "" where the source gives none; ``place`` the unit or lane that did it."""

    task: Task
    step: Step
    number: str
    place: str
    outcome: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a step needs (kelengkapan), and where the case has it; ``url`` "" where it has none."""

    text: str
    url: str = ""


def records_of(view: CaseView, officer: Officer) -> tuple[Record, ...]:
    """Every completed entry of every step, in the order in which they were completed; those taken back are left out."""
    done = list(
        Task.objects.filter(case=view.case, state=TaskState.DONE)
        .select_related("lane", "unit")
        .prefetch_related("corrections")
        .order_by("completed_at", "id")
    )
    reading = _Reading(view, officer, done)
    return tuple(reading.record(task) for task in done if task.step in view.procedure.by_id)


def needs_of(step: Step, records: Sequence[Record]) -> list[Need]:
    """What the step needs, in written order; what an earlier step left under that name leads there."""
    there = {name.casefold(): url for record in records for name, url in _left_by(record)}
    return [Need(text, there.get(text.casefold(), "")) for text in step.requirements]


def _left_by(record: Record) -> Iterator[tuple[str, str]]:
    for output in record.step.outputs_for(record.task.outcome):
        if output.kind == "rekaman":
            yield output.name, f"#isian-{record.task.pk}"
    for entry in record.entries:
        if entry.file is not None and not entry.closed:
            yield entry.label, f"/berkas/{entry.file.slug}/"


class _Reading:
    """What the records of one case are read from, each table once."""

    def __init__(self, view: CaseView, officer: Officer, done: Sequence[Task]) -> None:
        self.view = view
        self.closed = closed_files(officer, view.case.pk)
        self.tz = calendar_for(view.case.institution_id).tz
        self.outside = {party.id: party.name for party in view.procedure.outside}
        self.units = _unit_names(view.case.institution_id, done)
        self.outputs: dict[int, list[Output]] = defaultdict(list)
        for output in Output.objects.filter(case=view.case, voided=False).select_related("file").order_by("id"):
            self.outputs[output.task_id].append(output)
        self.given: dict[int, list[Contribution]] = defaultdict(list)
        given = Contribution.objects.filter(task__case=view.case).select_related("lane", "file").order_by("at", "id")
        for one in given:
            self.given[one.task_id].append(one)

    def record(self, task: Task) -> Record:
        step = self.view.procedure.by_id[task.step]
        return Record(
            task=task,
            step=step,
            number="" if step.no == "+" else step.no,
            place=lane_name(self.view, task),
            outcome=step.outcome_label(task.outcome) if task.outcome else "",
            entries=(
                *self._answers(task, step),
                *self._files(task, step),
                *(self._answer_outside(one) for one in self.outputs[task.pk] if one.name == ANSWER),
                *(self._contribution(one) for one in self.given[task.pk]),
                *_remarks(task),
            ),
        )

    def _answers(self, task: Task, step: Step) -> Iterator[Entry]:
        for field in step.fields:
            if field.id not in task.data or field.kind == "berkas":
                continue
            answer = task.data[field.id]
            if field.kind == "tabel":
                yield Entry(field.label, grid=_masked(grid_of(field, answer)))
            else:
                yield Entry(field.label, shown(field, answer, self.units))

    def _files(self, task: Task, step: Step) -> Iterator[Entry]:
        for output in self.outputs[task.pk]:
            if output.file is not None and output.name != ANSWER:
                yield self._with_file(Entry(output_title(step, output.name)), output.file)

    def _answer_outside(self, output: Output) -> Entry:
        told: Mapping[str, str] = output.record or {}
        party = self.outside.get(told.get("pihak", ""), "")
        came = (told.get("saluran", ""), formats.saat(output.created_at, self.tz))
        entry = Entry(
            _("Answer of %(party)s") % {"party": party} if party else _("Answer of an outside party"),
            formats.samar_dalam(told.get("jawaban", "")),
            note=", ".join(part for part in came if part),
        )
        return self._with_file(entry, output.file)

    def _contribution(self, one: Contribution) -> Entry:
        told = {"lane": one.lane.name, "name": one.by_name}
        entry = Entry(
            _("Contribution of %(lane)s, %(name)s") % told,
            formats.samar_dalam(one.text),
            note=formats.saat(one.at, self.tz),
        )
        return self._with_file(entry, one.file)

    def _with_file(self, entry: Entry, file: StoredFile | None) -> Entry:
        closed = file is not None and file.sha256 in self.closed
        return Entry(entry.label, entry.text, file=file, closed=closed, note=entry.note)


def _remarks(task: Task) -> Iterator[Entry]:
    """What was said of the completion beside its form."""
    if task.note:
        yield Entry(_("Note to whoever gets it"), formats.samar_dalam(task.note))
    if task.late_entry_reason:
        yield Entry(_("Why it is entered only now"), task.late_entry_reason)
    for correction in task.corrections.all():
        yield Entry(_("Correction"), correction.reason)


def _masked(grid: Grid) -> Grid:
    rows = tuple(tuple(formats.samar_dalam(cell) for cell in row) for row in grid.rows)
    return Grid(grid.label, grid.columns, rows)


def _unit_names(institution_id: int, done: Iterable[Task]) -> dict[str, str]:
    """Names of the chosen units by "lane:unit"; nothing is read where none was chosen."""
    lists = [answer for task in done for answer in task.data.values() if isinstance(answer, list)]
    chosen = {one for answer in lists for one in answer if isinstance(one, str)}
    if not chosen:
        return {}
    codes = {one.partition(":")[2] for one in chosen}
    names = dict(Unit.objects.filter(institution_id=institution_id, code__in=codes).values_list("code", "name"))
    return {one: names.get(one.partition(":")[2], one) for one in chosen}
