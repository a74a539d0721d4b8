"""A case that stands in drafting, legal analysis or talks, and officers who look at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from simpul.casework.cases import act_on_case
from simpul.casework.completion import complete_task
from simpul.casework.text_acts import make_draft, record_answer
from simpul.core.directory.models import User
from simpul.core.documents.actions import store
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Case
from simpul.features.agreements import analysis
from simpul.features.agreements.models import Paper, Request, TestItem
from simpul.features.agreements.negotiation import Answer
from simpul.features.agreements.workbenches.legal import TOPICS
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from tests.casework.conftest import SOPS, House, file_case, files, furnish, house

__all__ = ["file_case", "files", "house"]

DRAFTERS, LAWYERS, TALKERS = "tim_mutu_kemitraan", "tim_analis_hukum", "tim_program_pelayanan"
_STEPS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("tata_usaha", "terima#1", "", {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}),
    ("tim_arsiparis", "catat_srikandi#1", "", {"nomor_srikandi": "S-1", "tanggal_srikandi": "2026-11-20"}),
    ("kepala_bblbk", "disposisi#1", "", {"instruksi": "telaah"}),
    (TALKERS, "telaah#1", "terima", {"kesesuaian": "Sesuai", "uraian_telaah": "Cocok", "bentuk_naskah": "pks"}),
    (TALKERS, "koordinasi#1", "", {"tanggal_koordinasi": "2026-11-20", "hasil_koordinasi": "Tim dibentuk"}),
)  # fmt: skip


class Desk:
    """One case of the house and what its officers do with it."""

    def __init__(self, house: House, case: Case) -> None:
        self.house, self.case = house, case

    @property
    def request(self) -> Request:
        return Request.objects.select_related("institution").get(case=self.case)

    def step(self, lane: str, key: str, outcome: str = "", **raw: str) -> None:
        note = "Catatan contoh." if outcome else ""
        officer = self.house.officer(lane)
        complete_task(case_id=self.case.pk, key=key, officer=officer, outcome=outcome, note=note, raw=raw)
        self.case.refresh_from_db()

    def to_drafting(self) -> Desk:
        for lane, key, outcome, raw in _STEPS:
            self.step(lane, key, outcome, **raw)
        return self

    def fill(self) -> Desk:
        """Every value and every required paper."""
        asked = self.request
        asked.province, asked.answers = "Jawa Barat", {
            "dasar_biaya": "PP", "dasar_biaya_kutipan": "Peraturan Pemerintah Nomor 64 Tahun 2019", "lama_bulan": 24,
            "mulai": "2026-12-01",
        }  # fmt: skip
        asked.save()
        for party in asked.parties.all():
            party.address, party.signatory_name = "Jalan Contoh Nomor 1, Kota Rekaan", f"dr. Umpama {party.order}"
            party.signatory_title, party.authority = "Direktur", "Keputusan Wali Kota Contoh Nomor 1 Tahun 2026"
            party.contact_name, party.email, party.phone = "Misal Rekaan", "surat@rs.example", "081000000001"
            party.save()
        TestItem.objects.create(
            request=asked,
            order=1,
            test="PCR Rekaan",
            specimen="Serum",
            method="RT-PCR",
            turnaround="3 hari",
            tariff=350000,
        )  # fmt: skip
        return self.hand_in("bukti_wewenang")

    def hand_in(self, requirement: str) -> Desk:
        file = store(
            institution_id=self.house.institution.pk, data=b"%PDF-1.7 bukti", name="bukti.pdf", kind=requirement,
            media_type="application/pdf", by=SYSTEM,
        )  # fmt: skip
        Paper.objects.create(
            request=self.request, requirement=requirement, file=file, channel="portal", added_at=clock.now()
        )

        def change(acting: Acting) -> None:
            acting.facts["kelengkapan_kurang"] = 0

        act_on_case(case_id=self.case.pk, verb="papers.added", by=SYSTEM, change=change)
        return self

    def draft(self, summary: str = "") -> Desk:
        make_draft(case_id=self.case.pk, officer=self.house.officer(DRAFTERS), summary=summary)
        return self

    def to_legal(self) -> Desk:
        self.to_drafting().fill().draft()
        self.step(DRAFTERS, "susun_draf#1")
        return self

    def to_talks(self) -> Desk:
        self.to_legal().judge()
        self.step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")
        return self

    def judge(self, risk: str = "rendah") -> Desk:
        draft = self.request.drafts.latest("number")
        for topic in TOPICS:
            draft.findings.create(topic=topic, risk=risk, note="" if risk == "rendah" else "Perlu dibahas")
        assert len(analysis.findings_of(draft)) == len(TOPICS)
        return self

    def agree(self, key: str = "perundingan#1") -> Desk:
        """The partner agrees by e-mail, and the officers record the agreement."""
        answer = Answer(agreed=True, channel="email", answered_at=clock.now())
        newest = self.request.drafts.filter(side="lembaga").latest("number")
        officer = self.house.officer(TALKERS)
        record_answer(case_id=self.case.pk, officer=officer, draft_number=newest.number, answer=answer)
        raw = {"saluran_tanggapan": "Email", "tanggal_tanggapan": "2026-11-22", "ringkasan_perundingan": "Sepakat"}
        self.step(TALKERS, key, "sepakat", **raw)
        if self.case.tasks.filter(key="surat_balasan#1", state="open").exists():
            self.step(TALKERS, "surat_balasan#1", tanggal_surat_balasan="2026-11-22")
        return self

    def url(self, rest: str) -> str:
        return f"/perkara/{self.case.slug}/{rest}"

    def client(self, lane: str) -> Client:
        """Signed in as the officer of a lane of the house."""
        return signed_in(self.house, lane)


def signed_in(house: House, lane: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=house.officer(lane).user_id))
    return client


@pytest.fixture
def desk(house: House, file_case: Callable[..., Case]) -> Desk:
    """A filed case; nothing has been done with it yet."""
    return Desk(house, file_case())


@pytest.fixture
def stranger(house: House) -> Client:
    """An officer of another institution that works by the same procedure."""
    return signed_in(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()), DRAFTERS)
