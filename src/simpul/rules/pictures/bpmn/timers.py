"""Reminders as boundary timers. BPMN counts by the clock alone: a working day is written as a day; the name tells."""

from __future__ import annotations

from simpul.rules.procedure.model import Step, Timer
from simpul.rules.working_time.standard import Standard, Unit, parse

_RELATIONS = {"setelah": "setelah mulai", "sebelum": "sebelum batas waktu", "sesudah": "sesudah batas waktu"}
_MINUTES = {Unit.WORKING_DAY: 24 * 60, Unit.DAY: 24 * 60, Unit.SAME_DAY: 24 * 60, Unit.MINUTE: 1, Unit.CLOCK_HOUR: 60}


def boundary(timer: Timer, step: Step | None) -> tuple[str, str]:
    """Name and ISO duration from the beginning of the step."""
    name = f"{timer.name.replace('_', ' ').capitalize()}, {timer.amount} {_RELATIONS[timer.relation]}"
    amount = _minutes(parse(timer.amount))
    if timer.relation == "setelah" or step is None:
        return name, _iso(amount)
    due = max(_minutes(parse(timing.standard)) for timing in step.timings)
    return name, _iso(due - amount if timer.relation == "sebelum" else due + amount)


def _minutes(standard: Standard) -> int:
    return max(1, standard.amount) * _MINUTES.get(standard.unit, 0)


def _iso(minutes: int) -> str:
    days, rest = divmod(max(0, minutes), 24 * 60)
    return f"P{days}D" if not rest else f"P{days}DT{rest}M" if days else f"PT{rest}M"
