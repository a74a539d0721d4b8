"""The rows, laid by one statement each; the page's figures, and the floor."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from bench.procedures import SOPS
from simpul.core.directory.models import Institution, Lane
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.conformance import Scope, entries
from simpul.core.procedures.loaded import procedure_of
from simpul.lib.actor import SYSTEM
from simpul.pages.desk.conformance.page import shown
from simpul.rules.procedure.figures import Figure

INSTITUTION = "kesesuaian-diukur"
LAID = """
WITH made AS (
    INSERT INTO procedures_case
        (slug, institution_id, procedure_version_id, ticket, title, subtitle, status, state, facts, version, chain_seq,
         chain_hash, started_at, ended_at, updated_at)
    SELECT 'ukur-' || n, %(institution)s, %(version)s, 'UKUR-' || n, 'Perkara rekaan', '', 'finished', '{}', '{}', 0, 0,
        '', '2026-01-05 02:00Z', '2026-01-05 02:00Z'::timestamptz + (n %% 300) * interval '1 day', '2026-01-05 02:00Z'
    FROM generate_series(1, %(cases)s) AS n
    RETURNING id
), rolled AS (
    SELECT made.id, step.*, '2026-01-05 02:00Z'::timestamptz + random() * interval '300 days' AS begun,
        random() * interval '9 days' AS took, random() < 0.8 AS good, 1 + (random() < 0.1)::int AS round
    FROM made, unnest(%(steps)s::text[], %(standards)s::text[], %(lanes)s::bigint[]) AS step (name, standard, lane)
)
INSERT INTO procedures_task
    (institution_id, case_id, key, step, round, lane_id, state, opened_at, started_at, standard, unit_count, due_at,
     happened_at, completed_at, used_minutes, waited_minutes, outcome, note, completed_by_name, late_entry_reason,
     data, lock_version)
SELECT %(institution)s, id, name || '#1', name, round, lane, 'done', begun, begun, standard,
    CASE WHEN standard LIKE '%% per %%' THEN 5 END,
    CASE WHEN standard <> '-' THEN begun + took + CASE WHEN good THEN 1 ELSE -1 END * interval '1 hour' END,
    begun + took, begun + took + random() * interval '1 day', random() * 3000, random() * 300, '', '', '', '', '{}', 0
FROM rolled
"""
STOOD = """
INSERT INTO procedures_pause (case_id, task_id, party, reason, started_at, ended_at)
SELECT case_id, id, 'mitra', 'menunggu mitra', started_at, started_at + (happened_at - started_at) / 2
FROM procedures_task WHERE institution_id = %(institution)s AND id %% 10 = 0
"""
FLOOR = """
SELECT t.step, t.standard, t.lane_id, t.unit_id, t.unit_count, t.case_id, t.round, t.started_at, t.happened_at,
    t.due_at, t.completed_at, t.used_minutes, t.waited_minutes
FROM procedures_task AS t JOIN procedures_case AS c ON c.id = t.case_id
WHERE t.institution_id = %(institution)s AND c.procedure_version_id = %(version)s AND t.state = 'done'
"""


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of this process, and seconds that passed."""
    begun, passed = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - begun, time.perf_counter() - passed


def lay(rows: int) -> tuple[Scope, dict[str, Any]]:
    """An institution with the shipped BBLBK procedure and so many completed entries of it."""
    house = Institution.objects.create(code=INSTITUTION, name="Lembaga Ukur", is_demo=True)
    text = (SOPS / "bblbk" / "1.yaml").read_text(encoding="utf-8")
    version = publish_version(institution=house, text=text, effective_on=date(2026, 1, 5), by=SYSTEM)
    steps = procedure_of(version.pk).steps
    lanes = {lane.code: lane.pk for lane in Lane.objects.filter(institution=house)}
    values: dict[str, Any] = {
        "institution": house.pk, "version": version.pk, "cases": rows // len(steps) + 1,
        "steps": [step.id for step in steps],
        "standards": [step.timings[0].standard if step.has_clock else "-" for step in steps],
        "lanes": [lanes.get(step.performer.lanes[0]) for step in steps],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SELECT setseed(0.5)")
        for statement in (LAID, STOOD):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE procedures_task, procedures_case, procedures_pause")
    return Scope(house.pk, version.procedure_id), values


def floor(values: Mapping[str, Any]) -> int:
    """Every row read once."""
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, values)
        return len(cursor.fetchall())


def prove(scope: Scope, rows: int) -> None:
    """Every entry is in the figures, and only once."""
    found = Figure((), entries(scope))
    amounts = sum(len(row.amounts.used) for row in found.entries if row.amounts is not None)
    counted = (found.n, sum(len(row.lags) for row in found.entries), amounts)
    if counted != (rows, rows, found.timed):
        raise SystemExit(f"of {rows} entries {counted} were counted, {found.timed} have a clock")


def measured(rows: int, rounds: int) -> Mapping[str, Any]:
    """Best of the rounds of each; nothing stays in the database."""
    with transaction.atomic():
        told = _measured(*lay(rows), rounds)
        transaction.set_rollback(True)
    return told


def _measured(scope: Scope, values: Mapping[str, Any], rounds: int) -> Mapping[str, Any]:
    laid = floor(values)
    prove(scope, laid)
    ours, least = [], []
    for _ in range(rounds):
        ours.append(timed(lambda: shown(scope, "langkah")))
        least.append(timed(lambda: floor(values)))
    (cpu, passed), (floor_cpu, floor_passed) = (tuple(map(min, zip(*each, strict=True))) for each in (ours, least))
    return {
        "rows": laid, "rounds": rounds,
        "figures": {"processor": round(cpu, 2), "passed": round(passed, 2)},
        "floor": {"processor": round(floor_cpu, 2), "passed": round(floor_passed, 2)},
        "ratio_to_floor": {"processor": round(floor_cpu / cpu, 2), "passed": round(floor_passed / passed, 2)},
        "python": sys.version.split()[0],
    }  # fmt: skip
