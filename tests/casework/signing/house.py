"""A case brought to its signing by acts alone, and the people who sign it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simpul.casework import signing_acts
from simpul.casework.cases import act_on_case
from simpul.casework.completion import complete_task
from simpul.core.directory.models import Assignment, Lane, User
from simpul.core.directory.officers import Officer, officer_of, today_in
from simpul.core.documents.actions import store
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case
from simpul.core.signing.authority import ensure_demo_authority
from simpul.core.signing.models import Means, OfficerKey, Signer, SignerState, SigningRound
from simpul.features.agreements import drafting
from simpul.features.agreements.models import (
    Agreement,
    Finding,
    NumberSeries,
    Paper,
    PartnerAnswer,
    Party,
    Request,
    TestItem,
)
from simpul.features.agreements.workbenches.legal import TOPICS
from simpul.lib import clock
from simpul.lib.actor import Actor
from tests.casework.conftest import House

PASSPHRASE = "sandi-umpama-1"
HEAD = "kepala_bblbk"
CLERK = "tata_usaha"
ANSWERS = {
    "dasar_biaya": "PP", "dasar_biaya_kutipan": "Peraturan Pemerintah Nomor 64 Tahun 2019", "penagihan": "bulan",
    "lama_bulan": 24, "mulai": "2026-12-01",
}  # fmt: skip


@dataclass
class Desk:
    """One case with its house; ``step`` completes the named step in its lane."""

    house: House
    case: Case
    request: Request

    def officer(self, lane: str) -> Officer:
        user = User.objects.get(pk=self.house.officer(lane).user_id)
        found = officer_of(user)
        assert found is not None
        return found

    def step(self, lane: str, step: str, outcome: str = "", note: str = "", **raw: str) -> None:
        task = self.case.tasks.get(step=step, state="open")
        complete_task(
            case_id=self.case.pk, key=task.key, officer=self.officer(lane), outcome=outcome, note=note, raw=raw
        )
        self.case.refresh_from_db()

    def number(self, **more: str) -> SigningRound:
        """Fix number and date; the signing step is open afterwards."""
        today = today_in(self.house.institution).isoformat()
        said = {"tanggal_penandatanganan": today, "tempat_penandatanganan": "Jakarta"}
        self.step(CLERK, "penomoran", **{**said, **more})
        return self.round()

    def round(self) -> SigningRound:
        return SigningRound.objects.filter(case_id=self.case.pk).order_by("-number")[0]

    def signer(self, means: str, state: str = SignerState.TURN) -> Signer:
        return self.round().signers.filter(means=means, state=state)[0]

    def partner(self) -> Actor:
        return Actor("partner", self.request.slug, "Umpama Contoh", "mitra")

    def seal(self) -> None:
        """The next partner signs by code."""
        signer = self.signer(Means.SEALED_ACT)
        signing_acts.sign_as_partner(
            request_id=self.request.pk, signer_id=signer.pk, actor=self.partner(), read_affirmed=True
        )
        self.case.refresh_from_db()

    def head_signs(self, passphrase: str = PASSPHRASE) -> None:
        signer = self.round().signers.get(means=Means.CERTIFICATE)
        signing_acts.sign_as_officer(
            signer_id=signer.pk, officer=self.officer(HEAD), passphrase=passphrase, read_affirmed=True
        )
        self.case.refresh_from_db()

    def open_steps(self) -> list[str]:
        return [step for step, *_ in self.case.state["open"]]

    def agreement(self) -> Agreement:
        return Agreement.objects.get(case=self.case)

    def file(self, data: bytes, media_type: str = "application/pdf") -> StoredFile:
        return store(
            institution_id=self.house.institution.pk, data=data, name="pindaian.pdf", kind="pindaian_asli",
            media_type=media_type, by=self.officer(CLERK).actor(),
        )  # fmt: skip


@lru_cache(maxsize=1)
def head_key(home: Path) -> bytes:
    """The head's certificate file, made once for a run."""
    authority = ensure_demo_authority(home, at=clock.now())
    return authority.issue_officer(
        name="drg. Rekaan Umpama", title="Kepala", organization="Balai Contoh", passphrase=PASSPHRASE, at=clock.now()
    )


def appoint(house: House, home: Path) -> None:
    """The head stands above the lanes and has a certificate; the series of agreements exists."""
    head = Lane.objects.get(institution=house.institution, code=HEAD)
    Lane.objects.filter(institution=house.institution).exclude(pk=head.pk).update(superior=head)
    Assignment.objects.filter(lane=head).update(is_lead=True)
    user = User.objects.get(pk=house.officer(HEAD).user_id)
    User.objects.filter(pk=user.pk).update(full_name="drg. Rekaan Umpama", position="Kepala")
    OfficerKey.objects.create(
        user=user, file=head_key(home), subject="drg. Rekaan Umpama (DEMO)", issuer="demo", not_after=clock.now(),
        added_at=clock.now(), is_demo=True,
    )  # fmt: skip
    NumberSeries.objects.create(
        institution=house.institution, code="pks", name="Perjanjian",
        pattern="{seq:3}/{jenis}/{unit}/{bulan_romawi}/{tahun}", document_code="PKS", unit_code="BBLBK",
    )  # fmt: skip


