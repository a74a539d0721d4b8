"""Pauses: the stretches in which a step waits on an outside party and its clock stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, TypeAlias

from simpul.rules.refusals import Refusal


class Pause(NamedTuple):
    """From ``start`` (included) until ``end`` (excluded), both aware. One still running ends at the present."""

    start: datetime
    end: datetime


Pauses: TypeAlias = Iterable[tuple[datetime, datetime]]


def merged(pauses: Pauses, start: datetime) -> list[Pause]:
    """The pauses in order, overlapping ones merged, cut at the ``start`` of the step (no clock ran before)."""
    result: list[Pause] = []
    for pause in sorted(_checked(pauses)):
        begin = max(pause.start, start)
        if begin >= pause.end:
            continue
        if result and begin <= result[-1].end:
            result[-1] = Pause(result[-1].start, max(result[-1].end, pause.end))
        else:
            result.append(Pause(begin, pause.end))
    return result


def _checked(pauses: Pauses) -> Iterable[Pause]:
    for begin, end in pauses:
        if begin.utcoffset() is None or end.utcoffset() is None:
            raise Refusal("KAL-04", "The time %(moment)s has no time zone. Add one, for example +07:00.", moment=begin)
        if end < begin:
            raise Refusal("KAL-07", "A pause ends before it begins: %(start)s to %(end)s.", start=begin, end=end)
        yield Pause(begin, end)
