"""What a calendar is made of: years with their decrees, days that are not worked, the rows of Ramadan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Reason(StrEnum):
    """Why a day was skipped. The order is the order of explanation: the first that holds is the one told."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    JOINT_LEAVE = "joint leave"
    OWN_HOLIDAY = "own holiday"
    PAUSE = "pause"


# The reasons that a calendar enters day by day, in their order.
KINDS = (Reason.HOLIDAY, Reason.JOINT_LEAVE, Reason.OWN_HOLIDAY)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is not worked; ``kind`` is one of ``KINDS``, ``name`` the words of the decree."""

    day: date
    kind: Reason
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year the calendar covers, with its decrees: the joint one (SKB), and the Keppres on joint leave."""

    year: int
    skb: str = ""
    keppres: str = ""

    @property
    def confirmed(self) -> bool:
        """Only an entered decree confirms a year; an estimate that looks final does not."""
        return bool(self.skb.strip())


@dataclass(frozen=True, slots=True)
class RamadanRow:
    """The days with Ramadan hours, both ends included; ``decree`` is empty until the dates have been fixed."""

    first: date
    last: date
    decree: str = ""

    @property
    def confirmed(self) -> bool:
        return bool(self.decree.strip())
