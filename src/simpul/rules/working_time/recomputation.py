"""A changed calendar: which open clocks move, and from when to when."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from simpul.rules.working_time.answer import deadline
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.standard import Standard

Ref = TypeVar("Ref", bound=Hashable)


@dataclass(frozen=True, slots=True)
class OpenClock(Generic[Ref]):
    """A task whose clock runs or stands; ``ref`` is whatever the caller finds it by."""

    ref: Ref
    start: datetime
    standard: Standard
    units: int | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved(Generic[Ref]):
    """The due time before and after, for the record."""

    ref: Ref
    old: datetime
    new: datetime


def recompute(tasks: Iterable[OpenClock[Ref]], old: Calendar, new: Calendar, now: datetime) -> list[Moved[Ref]]:
    """What the new calendar moves. A breach that has happened stays: what was due before ``now`` is left alone."""
    moves: list[Moved[Ref]] = []
    for task in tasks:
        before = deadline(task.start, task.standard, old, task.units, task.pauses)
        if before is None or before < now:
            continue
        after = deadline(task.start, task.standard, new, task.units, task.pauses)
        if after is not None and after != before:
            moves.append(Moved(task.ref, before, after))
    return moves
