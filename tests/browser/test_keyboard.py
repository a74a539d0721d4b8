"""A request is filed with the keyboard alone: Tab, Enter, Space and arrows, the focus always in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import Institution
from simpul.features.agreements.models import Request
from tests.adapters.inspection.hostile_pdfs import honest_bytes
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, PATIENCE
from tests.portal.conftest import data_folder, laboratory

__all__ = ["chromium", "data_folder", "laboratory"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_STOPS = 90
IN_SIGHT = """target => {
    const box = target.getBoundingClientRect(), ring = (e, part) => getComputedStyle(e, part).outlineStyle !== 'none';
    const seen = ring(target) || ring(target, '::after') || ring(target.closest('label') || target);
    return seen && box.bottom > 0 && box.top < innerHeight;
}"""


class Keyboard:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Tab on until the target has the focus; there it must be seen."""
        for _ in range(MOST_STOPS):
            if target.evaluate("target => target === document.activeElement"):
                assert target.evaluate(IN_SIGHT), f"focus out of sight on {self.page.url}: {target}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"never reached on {self.page.url}: {target}")

    def enter(self, target: Locator) -> None:
        """Press a link or button that leads to another page."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, **texts: str) -> None:
        """Type into the fields of these names, in the order of the page."""
        for name, text in texts.items():
            self.reach(self.page.locator(f"main [name='{name}']"))
            self.page.keyboard.type(text)

    def tick(self, name: str, down: int = 0) -> None:
        """Choose the first of a group with Space, or a later one with the arrow."""
        self.reach(self.page.locator(f"main [name='{name}']").first)
        self.page.keyboard.press("Space")
        for _ in range(down):
            self.page.keyboard.press("ArrowDown")

    def button(self, name: str) -> None:
        self.enter(self.page.get_by_role("button", name=name, exact=True))


@pytest.fixture
def keys(chromium: Browser, live_server: LiveServer) -> Iterator[Keyboard]:
    context = chromium.new_context(
        locale="id-ID", reduced_motion="reduce", viewport={"width": DESKTOP, "height": 900}, base_url=live_server.url
    )
    context.set_default_timeout(PATIENCE)
    yield Keyboard(context.new_page())
    context.close()


def begin(keys: Keyboard) -> None:
    """From the front page, over the skip link, to the list of parts."""
    page = keys.page
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    keys.enter(page.get_by_role("link", name="Balai Contoh balai"))
    keys.enter(page.get_by_role("link", name="Mulai pengajuan"))
    keys.tick("category", down=1)
    keys.tick("cooperation_type")
    keys.tick("is_extension")
    keys.button("Tampilkan yang saya perlukan")
    keys.button("Lanjutkan ke pengajuan")


def fill_parts(keys: Keyboard) -> None:
    """Every part in turn, by "save and continue"."""
    keys.enter(keys.page.get_by_role("link", name="Isi data lembaga"))
    keys.write(partner_name="PT Contoh Rekaan", address="Jalan Misal 5", province="Jawa B", npwp="990001112333000")
    keys.button("Simpan dan lanjutkan")
    keys.write(signatory_name="Umpama Contoh", signatory_title="Direktur")
    keys.button("Simpan dan lanjutkan")
    keys.write(contact_name="Rekaan Misalia", contact_email="rekaan@contoh.example", contact_phone="081000000111")
    keys.button("Simpan dan lanjutkan")
    keys.tick("scope_items")
    keys.tick("data_pribadi", down=1)
    keys.button("Simpan dan lanjutkan")
    keys.write(**{"baris-0-test": "PCR Dengue"})
    keys.enter(keys.page.get_by_role("button", name="Simpan dan lanjutkan").last)
    keys.write(mulai="01012040", lama_bulan="1 tahun")
    keys.button("Simpan dan lanjutkan")
    keys.tick("biaya", down=2)
    keys.write(perkiraan_nilai="1500000")
    keys.button("Simpan dan lanjutkan")
    keys.write(letter_number="445/1", letter_date="11112026")
    keys.button("Simpan dan lanjutkan")


def test_a_request_is_filed_by_keyboard(keys: Keyboard, laboratory: Institution, tmp_path: Path) -> None:
    letter, page = tmp_path / "surat.pdf", keys.page
    letter.write_bytes(honest_bytes())
    begin(keys)
    fill_parts(keys)
    keys.reach(page.locator("#surat_permohonan button"))
    with page.expect_file_chooser() as chooser:
        page.evaluate("1")  # a key does not wait for the page as a click does: first the chooser must be listened for
        page.keyboard.press("Enter")
    chooser.value.set_files(letter)
    page.locator("#surat_permohonan .s-file").wait_for()
    page.wait_for_load_state("networkidle")
    keys.enter(page.get_by_role("link", name="Kembali ke daftar tugas"))
    keys.enter(page.get_by_role("link", name="Periksa dan kirim").first)
    keys.tick("pernyataan")
    keys.button("Kirim pengajuan")
    assert page.url.endswith("/lacak/")
    filed = Request.objects.get()
    assert (filed.state, filed.partner_name, filed.province) == ("filed", "PT Contoh Rekaan", "Jawa Barat")
    told = filed.answers
    assert (told["mulai"], told["lama_bulan"], told["perkiraan_nilai"]) == ("2040-01-01", 12, 1_500_000)
