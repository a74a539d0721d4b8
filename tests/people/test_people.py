"""People and lanes: the acts, their record, what they refuse; the pages for owner, colleague and stranger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.acting import Standing
from simpul.core.directory.models import Assignment, Lane, User
from simpul.core.directory.officers import officer_of, today_in
from simpul.core.directory.people import add_person, assign, change_person, deactivate, end_assignment
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.lib.actor import SYSTEM
from simpul.lib.wording import say
from simpul.rules.refusals import Refusal
from tests.inspectors import let_in
from tests.people.conftest import Office

pytestmark = pytest.mark.django_db

VALUES = {"full_name": "Contoh Rekaan, S.H.", "position": "Analis Hukum"}


def test_who_joins_is_recorded_without_a_name_and_mailed_a_link(office: Office) -> None:
    user = add_person(
        institution=office.institution,
        email="Baru@Balai.example",
        values=VALUES,
        by=office.officer.actor(),
        invite=True,
    )
    event = AuditEvent.objects.get(verb="person.added")
    assert user.email == "baru@balai.example"
    assert not user.has_usable_password()
    assert "Contoh Rekaan" not in event.body
    assert "baru@" not in event.body
    assert OutboxEvent.objects.filter(kind="person.added", key=f"{event.chain}:{event.seq}").exists()
    assert Delivery.objects.get().address == "baru@balai.example"


def test_an_address_belongs_to_one_person_in_all_institutions(office: Office, other: Office) -> None:
    with pytest.raises(Refusal, match="ORG-01"):
        add_person(institution=other.institution, email="STAF@balai.example", values=VALUES, by=SYSTEM)
    assert not AuditEvent.objects.exists()


def test_a_place_holds_on_its_days_only(office: Office) -> None:
    today = today_in(office.institution)
    lane = Lane.objects.create(institution=office.institution, code="arsip", name="Arsip")
    past, ahead = today - timedelta(days=1), today + timedelta(days=1)
    for first, last in ((past, past), (ahead, None)):
        assign(user=office.staff, standing=Standing(lane, first, last), by=SYSTEM)
        officer = officer_of(office.staff)
        assert officer is not None
        assert not officer.holds(lane.pk)
    assign(user=office.staff, standing=Standing(lane, today, today, basis="plh", deed="ST-1/2026"), by=SYSTEM)
    officer = officer_of(office.staff)
    assert officer is not None
    assert officer.actor(lane.pk).capacity == "Plh. Arsip"


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 3, 1), None, "ORG-04"),
        (date(2025, 1, 1), date(2026, 1, 2), "ORG-04"),
        (date(2025, 2, 1), date(2025, 1, 1), "ORG-05"),
        (date(206, 3, 1), None, "ORG-17"),
        (date(2027, 1, 1), date(2207, 1, 1), "ORG-17"),
    ],
)
def test_places_that_make_no_sense(office: Office, first: date, last: date | None, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        assign(user=office.staff, standing=Standing(office.lane, first, last), by=SYSTEM)
    assert Assignment.objects.filter(user=office.staff).count() == 1


def test_a_slip_of_the_year_is_told_with_the_years_that_can_be_meant(office: Office) -> None:
    with pytest.raises(Refusal) as told:
        assign(user=office.staff, standing=Standing(office.lane, date(206, 3, 1)), by=SYSTEM)
    assert "0206" in say(told.value)
    assert "1945" in say(told.value)


def test_a_lane_of_another_institution_is_none(office: Office, other: Office) -> None:
    with pytest.raises(Refusal, match="ORG-03"):
        assign(user=office.staff, standing=Standing(other.lane, date(2026, 1, 1)), by=SYSTEM)


def test_a_place_ends_once(office: Office) -> None:
    row = Assignment.objects.get(user=office.staff)
    end_assignment(assignment=row, last_day=date(2026, 5, 1), by=SYSTEM)
    with pytest.raises(Refusal, match="ORG-07"):
        end_assignment(assignment=row, last_day=date(2026, 6, 1), by=SYSTEM)
    with pytest.raises(Refusal, match="ORG-05"):
        end_assignment(assignment=row, last_day=date(2025, 6, 1), by=SYSTEM)
    row.refresh_from_db()
    assert row.ends_on == date(2026, 5, 1)


def test_leaving_ends_what_runs_and_strikes_out_what_lies_ahead(office: Office) -> None:
    today = today_in(office.institution)
    lane = Lane.objects.create(institution=office.institution, code="arsip", name="Arsip")
    assign(user=office.staff, standing=Standing(lane, today + timedelta(days=9)), by=SYSTEM)
    deactivate(user=office.staff, by=office.officer.actor())
    assert [row.ends_on for row in Assignment.objects.filter(user=office.staff)] == [today - timedelta(days=1)]
    assert officer_of(User.objects.get(pk=office.staff.pk)) is None
    with pytest.raises(Refusal, match="ORG-06"):
        assign(user=User.objects.get(pk=office.staff.pk), standing=Standing(lane, today), by=SYSTEM)


def test_the_last_administrator_stays(office: Office) -> None:
    with pytest.raises(Refusal, match="ORG-08"):
        deactivate(user=office.admin, by=office.officer.actor())
    with pytest.raises(Refusal, match="ORG-09"):
        deactivate(user=office.admin, by=SYSTEM)
    with pytest.raises(Refusal, match="ORG-09"):
        change_person(user=office.admin, values={"is_admin": False}, by=SYSTEM)
    assert User.objects.get(pk=office.admin.pk).is_active


Enter = Callable[[User], Client]


def test_the_page_lists_lanes_and_a_vacancy(office: Office, enter: Enter) -> None:
    Lane.objects.create(institution=office.institution, code="arsip", name="Tim Arsiparis")
    page = enter(office.admin).get("/meja/orang/").content.decode()
    assert "Tata Usaha" in page
    assert office.staff.full_name in page
    assert page.count("s-chip--due") == 1


def pages_of(office: Office) -> list[str]:
    base, one = "/meja/orang/", f"/meja/orang/{office.staff.pk}/"
    return [base, base + "baru/", base + "impor/", one, one + "keluar/", "/meja/kalender/2026/ubah/"]


def test_owner_sees_all_colleague_none(office: Office, enter: Enter) -> None:
    for page in pages_of(office):
        assert enter(office.admin).get(page).status_code == 200
        assert enter(office.staff).get(page).status_code == 403
        assert Client().get(page).headers["Location"].startswith("/masuk/?next=")


def test_a_stranger_finds_nobody(office: Office, other: Office, enter: Enter) -> None:
    client, one = enter(other.admin), f"/meja/orang/{office.staff.pk}/"
    row = Assignment.objects.get(user=office.staff)
    assert office.staff.full_name.encode() not in client.get("/meja/orang/").content.replace(
        other.staff.full_name.encode(), b"", 1
    )
    for path in (one, one + "keluar/"):
        assert client.get(path).status_code == 404
    for path in ("ubah/", "lajur/", "tautan/", "keluar/", f"lajur/{row.pk}/akhiri/"):
        assert client.post(one + path, {"reason": "x", "last_day": "2026-05-01"}).status_code == 404
    assert User.objects.get(pk=office.staff.pk).is_active


def test_an_inspector_reads_and_changes_nothing(office: Office, enter: Enter) -> None:
    eye = User.objects.create_user(
        "mata@balai.example", full_name="Misal Inspektur", institution=office.institution, is_inspector=True
    )
    let_in(eye)
    client, one = enter(eye), f"/meja/orang/{office.staff.pk}/"
    assert client.get("/meja/orang/").status_code == 200
    assert client.get(one).status_code == 200
    for path in ("ubah/", "lajur/", "tautan/", "keluar/"):
        assert client.post(one + path).status_code == 403


def test_joining_and_placing_by_the_pages(office: Office, enter: Enter) -> None:
    client = enter(office.admin)
    answer = client.post("/meja/orang/baru/", {**VALUES, "email": "baru@balai.example", "invite": "on"})
    user = User.objects.get(email="baru@balai.example")
    assert answer.headers["Location"] == f"/meja/orang/{user.pk}/"
    given = {"lane": office.lane.pk, "starts_on": "2026-02-01", "basis": "plt", "deed": "ST-9/2026"}
    client.post(f"/meja/orang/{user.pk}/lajur/", given)
    row = Assignment.objects.get(user=user)
    assert (row.basis, row.deed, row.starts_on, row.ends_on) == ("plt", "ST-9/2026", date(2026, 2, 1), None)
    client.post(f"/meja/orang/{user.pk}/lajur/{row.pk}/akhiri/", {"last_day": "2026-09-30"})
    row.refresh_from_db()
    assert row.ends_on == date(2026, 9, 30)
    again = client.post("/meja/orang/baru/", {**VALUES, "email": "baru@balai.example"})
    assert again.status_code == 422
    assert "Contoh Rekaan, S.H." in again.content.decode()


def test_fields_that_are_not_asked_are_never_written(office: Office, enter: Enter) -> None:
    more = {"institution": 999, "is_active": "", "password": "x", "email": "lain@balai.example"}
    enter(office.admin).post(f"/meja/orang/{office.staff.pk}/ubah/", {**VALUES, **more})
    user = User.objects.get(pk=office.staff.pk)
    assert (user.full_name, user.email, user.institution) == (
        VALUES["full_name"], "staf@balai.example", office.institution,
    )  # fmt: skip
    assert user.is_active


@pytest.mark.parametrize("ahead", [0, 1])
def test_a_place_entered_by_mistake_is_struck_out_and_can_be_given_anew_the_same_day(
    office: Office, ahead: int
) -> None:
    first = today_in(office.institution) + timedelta(days=ahead)
    lane = Lane.objects.create(institution=office.institution, code="arsip", name="Arsip")
    wrong = assign(user=office.staff, standing=Standing(lane, first), by=SYSTEM)
    end_assignment(assignment=wrong, last_day=first - timedelta(days=1), by=SYSTEM)
    assert not Assignment.objects.filter(lane=lane).exists()
    assert AuditEvent.objects.order_by("-pk")[0].verb == "person.assignment_struck_out"
    assign(user=office.staff, standing=Standing(lane, first), by=SYSTEM)


def test_a_refusal_says_days_as_people_write_them(office: Office) -> None:
    row = Assignment.objects.get(user=office.staff)
    end_assignment(assignment=row, last_day=date(2026, 5, 1), by=SYSTEM)
    for last, words in ((date(2026, 6, 1), "1 Mei 2026"), (date(2025, 6, 1), "1 Juni 2025")):
        with pytest.raises(Refusal) as refused:
            end_assignment(assignment=row, last_day=last, by=SYSTEM)
        with override("id"):
            assert words in say(refused.value)
