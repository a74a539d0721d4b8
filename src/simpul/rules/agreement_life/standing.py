"""Where an agreement stands on a day: its dates, and the acts that have moved them since it was signed.

The acts are kept in the order in which they were recorded and never rewritten; what counts today follows from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What can happen to an agreement; the values are the field's words."""

    ADDENDUM = "addendum"
    RENEWAL = "perpanjangan"
    TERMINATION = "pengakhiran"
    REPLACEMENT = "penggantian"


class Status(StrEnum):
    """``COMING`` before the first day, ``CLOSED`` when it was ended before its time."""

    COMING = "belum_berlaku"
    IN_FORCE = "berlaku"
    EXPIRED = "berakhir"
    CLOSED = "diakhiri"
    REPLACED = "diganti"


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates that are never the same thing. ``ends_on`` is the last day; None: without an end.

    The fourth date, after which the file may be destroyed, follows from none of them: see ``rules.archive_keeping``.
    """

    sign_by: date | None
    effective_on: date | None
    ends_on: date | None

    @property
    def never_in_force(self) -> bool:
        """Whether it was ended before it began; ``ends_on`` is then the day on which it was withdrawn."""
        return self.effective_on is not None and self.ends_on is not None and self.ends_on < self.effective_on


@dataclass(frozen=True, slots=True)
class Act:
    """``on``: the day from which it counts. ``ends_on``: the new last day, for an addendum that leaves it alone None.

    ``by_slug``: the agreement that replaces this one, for a replacement.
    """

    kind: Kind
    on: date
    ends_on: date | None = None
    by_slug: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """``dates`` with all acts counted; ``status`` on the day asked for."""

    status: Status
    dates: Dates


def standing(dates: Dates, acts: Sequence[Act], today: date) -> Standing:
    """The agreement on ``today``, with every act recorded so far, those of a later day too: they are agreed already."""
    for act in acts:
        dates = after(dates, act)
    return Standing(_status(dates, acts, today), dates)


def after(dates: Dates, act: Act) -> Dates:
    """The dates once the act counts. An end before its time never lies after the end that was agreed."""
    if act.kind in (Kind.ADDENDUM, Kind.RENEWAL):
        return dates if act.ends_on is None else replace(dates, ends_on=act.ends_on)
    last = act.ends_on or act.on
    return replace(dates, ends_on=last if dates.ends_on is None else min(last, dates.ends_on))


def _status(dates: Dates, acts: Sequence[Act], today: date) -> Status:
    if dates.effective_on is not None and today < dates.effective_on and not _is_withdrawn(dates, today):
        return Status.COMING
    if not _is_withdrawn(dates, today) and (dates.ends_on is None or today <= dates.ends_on):
        return Status.IN_FORCE
    ending = next((act.kind for act in reversed(acts) if act.kind in _ENDING), None)
    return _ENDING.get(ending, Status.EXPIRED) if ending is not None else Status.EXPIRED


def _is_withdrawn(dates: Dates, today: date) -> bool:
    """From that very day on: there is no last day on which it was still in force."""
    return dates.never_in_force and dates.ends_on is not None and today >= dates.ends_on


_ENDING = {Kind.TERMINATION: Status.CLOSED, Kind.REPLACEMENT: Status.REPLACED}
