"""Procedures that an officer begins, clicked through in Chromium: units and their join, levels, competing dates.

With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simpul.casework.walking import inventing
from simpul.casework.walking.staffing import scene_of
from simpul.cli.demo import seed
from simpul.core.directory.models import User
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Output, Task
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, PHONE, Eye

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SCAN = Path(__file__).resolve().parents[1] / "samples" / "request-rsud" / "01-surat-permohonan.pdf"
BOTH = (PHONE, DESKTOP)
Entries = dict[str, str | list[str]]


class Office:
    """A demo institution: a window for each officer, and the case that they work on."""

    def __init__(self, browser: Browser, base: str, domain: str) -> None:
        self.browser, self.base, self.domain = browser, base, domain
        self.eyes: dict[str, Eye] = {}
        self.case = Case()

    def sit(self, name: str) -> Eye:
        """The officer's window, signed in by the button of the demonstration."""
        if name not in self.eyes:
            eye = self.eyes[name] = Eye(self.browser, self.base)
            eye.resize(DESKTOP)
            eye.page.goto(f"{self.base}/demo/")
            eye.press(f"Masuk sebagai {User.objects.get(email=f'{name}@{self.domain}').full_name}")
        return self.eyes[name]

    def begin(self, name: str, procedure: str, title: str) -> None:
        page = self.sit(name).page
        page.locator(".s-rail nav a[href='/meja/mulai/']").click()
        page.get_by_label(procedure).first.check()
        page.locator("#id_title").fill(title)
        self.sit(name).press("Mulai perkara ini")
        self.case = Case.objects.get(title=title)
        assert f"/perkara/{self.case.slug}/" in page.url

    def open(self, name: str, step: str, unit: str = "") -> Eye:
        """The task of the step, found in the officer's worklist."""
        eye = self.sit(name)
        eye.resize(DESKTOP)
        task = Task.objects.filter(case=self.case, step=step, state="open", **({"unit__code": unit} if unit else {}))
        eye.page.goto(f"{self.base}/meja/?saring={'menunggu' if task.get().paused_since else 'semua'}")
        eye.page.locator(f"a[data-open][href$='/{self.case.slug}/?tugas={quote(task.get().key)}']").click()
        eye.page.wait_for_load_state()
        return eye

    def fill(self, page: Page, step: str, outcome: str, entries: Entries) -> None:
        """Everything that the page shows of the form; ``entries`` instead of what is invented, "" for nothing.
        A file that need not be there, because the text could be drafted in the house, is handed in here."""
        procedure = procedure_of(self.case.procedure_version_id)
        spec = procedure.by_id[step]
        drafted = {output.id for output in spec.outputs_for(outcome) if output.is_text}
        told: Entries = {**inventing.answers(spec, outcome, scene_of(self.case.institution, procedure, 7)), **entries}
        for _turn in range(2):  # what was chosen first shows the entries that it asks for
            for field in spec.fields_for(outcome):
                for name, value in told.items():
                    if name.partition(".")[0] == field.id:
                        enter(page, name, value)
                asked = field.required or field.fills in drafted
                if field.kind == "berkas" and asked and told.get(field.id) != "":
                    enter(page, field.id, str(SCAN))

    def step(self, name: str, step: str, outcome: str = "", unit: str = "", **entries: str | list[str]) -> Page:
        """Fill the form and press the button of the outcome; the task is done then."""
        page = self.open(name, step, unit).page
        self.fill(page, step, outcome, entries)
        key = page.url.partition("?tugas=")[2]
        page.locator(f".s-job__act button[name=outcome][value='{outcome}']").click()
        page.wait_for_load_state()
        task = Task.objects.get(case=self.case, key=key.replace("%23", "#").replace("%40", "@"))
        assert task.state == "done", page.locator("main").inner_text()[:1500]
        return page

    def close(self) -> None:
        for eye in self.eyes.values():
            eye.close()


