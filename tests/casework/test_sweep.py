"""One broken row holds up nothing else of the minute's sweep, is told without a value, and the job ends as failed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from simpul.adapters.mail import MemorySender
from simpul.casework.absence import begin_due_leaves
from simpul.casework.cases import claim, withdraw_case
from simpul.casework.dispatch import dispatch_all, fan_out
from simpul.casework.rounds import start_due_rounds
from simpul.casework.sending import MOST_ATTEMPTS, send_due
from simpul.casework.subcases import follow_up
from simpul.casework.tasks import sweep
from simpul.cli.examine_database import queue
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Institution, Leave, LeaveKind
from simpul.core.messages.models import Channel, Delivery, DeliveryState, OutboxEvent
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import Case, RoundPlan, Task
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import FAILED, PartsFailed
from tests.audit.kit import address
from tests.casework.conftest import House
from tests.casework.strangers.files import PART, WHOLE
from tests.casework.strangers.parts import begun, furnished, part_of, work

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
MORNING = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


@pytest.fixture
def broken() -> House:
    """Stands before the sound one in every order."""
    return furnished("rusak", WHOLE, PART)


@pytest.fixture
def sound(broken: House) -> House:
    return furnished("utuh", WHOLE, PART)


def ended_part(house: House) -> Case:
    """A case whose part is done."""
    case = begun(house)
    work(house, part_of(case), "kerjakan#1", "", uraian="Selesai")
    return case


def leave_of(house: House) -> Leave:
    return Leave.objects.create(
        user_id=house.officer("hukum").user_id, kind=LeaveKind.SICK, deed="SC-1/2026", starts_on=TODAY,
        ends_on=TODAY + timedelta(days=2), recorded_by_id=house.officer("pusat").user_id, recorded_at=MORNING,
    )  # fmt: skip


def spoil_zone(house: House) -> None:
    Institution.objects.filter(pk=house.institution.pk).update(zone="Rekaan/Entah")


def spoil_period(house: House) -> None:
    RoundPlan.objects.filter(procedure__institution=house.institution).update(period="abad")


def spoil(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state={"open": "rusak"})


def test_a_broken_leave_holds_up_no_other_and_tells_no_name(
    broken: House, sound: House, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = leave_of(broken), leave_of(sound)
    spoil_zone(broken)
    with clock.at(MORNING), pytest.raises(PartsFailed, match="1 failed"):
        begin_due_leaves()
    assert list(Leave.objects.filter(begun_at=None)) == [first]
    assert Leave.objects.get(pk=second.pk).begun_at == MORNING
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"{FAILED} leave {first.pk}: ZoneInfoNotFoundError")
    assert "officers.py" in line
    assert "Entah" not in line


def test_a_leave_that_breaks_half_way_leaves_nothing_half_written(broken: House, sound: House) -> None:
    with clock.at(MORNING - timedelta(days=1)):
        held = [part_of(begun(broken)), part_of(begun(broken))]
        for case in held:
            claim(case_id=case.pk, key="kerjakan#1", officer=broken.officer("hukum"))
    spoil(held[1])
    leave_of(broken)
    before = AuditEvent.objects.count(), OutboxEvent.objects.count()
    with clock.at(MORNING), pytest.raises(PartsFailed):
        begin_due_leaves()
    assert not Leave.objects.exclude(begun_at=None).exists()
    assert Task.objects.filter(holder_id=broken.officer("hukum").user_id).count() == 2
    assert (AuditEvent.objects.count(), OutboxEvent.objects.count()) == before


@pytest.mark.parametrize("spoiled", [spoil_zone, spoil_period])
def test_a_broken_round_holds_up_no_other(broken: House, sound: House, spoiled: Callable[[House], None]) -> None:
    text = PART.replace("kode: bagian", "kode: putaran", 1) + "pengatur_waktu: [{nama: mulai_putaran, setiap: bulan}]\n"
    for house in (broken, sound):
        publish_version(institution=house.institution, text=text, effective_on=date(2026, 11, 2), by=SYSTEM)
    spoiled(broken)
    with clock.at(datetime(2026, 12, 1, 3, tzinfo=UTC)), pytest.raises(PartsFailed, match="1 failed"):
        start_due_rounds()
    assert [case.institution_id for case in Case.objects.all()] == [sound.institution.pk]
    plan = RoundPlan.objects.get(procedure__institution=broken.institution)
    assert plan.next_on == date(2026, 12, 1)


def test_a_broken_parent_holds_up_no_other(broken: House, sound: House) -> None:
    with clock.at(MORNING):
        ended = [ended_part(broken), ended_part(sound)]
        spoil(ended[0])
        with pytest.raises(PartsFailed, match="1 failed"):
            follow_up()
    assert Task.objects.get(case=ended[0], key="bagian#1").state == "open"
    assert Task.objects.get(case=ended[1], key="bagian#1").state == "done"


def test_a_part_that_cannot_be_withdrawn_holds_up_no_other(broken: House, sound: House) -> None:
    with clock.at(MORNING):
        withdrawn = [begun(broken), begun(sound)]
        for case in withdrawn:
            withdraw_case(case_id=case.pk, by=SYSTEM, reason="Batal", party="lembaga")
        ended = ended_part(sound)
        spoil(part_of(withdrawn[0]))
        with pytest.raises(PartsFailed, match="1 failed"):
            follow_up()
    assert [part_of(case).status for case in withdrawn] == ["running", "withdrawn"]
    assert Task.objects.get(case=ended, key="bagian#1").state == "done"


def test_an_event_that_cannot_be_told_holds_up_no_other(broken: House, sound: House) -> None:
    lost = OutboxEvent.objects.create(
        institution_id=broken.institution.pk, key="rusak:1", kind="case.started", case_id=begun(broken).pk,
        payload={"messages": ["tidak ada"]}, created_at=MORNING,
    )  # fmt: skip
    begun(sound)
    with pytest.raises(PartsFailed, match="1 failed"):
        fan_out()
    assert list(OutboxEvent.objects.filter(fanned_out_at=None)) == [lost]
    assert not Delivery.objects.filter(event=lost).exists()


def letter(number: int, **fields: object) -> Delivery:
    values = {"address": "umpama@contoh.example", "subject": "Contoh", "body": "[[tautan]]", "next_try_at": MORNING}
    return Delivery.objects.create(
        key=f"surat:{number}", channel=Channel.EMAIL, created_at=MORNING, **{**values, **fields}
    )


def test_a_letter_that_cannot_be_written_holds_up_no_other_and_ends_on_the_incident_list(db: None) -> None:
    for number in range(60):
        letter(number, secrets={"tautan": {"request": 0}})
    sound, box = letter(60, body="Isi"), MemorySender()
    with clock.at(MORNING), pytest.raises(PartsFailed, match="60 failed"):
        send_due(box)
    assert list(box.letters) == [sound.key]
    Delivery.objects.exclude(key="surat:0").delete()
    with clock.at(MORNING):
        assert send_due(box) == 0
    for later in range(1, MOST_ATTEMPTS):
        with clock.at(MORNING + timedelta(days=later)), pytest.raises(PartsFailed):
            send_due(box)
    kept = Delivery.objects.get(key="surat:0")
    assert (kept.state, kept.last_error) == (DeliveryState.FAILED, "IntegrityError")


def test_letters_go_out_although_an_event_cannot_be_told(broken: House) -> None:
    begun(broken)
    OutboxEvent.objects.update(payload={"messages": ["tidak ada"]})
    sound = letter(1, body="Isi")
    with clock.at(MORNING), pytest.raises(PartsFailed):
        dispatch_all()
    sound.refresh_from_db()
    assert sound.state == DeliveryState.SENT


def test_the_sweep_does_all_its_parts_before_it_fails(broken: House, sound: House) -> None:
    with clock.at(MORNING - timedelta(days=1)):
        ended = ended_part(sound)
    leave_of(broken)
    spoil_zone(broken)
    with clock.at(MORNING), pytest.raises(PartsFailed, match="sweep"):
        sweep(0)
    assert Task.objects.get(case=ended, key="bagian#1").state == "done"


@pytest.mark.django_db(transaction=True)
def test_the_job_ends_as_failed_and_the_doctor_sees_it_for_two_hours_beyond_the_next_success(
    broken: House, tmp_path: Path
) -> None:
    leave_of(broken)
    spoil_zone(broken)
    defer_a_sweep()
    said = run_the_worker(tmp_path)
    assert re.search(rf"{FAILED} leave \d+: ZoneInfoNotFoundError", said)
    assert status_of_sweeps() == {"failed"}
    assert queue().state == "warning"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [defer_a_sweep()])
    assert queue().state == "warning"
    with clock.at(clock.now() + timedelta(hours=3)):
        assert queue().state == "ok"


def defer_a_sweep() -> int:
    return app.configure_task("sweep", allow_unknown=False).defer(timestamp=0)


def status_of_sweeps() -> set[str]:
    return set(ProcrastinateJob.objects.filter(task_name="sweep").values_list("status", flat=True))


def run_the_worker(home: Path) -> str:
    """A process of its own that does what waits; answers its log."""
    environment = {**os.environ, "DATABASE_URL": address(), "SIMPUL_HOME": str(home)}
    environment["DJANGO_SETTINGS_MODULE"] = "simpul.config.settings"
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    return done.stderr
