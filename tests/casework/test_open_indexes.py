"""The open tasks of a case are found by the case: no index over all open tasks may take that question."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
_ASKED = "EXPLAIN SELECT id FROM procedures_task WHERE state = 'open' AND "


def planned(where: str, *without: str) -> str:
    """The plan, as if the table were large and some indexes were not there."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for index in without:
            cursor.execute(f'DROP INDEX "{index}"')
        cursor.execute(_ASKED + where)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_no_wide_index_serves_the_tasks_of_a_case() -> None:
    plan = planned("case_id = 7", "task_open_by_case")
    assert "procedures_task_case_id" in plan or "one_live_task_per_entry" in plan, plan


def test_the_tasks_of_a_case_have_their_index() -> None:
    assert "task_open_by_case" in planned("case_id = 7", "one_live_task_per_entry")


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ("lane_id = 7", "task_open_by_lane"),
        ("lane_id IN (7, 8)", "task_open_by_lane"),
        ("holder_id = 7", "task_open_by_holder"),
        ("timer_at <= now()", "task_timer"),
    ],
)
def test_each_question_has_its_index(where: str, index: str) -> None:
    assert index in planned(where, "task_open_by_case", "one_live_task_per_entry")