def enter(page: Page, name: str, value: str | list[str]) -> None:
    """Into the visible entry of that name; one that is hidden is not asked."""
    for entry in page.locator(f"form:has(button[name=outcome]) [name='{name}']").all():
        kind, tag = entry.get_attribute("type"), entry.evaluate("one => one.tagName")
        if not entry.is_visible():
            continue
        if kind in ("radio", "checkbox"):
            if entry.get_attribute("value") in (value if isinstance(value, list) else value.split(",")):
                entry.check()
        elif kind == "file":
            entry.set_input_files(str(value))
        elif tag == "SELECT":
            entry.select_option(value)
        else:
            entry.fill(str(value))


@pytest.fixture
def bpom(chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path) -> Iterator[Office]:
    yield from office(chromium, live_server, settings, tmp_path, "bpom.example")


@pytest.fixture
def batam(chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path) -> Iterator[Office]:
    yield from office(chromium, live_server, settings, tmp_path, "labkesmas-batam.example")


def office(browser: Browser, server: LiveServer, settings: Settings, home: Path, domain: str) -> Iterator[Office]:
    settings.HOME, settings.FILES = home, home / "files"
    seed()
    opened = Office(browser, server.url, domain)
    yield opened
    opened.close()
    connections.close_all()


UNITS = ["unit_kerja_pusat:direktorat-contoh", "upt_bpom:bbpom-contoh"]
ROW = {f"baris_matriks.{place}.kegiatan": "Pelatihan (contoh)" for place in (0, 6)}


def test_each_unit_fills_its_matrix_and_the_discussion_waits_for_all(bpom: Office) -> None:
    bpom.begin("galih", "Monitoring dan Evaluasi", "Monev contoh")
    page = bpom.sit("galih").page
    page.locator("button[name=outcome]").click()
    assert page.locator(".s-field.is-wrong").count() == 6
    bpom.sit("galih").judge("monev-faults", *BOTH)
    bpom.step("galih", "minta", unit_diminta=UNITS, libatkan_mitra="ya")
    eye = bpom.open("mira", "lapor", "bbpom-contoh")
    assert "Balai Besar POM di Kota Contoh" in eye.page.locator(".s-job header").inner_text()
    enter(eye.page, "cara_lapor", "isi")
    assert not eye.page.locator("[name=berkas_matriks]").is_visible()
    eye.press("Tambah baris")
    eye.judge("monev-rows", *BOTH)
    eye.resize(DESKTOP)
    for name, value in ROW.items():
        enter(eye.page, name, value)
    eye.page.locator("button[name=outcome]").click()
    assert Task.objects.get(case=bpom.case, step="lapor", unit__code="bbpom-contoh").data["baris_matriks"] == [
        {"kegiatan": "Pelatihan (contoh)"}, {"kegiatan": "Pelatihan (contoh)"},
    ]  # fmt: skip
    assert not Task.objects.filter(case=bpom.case, step="bahas").exists()
    bpom.step("kirana", "lapor", unit="direktorat-contoh", cara_lapor="unggah", berkas_matriks=str(SCAN))
    discuss(bpom)
    bpom.step("galih", "bahas")
    page = bpom.step("galih", "laporkan")
    bpom.case.refresh_from_db()
    assert bpom.case.status == CaseStatus.FINISHED
    look_at_tabs(bpom, page)


def discuss(bpom: Office) -> None:
    """Another unit contributes; the partner is asked, the clock stands, the answer is recorded."""
    page = bpom.sit("mira").page
    page.goto(f"{bpom.base}/perkara/{bpom.case.slug}/")
    page.locator("#masukan").fill("Dua kegiatan tertunda (contoh).")
    bpom.sit("mira").press("Kirim masukan")
    eye = bpom.open("galih", "bahas")
    assert "Dua kegiatan tertunda" in eye.page.locator(".s-job").inner_text()
    for words in ("Surat nomor 1 (contoh).", "Data diterima (contoh)."):
        eye.page.locator(".s-job summary", has_text="Mitra kerja sama").click()
        eye.page.locator("details[open] [name=catatan]").fill(words)
        eye.page.locator("details[open] button[type=submit]").click()
        eye.page.wait_for_load_state()
    assert Output.objects.filter(task__step="bahas", record__jawaban="Data diterima (contoh).").exists()
    eye.judge("monev-discussion", *BOTH)


