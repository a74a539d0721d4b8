"""What has been brought before the superior stands on the case, in the journey, the trail and the worklists."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from simpul.casework.recompute import change_calendar
from simpul.casework.reminders import fire_due
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Lane, User
from simpul.core.directory.officers import officer_of
from simpul.core.procedures.models import FiredTimer, Task
from simpul.core.procedures.worklist import BELOW, counts, edges, work_page
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.working_time import Calendar, DayOff, Reason
from simpul.rules.working_time.editing import with_day
from tests.desk.conftest import Desk

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 4, 3, tzinfo=UTC)
LATE = START + timedelta(days=14)


@pytest.fixture
def late(desk: Desk) -> Task:
    """A task of Tata Usaha of whose lateness the superior lane has been told."""
    Lane.objects.filter(code="tata_usaha").update(superior=Lane.objects.get(
        code="kepala_bblbk", institution=desk.house.institution))  # fmt: skip
    with clock.at(START):
        case = desk.file_case()
    task = Task.objects.get(case=case, state="open")
    Task.objects.filter(pk=task.pk).update(due_at=START + timedelta(days=1), standard="1 HK")
    FiredTimer.objects.create(
        task=task, position=0, name="ingatkan_pelaksana", set_for=START, fired_at=datetime(2026, 11, 5, 9, tzinfo=UTC)
    )
    FiredTimer.objects.create(
        task=task, position=1, name="ingatkan_atasan", set_for=START, fired_at=datetime(2026, 11, 9, 1, tzinfo=UTC)
    )
    return Task.objects.get(pk=task.pk)


def test_case_and_journey_say_when(desk: Desk, late: Task) -> None:
    with clock.at(LATE):
        for path in ("", "perjalanan/"):
            page = (
                desk.client("tata_usaha").get(f"/perkara/{late.case.slug}/{path}").content.decode().replace("\xa0", " ")
            )
            assert "Diingatkan Kamis, 5 November 2026, pukul 16.00 WIB" in page
            assert "Disampaikan kepada atasan Senin, 9 November 2026, pukul 08.00 WIB" in page


def test_the_worklist_marks_it(desk: Desk, late: Task) -> None:
    with clock.at(LATE):
        page = desk.client("tata_usaha").get("/meja/").content.decode()
    assert page.count("Sudah disampaikan ke atasan") == 1
    assert "Terlambat di tim saya" not in page


def test_the_superior_lists_what_is_late_below_and_nobody_else_does(desk: Desk, late: Task) -> None:
    edge = edges(LATE, calendar_for(desk.house.institution.pk))
    for lane, expected in (("kepala_bblbk", [late.pk]), ("tim_arsiparis", [])):
        viewer = officer_of(User.objects.get(pk=desk.house.officer(lane).user_id))
        assert viewer is not None
        assert [task.pk for task in work_page(viewer=viewer, edge=edge, which=BELOW).rows] == expected
        assert counts(viewer=viewer, edge=edge)[BELOW] == len(expected)
    with clock.at(LATE):
        page = desk.client("kepala_bblbk").get("/meja/?saring=tim-terlambat").content.decode()
        assert late.case.ticket in page
        assert late.case.ticket not in desk.stranger.get("/meja/?saring=tim-terlambat").content.decode()


def test_the_trail_says_old_and_new_of_a_moved_due_date(desk: Desk, late: Task) -> None:
    Task.objects.filter(pk=late.pk).update(due_at=START + timedelta(days=2), standard="2 HK")
    with clock.at(START):
        fire_due()

        def change(calendar: Calendar) -> Calendar:
            return with_day(calendar, DayOff(date(2026, 11, 5), Reason.JOINT_LEAVE, "Cuti tambahan"))

        change_calendar(
            institution_id=desk.house.institution.pk, change=change, based_on=None, note="SKB contoh", by=SYSTEM
        )
    page = desk.client("tata_usaha").get(f"/perkara/{late.case.slug}/jejak/").content.decode().replace("\xa0", " ")
    assert "Batas waktu bergeser: kalender berubah" in page
    assert "menjadi Senin, 9 November 2026" in page
