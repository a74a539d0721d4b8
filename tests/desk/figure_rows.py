"""Cases and completed entries put straight into the tables, with the times that a test needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simpul.core.directory.models import Lane
from simpul.core.procedures.models import Case, ProcedureVersion, Task
from tests.casework.conftest import House

WIB = ZoneInfo("Asia/Jakarta")
BEGUN = datetime(2026, 11, 2, 10, 0, tzinfo=WIB)
"""A Monday."""


def running(house: House, version: ProcedureVersion | None = None, **fields: Any) -> Case:
    """A case of the house on the version, its only one unless named."""
    version = version or ProcedureVersion.objects.get(procedure__institution=house.institution)
    number = Case.objects.count() + 1
    values = {"started_at": BEGUN, "updated_at": BEGUN, "ticket": f"KS-2026-{number:04}", "title": "Perkara rekaan"}
    return Case.objects.create(institution=house.institution, procedure_version=version, **{**values, **fields})


def entry(case: Case, step: str, *, days: int = 1, standard: str = "3 HK", late: bool = False, **fields: Any) -> Task:
    """A completed entry of a step that took so many days and was entered an hour afterwards."""
    number = Task.objects.count() + 1
    begun = fields.pop("started_at", BEGUN)
    happened = fields.pop("happened_at", begun + timedelta(days=days))
    end = happened or begun
    due = None if standard == "-" else end + timedelta(hours=-1 if late else 1)
    values: dict[str, Any] = {
        "institution_id": case.institution_id, "key": f"{step}#{number}", "step": step, "state": "done",
        "lane": Lane.objects.filter(institution_id=case.institution_id).first(), "opened_at": begun,
        "started_at": begun, "standard": standard, "due_at": due, "happened_at": happened,
        "completed_at": end + timedelta(hours=1), "used_minutes": 450 * days, "waited_minutes": 0,
    }  # fmt: skip
    return Task.objects.create(case=case, **{**values, **fields})
