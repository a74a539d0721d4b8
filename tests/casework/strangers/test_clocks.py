"""Sub-procedures, and timers that go off once each, in order, however long no worker ran."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from simpul.casework import reminders
from simpul.casework.beginning import begin_case
from simpul.casework.cases import withdraw_case
from simpul.casework.completion import complete_task
from simpul.casework.dispatch import fan_out
from simpul.casework.reminders import fire_due
from simpul.casework.retraction import retract_completion
from simpul.casework.rounds import start_due_rounds
from simpul.casework.subcases import follow_up
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, Lane
from simpul.core.messages.models import Delivery
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import Case, FiredTimer, Output, ProcedureVersion, RoundPlan, Task
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import FAILED, PartsFailed
from simpul.rules.procedure.timers import Moment
from simpul.rules.refusals import Refusal
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import BEFORE, PART, WHOLE

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def house(db: None) -> House:
    made = furnish("rekaan", WHOLE)
    publish_version(institution=made.institution, text=PART, effective_on=date(2026, 1, 1), by=SYSTEM)
    return made


def begun(house: House) -> Case:
    version = ProcedureVersion.objects.get(procedure__code="induk")
    return begin_case(officer=house.officer("pusat"), version_id=version.pk, title="Contoh")


def work_on_part(house: House, parent: Case) -> Case:
    child = Case.objects.get(parent_task__case=parent)
    complete_task(case_id=child.pk, key="kerjakan#1", officer=house.officer("hukum"), raw={"uraian": "Selesai"})
    child.refresh_from_db()
    return child


def test_the_end_of_the_part_completes_the_step(house: House) -> None:
    parent = begun(house)
    assert Case.objects.get(parent_task__case=parent).title == "Contoh"
    child = work_on_part(house, parent)
    assert child.status == "finished"
    assert follow_up() == 1
    assert follow_up() == 0
    record = Output.objects.get(case=parent, name="hasil_bagian").record
    assert record is not None
    assert record["perkara"] == child.ticket
    assert Task.objects.get(case=parent, step="tutup").state == "open"


def test_the_part_of_a_withdrawn_case_is_withdrawn_too(house: House) -> None:
    parent = begun(house)
    withdraw_case(case_id=parent.pk, by=house.officer("pusat").actor(), reason="Batal", party="lembaga")
    follow_up()
    assert Case.objects.get(parent_task__case=parent).status == "withdrawn"


def test_timers_go_off_once_and_in_order_after_a_weekend_without_a_worker(house: House) -> None:
    lanes = {lane.code: lane for lane in Lane.objects.all()}
    lanes["pusat"].superior = lanes["hukum"]
    lanes["pusat"].save()
    Assignment.objects.update(is_lead=True)
    with clock.at(FRIDAY - timedelta(days=2)):
        parent = begun(house)
        work_on_part(house, parent)
        follow_up()
        fire_due()
    assert not FiredTimer.objects.exists()
    with clock.at(FRIDAY + timedelta(days=4)):
        assert fire_due() == 2
        assert fire_due() == 0
        while fan_out():
            pass
    names = list(FiredTimer.objects.order_by("fired_at", "id").values_list("name", flat=True))
    assert names == ["ingatkan_pelaksana", "ingatkan_atasan"]
    assert AuditEvent.objects.filter(verb="timer.fired").count() == 2
    told = Delivery.objects.filter(subject__contains="batas").values_list("address", flat=True)
    assert list(told) == ["hukum@rekaan.example"]


def test_a_task_that_was_done_in_time_is_not_escalated(house: House) -> None:
    with clock.at(FRIDAY - timedelta(days=2)):
        parent = begun(house)
        work_on_part(house, parent)
        follow_up()
        complete_task(case_id=parent.pk, key="tutup#1", officer=house.officer("pusat"), raw={"catatan": "Selesai"})
    with clock.at(FRIDAY + timedelta(days=14)):
        assert fire_due() == 0


def test_a_round_starts_when_its_day_comes_and_only_once(house: House) -> None:
    text = (
        PART.replace("kode: bagian", "kode: putaran", 1) + "pengatur_waktu: [{nama: mulai_putaran, setiap: triwulan}]\n"
    )
    publish_version(institution=house.institution, text=text, effective_on=date(2026, 11, 2), by=SYSTEM)
    assert RoundPlan.objects.get().next_on == date(2027, 1, 1)
    with clock.at(datetime(2026, 12, 30, 3, tzinfo=UTC)):
        assert start_due_rounds() == []
    with clock.at(datetime(2027, 1, 4, 3, tzinfo=UTC)):
        (case,) = start_due_rounds()
        assert start_due_rounds() == []
    assert case.title == "Prosedur bagian, triwulan I 2027"
    assert RoundPlan.objects.get().next_on == date(2027, 4, 1)
    with clock.at(datetime(2027, 11, 23, 3, tzinfo=UTC)):
        (late,) = start_due_rounds()
    assert late.title == "Prosedur bagian, triwulan IV 2027", "of missed rounds only the present one begins"
    assert RoundPlan.objects.get().next_on == date(2028, 1, 1)


def test_work_in_the_part_keeps_the_step_before_from_being_taken_back(house: House) -> None:
    text = WHOLE.replace('versi: "1"', 'versi: "2"').replace(
        'langkah:\n  - id: bagian\n    no: "1"', "langkah:\n" + BEFORE + '  - id: bagian\n    no: "2"'
    )
    publish_version(institution=house.institution, text=text, effective_on=date(2026, 1, 2), by=SYSTEM)
    version = ProcedureVersion.objects.get(procedure__code="induk", version="2")
    pusat = house.officer("pusat")
    parent = begin_case(officer=pusat, version_id=version.pk, title="Contoh")
    complete_task(case_id=parent.pk, key="mula#1", officer=pusat, raw={"awal": "Siap"})
    work_on_part(house, parent)
    first = Task.objects.get(case=parent, key="mula#1")
    with pytest.raises(Refusal, match="later step"):
        retract_completion(task_id=first.pk, officer=pusat, reason="Keliru")


def test_one_broken_task_does_not_hold_up_the_timers_of_the_others(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.at(FRIDAY - timedelta(days=2)):
        broken, sound = [begun(house), begun(house)]
        for parent in (broken, sound):
            complete_task(
                case_id=Case.objects.get(parent_task__case=parent).pk, key="kerjakan#1",
                officer=house.officer("hukum"), raw={"uraian": "Selesai"},
            )  # fmt: skip
        follow_up()
    whole = reminders._ahead

    def fails(task: Task) -> list[Moment]:
        if task.case_id == broken.pk:
            raise KeyError(task.step)
        return whole(task)

    monkeypatch.setattr(reminders, "_ahead", fails)
    with clock.at(FRIDAY + timedelta(days=4)):
        with pytest.raises(PartsFailed, match="1 failed"):
            fire_due()
        assert fire_due() == 0
    assert list(FiredTimer.objects.values_list("task__case_id", flat=True)) == [sound.pk, sound.pk]
    assert f"{FAILED} timers of task" in caplog.text
