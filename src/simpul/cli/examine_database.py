"""Examinations of the database and of what waits in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from simpul.adapters.postgres import program_role
from simpul.cli.findings import Finding
from simpul.cli.speech import _
from simpul.core.documents.integrity import EVERY
from simpul.core.documents.models import FileIncident, IntegrityRun
from simpul.core.messages.models import Delivery, DeliveryState, OutboxEvent
from simpul.core.signing.models import ProofTrouble
from simpul.core.signing.proof_troubles import PATIENCE
from simpul.lib import clock
from simpul.lib.home import data_home

OLDEST_MAJOR = 15
CLOCK_DRIFT_SECONDS = 30.0
WAITING_TOO_LONG = timedelta(minutes=15)
PUT_OFF = timedelta(hours=2)
MOST_NAMED = 5
READ_BY = EVERY + timedelta(days=2)


def everything() -> Iterator[Finding]:
    """All of them; needs Django set up and a database that answers."""
    yield server()
    yield clocks_agree()
    pending = migrations()
    yield pending
    if pending.state == "ok":
        yield log()
        yield queue()
        yield messages()
        yield files()
        yield proofs()


_OWNS_LOG = "SELECT pg_has_role(%s, relowner, 'MEMBER') FROM pg_class WHERE oid = 'audit_auditevent'::regclass"
_CHANGES_LOG = "SELECT has_table_privilege(%s, 'audit_auditevent', 'UPDATE, DELETE, TRUNCATE')"

# What runs again and again counts until it has succeeded since; a part of it that is put off fails once an hour only.
_FAILED = """
SELECT count(*) FROM procrastinate_jobs AS job WHERE status = 'failed' AND (
    NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS later WHERE later.queueing_lock = job.queueing_lock
                AND later.status = 'succeeded' AND later.id > job.id)
    OR EXISTS (SELECT 1 FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at > %s)
)
"""


def _one(query: str, *values: datetime | str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    return row[0] if row else None


def server() -> Finding:
    """Its version, and whether the embedded one is used for real work."""
    name, version = _("database"), str(_one("SHOW server_version"))
    embedded = not os.environ.get("DATABASE_URL")
    seen = f"PostgreSQL {version.split()[0]}" + (_(" (embedded)") if embedded else "")
    if int(version.split(".")[0]) < OLDEST_MAJOR:
        return Finding(name, "fault", seen, _("PostgreSQL 15 or newer is needed."))
    if embedded and not settings.DEMO:
        advice = _(
            "The embedded server is meant for trying out: set DATABASE_URL to a PostgreSQL that is looked after."
        )
        return Finding(name, "warning", seen, advice)
    return Finding(name, "ok", seen)


def clocks_agree() -> Finding:
    """Deadlines compare times of both machines."""
    there = _one("SELECT extract(epoch FROM clock_timestamp())::float8")
    drift = abs(clock.now().timestamp() - cast(float, there))
    seen = _("%(seconds).1f seconds apart from the database", seconds=drift)
    if drift > CLOCK_DRIFT_SECONDS:
        return Finding(_("clock"), "fault", seen, _("Let both machines take their time from the same server (NTP)."))
    return Finding(_("clock"), "ok", seen)


def migrations() -> Finding:
    """The tables are those of this program."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        seen = _("%(count)d changes of the tables are waiting", count=len(waiting))
        return Finding(_("tables"), "fault", seen, _("Run `simpul prepare`."))
    return Finding(_("tables"), "ok", _("up to date"))


def log() -> Finding:
    """Web and worker may read the log and append to it, and cannot give themselves more."""
    name, role = _("audit log"), program_role(data_home()) or str(_one("SELECT current_user"))
    if _one(_OWNS_LOG, role):
        advice = _(
            "Let another role own the tables and set DATABASE_OWNER_URL for `simpul prepare` (docs/guide/operasi.md)."
        )
        return Finding(name, "warning", _("protected by trigger only: %(role)s owns the tables", role=role), advice)
    if _one(_CHANGES_LOG, role):
        return Finding(name, "fault", _("%(role)s may change it", role=role), _("Run `simpul prepare`."))
    return Finding(name, "ok", _("%(role)s may only read and append", role=role))


