"""The ways to carry out one durable transition that are measured against each other.

``ours`` is the action behind the page. ``sql`` is what a careful hand would write for the same rows: one round trip a
statement, prepared, with the due time as a bare interval and the next steps from a table. ``orm`` is the usual Django.
All write: the closed task, its outputs, the audit event with its hash, the outbox row, the figures, the tasks that open
or lapse, the pauses, the case. ``spiff`` (see ``spiff.py``) writes its state only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.db import transaction
from psycopg.types.json import Jsonb

from bench.transitions import house as making
from bench.transitions.setting import Act, House, Played, Row
from simpul.casework.completion import complete_task
from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case, Output, Pause, StepDelta, Task
from simpul.rules.audit_chain import canonical, link

_LATER = timedelta(days=3)


class Way(ABC):
    """``step`` carries out one transition of a case."""

    def __init__(self, house: House, url: str) -> None:
        self.house = house
        self.officer = making.officer(house.user_id)

    def begin(self, played: Played) -> int:
        """A new case of the procedure; not measured."""
        return making.new_case(self.house.institution_id, played)

    @abstractmethod
    def step(self, case: int, played: Played, act: Act) -> None: ...


def body(ticket: str, at: datetime, act: Act) -> str:
    """The canonical text of the audit event, as every way must write it."""
    event: Mapping[str, Any] = act.written.event
    facts = {**event["facts"], "case": ticket, "happened_at": at}
    return canonical({**event, "at": at, "facts": facts})


class Ours(Way):
    """The action, with everything it checks."""

    def step(self, case: int, played: Played, act: Act) -> None:
        complete_task(
            case_id=case, key=act.key, officer=self.officer, outcome=act.outcome, note=act.note, raw=act.raw,
            files=act.files,
        )  # fmt: skip


_CASE = (
    "SELECT ticket, version, chain_seq, chain_hash, institution_id, procedure_version_id, status"
    " FROM procedures_case WHERE id=%s FOR UPDATE"
)
_CLOSE = (
    "UPDATE procedures_task SET state='done', outcome=%s, note=%s, completed_by_id=%s, completed_by_name=%s,"
    " completed_at=%s, happened_at=%s, late_entry_reason='', data=%s, paused_since=NULL, used_minutes=0,"
    " waited_minutes=0 WHERE case_id=%s AND key=%s AND state='open' RETURNING id, lane_id"
)
_OUTPUT = (
    "INSERT INTO procedures_output (case_id, task_id, name, file_id, record, created_at) VALUES (%s,%s,%s,%s,%s,%s)"
)
_EVENT = (
    "INSERT INTO audit_auditevent (institution_id, chain, seq, prev_hash, hash, verb, actor_kind, actor_ref, at, body)"
    " VALUES (%s,%s,%s,%s,%s,'task.completed','user',%s,%s,%s)"
)
_MESSAGE = (
    "INSERT INTO outbox_outboxevent (institution_id, key, kind, case_id, payload, created_at)"
    " VALUES (%s,%s,'task.completed',%s,%s,%s)"
)
_FIGURE = (
    "INSERT INTO procedures_stepdelta (institution_id, version_id, step, lane_id, month, done, in_time, used_minutes)"
    " VALUES (%s,%s,%s,%s,date_trunc('month', now())::date,1,%s,0)"
)
_OPEN = (
    "INSERT INTO procedures_task (institution_id, case_id, key, step, round, lane_id, unit_id, state, opened_at,"
    " started_at, standard, unit_count, due_at, timer_at, paused_since, opened_by_id, outcome, note, completed_by_name,"
    " late_entry_reason, data, lock_version, also_lanes, is_joint)"
    " VALUES (%s,%s,%s,%s,%s,%s,%s,'open',%s,%s,%s,%s,%s,%s,%s,%s,'','','','','{}',0,%s,%s) RETURNING id"
)
_LAPSE = (
    "UPDATE procedures_task SET state='cancelled', paused_since=NULL, lapsed_by_id=%s"
    " WHERE case_id=%s AND key=%s AND state='open'"
)
_STAND = "INSERT INTO procedures_pause (case_id, task_id, party, reason, started_at) VALUES (%s,%s,%s,%s,%s)"
_STOOD = "UPDATE procedures_task SET paused_since=%s WHERE case_id=%s AND key=%s AND state='open' RETURNING id"
_RESUME = (
    "UPDATE procedures_pause SET ended_at=%s FROM procedures_task t"
    " WHERE task_id=t.id AND t.case_id=%s AND t.key=%s AND ended_at IS NULL"
)
_RUNS = (
    "UPDATE procedures_task SET paused_since=NULL, due_at=now()+interval '3 days', timer_at=%s"
    " WHERE case_id=%s AND key=%s AND state='open'"
)
_MOVE = (
    "UPDATE procedures_case SET state=%s, facts=%s, version=%s, chain_seq=%s, chain_hash=%s, updated_at=%s, status=%s,"
    " ended_at=%s WHERE id=%s"
)


class Sql(Way):
    """Hand-written statements on a connection of its own, prepared at once."""

    def __init__(self, house: House, url: str) -> None:
        super().__init__(house, url)
        self.connection = psycopg.connect(url, autocommit=True, prepare_threshold=0)

    def step(self, case: int, played: Played, act: Act) -> None:
        c, w, house = self.connection, act.written, self.house
        with c.transaction():
            row = c.execute(_CASE, (case,)).fetchone()
            assert row is not None
            ticket, version, seq, before, *_ = row
            now = datetime.now(UTC)
            done = (act.outcome, act.note, house.user_id, self.officer.name, now, now, Jsonb(w.data))
            closed = c.execute(_CLOSE, (*done, case, act.key)).fetchone()
            assert closed is not None
            task, lane = closed
            for name, file, record in w.outputs:
                made = None if record is None else Jsonb(record)
                c.execute(_OUTPUT, (case, task, name, file, made, now))
            text, chain = body(ticket, now, act), f"case:{case}"
            digest = link(chain, seq + 1, before, text)
            told = (house.institution_id, chain, seq + 1, before, digest, str(house.user_id), now, text)
            c.execute(_EVENT, told)
            payload = Jsonb({**w.payload, "task_id": task})
            c.execute(_MESSAGE, (house.institution_id, f"{chain}:{seq + 1}", case, payload, now))
            c.execute(_FIGURE, (house.institution_id, played.version_id, act.step, lane, w.in_time))
            self._tasks(case, act, task, now)
            ended = None if w.status == "running" else now
            moved = (Jsonb(w.state), Jsonb(w.facts), version + 1, seq + 1, digest, now, w.status, ended)
            c.execute(_MOVE, (*moved, case))

    def _tasks(self, case: int, act: Act, closed: int, now: datetime) -> None:
        """The tasks that open or lapse, and the clocks that stand or run again."""
        c, w = self.connection, act.written
        fresh: dict[object, int] = {}
        for key in w.lapsed:
            c.execute(_LAPSE, (closed, case, key))
        for new in w.opened:
            row = c.execute(_OPEN, self._opening(case, new, closed, now)).fetchone()
            assert row is not None
            fresh[new["key"]] = row[0]
        for key in w.resumed:
            c.execute(_RESUME, (now, case, key))
            if key != act.key:
                c.execute(_RUNS, (now, case, key))
        for key, party, reason in w.stood:
            task = fresh.get(key)
            if task is None:
                row = c.execute(_STOOD, (now, case, key)).fetchone()
                assert row is not None
                task = row[0]
            c.execute(_STAND, (case, task, party, reason, now))

    def _opening(self, case: int, new: Row, closed: int, now: datetime) -> tuple[object, ...]:
        return (
            self.house.institution_id, case, new["key"], new["step"], new["round"], new["lane_id"], new["unit_id"],
            now, now, new["standard"], new["unit_count"], now + _LATER if new["due_at"] else None,
            now if new["timer_at"] else None, now if new["paused_since"] else None, closed, new["also_lanes"],
            new["is_joint"],
        )  # fmt: skip


class Orm(Way):
    """select_for_update, save and create."""

    def step(self, case: int, played: Played, act: Act) -> None:
        w, now = act.written, datetime.now(UTC)
        with transaction.atomic():
            row = Case.objects.select_for_update().get(pk=case)
            task = Task.objects.get(case=row, key=act.key, state="open")
            task.state, task.outcome, task.completed_by_id = "done", act.outcome, self.house.user_id
            task.completed_by_name, task.completed_at, task.happened_at = self.officer.name, now, now
            task.data, task.note, task.paused_since = dict(w.data), act.note, None
            task.used_minutes, task.waited_minutes = 0, 0
            task.save()
            for name, file, record in w.outputs:
                Output.objects.create(case=row, task=task, name=name, file_id=file, record=record, created_at=now)
            text, chain, seq = body(row.ticket, now, act), f"case:{case}", row.chain_seq + 1
            digest = link(chain, seq, row.chain_hash, text)
            AuditEvent.objects.create(
                institution_id=row.institution_id, chain=chain, seq=seq, prev_hash=row.chain_hash, hash=digest,
                verb="task.completed", actor_kind="user", actor_ref=str(self.house.user_id), at=now, body=text,
            )  # fmt: skip
            OutboxEvent.objects.create(
                institution_id=row.institution_id, key=f"{chain}:{seq}", kind="task.completed", case_id=case,
                payload={**w.payload, "task_id": task.pk}, created_at=now,
            )  # fmt: skip
            StepDelta.objects.create(
                institution_id=row.institution_id, version_id=row.procedure_version_id, step=act.step,
                lane_id=task.lane_id, month=now.date().replace(day=1), in_time=w.in_time,
            )  # fmt: skip
            self._tasks(row, act, task, now)
            row.status, row.ended_at = w.status, None if w.status == "running" else now
            row.state, row.facts = dict(w.state), dict(w.facts)
            row.version, row.chain_seq, row.chain_hash, row.updated_at = row.version + 1, seq, digest, now
            row.save()

    def _tasks(self, case: Case, act: Act, closed: Task, now: datetime) -> None:
        w = act.written
        for task in Task.objects.filter(case=case, key__in=w.lapsed, state="open") if w.lapsed else ():
            task.state, task.paused_since, task.lapsed_by = "cancelled", None, closed
            task.save()
        for new in w.opened:
            times = {name: now for name in ("timer_at", "paused_since") if new[name]}
            times |= {"due_at": now + _LATER} if new["due_at"] else {}
            plain: dict[str, Any] = {name: value for name, value in new.items() if not isinstance(value, bool)}
            Task.objects.create(
                institution_id=case.institution_id, case=case, opened_at=now, started_at=now, opened_by=closed,
                is_joint=bool(new["is_joint"]), **plain, **times,
            )  # fmt: skip
        for pause in Pause.objects.filter(task__case=case, task__key__in=w.resumed, ended_at=None) if w.resumed else ():
            pause.ended_at = now
            pause.save()
            if pause.task.key != act.key:
                pause.task.paused_since, pause.task.timer_at = None, now
                pause.task.save()
        for key, party, reason in w.stood:
            task = Task.objects.get(case=case, key=key, state="open")
            task.paused_since = now
            task.save()
            Pause.objects.create(case=case, task=task, party=party, reason=reason, started_at=now)
