"""Acts on the series of numbers: who may, and their record in the institution's log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from simpul.casework.text_acts import NUMBERING
from simpul.core.audit.rows import hashed
from simpul.core.audit.salts import salt_of
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.messages.actions import record
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.queries import in_force
from simpul.features.agreements import series as rules_of_series
from simpul.features.agreements.models import IssuedNumber, NumberSeries
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, NotAllowed


def today(officer: Officer) -> date:
    """The day in the institution's zone: month and year of an example follow from it."""
    return calendar_for(officer.institution_id).local(clock.now()).date()


def keeps_numbers(officer: Officer) -> bool:
    """An administrator, or who stands in a lane that fixes number and date in a procedure that is in force."""
    if officer.is_admin:
        return True
    steps = [
        step
        for version in in_force(institution_id=officer.institution_id, day=today(officer))
        for step in procedure_of(version.pk).steps
    ]
    lanes = {lane for step in steps if step.form == NUMBERING for lane in step.performer.lanes}
    return officer.holds_code(*lanes)


def check_keeper(officer: Officer) -> None:
    """Raises NotAllowed NMR-27."""
    if not keeps_numbers(officer):
        raise NotAllowed(
            "NMR-27", N_("Only an admin, or the team that fixes number and date, changes the series of numbers.")
        )


@transaction.atomic
def add_series(officer: Officer, series: NumberSeries) -> NumberSeries:
    """Set up a series; refuses as ``features.agreements.series.add_series`` does."""
    check_keeper(officer)
    made = rules_of_series.add_series(series, today(officer))
    _record(officer.institution_id, "series.added", officer.actor(), made, {"pattern": made.pattern})
    return made


@transaction.atomic
def change_series(officer: Officer, series: NumberSeries, facts: Mapping[str, object]) -> None:
    """Change what is written from now on; refuses as ``features.agreements.series.change_series`` does."""
    check_keeper(officer)
    changed = rules_of_series.change_series(series.pk, facts, today(officer))
    told = {name: facts[name] for name in changed}
    if changed:
        _record(officer.institution_id, "series.changed", officer.actor(), series, told)


@transaction.atomic
def set_aside(officer: Officer, series: NumberSeries, reason: str) -> IssuedNumber:
    """The next number becomes a hole with its reason."""
    check_keeper(officer)
    taken = rules_of_series.set_aside(series.pk, on=today(officer), reason=reason, user_id=officer.user_id)
    _voided(officer, taken, reason)
    return taken


@transaction.atomic
def void_number(officer: Officer, number_id: int, reason: str) -> IssuedNumber:
    """A number that was given out and that nothing bears becomes a hole with its reason."""
    check_keeper(officer)
    number = rules_of_series.void_free(number_id, reason)
    _voided(officer, number, reason)
    return number


def _voided(officer: Officer, number: IssuedNumber, reason: str) -> None:
    by = officer.actor()
    facts = {"number": number.number, "reason_hash": hashed(salt_of(by), reason)}
    _record(officer.institution_id, "number.void", by, number.series, facts)


def _record(institution_id: int, verb: str, by: Actor, series: NumberSeries, facts: Mapping[str, object]) -> None:
    record(institution_id=institution_id, verb=verb, by=by, facts={"series": series.code, **facts})
