"""4a: the reply letter as it will be printed, beside the entries that go into it."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.letters import reply_body
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Request
from simpul.features.agreements.workbenches.letters import NEXT_STEP, recipient, reference
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The letter's recipient and words; the sentence in the middle is proposed and may be changed."""
    asked = Request.objects.select_related("institution").get(case=case)
    number, dated, subject = reference(asked)
    return {
        "recipient": recipient(asked),
        "body": reply_body(letter_number=number, letter_date=dated, subject=subject, next_step=NEXT_STEP),
        "signer": officer,
        "institution": asked.institution,
        "initial": {"isi_balasan": NEXT_STEP},
    }
