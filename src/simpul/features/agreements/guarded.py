"""Arsip terjaga: an international agreement is marked by itself, reported to ANRI, and copied for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Q

from simpul.features.agreements.chosen import template_in
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.features.agreements.retention import Told
from simpul.rules.archive_keeping import copy_due, report_due
from simpul.rules.refusals import N_, Refusal

INTERNATIONAL = "Perjanjian internasional (UU 43/2009 pasal 43)"
WARNED = timedelta(days=60)
"""How long before the last day the archivists are written to."""

Step = Literal["report", "copy", "done"]


@dataclass(frozen=True, slots=True)
class Duty:
    """What is owed next to the national archive, and until when."""

    record: ArchiveRecord
    step: Step
    due: date | None

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def guarded_by(agreement: Agreement) -> str:
    """Why it is arsip terjaga: its text is one for a foreign partner, in two languages. "" where it is not."""
    request = agreement.request
    return INTERNATIONAL if request is not None and template_in(request).translation is not None else ""


def mark(record: ArchiveRecord, reason: str) -> Told:
    """A person decides whether it is arsip terjaga; no reason takes the mark away. Refusal ARS-52 once reported."""
    if not reason.strip() and record.reported_on is not None:
        raise Refusal("ARS-52", N_("It was reported to the national archive already, so the mark stays."))
    record.guarded = reason.strip()[:300]
    record.save(update_fields=["guarded"])
    return {"agreement": record.agreement.slug, "guarded": bool(record.guarded)}


def note_report(record: ArchiveRecord, on: date, receipt: str, today: date) -> Told:
    """It was reported. Raises Refusal ARS-53 (no receipt), ARS-54 (not marked), ARS-55 (the day cannot be)."""
    _check(record, on, receipt, record.agreement.sign_date, today)
    record.reported_on, record.report_receipt, record.reminded_at = on, receipt.strip()[:160], None
    record.save(update_fields=["reported_on", "report_receipt", "reminded_at"])
    return {"agreement": record.agreement.slug, "on": on}


def note_copy(record: ArchiveRecord, on: date, receipt: str, today: date) -> Told:
    """The authentic copy was handed in. Raises Refusal ARS-53..55, ARS-56 before the report."""
    if record.reported_on is None:
        raise Refusal("ARS-56", N_("Report it first: the copy follows the report."))
    _check(record, on, receipt, record.reported_on, today)
    record.copied_on, record.copy_receipt = on, receipt.strip()[:160]
    record.save(update_fields=["copied_on", "copy_receipt"])
    return {"agreement": record.agreement.slug, "on": on}


def _check(record: ArchiveRecord, on: date, receipt: str, first: date | None, today: date) -> None:
    if not record.guarded:
        raise Refusal("ARS-54", N_("This agreement is not marked as arsip terjaga."))
    if not receipt.strip():
        raise Refusal("ARS-53", N_("Enter the number of the receipt."))
    if on > today or (first is not None and on < first):
        raise Refusal("ARS-55", N_("This day cannot be: look at the day of signing and at today."))


def duty_of(record: ArchiveRecord) -> Duty:
    """What is owed next."""
    if record.reported_on is None:
        return Duty(record, "report", report_due(record.agreement.sign_date))
    if record.copied_on is None:
        return Duty(record, "copy", copy_due(record.reported_on))
    return Duty(record, "done", None)


def duties(institution_id: int) -> Sequence[Duty]:
    """Those of every arsip terjaga of the institution, the most urgent first."""
    rows = ArchiveRecord.objects.filter(~Q(guarded=""), agreement__institution_id=institution_id)
    found = [duty_of(row) for row in rows.select_related("agreement__number", "agreement__request")]
    return sorted(found, key=lambda duty: (duty.step == "done", duty.due or date.max, duty.record.pk))
