"""The desk and the register when they are full: fifty rows, fifty people, names of 120 characters, faulty forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import Assignment, Lane, User
from simpul.core.messages.models import Delivery
from simpul.core.procedures.models import Case, Task, TaskState
from simpul.features.agreements.models import Agreement, ArchiveRecord, IssuedNumber, Request
from simpul.lib import clock
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye, judge_dark
from tests.casework.conftest import House
from tests.desk.conftest import browser
from tests.inspectors import let_in
from tests.public.conftest import file_case, files, house, publish

__all__ = ["chromium", "file_case", "files", "house", "publish"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MANY = 50
BOTH = (PHONE, DESKTOP)


@pytest.fixture
def sit(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Callable[..., Eye]]:
    """A window of the officer of a lane; ``rights`` are given first."""
    windows: list[Eye] = []

    def seated(lane: str, **rights: Any) -> Eye:
        User.objects.filter(pk=house.officer(lane).user_id).update(**{"full_name": LONG_NAME, **rights})
        if rights.get("is_inspector"):
            let_in(User.objects.get(pk=house.officer(lane).user_id))
        windows.append(Eye(chromium, live_server.url, browser(house.officer(lane))))
        return windows[-1]

    yield seated
    for window in windows:
        window.close()


def named(number: int) -> str:
    """A name of 120 characters that no other case has."""
    return f"Klinik {number:02} {LONG_NAME}"[:120]


def number_letters() -> None:
    """Long numbers; those of the last six requests are alike, so that they look as if they were here twice."""
    asked = list(Request.objects.order_by("id"))
    for number, request in enumerate(asked):
        request.letter_number = f"B/{min(number, MANY - 6)}/" + "123/" * 25 + "2026"
        request.letter_date = date(2026, 11, 2)
    Request.objects.bulk_update(asked, ["letter_number", "letter_date"])


def crowd(house: House) -> None:
    """Fifty people with long names: most in lanes, some without one, some who have left."""
    lanes = list(Lane.objects.filter(institution=house.institution))
    people = User.objects.bulk_create(
        User(
            email=f"orang{number}@balai.example", full_name=f"{number:02} {LONG_NAME}"[:120], position=LONG_NAME,
            institution=house.institution, is_active=number < 45,
        )
        for number in range(MANY)
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(
            user=user, lane=lanes[number % len(lanes)], starts_on=date(2026, 1, 2) + timedelta(days=9 * number),
            ends_on=date(2027, 6, 30) if number % 3 else None, deed="Keputusan Contoh Nomor 12 Tahun 2026 " * 3,
        )
        for number, user in enumerate(people[:40])
    )  # fmt: skip


def test_lists_of_fifty_cases(sit: Callable[..., Eye], house: House, file_case: Callable[..., Case]) -> None:
    office = sit("tata_usaha")
    office.look("/meja/surat/", "meja-surat-kosong", *BOTH)
    for number in range(MANY):
        file_case(partner_name=named(number), contact_name=LONG_NAME)
    number_letters()
    tasks = list(Task.objects.filter(state=TaskState.OPEN).order_by("id"))
    for number, task in enumerate(tasks):
        task.due_at = clock.now() + timedelta(days=number - 20)
        task.holder_id = house.officer("tata_usaha").user_id if number % 3 else None
    Task.objects.bulk_update(tasks, ["due_at", "holder"])
    for path, name in (("", ""), ("?q=tidakada", "-tak-ada"), ("perkara/", "-perkara"), ("surat/", "-surat")):
        office.look(f"/meja/{path}", f"meja-penuh{name}", *BOTH)
    office.look("/meja/perkara/?q=tidakada", "meja-perkara-tak-ada")
    office.look("/meja/surat/baru/", "meja-surat-baru")
    office.page.locator("main form button[type=submit]").last.click()
    office.judge("meja-surat-baru-galat", *BOTH)


def test_fifty_people_and_the_house(sit: Callable[..., Eye], house: House, file_case: Callable[..., Case]) -> None:
    crowd(house)
    file_case(partner_name=LONG_NAME)
    Task.objects.filter(state=TaskState.OPEN).update(holder=house.officer("tata_usaha").user_id)
    admin = sit("tim_arsiparis", is_admin=True)
    leaver = house.officer("tata_usaha").user_id
    admin.look("/meja/orang/", "orang-penuh", *BOTH)
    for path, name in ((f"{leaver}/", "satu"), (f"{leaver}/keluar/", "keluar"), ("impor/", "impor")):
        admin.look(f"/meja/orang/{path}", f"orang-{name}", *BOTH)
    admin.look("/meja/orang/baru/", "orang-baru")
    admin.press("Tambahkan")
    admin.judge("orang-baru-galat", *BOTH)
    faulty_forms(admin, leaver)
    for path, name in (("kalender/", ""), ("kalender/2026/ubah/", "-ubah"), ("kalender/2027/", "-belum-pasti")):
        admin.look(f"/meja/{path}", f"kalender{name}", *BOTH)


def faulty_forms(admin: Eye, user_id: int) -> None:
    """The details of a person and a year of the calendar, sent with what is obligatory left empty."""
    admin.look(f"/meja/orang/{user_id}/", "orang-satu")
    details = admin.page.locator(f"form[action='/meja/orang/{user_id}/ubah/']")
    details.locator("[name=full_name]").fill("")
    details.locator("button[type=submit]").click()
    admin.page.locator(".s-banner--late [href='#id_full_name']").wait_for()
    admin.judge("orang-satu-galat", *BOTH)
    admin.look("/meja/kalender/2026/ubah/", "kalender-ubah")
    admin.page.locator("main form textarea").first.fill("hari yang keliru")
    admin.press("Simpan sebagai versi baru")
    admin.page.locator(".s-banner--late").wait_for()
    admin.judge("kalender-ubah-galat", *BOTH)
    judge_dark(admin.page, "kalender-ubah-galat")


def messages_of(case: Case, state: str, channel: str, count: int) -> None:
    """Messages of a case in one state."""
    Delivery.objects.bulk_create(
        Delivery(
            institution_id=case.institution_id, case_id=case.pk, key=f"{state}:{number}", channel=channel,
            recipient=LONG_NAME, address=f"surat{number}@{'rumahsakit' * 5}.example",
            subject=f"Kabar pengajuan {LONG_NAME}"[:120], body="Isi", state=state, attempts=5,
            last_error="sambungan ditolak " * 8,
            created_at=clock.now(), sent_at=clock.now() if state == "sent" else None,
        )
        for number in range(count)
    )  # fmt: skip


def test_fifty_agreements(
    sit: Callable[..., Eye], publish: Callable[..., Agreement], live_server: LiveServer, chromium: Browser
) -> None:
    made = [publish(named(number)) for number in range(MANY)]
    ArchiveRecord.objects.bulk_create(
        ArchiveRecord(
            agreement=one, file=one.signed_file, classification="HK.03.01", location=LONG_NAME, archived_at=clock.now()
        )
        for one in made
    )
    IssuedNumber.objects.filter(seq__lte=25).update(voided_at=clock.now(), void_reason=LONG_NAME, subject=LONG_NAME)
    office = sit("tata_usaha")
    for state, channel in (("failed", "email"), ("waiting", "whatsapp"), ("sent", "email")):
        assert made[0].case is not None
        messages_of(made[0].case, state, channel, 20)
    life = ("perjanjian/", "perjanjian/?q=tidakada", f"perjanjian/{made[0].slug}/")
    for path in (*life, "pesan/", "nomor/", "nomor/pks/", "arsip/", "arsip/?q=tidakada", f"arsip/{made[0].slug}/"):
        office.look(f"/meja/{path}", path.replace("/", "-").replace("?", "-").replace(made[0].slug, "satu"), *BOTH)
    visitor = Eye(chromium, live_server.url)
    for path, name in (
        ("/register/", "register"), (f"/perjanjian/{made[0].slug}/", "perjanjian"),
        (f"/verifikasi/{made[0].slug}/", "verifikasi"), ("/verifikasi/?nomor=1/PKS/2026", "verifikasi-nomor"),
    ):  # fmt: skip
        visitor.look(path, f"{name}-penuh", *BOTH)
    visitor.close()
