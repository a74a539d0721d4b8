"""The background jobs. Each finds its own work in the database, so a lost wake-up or a killed worker loses nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from simpul.casework.absence import begin_due_leaves
from simpul.casework.dispatch import dispatch_all
from simpul.casework.recompute import AGAIN, follow_calendar
from simpul.casework.reminders import fire_due
from simpul.casework.rollups import fold
from simpul.casework.rounds import start_due_rounds
from simpul.casework.subcases import follow_up
from simpul.casework.sweeping import drop_orphans
from simpul.core.audit.checkpoints import make as make_checkpoint
from simpul.core.directory.attempts import sweep as forget_old_tries
from simpul.features.agreements.forgetting import forget_expired_drafts

_ORPHAN_AGE = timedelta(hours=1)


@app.task(name="messages", queueing_lock="messages")
def messages() -> None:
    """Fan out and send until nothing is left."""
    dispatch_all()


@app.periodic(cron="* * * * *")
@app.task(name="sweep", queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    """Once a minute: lost messages, leaves, steps of finished sub-procedures, rounds, timers, figures."""
    dispatch_all()
    begin_due_leaves()
    follow_up()
    start_due_rounds()
    fire_due()
    fold()


@app.periodic(cron="* * * * *")
@app.task(name="stalled", queueing_lock="stalled", pass_context=True)
async def stalled(context: JobContext, timestamp: int) -> None:
    """Once a minute, without a lock of its own on anything: jobs whose worker died are tried again."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron="*/5 * * * *")
@app.task(name="checkpoint", queueing_lock="checkpoint")
def checkpoint(timestamp: int) -> None:
    """At most five minutes apart: count and Merkle root over the changed heads, signed, outside the database."""
    make_checkpoint()


@app.periodic(cron="17 * * * *")
@app.task(name="orphans", queueing_lock="orphans")
def orphans(timestamp: int) -> None:
    """Once an hour: drafts past their date, then stored bytes that no row names (or their act was rolled back)."""
    forget_expired_drafts()
    forget_old_tries()
    drop_orphans(settings.FILES, _ORPHAN_AGE)


@app.task(name=AGAIN)
def due_dates(institution_id: int, before: int | None, version: int) -> None:
    """A minute after a calendar was edited: due dates of the cases that began at that very moment."""
    follow_calendar(institution_id=institution_id, before=before, version=version)


def wake() -> None:
    """Tell the worker after the commit that there is something to send; only a hint, the sweep is the guarantee."""
    transaction.on_commit(_defer)


def _defer() -> None:
    with suppress(AlreadyEnqueued):
        messages.defer()
