"""The answer to a date field, held against its bounds (``paling_awal``, ``paling_lambat``).

A bound is the word ``hari_ini`` or the id of another date field; both ends are allowed themselves. A field whose date
is not known (never asked, or left empty) bounds nothing. What "today" is, is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from simpul.rules.plausible_days import FIRST_YEAR, is_plausible, last_year
from simpul.rules.procedure.model import Field, Procedure, Step
from simpul.rules.procedure.vocabulary import TODAY, Facts
from simpul.rules.refusals import N_, Refusal


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the institution: on which the form is sent, and on which the work happened that it tells of.

    What has happened lies before it is entered, what is planned after it was planned: a step may be entered late.
    """

    entered: date
    happened: date

    @classmethod
    def of(cls, today: date) -> Days:
        """Entered on the day on which it happened."""
        return cls(today, today)


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a field as things stand; None where nothing does."""

    earliest: date | None
    latest: date | None


def dates_in(facts: Facts) -> Mapping[str, str]:
    """The latest dates that bounds compare with, by field id (``tanggal``)."""
    found = facts.get("tanggal")
    return found if isinstance(found, Mapping) else {}


def limits(field: Field, facts: Facts, days: Days) -> Limits:
    """The bounds of a date field as days."""
    return Limits(_day(field.earliest, facts, days.happened), _day(field.latest, facts, days.entered))


def _day(bound: str, facts: Facts, today: date) -> date | None:
    if bound == TODAY:
        return today
    given = dates_in(facts).get(bound)
    return date.fromisoformat(given) if given else None


def check(procedure: Procedure, step: Step, field: Field, day: date, facts: Facts, days: Days) -> None:
    """Refuse a day that cannot be meant, or that lies outside the field's bounds. ``facts``: with the answers above."""
    if not is_plausible(day, days.entered):
        raise Refusal(
            "TGS-51",
            N_("The year of “%(label)s” must be a slip: it says %(year)s. Write a year from %(first)s to %(last)s."),
            label=field.label, year=f"{day.year:04}", first=FIRST_YEAR, last=last_year(days.entered),
        )  # fmt: skip
    within = limits(field, facts, days)
    if within.earliest is not None and day < within.earliest:
        raise _too_early(field, within.earliest, label_of(procedure, step, field.earliest))
    if within.latest is not None and day > within.latest:
        raise _too_late(field, within.latest, label_of(procedure, step, field.latest))


def _too_early(field: Field, earliest: date, other: str) -> Refusal:
    if not other:
        return Refusal(
            "TGS-52",
            N_("“%(label)s” lies in the past. Choose %(day)s or a later day."),
            label=field.label, day=earliest,
        )  # fmt: skip
    return Refusal(
        "TGS-54",
        N_("“%(label)s” lies before “%(other)s”, which is %(day)s. Correct the date that is wrong."),
        label=field.label, other=other, day=earliest,
    )  # fmt: skip


def _too_late(field: Field, latest: date, other: str) -> Refusal:
    if not other:
        return Refusal(
            "TGS-53",
            N_("“%(label)s” lies in the future. Choose %(day)s or an earlier day."),
            label=field.label, day=latest,
        )  # fmt: skip
    return Refusal(
        "TGS-55",
        N_("“%(label)s” lies after “%(other)s”, which is %(day)s. Correct the date that is wrong."),
        label=field.label, other=other, day=latest,
    )  # fmt: skip


def label_of(procedure: Procedure, step: Step, bound: str) -> str:
    """What the form calls the field of a bound: as this step asks for it, else as another does; "" for today."""
    if bound == TODAY:
        return ""
    asking = (item for one in (step, *procedure.steps) for item in one.fields if item.id == bound)
    return next((item.label for item in asking), bound)
