"""What an ending counts as: an outcome that only ends the case finishes it; ``tutup_ditolak`` makes it a refusal."""

from __future__ import annotations

import pytest

from simpul.casework.beginning import begin_case
from simpul.casework.completion import complete_task
from simpul.core.procedures.models import CaseStatus, ProcedureVersion
from tests.casework.conftest import files, furnish
from tests.casework.strangers.files import _HEAD

__all__ = ["files"]
pytestmark = pytest.mark.django_db
TEXT = (
    _HEAD.format(code="putusan", title="Putusan")
    + """
langkah:
  - id: putuskan
    no: "1"
    kegiatan: Memutuskan
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - {id: alasan, label: Alasan, jenis: uraian, wajib: ya, mengisi: putusan}
    keluaran:
      - {id: putusan, nama: Putusan, jenis: rekaman}
    asal: sumber
    keputusan: {setuju: selesai, tolak: selesai}
"""
)
EFFECT = "    akibat: [{saat: tolak, lakukan: tutup_ditolak}]\n"


@pytest.mark.parametrize(
    ("text", "outcome", "status"),
    [
        (TEXT, "tolak", CaseStatus.FINISHED),
        (TEXT + EFFECT, "tolak", CaseStatus.REJECTED),
        (TEXT + EFFECT, "setuju", CaseStatus.FINISHED),
    ],
)
def test_a_refusal_counts_as_one_only_by_its_effect(text: str, outcome: str, status: str) -> None:
    house = furnish("rekaan", text)
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    case = begin_case(officer=house.officer("pusat"), version_id=version.pk, title="Contoh")
    complete_task(
        case_id=case.pk, key="putuskan#1", officer=house.officer("pusat"), outcome=outcome, raw={"alasan": "Cukup."}
    )
    case.refresh_from_db()
    assert case.status == status
