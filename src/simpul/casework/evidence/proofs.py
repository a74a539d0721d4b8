"""What the evidence sheet says of the proofs for the years after: those that are there, and what lacks since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simpul.casework.evidence.wording import moment
from simpul.core.signing.believed import unproved
from simpul.core.signing.models import Mode, Preservation, ProofTrouble, ReturnedFile
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.rules.agreement_text.words import long_date
from simpul.rules.working_time import Calendar


def proof_notes(agreement: Agreement, proofs: Sequence[Preservation], calendar: Calendar) -> tuple[str, ...]:
    """Each time stamp, then what has no proofs: the whole text, or a signature that a person believed."""
    stamps = (
        f"Bukti jangka panjang ke-{row.number}: cap waktu {moment(calendar, row.stamped_at)}; yang berikutnya harus "
        f"dipasang sebelum {long_date(calendar.local(row.renew_by).date())}."
        for row in proofs
    )
    lacking = _lacking(agreement, calendar) if agreement.signing_mode == Mode.ELECTRONIC and not proofs else ()
    alone = tuple(_believed(one, proofs, calendar) for one in unproved(agreement.case_id))
    return (*stamps, *lacking, *alone)


def _lacking(agreement: Agreement, calendar: Calendar) -> Iterator[str]:
    """Of a text without any proofs; nothing before it is archived, because they are added then."""
    record = ArchiveRecord.objects.filter(agreement=agreement, destroyed_at=None).first()
    if record is None:
        return
    trouble = ProofTrouble.objects.filter(original=agreement.signed_file_id, closed_at=None).first()
    since = moment(calendar, record.archived_at)
    why = f" Insiden {trouble.number} sejak {moment(calendar, trouble.since)}." if trouble is not None else ""
    yield (
        f"Bukti jangka panjang belum ada, sejak naskah ini diarsipkan pada {since}.{why} Tanda tangannya terbukti "
        "selama sertifikatnya berlaku."
    )


def _believed(one: ReturnedFile, proofs: Sequence[Preservation], calendar: Calendar) -> str:
    since = moment(calendar, one.decided_at)
    under = "Cap waktu di atasnya pun belum ada."
    if proofs:
        stamped = moment(calendar, proofs[0].stamped_at)
        under = (
            f"Ia hanya berada di bawah cap waktu {stamped}: terbukti sudah ada pada saat itu, tidak terbukti bahwa "
            "sertifikatnya berlaku."
        )
    return (
        f"Tanda tangan {one.signer.name} belum mempunyai bukti jangka panjang sendiri sejak {since}: penerbit "
        f"sertifikatnya tidak dikenal di sini, dan pada saat itu {_decided_by(one)} menerimanya dengan alasan yang "
        f"tercatat. {under}"
    )


def _decided_by(one: ReturnedFile) -> str:
    return one.decided_by.full_name if one.decided_by is not None else "seorang petugas"
