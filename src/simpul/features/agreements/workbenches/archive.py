"""Archive: classification, retention and place are recorded, and a reading copy is derived for the desk."""

from __future__ import annotations

from django.conf import settings

from simpul.core.documents.actions import store
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Acting
from simpul.core.signing.reading_copy import reading_copy
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.rules.refusals import N_, Refusal


def make(acting: Acting) -> None:
    """The archive record and the reading copy. Raises Refusal TTD-22 without a signed text."""
    agreement = Agreement.objects.select_related("signed_file", "number").get(case_id=acting.case.id)
    if agreement.signed_file is None:
        raise Refusal("TTD-22", N_("There is no signed text to archive."))
    years = acting.data.get("masa_simpan")
    ArchiveRecord.objects.update_or_create(
        agreement=agreement,
        defaults={
            "file": agreement.signed_file,
            "classification": str(acting.data.get("klasifikasi_arsip", ""))[:40],
            "active_years": years if isinstance(years, int) else None,
            "location": str(acting.data.get("lokasi_simpan", ""))[:160],
            "archived_at": acting.happened_at,
            "archived_by_id": acting.user_id,
        },
    )
    copy = reading_copy(
        read(agreement.signed_file.sha256),
        link=f"{settings.PUBLIC_URL}/verifikasi/{agreement.slug}/",
        title=agreement.title,
    )
    agreement.reading_copy = store(
        institution_id=agreement.institution_id, data=copy, name=f"Salinan {acting.case.ticket}.pdf",
        kind="salinan_baca", media_type="application/pdf", by=acting.by,
    )  # fmt: skip
    agreement.save(update_fields=["reading_copy"])
