"""The clock of a task: when it is due, how much of it has been used, in which month it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.locked import OpenTask, PauseSpan
from simpul.rules.working_time import Pause, deadline, parse

_MINUTE = 60_000_000


def due_at(
    institution_id: int, standard: str, start: datetime, unit_count: int | None, pauses: Iterable[Pause] = ()
) -> datetime | None:
    """Due time in UTC; None where the standard has no clock, or counts units that are not known yet."""
    meaning = parse(standard or "-")
    if meaning.per and unit_count is None:
        return None
    answer = deadline(start, meaning, calendar_for(institution_id), unit_count, tuple(pauses))
    return answer.astimezone(UTC) if answer is not None else None


def closed_pauses(spans: Iterable[PauseSpan], until: datetime) -> tuple[Pause, ...]:
    """The pauses as the rules take them; one that still stands ends ``until``."""
    return tuple(
        Pause(span.started_at, min(span.ended_at or until, until)) for span in spans if span.started_at < until
    )


def due_of(institution_id: int, task: OpenTask, until: datetime) -> datetime | None:
    """The task's due time with its pauses so far."""
    pauses = closed_pauses(task.pauses, until)
    return due_at(institution_id, task.standard, task.started_at, task.unit_count, pauses)


def used_and_waited(institution_id: int, task: OpenTask, until: datetime) -> tuple[int, int]:
    """Office minutes between the start of the clock and ``until``: those in which it ran, and those it stood."""
    if until <= task.started_at:
        return 0, 0
    elapsed = calendar_for(institution_id).elapsed
    total = elapsed(until) - elapsed(task.started_at)
    stood = 0
    for pause in closed_pauses(task.pauses, until):
        begin = max(pause.start, task.started_at)
        if begin < pause.end:
            stood += elapsed(pause.end) - elapsed(begin)
    return max(0, (total - stood) // _MINUTE), stood // _MINUTE


def local_month(institution_id: int, moment: datetime) -> date:
    """First day of the local month, the period of the figures."""
    return calendar_for(institution_id).local(moment).date().replace(day=1)
