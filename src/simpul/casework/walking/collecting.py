"""What a played case leaves in a folder: its files, its audit extract, the sheet of its procedure, and its steps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.calendars import calendar_for
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Output, Task, TaskState
from simpul.features.agreements.models import Agreement, Draft
from simpul.rules.pictures.from_procedure import swimlane
from simpul.rules.pictures.sheets import print_sheets

AUDIT = "audit.jsonl"
SHEET = "sop"


@dataclass(frozen=True, slots=True)
class Made:
    """An output of a step; ``file`` is its name in the folder, None for a record kept on the case."""

    id: str
    file: str | None


@dataclass(frozen=True, slots=True)
class PlayedStep:
    """One completed round of a step; times ISO 8601 in the institution's zone."""

    id: str
    no: str
    title: str
    actor: str
    round: int
    start: str
    due: str | None
    done: str
    outcome: str
    outputs: tuple[Made, ...]

    def as_data(self) -> dict[str, object]:
        return asdict(self)


def collect(case: Case, folder: Path) -> tuple[PlayedStep, ...]:
    """Write everything into ``folder`` and tell the steps in the order in which they were done."""
    folder.mkdir(parents=True, exist_ok=True)
    steps = tuple(_steps(case, folder))
    _write_rest(case, folder)
    _write_audit(case, folder)
    _write_sheet(case, folder)
    return steps


def _steps(case: Case, folder: Path) -> Iterator[PlayedStep]:
    procedure, calendar = procedure_of(case.procedure_version_id), calendar_for(case.institution_id)

    def told(moment: datetime | None) -> str | None:
        return calendar.local(moment).isoformat(timespec="seconds") if moment is not None else None

    done = case.tasks.filter(state=TaskState.DONE).select_related("lane").order_by("completed_at", "id")
    for number, task in enumerate(done, 1):
        step = procedure.by_id[task.step]
        yield PlayedStep(
            id=task.step, no=step.no, title=step.title, actor=_actor(task), round=task.round,
            start=told(task.started_at) or "", due=told(task.due_at), done=told(task.happened_at) or "",
            outcome=task.outcome, outputs=tuple(_outputs(task, number, folder)),
        )  # fmt: skip


def _actor(task: Task) -> str:
    return f"{task.completed_by_name}, {task.lane.name if task.lane is not None else 'Mitra'}"


def _outputs(task: Task, number: int, folder: Path) -> Iterator[Made]:
    seen: Counter[str] = Counter()
    for output in Output.objects.filter(task=task, voided=False).select_related("file").order_by("id"):
        if output.file is None:
            yield Made(output.name, None)
            continue
        seen[output.name] += 1
        again = f"-{seen[output.name]}" if seen[output.name] > 1 else ""
        name = f"{number:02}-{output.name}{again}{Path(output.file.name).suffix}"
        _copy(output.file, folder / name)
        yield Made(output.name, name)


def _copy(file: StoredFile, target: Path) -> None:
    target.write_bytes(read(file.sha256))


def _write_rest(case: Case, folder: Path) -> None:
    """The PDF beside the Word file of each draft, and the copy for reading."""
    for draft in Draft.objects.filter(request__case=case).select_related("pdf").order_by("number"):
        if draft.pdf is not None:
            _copy(draft.pdf, folder / f"draf-{draft.number}{Path(draft.pdf.name).suffix}")
    agreement = Agreement.objects.filter(case=case).select_related("reading_copy").first()
    if agreement is not None and agreement.reading_copy is not None:
        _copy(agreement.reading_copy, folder / "salinan-baca.pdf")


def _write_audit(case: Case, folder: Path) -> None:
    """The chain of the case, one event a line, with everything that is needed to compute its hashes anew."""
    rows = AuditEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq")
    names = ("chain", "seq", "verb", "prev_hash", "hash", "body")
    lines = [json.dumps(row, ensure_ascii=False) for row in rows.values(*names)]
    (folder / AUDIT).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_sheet(case: Case, folder: Path) -> None:
    procedure = procedure_of(case.procedure_version_id)
    title = procedure.identity.title
    for number, sheet in enumerate(print_sheets(swimlane(procedure), title=title, desc=title), 1):
        (folder / f"{SHEET}-{number}.svg").write_text(sheet, encoding="utf-8")
