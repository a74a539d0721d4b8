"""What is of no use any more: jobs long done, sessions past their time.

No record of a case and no line of the log is among it.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from simpul.lib import clock

JOBS_KEPT = timedelta(days=7)
_BATCH = 5_000

# A failure goes when the same work has succeeded since; one without such a success stays, for the doctor to see.
_OVERCOME = """
DELETE FROM procrastinate_jobs WHERE id IN (
    SELECT job.id FROM procrastinate_jobs AS job
    WHERE job.status = 'failed'
    AND (SELECT max(event.at) FROM procrastinate_events AS event WHERE event.job_id = job.id) < %s
    AND EXISTS (
        SELECT 1 FROM procrastinate_jobs AS later WHERE later.queueing_lock = job.queueing_lock
        AND later.status = 'succeeded' AND later.id > job.id)
    ORDER BY job.id LIMIT %s)
"""
# A success stays as long as a failure before it does: it is what says that the failure was overcome.
_DONE = """
DELETE FROM procrastinate_jobs WHERE id IN (
    SELECT job.id FROM procrastinate_jobs AS job
    WHERE job.status IN ('succeeded', 'cancelled', 'aborted')
    AND (SELECT max(event.at) FROM procrastinate_events AS event WHERE event.job_id = job.id) < %s
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS before WHERE before.queueing_lock = job.queueing_lock
        AND before.status = 'failed' AND before.id < job.id)
    ORDER BY job.id LIMIT %s)
"""


def drop_old_jobs() -> int:
    """Remove the jobs that ended more than a week ago, but no failure that nothing has overcome; returns how many."""
    return _all_of(_OVERCOME) + _all_of(_DONE)


def _all_of(statement: str) -> int:
    """In pieces, so that no lock is held for long."""
    count, limit = 0, clock.now() - JOBS_KEPT
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [limit, _BATCH])
            dropped: int = cursor.rowcount
        count += dropped
        if dropped < _BATCH:
            return count


def drop_ended_sessions() -> int:
    """Remove the sessions that nobody can go on with; returns how many."""
    return Session.objects.filter(expire_date__lt=clock.now()).delete()[0]
