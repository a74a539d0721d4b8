"""Starting a concept in four ways, writing it, and two writers of whom nobody loses a word."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Lane
from simpul.core.procedures.concepts import start_from_file
from simpul.core.procedures.models import Concept
from simpul.rules.procedure.loader import check, load
from tests.studio.conftest import BBLBK, Studio, changed

pytestmark = pytest.mark.django_db

# Ten different faults, by the text that is replaced, what takes its place, and a word of the line it must name.
TEN = (
    ("pelaksana: tata_usaha", "pelaksana: gudang", "pelaksana: gudang"),
    ("waktu: 1 HK\n", "waktu: 1 HKK\n", "1 HKK"),
    ("lanjut: selesai", "lanjut: tamat", "lanjut: tamat"),
    ("akibat: [terbitkan_tanda_terima]", "akibat: [terbitkan_semua]", "terbitkan_semua"),
    ("jenis: tanggal,", "jenis: hari,", "jenis: hari"),
    ("formulir: srikandi", "formulir: srikandy", "srikandy"),
    ("asal: sumber", "asal: entah", "asal: entah"),
    ("mulai: hubungi", "mulai: awal", "mulai: awal"),
    ("{nama: ingatkan_atasan,", "{nama: ingatkan_semua,", "ingatkan_semua"),
    ("ringkas: Terima surat", "ringkass: Terima surat", "ringkass"),
)


def start(studio: Studio, text: str = BBLBK) -> Client:
    client = studio.client("admin")
    upload = SimpleUploadedFile("alur.yaml", text.encode())
    answer = client.post("/meja/sop-baru/berkas/", {"file": upload})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return client


def test_from_a_published_version_under_the_next_number(studio: Studio) -> None:
    client = studio.client("admin")
    version = studio.procedure.versions.get()
    client.post(f"/meja/sop-baru/versi/{version.pk}/")
    concept = studio.concept()
    assert concept.based_on == version
    assert concept.text == changed(BBLBK)
    assert AuditEvent.objects.filter(verb="concept.started").exists()
    again = client.post(f"/meja/sop-baru/versi/{version.pk}/", follow=True)
    assert "SOP-38" in again.content.decode()
    assert Concept.objects.count() == 1


def test_from_the_empty_template_in_the_own_lanes(studio: Studio) -> None:
    client = studio.client("admin")
    faulty = client.post("/meja/sop-baru/", {"code": "Uji Banding", "title": "Uji"})
    assert faulty.status_code == 422
    client.post("/meja/sop-baru/", {"code": "uji-banding", "title": 'Uji "banding": tahunan'})
    concept = studio.concept("uji-banding")
    assert check(concept.text) == []
    made = load(concept.text, "made")
    assert made.identity.title == 'Uji "banding": tahunan'
    lanes = Lane.objects.filter(institution=studio.house.institution)
    assert {lane.id for lane in made.lanes} == set(lanes.values_list("code", flat=True))
    assert "Tanpa kesalahan" in client.get("/meja/sop/uji-banding/konsep/").content.decode()


def test_a_file_is_exported_as_it_was_imported(studio: Studio) -> None:
    client = start(studio, changed(BBLBK))
    answer = client.get("/meja/sop/bblbk/konsep/berkas/")
    assert answer.content.decode() == changed(BBLBK)
    assert "attachment" in answer.headers["Content-Disposition"]
    version = studio.procedure.versions.get()
    assert client.get(f"/meja/sop/bblbk/versi/{version.pk}/berkas/").content.decode() == BBLBK


@pytest.mark.parametrize(("content", "code"), [(b"\xff\xfe\x00", "SOP-47"), (b"langkah: []", "SOP-36")])
def test_what_is_no_procedure_is_refused(studio: Studio, content: bytes, code: str) -> None:
    upload = SimpleUploadedFile("bukan.yaml", content)
    answer = studio.client("admin").post("/meja/sop-baru/berkas/", {"file": upload})
    assert answer.status_code == 422
    assert code in answer.content.decode()


def test_ten_faults_stand_on_the_page_with_their_lines(studio: Studio) -> None:
    text = changed(BBLBK, "2", *((old, new) for old, new, _word in TEN))
    client = start(studio, text)
    page = html.unescape(client.get("/meja/sop/bblbk/konsep/").content.decode())
    links = [int(line) for line in re.findall(r'href="#baris-(\d+)" data-line', page)]
    lines = text.splitlines()
    for _old, _new, word in TEN:
        wanted = next(number for number, line in enumerate(lines, start=1) if word in line)
        assert wanted in links, word
        assert f'id="baris-{wanted}" class="is-wrong"' in page
    assert links == sorted(links)
    assert "ringkass" in page
    assert "/konsep/usul/" not in page
    assert client.get("/meja/sop/bblbk/konsep/usul/").status_code == 200


def test_checking_saves_nothing(studio: Studio) -> None:
    client = start(studio, changed(BBLBK))
    answer = client.post("/meja/sop/bblbk/konsep/periksa/", {"teks": BBLBK, "kunci": "0"})
    assert answer.status_code == 200
    assert "harus lebih tinggi" in html.unescape(answer.content.decode())
    assert studio.concept().text == changed(BBLBK)


def test_what_is_being_written_is_seen_whole_before_it_is_saved(studio: Studio) -> None:
    client = start(studio)
    text = BBLBK.replace("ringkas: Terima surat", "ringkas: Buka amplop")
    sheet = client.post(
        "/meja/sop/bblbk/konsep/utuh/", {"teks": text.replace("Memasukkan permohonan", "Menyalin berkas")}
    )
    assert sheet["Content-Type"].startswith("text/html")
    assert sheet["Content-Security-Policy"] == "sandbox"
    assert "Menyalin berkas" in sheet.content.decode()
    drawing = client.post("/meja/sop/bblbk/konsep/utuh/", {"teks": text.replace("waktu: 1 HK", "waktu: 1 HKK")})
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "amplop" in drawing.content.decode()
    unread = client.post("/meja/sop/bblbk/konsep/utuh/", {"teks": "langkah: ["})
    assert "Terima surat" in unread.content.decode()
    assert studio.concept().text == BBLBK


def test_the_second_of_two_writers_sees_both_texts(studio: Studio) -> None:
    client = start(studio, changed(BBLBK))
    first = changed(BBLBK, "2", ("ringkas: Terima surat", "ringkas: Terima permohonan"))
    second = changed(BBLBK, "2", ("ringkas: Kirim", "ringkas: Antar"))
    assert client.post("/meja/sop/bblbk/konsep/", {"teks": first, "kunci": "0"}).status_code == 302
    answer = client.post("/meja/sop/bblbk/konsep/", {"teks": second.replace("\n", "\r\n"), "kunci": "0"})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert studio.concept().text == first
    assert page.count("Terima permohonan") >= 2  # in the differences and in the saved text
    assert "<ins>    ringkas: Antar" in page
    assert second in page
    key = re.search(r'name="kunci" value="(\d+)"', page)
    assert key is not None
    assert client.post("/meja/sop/bblbk/konsep/", {"teks": second, "kunci": key[1]}).status_code == 302
    assert studio.concept().text == second


def test_lanes_that_the_house_does_not_have_are_created_and_say_that_nobody_is_in_them(studio: Studio) -> None:
    first = "  - {id: mitra, nama: Mitra}"
    lane = (first, f"{first}\n  - {{id: mutu, nama: Mutu}}")
    text = changed(BBLBK, "2", lane, ("pelaksana: tata_usaha", "pelaksana: mutu"))
    client = start(studio, text)
    assert "Buat lajur" in client.get("/meja/sop/bblbk/konsep/").content.decode()
    answer = client.post("/meja/sop/bblbk/konsep/lajur/")
    assert answer["Location"] == "/meja/sop/bblbk/konsep/", "the writer goes on where the writing was"
    made = Lane.objects.get(institution=studio.house.institution, code="mutu")
    assert (made.name, made.superior and made.superior.code) == ("Mutu", "kepala_bblbk")
    page = html.unescape(client.get("/meja/sop/bblbk/konsep/").content.decode())
    assert "Buat lajur" not in page
    assert "“Mutu” belum mempunyai orang" in page


@pytest.mark.parametrize("who", ["staff", "head"])
def test_who_does_not_administer_reads_only(studio: Studio, who: str) -> None:
    start(studio, changed(BBLBK))
    client = studio.client(who)
    assert client.get("/meja/sop/").status_code == 200
    page = client.get("/meja/sop/bblbk/konsep/")
    assert page.status_code == 200
    assert "readonly" in page.content.decode()
    assert client.get("/meja/sop-baru/").status_code == 403
    client.post("/meja/sop/bblbk/konsep/", {"teks": BBLBK, "kunci": "0"})
    assert client.post("/meja/sop/bblbk/konsep/buang/").status_code == 403
    assert client.get("/meja/sop/bblbk/konsep/usul/").status_code == 403
    assert studio.concept().text == changed(BBLBK)


def test_for_a_stranger_it_does_not_exist(studio: Studio) -> None:
    start(studio, changed(BBLBK))
    version = studio.procedure.versions.get()
    client = studio.client("stranger")
    assert client.get("/meja/sop/bblbk/konsep/").status_code == 404
    assert client.post("/meja/sop/bblbk/konsep/buang/").status_code == 404
    assert client.get(f"/meja/sop/bblbk/versi/{version.pk}/berkas/").status_code == 404
    assert client.post(f"/meja/sop-baru/versi/{version.pk}/").status_code == 404
    assert Client().get("/meja/sop/").status_code == 302


def test_lane_faults_and_the_drawing_stay_beside_a_fault_of_the_text(studio: Studio) -> None:
    lane = "pelaksana:\n  - {id: gudang, nama: Gudang}\n"
    text = changed(BBLBK).replace("\npelaksana:\n", f"\n{lane}", 1).replace("waktu: 1 HK\n", "waktu: 1 HKK\n", 1)
    text = text.replace("    pelaksana: tim_arsiparis\n", "    pelaksana: gudang\n", 1)
    page = start(studio, text).get("/meja/sop/bblbk/konsep/").content.decode()
    assert "Pelaksana “Gudang” belum mempunyai orang" in page
    assert "“1 HKK” tidak dimengerti" in page
    assert "Gudang (gudang)" in page
    assert "s-swim__flow" in page
    assert "keadaan terakhir yang dapat digambar" not in page.partition('id="hasil"')[2]


def test_why_it_cannot_be_proposed_is_said(studio: Studio) -> None:
    client = start(studio, changed(BBLBK))
    address = "/meja/sop/bblbk/konsep/"
    assert f"{address}usul/" in client.get(address).content.decode()
    reader = studio.client("staff").get(address).content.decode()
    assert studio.admin.name in reader
    assert f"{address}usul/" not in reader
    broken = changed(BBLBK).replace("waktu: 1 HK\n", "waktu: 1 HKK\n", 1)
    told = client.post(f"{address}periksa/", {"teks": broken, "kunci": "0"}).content.decode()
    assert "setelah tidak ada lagi kesalahan" in told
    assert f"{address}usul/" not in told
    other = client.post(f"{address}periksa/", {"teks": changed(BBLBK, "3"), "kunci": "0"}).content.decode()
    assert "Simpan naskahnya" in other


def test_a_file_that_is_no_yaml_yet_is_taken_by_its_code(studio: Studio) -> None:
    client = start(studio, "kode: uji-baru\n\tversi: 1\n")
    page = client.get("/meja/sop/uji-baru/konsep/").content.decode()
    assert "Ada tab pada kolom 1" in page


def test_the_list_names_a_concept_by_its_own_title_and_its_code_once(studio: Studio) -> None:
    text = BBLBK.replace("kode: bblbk", "kode: pinjam", 1)
    start_from_file(officer=studio.admin, text=text)
    page = html.unescape(studio.client("admin").get("/meja/sop/").content.decode())
    row = page[page.index('href="/meja/sop/pinjam/"') :].partition("</tr>")[0]
    assert load(text, "pinjam").identity.title in row
    assert row.count(">pinjam<") == 1
    Concept.objects.filter(code="pinjam").update(text='kode: pinjam\nidentitas:\n  judul: "Pinjam alat"\n\tunit: x\n')
    assert ">Pinjam alat</a>" in studio.client("admin").get("/meja/sop/").content.decode()
    Concept.objects.filter(code="pinjam").update(text="kode: pinjam\n")
    page = studio.client("admin").get("/meja/sop/").content.decode()
    row = page[page.index('href="/meja/sop/pinjam/"') :].partition("</tr>")[0]
    assert row.count(">pinjam<") == 1
