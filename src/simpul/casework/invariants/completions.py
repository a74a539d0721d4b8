"""5. Each completed task has one completer and one time, and the log tells its completion exactly once."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.casework.invariants.broken import Broken, rows
from simpul.rules.refusals import N_

NOBODY = N_("task %(key)s of case %(case)s is completed, but by nobody or at no time")
TWICE = N_("task %(key)s of case %(case)s was completed %(told)d times by the log, but stands as %(done)d")

_NOBODY = """
SELECT task.key, cases.id, cases.ticket
FROM procedures_task AS task JOIN procedures_case AS cases ON cases.id = task.case_id
WHERE task.state = 'done'
  AND (task.completed_at IS NULL OR task.happened_at IS NULL OR task.completed_by_name = '')
"""
_TWICE = """
SELECT coalesce(done.key, told.key), cases.id, cases.ticket, coalesce(told.times, 0), coalesce(done.times, 0)
FROM (
    SELECT case_id, key, count(*) AS times FROM procedures_task WHERE state = 'done' GROUP BY case_id, key
) AS done FULL JOIN (
    SELECT split_part(chain, ':', 2)::bigint AS case_id, body::jsonb -> 'facts' ->> 'step' AS key,
           sum(CASE verb WHEN 'task.completed' THEN 1 ELSE -1 END) AS times
    FROM audit_auditevent WHERE verb IN ('task.completed', 'task.retracted') AND chain LIKE 'case:%' GROUP BY 1, 2
) AS told ON told.case_id = done.case_id AND told.key = done.key
JOIN procedures_case AS cases ON cases.id = coalesce(done.case_id, told.case_id)
WHERE coalesce(told.times, 0) <> coalesce(done.times, 0)
"""


def broken() -> Iterator[Broken]:
    """Completed rows in themselves and against the log."""
    for key, number, ticket in rows(_NOBODY):
        yield Broken("completions", f"case:{number}", NOBODY, {"key": key, "case": ticket})
    for key, number, ticket, told, done in rows(_TWICE):
        said = {"key": key, "case": ticket, "told": int(told), "done": int(done)}
        yield Broken("completions", f"case:{number}", TWICE, said)
