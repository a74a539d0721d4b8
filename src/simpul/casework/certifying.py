"""Salinan sesuai asli: an archivist vouches that the copy is like the archived file, on record and with its hash."""

from __future__ import annotations

from django.conf import settings

from simpul.casework.agreement_acts import act_on_agreement
from simpul.casework.archive_acts import keeps_the_archive
from simpul.casework.evidence.wording import moment
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import store
from simpul.core.documents.faces.evidence_sheet import EvidenceSheet, Part, evidence_sheet_pdf
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Deed
from simpul.core.procedures.printed import letterhead, paper_of
from simpul.core.signing.certified_copy import certified_copy
from simpul.features.agreements.archiving import PDF, record_of
from simpul.features.agreements.destroying import check_there
from simpul.features.agreements.models import Agreement, ArchiveRecord, CertifiedCopy
from simpul.lib import clock
from simpul.rules.refusals import N_, NotAllowed, Refusal

KIND = "salinan_sesuai_asli"
_MEANS = (
    "Halaman berikutnya memperlihatkan naskah yang diarsipkan, dibandingkan dengan sidik di atas pada saat salinan ini "
    "dibuat. Salinan ini tidak memuat tanda tangan elektronik naskah; yang asli adalah berkas dengan sidik itu."
)


def certify(*, agreement: Agreement, officer: Officer, purpose: str) -> StoredFile:
    """Make and keep the copy. Raises NotAllowed TTD-55, Refusal TTD-13, MSN-20 (no purpose), MSN-10 (destroyed),
    SIS-04, SIS-05."""
    if not keeps_the_archive(officer, agreement):
        raise NotAllowed("TTD-55", N_("Only the archivists change what is known about an archived agreement."))
    if not purpose.strip():
        raise Refusal("MSN-20", N_("Say what the copy is for. It is printed on the copy."))
    record = record_of(agreement.pk)
    check_there(record)
    data = _made(record, officer, purpose.strip())
    kept: list[StoredFile] = []

    def change(deed: Deed) -> None:
        file = store(
            institution_id=agreement.institution_id, data=data, name=f"Salinan sesuai asli {_plain(agreement)}.pdf",
            kind=KIND, media_type=PDF, by=officer.actor(),
        )  # fmt: skip
        CertifiedCopy.objects.create(
            record=record, file=file, purpose=purpose.strip()[:200], made_at=deed.at, made_by_id=officer.user_id
        )
        deed.told = {"agreement": agreement.slug, "sha256": file.sha256, "of": record.file.sha256}
        kept.append(file)

    act_on_agreement(agreement=agreement, verb="archive.certified", by=officer.actor(), change=change)
    return kept[0]


def _plain(agreement: Agreement) -> str:
    return agreement.reference.replace("/", "-")


def _made(record: ArchiveRecord, officer: Officer, purpose: str) -> bytes:
    agreement, now = record.agreement, clock.now()
    institution, link = agreement.institution, f"{settings.PUBLIC_URL}/verifikasi/{agreement.slug}/"
    post = f"{officer.name}, {officer.position}" if officer.position else officer.name
    pairs = (
        ("Naskah", agreement.title),
        ("Nomor", agreement.numbered or "tidak bernomor"),
        ("Dinyatakan sesuai asli oleh", post),
        ("Pada", moment(calendar_for(institution.pk), now)),
        ("Keperluan", purpose),
        ("Tempat naskah asli", record.location or "-"),
        ("SHA-256 berkas yang diarsipkan", record.file.sha256),
    )
    sheet = EvidenceSheet(
        title="Salinan Sesuai Asli", number=f"Nomor {agreement.numbered}" if agreement.numbered else "Tidak bernomor",
        subject=agreement.title, parts=(Part(heading="Keterangan", pairs=pairs, notes=(_MEANS,)),),
        made=f"Halaman verifikasi: {link}",
    )  # fmt: skip
    first = evidence_sheet_pdf(sheet, letterhead(institution), at=now, paper=paper_of(institution))
    return certified_copy(read(record.file.sha256), first, link=link, title=agreement.title)
