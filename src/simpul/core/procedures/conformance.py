"""Conformance: time used against the standard by step, lane, unit and month; waiting apart; entry lag; rounds; ends.

Everything is counted over completed entries of a procedure's cases, in office minutes. Shares come with their n.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import connection
from django.db.models import Count, Max

from simpul.core.procedures.models import Case, ProcedureVersion, Task, TaskState

By = Literal["step", "lane", "unit", "month"]
_GROUPS: Mapping[By, str] = {
    "step": "t.step",
    "lane": "COALESCE(l.name, '')",
    "unit": "COALESCE(u.name, '')",
    "month": "to_char(date_trunc('month', t.happened_at AT TIME ZONE %(zone)s), 'YYYY-MM')",
}
_FIGURES = """
SELECT {group} AS what, count(*) AS n,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY t.used_minutes) AS median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY t.used_minutes) AS p90,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY t.waited_minutes) AS waited,
       count(t.due_at) AS timed,
       count(*) FILTER (WHERE t.due_at IS NOT NULL AND t.happened_at <= t.due_at) AS in_time,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM t.completed_at - t.happened_at)) AS lag
FROM procedures_task t
JOIN procedures_case c ON c.id = t.case_id
JOIN procedures_procedureversion v ON v.id = c.procedure_version_id
LEFT JOIN directory_lane l ON l.id = t.lane_id
LEFT JOIN directory_unit u ON u.id = t.unit_id
WHERE v.procedure_id = %(procedure)s AND t.state = 'done' AND t.used_minutes IS NOT NULL
  AND (%(since)s::date IS NULL OR t.happened_at >= %(since)s::date)
  AND (%(until)s::date IS NULL OR t.happened_at < %(until)s::date + 1)
GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of days that is looked at; None is open."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: minutes are office minutes, ``lag_seconds`` clock time between happening and entry."""

    what: str
    n: int
    median: float
    p90: float
    waited: float
    timed: int
    in_time: int
    lag_seconds: float

    @property
    def share(self) -> float | None:
        """The share in time, 0 to 1; None where nothing has a clock."""
        return self.in_time / self.timed if self.timed else None


def figures(*, procedure_id: int, by: By, zone: str, span: Span | None = None) -> list[Figure]:
    """The figures of a procedure grouped by step, lane, unit or month (of ``zone``)."""
    span = span or Span()
    values = {"procedure": procedure_id, "since": span.since, "until": span.until, "zone": zone}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES.format(group=_GROUPS[by]), values)
        return [
            Figure(what, n, float(median), float(p90), float(waited or 0), timed, in_time, float(lag))
            for what, n, median, p90, waited, timed, in_time, lag in cursor.fetchall()
        ]


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often a step was entered again: in how many cases, and at most how many rounds."""

    step: str
    cases: int
    again: int
    most: int


def rounds(*, procedure_id: int) -> list[Rounds]:
    """Rounds per step over all cases of the procedure."""
    rows = (
        Task.objects.filter(case__procedure_version__procedure_id=procedure_id)
        .exclude(state=TaskState.RETRACTED)
        .values("step", "case_id")
        .annotate(most=Max("round"))
    )
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row["step"], []).append(row["most"])
    return [Rounds(step, len(each), sum(1 for most in each if most > 1), max(each)) for step, each in found.items()]


@dataclass(frozen=True, slots=True)
class Ends:
    """How many cases stand or ended how, and at which step the ended ones did."""

    status: Mapping[str, int]
    last_steps: Sequence[tuple[str, str, int]]


def ends(*, procedure_id: int) -> Ends:
    """Where cases end: by status, and (status, step, n) of the last entry of the ended ones."""
    cases = Case.objects.filter(procedure_version__procedure_id=procedure_id)
    status = dict(cases.values_list("status").annotate(n=Count("id")).order_by("status"))
    last: dict[tuple[str, str], int] = {}
    ended = Task.objects.filter(case__in=cases.exclude(status="running")).exclude(state=TaskState.RETRACTED)
    newest = ended.order_by("case_id", "-opened_at", "-id").distinct("case_id").values_list("case__status", "step")
    for key in newest:
        last[key] = last.get(key, 0) + 1
    return Ends(status, [(how, step, n) for (how, step), n in sorted(last.items())])


def newest_version(procedure_id: int) -> ProcedureVersion | None:
    """The version whose names of steps are shown."""
    found = ProcedureVersion.objects.filter(procedure_id=procedure_id, published_at__isnull=False)
    return found.order_by("-effective_on", "-id").first()
