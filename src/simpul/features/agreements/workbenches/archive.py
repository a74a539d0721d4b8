"""Archive: classification, retention and place are recorded, and a reading copy is derived for the desk."""

from __future__ import annotations

from simpul.core.procedures.acting import Acting
from simpul.features.agreements.archiving import derive_copy
from simpul.features.agreements.guarded import guarded_by
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.rules.refusals import N_, Refusal


def make(acting: Acting) -> None:
    """The archive record and the reading copy. Raises Refusal TTD-22 without a signed text."""
    agreement = Agreement.objects.select_related("signed_file", "number", "request").get(case_id=acting.case.id)
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
            "guarded": guarded_by(agreement),
            "archived_at": acting.happened_at,
            "archived_by_id": acting.user_id,
        },
    )
    derive_copy(acting, agreement)
