"""The two reads of a transition: lock the case, *then* read its open tasks.

Never joined: after a wait for the lock, a join would return the new case with the tasks as they were before the wait.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simpul.core.audit.rows import Head, case_head
from simpul.core.directory.calendars import learn
from simpul.lib.statements import fetch
from simpul.rules.procedure.state import State
from simpul.rules.refusals import N_, Refusal

_CASE = b"""
SELECT c.id, c.slug, c.institution_id, c.procedure_version_id, c.ticket, c.title, c.status, c.state::text,
       c.facts::text, c.version, c.chain_seq, c.chain_hash
FROM procedures_case c WHERE c.id = $1 FOR UPDATE
"""
# The calendar of the institution comes along: one row at least, also when no task is open.
_TASKS = b"""
SELECT k.version,
       t.id, t.key, t.step, t.round, t.lane_id, t.opened_at, t.started_at, t.standard, t.unit_count, t.due_at,
       t.paused_since, t.holder_id, t.unit_id, t.also_lanes, t.is_joint,
       ARRAY(SELECT o.name FROM procedures_output o WHERE o.task_id = t.id AND NOT o.voided),
       COALESCE((SELECT jsonb_agg(jsonb_build_array(p.started_at, p.ended_at, p.id, p.party)
                                  ORDER BY p.started_at, p.id)::text
                 FROM procedures_pause p WHERE p.task_id = t.id), '[]')
FROM (SELECT (SELECT v.id FROM directory_calendarversion v
              WHERE v.institution_id = $2 OR v.institution_id IS NULL
              ORDER BY v.institution_id NULLS LAST, v.number DESC LIMIT 1) AS version) AS k
LEFT JOIN procedures_task t ON t.case_id = $1 AND t.state = 'open' ORDER BY t.id
"""


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """A pause as read; ``ended_at`` is None while the clock stands."""

    started_at: datetime
    ended_at: datetime | None
    id: int
    party: str


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open task with the names of the outputs it has already and its pauses."""

    id: int
    key: str
    step: str
    round: int
    lane_id: int | None
    opened_at: datetime
    started_at: datetime
    standard: str
    unit_count: int | None
    due_at: datetime | None
    paused_since: datetime | None
    holder_id: int | None
    unit_id: int | None
    also_lanes: tuple[int, ...]
    is_joint: bool
    outputs: frozenset[str]
    pauses: tuple[PauseSpan, ...]


@dataclass(frozen=True, slots=True)
class LockedCase:
    """The case as it stands under the lock, with its open tasks by key."""

    id: int
    slug: str
    institution_id: int
    version_id: int
    ticket: str
    title: str
    status: str
    state: State
    facts: Mapping[str, object]
    version: int
    head: Head
    tasks: Mapping[str, OpenTask]


def _pauses(text: str) -> tuple[PauseSpan, ...]:
    return tuple(
        PauseSpan(
            datetime.fromisoformat(start), datetime.fromisoformat(end) if end is not None else None, number, party
        )
        for start, end, number, party in json.loads(text)
    )


def _open_task(row: Sequence[Any]) -> OpenTask:
    *plain, outputs, pauses = row
    number, key, step, round_, lane, opened, started, standard, count, due, paused, holder, unit, also, joint = plain
    return OpenTask(
        number, key, step, round_, lane, opened, started, standard, count, due, paused, holder, unit, tuple(also),
        joint, frozenset(outputs), _pauses(pauses),
    )  # fmt: skip


def lock_case(case_id: int) -> LockedCase:
    """Lock and read a case. Must run inside ``transaction.atomic``; raises Refusal TGS-01 when there is none."""
    found = fetch(_CASE, (case_id,))
    if not found:
        raise Refusal("TGS-01", N_("This case does not exist. Go back to your worklist and open it again."))
    (number, slug, institution, version, ticket, title, status, state, facts, count, seq, digest) = found[0]
    tasks = fetch(_TASKS, (case_id, institution))
    learn(institution, tasks[0][0])
    open_tasks = [_open_task(task) for _, *task in tasks if task[0] is not None]
    return LockedCase(
        id=number,
        slug=slug,
        institution_id=institution,
        version_id=version,
        ticket=ticket,
        title=title,
        status=status,
        state=State.from_json(state),
        facts=json.loads(facts),
        version=count,
        head=case_head(number, seq, digest),
        tasks={task.key: task for task in open_tasks},
    )
