"""Whose request for the same sampling date goes first.

The rule of SOP PR/LABKESMAS-BTM/05/5, step 5: of an internal and an external customer the internal one goes first while
the requests lie no more than a week apart; a request that came two weeks or more before the other goes first whoever
made it. Between one and two weeks that SOP is silent: first come is proposed, the officer decides and says why. Of two
customers of one kind the earlier goes first (our reading).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HEAD_START, CLEAR = 7, 14
"""Days: the head start of an internal request, and the distance from which the earlier always goes first."""


class Ground(StrEnum):
    """Why one of two requests goes first, or why an officer decides."""

    INTERNAL = "internal"
    EARLIER = "lebih_dahulu"
    SAME_KIND = "sesama"
    SAME_DAY = "hari_sama"
    SILENT = "diam"


@dataclass(frozen=True, slots=True)
class Claim:
    """A request for a date: by an internal customer or not, and when it came."""

    internal: bool
    on: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """``mine``: the first of the two claims goes first; None where they came alike. ``settled``: the rule says so;
    otherwise ``mine`` is only proposed. ``days``: how far the requests lie apart."""

    mine: bool | None
    settled: bool
    ground: Ground
    days: int


def judge(mine: Claim, other: Claim) -> Verdict:
    """Which of two requests for the same date goes first."""
    days = abs((mine.on - other.on).days)
    earlier = None if not days else mine.on < other.on
    if mine.internal == other.internal:
        return Verdict(earlier, bool(days), Ground.SAME_KIND if days else Ground.SAME_DAY, days)
    if days <= HEAD_START:
        return Verdict(mine.internal, True, Ground.INTERNAL, days)
    return Verdict(earlier, days >= CLEAR, Ground.EARLIER if days >= CLEAR else Ground.SILENT, days)
