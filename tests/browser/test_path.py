"""The whole path in real Chromium, from the front page on the partner's phone to the public register.

No step by the API, and no page by its address: everybody goes by the links and buttons that the pages offer.

With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simpul.casework.dispatch import dispatch_all
from simpul.casework.walking import inventing
from simpul.casework.walking.playing import play
from simpul.casework.walking.staffing import scene_of
from simpul.cli.demo import seed
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, Institution
from simpul.core.documents.storage import read
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, ProcedureVersion, Task
from simpul.core.signing.demo_keys import PASSPHRASE
from simpul.core.signing.models import Signer
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.workbenches.legal import TOPICS
from tests.browser.chromium import launched
from tests.browser.eye import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SIMPUL_SHOTS")
SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "request-rsud"
PHONE, DESK = 360, 1280
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "lembaga": {
        "partner_name": inventing.PARTNER, "address": inventing.ADDRESS, "province": inventing.PROVINCE,
    },
    "penandatangan": {
        "signatory_name": inventing.SIGNATORY, "signatory_title": inventing.TITLE, "authority": inventing.AUTHORITY,
    },
    "narahubung": {
        "contact_name": inventing.CONTACT, "contact_email": inventing.EMAIL, "contact_phone": "0810-0000-0207",
    },
    "lingkup": {"scope_items": "pemeriksaan", "data_pribadi": "ya"},
    "pemeriksaan": {"baris-0-test": "PCR Dengue", "baris-0-specimen": "Serum"},
    "waktu": {"mulai": "2040-01-01", "lama_bulan": "24"},
    "biaya": {"biaya": "tarif", "penagihan": "bulan"},
    "surat": {"letter_number": "445/0123/RSUD/2026", "letter_date": "2026-11-18"},
}  # fmt: skip
TERMS = {"dasar_biaya": "PP", "dasar_biaya_kutipan": "Peraturan Pemerintah Nomor 64 Tahun 2019"}
TEST_ROW = {"test": "PCR Dengue", "specimen": "Serum", "method": "RT-PCR", "turnaround": "3 hari kerja"}


@pytest.fixture
def chromium(settings: Settings, tmp_path: Path) -> Iterator[Browser]:
    """A browser, and a data folder of this test's own: files, keys, mails."""
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    settings.SMTP_CONFIGURED = False
    with launched() as browser:
        yield browser
    connections.close_all()


class Screen:
    """One person's browser at one width."""

    def __init__(self, browser: Browser, base: str, width: int) -> None:
        self.base, self.width = base, width
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, locale="id-ID", reduced_motion="reduce"
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", lambda answer: self.faults.append(answer.url) if answer.status >= 500 else None)
        self.shots = 0

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        self.look()
        return self.page

    def look(self) -> None:
        """No sideways scrolling, and a picture where one is wanted."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url
        if SHOTS:
            self.shots += 1
            self.page.screenshot(path=f"{SHOTS}/path-{self.width}-{self.shots:02}.png", full_page=True)

    def enter(self, values: Mapping[str, str]) -> None:
        """Fill the fields of these names; one that stands filled already may be left out of ``values``."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']")
            kind = field.first.get_attribute("type")
            if kind == "checkbox" and field.count() == 1:
                field.check(force=True)
            elif kind in ("radio", "checkbox"):
                self.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
            elif field.first.evaluate("field => field.tagName") == "SELECT":
                field.first.select_option(value)
            else:
                field.first.fill(value)

    def press(self, name: str) -> None:
        self.send(self.page.get_by_role("button", name=name).first)

    def follow(self, link: Locator) -> None:
        """Go where a link of the page leads."""
        with self.page.expect_navigation():
            link.first.click()
        self.look()

    def send(self, button: Locator) -> None:
        """Press a button that sends a form, and wait for the page that follows."""
        with self.page.expect_navigation():
            button.click()
        self.look()


