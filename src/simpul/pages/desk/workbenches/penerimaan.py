"""3a, reception: the letter beside the form, and what came with it; its channel and day are proposed."""

from __future__ import annotations

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.pages import can_preview
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.duplicates import suspects
from simpul.features.agreements.models import Request
from simpul.features.agreements.requests import papers_lacking
from simpul.pages.desk.channels import CHANNELS
from simpul.pages.desk.disposition import letter_of
from simpul.pages.desk.documents import papers_of
from simpul.rules.procedure.model import Step

# What a choice of the procedure file may call a channel, beside the channel's own word.
_WORDS = {"langsung": ("langsung", "diantar"), "email": ("email", "e-mail")}


def proposed(step: Step, request: Request) -> dict[str, object]:
    """First answers by kind of field: the day it was received, the channel by which it came."""
    found: dict[str, object] = {}
    filed = request.filed_at or request.created_at
    received = request.received_on or calendar_for(request.institution_id).local(filed).date()
    for field in step.fields:
        if field.kind == "tanggal":
            found[field.id] = received
        words = _WORDS.get(request.channel, (str(request.channel),))
        if field.kind == "pilihan":
            fitting = [one.id for one in field.choices if any(word in one.label.casefold() for word in words)]
            found |= {field.id: fitting[0]} if fitting else {}
    return found


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """``doubles``: cases that may be the same letter; ``lacking``: papers that may still come later."""
    asked = Request.objects.get(case=case)
    letter = letter_of(case.pk)
    return {
        "asked": asked,
        "channel": CHANNELS[asked.channel],
        "letter": letter,
        "previewed": letter is not None and can_preview(letter),
        "papers": papers_of(asked),
        "lacking": papers_lacking(asked),
        "doubles": suspects(
            institution_id=case.institution_id,
            name=asked.partner_name,
            letter_number=asked.letter_number,
            without=asked.pk,
        ),
        "initial": proposed(step, asked),
    }
