"""A leaver's open tasks go to colleagues or back to the team, in one step with the end of the account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from simpul.casework.cases import claim
from simpul.casework.leaving import heirs_of, held_tasks, leave
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.models import Case, Task
from simpul.rules.refusals import Refusal
from tests.casework.conftest import House

pytestmark = pytest.mark.django_db
FileCase = Callable[..., Case]


@pytest.fixture
def admin(house: House) -> Officer:
    user = User.objects.create(
        email="admin@balai.example", full_name="Misal Admin", institution=house.institution, is_admin=True
    )
    found = officer_of(user)
    assert found is not None
    return found


@pytest.fixture
def leaver(house: House, file_case: FileCase) -> User:
    """The officer of Tata Usaha, who has taken the first task of two cases."""
    officer = house.officer("tata_usaha")
    for case in (file_case(), file_case(partner_name="RSUD Umpama")):
        claim(case_id=case.pk, key=case.tasks.get(state="open").key, officer=officer)
    return User.objects.get(pk=officer.user_id)


def colleague(house: House, lane: str) -> User:
    user = User.objects.create(email=f"rekan@{lane}.example", full_name="Rekan Contoh", institution=house.institution)
    row = Assignment.objects.get(user=house.officer(lane).user_id)
    Assignment.objects.create(user=user, lane=row.lane, starts_on=date(2026, 1, 1))
    return user


def test_tasks_go_where_they_are_sent(house: House, admin: Officer, leaver: User) -> None:
    heir = colleague(house, "tata_usaha")
    first, second = held_tasks(leaver)
    assert heirs_of(first) == [heir]
    assert leave(user=leaver, officer=admin, heirs={first.pk: heir.pk}, reason="Pindah tugas") == 2
    assert {task.pk: task.holder_id for task in Task.objects.filter(state="open")} == {
        first.pk: heir.pk,
        second.pk: None,
    }
    assert not User.objects.get(pk=leaver.pk).is_active
    assert AuditEvent.objects.filter(verb="task.reassigned").count() == 2


def test_a_wrong_heir_and_nothing_has_happened(house: House, admin: Officer, leaver: User) -> None:
    stranger = colleague(house, "tim_analis_hukum")
    first, second = held_tasks(leaver)
    with pytest.raises(Refusal, match="ORG-11"):
        leave(user=leaver, officer=admin, heirs={second.pk: stranger.pk}, reason="Pindah tugas")
    assert {task.holder_id for task in (first, second)} == {leaver.pk}
    assert held_tasks(leaver).count() == 2
    assert User.objects.get(pk=leaver.pk).is_active


def test_by_the_page(house: House, admin: Officer, leaver: User) -> None:
    heir, task = colleague(house, "tata_usaha"), held_tasks(leaver)[0]
    client, path = Client(), f"/meja/orang/{leaver.pk}/keluar/"
    client.force_login(User.objects.get(pk=admin.user_id), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(path).content.decode()
    assert task.case.ticket in page
    assert heir.full_name in page
    assert client.post(path, {f"task_{task.pk}": heir.pk}).status_code == 422  # no reason given
    assert client.post(path, {f"task_{task.pk}": heir.pk, "reason": "Pindah"}).status_code == 302
    task.refresh_from_db()
    assert task.holder_id == heir.pk
