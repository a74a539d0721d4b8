"""The pages of keeping: who sees and does what, from the closed file to the minutes."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from simpul.core.directory.officers import today_in
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models import Agreement, ArchiveRecord, CertifiedCopy, Destruction, RetentionClass
from simpul.pages.shell.formats import tanggal
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.casework.signing.test_keeping import ANALYST, ARCHIVIST, archived, over
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
JRA, MUSNAH, TERJAGA = "/meja/arsip/jadwal/", "/meja/arsip/musnah/", "/meja/arsip/terjaga/"
LINE = {
    "code": "HK.09", "description": "Contoh", "active_years": "2", "inactive_years": "3", "fate": "musnah",
    "basis": "K-1",
}  # fmt: skip


def client(desk: Desk, lane: str) -> Client:
    return browser(desk.officer(lane))


def stranger() -> Client:
    return browser(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(ARCHIVIST))


def test_the_schedule(signed: Desk) -> None:
    archivist, clerk = client(signed, ARCHIVIST), client(signed, CLERK)
    assert clerk.post(JRA, LINE).status_code == 403
    assert "Add" not in clerk.get(JRA).content.decode()
    assert archivist.post(JRA, {**LINE, "active_years": ""}).status_code == 422
    assert archivist.post(JRA, LINE).status_code == 302
    again = archivist.post(JRA, LINE)
    assert again.status_code == 422
    assert "ARS-42" in again.content.decode()
    line = RetentionClass.objects.get()
    assert "K-1" in clerk.get(JRA).content.decode()
    assert clerk.post(f"{JRA}{line.pk}/cocok/").status_code == 403
    assert stranger().post(f"{JRA}{line.pk}/cocok/").status_code == 302
    assert RetentionClass.objects.filter(verified_at=None).exists()
    archivist.post(f"{JRA}{line.pk}/cocok/")
    archivist.post(f"{JRA}{line.pk}/cabut/")
    line.refresh_from_db()
    assert line.verified_at is not None
    assert line.retired_at is not None


def test_the_page_takes_every_act_of_keeping(signed: Desk) -> None:
    agreement = over(signed)
    here = f"/meja/arsip/{agreement.slug}/"
    archivist, clerk, analyst = client(signed, ARCHIVIST), client(signed, CLERK), client(signed, ANALYST)
    other = stranger()
    for act in ("tutup", "tahan", "lepas", "terjaga", "lapor-anri", "salinan-autentik", "salinan"):
        assert other.post(f"{here}catat/{act}/", {}).status_code == 404
    assert archivist.post(f"{here}catat/hapus/", {}).status_code == 404
    assert clerk.post(f"{here}catat/tahan/", {"tahan-reason": "x"}).status_code == 403
    assert analyst.post(f"{here}catat/tahan/", {"tahan-reason": "Gugatan"}).status_code == 302
    assert "Gugatan" in clerk.get(here).content.decode()
    assert "Gugatan" in clerk.get(MUSNAH).content.decode()
    assert archivist.post(f"{here}catat/lepas/", {"lepas-reason": ""}).status_code == 422
    assert archivist.post(f"{here}catat/lepas/", {"lepas-reason": "Selesai"}).status_code == 302
    assert clerk.post(f"{here}catat/terjaga/", {"terjaga-reason": "x"}).status_code == 403
    archivist.post(f"{here}catat/terjaga/", {"terjaga-reason": "Perjanjian internasional"})
    page = archivist.get(TERJAGA).content.decode()
    assert agreement.called in page
    assert archivist.post(f"{here}catat/salinan-autentik/", {
        "salinan-autentik-on": "2026-11-23", "salinan-autentik-receipt": "x"}).status_code == 422  # fmt: skip
    day = ArchiveRecord.objects.get().archived_at.date().isoformat()
    for act in ("lapor-anri", "salinan-autentik"):
        sent = archivist.post(f"{here}catat/{act}/", {f"{act}-on": day, f"{act}-receipt": "R-1"})
        assert sent.status_code == 302, sent.content.decode()
    record = ArchiveRecord.objects.get()
    assert (record.report_receipt, record.copy_receipt) == ("R-1", "R-1")
    assert "ARS-52" in archivist.post(f"{here}catat/terjaga/", {"terjaga-reason": ""}).content.decode()


def test_a_certified_copy_says_who_and_when(signed: Desk) -> None:
    agreement = archived(signed)
    here, archivist = f"/meja/arsip/{agreement.slug}/catat/salinan/", client(signed, ARCHIVIST)
    assert client(signed, CLERK).post(here, {"salinan-purpose": "Audit"}).status_code == 403
    assert archivist.post(here, {"salinan-purpose": ""}).status_code == 422
    assert archivist.post(here, {"salinan-purpose": "Pemeriksaan 2026"}).status_code == 302
    copy = CertifiedCopy.objects.get()
    answer = archivist.get(f"/berkas/{copy.file.slug}/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert "Pemeriksaan 2026" in archivist.get(f"/meja/arsip/{agreement.slug}/").content.decode()
    assert stranger().get(f"/berkas/{copy.file.slug}/").status_code == 404


def test_the_fields_leave_in_three_forms(signed: Desk) -> None:
    agreement = archived(signed)
    Agreement.objects.filter(pk=agreement.pk).update(title=" \uff1dSUM(1)")
    reader = client(signed, CLERK)
    for address in (f"/meja/arsip/{agreement.slug}/metadata.", "/meja/arsip/metadata."):
        text = reader.get(f"{address}csv").content.decode("utf-8-sig")
        row = next(csv.DictReader(io.StringIO(text)))
        assert row["hal"] == "' \uff1dSUM(1)", "a full-width sign begins a formula too"
        assert row["sha256"] == agreement.signed_file.sha256 if agreement.signed_file else ""
        told = json.loads(reader.get(f"{address}json").content)["arsip"][0]
        assert told["nomor"] == agreement.numbered
        assert ElementTree.fromstring(reader.get(f"{address}xml").content).findtext("naskah/tempat") == "Rak 1"
        assert reader.get(f"{address}exe").status_code == 404
    assert stranger().get(f"/meja/arsip/{agreement.slug}/metadata.csv").status_code == 404


def test_from_the_list_to_the_minutes(signed: Desk) -> None:
    agreement = over(signed)
    archivist, clerk, head = client(signed, ARCHIVIST), client(signed, CLERK), client(signed, HEAD)
    assert agreement.called in archivist.get(MUSNAH).content.decode()
    assert clerk.post(f"{MUSNAH}usul/", {"pilih": agreement.slug, "reason": "x"}).status_code == 403
    assert archivist.post(f"{MUSNAH}usul/", {"reason": "Retensi habis"}).status_code == 422
    assert archivist.post(f"{MUSNAH}usul/", {"pilih": agreement.slug, "reason": "Retensi habis"}).status_code == 302
    here = f"{MUSNAH}{Destruction.objects.get().slug}/"
    assert stranger().get(here).status_code == 404
    named = f"Usulan pemusnahan, {tanggal(today_in(signed.house.institution))}, 1 perjanjian"
    assert f"<h1>{named}</h1>" in archivist.get(here).content.decode(), "it has no number yet"
    assert f">{named}</a>" in archivist.get(MUSNAH).content.decode()
    assert clerk.post(f"{here}putus/", {"words": "x", "putusan": "setuju"}).status_code == 403
    assert head.post(f"{here}putus/", {"words": "", "putusan": "setuju"}).status_code == 422
    assert head.post(f"{here}putus/", {"words": "Nota 3", "putusan": "setuju"}).status_code == 302
    assert archivist.post(f"{here}laksana/", {"number": ""}).status_code == 422
    assert archivist.post(f"{here}laksana/", {"number": "BA-2", "witnesses": "Rekaan"}).status_code == 302
    minutes = Destruction.objects.get().minutes
    assert minutes is not None
    assert archivist.get(f"/berkas/{minutes.slug}/").status_code == 200
    page = clerk.get(here).content.decode()
    assert agreement.signed_file is not None
    assert agreement.signed_file.sha256 in page
    assert "<h1>Pemusnahan BA-2</h1>" in page
    assert "BA-2" in clerk.get(f"/meja/arsip/{agreement.slug}/").content.decode()
    assert clerk.get(f"/meja/perjanjian/{agreement.slug}/").status_code == 200
    assert clerk.get(f"/perkara/{signed.case.slug}/dokumen/").status_code == 200
    assert Client().get(f"/verifikasi/{agreement.slug}/").status_code == 200
    assert archivist.get(f"/berkas/{StoredFile.objects.get(pk=agreement.signed_file.pk).slug}/").status_code == 410


def test_rejected_it_may_be_proposed_again(signed: Desk) -> None:
    agreement, archivist = over(signed), client(signed, ARCHIVIST)
    for words in ("Pertama", "Kedua"):
        archivist.post(f"{MUSNAH}usul/", {"pilih": agreement.slug, "reason": words})
        made = Destruction.objects.latest("pk")
        client(signed, HEAD).post(f"{MUSNAH}{made.slug}/putus/", {"words": "Belum", "putusan": "tolak"})
    assert list(Destruction.objects.values_list("state", flat=True)) == ["ditolak", "ditolak"]
