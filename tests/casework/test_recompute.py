"""An edited calendar moves open due dates, with old and new on record; nothing that was overdue comes back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from simpul.casework.clocks import due_at
from simpul.casework.recompute import AGAIN, Changed, change_calendar, follow_calendar
from simpul.core.audit.models import AuditEvent
from simpul.core.directory import calendars
from simpul.core.directory.calendars import calendar_for, current_version, forget
from simpul.core.directory.models import CalendarVersion, Institution, User
from simpul.core.procedures import locked
from simpul.core.procedures.models import Case, Task
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.statements import fetch
from simpul.rules.refusals import Conflict
from simpul.rules.working_time import Calendar, DayOff, Reason
from simpul.rules.working_time.editing import with_day
from tests.casework.conftest import House, furnish

pytestmark = pytest.mark.django_db
FileCase = Callable[..., Case]
ADMIN = Actor("user", "7", "Rekaan Misal", "admin")
STANDARD = "3 HK"
MONDAY = datetime(2026, 11, 9, 3, 0, tzinfo=UTC)


def edit(institution: Institution, day: date, name: str = "Cuti bersama tambahan") -> Changed:
    seen = current_version(institution.pk)

    def change(calendar: Calendar) -> Calendar:
        return with_day(calendar, DayOff(day, Reason.JOINT_LEAVE, name))

    based_on = seen.pk if seen else None
    return change_calendar(institution_id=institution.pk, change=change, based_on=based_on, note="SKB contoh", by=ADMIN)


def timed(case: Case) -> Task:
    """The open task of the case; it gets three working days, whatever its procedure says."""
    task = case.tasks.get(state="open")
    if task.standard != STANDARD:
        task.standard, task.due_at = STANDARD, due_at(case.institution_id, STANDARD, task.started_at, None)
        task.save()
    return task


def test_open_due_dates_move_and_both_stand_in_the_log(house: House, file_case: FileCase) -> None:
    with clock.at(MONDAY):
        case = file_case()
        before = timed(case)
        assert before.due_at is not None
        changed = edit(house.institution, before.due_at.astimezone(UTC).date())
    after = timed(case)
    assert after.due_at is not None
    assert (changed.tasks, changed.cases) == (1, 1)
    assert after.due_at > before.due_at
    event = AuditEvent.objects.get(verb="case.due_dates_moved")
    moved = json.loads(event.body)["facts"]["moved"]
    assert [each["step"] for each in moved] == [before.key]
    assert datetime.fromisoformat(moved[0]["old"]) == before.due_at
    assert datetime.fromisoformat(moved[0]["new"]) == after.due_at
    assert AuditEvent.objects.filter(verb="calendar.changed").count() == 1


def test_what_was_overdue_stays(house: House, file_case: FileCase) -> None:
    with clock.at(MONDAY):
        case = file_case()
        before = timed(case).due_at
    assert before is not None
    with clock.at(before + timedelta(days=3)):
        changed = edit(house.institution, before.date())
    assert changed.tasks == 0
    assert timed(case).due_at == before


def test_other_institutions_and_untouched_cases_stay(house: House, file_case: FileCase) -> None:
    stranger = furnish("lain", case_text(house))
    with clock.at(MONDAY):
        case = file_case()
        before = timed(case).due_at
        assert before is not None
        assert edit(stranger.institution, before.date()).tasks == 0
        assert edit(house.institution, date(2026, 12, 30)).tasks == 0
    assert timed(case).due_at == before
    assert not AuditEvent.objects.filter(verb="case.due_dates_moved").exists()


def case_text(house: House) -> str:
    """The text of the procedure that the house works by."""
    return house.institution.procedures.get().versions.get().text


def test_of_two_editors_one_is_told_and_nothing_of_hers_is_written(house: House) -> None:
    edit(house.institution, date(2026, 12, 30))
    with pytest.raises(Conflict, match="KAL-32"):
        change_calendar(
            institution_id=house.institution.pk, change=lambda same: same, based_on=None, note="SKB", by=ADMIN
        )
    assert AuditEvent.objects.filter(verb="calendar.changed").count() == 1


def test_another_process_counts_by_the_edit_at_its_very_next_step(
    house: House, file_case: FileCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memory of this process stands for that of another one: the edit does not empty it."""
    monkeypatch.setattr("simpul.core.directory.calendar_actions.forget", lambda: None)
    with clock.at(MONDAY):
        case = file_case()
        before = calendar_for(house.institution.pk)
        due = due_at(house.institution.pk, STANDARD, MONDAY, None)
        assert due is not None
        edit(house.institution, due.date())
        assert calendar_for(house.institution.pk) is not before, "the edit locked the case and so learned of itself"
        calendars._current[house.institution.pk] = (time.monotonic(), None, before)
        with transaction.atomic():
            locked.lock_case(case.pk)
            assert due_at(house.institution.pk, STANDARD, MONDAY, None) != due


