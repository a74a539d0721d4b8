"""The background jobs. Each finds its own work in the database, so a lost wake-up or a killed worker loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from simpul.casework.absence import begin_due_leaves
from simpul.casework.dispatch import dispatch_all
from simpul.casework.duty_stamping import stamp_due
from simpul.casework.guarded_notices import remind_due
from simpul.casework.inspection_jobs import drop_old as drop_old_inspection_files
from simpul.casework.inspection_jobs import make_waiting
from simpul.casework.life_acts import end_due_agreements
from simpul.casework.past_copies import copy_due_scans
from simpul.casework.past_jobs import work_off
from simpul.casework.preserving import preserve_due
from simpul.casework.pruning import drop_ended_sessions, drop_old_jobs
from simpul.casework.recompute import AGAIN, follow_calendar
from simpul.casework.reminders import fire_due
from simpul.casework.rollups import fold
from simpul.casework.room_notices import tell_rooms
from simpul.casework.rounds import start_due_rounds
from simpul.casework.service_sweep import follow_attempts
from simpul.casework.sign_by_acts import tell_sign_by
from simpul.casework.subcases import follow_up
from simpul.casework.sweeping import drop_orphans, drop_unclaimed
from simpul.core.audit.checkpoints import make as make_checkpoint
from simpul.core.directory.attempts import sweep as forget_old_tries
from simpul.core.directory.signin_links import sweep as forget_old_links
from simpul.core.documents.destroying import remove_destroyed
from simpul.core.documents.faces.pages import drop_unfinished
from simpul.core.documents.integrity import look_again, read_on
from simpul.features.agreements.codes import sweep as forget_old_codes
from simpul.features.agreements.forgetting import forget_expired_drafts
from simpul.lib.one_by_one import one_by_one
from simpul.lib.uploads import drop_old as drop_old_uploads

_ORPHAN_AGE = timedelta(hours=1)
_UNCLAIMED_AGE = timedelta(days=1)
EVERY_MINUTE: Mapping[str, Callable[[], object]] = {
    "lost messages": dispatch_all,
    "leaves": begin_due_leaves,
    "steps of finished sub-procedures": follow_up,
    "rounds": start_due_rounds,
    "signatures asked of a service": follow_attempts,
    "timers": fire_due,
    "e-Meterai": stamp_due,
    "what signing rooms wait for": tell_rooms,
    "figures": fold,
    "copies of old scans": copy_due_scans,
}
EVERY_HOUR: Mapping[str, Callable[[], object]] = {
    "drafts past their date": forget_expired_drafts,
    "old tries to sign in": forget_old_tries,
    "links past their time": forget_old_links,
    "codes past their time": forget_old_codes,
    "sessions past their time": drop_ended_sessions,
    "jobs long done": drop_old_jobs,
    "agreements past their last day": end_due_agreements,
    "last days to sign": tell_sign_by,
    "proofs of signed agreements": preserve_due,
    "duties of arsip terjaga": remind_due,
    "bytes of destroyed files": remove_destroyed,
    "inspection files past their time": drop_old_inspection_files,
    "files that no act used": lambda: drop_unclaimed(_UNCLAIMED_AGE),
    "damaged files that are whole again": look_again,
    "uploads that broke off": drop_old_uploads,
    "pictures that broke off": lambda: drop_unfinished(_ORPHAN_AGE),
    "stored bytes that no row names": lambda: drop_orphans(settings.FILES, _ORPHAN_AGE),
}


@app.task(name="messages", queueing_lock="messages")
def messages() -> None:
    """Fan out and send until nothing is left."""
    dispatch_all()


@app.periodic(cron="* * * * *")
@app.task(name="sweep", queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    """Once a minute. What fails in one part holds up no other; the job then ends as failed."""
    one_by_one("sweep", EVERY_MINUTE, lambda part: EVERY_MINUTE[part]())


@app.periodic(cron="* * * * *")
@app.task(name="stalled", queueing_lock="stalled", pass_context=True)
async def stalled(context: JobContext, timestamp: int) -> None:
    """Once a minute, without a lock of its own on anything: jobs whose worker died are tried again.

    One whose like waits already is given up instead: the other does its work, and it holds up no further job.
    """
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="*/5 * * * *")
@app.task(name="checkpoint", queueing_lock="checkpoint")
def checkpoint(timestamp: int) -> None:
    """At most five minutes apart: count and Merkle root over the changed heads, signed, outside the database."""
    make_checkpoint()


@app.periodic(cron="* * * * *")
@app.task(name="inspection_files", queueing_lock="inspection_files", priority=-5)
def inspection_files(timestamp: int) -> None:
    """Once a minute: the inspection files that were asked for, behind everything that people wait for."""
    make_waiting()


@app.periodic(cron="* * * * *")
@app.task(name="old_agreements", queueing_lock="old_agreements", priority=-5)
def old_agreements(timestamp: int = 0) -> None:
    """At once when it is asked for, and once a minute for what a killed worker left: sheets of old agreements."""
    work_off()


@app.periodic(cron="*/5 * * * *")
@app.task(name="integrity", queueing_lock="integrity", priority=-10)
def integrity(timestamp: int) -> None:
    """Behind everything else: a part of the week's reading of all stored bytes, while there is one to do."""
    read_on()


@app.periodic(cron="17 * * * *")
@app.task(name="orphans", queueing_lock="orphans")
def orphans(timestamp: int) -> None:
    """Once an hour, as ``sweep``: drafts before the bytes that lose their row with them."""
    one_by_one("orphans", EVERY_HOUR, lambda part: EVERY_HOUR[part]())


@app.task(name=AGAIN)
def due_dates(institution_id: int, before: int | None, version: int) -> None:
    """A minute after a calendar was edited: due dates of the cases that began at that very moment."""
    follow_calendar(institution_id=institution_id, before=before, version=version)


def wake() -> None:
    """Tell the worker after the commit that there is something to send; only a hint, the sweep is the guarantee."""
    transaction.on_commit(_defer)


def wake_for_old_agreements() -> None:
    """Tell the worker after the commit that a sheet waits; a hint, as :func:`wake`."""
    transaction.on_commit(_defer_old_agreements)


def _defer_old_agreements() -> None:
    with suppress(AlreadyEnqueued):
        old_agreements.defer()


def _defer() -> None:
    with suppress(AlreadyEnqueued):
        messages.defer()
