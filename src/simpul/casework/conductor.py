"""Turns the engine's transition into the one write: tasks, pauses, case, audit event, outbox row, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from simpul.casework.clocks import due_at, due_of, local_month
from simpul.casework.effects import EFFECTS
from simpul.casework.placing import place_of
from simpul.core.audit.rows import append, hashed
from simpul.core.audit.salts import salt_of
from simpul.core.directory.calendars import calendar_for
from simpul.core.messages.rows import event
from simpul.core.procedures import rows
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import OpenTask
from simpul.lib.onewrite import Lost, Write, send
from simpul.rules.procedure.engine import all_awaited, awaited, waiting
from simpul.rules.procedure.state import Opening, State, Transition
from simpul.rules.refusals import N_, Conflict

_STATUS = {"selesai": "finished", "ditarik": "withdrawn"}


def carry_out(acting: Acting, transition: Transition, verb: str, *closing: Write) -> None:
    """Run the effects, then write everything in one statement. Raises Conflict TGS-02 when somebody was first."""
    for effect in transition.effects:
        acting.step = effect.step
        EFFECTS[effect.name](acting)
    if transition.ended:
        acting.changes = {"status": _STATUS[transition.ended], "ended_at": acting.at, **acting.changes}
        acting.payload["ended"] = acting.changes["status"]
    standing = waiting(acting.procedure, transition.state, acting.facts)
    opened = [_new_task(acting, opening, opening.entry.key in standing) for opening in transition.opened]
    acting.payload["opened"] = [task.key for task in opened]
    writes: list[Write] = [*closing, *_lapsed(acting, transition), *_outputs(acting)]
    writes.append(rows.tasks(acting.case, opened, acting.task.id if acting.task else None))
    writes += [_first_pause(acting, task) for task in opened if task.paused]
    writes += pause_changes(acting, transition.state, standing, {task.key for task in opened})
    write(acting, transition.state, verb, writes)


def write(acting: Acting, state: State, verb: str, writes: Iterable[Write]) -> None:
    """Send the rows together with the audit event, the outbox row and the case."""
    case = acting.case
    audit, head = append(
        case.head,
        institution_id=case.institution_id,
        verb=verb,
        by=acting.by,
        salt=salt_of(acting.by),
        at=acting.at,
        facts={"case": case.ticket, "happened_at": acting.happened_at, **acting.told, **_hashed_reason(acting)},
    )
    outbox = event(
        institution_id=case.institution_id,
        key=head.key,
        kind=verb,
        case_id=case.id,
        payload=acting.payload,
        at=acting.at,
    )
    changed = rows.case(case, state, head, acting.at, acting.changes, acting.facts)
    try:
        send(*writes, *acting.writes, rows.reason(case.id, head.seq, acting.reason), audit, outbox, changed)
    except Lost as lost:
        raise Conflict(
            "TGS-02", N_("Somebody else has changed this case at the same moment. Open it again and look.")
        ) from lost


def _hashed_reason(acting: Acting) -> dict[str, object]:
    """Free words may name people: the log proves them without holding them."""
    return {"reason_hash": hashed(salt_of(acting.by), acting.reason)} if acting.reason else {}


def _first_pause(acting: Acting, task: rows.NewTask) -> Write:
    party, reason = _awaited(acting, task.step)
    return rows.first_pause(acting.case.id, task.key, party, reason, acting.happened_at)


def _lapsed(acting: Acting, transition: Transition) -> list[Write]:
    by = acting.task.id if acting.task is not None else None
    tasks = acting.case.tasks
    return [rows.lapsed(tasks[entry.key], by) for entry in transition.cancelled if entry.key in tasks]


def _outputs(acting: Acting) -> list[Write]:
    if acting.task is None or not acting.made:
        return []
    return [rows.outputs(acting.case.id, acting.task.id, acting.made, acting.at)]


def _new_task(acting: Acting, opening: Opening, stands: bool) -> rows.NewTask:
    """A new task: its clock starts at the happening of the act, or at the date that the procedure names."""
    institution = acting.case.institution_id
    start = _clock_start(acting, opening)
    units = acting.facts.get("jumlah_unit")
    count = units if isinstance(units, int) else None
    step = acting.procedure.by_id[opening.entry.step]
    place = place_of(institution, step, opening.entry, acting.facts)
    return rows.NewTask(
        key=opening.entry.key,
        step=opening.entry.step,
        round=opening.entry.round,
        lane_id=place.lane_id,
        unit_id=place.unit_id,
        opened_at=acting.happened_at,
        started_at=start,
        standard=opening.standard,
        unit_count=count,
        due_at=due_at(institution, opening.standard, start, count),
        paused=stands,
        also_lanes=place.also_lanes,
        is_joint=place.is_joint,
        timer_at=acting.happened_at if acting.procedure.timers_of(step) else None,
    )


def _clock_start(acting: Acting, opening: Opening) -> datetime:
    """The named date where one was answered; a step that comes again never counts from before it is opened again."""
    given = acting.facts.get(opening.clock_from) if opening.clock_from else None
    if not isinstance(given, str):
        return acting.happened_at
    zone = ZoneInfo(calendar_for(acting.case.institution_id).zone_name)
    named = datetime.combine(date.fromisoformat(given), time(), zone).astimezone(UTC)
    return max(named, acting.happened_at) if opening.entry.round > 1 else named


def pause_changes(acting: Acting, state: State, standing: frozenset[str], fresh: set[str]) -> list[Write]:
    """Clocks that begin to stand or run again because of the act. A fresh task's pause is written with its row."""
    found: list[Write] = []
    for key, task in acting.case.tasks.items():
        if key not in state.open or (acting.task is not None and key == acting.task.key):
            continue
        if key in standing and task.paused_since is None:
            found += rows.pause_starts(acting.case.id, task, *_awaited(acting, task.step), acting.happened_at)
        elif key not in standing and task.paused_since is not None:
            until = acting.happened_at
            found += rows.pause_ends(task, until, due_of(acting.case.institution_id, task, until))
        elif key in standing and _answered(acting, task):
            found += rows.pause_passes(acting.case.id, task, *_awaited(acting, task.step), acting.happened_at)
    return found


def _answered(acting: Acting, task: OpenTask) -> bool:
    """Whether the party on whose account the clock stands is waited for no more, so that it stands for another."""
    parties = {wait.party for wait in all_awaited(acting.procedure, task.step, acting.facts)}
    return any(pause.ended_at is None and pause.party not in parties for pause in task.pauses)


def _awaited(acting: Acting, step: str) -> tuple[str, str]:
    wait = awaited(acting.procedure, step, acting.facts)
    return (wait.party, wait.during) if wait is not None else ("", "")


def figures(acting: Acting, deadline: datetime | None, used: int) -> Write:
    """The rollup delta of the task that is completed; ``deadline``: its due time with its pauses; ``used`` minutes."""
    task = acting.task
    assert task is not None
    institution = acting.case.institution_id
    in_time = None if deadline is None else acting.happened_at <= deadline
    return rows.delta(acting.case, task, local_month(institution, acting.happened_at), in_time, used)
