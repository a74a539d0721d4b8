"""Folding the appended figures into the rollup rows, summed per key and taken in key order."""

from __future__ import annotations

from django.db import connection, transaction

_FOLD = """
WITH taken AS (
    DELETE FROM procedures_stepdelta WHERE id IN (
        SELECT id FROM procedures_stepdelta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING *
), summed AS (
    SELECT institution_id, version_id, step, lane_id, month, sum(done) AS done,
           sum(COALESCE(in_time, 0)) AS in_time, count(in_time) AS timed, sum(used_minutes) AS used_minutes
    FROM taken GROUP BY institution_id, version_id, step, lane_id, month
)
INSERT INTO procedures_steprollup
    (institution_id, version_id, step, lane_id, month, done, in_time, timed, used_minutes)
SELECT institution_id, version_id, step, lane_id, month, done, in_time, timed, used_minutes
FROM summed ORDER BY institution_id, version_id, step, lane_id, month
ON CONFLICT (institution_id, version_id, step, lane_id, month) DO UPDATE SET
    done = procedures_steprollup.done + EXCLUDED.done,
    in_time = procedures_steprollup.in_time + EXCLUDED.in_time,
    timed = procedures_steprollup.timed + EXCLUDED.timed,
    used_minutes = procedures_steprollup.used_minutes + EXCLUDED.used_minutes
"""


@transaction.atomic
def fold(limit: int = 10_000) -> None:
    """Fold up to ``limit`` deltas. Written in key order, so that two folds cannot block each other."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [limit])
