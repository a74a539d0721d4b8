"""The pages of acting officials and of leave for owner, colleague and stranger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from simpul.core.directory.models import Assignment, Leave, Unit, User
from simpul.core.directory.officers import today_in
from tests.inspectors import let_in
from tests.people.conftest import Office

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
ACTING, LEAVE = "/meja/orang/pengganti/", "/meja/cuti/"


def colleague_of(office: Office, *, is_lead: bool = False) -> User:
    """Another person of the same lane."""
    user = User.objects.create(
        email=f"rekan{is_lead}@balai.example", full_name="Misal Rekan", institution=office.institution
    )
    Assignment.objects.create(user=user, lane=office.lane, starts_on=date(2026, 1, 2), is_lead=is_lead)
    return user


def naming(office: Office, acting: User, **more: object) -> dict[str, object]:
    today = today_in(office.institution)
    return {
        "place": f"{office.lane.pk}:{office.staff.pk}", "person": acting.pk, "basis": "plh", "deed": "ST-7/2026",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=3)).isoformat(), **more,
    }  # fmt: skip


def test_an_administrator_names_and_ends(office: Office, enter: Enter) -> None:
    client = enter(office.admin)
    assert client.post(ACTING, naming(office, office.admin)).status_code == 302
    place = Assignment.objects.get(basis="plh")
    assert (place.user, place.stands_for, place.deed) == (office.admin, office.staff, "ST-7/2026")
    page = client.get(ACTING).content.decode()
    assert "Plh. Tata Usaha" in page
    assert office.staff.full_name in page
    assert f"menggantikan {office.staff.full_name}" in client.get("/meja/orang/").content.decode()
    last = {"last_day": place.starts_on.isoformat(), "kembali": ACTING}
    answer = client.post(f"/meja/orang/{office.admin.pk}/lajur/{place.pk}/akhiri/", last)
    assert answer.headers["Location"] == ACTING
    place.refresh_from_db()
    assert place.ends_on == place.starts_on


@pytest.mark.parametrize("more", [{"deed": ""}, {"ends_on": ""}, {"basis": ""}, {"place": "0:0"}, {"starts_on": "x"}])
def test_a_faulty_naming_keeps_the_entries_and_writes_nothing(
    office: Office, enter: Enter, more: dict[str, object]
) -> None:
    answer = enter(office.admin).post(ACTING, naming(office, office.admin, **more))
    assert answer.status_code == 422
    assert not Assignment.objects.filter(basis="plh").exists()


def test_nobody_acts_for_oneself(office: Office, enter: Enter) -> None:
    answer = enter(office.admin).post(ACTING, naming(office, office.staff))
    assert answer.status_code == 422
    assert Assignment.objects.count() == 1


def test_who_stands_for_two_units_is_chosen_for_each(office: Office, enter: Enter) -> None:
    """One person, one lane: the lead of Mikrobiologi, not of Kimia; the link from the person chooses the place led."""
    kimia, mikro = (Unit.objects.create(institution=office.institution, code=c, name=c) for c in ("kimia", "mikro"))
    Assignment.objects.filter(user=office.staff).update(unit=kimia)
    Assignment.objects.create(
        user=office.staff, lane=office.lane, unit=mikro, is_lead=True, starts_on=date(2026, 1, 2)
    )  # fmt: skip
    client, lane = enter(office.admin), f"{office.lane.pk}:{office.staff.pk}"
    page = client.get(f"{ACTING}?jabatan={lane}:{mikro.pk}").content.decode()
    assert f"jabatan={lane}:{mikro.pk}" in client.get(f"/meja/orang/{office.staff.pk}/").content.decode()
    assert [page.count(f'value="{lane}:{unit.pk}"') for unit in (kimia, mikro)] == [1, 1]
    assert f'value="{lane}:{mikro.pk}" selected' in page
    assert client.post(ACTING, naming(office, office.admin, place=f"{lane}:{mikro.pk}")).status_code == 302
    place = Assignment.objects.get(basis="plh")
    assert (place.unit, place.is_lead) == (mikro, True)
    place.delete()
    assert client.post(ACTING, naming(office, office.admin, place=f"{lane}:{kimia.pk}")).status_code == 302
    place = Assignment.objects.get(basis="plh")
    assert (place.unit, place.is_lead) == (kimia, False)


def test_the_pages_of_a_colleague_and_of_a_stranger(office: Office, other: Office, enter: Enter) -> None:
    assert enter(office.staff).get(ACTING).status_code == 403
    assert enter(office.staff).post(ACTING, naming(office, office.admin)).status_code == 403
    assert enter(other.admin).post(ACTING, naming(office, office.admin)).status_code == 422
    office.staff.full_name = "Misal Hanya Sini"
    office.staff.save()
    assert office.staff.full_name not in enter(other.admin).get(ACTING).content.decode()
    inspector = User.objects.create(
        email="periksa@balai.example", full_name="Rekaan Inspektur", institution=office.institution, is_inspector=True
    )
    let_in(inspector)
    assert enter(inspector).get(ACTING).status_code == 200
    assert enter(inspector).post(ACTING, naming(office, office.admin)).status_code == 403
    assert not Assignment.objects.filter(basis="plh").exists()


def leaving(office: Office, **more: object) -> dict[str, object]:
    today = today_in(office.institution)
    return {
        "person": office.staff.pk, "kind": "sakit", "deed": "SC-1/2026", "starts_on": today.isoformat(),
        "ends_on": today.isoformat(), "deputy": "", **more,
    }  # fmt: skip


def test_the_lead_records_colleagues_read_without_the_reason(office: Office, enter: Enter) -> None:
    lead, colleague = colleague_of(office, is_lead=True), colleague_of(office)
    assert enter(lead).post(LEAVE, leaving(office, deputy=colleague.pk)).status_code == 302
    row = Leave.objects.get()
    assert (row.user, row.deputy, row.recorded_by) == (office.staff, colleague, lead)
    assert "Cuti sakit, SC-1/2026" in enter(lead).get(LEAVE).content.decode()
    seen = enter(colleague).get(LEAVE).content.decode()
    assert office.staff.full_name in seen
    assert "Cuti sakit" not in seen
    assert "SC-1/2026" not in seen
    assert office.staff.full_name in enter(colleague).get("/meja/").content.decode()


def test_a_colleague_records_and_ends_nothing(office: Office, enter: Enter) -> None:
    colleague = colleague_of(office)
    assert enter(colleague).post(LEAVE, leaving(office)).status_code == 403
    enter(office.admin).post(LEAVE, leaving(office))
    row = Leave.objects.get()
    assert enter(colleague).post(f"{LEAVE}{row.pk}/kembali/").status_code == 403
    assert enter(office.admin).post(f"{LEAVE}{row.pk}/kembali/").status_code == 302
    row.refresh_from_db()
    assert row.cancelled_at is not None


def test_a_stranger_sees_and_ends_nothing(office: Office, other: Office, enter: Enter) -> None:
    enter(office.admin).post(LEAVE, leaving(office))
    row = Leave.objects.get()
    assert enter(other.admin).post(f"{LEAVE}{row.pk}/kembali/").status_code == 404
    assert enter(other.admin).post(LEAVE, leaving(office)).status_code == 422
    assert "SC-1/2026" not in enter(other.admin).get(LEAVE).content.decode()
    assert Client().get(LEAVE).headers["Location"].startswith("/masuk/?next=")


def test_a_faulty_leave_keeps_the_entries(office: Office, enter: Enter) -> None:
    yesterday = today_in(office.institution) - timedelta(days=1)
    for more in ({"ends_on": yesterday.isoformat()}, {"deed": ""}, {"deputy": office.staff.pk}, {"kind": "liburan"}):
        answer = enter(office.admin).post(LEAVE, leaving(office, **more))
        assert answer.status_code == 422, more
    assert not Leave.objects.exists()
