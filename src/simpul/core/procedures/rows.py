"""Row builders of a transition: what the case, its tasks, pauses, outputs and rollups write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from psycopg.types.json import Jsonb

from simpul.core.audit.rows import Head
from simpul.core.procedures.locked import LockedCase, OpenTask
from simpul.lib.onewrite import Child, Insert, Update, Write
from simpul.rules.procedure.state import State


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to open; ``paused`` when its clock stands from the first moment.

    ``also_lanes``: the other lanes that may do it, or that contribute to it when it is done together (``is_joint``).
    """

    key: str
    step: str
    round: int
    lane_id: int | None
    unit_id: int | None
    opened_at: datetime
    started_at: datetime
    standard: str
    unit_count: int | None
    due_at: datetime | None
    paused: bool
    also_lanes: tuple[int, ...] = ()
    is_joint: bool = False
    timer_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """What is written on a task when it is completed; ``acting_as`` by an acting official: capacity and holder's id."""

    outcome: str
    note: str
    user_id: int | None
    name: str
    entered_at: datetime
    happened_at: datetime
    late_reason: str
    data: Mapping[str, object]
    due_at: datetime | None
    used_minutes: int
    waited_minutes: int
    acting_as: tuple[str, int | None] | None = None


_TASK = (
    "institution_id", "case_id", "key", "step", "round", "lane_id", "unit_id", "state", "opened_at", "started_at",
    "standard", "unit_count", "due_at", "paused_since", "opened_by_id", "outcome", "note", "completed_by_name",
    "late_entry_reason", "data", "lock_version", "also_lanes", "is_joint", "timer_at",
)  # fmt: skip


def tasks(case: LockedCase, new: Sequence[NewTask], opened_by: int | None) -> Insert:
    """The tasks that a transition opens."""
    rows = tuple(
        (
            case.institution_id, case.id, t.key, t.step, t.round, t.lane_id, t.unit_id, "open", t.opened_at,
            t.started_at, t.standard, t.unit_count, t.due_at, t.opened_at if t.paused else None, opened_by,
            "", "", "", "", Jsonb({}), 0, list(t.also_lanes), t.is_joint, t.timer_at,
        )
        for t in new
    )  # fmt: skip
    return Insert("procedures_task", _TASK, rows)


_DONE = (
    "state", "outcome", "note", "completed_by_id", "completed_by_name", "completed_at", "happened_at",
    "late_entry_reason", "data", "due_at", "paused_since", "used_minutes", "waited_minutes",
)  # fmt: skip


def done(task: OpenTask, completion: Completion) -> Update:
    """Close one task; only while it is open, so that of two completions one loses."""
    c = completion
    values = (
        "done", c.outcome, c.note, c.user_id, c.name, c.entered_at, c.happened_at, c.late_reason, Jsonb(dict(c.data)),
        c.due_at, None, c.used_minutes, c.waited_minutes,
    )  # fmt: skip
    if c.acting_as is None:
        return Update("procedures_task", _DONE, values, ("id", "state"), (task.id, "open"))
    columns = (*_DONE, "capacity", "acting_for_id")
    return Update("procedures_task", columns, (*values, *c.acting_as), ("id", "state"), (task.id, "open"))


def lapsed(task: OpenTask, by: int | None) -> Update:
    """A task that lapses: by the completion of task ``by`` (a return), or by the end of the case."""
    columns, values = ("state", "paused_since", "lapsed_by_id"), ("cancelled", None, by)
    return Update("procedures_task", columns, values, ("id", "state"), (task.id, "open"))


def case(
    before: LockedCase,
    state: State,
    head: Head,
    at: datetime,
    changes: Mapping[str, object],
    facts: Mapping[str, object],
) -> Update:
    """The case after the transition; ``version`` guards against a row that moved without the lock."""
    columns = ["state", "facts", "version", "chain_seq", "chain_hash", "updated_at", *changes]
    values = [state.to_json(), Jsonb(dict(facts)), before.version + 1, head.seq, head.hash, at, *changes.values()]
    return Update("procedures_case", tuple(columns), tuple(values), ("id", "version"), (before.id, before.version))


def pause_starts(case_id: int, task: OpenTask, party: str, reason: str, at: datetime) -> tuple[Insert, Update]:
    """The clock of a task begins to stand."""
    return (
        _pause(case_id, task, party, reason, at),
        Update("procedures_task", ("paused_since",), (at,), ("id", "state"), (task.id, "open")),
    )


def pause_passes(case_id: int, task: OpenTask, party: str, reason: str, at: datetime) -> tuple[Write, ...]:
    """The party waited for has answered, another has not: the clock stands on, from now on that other's account."""
    return (*pause_closes(task, at), _pause(case_id, task, party, reason, at))


def _pause(case_id: int, task: OpenTask, party: str, reason: str, at: datetime) -> Insert:
    columns = ("case_id", "task_id", "party", "reason", "started_at")
    return Insert("procedures_pause", columns, ((case_id, task.id, party, reason, at),))


def first_pause(case_id: int, key: str, party: str, reason: str, at: datetime) -> Child:
    """The pause of a task that the same write opens, and whose clock stands from its first moment."""
    columns, values = ("case_id", "party", "reason", "started_at"), (case_id, party, reason, at)
    return Child("procedures_pause", columns, values, "task_id", "procedures_task", "key", key)


def pause_closes(task: OpenTask, at: datetime) -> tuple[Update, ...]:
    """The pause that stands ends because its task is completed."""
    standing = [pause for pause in task.pauses if pause.ended_at is None]
    return tuple(Update("procedures_pause", ("ended_at",), (at,), ("id",), (pause.id,)) for pause in standing)


def pause_ends(task: OpenTask, at: datetime, due_at: datetime | None) -> tuple[Update, ...]:
    """The clock of a task runs again, with its due time moved; its timers are looked at anew."""
    return (
        *pause_closes(task, at),
        Update(
            "procedures_task",
            ("paused_since", "due_at", "timer_at"),
            (None, due_at, at),
            ("id", "state"),
            (task.id, "open"),
        ),
    )


@dataclass(frozen=True, slots=True)
class NewOutput:
    """A keluaran: a stored file, or a record made in the step."""

    name: str
    file_id: int | None = None
    record: Mapping[str, object] | None = None


def outputs(case_id: int, task_id: int, made: Sequence[NewOutput], at: datetime) -> Insert:
    """The outputs of a task."""
    rows = tuple(
        (case_id, task_id, o.name, o.file_id, Jsonb(dict(o.record)) if o.record is not None else None, at) for o in made
    )
    return Insert("procedures_output", ("case_id", "task_id", "name", "file_id", "record", "created_at"), rows)


def delta(before: LockedCase, task: OpenTask, month: date, in_time: bool | None, used_minutes: int) -> Insert:
    """One completed entry for the figures; folded by a job."""
    columns = ("institution_id", "version_id", "step", "lane_id", "month", "done", "in_time", "used_minutes")
    timely = None if in_time is None else int(in_time)
    row = (before.institution_id, before.version_id, task.step, task.lane_id, month, 1, timely, used_minutes)
    return Insert("procedures_stepdelta", columns, (row,))


def reason(case_id: int, seq: int, text: str) -> Insert:
    """The words of a reason, beside the act they belong to; none when there are none."""
    rows = ((case_id, seq, text[:500]),) if text else ()
    return Insert("procedures_actreason", ("case_id", "seq", "text"), rows)
