"""The open tasks of a case are found by the case: no index over all open tasks may take that question."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
_ASKED = "EXPLAIN SELECT id FROM procedures_task WHERE state = 'open' AND "


def planned(where: str, *only: str) -> str:
    """The plan when the table is never read whole and has no index but its key and these."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'procedures_task'")
        for (index,) in cursor.fetchall():
            if index not in {"procedures_task_pkey", *only}:
                cursor.execute(f'DROP INDEX "{index}"')
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(_ASKED + where)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_no_wide_index_serves_the_tasks_of_a_case() -> None:
    wide = ("task_open_by_lane", "task_open_by_holder", "task_timer")
    plan = planned("case_id = 7", *wide)
    assert not any(index in plan for index in wide), plan


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ("case_id = 7", "task_open_by_case"),
        ("lane_id = 7", "task_open_by_lane"),
        ("lane_id IN (7, 8)", "task_open_by_lane"),
        ("holder_id = 7", "task_open_by_holder"),
        ("timer_at <= now()", "task_timer"),
    ],
)
def test_each_question_has_its_index(where: str, index: str) -> None:
    assert index in planned(where, index)
