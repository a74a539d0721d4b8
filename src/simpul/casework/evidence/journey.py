"""The log of a case: what was done when and entered when, how late and why, and who decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from simpul.casework.evidence.masking import masked
from simpul.casework.evidence.wording import spent
from simpul.core.procedures.models import Case, Task
from simpul.core.procedures.timeline import Hold, Knot, timeline
from simpul.rules.working_time import Calendar

_STATES: Mapping[str, str] = {
    "done": "selesai",
    "now": "berjalan",
    "lapsed": "gugur: perkara menempuh jalan lain",
    "retracted": "ditarik kembali",
}


@dataclass(frozen=True, slots=True)
class Stood:
    """A stretch in which the clock stood."""

    party: str
    reason: str
    begun: datetime
    ended: datetime | None
    working_days: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One round of a step. ``happened``: when the work was done; ``entered``: when that was recorded.

    ``decided``: the outcome of a step that decides; ``reasons``: what was written about lateness and corrections.
    """

    no: str
    title: str
    lane: str
    round: int
    state: str
    who: str
    begun: datetime | None
    due: datetime | None
    happened: datetime | None
    entered: datetime | None
    late: bool
    spent: str
    decided: str
    note: str
    reasons: tuple[str, ...]
    stood: tuple[Stood, ...]

    @property
    def name(self) -> str:
        """ "3d. Telaah permohonan (putaran 2)"; a step that the SOP does not number stands without a number."""
        number = "" if self.no == "+" else f"{self.no}. "
        again = f" (putaran {self.round})" if self.round > 1 else ""
        return f"{number}{self.title}{again}"


def entries_of(case: Case, now: datetime) -> tuple[Entry, ...]:
    """Everything that was begun, in the order of opening; what lies ahead is not told."""
    tasks = {task.pk: task for task in Task.objects.filter(case=case).order_by("pk")}
    return tuple(_entry(knot, tasks[knot.task_id]) for knot in timeline(case, now) if knot.task_id)


def _entry(knot: Knot, task: Task) -> Entry:
    return Entry(
        no=knot.step.no, title=knot.step.title, lane=knot.lane, round=knot.round, state=_STATES[knot.state],
        who=_who(knot), begun=task.started_at, due=knot.due_at, happened=task.happened_at, entered=task.completed_at,
        late=knot.late, spent=spent(knot.used), decided=knot.outcome, note=masked(knot.note),
        reasons=tuple(map(masked, _reasons(knot, task))),
        stood=tuple(map(_stood, knot.holds)),
    )  # fmt: skip


def _who(knot: Knot) -> str:
    if not knot.capacity:
        return knot.who
    instead = f", menggantikan {knot.acting_for}" if knot.acting_for else ""
    return f"{knot.who}, {knot.capacity}{instead}"


def _reasons(knot: Knot, task: Task) -> tuple[str, ...]:
    late = (f"Dicatat belakangan: {task.late_entry_reason}",) if task.late_entry_reason else ()
    return (*late, *(f"Koreksi: {reason}" for reason in knot.corrections))


def _stood(hold: Hold) -> Stood:
    return Stood(hold.party, hold.reason.replace("_", " "), hold.started_at, hold.ended_at, hold.working_days)


def as_data(entry: Entry, calendar: Calendar) -> dict[str, object]:
    """Plain values, times ISO 8601 with the offset of the institution."""

    def told(at: datetime | None) -> str | None:
        return calendar.local(at).isoformat(timespec="seconds") if at is not None else None

    return {
        "no": entry.no, "step": entry.title, "lane": entry.lane, "round": entry.round, "state": entry.state,
        "by": entry.who, "begun_at": told(entry.begun), "due_at": told(entry.due), "happened_at": told(entry.happened),
        "entered_at": told(entry.entered), "late": entry.late, "spent": entry.spent, "outcome": entry.decided,
        "note": entry.note, "reasons": list(entry.reasons),
        "stood": [
            {"party": one.party, "reason": one.reason, "from": told(one.begun), "until": told(one.ended),
             "working_days": one.working_days}
            for one in entry.stood
        ],
    }  # fmt: skip
