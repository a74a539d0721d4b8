"""A changed calendar and a pause move due times and timers of every kind of standard time; breaches stay."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from simpul.casework.beginning import begin_case
from simpul.casework.completion import complete_task
from simpul.casework.joint_acts import ask_outside, record_outside_answer
from simpul.casework.recompute import change_calendar
from simpul.casework.reminders import fire_due
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.calendars import calendar_for, current_version
from simpul.core.procedures.models import Case, FiredTimer, ProcedureVersion, Task
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.working_time import Calendar, DayOff, Reason, deadline, parse
from simpul.rules.working_time.editing import with_day
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import CLOCKS, RETURNING, VISIT

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 3, 0, tzinfo=UTC)  # 10.00 WIB
TUESDAY = date(2026, 11, 10)


def close(house: House, day: date = TUESDAY) -> int:
    """A holiday added to the institution's calendar; answers how many tasks moved."""
    seen = current_version(house.institution.pk)

    def change(calendar: Calendar) -> Calendar:
        return with_day(calendar, DayOff(day, Reason.JOINT_LEAVE, "Cuti bersama tambahan"))

    based_on = seen.pk if seen else None
    done = change_calendar(
        institution_id=house.institution.pk, change=change, based_on=based_on, note="SKB contoh", by=SYSTEM
    )
    return done.tasks


def begun(house: House, lane: str, title: str = "Contoh") -> Case:
    version = ProcedureVersion.objects.get()
    return begin_case(officer=house.officer(lane), version_id=version.pk, title=title)


def open_task(case: Case) -> Task:
    return Task.objects.get(case=case, state="open")


def told() -> dict[str, datetime]:
    """Old and new due time as the log has them."""
    facts = json.loads(AuditEvent.objects.get(verb="case.due_dates_moved").body)["facts"]
    return {name: datetime.fromisoformat(facts["moved"][0][name]) for name in ("old", "new")}


@pytest.mark.parametrize(("lane", "standard"), [("balai", "5 HK"), ("pusat", "10 HK")])
def test_a_conditional_standard_moves_by_the_one_that_held(lane: str, standard: str) -> None:
    house = furnish("rekaan", VISIT)
    with clock.at(MONDAY):
        case = begun(house, lane)
        raw = {"kepada": "Kepala Pusat", "isi": "Kunjungan.", "kuasa": "tidak"}
        complete_task(case_id=case.pk, key="usul#1", officer=house.officer(lane), raw=raw)
        before = open_task(case)
        assert close(house) == 1
    after = open_task(case)
    assert after.standard == standard
    assert told() == {"old": before.due_at, "new": after.due_at}
    assert after.due_at == deadline(after.started_at, parse(standard), calendar_for(house.institution.pk))
    assert (before.due_at or MONDAY) < (after.due_at or MONDAY)


def at_count(house: House, **more: str) -> Case:
    """A case at the step with a standard per unit."""
    case = begun(house, "pusat")
    raw = {"jumlah": "300", "tanggal_masuk": "2026-11-06", **more}
    complete_task(case_id=case.pk, key="hitung#1", officer=house.officer("pusat"), raw=raw)
    return case


def test_a_standard_per_unit_moves_with_its_count() -> None:
    house = furnish("rekaan", CLOCKS)
    with clock.at(MONDAY):
        case = at_count(house)
        before = open_task(case)
        assert close(house) == 1
    after = open_task(case)
    assert (after.unit_count, after.standard) == (300, "2 menit per unit")
    assert after.due_at == deadline(
        after.started_at, parse(after.standard), calendar_for(house.institution.pk), after.unit_count
    )
    assert told() == {"old": before.due_at, "new": after.due_at}


def at_dated(house: House, entered: str = "2026-11-06") -> Case:
    """A case at the step whose clock runs from a date that was entered."""
    case = at_count(house, tanggal_masuk=entered)
    complete_task(case_id=case.pk, key="periksa#1", officer=house.officer("hukum"), raw={"hasil": "Baik"})
    return case


def test_a_clock_from_an_entered_date_moves_from_that_date() -> None:
    house = furnish("rekaan", CLOCKS)
    with clock.at(MONDAY):
        case = at_dated(house)
        before = open_task(case)
        assert before.started_at == datetime(2026, 11, 5, 17, 0, tzinfo=UTC), "the local date's first moment"
        assert close(house, date(2026, 11, 11)) == 1
    after = open_task(case)
    assert after.started_at == before.started_at
    assert after.due_at == deadline(after.started_at, parse("3 HK"), calendar_for(house.institution.pk))
    assert told() == {"old": before.due_at, "new": after.due_at}


