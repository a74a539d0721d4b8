"""The archive: what may be completed, by whom, and that the file itself stays."""

from __future__ import annotations

import pytest

from simpul.casework.archive_acts import complete_retention, record_srikandi
from simpul.core.audit.models import AuditEvent
from simpul.core.documents.storage import read
from simpul.core.signing.reading_copy import FOOTER
from simpul.features.agreements.archiving import Retention, copy_sheet, record_of
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.signing.house import CLERK, Desk

pytestmark = pytest.mark.django_db
ARCHIVIST = "tim_arsiparis"


def _archived(desk: Desk) -> None:
    desk.number()
    desk.seal()
    desk.head_signs()
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01", masa_simpan="2")


def test_retention_and_srikandi_are_completed_on_record(desk: Desk) -> None:
    with pytest.raises(Refusal, match="TTD-50"):
        record_of(0)
    _archived(desk)
    agreement, archivist = desk.agreement(), desk.officer(ARCHIVIST)
    before = record_of(agreement.pk).file.sha256
    given = Retention("HK.03.01", "terbatas", 2, 3, "musnah", "Rak 2")
    with pytest.raises(NotAllowed, match="TTD-55"):
        complete_retention(agreement=agreement, officer=desk.officer(CLERK), given=given)
    for wrong, code in (
        (Retention(location=" "), "TTD-51"),
        (Retention(location="Rak", final_fate="hilang"), "TTD-52"),
        (Retention(location="Rak", active_years=101), "TTD-53"),
    ):
        with pytest.raises(Refusal, match=code):
            complete_retention(agreement=agreement, officer=archivist, given=wrong)
    complete_retention(agreement=agreement, officer=archivist, given=given)
    with pytest.raises(Refusal, match="TTD-54"):
        record_srikandi(agreement=agreement, officer=archivist, number=" ", file=None)
    record_srikandi(agreement=agreement, officer=archivist, number="KS.01/1/2026", file=desk.file(b"%PDF-1.7 s"))
    agreement.refresh_from_db()
    record = record_of(agreement.pk)
    assert agreement.destroy_after is None
    assert record.srikandi_number == "KS.01/1/2026"
    assert record.srikandi_file is not None
    assert record.file.sha256 == before
    verbs = AuditEvent.objects.filter(chain=f"case:{desk.case.pk}").order_by("-seq").values_list("verb", flat=True)
    assert list(verbs[:2]) == ["archive.srikandi", "archive.retention"]


def test_the_desk_reads_a_copy_and_prints_a_sheet(desk: Desk) -> None:
    _archived(desk)
    agreement = desk.agreement()
    assert agreement.signed_file is not None
    assert agreement.reading_copy is not None
    assert agreement.signed_file.archived
    assert agreement.reading_copy.sha256 != agreement.signed_file.sha256
    assert "Salinan tidak terkendali" in FOOTER
    assert copy_sheet(agreement).startswith(b"%PDF")
    assert read(agreement.reading_copy.sha256).startswith(b"%PDF")
