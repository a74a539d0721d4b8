"""The studio in a browser: writing with live faults, two writers, two persons, moving cases; at 360 and 1280 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from simpul.core.procedures.concepts import save_text, start_from_file
from simpul.core.procedures.models import Case, Concept, ProcedureVersion, RoundPlan
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, PHONE, Eye
from tests.studio.conftest import BBLBK, Studio, changed, file_case, files, house, studio
from tests.studio.test_moving import GONE, RENAMED, publish
from tests.studio.test_publishing import proposed, today

__all__ = ["chromium", "file_case", "files", "house", "studio"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOTH = (PHONE, DESKTOP)
# How high the words of the entry and the lines behind it are, without the space around them; the last number.
MEASURED = """() => {
  const entry = document.querySelector("#id_teks"), lines = document.querySelector(".s-ed__no").children;
  entry.style.height = "0";
  const words = entry.scrollHeight - 16;
  entry.style.height = "";
  const first = lines[0], last = lines[lines.length - 1];
  return [words, last.offsetTop + last.offsetHeight - first.offsetTop, last.dataset.n];
}"""


@pytest.fixture
def sit(chromium: Browser, live_server: LiveServer, studio: Studio) -> Iterator[Callable[[str], Eye]]:
    """A window of one of the people of the studio."""
    windows: list[Eye] = []

    def seated(who: str) -> Eye:
        windows.append(Eye(chromium, live_server.url, studio.client(who)))
        return windows[-1]

    yield seated
    for window in windows:
        window.close()


def write(page: Page, text: str) -> None:
    """The whole text at once; typing five hundred lines would take the browser seconds."""
    page.locator("#id_teks").evaluate(
        "(entry, text) => { entry.value = text; entry.dispatchEvent(new Event('input', { bubbles: true })); }", text
    )


def test_starting_in_every_way(sit: Callable[[str], Eye], studio: Studio) -> None:
    RoundPlan.objects.create(procedure=studio.procedure, period="triwulan", next_on=today(studio))
    admin = sit("admin")
    admin.look("/meja/sop/", "sop-daftar", *BOTH)
    admin.look("/meja/sop/bblbk/", "sop-satu", *BOTH)
    admin.look("/meja/sop-baru/", "sop-baru", *BOTH)
    admin.press("Mulai konsep")
    admin.judge("sop-baru-galat", *BOTH)
    admin.look("/meja/sop-baru/berkas/", "sop-berkas", *BOTH)
    admin.look("/meja/sop-baru/adopsi/", "sop-adopsi", *BOTH)
    admin.page.locator("input[type=radio]").first.check()
    admin.press("Lanjut ke lajur")
    admin.judge("sop-adopsi-lajur", *BOTH)
    admin.press("Adopsi sebagai konsep")
    admin.judge("sop-konsep", *BOTH)


def test_faults_and_flow_follow_the_writer(sit: Callable[[str], Eye], studio: Studio) -> None:
    start_from_file(officer=studio.admin, text=changed(BBLBK))
    admin = sit("admin")
    admin.look("/meja/sop/bblbk/konsep/", "sop-tulis", *BOTH)
    page = admin.page
    faults = page.locator(".s-faults li")
    expect(faults).to_have_count(0)
    wrong = changed(BBLBK, "2", ("lanjut: selesai", "lanjut: tamat"), RENAMED)
    write(page, wrong)
    expect(faults).to_have_count(1)
    line = next(number for number, text in enumerate(wrong.splitlines(), start=1) if "lanjut: tamat" in text)
    faults.locator("a").click()
    start = page.evaluate("document.activeElement.selectionStart")
    assert wrong[:start].count("\n") == line - 1
    expect(page.locator(f"#baris-{line}")).to_be_in_viewport()
    admin.judge("sop-tulis-galat", *BOTH)
    write(page, changed(BBLBK, "2", RENAMED))
    expect(faults).to_have_count(0)
    expect(page.locator(".s-swim__flow")).to_contain_text("Terima permohonan")
    admin.press("Simpan")
    assert Concept.objects.get().text == changed(BBLBK, "2", RENAMED)
    admin.look("/meja/sop/bblbk/bandingkan/?ke=konsep", "sop-bandingkan", *BOTH)


def test_long_lines_wrap_beside_their_numbers(sit: Callable[[str], Eye], studio: Studio) -> None:
    start_from_file(officer=studio.admin, text=changed(BBLBK))
    admin = sit("admin")
    admin.look("/meja/sop/bblbk/konsep/", "sop-baris", *BOTH)
    for width in BOTH:
        admin.resize(width)
        entry, lines, last = admin.page.evaluate(MEASURED)
        assert entry == lines, "the entry and the lines behind it wrap alike"
        assert last == str(changed(BBLBK).count("\n") + 1)


def test_a_text_that_breaks_keeps_the_last_drawing_and_the_faults_stand_above_on_a_phone(
    sit: Callable[[str], Eye], studio: Studio
) -> None:
    start_from_file(officer=studio.admin, text=changed(BBLBK))
    admin = sit("admin")
    admin.look("/meja/sop/bblbk/konsep/", "sop-rusak")
    page = admin.page
    write(page, changed(BBLBK).replace("\nlangkah:\n", "\n\tlangkah:\n", 1))
    expect(page.locator(".s-faults li")).to_have_count(1)
    expect(page.locator(".s-faults li")).to_contain_text("Ada tab pada kolom 1")
    expect(page.locator(".s-studio__flow .s-swim__flow")).to_be_visible()
    expect(page.locator(".s-studio__flow")).to_contain_text("keadaan terakhir yang dapat digambar")
    admin.judge("sop-rusak", *BOTH)
    admin.resize(PHONE)
    told, entry = page.locator(".s-studio__told").bounding_box(), page.locator(".s-ed").bounding_box()
    assert told is not None
    assert entry is not None
    assert told["y"] < entry["y"]


def test_of_two_writers_nobody_loses_a_word(sit: Callable[[str], Eye], studio: Studio) -> None:
    concept = start_from_file(officer=studio.admin, text=changed(BBLBK))
    admin = sit("admin")
    admin.look("/meja/sop/bblbk/konsep/", "sop-tulis")
    mine = changed(BBLBK, "2", ("ringkas: Kirim", "ringkas: Antar"))
    write(admin.page, mine)
    save_text(concept_id=concept.pk, officer=studio.admin, text=changed(BBLBK, "2", RENAMED), lock_version=0)
    admin.press("Simpan")
    expect(admin.page.locator("#id_teks")).to_have_value(mine)
    expect(admin.page.locator(".s-diff")).to_contain_text("Terima permohonan")
    admin.judge("sop-bentrok", *BOTH)


def test_without_scripts_the_buttons_do_the_same(
    chromium: Browser, live_server: LiveServer, studio: Studio, sit: Callable[[str], Eye]
) -> None:
    start_from_file(officer=studio.admin, text=changed(BBLBK))
    signed_in = sit("admin").context.storage_state()
    context = chromium.new_context(locale="id-ID", java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{live_server.url}/meja/sop/bblbk/konsep/")
    page.locator("#id_teks").fill(changed(BBLBK, "2", ("lanjut: selesai", "lanjut: tamat")))
    page.get_by_role("button", name="Periksa").click()
    expect(page.locator(".s-faults li")).to_have_count(1)
    page.locator(".s-faults a").click()
    expect(page.locator(".s-ed__no span:target")).to_be_visible()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".s-faults li")).to_have_count(1)
    assert "tamat" in Concept.objects.get().text
    context.close()


def test_one_proposes_another_publishes(sit: Callable[[str], Eye], studio: Studio) -> None:
    start_from_file(officer=studio.admin, text=changed(BBLBK, "2", RENAMED))
    admin, head = sit("admin"), sit("head")
    admin.look("/meja/sop/bblbk/konsep/usul/", "sop-usul", *BOTH)
    admin.press("Usulkan untuk diterbitkan")
    admin.judge("sop-usul-galat", *BOTH)
    admin.page.get_by_label("Berlaku mulai").fill(today(studio).isoformat())
    admin.page.get_by_label("Apa yang baru, dan mengapa").fill("Nama langkah 3a.")
    admin.press("Usulkan untuk diterbitkan")
    admin.judge("sop-usul-sendiri", *BOTH)
    head.look("/meja/sop/bblbk/konsep/", "sop-putus", *BOTH)
    head.press("Terbitkan versi 2")
    head.judge("sop-terbit", *BOTH)
    assert ProcedureVersion.objects.filter(version="2", published_by_id=studio.head.user_id).exists()


def test_sent_back(sit: Callable[[str], Eye], studio: Studio) -> None:
    proposed(studio)
    head = sit("head")
    head.look("/meja/sop/bblbk/konsep/", "sop-putus")
    head.page.get_by_text("Kembalikan dengan alasan").click()
    head.page.get_by_label("Alasan").fill("Langkah 3a belum jelas.")
    head.judge("sop-kembalikan", *BOTH)
    head.press("Kembalikan kepada penulis")
    sit("admin").look("/meja/sop/bblbk/konsep/", "sop-dikembalikan", *BOTH)


def test_cases_move(sit: Callable[[str], Eye], studio: Studio, file_case: Callable[..., Case]) -> None:
    cases = [file_case() for _ in range(3)]
    old = cases[0].procedure_version_id
    publish(studio, "2", RENAMED)
    publish(studio, "3", *GONE)
    head = sit("head")
    head.look(f"/perkara/{cases[0].slug}/versi/", "sop-perkara", *BOTH)
    head.look(f"/meja/sop/bblbk/versi/{old}/perkara/", "sop-perkara-semua-terhalang", *BOTH)
    second = ProcedureVersion.objects.get(version="2")
    head.look(f"/meja/sop/bblbk/versi/{old}/perkara/?ke={second.pk}", "sop-perkara-semua", *BOTH)
    head.page.locator("input[name=perkara]").first.check()
    head.page.get_by_label("Alasan").fill("Serempak.")
    head.press("Pindahkan perkara yang dicentang")
    head.judge("sop-perkara-dipindah", *BOTH)
    assert Case.objects.filter(procedure_version=second).count() == 1
    sit("staff").look(f"/perkara/{cases[1].slug}/versi/", "sop-perkara-baca", *BOTH)
