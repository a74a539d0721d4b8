"""The clock steps and the worker was off: each escalation goes off once, in order, in processes of their own.

The sweep runs in a process whose clock the test sets from inside; the program knows no switch for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.casework.beginning import begin_case
from simpul.casework.cases import claim
from simpul.casework.completion import complete_task
from simpul.core.audit.models import AuditEvent
from simpul.core.audit.verifier import verify
from simpul.core.directory.models import Assignment, Lane
from simpul.core.messages.models import Delivery
from simpul.core.procedures.models import Case, FiredTimer, ProcedureVersion, Task
from simpul.lib import clock
from tests.audit.kit import address
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import CLOCKS

pytestmark = pytest.mark.django_db(transaction=True)
THURSDAY = datetime(2026, 11, 12, 3, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SWEEP = """
from datetime import datetime
from simpul.casework.tasks import sweep
from simpul.lib import clock
with clock.at(datetime.fromisoformat({moment!r})):
    sweep(0)
"""
Begin = Callable[[date], Case]
Fired = list[tuple[int, str, datetime]]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    return tmp_path


def start(home: Path, moment: datetime) -> subprocess.Popen[str]:
    """A process that sweeps once at ``moment``."""
    environment = {**os.environ, "DATABASE_URL": address(), "SIMPUL_HOME": str(home)}
    environment["DJANGO_SETTINGS_MODULE"] = "simpul.config.settings"
    return subprocess.Popen(
        [sys.executable, "-m", "django", "shell", "-c", SWEEP.format(moment=moment.isoformat())],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def swept(home: Path, *moments: datetime) -> Fired:
    """Processes that sweep at the same time, each at its own moment; answers what has gone off until then."""
    running = [start(home, moment) for moment in moments]
    for process in running:
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
    return list(FiredTimer.objects.order_by("id").values_list("task__case_id", "name", "set_for"))


@pytest.fixture
def house(home: Path) -> House:
    made = furnish("rekaan", CLOCKS)
    Lane.objects.filter(code="hukum").update(superior=Lane.objects.get(code="pusat"))
    Assignment.objects.update(is_lead=True)
    return made


@pytest.fixture
def begin(house: House) -> Begin:
    """Bring a case to the step with two timers, its clock running from the date named."""
    version = ProcedureVersion.objects.get()

    def begun(entered: date) -> Case:
        with clock.at(THURSDAY):
            case = begin_case(officer=house.officer("pusat"), version_id=version.pk, title="Contoh")
            raw = {"jumlah": "3", "tanggal_masuk": entered.isoformat()}
            complete_task(case_id=case.pk, key="hitung#1", officer=house.officer("pusat"), raw=raw)
            complete_task(case_id=case.pk, key="periksa#1", officer=house.officer("hukum"), raw={"hasil": "Baik"})
        return case

    return begun


def in_order(fired: Fired) -> bool:
    moments = [moment for _, _, moment in fired]
    return moments == sorted(moments)


def test_after_a_weekend_without_a_worker_two_workers_fire_each_once_in_order(home: Path, begin: Begin) -> None:
    late, early = begin(date(2026, 11, 12)), begin(date(2026, 11, 11))
    fired = swept(home, MONDAY, MONDAY)
    assert in_order(fired)
    assert [(case, name) for case, name, _ in fired] == [
        (early.pk, "ingatkan_pelaksana"), (late.pk, "ingatkan_pelaksana"),
        (early.pk, "ingatkan_atasan"), (late.pk, "ingatkan_atasan"),
    ]  # fmt: skip
    assert swept(home, MONDAY + HOUR) == fired
    assert AuditEvent.objects.filter(verb="timer.fired").count() == 4
    told = Delivery.objects.filter(subject__startswith="Lewat batas waktu").order_by("id")
    assert list(told.values_list("case_id", "address")) == [
        (early.pk, "pusat@rekaan.example"), (late.pk, "pusat@rekaan.example"),
    ]  # fmt: skip


def test_a_clock_that_steps_back_fires_nothing_twice_and_the_log_keeps_its_order(
    home: Path, house: House, begin: Begin
) -> None:
    case = begin(date(2026, 11, 12))
    fired = swept(home, MONDAY)
    assert len(fired) == 2
    with clock.at(MONDAY - HOUR):
        claim(case_id=case.pk, key=open_key(case), officer=house.officer("hukum"))
    assert swept(home, MONDAY - HOUR) == swept(home, MONDAY + timedelta(days=3)) == fired
    events = list(AuditEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq").values_list("seq", "verb", "at"))
    assert [number for number, _, _ in events] == list(range(1, len(events) + 1))
    assert [verb for _, verb, _ in events][-3:] == ["timer.fired", "timer.fired", "task.claimed"]
    assert events[-1][2] < events[-2][2], "the wall clock went back, the sequence did not"
    assert not verify(address(), home / "checkpoints").faults


def open_key(case: Case) -> str:
    return Task.objects.get(case=case, state="open").key


def test_a_clock_that_jumped_ahead_and_came_back_fires_the_rest_in_its_time(home: Path, begin: Begin) -> None:
    begin(date(2026, 11, 12))
    (moment,) = [at for _, _, at in swept(home, MONDAY - timedelta(days=5))]
    assert [name for _, name, _ in swept(home, moment - timedelta(days=3))] == ["ingatkan_pelaksana"]
    assert [name for _, name, _ in swept(home, MONDAY)] == ["ingatkan_pelaksana", "ingatkan_atasan"]
