"""The ways to carry out one durable transition that are measured against each other.

``ours`` is the action behind the page. ``sql`` is what a careful hand would write for the same rows: one round trip a
statement, prepared, with the due time as a bare interval and the next step from a table. ``orm`` is the usual Django.
All write: the closed task, its output, the audit event with its hash, the outbox row, the figures, the next task, the
case.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta

import psycopg
from django.db import transaction
from psycopg.types.json import Jsonb

from bench.transitions import house as making
from bench.transitions.setting import LANES, NOTE, PATH, House, outcome_of
from simpul.casework.completion import complete_task
from simpul.core.audit.models import AuditEvent
from simpul.core.audit.rows import hashed
from simpul.core.audit.salts import salt_of
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case, Output, StepDelta, Task
from simpul.rules.audit_chain import canonical, link


class Way(ABC):
    """``step`` carries out transition ``number`` of the path on a case."""

    def __init__(self, house: House, url: str) -> None:
        self.house = house
        self.officer = making.officer(house)
        self.actor = self.officer.actor(house.lane_ids[0])
        self.salt = salt_of(self.actor)

    @abstractmethod
    def step(self, case: int, number: int) -> None: ...

    def body(self, ticket: str, at: datetime, step: int, round_: int) -> str:
        """The canonical text of the audit event, as every way must write it."""
        told = {"case": ticket, "happened_at": at, "step": f"s{step}#{round_}", "outcome": outcome_of(step, round_)}
        actor = {
            "kind": "user", "ref": str(self.house.user_id), "capacity": f"Lajur {step % LANES}",
            "name_hash": hashed(self.salt, self.officer.name),
        }  # fmt: skip
        return canonical({"verb": "task.completed", "at": at, "actor": actor, "facts": {**told, "outputs": ["hasil"]}})


def following(number: int) -> tuple[int, int] | None:
    """The next step and its round, or None at the end."""
    return PATH[number + 1] if number + 1 < len(PATH) else None


def state_after(number: int, rounds: dict[str, int]) -> dict[str, object]:
    """The engine's state after the transition, from the table."""
    after = following(number)
    opened = [[f"s{after[0]}", after[1], [f"lajur{after[0] % LANES}"], ""]] if after else []
    return {"open": opened, "rounds": rounds, "ended": "" if after else "selesai"}


def rounds_after(number: int) -> dict[str, int]:
    return {f"s{step}": round_ for step, round_ in PATH[: number + 2]}


class Ours(Way):
    """The action, with everything it checks."""

    def step(self, case: int, number: int) -> None:
        step, round_ = PATH[number]
        complete_task(
            case_id=case, key=f"s{step}#{round_}", officer=self.officer, outcome=outcome_of(step, round_),
            note=NOTE if outcome_of(step, round_) else "", raw={"catatan": NOTE},
        )  # fmt: skip


_DATA = Jsonb({"catatan": NOTE})
_CLOSE = (
    "UPDATE procedures_task SET state='done', outcome=%s, note=%s, completed_by_id=%s, completed_by_name=%s,"
    " completed_at=%s, happened_at=%s, late_entry_reason='', data=%s, paused_since=NULL"
    " WHERE case_id=%s AND key=%s AND state='open' RETURNING id, lane_id"
)
_OUTPUT = "INSERT INTO procedures_output (case_id, task_id, name, record, created_at) VALUES (%s,%s,'hasil',%s,%s)"
_EVENT = (
    "INSERT INTO audit_auditevent (institution_id, chain, seq, prev_hash, hash, verb, actor_kind, actor_ref, at, body)"
    " VALUES (%s,%s,%s,%s,%s,'task.completed','user',%s,%s,%s)"
)