def look_at_tabs(bpom: Office, page: Page) -> None:
    """Documents, flow, audit trail, journey and the printed flow of a case without a partner's request."""
    slug = bpom.case.slug
    for tab in ("dokumen", "alur", "jejak", "perjalanan"):
        link = page.locator(f"a[href*='/perkara/{slug}/{tab}']")
        if link.count():
            link.first.click()
            page.wait_for_load_state()
            bpom.sit("galih").judge(f"monev-{tab}", *BOTH)
            assert "Dokumen mitra" not in page.locator("main").inner_text()
            bpom.sit("galih").resize(DESKTOP)
    assert page.get_by_role("link", name="Naskah", exact=True).count() == 0


def test_the_level_of_the_signer_says_to_whom_it_is_reported(bpom: Office) -> None:
    bpom.begin("mira", "Dalam Negeri", "PKS contoh")
    bpom.step("mira", "prakarsai", bentuk_pengantar="nota_dinas", jenis_upt="loka")
    assert not bpom.open("galih", "reviu").page.locator("[name=berkas_draf_final_upt]").count()
    bpom.step("galih", "reviu")
    bpom.step("galih", "serahkan_draf")
    bpom.step("irfan", "rumuskan")
    eye = bpom.open("galih", "laporkan")
    enter(eye.page, "penanda_tangan", "kepala_upt")
    assert not eye.page.get_by_role("heading", name="Surat kuasa").is_visible()
    enter(eye.page, "penanda_tangan", "pimpinan_pratama_kuasa")
    eye.judge("dn-report", *BOTH)
    bpom.step("galih", "laporkan", penanda_tangan="pimpinan_pratama_kuasa")
    assert Output.objects.filter(case=bpom.case, name="surat_kuasa", file__isnull=False).count() == 1
    bpom.open("agung", "setujui").judge("dn-approval", *BOTH)
    bpom.step("agung", "setujui", "tidak")
    bpom.step("galih", "laporkan", penanda_tangan="kepala_upt")
    bpom.step("dewi", "setujui", "setuju")
    bpom.step("galih", "sampaikan_persetujuan")
    assert bpom.open("nanda", "siapkan_naskah").page.locator("button[name=outcome]").is_visible()


def asked(batam: Office, title: str, kind: str, day: str) -> None:
    """A request for 14 December, made on ``day``, up to the step that fixes the date."""
    batam.begin("surya", "Koordinasi Pelayanan", title)
    batam.step("surya", "tugaskan")
    batam.step("uli", "tetapkan_ketentuan", jenis_customer=kind)
    batam.step("uli", "informasikan")
    customer = "wati" if kind == "internal" else "zaki"
    batam.step(customer, "minta_pelayanan", tanggal_permintaan=day, tiga_minggu="ya")
    batam.step(customer, "minta_tanggal", tanggal_diminta="2040-12-14")
    batam.step("uli", "kaji_jadwal", "ya", jadwal_usulan="2040-12-14")


def test_requests_for_one_date_stand_beside_the_form_with_the_rule(batam: Office) -> None:
    asked(batam, "Contoh eksternal", "eksternal", "2026-11-02")
    first = batam.case
    asked(batam, "Contoh internal", "internal", "2026-11-12")
    eye = batam.open("uli", "tetapkan_jadwal")
    told = eye.page.locator(".s-job").inner_text()
    assert "Contoh eksternal" in told
    assert "Usul: permintaan lain itu didahulukan" in told
    assert "Selisih 10 hari" in told
    eye.judge("batam-dates", *BOTH)
    batam.step("uli", "tetapkan_jadwal", permintaan_bersaing="ada", putusan_ketentuan="diam", jadwal_tetap="2040-12-17")
    batam.case = first
    told = batam.open("uli", "tetapkan_jadwal").page.locator(".s-job").inner_text()
    assert "Tidak ada permintaan lain yang terbuka untuk tanggal ini." in told
