"""Two sessions act on one case at the same moment, each on a connection of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from simpul.casework.completion import complete_task
from simpul.casework.recompute import change_calendar
from simpul.core.audit.models import AuditEvent
from simpul.core.directory import calendars
from simpul.core.directory.calendars import calendar_for
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case, StepDelta, Task
from simpul.lib.actor import SYSTEM
from simpul.rules.refusals import Conflict
from simpul.rules.working_time import DayOff, Reason
from simpul.rules.working_time.editing import with_day
from tests.casework.conftest import House

pytestmark = pytest.mark.django_db(transaction=True)
Filed = Callable[..., Case]
EXTRA = DayOff(date(2026, 12, 30), Reason.JOINT_LEAVE, "Cuti bersama tambahan")
RECEIVED = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}


@pytest.fixture
def filed(file_case: Filed, house: House) -> tuple[Case, House]:
    return file_case(), house


def test_the_second_session_waits_and_reads_what_the_first_has_written(filed: tuple[Case, House]) -> None:
    """After the wait for the lock the tasks are read anew: the loser learns that the task is done."""
    case, house = filed
    holding, told = threading.Event(), []

    def second() -> None:
        try:
            holding.wait(20)
            complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
            told.append("done")
        except Conflict as conflict:
            told.append(conflict.code)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        lock_case(case.pk)
        holding.set()
        complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
    other.join(30)
    assert told == ["TGS-05"]
    assert_written_once(case)


def test_of_two_at_once_one_wins(filed: tuple[Case, House]) -> None:
    case, house = filed
    gate, told = threading.Barrier(2), []

    def act() -> None:
        try:
            gate.wait(20)
            complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
            told.append("done")
        except Conflict as conflict:
            told.append(conflict.code)
        finally:
            connection.close()

    sessions = [threading.Thread(target=act) for _ in range(2)]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join(30)
    assert sorted(told) == ["TGS-05", "done"]
    assert_written_once(case)


def assert_written_once(case: Case) -> None:
    """One task closed, one opened, one event, one message, one figure."""
    task = Task.objects.get(case=case, key="terima#1")
    assert task.state == "done"
    assert list(Task.objects.filter(case=case, opened_by=task).values_list("key", flat=True)) == ["catat_srikandi#1"]
    assert StepDelta.objects.filter(version_id=case.procedure_version_id, step="terima").count() == 1
    case.refresh_from_db()
    events = AuditEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq")
    assert [event.seq for event in events] == list(range(1, case.chain_seq + 1))
    assert OutboxEvent.objects.filter(case_id=case.pk).count() == case.chain_seq


def test_a_step_that_waited_for_a_calendar_edit_counts_by_it(filed: tuple[Case, House]) -> None:
    """The edit holds the case on its own connection; the step that waits reads the new version after the wait."""
    case, house = filed
    institution, locked, go, found = house.institution.pk, threading.Event(), threading.Event(), []
    before = calendar_for(institution)

    def editing() -> None:
        try:
            with transaction.atomic():
                change_calendar(
                    institution_id=institution, change=lambda calendar: with_day(calendar, EXTRA), based_on=None,
                    note="SKB contoh", by=SYSTEM,
                )  # fmt: skip
                locked.set()
                go.wait(20)
        finally:
            connection.close()

    def stepping() -> None:
        try:
            locked.wait(20)
            calendars._current[institution] = (time.monotonic(), None, before)
            threading.Timer(0.3, go.set).start()
            with transaction.atomic():
                lock_case(case.pk)
                found.append(EXTRA in calendar_for(institution).days)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for work in (editing, stepping)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [True]
