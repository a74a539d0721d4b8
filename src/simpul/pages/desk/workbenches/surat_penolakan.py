"""The refusal: the study's reasons at hand, and the letter as it will be printed."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.letters import refusal_body
from simpul.core.procedures.models import Case, Output, Task
from simpul.features.agreements.models import Request
from simpul.features.agreements.workbenches.letters import recipient, reference
from simpul.rules.procedure.model import Step

_STUDY = "hasil_telaah"


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The letter with a place for its reasons, and what the study found."""
    asked = Request.objects.select_related("institution").get(case=case)
    number, dated, subject = reference(asked)
    study = Output.objects.filter(case=case, name=_STUDY, voided=False).order_by("-created_at", "-id").first()
    record = study.record if study is not None and isinstance(study.record, dict) else {}
    return {
        "recipient": recipient(asked),
        "body": refusal_body(letter_number=number, letter_date=dated, subject=subject, reasons=("…",)),
        "signer": officer,
        "institution": asked.institution,
        "study": [str(value) for value in record.values() if isinstance(value, str)],
    }
