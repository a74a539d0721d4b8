"""The tab "Dokumen": papers of the partner, outputs of the steps, and what to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.casework.joint_acts import ANSWER
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Output, Task, TaskState
from simpul.features.agreements.models import Paper, Request
from simpul.features.agreements.officer_files import closed_files
from simpul.features.agreements.paper_places import places_of
from simpul.features.agreements.requests import papers_lacking
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import case_tab, load_case
from simpul.pages.desk.channels import CHANNELS
from simpul.pages.shell import formats
from simpul.pages.shell.paper_words import paper_title
from simpul.rules.procedure.model import Step

ICONS = {"application/pdf": "file-type-pdf", "image/jpeg": "photo", "image/png": "photo"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a case: where it comes from (step or requirement), when, the start of its hash.

    ``closed``: this officer does not get it, so there is nothing to open. ``apart``: what tells it from another file
    under the same title.
    """

    file: StoredFile
    title: str
    origin: str
    at: datetime
    voided: bool = False
    closed: bool = False
    apart: str = ""

    @property
    def called(self) -> str:
        """The title, with what tells it apart."""
        return f"{self.title} ({self.apart})" if self.apart else self.title

    @property
    def icon(self) -> str:
        return ICONS.get(self.file.media_type, "file-text")

    @property
    def url(self) -> str:
        return f"/berkas/{self.file.slug}/"


def step_files(case: Case, officer: Officer) -> list[FileRow]:
    """Outputs of the steps that are files, newest first."""
    procedure = procedure_of(case.procedure_version_id)
    closed = closed_files(officer, case.pk)
    rows = (
        Output.objects.filter(case=case, file__isnull=False)
        .select_related("file", "task__unit")
        .order_by("-created_at", "-id")
    )
    found = []
    for output in rows:
        assert output.file is not None
        step = procedure.by_id[output.task.step]
        found.append(
            FileRow(
                output.file,
                output_title(step, output.name),
                _origin(step.title, output.task),
                output.created_at,
                output.voided,
                closed=output.file.sha256 in closed,
            )
        )
    return told_apart(found)


def told_apart(rows: Sequence[FileRow]) -> list[FileRow]:
    """Different files under one title and of one origin get their own name beside it, else a number, oldest first."""
    groups: dict[tuple[str, str], list[FileRow]] = {}
    for row in rows:
        groups.setdefault((row.title, row.origin), []).append(row)
    return [_apart(row, groups[row.title, row.origin]) for row in rows]


def _apart(row: FileRow, alike: Sequence[FileRow]) -> FileRow:
    different = {other.file.sha256 for other in alike}
    if len(different) < 2:
        return row
    if len({other.file.name for other in alike}) == len(alike):
        return replace(row, apart=row.file.name)
    number = len(alike) - [other.file.pk for other in alike].index(row.file.pk)
    return replace(row, apart=_("%(number)s of %(total)s") % {"number": number, "total": len(alike)})


def _origin(title: str, task: Task) -> str:
    """The step, of which unit and of which round where there is more than one."""
    parts = [title, task.unit.name if task.unit else "", formats.putaran(task.round) if task.round > 1 else ""]
    return ", ".join(part for part in parts if part)


def output_title(step: Step, name: str) -> str:
    """The output by its name in the procedure; a file that fills none by its field; else what came from outside."""
    names = {field.id: field.label for field in step.fields} | {spec.id: spec.name for spec in step.outputs}
    return names.get(name) or (_("Answer of an outside party") if name == ANSWER else name)


def paper_files(papers: Iterable[Paper]) -> list[FileRow]:
    """Papers handed in by the partner."""
    return told_apart(
        [
            FileRow(
                paper.file,
                paper_title(paper.requirement, paper.party),
                str(CHANNELS[paper.channel]),
                paper.added_at,
            )
            for paper in papers
        ]
    )


def papers_of(request: Request) -> list[FileRow]:
    """The current papers of a request."""
    return paper_files(request.papers.filter(replaced_at__isnull=True).select_related("file", "party").order_by("id"))


def recent_files(case: Case, officer: Officer, most: int = 6) -> list[FileRow]:
    """The newest outputs for the side of the case page; the same file again under the same name stands once."""
    seen: dict[tuple[str, str], FileRow] = {}
    for row in step_files(case, officer):
        if not row.voided:
            seen.setdefault((row.title, row.file.sha256), row)
    return list(seen.values())[:most]


def _addable(case: Case, asked: Request | None) -> list[tuple[str, str]]:
    """The papers that may still be handed in: of a running case, the missing ones first."""
    if asked is None or case.status != CaseStatus.RUNNING:
        return []
    lacking = {paper.code for paper in papers_lacking(asked)}
    places = sorted(places_of(asked), key=lambda place: place.code not in lacking)
    return [(place.code, paper_title(place.requirement.code, place.party)) for place in places]


def _coordinated(case: Case) -> bool:
    """Whether the step whose internal note can be printed is done."""
    procedure = procedure_of(case.procedure_version_id)
    steps = [step.id for step in procedure.steps if step.form == "koordinasi"]
    return Task.objects.filter(case=case, step__in=steps, state=TaskState.DONE).exists()


@officer_required
def documents(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Everything that lies with the case."""
    view = load_case(officer, slug)
    asked = Request.objects.filter(case_id=view.case.pk).first()
    context = {
        "papers": papers_of(asked) if asked else [],
        "lacking": [_(paper.label) for paper in papers_lacking(asked)] if asked else [],
        "asked": asked,
        "outputs": step_files(view.case, officer),
        "requirements": _addable(view.case, asked) if officer.lanes else [],
        "channels": [(code, word) for code, word in CHANNELS.items() if code != "portal"],
        "coordinated": _coordinated(view.case),
    }
    return case_tab(request, officer, view, "documents", context)
