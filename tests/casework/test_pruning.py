"""What is of no use any more goes within the hour's job; what the doctor, the log and the cases need stays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from simpul.casework import pruning
from simpul.casework.pruning import JOBS_KEPT, drop_ended_sessions, drop_old_jobs
from simpul.casework.tasks import EVERY_HOUR, orphans
from simpul.cli.examine_database import queue
from simpul.core.audit.models import AuditEvent
from simpul.core.audit.permissions import settle
from simpul.core.directory.models import Purpose, SignInLink
from simpul.core.directory.signin_links import holder, mint
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.core.procedures.models import Case
from simpul.features.agreements.codes import CODES_KEPT
from simpul.features.agreements.models import OneTimeCode, Request
from simpul.lib import clock, uploads
from tests.casework.conftest import House
from tests.roles import worker_role

pytestmark = pytest.mark.django_db
OLD = JOBS_KEPT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def empty_queue(db: None) -> None:
    """Tests that commit leave jobs behind."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def job(name: str, status: str, ago: timedelta, lock: str | None = None) -> int:
    """A job of the queue itself, as it stands there after it ended so long ago."""
    number = app.configure_task(name, allow_unknown=False).defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s, queueing_lock = %s WHERE id = %s",
            [status, lock or name, number],
        )
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [clock.now() - ago, number])
    return number


def kept() -> set[int]:
    return set(ProcrastinateJob.objects.values_list("id", flat=True))


def test_jobs_long_done_go_with_their_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "_BATCH", 2)
    for _turn in range(5):
        job("sweep", "succeeded", OLD)
    fresh = {job("sweep", "succeeded", timedelta(days=6)), job("messages", "doing", OLD), job("stalled", "todo", OLD)}
    assert drop_old_jobs() == 5
    assert kept() == fresh
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT job_id FROM procrastinate_events")
        assert {row[0] for row in cursor.fetchall()} == fresh
    assert drop_old_jobs() == 0


def test_a_failure_that_nothing_has_overcome_stays_for_the_doctor() -> None:
    job("sweep", "failed", OLD)
    job("sweep", "succeeded", OLD)
    never = job("checkpoint", "failed", OLD * 10)
    own = job("orphans", "failed", OLD, lock="of its own")
    assert queue().seen == "0 menunggu terlalu lama, 2 gagal"
    assert drop_old_jobs() == 2
    assert kept() == {never, own}
    assert queue().seen == "0 menunggu terlalu lama, 2 gagal"


def test_the_success_behind_a_failure_that_is_kept_is_kept_too() -> None:
    failed = job("sweep", "failed", timedelta(days=1))
    overcame = job("sweep", "succeeded", OLD)
    assert drop_old_jobs() == 0
    assert kept() == {failed, overcame}
    assert queue().state == "ok"


def test_the_role_of_the_worker_may_do_it() -> None:
    job("sweep", "succeeded", OLD)
    with connection.cursor() as cursor:
        role = worker_role(cursor)
        settle(cursor, role)
        cursor.execute(f"SET LOCAL ROLE {role}")
        assert (drop_old_jobs(), drop_ended_sessions()) == (1, 0)
        cursor.execute("RESET ROLE")


def test_ended_sessions_go_and_nobody_is_put_out(house: House) -> None:
    for ago in (1, -1):
        Session.objects.create(
            session_key=f"contoh{ago}", session_data="", expire_date=clock.now() - timedelta(minutes=ago)
        )
    assert drop_ended_sessions() == 1
    assert [row.session_key for row in Session.objects.all()] == ["contoh-1"]


def test_links_and_codes_past_their_time_go(house: House, file_case: Callable[..., Case]) -> None:
    user_id, now = house.officer("tata_usaha").user_id, clock.now()
    request = Request.objects.get(case=file_case())
    with clock.at(now - CODES_KEPT - timedelta(days=1)):
        mint(user_id, Purpose.PASSWORD, timedelta(days=7))
        code = {"request": request, "purpose": "uji", "created_at": clock.now(), "expires_at": clock.now()}
        OneTimeCode.objects.create(**code)
        used = OneTimeCode.objects.create(**code, used_at=clock.now())
    alive = mint(user_id, Purpose.PASSWORD, timedelta(days=7))
    records = [AuditEvent.objects.count(), OutboxEvent.objects.count(), Delivery.objects.count()]
    for part in ("links past their time", "codes past their time"):
        assert EVERY_HOUR[part]() == 1
    assert SignInLink.objects.count() == 1
    assert holder(alive, Purpose.PASSWORD) is not None
    assert list(OneTimeCode.objects.all()) == [used]
    assert [AuditEvent.objects.count(), OutboxEvent.objects.count(), Delivery.objects.count()] == records


def test_what_an_upload_that_broke_off_left_behind_goes(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    names = ("form-lama", "a.part", "form-baru")
    for name in names:
        (uploads.folder() / name).write_bytes(b"isi")
    yesterday = time.time() - 25 * 3600
    for name in names[:2]:
        os.utime(uploads.folder() / name, (yesterday, yesterday))
    assert uploads.drop_old() == 2
    assert [path.name for path in uploads.folder().iterdir()] == ["form-baru"]


def test_the_hour_does_all_of_it(settings: Settings, tmp_path: Path) -> None:
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    job("sweep", "succeeded", OLD)
    Session.objects.create(session_key="contoh", session_data="", expire_date=clock.now() - timedelta(days=1))
    orphans(0)
    assert not kept()
    assert not Session.objects.exists()