class Sql(Way):
    """Hand-written statements on a connection of its own, prepared at once."""

    def __init__(self, house: House, url: str) -> None:
        super().__init__(house, url)
        self.connection = psycopg.connect(url, autocommit=True, prepare_threshold=0)

    def step(self, case: int, number: int) -> None:
        (step, round_), after, c = PATH[number], following(number), self.connection
        key, outcome, house = f"s{step}#{round_}", outcome_of(step, round_), self.house
        with c.transaction():
            row = c.execute(
                "SELECT ticket, version, chain_seq, chain_hash, institution_id, procedure_version_id, status"
                " FROM procedures_case WHERE id=%s FOR UPDATE", (case,),
            ).fetchone()  # fmt: skip
            assert row is not None
            ticket, version, seq, before, *_ = row
            now = datetime.now(UTC)
            done = (outcome, NOTE if outcome else "", house.user_id, self.officer.name, now, now, _DATA, case, key)
            closed = c.execute(_CLOSE, done).fetchone()
            assert closed is not None
            task, lane = closed
            c.execute(_OUTPUT, (case, task, _DATA, now))
            body, chain = self.body(ticket, now, step, round_), f"case:{case}"
            digest = link(chain, seq + 1, before, body)
            told = (house.institution_id, chain, seq + 1, before, digest, str(house.user_id), now, body)
            c.execute(_EVENT, told)
            opened = [f"s{after[0]}#{after[1]}"] if after else []
            payload = {"task": key, "task_id": task, "outcome": outcome, "opened": opened}
            c.execute(
                "INSERT INTO outbox_outboxevent (institution_id, key, kind, case_id, payload, created_at)"
                " VALUES (%s,%s,'task.completed',%s,%s,%s)",
                (house.institution_id, f"{chain}:{seq + 1}", case, Jsonb(payload), now),
            )
            c.execute(
                "INSERT INTO procedures_stepdelta (institution_id, version_id, step, lane_id, month, done, in_time,"
                " used_minutes) VALUES (%s,%s,%s,%s,date_trunc('month', now())::date,1,1,0)",
                (house.institution_id, house.version_id, f"s{step}", lane),
            )
            if after:
                c.execute(
                    "INSERT INTO procedures_task (institution_id, case_id, key, step, round, lane_id, state, opened_at,"
                    " started_at, standard, due_at, opened_by_id, outcome, note, completed_by_name, late_entry_reason,"
                    " data, lock_version)"
                    " VALUES (%s,%s,%s,%s,%s,%s,'open',%s,%s,'3 HK',now()+interval '3 days',%s,'','','','','{}',0)",
                    (house.institution_id, case, opened[0], f"s{after[0]}", after[1],
                     house.lane_ids[after[0] % LANES], now, now, task),
                )  # fmt: skip
            c.execute(
                "UPDATE procedures_case SET state=%s, facts=%s, version=%s, chain_seq=%s, chain_hash=%s, updated_at=%s,"
                " status=%s, ended_at=%s WHERE id=%s",
                (json.dumps(state_after(number, rounds_after(number))), Jsonb({"cara_tanda_tangan": ""}), version + 1,
                 seq + 1, digest, now, "running" if after else "finished", None if after else now, case),
            )  # fmt: skip


class Orm(Way):
    """select_for_update, save and create."""

    def step(self, case: int, number: int) -> None:
        (step, round_), after = PATH[number], following(number)
        key, outcome, now = f"s{step}#{round_}", outcome_of(step, round_), datetime.now(UTC)
        with transaction.atomic():
            row = Case.objects.select_for_update().get(pk=case)
            task = Task.objects.get(case=row, key=key, state="open")
            task.state, task.outcome, task.completed_by_id = "done", outcome, self.house.user_id
            task.completed_by_name, task.completed_at, task.happened_at = self.officer.name, now, now
            task.data, task.note = {"catatan": NOTE}, NOTE if outcome else ""
            task.save()
            Output.objects.create(case=row, task=task, name="hasil", record={"catatan": NOTE}, created_at=now)
            body, chain = self.body(row.ticket, now, step, round_), f"case:{case}"
            digest = link(chain, row.chain_seq + 1, row.chain_hash, body)
            AuditEvent.objects.create(
                institution_id=row.institution_id, chain=chain, seq=row.chain_seq + 1, prev_hash=row.chain_hash,
                hash=digest, verb="task.completed", actor_kind="user", actor_ref=str(self.house.user_id), at=now,
                body=body,
            )  # fmt: skip
            OutboxEvent.objects.create(
                institution_id=row.institution_id, key=f"{chain}:{row.chain_seq + 1}", kind="task.completed",
                case_id=case, payload={"task": key, "task_id": task.pk, "outcome": outcome}, created_at=now,
            )  # fmt: skip
            StepDelta.objects.create(
                institution_id=row.institution_id, version_id=row.procedure_version_id, step=f"s{step}",
                lane_id=task.lane_id, month=now.date().replace(day=1), in_time=1,
            )  # fmt: skip
            if after:
                Task.objects.create(
                    institution_id=row.institution_id, case=row, key=f"s{after[0]}#{after[1]}", step=f"s{after[0]}",
                    round=after[1], lane_id=self.house.lane_ids[after[0] % LANES], opened_at=now, started_at=now,
                    standard="3 HK", due_at=now + timedelta(days=3), opened_by=task,
                )  # fmt: skip
            else:
                row.status, row.ended_at = "finished", now
            row.state = state_after(number, rounds_after(number))
            row.version, row.chain_seq, row.chain_hash, row.updated_at = row.version + 1, row.chain_seq + 1, digest, now
            row.save()


WAYS: dict[str, type[Way]] = {"ours": Ours, "sql": Sql, "orm": Orm}
