"""Reading a step's form from a request: files judged and kept, the time at which it happened, what goes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from simpul.casework.completion import BESIDE, HAPPENED
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import drop
from simpul.core.documents.models import StoredFile
from simpul.pages.desk.entered import Entered
from simpul.pages.desk.step_form import KEPT
from simpul.pages.desk.uploads import keep_upload, own_file
from simpul.rules.procedure.model import Step
from simpul.rules.refusals import N_, Refusal

Taken = Mapping[str, StoredFile | Refusal]


def files_of(request: HttpRequest, officer: Officer, step: Step, earlier: Mapping[str, StoredFile]) -> Taken:
    """Files by field: the new one, or the one kept from an attempt before; a refusal where one was not taken.

    ``earlier``: those of the round before, which stay where the officer says so.
    """
    found: dict[str, StoredFile | Refusal] = {}
    for entry in step.fields:
        if entry.kind != "berkas":
            continue
        upload = request.FILES.get(entry.id)
        named = request.POST.get(KEPT + entry.id, "")
        before = earlier.get(entry.id)
        kept = before if before is not None and before.slug == named else own_file(named, officer)
        try:
            if upload is not None:
                found[entry.id] = keep_upload(upload, entry.fills or entry.id, officer)
                drop([kept] if kept else [])
            elif kept is not None:
                found[entry.id] = kept
        except Refusal as refusal:
            found[entry.id] = refusal
    return found


def is_stored(files: Taken) -> dict[str, StoredFile]:
    """Those that were taken."""
    return {name: file for name, file in files.items() if isinstance(file, StoredFile)}


def is_refused(files: Taken) -> dict[str, Refusal]:
    """Those that were not."""
    return {name: fault for name, fault in files.items() if isinstance(fault, Refusal)}


def happened_at(text: str, officer: Officer) -> datetime | None:
    """The local time that was entered, in UTC; None for now. Raises TGS-36."""
    if not text.strip():
        return None
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal("TGS-36", N_("Write the time at which it happened as a date and a time.")) from None
    zone = ZoneInfo(calendar_for(officer.institution_id).zone_name)
    return local.replace(tzinfo=zone).astimezone(UTC)


def happening(
    request: HttpRequest, officer: Officer, refused: Mapping[str, Refusal]
) -> tuple[datetime | None, dict[str, Refusal]]:
    """The entered time, and what was refused so far with the time where it is none."""
    try:
        return happened_at(request.POST.get(HAPPENED, ""), officer), dict(refused)
    except Refusal as refusal:
        return None, {**refused, HAPPENED: refusal}


def entered_of(
    request: HttpRequest, stored: Mapping[str, StoredFile], faults: Mapping[str, Refusal], refusal: Refusal | None
) -> Entered:
    """What was sent, to be shown again with its faults."""
    kept = {name: file.slug for name, file in stored.items()}
    data = {name: values if len(values) > 1 else str(values[0]) for name, values in request.POST.lists() if values}
    return Entered(data, faults, refusal, kept)


def of_refusal(request: HttpRequest, stored: Mapping[str, StoredFile], refusal: Refusal) -> Entered:
    """What was sent, with the refusal at the entry that it means; above the form where it means none."""
    if (place := BESIDE.get(refusal.code)) is not None:
        return entered_of(request, stored, {place: refusal}, None)
    return entered_of(request, stored, {}, refusal)


def raw_of(request: HttpRequest) -> dict[str, str]:
    """The texts of the form by name; of several ticks under one name a list divided by commas."""
    return {name: ",".join(map(str, values)) for name, values in request.POST.lists()}
