"""An import killed as it writes its last row, by hand or by the worker: nothing of it is there; the next has all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from simpul.casework.past_imports import By, begin, plan_of
from simpul.casework.past_jobs import ask_to_record, work_off
from simpul.casework.past_matches import read as read_matches
from simpul.casework.past_matches import written
from simpul.core.directory.models import Institution
from simpul.core.messages.actions import record
from simpul.features.agreements.models import Agreement, ImportBatch, ImportRun, Request
from simpul.features.agreements.past_plan import Answers
from simpul.lib.actor import SYSTEM
from tests.audit.kit import address
from tests.casework.conftest import files
from tests.cli.test_import_agreements import SHEET, decide

__all__ = ["files"]
pytestmark = pytest.mark.django_db(transaction=True)
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def house() -> Institution:
    return Institution.objects.create(code="balai", name="Balai Contoh", short_name="BLC", city="J", province="DKI")


def started(home: Path, decided: Path) -> subprocess.Popen[bytes]:
    words = ["import", "agreements", str(SHEET), "--confirm", str(decided), "--json"]
    return subprocess.Popen(
        [sys.executable, "-m", "simpul.cli.main", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": address(), "SIMPUL_HOME": str(home)}, start_new_session=True,
    )  # fmt: skip


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        row = cursor.fetchone()
    return row is not None and row[0] > 0


def test_killed_before_its_last_row(house: Institution, tmp_path: Path, until: Until) -> None:
    before = begin(institution=house, sheet=SHEET, name=SHEET.name, by=By(SYSTEM))
    (tmp_path / "putusan.csv").write_text(written(plan_of(before), Answers()), encoding="utf-8-sig")
    decided = decide(tmp_path / "putusan.csv")
    record(institution_id=house.pk, verb="institution.named", by=SYSTEM, facts={})
    with psycopg.connect(address()) as other:
        # The audit event is written behind everything else: whoever holds its chain stops the import there.
        other.execute("SELECT 1 FROM audit_chainhead WHERE chain = %s FOR UPDATE", [f"institution:{house.pk}"])
        process = started(tmp_path, decided)
        until(waits_for_a_lock)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert not Agreement.objects.exists()
    assert not Request.objects.exists()
    assert ImportBatch.objects.count() == 1
    again = started(tmp_path, decided)
    _out, complaint = again.communicate()
    assert again.returncode == 0, complaint.decode()
    assert Agreement.objects.count() == 38


def recording(home: Path) -> subprocess.Popen[bytes]:
    """The worker's job in a process of its own."""
    words = "import django; django.setup(); from simpul.casework.past_jobs import work_off; work_off()"
    return subprocess.Popen(
        [sys.executable, "-c", words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": address(), "SIMPUL_HOME": str(home)}, start_new_session=True,
    )  # fmt: skip


def test_a_worker_killed_while_it_records(house: Institution, tmp_path: Path, until: Until) -> None:
    batch = begin(institution=house, sheet=SHEET, name=SHEET.name, by=By(SYSTEM))
    (tmp_path / "putusan.csv").write_text(written(plan_of(batch), Answers()), encoding="utf-8-sig")
    ask_to_record(batch, read_matches(decide(tmp_path / "putusan.csv")), By(SYSTEM))
    record(institution_id=house.pk, verb="institution.named", by=SYSTEM, facts={})
    with psycopg.connect(address()) as other:
        other.execute("SELECT 1 FROM audit_chainhead WHERE chain = %s FOR UPDATE", [f"institution:{house.pk}"])
        process = recording(tmp_path)
        until(waits_for_a_lock)
        run = ImportRun.objects.get()
        assert (run.phase, run.done, run.total) == ("menulis", 38, 38)  # seen from outside, while nothing is kept yet
        assert not Agreement.objects.exists()
        assert work_off() == 0  # a second worker finds it taken
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert not Agreement.objects.exists()
    until(lambda: work_off() == 1)  # the lock of the dead one goes with its connection
    run.refresh_from_db()
    assert (run.phase, run.tries, Agreement.objects.count()) == ("selesai", 2, 38)
    assert work_off() == 0
