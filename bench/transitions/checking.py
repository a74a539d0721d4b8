"""Before and after a measurement: the tables, the institution, and whether every way has written the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection, connections
from django.db.models import Model

from bench.transitions.house import furnish
from bench.transitions.recording import recorded
from bench.transitions.setting import House, Played
from bench.transitions.spiff import TABLE
from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case, Output, Pause, StepDelta, Task
from simpul.rules.audit_chain import GENESIS, link

# What differs from case to case: identities, moments, and the hashes that hold them.
_OWN = frozenset(
    {
        "id",
        "slug",
        "ticket",
        "case",
        "case_id",
        "task",
        "opened_by",
        "lapsed_by",
        "key",
        "chain",
        "chain_hash",
        "prev_hash",
    }
    | {"hash", "body", "at", "payload", "lock_version"}
)
_MOMENTS = ("_at", "_since")


def prepared_house() -> House:
    """A fresh institution, and one case of each procedure played and noted."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    institution, user, versions = furnish()
    played = tuple(recorded(institution, user, version) for version in versions)
    connections.close_all()
    return House(institution.pk, user.pk, played)


def faults(case_id: int, like: int, played: Played) -> list[str]:
    """What is wrong with a case that was played to its end, beside one that the action has played."""
    found = [f"{played.code}: {fault}" for fault in _differences(case_id, like)]
    return found + _broken(Case.objects.get(pk=case_id))


def _differences(case_id: int, like: int) -> Iterable[str]:
    """Every column of every row that the ways write must be alike."""
    mine, theirs = _rows(case_id), _rows(like)
    for noun in mine:
        if len(mine[noun]) != len(theirs[noun]):
            yield f"{len(mine[noun])} {noun}, not {len(theirs[noun])}"
            continue
        for one, other in zip(mine[noun], theirs[noun], strict=True):
            yield from (
                f"{noun}: {name} is {one[name]!r}, not {other[name]!r}" for name in one if one[name] != other[name]
            )


def _rows(case_id: int) -> dict[str, list[dict[str, object]]]:
    chain = f"case:{case_id}"
    tasks = Task.objects.filter(case_id=case_id).order_by("opened_at", "key")
    events = AuditEvent.objects.filter(chain=chain, verb="task.completed").order_by("seq")
    messages = OutboxEvent.objects.filter(case_id=case_id, kind="task.completed").order_by("pk")
    return {
        "cases": [_row(Case.objects.get(pk=case_id))],
        "tasks": [{**_row(task), "key": task.key} for task in tasks],
        "outputs": [_row(made) for made in Output.objects.filter(case_id=case_id).order_by("pk")],
        "pauses": [_row(pause) for pause in Pause.objects.filter(case_id=case_id).order_by("task__key")],
        "events": [{**_row(event), "facts": _facts(event)} for event in events],
        "messages": [{**_row(message), "payload": _payload(message)} for message in messages],
    }


def _row(row: Model) -> dict[str, object]:
    """Its columns; of a moment only whether there is one."""
    found: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name.endswith(_MOMENTS):
            found[field.name] = value is not None
        elif field.name not in _OWN:
            found[field.name] = value
    return found


def _facts(event: AuditEvent) -> object:
    body = json.loads(event.body)
    return body["actor"], {name: value for name, value in body["facts"].items() if name not in ("case", "happened_at")}


def _payload(message: OutboxEvent) -> object:
    return {name: value for name, value in message.payload.items() if name != "task_id"}


def _broken(case: Case) -> list[str]:
    before = GENESIS
    for event in AuditEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq"):
        before = link(event.chain, event.seq, before, event.body)
        if event.hash != before:
            return [f"case {case.pk}: chain broken at {event.seq}"]
    return [] if before == case.chain_hash else [f"case {case.pk}: head differs"]


def figures(played: Iterable[Played]) -> int:
    """How many completed entries the figures hold."""
    return StepDelta.objects.filter(version_id__in=[one.version_id for one in played]).count()
