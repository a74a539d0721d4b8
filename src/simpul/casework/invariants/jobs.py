"""11. No job counts as running although its worker has been dead for more than five minutes."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.casework.invariants.broken import Broken, rows
from simpul.rules.refusals import N_

DEAD = N_("job %(name)s (%(number)d) counts as running, but its worker has been silent for more than five minutes")

_DEAD = """
SELECT job.id, job.task_name FROM procrastinate_jobs AS job
LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND coalesce(worker.last_heartbeat, '-infinity') < now() - interval '5 minutes'
  AND NOT EXISTS (
    SELECT 1 FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at > now() - interval '5 minutes'
  )
"""


def broken() -> Iterator[Broken]:
    """By the heartbeat of the workers."""
    for number, name in rows(_DEAD):
        yield Broken("jobs", f"job:{number}", DEAD, {"name": name, "number": number})