def _agree(desk: Desk) -> None:
    """From the letter to the text that both sides agree to."""
    desk.step(CLERK, "terima", tanggal_terima="2026-11-20", saluran_masuk="Portal")
    desk.step("tim_arsiparis", "catat_srikandi", nomor_srikandi="S-1", tanggal_srikandi="2026-11-20")
    desk.step(HEAD, "disposisi", instruksi="telaah", catatan_disposisi="Mohon dikaji")
    desk.step(
        "tim_program_pelayanan", "telaah", "terima", kesesuaian="Sesuai", uraian_telaah="Baik", bentuk_naskah="pks"
    )
    desk.step("tim_program_pelayanan", "surat_balasan", tanggal_surat_balasan="2026-11-20")
    desk.step("tim_program_pelayanan", "koordinasi", tanggal_koordinasi="2026-11-20", hasil_koordinasi="Baik")
    draft(desk)
    desk.step("tim_analis_hukum", "telaah_hukum", "layak", kesimpulan_hukum="Layak")
    talk(desk)


def draft(desk: Desk) -> None:
    """A version of ours, judged on every topic."""
    officer = desk.officer("tim_mutu_kemitraan")
    task = desk.case.tasks.get(step="susun_draf", state="open")
    act_on_case(
        case_id=desk.case.pk, verb="draft.made", by=officer.actor(),
        change=lambda acting: (drafting.make_draft(acting, desk.request, task.pk, "awal"), None)[1],
    )  # fmt: skip
    desk.step("tim_mutu_kemitraan", "susun_draf")
    newest = drafting.latest(desk.request)
    assert newest is not None
    Finding.objects.bulk_create(Finding(draft=newest, topic=topic, risk="rendah") for topic in TOPICS)


def talk(desk: Desk, outcome: str = "sepakat") -> None:
    """The partner answers the newest draft."""
    now, newest = clock.now(), drafting.latest(desk.request)
    assert newest is not None
    PartnerAnswer.objects.create(
        draft=newest,
        agreed=outcome == "sepakat",
        channel="email",
        answered_at=now,
        entered_at=now,
    )
    note = "" if outcome == "sepakat" else "Pasal 5 diubah"
    desk.step(
        "tim_program_pelayanan", "perundingan", outcome, note, saluran_tanggapan="Email",
        tanggal_tanggapan="2026-11-22",
        ringkasan_perundingan="Selesai",
    )  # fmt: skip


def _fill(request: Request, mode: str, originals: int) -> None:
    """Everything the text needs; a partner more for each third party that was added before."""
    request.template, request.province, request.signing_mode = "pks-pemeriksaan-lab", "Jawa Barat", mode
    request.answers = {**ANSWERS, "jumlah_asli": originals}
    request.save()
    Party.objects.filter(request=request).update(
        address="Jalan Contoh 1", signatory_name="dr. Umpama Rekaan", signatory_title="Direktur",
        authority="Keputusan Bupati Contoh Nomor 1 Tahun 2026", email="mitra@rsud.example", phone="081000000001",
    )  # fmt: skip
    Party.objects.filter(request=request, is_host=True).update(
        signatory_name="drg. Rekaan Umpama", signatory_title="Kepala"
    )
    TestItem.objects.create(
        request=request, order=1, test="PCR Dengue", specimen="Serum", method="RT-PCR", turnaround="3 hari kerja",
        tariff=350000,
    )  # fmt: skip


def agreed_case(
    house: House, case: Case, home: Path, third: bool = False, mode: str = "elektronik", originals: int = 2
) -> Desk:
    """A case whose text is agreed: it stands at number and date."""
    appoint(house, home)
    request = Request.objects.select_related("institution").get(case=case)
    if third:
        Party.objects.create(
            request=request, order=3, name="Universitas Rekaan", contact_name="Misal Contoh", phone="081000000009"
        )
    desk = Desk(house, case, request)
    letter = Paper.objects.get(request=request, requirement="surat_permohonan").file
    Paper.objects.create(
        request=request, requirement="bukti_wewenang", file=letter, channel="portal", added_at=clock.now()
    )
    act_on_case(
        case_id=case.pk, verb="papers.added", by=desk.partner(),
        change=lambda acting: acting.facts.update(kelengkapan_kurang=0),
    )  # fmt: skip
    _fill(request, mode, originals)
    _agree(desk)
    return desk
