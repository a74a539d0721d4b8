"""Acting officials, leave and escalations in the browser, narrow and wide: nothing is cut off, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.casework.completion import complete_task
from simpul.core.directory.acting import Standing
from simpul.core.directory.leaves import record_leave
from simpul.core.directory.models import Assignment, Lane, LeaveKind, User
from simpul.core.directory.officers import Officer, officer_of, today_in
from simpul.core.directory.people import assign
from simpul.core.procedures.models import Case, FiredTimer, Task
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.desk.conftest import Desk, browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RECEIVED = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}


def person(desk: Desk, lane: str) -> User:
    return User.objects.get(pk=desk.house.officer(lane).user_id)


def now(user: User) -> Officer:
    found = officer_of(user)
    assert found is not None
    return found


@pytest.fixture
def admin(desk: Desk) -> User:
    return User.objects.create(
        email="admin@balai.example", full_name="Misal Administrator, S.Kom.", institution=desk.house.institution,
        is_admin=True,
    )  # fmt: skip


@pytest.fixture
def case(desk: Desk, admin: User) -> Case:
    """The first step done by a Plh, the second escalated; one colleague away, another from next week."""
    house, today = desk.house, today_in(desk.house.institution)
    lanes = {row.code: row for row in Lane.objects.filter(institution=house.institution)}
    Lane.objects.exclude(code="kepala_bblbk").filter(institution=house.institution).update(
        superior=lanes["kepala_bblbk"]
    )
    Assignment.objects.update(is_lead=True)
    User.objects.filter(pk=person(desk, "tata_usaha").pk).update(position="Kepala Subbagian Administrasi Umum Rekaan")
    acting = person(desk, "tim_analis_hukum")
    place = Standing(lanes["tata_usaha"], today, today + timedelta(days=3), basis="plh", deed="ST-17/UM/2026")
    assign(user=acting, standing=place, by=SYSTEM)
    found = desk.file_case(partner_name="Rumah Sakit Umum Daerah Rekaan Kabupaten Umpama")
    complete_task(case_id=found.pk, key="terima#1", officer=now(acting), raw=RECEIVED)
    late(found)
    for lane, first, deputy in (
        ("tim_arsiparis", today, acting),
        ("tim_program_pelayanan", today + timedelta(7), None),
    ):
        record_leave(
            user=person(desk, lane), kind=LeaveKind.ANNUAL, deed="SC-4/2026", starts_on=first,
            ends_on=first + timedelta(days=4), deputy=deputy, officer=now(admin),
        )  # fmt: skip
    return found


def late(case: Case) -> None:
    """The open task is late, and both timers have gone off."""
    task = Task.objects.get(case=case, state="open")
    Task.objects.filter(pk=task.pk).update(due_at=clock.now() - timedelta(days=2), standard="1 HK")
    for position, name in enumerate(("ingatkan_pelaksana", "ingatkan_atasan")):
        FiredTimer.objects.create(
            task=task, position=position, name=name, set_for=task.started_at, fired_at=clock.now()
        )


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer) -> Iterator[Eye]:
    opened = Eye(chromium, live_server.url)
    yield opened
    opened.close()


def test_every_page_of_people_and_time(eye: Eye, desk: Desk, admin: User, case: Case) -> None:
    views = {
        "time-acting": (admin, "/meja/orang/pengganti/"),
        "time-people": (admin, "/meja/orang/"),
        "time-person": (admin, f"/meja/orang/{person(desk, 'tim_analis_hukum').pk}/"),
        "time-leave": (admin, "/meja/cuti/"),
        "time-leave-read": (person(desk, "tata_usaha"), "/meja/cuti/"),
        "time-worklist": (person(desk, "tim_arsiparis"), "/meja/"),
        "time-below": (person(desk, "kepala_bblbk"), "/meja/?saring=tim-terlambat"),
        "time-case": (person(desk, "kepala_bblbk"), f"/perkara/{case.slug}/"),
        "time-journey": (admin, f"/perkara/{case.slug}/perjalanan/"),
        "time-trail": (admin, f"/perkara/{case.slug}/jejak/"),
    }
    for name, (user, path) in views.items():
        eye.become(browser(now(user))).look(path, name, PHONE, DESKTOP)
        judge_dark(eye.page, name)


def test_a_faulty_naming_is_told_at_the_entries(eye: Eye, desk: Desk, admin: User) -> None:
    page = eye.become(browser(now(admin))).page
    for name, path in (("time-acting-faulty", "/meja/orang/pengganti/"), ("time-leave-faulty", "/meja/cuti/")):
        eye.resize(PHONE)
        page.goto(eye.base + path)
        page.locator("main form .btn-primary").last.click()
        page.wait_for_load_state()
        assert page.locator("[aria-invalid=true]").count() > 0
        eye.judge(name)
    assert not Assignment.objects.filter(basis="plh", starts_on__gte=date(2026, 1, 1)).exists()
