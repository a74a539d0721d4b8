"""How long an archived agreement is kept, and who may do what about that.

PP 28/2012 art. 53-54: retention is the active and the inactive years together, counted from the closed file, so when
the activity is finished: the agreement has ended and its evaluation is closed. UU 43/2009 art. 34, 43 and PP 28/2012
art. 51: an international agreement is arsip terjaga, reported to ANRI within a year, which gets an authentic copy
within a year of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from simpul.rules.agreement_text.judging.dates import later

DESTROYED = "musnah"
LONG_YEARS = 10
"""From so many years on destruction goes another way: somebody outside the institution approves it too."""
_YEAR = 12

Act = Literal["keep", "schedule", "hold", "propose", "decide", "carry_out"]


@dataclass(frozen=True, slots=True)
class Person:
    """``ref`` tells two people apart. ``archives``: stands in the lane that archives; ``judges``: in one that judges
    the law; ``commands``: some lane lies below one of the person's own. ``reads_only``: an inspector."""

    ref: int
    archives: bool = False
    judges: bool = False
    commands: bool = False
    is_admin: bool = False
    reads_only: bool = False


def may(person: Person, act: Act, proposed_by: int | None = None) -> bool:
    """Whether the person may do it. ``proposed_by``: who proposed the destruction; nobody decides on the own one."""
    if person.reads_only:
        return False
    if act == "decide":
        return proposed_by != person.ref and (person.commands or person.is_admin)
    if act == "hold":
        return person.archives or person.judges
    if act == "schedule":
        return person.archives or person.is_admin
    return person.archives


@dataclass(frozen=True, slots=True)
class Periods:
    """The last days of the active and of the inactive time; None while they are not counted yet."""

    active_until: date | None = None
    inactive_until: date | None = None


def periods(closed_on: date | None, active_years: int | None, inactive_years: int | None) -> Periods:
    """Both counted from the day on which the file was closed; without the active years nothing is known."""
    if closed_on is None or active_years is None:
        return Periods()
    active = later(closed_on, active_years * _YEAR)
    return Periods(active, later(closed_on, (active_years + (inactive_years or 0)) * _YEAR))


def destroyed_after(
    closed_on: date | None, active_years: int | None, inactive_years: int | None, fate: str
) -> date | None:
    """The day after which it may be destroyed; None while that is not counted, or where it is kept or judged again."""
    return periods(closed_on, active_years, inactive_years).inactive_until if fate == DESTROYED else None


def is_long_kept(active_years: int | None, inactive_years: int | None) -> bool:
    """Whether its destruction needs an approval from outside too."""
    return (active_years or 0) + (inactive_years or 0) >= LONG_YEARS


def report_due(signed_on: date | None) -> date | None:
    """The last day to report an arsip terjaga: a year after the activity, which we take to be the signing."""
    return later(signed_on, _YEAR) if signed_on is not None else None


def copy_due(reported_on: date | None) -> date | None:
    """The last day to hand in the authentic copy: a year after the report."""
    return later(reported_on, _YEAR) if reported_on is not None else None
