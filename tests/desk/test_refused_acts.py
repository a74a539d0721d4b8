"""A file that comes with an act goes with it: of a refused act no file is kept, not even as a row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from simpul.casework.beginning import begin_case
from simpul.casework.cases import withdraw_case
from simpul.casework.completion import complete_task
from simpul.casework.sweeping import drop_unclaimed
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case, Contribution, Output, ProcedureVersion
from simpul.lib import clock
from simpul.pages.desk.entries import files_of
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import VISIT
from tests.desk.conftest import SCAN, STUDY, Desk, browser, send
from tests.desk.test_register_letter import NOW, entries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UPLOAD = VISIT.replace(
    "      - {id: isi, label: Isi nota, jenis: uraian, wajib: ya, peran: isi, mengisi: nota}\n",
    "      - {id: isi, label: Isi nota, jenis: uraian, wajib: ya, peran: isi, mengisi: nota}\n"
    "      - {id: lampiran, label: Lampiran, jenis: berkas}\n",
)
PROPOSAL = {"kepada": "Kepala", "isi": "Usul kunjungan", "kuasa": "tidak"}


def scan(name: str = "surat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SCAN.read_bytes(), "application/pdf")


@pytest.fixture
def visiting() -> House:
    return furnish("rekaan", UPLOAD)


def visit(house: House) -> Case:
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    return begin_case(officer=house.officer("pusat"), version_id=version.pk, title="Kunjungan")


def at_study(house: House) -> Case:
    """The step that others contribute to and that may wait for the ministry."""
    case = visit(house)
    complete_task(case_id=case.pk, key="usul#1", officer=house.officer("pusat"), raw=PROPOSAL)
    return case


def files() -> set[str]:
    return set(StoredFile.objects.values_list("kind", flat=True))


def test_a_contribution_of_somebody_else_leaves_no_file(visiting: House) -> None:
    case, before = at_study(visiting), files()
    address = reverse("desk:contribute", args=[case.slug, "telaah#1"])
    for lane, kept in (("balai", before), ("pusat", before | {"masukan"})):
        sent = {"masukan": "Pendapat.", "berkas": scan()}
        answer = browser(visiting.officer(lane)).post(address, sent)
        assert answer.headers["Location"] == f"/perkara/{case.slug}/?tugas=telaah%231"
        assert files() == kept
    assert Contribution.objects.get().by_name == "Petugas Unit Pusat"


def test_an_answer_for_which_nobody_waits_leaves_no_file(visiting: House) -> None:
    case, before = at_study(visiting), files()
    client = browser(visiting.officer("hukum"))
    address = reverse("desk:answer_outside", args=[case.slug, "telaah#1"])
    sent = {"pihak": "kementerian", "saluran": "Surat", "catatan": "Setuju"}
    assert client.post(address, sent | {"berkas": scan()}).status_code == 302
    assert files() == before
    client.post(reverse("desk:ask_outside", args=[case.slug, "telaah#1"]), {"pihak": "kementerian"})
    client.post(address, sent | {"berkas": scan()})
    assert Output.objects.get(case=case, name="jawaban_pihak_luar").file is not None


def test_a_paper_for_a_case_that_has_ended_leaves_no_file(desk: Desk) -> None:
    case = desk.file_case()
    officer, before = desk.house.officer("tata_usaha"), files()
    withdraw_case(case_id=case.pk, by=officer.actor(), reason="Batal", party="mitra")
    sent = {"persyaratan": "bukti_wewenang", "saluran": "whatsapp", "berkas": scan()}
    page = desk.client("tata_usaha").post(reverse("desk:take_paper", args=[case.slug]), sent, follow=True)
    assert "LCK-22" in page.content.decode()
    assert files() == before


def test_the_loser_of_a_race_leaves_no_file(visiting: House, monkeypatch: pytest.MonkeyPatch) -> None:
    case, before = visit(visiting), files()
    client = browser(visiting.officer("pusat"))

    def slow(*args: Any) -> Any:
        found = files_of(*args)
        complete_task(case_id=case.pk, key="usul#1", officer=visiting.officer("pusat"), raw=PROPOSAL)
        return found

    monkeypatch.setattr("simpul.pages.desk.task.files_of", slow)
    assert send(client, case, "usul#1", **PROPOSAL, lampiran=scan()).status_code == 409
    assert files() == before | {"nota"}


def test_what_was_kept_for_a_second_attempt_stays_only_if_it_is_used(visiting: House) -> None:
    case, client = visit(visiting), browser(visiting.officer("pusat"))
    assert send(client, case, "usul#1", lampiran=scan("satu.pdf")).status_code == 422
    kept = StoredFile.objects.get(kind="lampiran")
    again = {**PROPOSAL, "lampiran": scan("dua.pdf"), "simpanan-lampiran": kept.slug}
    assert send(client, case, "usul#1", **again).status_code == 302
    assert StoredFile.objects.get(kind="lampiran").name == "dua.pdf"
    assert Output.objects.get(case=case, name="lampiran").file == StoredFile.objects.get(kind="lampiran")


def test_a_form_that_nobody_sent_again_is_forgotten_after_a_day(visiting: House) -> None:
    case, client = visit(visiting), browser(visiting.officer("pusat"))
    send(client, case, "usul#1", **PROPOSAL, lampiran=scan())
    other = visit(visiting)
    assert send(client, other, "usul#1", lampiran=scan()).status_code == 422
    left = StoredFile.objects.filter(kind="lampiran")
    assert (left.count(), drop_unclaimed(DAY)) == (2, 0)
    with clock.at(clock.now() + 2 * DAY):
        assert drop_unclaimed(DAY) == 1
        assert drop_unclaimed(DAY) == 0
    assert left.get() == Output.objects.get(case=case, name="lampiran").file


def test_a_letter_sent_twice_or_exchanged_is_kept_once(desk: Desk) -> None:
    client = desk.client("tata_usaha")
    with clock.at(NOW):
        for _ in range(2):
            assert client.post("/meja/surat/baru/", entries(another="on")).status_code == 302
        assert StoredFile.objects.count() == 1
        refused = client.post("/meja/surat/baru/", entries(form_key="dua", partner_name=""))
        assert refused.status_code == 422
        kept = StoredFile.objects.latest("pk")
        client.post("/meja/surat/baru/", entries(form_key="dua", another="on", kept=kept.slug))
    assert StoredFile.objects.count() == 2
    assert not StoredFile.objects.filter(pk=kept.pk).exists()


def test_the_answer_of_the_partner_that_came_too_late_leaves_no_file(desk: Desk) -> None:
    case, team = desk.case_at_study(), desk.client("tim_program_pelayanan")
    send(team, case, "telaah#1", outcome="minta_kelengkapan", kelengkapan_diminta="Daftar alat.", **STUDY)
    address, before = reverse("desk:record_answer", args=[case.slug, "lengkapi#1"]), files()
    assert team.post(address, {"jawaban_mitra": "", "berkas_susulan": scan()}).status_code == 422
    assert files() == before | {"berkas_susulan"}, "kept for the next attempt"
    kept = StoredFile.objects.get(kind="berkas_susulan")
    sent = {"jawaban_mitra": "Terlampir.", "simpanan-berkas_susulan": kept.slug}
    assert team.post(address, sent).status_code == 302
    assert team.post(address, sent | {"berkas_susulan": scan()}).status_code == 409
    assert StoredFile.objects.get(kind="berkas_susulan") == kept


def test_a_lacking_output_leads_to_the_field_that_fills_it() -> None:
    """A file that was published before the checker told of it."""
    optional = UPLOAD.replace("jenis: berkas}", "jenis: berkas, mengisi: foto}", 1).replace(
        "    keluaran:\n", "    keluaran:\n      - {id: foto, nama: Foto, jenis: berkas}\n", 1
    )
    house = furnish("rekaan", optional)
    case = visit(house)
    page = send(browser(house.officer("pusat")), case, "usul#1", **PROPOSAL)
    told = page.content.decode()
    assert (page.status_code, "TGS-03" in told) == (422, True)
    assert 'href="#id_lampiran"' in told
    assert "Masih kurang: Foto" in told
