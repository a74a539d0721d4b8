"""Archive: what is kept, by which hash, and where it goes."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The signed file; classification, place and years are proposed as they were the last time."""
    agreement = Agreement.objects.filter(case=case).select_related("signed_file", "number").first()
    last = ArchiveRecord.objects.filter(agreement__institution_id=case.institution_id).order_by("-pk").first()
    known = {
        "klasifikasi_arsip": last.classification, "lokasi_simpan": last.location, "masa_simpan": last.active_years
    } if last is not None else {}  # fmt: skip
    return {"agreement": agreement, "initial": known}
