"""A house whose procedure has another one as its part, and a part that may end without a result."""

from __future__ import annotations

from datetime import date

from simpul.casework.beginning import begin_case
from simpul.casework.completion import complete_task
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.lib.actor import SYSTEM
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import BEFORE, PART, WHOLE

WHOLE_WITH_A_STEP_BEFORE = WHOLE.replace(
    'langkah:\n  - id: bagian\n    no: "1"', "langkah:\n" + BEFORE + '  - id: bagian\n    no: "2"'
).replace('no: "2"\n    kegiatan: Menutup', 'no: "3"\n    kegiatan: Menutup')
PART_WITH_A_DECISION = PART.replace(
    "    asal: sumber\n    lanjut: selesai\n",
    "    asal: sumber\n    keputusan: {selesaikan: selesai, tolak: tutup}\n"
    "    sebutan: {selesaikan: Selesaikan, tolak: Tolak}\n"
    """  - id: tutup
    no: "2"
    kegiatan: Menutup sebagai ditolak
    pelaksana: hukum
    waktu: 1 HK
    isian:
      - {id: alasan, label: Alasan, jenis: uraian, wajib: ya, mengisi: alasan}
    keluaran:
      - {id: alasan, nama: Alasan, jenis: rekaman}
    akibat: [tutup_ditolak]
    asal: sumber
    lanjut: selesai
""",
)


def furnished(code: str = "rekaan", whole: str = WHOLE_WITH_A_STEP_BEFORE, part: str = PART_WITH_A_DECISION) -> House:
    made = furnish(code, whole)
    publish_version(institution=made.institution, text=part, effective_on=date(2026, 1, 1), by=SYSTEM)
    return made


def begun(house: House, title: str = "Contoh") -> Case:
    """A case on the newest version of the procedure with the part."""
    found = ProcedureVersion.objects.filter(procedure__code="induk", procedure__institution=house.institution)
    return begin_case(officer=house.officer("pusat"), version_id=found.latest("pk").pk, title=title)


def awaiting(house: House) -> Case:
    """A case that waits for its part, with one step done before."""
    case = begun(house)
    complete_task(case_id=case.pk, key="mula#1", officer=house.officer("pusat"), raw={"awal": "Siap"})
    return case


def part_of(case: Case) -> Case:
    """The newest case of its part."""
    return Case.objects.filter(parent_task__case=case).latest("pk")


def finish_part(house: House, part: Case) -> None:
    work(house, part, "kerjakan#1", "selesaikan", uraian="Selesai")


def reject_part(house: House, part: Case) -> None:
    work(house, part, "kerjakan#1", "tolak", uraian="Tidak lengkap")
    work(house, part, "tutup#1", "", alasan="Bahan tidak pernah masuk.")


def work(house: House, case: Case, key: str, outcome: str, **raw: str) -> None:
    complete_task(
        case_id=case.pk, key=key, officer=house.officer("hukum"), outcome=outcome,
        note="Catatan contoh." if outcome else "", raw=raw,
    )  # fmt: skip
