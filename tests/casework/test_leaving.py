"""A leaver's open tasks go to colleagues or back to the team, in one step with the end of the account."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from simpul.casework.cases import claim, release
from simpul.casework.leaving import heirs_of, held_tasks, leave
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.models import Case, Task
from simpul.rules.refusals import Refusal
from tests.casework.conftest import SOPS, House, furnish

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
    client, path = enters(admin.user_id), f"/meja/orang/{leaver.pk}/keluar/"
    page = client.get(path).content.decode()
    assert task.case.ticket in page
    assert heir.full_name in page
    assert "tidak wajib" not in page
    assert client.post(path, {f"task_{task.pk}": heir.pk}).status_code == 422  # no reason given
    assert client.post(path, {f"task_{task.pk}": heir.pk, "reason": "Pindah"}).status_code == 302
    task.refresh_from_db()
    assert task.holder_id == heir.pk


def enters(user_id: int) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def second_admin(house: House) -> User:
    return User.objects.create(
        email="admin2@balai.example", full_name="Umpama Admin Kedua", institution=house.institution, is_admin=True
    )


def seen_on(page: str) -> str:
    found = re.search(r'name="dilihat" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_stale_form_hands_nothing_over_and_says_who_did_and_when(house: House, admin: Officer, leaver: User) -> None:
    """Both have the page open; the second press comes after one of the tasks has gone elsewhere."""
    heir, (task, other) = colleague(house, "tata_usaha"), held_tasks(leaver)
    first, second = enters(admin.user_id), enters(second_admin(house).pk)
    path = f"/meja/orang/{leaver.pk}/keluar/"
    seen = seen_on(second.get(path).content.decode())
    here = f"/perkara/{task.case.slug}/"
    sent = {"kepada": heir.pk, "alasan": "Beban", "dilihat": seen_on(first.get(here).content.decode())}
    assert first.post(f"{here}tugas/{task.key.replace('#', '%23')}/alihkan/", sent).status_code == 302
    late = second.post(path, {"reason": "Pindah", "dilihat": seen, f"task_{other.pk}": heir.pk})
    assert late.status_code == 409
    told = late.content.decode()
    assert "Misal Admin" in told
    assert "WIB" in told
    assert "TGS-99" in told
    assert User.objects.get(pk=leaver.pk).is_active
    assert held_tasks(leaver).get() == other
    again = {"reason": "Pindah", "dilihat": seen_on(second.get(path).content.decode()), f"task_{other.pk}": heir.pk}
    assert second.post(path, again).status_code == 302
    assert {row.holder_id for row in Task.objects.filter(state="open")} == {heir.pk}


def test_a_task_taken_meanwhile_is_not_sent_back_unseen(house: House, admin: Officer, leaver: User) -> None:
    client, path = enters(admin.user_id), f"/meja/orang/{leaver.pk}/keluar/"
    task, _ = held_tasks(leaver)
    officer = officer_of(leaver)
    assert officer is not None
    release(case_id=task.case_id, key=task.key, officer=officer)
    seen = seen_on(client.get(path).content.decode())
    claim(case_id=task.case_id, key=task.key, officer=officer)
    late = client.post(path, {"reason": "Pindah", "dilihat": seen})
    assert late.status_code == 409
    assert leaver.full_name in late.content.decode()
    assert held_tasks(leaver).count() == 2


def test_who_comes_second_reads_who_has_ended_the_account(house: House, admin: Officer, leaver: User) -> None:
    heir, path = colleague(house, "tata_usaha"), f"/meja/orang/{leaver.pk}/keluar/"
    first, second = enters(admin.user_id), enters(second_admin(house).pk)
    sent = {"reason": "Pindah", "dilihat": seen_on(second.get(path).content.decode())}
    chosen = {f"task_{task.pk}": heir.pk for task in held_tasks(leaver)}
    assert first.post(path, {**sent, **chosen}).status_code == 302
    late = second.post(path, sent)
    assert late.status_code == 409
    assert "ORG-45" in late.content.decode()
    assert "Misal Admin" in late.content.decode()
    assert {row.holder_id for row in Task.objects.filter(state="open")} == {heir.pk}
    assert AuditEvent.objects.filter(verb="person.deactivated").count() == 1


def test_of_two_forms_for_one_task_the_second_is_refused(house: House, admin: Officer, leaver: User) -> None:
    heir, (task, _) = colleague(house, "tata_usaha"), held_tasks(leaver)
    first, second = enters(admin.user_id), enters(second_admin(house).pk)
    here = f"/perkara/{task.case.slug}/"
    path, seen = f"{here}tugas/{task.key.replace('#', '%23')}/alihkan/", seen_on(second.get(here).content.decode())
    assert first.post(path, {"kepada": heir.pk, "alasan": "Beban", "dilihat": seen}).status_code == 302
    late = second.post(path, {"kepada": leaver.pk, "alasan": "Beban", "dilihat": seen})
    assert late.status_code == 409
    assert "Misal Admin" in late.content.decode()
    task.refresh_from_db()
    assert task.holder_id == heir.pk


def test_a_forged_list_tells_nothing_of_another_house(house: House, admin: Officer, leaver: User) -> None:
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    task, path = held_tasks(leaver)[0], f"/meja/orang/{stranger.officer('tata_usaha').user_id}/keluar/"
    User.objects.filter(pk=stranger.officer("kepala_bblbk").user_id).update(is_admin=True)
    client = enters(stranger.officer("kepala_bblbk").user_id)
    for forged in (f"{task.pk}=0@", "9" * 18 + "=0@", "9" * 40, "x=y;;="):
        late = client.post(path, {"reason": "Pindah", "dilihat": forged})
        assert task.case.ticket not in late.content.decode()
        assert late.status_code in {302, 409}
