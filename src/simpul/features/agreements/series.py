"""Setting up a series of numbers and changing it; what was given out stays as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from simpul.features.agreements.models import IssuedNumber, NumberSeries
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.numbers import issue, last_seq, next_of, void, written
from simpul.rules.refusals import N_, Conflict, Refusal

FACTS = ("name", "pattern", "document_code", "classification", "unit_code", "first_year", "first_number")
_START = ("first_year", "first_number")


def example_of(series: NumberSeries, on: date) -> str:
    """The number that a series, kept or not yet, would give out next. Raises Refusal NMR-01..08."""
    return next_of(series, on) if series.pk else written(series, _first_of(series, on), on)


def _first_of(series: NumberSeries, on: date) -> int:
    return series.first_number if series.first_year == on.year else 1


def add_series(series: NumberSeries, on: date) -> NumberSeries:
    """Keep a new series. Raises Refusal NMR-01..08 for a pattern, NMR-22 for a code that is taken, NMR-26 as below."""
    if NumberSeries.objects.filter(institution_id=series.institution_id, code=series.code).exists():
        raise Refusal("NMR-22", N_("There is a series with the code “%(code)s” already."), code=series.code)
    example_of(series, on)
    _check_own(series, on)
    series.save(force_insert=True)
    return series


def change_series(series_id: int, facts: Mapping[str, object], on: date) -> tuple[str, ...]:
    """Change how the numbers to come are written; answers the names of what changed.

    Raises Refusal NMR-01..08, NMR-24 (a start below or beside numbers that were given out), NMR-26 (numbers of another
    series).
    """
    series = NumberSeries.objects.select_for_update().get(pk=series_id)
    changed = tuple(name for name in FACTS if name in facts and getattr(series, name) != facts[name])
    if set(_START) & set(changed):
        _check_start(series, facts)
    for name in changed:
        setattr(series, name, facts[name])
    example_of(series, on)
    _check_own(series, on)
    if changed:
        series.save(update_fields=changed)
    return changed


def _check_start(series: NumberSeries, facts: Mapping[str, object]) -> None:
    """Where numbers of a year were given out, its beginning stands: below they would be doubled, above lies a hole."""
    for year in {series.first_year, facts["first_year"]}:
        if isinstance(year, int) and (last := last_seq(series, year)) is not None:
            raise Refusal(
                "NMR-24",
                N_("Numbers of %(year)s have been given out up to %(last)s, so where that year begins cannot change."),
                year=year,
                last=last,
            )


def _check_own(series: NumberSeries, on: date) -> None:
    """No two series of an institution write the same number."""
    for other in NumberSeries.objects.filter(institution_id=series.institution_id).exclude(pk=series.pk):
        try:
            same = written(other, 1, on) == written(series, 1, on)
        except Refusal:
            continue  # one that cannot write a number gives none out
        if same:
            raise Refusal(
                "NMR-26",
                N_("The series “%(name)s” already writes these numbers. Change the pattern or a code."),
                name=other.name,
            )


def set_aside(series_id: int, *, on: date, reason: str, user_id: int | None) -> IssuedNumber:
    """Take the next number out as a hole: it was used on paper, or stamped by mistake. Raises Refusal NMR-20."""
    taken = issue(series_id=series_id, on=on, case_id=None, subject="", user_id=user_id)
    void(number_id=taken.pk, reason=reason)
    return taken


def void_free(number_id: int, reason: str) -> IssuedNumber:
    """Record a hole for a number that no living agreement bears. Raises NMR-20, Conflict NMR-23 or NMR-25."""
    number = IssuedNumber.objects.select_for_update(of=("self",)).select_related("series").get(pk=number_id)
    if number.voided_at is not None:
        raise Conflict("NMR-23", N_("The number %(number)s is void already."), number=number.number)
    if not is_free(number):
        raise Conflict(
            "NMR-25",
            N_("An agreement bears the number %(number)s. It becomes void only when its case is withdrawn."),
            number=number.number,
        )
    void(number_id=number.pk, reason=reason)
    return number


def is_free(number: IssuedNumber) -> bool:
    """Whether no agreement bears the number, or only one that was withdrawn."""
    agreement = getattr(number, "agreement", None)
    return agreement is None or agreement.status == AgreementStatus.WITHDRAWN
