"""The studio of templates in a browser: read, written with live faults, published by two; at 360 and 1280 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import User
from simpul.core.documents.positions import positions_text
from simpul.features.agreements.models import TextConcept, TextVersion
from simpul.features.agreements.text_kinds import POSITIONS
from simpul.lib import clock
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye, judge_dark
from tests.browser.test_studio import write
from tests.studio.conftest import Studio, file_case, files, house, studio

__all__ = ["chromium", "file_case", "files", "house", "studio"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOTH = (PHONE, DESKTOP)
HERE = "/meja/naskah/pks-umum/"
OLD, NEW = "paling lambat 60 (enam puluh) hari", "paling lambat 75 (tujuh puluh lima) hari"


@pytest.fixture
def sit(chromium: Browser, live_server: LiveServer, studio: Studio) -> Iterator[Callable[[str], Eye]]:
    """A window of one of the people of the house."""
    windows: list[Eye] = []

    def seated(who: str) -> Eye:
        windows.append(Eye(chromium, live_server.url, studio.client(who)))
        return windows[-1]

    yield seated
    for window in windows:
        window.close()


def test_templates_are_read_written_and_published_by_two(sit: Callable[[str], Eye]) -> None:
    admin = sit("admin")
    admin.look("/meja/naskah/", "templat-daftar", *BOTH)
    judge_dark(admin.page, "templat-daftar")
    admin.look(HERE, "templat-satu", *BOTH)
    judge_dark(admin.page, "templat-satu")
    admin.look(f"{HERE}versi/1/", "templat-versi", *BOTH)
    judge_dark(admin.page, "templat-versi")
    admin.look("/meja/naskah/mou-luar-negeri/versi/1/", "templat-dua-bahasa", *BOTH)
    judge_dark(admin.page, "templat-dua-bahasa")
    admin.page.goto(f"{admin.base}{HERE}")
    admin.page.get_by_role("button", name="Konsep baru dari versi 1").click()
    text = TextConcept.objects.get().text
    write(admin.page, text.replace("{mulai}", "{mulaii}", 1))
    expect(admin.page.locator("#hasil-judul")).to_contain_text("1 kesalahan")
    write(admin.page, text.replace(OLD, NEW, 1))
    expect(admin.page.locator("#hasil-judul")).to_contain_text("Tanpa kesalahan")
    expect(admin.page.locator("#contoh + .s-paperface")).to_contain_text("75 (tujuh puluh lima)")
    admin.page.get_by_role("button", name="Simpan", exact=True).click()
    admin.look(f"{HERE}konsep/", "templat-tulis", *BOTH)
    judge_dark(admin.page, "templat-tulis")
    admin.look(f"{HERE}konsep/pasal/jangka/", "templat-pasal", *BOTH)
    judge_dark(admin.page, "templat-pasal")
    admin.look(f"{HERE}bandingkan/", "templat-bandingkan", *BOTH)
    judge_dark(admin.page, "templat-bandingkan")
    admin.page.goto(f"{admin.base}{HERE}konsep/usul/")
    admin.page.get_by_label("Apa yang baru, dan mengapa").fill("Tenggat lebih panjang.")
    admin.page.get_by_role("button", name="Usulkan untuk diterbitkan").click()
    head = sit("head")
    head.look(f"{HERE}konsep/", "templat-putuskan", *BOTH)
    judge_dark(head.page, "templat-putuskan")
    head.page.goto(f"{head.base}{HERE}konsep/")
    head.page.get_by_role("button", name="Terbitkan versi 2").click()
    expect(head.page.locator("body")).to_contain_text("Versi 2 terbit")
    assert TextVersion.objects.get().number == 2


def test_positions_are_written_with_what_they_change_and_published_by_two(sit: Callable[[str], Eye]) -> None:
    admin, here = sit("admin"), "/meja/naskah/posisi/"
    admin.look(f"{here}versi/1/", "posisi-versi", *BOTH)
    judge_dark(admin.page, "posisi-versi")
    admin.page.goto(f"{admin.base}{here}")
    admin.page.get_by_role("button", name="Konsep baru dari versi 1").click()
    text = TextConcept.objects.get().text
    write(admin.page, text.replace("topik: jangka_waktu", "topik: cuaca", 1))
    expect(admin.page.locator("#hasil-judul")).to_contain_text("1 kesalahan")
    write(admin.page, text.replace('pola: ["musyawarah|mufakat|kekeluargaan|damai"]', 'pola: ["rembuk"]', 1))
    expect(admin.page.locator("#hasil-judul")).to_contain_text("Tanpa kesalahan")
    admin.page.get_by_label("Draf percobaan").select_option("mou")
    expect(admin.page.locator("#contoh-draf")).to_have_value("mou")
    strict = "- id: tanpa_batas\n        pola: ["
    write(admin.page, text.replace(strict, f'{strict}"perpanjang*|diperpanjang", ', 1))
    admin.page.get_by_label("Draf percobaan").select_option("pks-umum-mitra")
    expect(admin.page.locator("#hasil")).to_contain_text("baru")
    admin.page.get_by_role("button", name="Simpan", exact=True).click()
    admin.look(f"{here}konsep/", "posisi-tulis", *BOTH)
    judge_dark(admin.page, "posisi-tulis")
    admin.look(f"{here}bandingkan/", "posisi-bandingkan", *BOTH)
    judge_dark(admin.page, "posisi-bandingkan")
    admin.page.goto(f"{admin.base}{here}konsep/usul/")
    admin.page.get_by_label("Apa yang baru, dan mengapa").fill("Perpanjangan diperiksa lebih ketat.")
    admin.page.get_by_role("button", name="Usulkan untuk diterbitkan").click()
    head = sit("head")
    head.look(f"{here}konsep/", "posisi-putuskan", *BOTH)
    judge_dark(head.page, "posisi-putuskan")
    head.page.goto(f"{head.base}{here}konsep/")
    head.page.get_by_role("button", name="Terbitkan versi 2").click()
    expect(head.page.locator("body")).to_contain_text("Versi 2 terbit")
    head.look(here, "posisi-satu", *BOTH)
    judge_dark(head.page, "posisi-satu")


def test_fifty_versions_with_long_names(sit: Callable[[str], Eye], studio: Studio) -> None:
    house = studio.house.institution
    house.name = LONG_NAME
    house.save(update_fields=["name"])
    people = [studio.admin.user_id, studio.head.user_id]
    User.objects.filter(pk__in=people).update(full_name=LONG_NAME)
    for number in range(2, 52):
        TextVersion.objects.create(
            institution=house, code=POSITIONS, number=number, text=positions_text(), sha256=f"{number:064}",
            note=LONG_NAME, proposed_by_id=people[0], published_by_id=people[1], published_at=clock.now(),
        )  # fmt: skip
    admin = sit("admin")
    for path, name in (("", "posisi-lima-puluh"), ("bandingkan/", "posisi-lima-puluh-bandingkan")):
        admin.look(f"/meja/naskah/posisi/{path}", name, *BOTH)
        judge_dark(admin.page, name)
    admin.look("/meja/naskah/", "templat-nama-panjang", *BOTH)