def newest_code(home: Path) -> str:
    """The one-time code in the newest mail that went out."""
    dispatch_all()
    mails = sorted((home / "demo-mail").rglob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for mail in mails:
        payload = message_from_bytes(mail.read_bytes()).get_payload(decode=True)
        assert isinstance(payload, bytes)
        found = re.search(r"sekali pakai Anda: (\d{6})", payload.decode())
        if found:
            return found[1]
    raise AssertionError("no code was mailed")


class Journey:
    """The case on its way: the partner's phone, an officer's desk per lane."""

    def __init__(self, browser: Browser, base: str, home: Path) -> None:
        self.browser, self.base, self.home = browser, base, home
        self.phone = Screen(browser, base, PHONE)
        self.desks: dict[str, Screen] = {}
        self.house = Institution.objects.get(code="bblbk")

    def desk(self, lane: str) -> Screen:
        """The desk of who leads the lane, signed in by the button of the demonstration."""
        if lane not in self.desks:
            held = Assignment.objects.filter(lane__institution=self.house, lane__code=lane, is_lead=True)
            screen = Screen(self.browser, self.base, DESK)
            screen.follow(screen.go("/").locator("main a[href='/demo/']"))
            screen.press(f"Masuk sebagai {held.select_related('user').get().user.full_name}")
            assert screen.page.url == f"{self.base}/meja/", screen.page.url
            self.desks[lane] = screen
        return self.desks[lane]

    def open_task(self, step: str) -> tuple[Screen, Task]:
        """The task of the step, found in the worklist of its lane and opened from there."""
        task = self.task(step)
        assert task.lane is not None
        screen = self.desk(task.lane.code)
        screen.follow(screen.page.locator(".s-rail nav a[href='/meja/']"))
        if task.paused_since is not None:
            screen.follow(screen.page.locator(".s-counts a[href*='menunggu']"))
        screen.follow(screen.page.locator(f"a[data-open][href$='?tugas={quote(task.key)}']"))
        return screen, task

    @property
    def case(self) -> Case:
        return Case.objects.get()

    def task(self, step: str) -> Task:
        return Task.objects.select_related("lane").get(case=self.case, step=step, state="open")

    def step(self, step: str, outcome: str = "", **entries: str) -> None:
        """Fill the form of a step as its lane does, and press the button of the outcome."""
        screen, task = self.open_task(step)
        page = screen.page
        procedure = procedure_of(self.case.procedure_version_id)
        told = inventing.answers(procedure.by_id[step], outcome, scene_of(self.house, procedure, 7))
        shown = {name: value for name, value in told.items() if page.locator(f"main [name='{name}']").count()}
        screen.enter({**shown, **entries})
        button = page.locator(f".s-job__act button[name=outcome][value='{outcome}']")
        assert button.is_enabled(), page.locator(".s-job").inner_text()
        screen.send(button)
        task.refresh_from_db()
        assert task.state == "done", f"{step}: {page.locator('main').inner_text()[:1500]}"

    def tracked(self, *ways: str, phone: Screen | None = None) -> Screen:
        """Back to the tracking page, and on by its links; on the phone of the one who asked unless told else."""
        held = phone or self.phone
        held.follow(held.page.locator(".s-top nav a[href='/lacak/']"))
        for way in ways:
            held.follow(held.page.locator(f":is(main, .s-bar) a[href='{way}']"))
        return held

    def prove(self, *ways: str, phone: Screen | None = None) -> Screen:
        """A partner goes to an act, asks for its code and enters it."""
        held = self.tracked(*ways, phone=phone)
        held.press("Kirim kode")
        held.enter({"kode": newest_code(self.home)})
        held.press("Lanjutkan")
        return held


def partner_files(path: Journey, more: Callable[[Screen], None] | None = None) -> None:
    """The portal at phone width: what the cooperation is, the sections, ``more`` of them, the letter, the statement."""
    phone = path.phone
    page = phone.go("/")
    phone.follow(page.locator("main a[href='/ajukan/bblbk/']"))
    phone.follow(page.get_by_role("link", name="Mulai pengajuan"))
    for answer in ("Instansi pemerintah", "Pelayanan", "Kerja sama baru"):
        page.get_by_label(answer).first.check()
    phone.press("Tampilkan yang saya perlukan")
    phone.press("Lanjutkan ke pengajuan")
    if more is not None:
        more(phone)
    phone.follow(page.locator("main a.btn-primary"))
    for section, values in SECTIONS.items():
        assert page.url.endswith(f"/{section}/"), page.url
        phone.enter(values)
        phone.press("Simpan dan lanjutkan")
    assert page.url.endswith("/dokumen/"), page.url
    give_paper(phone, "surat_permohonan", SAMPLES / "01-surat-permohonan.pdf", "#surat_permohonan .s-file")
    phone.follow(page.get_by_role("link", name="Kembali ke daftar tugas"))
    phone.follow(page.get_by_role("link", name="Periksa dan kirim"))
    phone.enter({"pernyataan": "on"})
    phone.press("Kirim pengajuan")
    assert Request.objects.get().state == "filed", page.locator("main").inner_text()[:1500]


def give_paper(phone: Screen, requirement: str, file: Path, here: str) -> None:
    """Choosing the file sends it; the page that follows says that it is here."""
    phone.page.locator(f"#{requirement} input[type=file]").set_input_files(file)
    if here.startswith("/"):
        phone.page.wait_for_url(f"{phone.base}{here}")
    else:
        phone.page.locator(here).first.wait_for()
    phone.page.wait_for_load_state("networkidle")
    phone.look()


def draft(path: Journey) -> None:
    """The last paper of the partner, the values, and the first version of the text."""
    phone = path.prove("/lacak/dokumen/")
    give_paper(phone, "bukti_wewenang", SAMPLES / "03 SK Pengangkatan Direktur.pdf", "/lacak/")
    screen, _ = path.open_task("susun_draf")
    screen.follow(screen.page.locator(".s-job a[href$='/nilai/']"))
    row = {f"uji-0-{name}": value for name, value in {**TEST_ROW, "tariff": "350.000"}.items()}
    screen.enter({**TERMS, **row})
    screen.press("Simpan nilai")
    assert screen.page.url.endswith("/susun/"), screen.page.locator("main").inner_text()[:3000]
    screen.send(screen.page.locator("form[action$='/susun/buat/'] button[type=submit]"))
    path.step("susun_draf")


def judge(path: Journey) -> None:
    screen, _ = path.open_task("telaah_hukum")
    screen.follow(screen.page.locator(".s-job a.btn[href$='/telaah-hukum/']"))
    screen.enter({f"risiko-{topic}": "rendah" for topic in TOPICS})
    screen.press("Simpan temuan")
    path.step("telaah_hukum", "layak")


def agree(path: Journey) -> None:
    path.prove("/lacak/draf/1/", "/lacak/draf/1/setujui/")
    path.phone.enter({"setuju": "on"})
    path.phone.send(path.phone.page.locator("main form[data-once] button[type=submit]"))
    path.step("perundingan", "sepakat")


def sign(path: Journey) -> None:
    """The partner by code on the phone, then the head with the own certificate at the desk."""
    partner_signs(path, Signer.objects.get(means="segel"), path.phone)
    head_signs(path)


def partner_signs(path: Journey, theirs: Signer, phone: Screen) -> None:
    room = f"/lacak/tanda-tangan/{theirs.pk}/"
    path.prove(room, f"{room}tandatangani/", phone=phone)
    phone.enter({"dibaca": "on"})
    phone.send(phone.page.locator("main form[data-once] button[type=submit]"))


def head_signs(path: Journey) -> None:
    ours = Signer.objects.get(means="sertifikat")
    screen, _ = path.open_task("tanda_tangan")
    screen.follow(screen.page.locator(".s-job a[href$='/tanda-tangan/']"))
    form = screen.page.locator(f"form[action$='/tandatangani/{ours.pk}/']")
    form.locator("input[type=password]").fill(PASSPHRASE)
    form.locator("input[type=checkbox]").check()
    screen.send(form.locator("button[type=submit]"))


def verbs(case: Case) -> set[str]:
    return set(AuditEvent.objects.filter(chain=f"case:{case.pk}").values_list("verb", flat=True))


def test_from_the_first_entry_to_the_register(chromium: Browser, live_server: LiveServer, tmp_path: Path) -> None:
    seed()
    path = Journey(chromium, live_server.url, tmp_path)
    partner_files(path)
    for step in ("terima", "catat_srikandi", "disposisi"):
        path.step(step)
    path.step("telaah", "terima")
    path.step("surat_balasan")
    path.step("koordinasi")
    draft(path)
    judge(path)
    agree(path)
    path.step("penomoran")
    sign(path)
    path.step("pengarsipan")
    check_end(path)
    walked = play(path.house, ProcedureVersion.objects.get(procedure__institution=path.house))
    assert verbs(Case.objects.exclude(pk=walked.pk).get()) == verbs(walked)


def taken_home(path: Journey) -> Path:
    """The signed original, downloaded from the tracking page."""
    phone, original = path.tracked(), path.home / "perjanjian.pdf"
    with phone.page.expect_download() as coming:
        phone.page.get_by_role("link", name="Unduh naskah asli bertanda tangan").click()
    coming.value.save_as(original)
    return original


def check_end(path: Journey) -> None:
    """The agreement stands in the register, and the verification says SAH of the original the partner took home."""
    case, agreement = path.case, Agreement.objects.select_related("number", "signed_file").get()
    assert case.status == "finished"
    assert agreement.number is not None
    assert agreement.signed_file is not None
    original, phone = taken_home(path), path.phone
    assert original.read_bytes() == read(agreement.signed_file.sha256)
    page = phone.page
    phone.follow(page.locator(".s-top a.s-mark"))
    phone.follow(page.locator("main a[href='/register/']"))
    assert agreement.number.number in page.locator("main").inner_text()
    phone.follow(page.locator("main .s-tasks a"))
    phone.follow(page.locator("main a.btn-primary"))
    assert page.url == f"{path.base}/verifikasi/{agreement.slug}/"
    assert agreement.number.number in page.locator("main").inner_text()
    phone.follow(page.locator("main a.btn-primary"))
    page.locator("#berkas").set_input_files(original)
    phone.press("Periksa dokumen")
    assert page.locator(".s-verdict b").first.inner_text().upper() in ("SAH", "SAH (SERTIFIKAT DEMO)")
    faults = [*phone.faults, *(fault for desk in path.desks.values() for fault in desk.faults)]
    assert faults == []
