"""The archive of agreements: retention, where the paper lies, and the way to Srikandi and back.

The archived file itself never changes; what is known about it may be completed, each time on record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from simpul.core.documents.actions import store
from simpul.core.documents.faces.letters import SrikandiSheet, letter_pdf
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import letterhead, paper_of
from simpul.core.signing.reading_copy import reading_copy
from simpul.features.agreements.chosen import kind_of
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.features.agreements.retention import FATES, MOST_YEARS, Told, line_of, settle_retention
from simpul.lib import clock
from simpul.rules.agreement_text.words import long_date
from simpul.rules.refusals import N_, Refusal

ACCESS: Mapping[str, str] = {
    "biasa": N_("Ordinary (open)"),
    "terbatas": N_("Restricted"),
    "rahasia": N_("Confidential"),
}
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Retention:
    """Classification, access, retention and place. ``line``: id of a line of the schedule (JRA), whose years and fate
    count instead of those given; years in full."""

    classification: str = ""
    access_class: str = ""
    active_years: int | None = None
    inactive_years: int | None = None
    final_fate: str = ""
    location: str = ""
    line: int | None = None


def record_of(agreement_id: int) -> ArchiveRecord:
    """The archive record. Raises Refusal TTD-50 while the agreement has not been archived."""
    found = ArchiveRecord.objects.filter(agreement_id=agreement_id)
    record = found.select_related("agreement__institution", "file", "retention_class").first()
    if record is None:
        raise Refusal("TTD-50", N_("This agreement has not been archived yet."))
    return record


def set_retention(record: ArchiveRecord, given: Retention) -> Told:
    """Complete what is known about the archived agreement. Raises Refusal TTD-51..53, ARS-41 (no such line)."""
    if not given.location.strip():
        raise Refusal("TTD-51", N_("Say where the paper or the file lies."))
    if given.final_fate not in ("", *FATES) or given.access_class not in ("", *ACCESS):
        raise Refusal("TTD-52", N_("Choose one of the listed classes."))
    if any(years is not None and not 0 <= years <= MOST_YEARS for years in (given.active_years, given.inactive_years)):
        raise Refusal("TTD-53", N_("Retention is 0 to %(most)s full years."), most=MOST_YEARS)
    line = line_of(record.agreement.institution_id, given.line) if given.line else None
    record.retention_class, record.access_class = line, given.access_class
    record.classification = (given.classification.strip() or (line.code if line else ""))[:40]
    record.active_years = line.active_years if line else given.active_years
    record.inactive_years = line.inactive_years if line else given.inactive_years
    record.final_fate, record.location = line.fate if line else given.final_fate, given.location.strip()[:160]
    record.save()
    settle_retention(record)
    return {
        "agreement": record.agreement.slug, "fate": record.final_fate, "classification": record.classification,
        "active": record.active_years, "inactive": record.inactive_years, "line": line.pk if line else 0,
    }  # fmt: skip


def note_srikandi(record: ArchiveRecord, number: str, file: StoredFile | None) -> Told:
    """The number that Srikandi gave to the archived agreement, and its PDF. Raises Refusal TTD-54."""
    if not number.strip():
        raise Refusal("TTD-54", N_("Enter the number that Srikandi gave."))
    record.srikandi_number = number.strip()[:120]
    if file is not None:
        record.srikandi_file = file
    record.save(update_fields=["srikandi_number", "srikandi_file"])
    return {"agreement": record.agreement.slug, "sha256": file.sha256 if file is not None else ""}


def derive_copy(acting: Acting, agreement: Agreement) -> None:
    """Keep the reading copy of the signed file beside it. Raises Refusal TTD-13 for a file that is no readable PDF."""
    assert agreement.signed_file is not None
    copy = reading_copy(
        read(agreement.signed_file.sha256), link=f"{settings.PUBLIC_URL}/verifikasi/{agreement.slug}/",
        title=agreement.title,
    )  # fmt: skip
    agreement.reading_copy = store(
        institution_id=agreement.institution_id, data=copy, name=f"Salinan {acting.case.ticket}.pdf",
        kind="salinan_baca", media_type=PDF, by=acting.by,
    )  # fmt: skip
    agreement.save(update_fields=["reading_copy"])


def copy_sheet(agreement: Agreement) -> bytes:
    """The sheet from which the archivist copies into Srikandi, as PDF on the institution's paper."""
    record = record_of(agreement.pk)
    institution = agreement.institution
    parties = agreement.request.parties.filter(is_host=False)
    fields = (
        ("Jenis naskah", kind_of(agreement.request).title),
        ("Nomor naskah", agreement.numbered or "-"),
        ("Tanggal naskah", _day(agreement.sign_date)),
        ("Hal", agreement.title),
        ("Pihak lain", "; ".join(party.name for party in parties)),
        ("Nomor pihak lain", "; ".join(party.own_number for party in parties if party.own_number) or "tidak bernomor"),
        ("Berlaku sampai", _day(agreement.ends_on)),
        ("Kode klasifikasi", record.classification or "-"),
        ("Lokasi simpan", record.location),
    )
    sheet = SrikandiSheet(
        ticket=agreement.reference, fields=fields, files=((record.file.name, record.file.sha256),),
        srikandi_number=record.srikandi_number,
    )  # fmt: skip
    return letter_pdf(sheet, letterhead(institution), at=clock.now(), paper=paper_of(institution)).pdf


def _day(day: date | None) -> str:
    return long_date(day) if day is not None else "-"
