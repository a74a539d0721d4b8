"""Handing a task over in a lane that several units share: only within the unit, only by who leads it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from simpul.casework.beginning import begin_case
from simpul.casework.cases import claim, reassign, withdraw_case
from simpul.casework.leaving import heirs_of
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, Lane, Unit, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.models import ProcedureVersion, Task
from simpul.core.procedures.reach import may_hand_over
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import VISIT
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    """Besides the officer of every lane: two people of Mataram and one of Batam in the lane of the branches."""
    return furnish("rekaan", VISIT)


def in_branch(house: House, code: str, name: str, *, is_lead: bool = False) -> Officer:
    unit, _ = Unit.objects.get_or_create(institution=house.institution, code=code, defaults={"name": f"Balai {code}"})
    user = User.objects.create(
        email=f"{name}@{code}.example", full_name=f"Contoh {name} {code}", institution=house.institution
    )
    lane = Lane.objects.get(institution=house.institution, code="balai")
    Assignment.objects.create(user=user, lane=lane, unit=unit, starts_on=date(2026, 1, 1), is_lead=is_lead)
    found = officer_of(user)
    assert found is not None
    return found


@pytest.fixture
def task(house: House) -> Task:
    """Of Mataram, held by one of its people."""
    holder = in_branch(house, "mataram", "satu")
    case = begin_case(officer=holder, version_id=ProcedureVersion.objects.get().pk, title="Kunjungan")
    claim(case_id=case.pk, key="usul#1", officer=holder)
    return Task.objects.get(case=case, key="usul#1")


def test_successors_are_of_the_unit_or_of_all_units(house: House, task: Task) -> None:
    colleague, stranger = in_branch(house, "mataram", "dua"), in_branch(house, "batam", "tiga")
    everywhere = house.officer("balai").user_id
    assert {user.pk for user in heirs_of(task)} == {colleague.user_id, everywhere}
    act: dict[str, Any] = {"case_id": task.case_id, "key": task.key, "reason": "Beban kerja"}
    lead = in_branch(house, "mataram", "ketua", is_lead=True)
    with pytest.raises(Refusal, match="ORG-11"):
        reassign(**act, officer=lead, to_user_id=stranger.user_id)
    reassign(**act, officer=lead, to_user_id=colleague.user_id)
    task.refresh_from_db()
    assert task.holder_id == colleague.user_id


def test_the_lead_of_another_unit_hands_nothing_over(house: House, task: Task) -> None:
    other, colleague = in_branch(house, "batam", "ketua", is_lead=True), in_branch(house, "mataram", "dua")
    assert not may_hand_over(other, task)
    with pytest.raises(NotAllowed, match="TGS-39"):
        reassign(case_id=task.case_id, key=task.key, officer=other, to_user_id=colleague.user_id, reason="Beban")


def test_by_the_page_the_superior_hands_over_with_a_reason(house: House, task: Task) -> None:
    colleague, stranger = in_branch(house, "mataram", "dua"), in_branch(house, "batam", "tiga")
    Lane.objects.filter(code="balai").update(superior=Lane.objects.get(code="pusat"))
    client = browser(house.officer("pusat"))
    page = client.get(f"/perkara/{task.case.slug}/").content.decode()
    assert colleague.name in page
    assert stranger.name not in page
    path = f"/perkara/{task.case.slug}/tugas/{task.key.replace('#', '%23')}/alihkan/"
    client.post(path, {"kepada": stranger.user_id, "alasan": "Beban"})
    client.post(path, {"kepada": colleague.user_id, "alasan": " "})
    assert Task.objects.get(pk=task.pk).holder_id == task.holder_id
    assert client.post(path, {"kepada": colleague.user_id, "alasan": "Beban"}).status_code == 302
    assert Task.objects.get(pk=task.pk).holder_id == colleague.user_id
    assert task.case.reasons.get().text == "Beban"


def test_twice_is_handed_over_once_and_says_so(house: House, task: Task) -> None:
    """The double press, a stale form, and the second of two in the same moment, which comes to the action."""
    colleague, lead = in_branch(house, "mataram", "dua"), in_branch(house, "mataram", "ketua", is_lead=True)
    client, path = browser(lead), f"/perkara/{task.case.slug}/tugas/{task.key.replace('#', '%23')}/alihkan/"
    sent = {"kepada": colleague.user_id, "alasan": "Beban"}
    client.post(path, sent)
    assert "TGS-35" in client.post(path, sent, follow=True).content.decode()
    with pytest.raises(Conflict, match="TGS-18"):
        reassign(case_id=task.case_id, key=task.key, officer=lead, to_user_id=colleague.user_id, reason="Beban")
    assert AuditEvent.objects.filter(verb="task.reassigned").count() == 1
    withdraw_case(case_id=task.case_id, by=lead.actor(), reason="Batal", party="lembaga")
    assert "Tugas ini sudah tidak terbuka." in client.post(path, sent, follow=True).content.decode()
    assert AuditEvent.objects.filter(verb="task.reassigned").count() == 1


def test_an_officer_of_another_house_hands_nothing_over(house: House, task: Task) -> None:
    stranger = furnish("lain", VISIT)
    path = f"/perkara/{task.case.slug}/tugas/{task.key.replace('#', '%23')}/alihkan/"
    sent = {"kepada": house.officer("balai").user_id, "alasan": "Beban"}
    assert browser(stranger.officer("balai")).post(path, sent).status_code == 404
    assert Task.objects.get(pk=task.pk).holder_id == task.holder_id


def test_nobody_hands_over_the_task_of_the_partner(house: House, task: Task) -> None:
    """Not even an administrator: no lane does it, so nobody of the house could hold it."""
    admin = User.objects.create(
        email="admin@balai.example", full_name="Misal Admin", institution=house.institution, is_admin=True
    )
    officer = officer_of(admin)
    assert officer is not None
    assert may_hand_over(officer, task)
    Task.objects.filter(pk=task.pk).update(lane=None, holder=None)
    act: dict[str, Any] = {"case_id": task.case_id, "key": task.key, "officer": officer, "reason": "Mendesak"}
    for heir in (None, house.officer("balai").user_id):
        with pytest.raises(NotAllowed, match="TGS-39"):
            reassign(**act, to_user_id=heir)
    assert not AuditEvent.objects.filter(verb="task.reassigned").exists()
