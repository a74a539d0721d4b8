"""3b, Srikandi: what to type there, in the order of its form, to copy or to print; the number comes back here."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Request
from simpul.pages.desk.documents import papers_of
from simpul.pages.desk.prints import srikandi_fields
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """``fields``: label and value in the order of Srikandi's form."""
    asked = Request.objects.select_related("institution").get(case=case)
    return {"asked": asked, "fields": srikandi_fields(asked), "papers": papers_of(asked), "slug": case.slug}
