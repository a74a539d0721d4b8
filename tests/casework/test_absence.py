"""Leave: the tasks go on once, on the first day; who is away is neither reminded nor escalated to."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from simpul.casework.absence import begin_due_leaves
from simpul.casework.cases import claim, reassign
from simpul.casework.recipients import performer, superiors
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.leaves import call_off, record_leave
from simpul.core.directory.models import Assignment, Lane, Leave, LeaveKind, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.models import Case, Task
from simpul.lib import clock
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.conftest import House

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
MORNING = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


@pytest.fixture
def lead(house: House) -> Officer:
    """The lead of Tata Usaha, a second person of that lane."""
    return member(house, "tata_usaha", "ketua", is_lead=True)


def member(house: House, lane: str, name: str, *, is_lead: bool = False) -> Officer:
    user = User.objects.create(
        email=f"{name}@{lane}.example", full_name=f"Contoh {name}", institution=house.institution
    )
    row = Lane.objects.get(institution=house.institution, code=lane)
    Assignment.objects.create(user=user, lane=row, starts_on=date(2026, 1, 1), is_lead=is_lead)
    found = officer_of(user)
    assert found is not None
    return found


@pytest.fixture
def task(house: House, file_case: Callable[..., Case]) -> Task:
    """Held by the officer of Tata Usaha."""
    with clock.at(MORNING - timedelta(days=3)):
        case = file_case()
        claim(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"))
    return Task.objects.get(case=case, key="terima#1")


def send_away(house: House, lead: Officer, deputy: Officer | None = None, lane: str = "tata_usaha") -> Leave:
    person = User.objects.get(pk=house.officer(lane).user_id)
    other = User.objects.get(pk=deputy.user_id) if deputy else None
    return record_leave(
        user=person, kind=LeaveKind.SICK, deed="SC-1/2026", starts_on=TODAY, ends_on=TODAY + timedelta(days=4),
        deputy=other, officer=lead,
    )  # fmt: skip


def test_on_the_first_day_the_deputy_gets_the_task_once(house: House, lead: Officer, task: Task) -> None:
    leave = send_away(house, lead, lead)
    with clock.at(MORNING - timedelta(days=1)):
        assert begin_due_leaves() == 0
    with clock.at(MORNING):
        assert [begin_due_leaves(), begin_due_leaves()] == [1, 0]
    task.refresh_from_db()
    assert task.holder_id == lead.user_id
    (event,) = AuditEvent.objects.filter(verb="task.left")
    assert json.loads(event.body)["facts"]["leave"] == leave.pk
    (begun,) = AuditEvent.objects.filter(verb="leave.begun")
    assert json.loads(begun.body)["facts"]["tasks"] == 1
    assert not any(LeaveKind.SICK in body for body in AuditEvent.objects.values_list("body", flat=True))


def test_without_a_deputy_who_may_do_it_the_task_is_back_with_the_team(house: House, lead: Officer, task: Task) -> None:
    send_away(house, lead, house.officer("tim_arsiparis"))
    with clock.at(MORNING):
        assert begin_due_leaves() == 1
    task.refresh_from_db()
    assert task.holder_id is None


def test_a_leave_that_was_over_before_a_worker_ran_moves_nothing(house: House, lead: Officer, task: Task) -> None:
    leave = send_away(house, lead, lead)
    with clock.at(MORNING + timedelta(days=9)):
        assert begin_due_leaves() == 0
    task.refresh_from_db()
    leave.refresh_from_db()
    assert task.holder_id == house.officer("tata_usaha").user_id
    assert leave.begun_at is not None


def test_who_is_away_is_not_reminded_the_lead_is(house: House, lead: Officer, task: Task) -> None:
    with clock.at(MORNING):
        assert [one.email for one in performer(task.case, task.key)] == ["tata_usaha@balai.example"]
        send_away(house, lead)
        assert [one.email for one in performer(task.case, task.key)] == ["ketua@tata_usaha.example"]


def test_an_escalation_goes_to_the_deputy_of_the_superior_else_one_higher(
    house: House, lead: Officer, task: Task
) -> None:
    lanes = {row.code: row for row in Lane.objects.all()}
    for below, above in (("tata_usaha", "tim_program_pelayanan"), ("tim_program_pelayanan", "kepala_bblbk")):
        Lane.objects.filter(pk=lanes[below].pk).update(superior=lanes[above])
    Assignment.objects.update(is_lead=True)
    head = house.officer("kepala_bblbk")
    deputy = house.officer("tim_arsiparis")
    with clock.at(MORNING):
        refreshed = officer_of(User.objects.get(pk=head.user_id))
        assert refreshed is not None
        assert mails(task) == ["tim_program_pelayanan@balai.example"]
        leave = send_away(house, refreshed, deputy, "tim_program_pelayanan")
        assert mails(task) == ["tim_arsiparis@balai.example"]
        Leave.objects.filter(pk=leave.pk).update(deputy=None)
        assert mails(task) == ["kepala_bblbk@balai.example"]


def mails(task: Task) -> list[str]:
    return [one.email for one in superiors(task.case, task.key)]


def test_nobody_hands_a_task_to_who_is_away(house: House, lead: Officer, task: Task) -> None:
    gone = member(house, "tata_usaha", "pergi")
    record_leave(
        user=User.objects.get(pk=gone.user_id), kind=LeaveKind.DUTY, deed="ST-2", starts_on=TODAY, ends_on=TODAY,
        deputy=None, officer=lead,
    )  # fmt: skip
    act: dict[str, Any] = {
        "case_id": task.case_id,
        "key": task.key,
        "officer": lead,
        "to_user_id": gone.user_id,
        "reason": "Beban",
    }
    with clock.at(MORNING), pytest.raises(Refusal, match="ORG-11"):
        reassign(**act)
    with clock.at(MORNING + timedelta(days=1)):
        reassign(**act)
    task.refresh_from_db()
    assert task.holder_id == gone.user_id


def test_only_a_lead_a_superior_or_an_admin_records_it(house: House, lead: Officer) -> None:
    with pytest.raises(NotAllowed, match="ORG-40"):
        send_away(house, house.officer("tim_arsiparis"))
    send_away(house, lead)
    with pytest.raises(Refusal, match="ORG-41"):
        send_away(house, lead)


def test_back_early_ends_it_and_a_planned_one_is_cancelled(house: House, lead: Officer) -> None:
    leave = send_away(house, lead)
    with clock.at(MORNING + timedelta(days=2)):
        call_off(leave=leave, officer=lead)
        leave.refresh_from_db()
        assert leave.ends_on == TODAY + timedelta(days=1)
        with pytest.raises(Refusal, match="ORG-43"):
            call_off(leave=leave, officer=lead)
    later = send_away_later(house, lead)
    with clock.at(MORNING):
        call_off(leave=later, officer=lead)
    later.refresh_from_db()
    assert later.cancelled_at is not None
    with clock.at(MORNING + timedelta(days=20)):
        begin_due_leaves()
    assert Leave.objects.get(pk=later.pk).begun_at is None


def send_away_later(house: House, lead: Officer) -> Leave:
    person = User.objects.get(pk=house.officer("tata_usaha").user_id)
    first = TODAY + timedelta(days=14)
    return record_leave(
        user=person, kind=LeaveKind.ANNUAL, deed="SC-3", starts_on=first, ends_on=first, deputy=None, officer=lead
    )