def test_a_transition_still_reads_twice(house: House, file_case: FileCase, monkeypatch: pytest.MonkeyPatch) -> None:
    case, sent = file_case(), list[bytes]()
    calendar_for(house.institution.pk)

    def counted(sql: bytes, values: Sequence[object]) -> list[tuple[Any, ...]]:
        sent.append(sql)
        return fetch(sql, values)

    monkeypatch.setattr(locked, "fetch", counted)
    with transaction.atomic(), CaptureQueriesContext(connection) as by_the_way:
        locked.lock_case(case.pk)
        due_at(house.institution.pk, STANDARD, MONDAY, None)
    assert (len(sent), len(by_the_way)) == (2, 0)


def test_a_case_that_began_beside_the_edit_is_moved_a_minute_later(house: House, file_case: FileCase) -> None:
    """It neither saw the new version nor was seen by the edit; the job finds it, and finds nothing the second time."""
    with clock.at(MONDAY):
        case = file_case()
        old = timed(case).due_at
        assert old is not None
        changed = edit(house.institution, old.date())
        job = ProcrastinateJob.objects.get(task_name=AGAIN)
        Task.objects.filter(pk=timed(case).pk).update(due_at=old)
        for moved in (1, 0):
            assert follow_calendar(**job.args) == moved
        new = timed(case).due_at
    assert new is not None
    assert new > old
    assert job.args["version"] == changed.version.pk
    assert job.scheduled_at is not None


def browser(house: House, *, admin: bool) -> Client:
    user = User.objects.create(
        email=f"kal{admin}@balai.example", full_name="Misal Kalender", institution=house.institution, is_admin=admin
    )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_by_the_page_with_the_decree(house: House) -> None:
    client, path = browser(house, admin=True), "/meja/kalender/2027/ubah/"
    assert "2027-" in client.get(path).content.decode()
    filled = {"skb": "SKB contoh 1/2026", "days": "2027-01-01; libur; Tahun Baru\n2027-03-10; cuti bersama; Contoh"}
    assert client.post(path, filled).status_code == 422  # no reason given
    wrong = client.post(path, {**filled, "days": "besok; libur", "note": "SKB contoh 1/2026"})
    assert wrong.status_code == 422
    assert "besok; libur" in wrong.content.decode()
    assert client.post(path, {**filled, "note": "SKB contoh 1/2026"}).status_code == 302
    forget()
    calendar = calendar_for(house.institution.pk)
    assert [entry.name for entry in calendar.days if entry.day.year == 2027] == ["Tahun Baru", "Contoh"]
    assert 2027 not in calendar.unconfirmed_years
    assert client.post(path, {**filled, "days": "", "note": "x"}).status_code == 422  # based on the version before
    assert CalendarVersion.objects.count() == 1


def test_everybody_reads_only_administrators_edit(house: House) -> None:
    client = browser(house, admin=False)
    assert client.get("/meja/kalender/").status_code == 200
    assert client.get("/meja/kalender/1900/").status_code == 404
    assert client.get("/meja/kalender/2026/ubah/").status_code == 403
    assert client.post("/meja/kalender/2026/ubah/", {"note": "x"}).status_code == 403


def test_from_october_on_the_administrator_is_reminded(house: House) -> None:
    client = browser(house, admin=True)
    with clock.at(datetime(2026, 9, 30, 3, 0, tzinfo=UTC)):
        assert "s-banner--late" not in client.get("/meja/kalender/").content.decode()
    with clock.at(datetime(2026, 10, 1, 3, 0, tzinfo=UTC)):
        assert "s-banner--late" in client.get("/meja/kalender/").content.decode()
