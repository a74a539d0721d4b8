"""Drives a case through the BBLBK procedure as its officers would, until the moment a test is about."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from simpul.casework.cases import act_on_case
from simpul.casework.completion import complete_task
from simpul.casework.intake import file_request
from simpul.casework.partner_acts import answer_draft
from simpul.core.directory.models import Assignment, Lane, User
from simpul.core.directory.officers import today_in
from simpul.core.documents.actions import store
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Case
from simpul.core.signing.authority import ensure_demo_authority
from simpul.core.signing.models import OfficerKey, Signer
from simpul.features.agreements import drafting
from simpul.features.agreements.models import Draft, Finding, NumberSeries, Paper, Request, TestItem
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.workbenches.legal import TOPICS
from simpul.lib import clock
from simpul.lib.actor import Actor
from tests.casework.conftest import House, new_request

PASSPHRASE = "frasa-rekaan-contoh"


class Drive:
    """One case of a house, moved forward step by step."""

    def __init__(self, house: House, **fields: object) -> None:
        self.house = house
        self.request = new_request(house.institution, **fields)
        by = Actor("partner", self.request.slug, self.request.contact_name, "mitra")
        self.case: Case = file_request(request_id=self.request.pk, by=by)
        self.request.refresh_from_db()

    def step(self, lane: str, step: str, outcome: str = "", note: str = "", **raw: str) -> None:
        """Complete the open task of a step."""
        task = self.case.tasks.get(step=step, state="open")
        complete_task(
            case_id=self.case.pk, key=task.key, officer=self.house.officer(lane), outcome=outcome, note=note, raw=raw
        )
        self.case.refresh_from_db()

    def to_study(self) -> Drive:
        self.step("tata_usaha", "terima", tanggal_terima="2026-11-02", saluran_masuk="Portal")
        self.step("tim_arsiparis", "catat_srikandi", nomor_srikandi="S-1", tanggal_srikandi="2026-11-02")
        self.step("kepala_bblbk", "disposisi", instruksi="telaah")
        return self

    def ask(self, question: str) -> Drive:
        self.step(
            "tim_program_pelayanan", "telaah", "minta_kelengkapan", kesesuaian="Sesuai", uraian_telaah="Baik",
            kelengkapan_diminta=question,
        )  # fmt: skip
        return self

    def refuse(self) -> Drive:
        self.step("tim_program_pelayanan", "telaah", "tolak", kesesuaian="Tidak sesuai", uraian_telaah="Di luar tugas")
        self.step(
            "tim_program_pelayanan", "tolak", alasan_penolakan="Di luar tugas dan fungsi.",
            tanggal_surat_penolakan="2026-11-03",
        )  # fmt: skip
        return self

    def accept(self) -> Drive:
        self.step(
            "tim_program_pelayanan", "telaah", "terima", kesesuaian="Sesuai", uraian_telaah="Baik", bentuk_naskah="pks"
        )
        self.step("tim_program_pelayanan", "surat_balasan", tanggal_surat_balasan="2026-11-03")
        self.step("tim_program_pelayanan", "koordinasi", tanggal_koordinasi="2026-11-03", hasil_koordinasi="Disepakati")
        return self

    def complete_papers(self) -> Drive:
        """The papers of the partner are all in."""
        by = Actor("partner", self.request.slug, self.request.contact_name, "mitra")

        def change(acting: Acting) -> None:
            file = store(
                institution_id=self.request.institution_id, data=b"%PDF-1.7 surat kuasa", name="surat-kuasa.pdf",
                kind="bukti_wewenang", media_type="application/pdf", by=by,
            )  # fmt: skip
            Paper.objects.create(
                request=self.request, requirement="bukti_wewenang", file=file, channel="portal", added_at=clock.now()
            )
            acting.facts["kelengkapan_kurang"] = 0

        act_on_case(case_id=self.case.pk, verb="papers.added", by=by, change=change)
        return self

    def fill(self) -> Drive:
        """Everything the text needs."""
        request = self.request
        request.refresh_from_db()
        request.template, request.province = "pks-pemeriksaan-lab", "Jawa Barat"
        request.answers = {
            "dasar_biaya": "PP", "dasar_biaya_kutipan": "Peraturan Pemerintah Nomor 64 Tahun 2019",
            "penagihan": "bulan", "lama_bulan": 24, "mulai": "2026-12-01",
        }  # fmt: skip
        request.save()
        for party in request.parties.all():
            party.address = "Jalan Contoh 1, Bandung"
            party.signatory_name = "drg. Hasan Umpama" if party.is_host else "dr. Rekaan Misal"
            party.signatory_title = "Kepala" if party.is_host else "Direktur"
            party.authority = "Keputusan Contoh Nomor 1 Tahun 2026"
            party.email = "kepala@balai.example" if party.is_host else "direktur@rsud.example"
            party.contact_name, party.phone = "Umpama Misal", "081000000001"
            party.save()
        if not request.tests.exists():
            TestItem.objects.create(
                request=request, order=1, test="PCR Dengue", specimen="Serum", method="RT-PCR",
                turnaround="3 hari kerja", tariff=350_000,
            )  # fmt: skip
        return self

    def offer(self, summary: str = "") -> Drive:
        """One round: a draft is made, found lawful and offered."""
        task = self.case.tasks.get(step="susun_draf", state="open")
        officer = self.house.officer("tim_mutu_kemitraan")

        def make(acting: Acting) -> None:
            drafting.make_draft(acting, Request.objects.get(pk=self.request.pk), task.pk, summary)

        act_on_case(case_id=self.case.pk, verb="draft.made", by=officer.actor(), change=make)
        self.step("tim_mutu_kemitraan", "susun_draf")
        draft = self.draft()
        for topic in TOPICS:
            Finding.objects.create(draft=draft, topic=topic, risk="rendah")
        self.step("tim_analis_hukum", "telaah_hukum", "layak", kesimpulan_hukum="Layak")
        return self

    def draft(self) -> Draft:
        """Our newest version."""
        return Draft.objects.filter(request=self.request, side=Side.HOST).latest("number")

    def to_offered(self) -> Drive:
        return self.to_study().accept().complete_papers().fill().offer()

    def agree(self) -> Drive:
        """The partner agrees to the draft in its hands."""
        answer_draft(request=self.request, draft_number=self.draft().number, agreed=True)
        return self

    def again(self) -> Drive:
        """The text changes: back to drafting, a new round."""
        self.step(
            "tim_program_pelayanan", "perundingan", "teks_diubah", note="Pasal 6 diubah", saluran_tanggapan="Portal",
            tanggal_tanggapan="2026-11-05", ringkasan_perundingan="Diubah",
        )  # fmt: skip
        return self

    def to_signing(self) -> Drive:
        """From an agreed draft to the signing room."""
        self.step(
            "tim_program_pelayanan", "perundingan", "sepakat", saluran_tanggapan="Portal",
            tanggal_tanggapan="2026-11-05", ringkasan_perundingan="Disepakati",
        )  # fmt: skip
        institution = self.house.institution
        if not NumberSeries.objects.filter(institution=institution).exists():
            NumberSeries.objects.create(
                institution=institution, code="pks", name="PKS", document_code="PKS", unit_code="BALAI",
                pattern="{seq:3}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
            )  # fmt: skip
        self._head()
        today = today_in(institution).isoformat()
        self.step(
            "tata_usaha", "penomoran", tanggal_penandatanganan=today, tempat_penandatanganan="Jakarta",
        )  # fmt: skip
        return self

    def _head(self) -> None:
        """The head leads the other lanes and has a demo certificate."""
        head = Lane.objects.get(institution=self.house.institution, code="kepala_bblbk")
        Lane.objects.filter(institution=self.house.institution).exclude(pk=head.pk).update(superior=head)
        Assignment.objects.filter(lane=head).update(is_lead=True)
        user = User.objects.get(pk=self.house.officer("kepala_bblbk").user_id)
        User.objects.filter(pk=user.pk).update(full_name="drg. Hasan Umpama", position="Kepala")
        if not OfficerKey.objects.filter(user=user).exists():
            authority = ensure_demo_authority(settings.HOME, at=clock.now())
            issued = authority.issue_officer(
                name="drg. Hasan Umpama", title="Kepala", organization="Balai Contoh", passphrase=PASSPHRASE,
                at=clock.now(),
            )  # fmt: skip
            OfficerKey.objects.create(
                user=user, file=issued, subject="Hasan Umpama", issuer="Otoritas demo", is_demo=True,
                not_after=date_later(), added_at=clock.now(),
            )  # fmt: skip

    def partner_signer(self) -> Signer:
        """The partner's signature in the newest round."""
        return Signer.objects.filter(round__case_id=self.case.pk, user=None).latest("pk")


def date_later() -> datetime:
    """Some moment after any test."""
    return clock.now().replace(year=2030, day=1)
