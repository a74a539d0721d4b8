"""The timers of a step: which they are, and when each goes off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from simpul.rules.working_time.answer import deadline
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.reminders import earlier
from simpul.rules.working_time.standard import parse

Relation = Literal["setelah", "sebelum", "sesudah"]
RELATIONS: tuple[Relation, ...] = ("setelah", "sebelum", "sesudah")


@dataclass(frozen=True, slots=True)
class Timer:
    """An act of the closed vocabulary (``pengatur_waktu``), fired once at ``amount``, a standard time as written.

    ``setelah``: after the step was entered; ``sebelum``: before it is due; ``sesudah``: after it was due.
    """

    name: str
    relation: Relation
    amount: str


class Moment(NamedTuple):
    """``position``: the timer's place in the list it was asked with, from 0; ``at`` in UTC."""

    position: int
    timer: Timer
    at: datetime


def moments(
    timers: Sequence[Timer], started_at: datetime, due_at: datetime | None, calendar: Calendar
) -> tuple[Moment, ...]:
    """When each timer goes off, earliest first; without a due time only those that count from entry.

    A reminder that would lie before the step began is left out: it could not have been of any use.
    """
    found = []
    for position, timer in enumerate(timers):
        at = _moment(timer, started_at, due_at, calendar)
        if at is not None:
            found.append(Moment(position, timer, at.astimezone(UTC)))
    return tuple(sorted(found, key=lambda moment: (moment.at, moment.position)))


def _moment(timer: Timer, started_at: datetime, due_at: datetime | None, calendar: Calendar) -> datetime | None:
    standard = parse(timer.amount)
    if timer.relation == "setelah":
        return deadline(started_at, standard, calendar)
    if due_at is None:
        return None
    if timer.relation == "sesudah":
        return deadline(due_at, standard, calendar)
    at = earlier(due_at, standard, calendar)
    return at if at > started_at else None