def queue() -> Finding:
    """Jobs are taken up in time; none has failed for good."""
    late = _one(
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, 'epoch') < %s"
        " AND id IN (SELECT job_id FROM procrastinate_events WHERE type = 'deferred' AND at < %s)",
        clock.now() - WAITING_TOO_LONG,
        clock.now() - WAITING_TOO_LONG,
    )
    failed = _one(_FAILED, clock.now() - PUT_OFF)
    seen = _("%(late)s waiting too long, %(failed)s failed", late=late, failed=failed)
    if late:
        return Finding(_("queue"), "fault", seen, _("The worker does not run: start it with `simpul worker`."))
    if failed:
        return Finding(
            _("queue"), "warning", seen, _("Read the worker's log, remove the cause, and run the job again.")
        )
    return Finding(_("queue"), "ok", seen)


def messages() -> Finding:
    """Events are fanned out, letters go out."""
    since = clock.now() - WAITING_TOO_LONG
    late = OutboxEvent.objects.filter(fanned_out_at__isnull=True, created_at__lt=since).count()
    failed = Delivery.objects.filter(state=DeliveryState.FAILED).count()
    seen = _("%(late)s events waiting too long, %(failed)s letters not delivered", late=late, failed=failed)
    if late:
        return Finding(_("messages"), "fault", seen, _("The worker does not run: start it with `simpul worker`."))
    if failed:
        return Finding(_("messages"), "warning", seen, _("Check the addresses and SIMPUL_SMTP, then send them again."))
    return Finding(_("messages"), "ok", seen)


def files() -> Finding:
    """Every stored byte was read within the week and is as it was stored."""
    name, now = _("stored files"), clock.now()
    last = IntegrityRun.objects.exclude(finished_at=None).order_by("-finished_at").first()
    begun = IntegrityRun.objects.order_by("started_at").first()
    seen = _("not yet read through")
    if last is not None and last.finished_at is not None:
        day = last.finished_at.date().isoformat()
        seen = _("%(count)d contents read through, last on %(day)s", count=last.contents, day=day)
    damaged = FileIncident.objects.filter(closed_at=None).order_by("pk")
    if numbers := list(damaged.values_list("number", flat=True)):
        told = _("%(seen)s; %(count)d damaged: %(numbers)s", seen=seen, count=len(numbers), numbers=_some(numbers))
        advice = _("`simpul files verify` names the paths: restore them from a backup. See /meja/keutuhan/.")
        return Finding(name, "fault", told, advice)
    since = last.finished_at if last is not None else begun.started_at if begun is not None else None
    if since is not None and now - since > READ_BY:
        advice = _("The worker reads them by and by: let it run (`simpul worker`), or run `simpul files verify`.")
        return Finding(name, "warning", seen, advice)
    return Finding(name, "ok", seen)


def proofs() -> Finding:
    """Archived agreements have their proofs for the years after."""
    name, waiting = _("proofs of agreements"), ProofTrouble.objects.filter(closed_at=None).order_by("pk")
    numbers = list(waiting.values_list("number", flat=True))
    if not numbers:
        return Finding(name, "ok", _("none is waited for in vain"))
    codes = ", ".join(waiting.order_by("code").values_list("code", flat=True).distinct())
    seen = _(
        "%(count)d could not be added (%(codes)s): %(numbers)s", count=len(numbers), codes=codes, numbers=_some(numbers)
    )
    advice = _("See /meja/keutuhan/. Do the authority of SIMPUL_TSA and those of the certificates answer?")
    lasts = waiting.filter(since__lte=clock.now() - PATIENCE).exists()
    return Finding(name, "fault" if lasts else "warning", seen, advice)


def _some(numbers: list[str]) -> str:
    more = len(numbers) - MOST_NAMED
    return ", ".join(numbers[:MOST_NAMED]) + (" …" if more > 0 else "")