def test_a_round_of_its_own_has_a_clock_of_its_own() -> None:
    """What is sent back after its date is not late before anybody has seen it; one that lies ahead counts."""
    house = furnish("rekaan", RETURNING)
    central, legal = house.officer("pusat"), house.officer("hukum")
    with clock.at(MONDAY):
        case = at_dated(house)
    later, why = MONDAY + timedelta(days=14), {"sebab": "Ada yang kurang"}
    with clock.at(later):
        complete_task(case_id=case.pk, key="tutup#1", officer=legal, raw={"catatan": "Selesai"})
        complete_task(case_id=case.pk, key="sahkan#1", officer=central, raw=why, outcome="ulang", note="Kurang")
        again = open_task(case)
        assert (again.key, again.started_at) == ("tutup#2", later)
        assert again.due_at == deadline(later, parse("3 HK"), calendar_for(house.institution.pk))
        complete_task(case_id=case.pk, key="tutup#2", officer=legal, raw={"catatan": "Selesai"})
        complete_task(case_id=case.pk, key="sahkan#2", officer=central, raw=why, outcome="hitung_lagi", note="Keliru")
        counted = {"jumlah": "200", "tanggal_masuk": "2026-12-01"}
        complete_task(case_id=case.pk, key="hitung#2", officer=central, raw=counted)
        complete_task(case_id=case.pk, key="periksa#2", officer=legal, raw={"hasil": "Baik"})
        assert open_task(case).started_at == datetime(2026, 11, 30, 17, 0, tzinfo=UTC), "a date that lies ahead"


def test_a_breach_is_not_rewritten_whatever_the_standard() -> None:
    house = furnish("rekaan", CLOCKS)
    with clock.at(MONDAY):
        cases = [at_count(house), at_dated(house)]
        before = {case.pk: open_task(case).due_at for case in cases}
    with clock.at(MONDAY + timedelta(days=14)):
        assert [close(house), close(house, date(2026, 11, 11))] == [0, 0]
    assert {case.pk: open_task(case).due_at for case in cases} == before
    assert not AuditEvent.objects.filter(verb="case.due_dates_moved").exists()


def test_the_timers_follow_a_moved_due_time() -> None:
    """Due on Wednesday, the reminder was set for Tuesday; that becomes a holiday, so both come a day later."""
    house = furnish("rekaan", CLOCKS)
    with clock.at(MONDAY):
        case = at_dated(house)
        fire_due()
        first = open_task(case).timer_at
        close(house)
        fire_due()
    task = open_task(case)
    assert first is not None
    assert task.timer_at is not None
    assert task.timer_at > first
    with clock.at(first + timedelta(minutes=1)):
        assert fire_due() == 0
    with clock.at(task.timer_at):
        assert fire_due() == 1
        assert FiredTimer.objects.get().set_for == task.timer_at


def test_the_timers_are_looked_at_again_when_a_pause_ends() -> None:
    house = furnish("rekaan", CLOCKS)
    legal = house.officer("hukum")
    with clock.at(MONDAY):
        case = at_dated(house)
        fire_due()
        key = open_task(case).key
        asked: dict[str, Any] = {
            "case_id": case.pk,
            "key": key,
            "officer": legal,
            "party": "kementerian",
            "note": "Surat",
        }
        ask_outside(**asked, happened_at=clock.now())
    with clock.at(MONDAY + timedelta(days=7)):
        assert fire_due() == 0, "while the clock stands nobody is reminded"
        record_outside_answer(**asked, channel="surat", happened_at=clock.now())
        task = open_task(case)
        assert task.timer_at == clock.now()
        assert fire_due() == 0
    again = open_task(case)
    assert again.timer_at is not None
    assert again.timer_at > MONDAY + timedelta(days=7)
    with clock.at(again.timer_at):
        assert fire_due() == 1


def test_of_several_tasks_timers_go_off_in_the_order_of_their_moments() -> None:
    """A look that was only asked for (a new task, a moved due time) does not overtake what is due before it."""
    house = furnish("rekaan", CLOCKS)
    with clock.at(MONDAY):
        later = at_dated(house, "2026-11-09")
        sooner = at_dated(house, "2026-11-06")
    with clock.at(MONDAY + timedelta(days=14)):
        assert fire_due() == 4
        assert fire_due() == 0
    fired = list(FiredTimer.objects.order_by("id").values_list("task__case_id", "set_for"))
    assert [moment for _, moment in fired] == sorted(moment for _, moment in fired)
    assert [case for case, _ in fired] == [sooner.pk, later.pk, sooner.pk, later.pk]
