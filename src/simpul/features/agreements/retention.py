"""Retention: the institution's schedule (JRA) as data, the closed file from which it counts, and holds.

No line is shipped: the institution writes its own, each with the decree it is taken from, and says who compared it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from simpul.features.agreements.models import ArchiveHold, ArchiveRecord, RetentionClass
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.rules.archive_keeping import Periods, destroyed_after, periods
from simpul.rules.refusals import N_, Conflict, Refusal

Told = Mapping[str, object]
"""What the audit event of an act says."""
FATES: Mapping[str, str] = {
    "permanen": N_("Kept for good"),
    "musnah": N_("Destroyed after its time"),
    "dinilai": N_("Judged again"),
}
MOST_YEARS = 100
_OVER = (AgreementStatus.ENDED, AgreementStatus.CLOSED, AgreementStatus.REPLACED)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the schedule as it is entered; ``basis``: the decree it is taken from."""

    code: str
    description: str
    active_years: int
    inactive_years: int
    fate: str
    basis: str = ""


def schedule_of(institution_id: int) -> QuerySet[RetentionClass]:
    """The lines in force."""
    lines = RetentionClass.objects.filter(institution_id=institution_id, retired_at=None)
    return lines.select_related("verified_by")


def line_of(institution_id: int, pk: int) -> RetentionClass:
    """A line in force. Raises Refusal ARS-41 for none of this institution."""
    found = schedule_of(institution_id).filter(pk=pk).first()
    if found is None:
        raise Refusal("ARS-41", N_("This line of the retention schedule is not in force. Choose another one."))
    return found


def add_line(institution_id: int, line: Line, at: datetime) -> RetentionClass:
    """Raises Refusal ARS-40 (something is missing), TTD-52, TTD-53, ARS-42 (the code is in force already)."""
    if not line.code.strip() or not line.description.strip():
        raise Refusal("ARS-40", N_("A line of the schedule needs a code and a description."))
    if line.fate not in FATES:
        raise Refusal("TTD-52", N_("Choose one of the listed classes."))
    if not all(0 <= years <= MOST_YEARS for years in (line.active_years, line.inactive_years)):
        raise Refusal("TTD-53", N_("Retention is 0 to %(most)s full years."), most=MOST_YEARS)
    try:
        with transaction.atomic():
            return RetentionClass.objects.create(
                institution_id=institution_id, code=line.code.strip()[:40], description=line.description.strip()[:200],
                active_years=line.active_years, inactive_years=line.inactive_years, fate=line.fate,
                basis=line.basis.strip()[:200], added_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise Refusal(
            "ARS-42", N_("The code %(code)s is in the schedule already. Retire that line first."), code=line.code
        ) from None


def verify_line(line: RetentionClass, user_id: int, at: datetime) -> None:
    """Somebody compared the line with its decree. Raises Refusal ARS-43 where none is named."""
    if not line.basis:
        raise Refusal("ARS-43", N_("This line names no decree, so there is nothing to compare it with."))
    line.verified_at, line.verified_by_id = at, user_id
    line.save(update_fields=["verified_at", "verified_by"])


def retire_line(line: RetentionClass, at: datetime) -> None:
    """It is chosen no more; what is archived under it keeps its years."""
    line.retired_at = at
    line.save(update_fields=["retired_at"])


def periods_of(record: ArchiveRecord) -> Periods:
    """Until when the record is active and inactive."""
    return periods(record.closed_on, record.active_years, record.inactive_years)


def settle_retention(record: ArchiveRecord) -> None:
    """The day after which it may be destroyed, kept with the agreement where every list finds it."""
    agreement = record.agreement
    agreement.destroy_after = destroyed_after(
        record.closed_on, record.active_years, record.inactive_years, record.final_fate
    )
    agreement.save(update_fields=["destroy_after"])


def check_over(record: ArchiveRecord) -> None:
    """Raises Refusal ARS-44 while the agreement is in force."""
    if record.agreement.status not in _OVER or record.agreement.ends_on is None:
        raise Refusal("ARS-44", N_("The agreement is still in force, so its file cannot be closed."))


def close_file(record: ArchiveRecord, on: date, basis: str, today: date) -> Told:
    """The activity is finished: retention counts from ``on``. Raises Refusal ARS-44..47.

    ``basis``: how the evaluation was closed (a report's number), or why none was due.
    """
    check_over(record)
    agreement = record.agreement
    assert agreement.ends_on is not None  # asked by ``check_over``
    if on < agreement.ends_on:
        raise Refusal("ARS-45", N_("The file is closed on %(day)s, the agreement's last day, or later."),
                      day=agreement.ends_on)  # fmt: skip
    if on > today:
        raise Refusal("ARS-46", N_("A file is closed today at the latest."))
    if not basis.strip():
        raise Refusal("ARS-47", N_("Name the report that closed the evaluation, or say why there was none."))
    record.closed_on, record.closed_basis = on, basis.strip()[:300]
    record.save(update_fields=["closed_on", "closed_basis"])
    settle_retention(record)
    return {"agreement": agreement.slug, "on": on, "destroy_after": agreement.destroy_after}


def open_hold(record: ArchiveRecord) -> ArchiveHold | None:
    """The hold that keeps it from destruction."""
    return record.holds.filter(lifted_at=None).select_related("set_by").first()


def open_holds(records: Iterable[ArchiveRecord]) -> Mapping[int, ArchiveHold]:
    """The same of several, by the key of the record; one read."""
    found = ArchiveHold.objects.filter(record__in=[record.pk for record in records], lifted_at=None)
    return {hold.record_id: hold for hold in found.select_related("set_by")}


def set_hold(record: ArchiveRecord, reason: str, user_id: int, at: datetime) -> Told:
    """Keep it from destruction. Raises Refusal ARS-48 (no reason), ARS-49 (destroyed), Conflict ARS-50 (held)."""
    if not reason.strip():
        raise Refusal("ARS-48", N_("Say why. The reason is kept with the archived agreement."))
    if record.destroyed_at is not None:
        raise Refusal("ARS-49", N_("This agreement's files have been destroyed already."))
    if open_hold(record) is not None:
        raise Conflict("ARS-50", N_("Its destruction is held already."))
    ArchiveHold.objects.create(record=record, reason=reason.strip()[:300], set_at=at, set_by_id=user_id)
    return {"agreement": record.agreement.slug}


def lift_hold(record: ArchiveRecord, reason: str, user_id: int, at: datetime) -> Told:
    """It may be destroyed again when its time has come. Raises Refusal ARS-48, Conflict ARS-51 (not held)."""
    if not reason.strip():
        raise Refusal("ARS-48", N_("Say why. The reason is kept with the archived agreement."))
    hold = open_hold(record)
    if hold is None:
        raise Conflict("ARS-51", N_("Its destruction is not held any more."))
    hold.lifted_at, hold.lifted_by_id, hold.lift_reason = at, user_id, reason.strip()[:300]
    hold.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    return {"agreement": record.agreement.slug, "hold": hold.pk}
